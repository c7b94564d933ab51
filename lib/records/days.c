#include "records/days.h"

#include <string.h>

/* A column must be worth so many marks, however few students there are; and one for so many
 * students: it costs eight bytes for each of them, a mark that is no bit costs five. */
enum { LEAST_WAITING = 256, STUDENTS_A_MARK = 4 };

bool ontrack__days_choose(ontrack__days *days, const ontrack_allocator *allocator, uint32_t kind)
{
    days->columns = ontrack__allocate_zero(allocator, ONTRACK__DAY_COLUMNS, sizeof *days->columns);
    if (days->columns == NULL) return false;
    days->common = kind;
    return true;
}

static bool widen(ontrack__day_column *column, const ontrack_allocator *allocator, uint32_t wanted)
{
    uint64_t *bits =
        ontrack__resize(allocator, column->bits, column->students, wanted, sizeof *bits);
    if (bits == NULL) return false;
    memset(bits + column->students, 0, (wanted - column->students) * sizeof *bits);
    column->bits = bits;
    column->students = wanted;
    return true;
}

/* Where students are still coming, room for some more. */
static uint32_t room_for(const ontrack__day_column *column, uint32_t students)
{
    const uint32_t more = column->students + column->students / 4;
    return students > more ? students : more;
}

bool ontrack__days_make_place(ontrack__days *days, const ontrack_allocator *allocator,
                              ontrack_date date, uint32_t student, uint32_t students, bool *place)
{
    ontrack__day_column *column = &days->columns[ontrack__day_column_of(date)];
    *place = true;
    if (student < column->students) return true;
    if (column->students == 0) {
        const uint32_t worth = students / STUDENTS_A_MARK;
        *place = ++column->waiting >= (worth > LEAST_WAITING ? worth : LEAST_WAITING);
    }
    return !*place || widen(column, allocator, room_for(column, students));
}

void ontrack__days_close(ontrack__days *days)
{
    if (days->columns == NULL) return;
    days->first = ONTRACK__DAY_COLUMNS;
    for (size_t i = 0; i < ONTRACK__DAY_COLUMNS; i++) {
        if (days->columns[i].students == 0) continue;
        if (days->first > i) days->first = i;
        days->end = i + 1;
    }
}

static bool settle_column(ontrack__day_column *column, const ontrack_allocator *allocator,
                          const uint32_t *places, size_t count, size_t kept)
{
    uint64_t *bits = ontrack__allocate_zero(allocator, kept, sizeof *bits);
    if (bits == NULL) return false;
    for (size_t i = 0; i < count && i < column->students; i++)
        if (places[i] < kept) bits[places[i]] = column->bits[i];
    ontrack__release(allocator, column->bits, column->students, sizeof *bits);
    column->bits = bits;
    column->students = (uint32_t)kept;
    return true;
}

static bool in_place(const uint32_t *places, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (places[i] != i) return false;
    return true;
}

bool ontrack__days_settle(ontrack__days *days, const ontrack_allocator *allocator,
                          const uint32_t *places, size_t count, size_t kept)
{
    for (size_t i = days->first; i < days->end; i++) {
        ontrack__day_column *column = &days->columns[i];
        if (column->students == 0) continue;
        const bool done = column->students >= kept && count == kept && in_place(places, count);
        if (!done && !settle_column(column, allocator, places, count, kept)) return false;
    }
    return true;
}

void ontrack__days_free(ontrack__days *days, const ontrack_allocator *allocator)
{
    for (size_t i = 0; days->columns != NULL && i < ONTRACK__DAY_COLUMNS; i++)
        ontrack__release(allocator, days->columns[i].bits, days->columns[i].students,
                         sizeof *days->columns[i].bits);
    ontrack__release(allocator, days->columns, ONTRACK__DAY_COLUMNS, sizeof *days->columns);
    days->columns = NULL;
}
