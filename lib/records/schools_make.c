/* Which schools there are, and how what all students share is put together. */
#include "base/error.h"
#include "records/schools_inside.h"

#include <string.h>

static void free_school(const ontrack__schools *schools, ontrack__school *one)
{
    const ontrack_allocator *allocator = &schools->allocator;
    if (!schools->borrowed) {
        ontrack__release(allocator, one->days, one->day_count, sizeof *one->days);
        ontrack__day_set_free(&one->session, allocator);
    }
    ontrack__day_set_free(&one->marked, allocator);
    ontrack__array_free(allocator, &one->terms, sizeof(ontrack__term));
}

void ontrack__schools_free(ontrack__schools *schools)
{
    if (schools == NULL) return;
    const ontrack_allocator allocator = schools->allocator;
    if (schools->borrowed) schools->count = schools->lasting;
    for (size_t i = 0; i < schools->count; i++)
        free_school(schools, &schools->items[i]);
    ontrack__release(&allocator, schools->items, schools->capacity, sizeof *schools->items);
    ontrack__release(&allocator, schools->by_code, schools->code_count, sizeof *schools->by_code);
    ontrack__release(&allocator, schools, 1, sizeof *schools);
}

/* ---- which schools there are ---- */

/* Where a table names schools: the kept column. */
static const struct {
    ontrack_table table;
    size_t column;
} school_columns[] = {
    {ONTRACK_TABLE_CALENDAR, 1}, {ONTRACK_TABLE_TERMS, 4},       {ONTRACK_TABLE_FEEDS, 2},
    {ONTRACK_TABLE_STUDENTS, 1}, {ONTRACK_TABLE_ENROLLMENTS, 2},
};

/* Of a code: a kind of rows names it, which may be no row's; a shared table does. */
enum { PERHAPS = 1, NAMED = 2 };

static void see_shared(const ontrack__rows *rows, size_t column, uint32_t *seen)
{
    for (size_t row = 0; row < rows->count; row++)
        seen[rows->cells[row * rows->width + column]] |= NAMED;
}

static void see_kinds(const ontrack_dataset *dataset, ontrack_table table, size_t column,
                      uint32_t *seen)
{
    const ontrack__kinds *kinds = ontrack__kinds_of(dataset, table);
    const size_t cell = column - (size_t)ontrack__table(table)->kind_first;
    for (uint32_t kind = 0; kind < kinds->count; kind++)
        seen[ontrack__kind_cells(kinds, kind)[cell]] |= PERHAPS;
}

static void see_schools(const ontrack_dataset *dataset, uint32_t *seen)
{
    seen[0] |= NAMED;
    for (size_t i = 0; i < sizeof school_columns / sizeof *school_columns; i++) {
        const ontrack_table table = school_columns[i].table;
        const size_t column = school_columns[i].column;
        if (ontrack__table(table)->shared)
            see_shared(&dataset->shared[table], column, seen);
        else
            see_kinds(dataset, table, column, seen);
    }
}

static void put_school(ontrack__schools *schools, ontrack__code code, bool named)
{
    ontrack__school *one = &schools->items[schools->count++];
    one->code = code;
    one->named = named;
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        one->through[table] = ONTRACK_DATE_NONE;
    schools->by_code[code] = (uint32_t)schools->count;
}

static bool list_schools(ontrack__schools *schools, const ontrack_dataset *dataset)
{
    const ontrack_allocator *allocator = &schools->allocator;
    const size_t codes = ontrack__interner_count(&dataset->codes);
    schools->by_code = ontrack__allocate_zero(allocator, codes, sizeof *schools->by_code);
    if (schools->by_code == NULL) return false;
    schools->code_count = codes;
    see_schools(dataset, schools->by_code);
    for (size_t code = 0; code < codes; code++)
        schools->capacity += schools->by_code[code] != 0;
    schools->items = ontrack__allocate_zero(allocator, schools->capacity, sizeof *schools->items);
    if (schools->items == NULL) return false;
    for (size_t code = 0; code < codes; code++)
        if (schools->by_code[code] != 0)
            put_school(schools, (ontrack__code)code, (schools->by_code[code] & NAMED) != 0);
    return true;
}

static bool read_tables(ontrack__schools *schools, const ontrack_dataset *dataset)
{
    if (!ontrack__schools_read_calendar(schools, dataset)) return false;
    ontrack__schools_read_feeds(schools, dataset);
    return ontrack__schools_read_terms(schools, dataset);
}

/* Finds each school among the others. */
static void look_beside(ontrack__schools *schools, const ontrack_dataset *dataset,
                        const ontrack_dataset *beside)
{
    schools->others = beside->schools;
    for (size_t i = 0; i < schools->count; i++)
        ontrack__intern_find(&beside->codes, ontrack__code_text(dataset, schools->items[i].code),
                             &schools->items[i].theirs);
}

ontrack_status ontrack__schools_new(const ontrack_dataset *dataset, const ontrack_dataset *beside,
                                    ontrack__schools **out, ontrack_error *error)
{
    ontrack__schools *schools = ontrack__allocate_zero(&dataset->allocator, 1, sizeof *schools);
    if (schools == NULL) return ontrack__no_memory(error);
    schools->allocator = dataset->allocator;
    if (!list_schools(schools, dataset) || !read_tables(schools, dataset)) {
        ontrack__schools_free(schools);
        return ontrack__no_memory(error);
    }
    if (beside != NULL) look_beside(schools, dataset, beside);
    *out = schools;
    return ONTRACK_OK;
}

/* ---- what students say of them ---- */

bool ontrack__schools_attended(ontrack__schools *schools, ontrack__attended_school *attended)
{
    for (size_t i = 0; i < schools->count; i++) {
        ontrack__school *one = &schools->items[i];
        one->named = one->named || attended[i].named;
        if (!ontrack__day_set_join(&one->marked, &schools->allocator, &attended[i].days))
            return false;
    }
    return true;
}

void ontrack__schools_close(ontrack__schools *schools)
{
    const size_t count = schools->count;
    schools->count = 0;
    for (size_t i = 0; i < count; i++) {
        ontrack__school *one = &schools->items[i];
        if (!one->named) free_school(schools, one);
        schools->by_code[one->code] = one->named ? (uint32_t)schools->count + 1 : 0;
        if (one->named) schools->items[schools->count++] = *one;
    }
}

/* ---- questions ---- */

size_t ontrack__school_count(const ontrack__schools *schools)
{
    return schools->count;
}

ontrack__code ontrack__school_at(const ontrack__schools *schools, size_t index)
{
    return schools->items[index].code;
}

size_t ontrack__school_place(const ontrack__schools *schools, ontrack__code code)
{
    return (size_t)(ontrack__school_find(schools, code) - schools->items);
}
