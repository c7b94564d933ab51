#include "records/walk.h"

#include "base/bits.h"

#include <string.h>

/* ---- attendance: bits and entries, whichever comes first ---- */

/* The next mark that is a bit; greater than any when there is none. */
static ontrack__entry next_bit(ontrack__walk *walk)
{
    const ontrack__days *days = &walk->student->dataset->facts.days;
    while (walk->bits == 0 && ++walk->column < days->end)
        walk->bits = ontrack__day_bits(walk->student, walk->column);
    if (walk->bits == 0) return UINT64_MAX;
    const ontrack_date date = ontrack__day_column_date(walk->column);
    return ontrack__entry_of(date + ontrack__lowest_bit(walk->bits), days->common);
}

static bool next_mark(ontrack__walk *walk, int32_t *cells)
{
    const ontrack__kinds *kinds = ontrack__kinds_of(walk->student->dataset, walk->table);
    const ontrack__entry bit = next_bit(walk);
    const bool more = walk->next < ontrack__entry_count(walk->student);
    const ontrack__entry entry = more ? ontrack__entry_at(walk->student, walk->next) : UINT64_MAX;
    const ontrack__entry taken = bit < entry ? bit : entry;
    if (taken == UINT64_MAX) return false;
    if (taken == bit)
        walk->bits &= walk->bits - 1;
    else
        walk->next++;
    cells[0] = ontrack__entry_date(taken);
    memcpy(cells + 1, ontrack__kind_cells(kinds, ontrack__entry_kind(taken)),
           kinds->width * sizeof *cells);
    return true;
}

/* ---- other tables ---- */

/* Whether a word tells how often the row before it was given. */
static bool is_again(const uint32_t *word)
{
    return word[0] >> ONTRACK__KIND_BITS == ONTRACK__AGAIN;
}

static size_t size_at(const uint32_t *row)
{
    return is_again(row) ? 1 : ontrack__row_size(ontrack__table(ontrack__row_table(row)));
}

ontrack__walk ontrack__walk_start(const ontrack_student *student, ontrack_table table)
{
    const ontrack__days *days = &student->dataset->facts.days;
    ontrack__walk walk = {student, table, student->rows, 1, days->first, 0, 0};
    const uint32_t *end = ontrack__rows_end(student);
    if (table == ONTRACK_TABLE_ATTENDANCE) {
        if (days->first < days->end) walk.bits = ontrack__day_bits(student, days->first);
        return walk;
    }
    while (walk.at != end && (is_again(walk.at) || ontrack__row_table(walk.at) < table))
        walk.at += size_at(walk.at);
    return walk;
}

bool ontrack__walk_next(ontrack__walk *walk, int32_t *cells)
{
    if (walk->table == ONTRACK_TABLE_ATTENDANCE) return next_mark(walk, cells);
    const uint32_t *row = walk->at;
    uint32_t kind;
    if (!ontrack__walk_kind(walk, &kind)) return false;
    ontrack__row_cells(ontrack__table(walk->table),
                       ontrack__kinds_of(walk->student->dataset, walk->table), row, cells);
    return true;
}

/* Goes behind the rows of the table that begin there, and counts them. */
static const uint32_t *pass_table(const uint32_t *row, const uint32_t *end, size_t *count)
{
    const ontrack_table table = ontrack__row_table(row);
    const size_t size = ontrack__row_size(ontrack__table(table));
    size_t rows = 0;
    while (row != end) {
        if (ontrack__row_table(row) == table) {
            row += size;
            rows++;
        } else if (is_again(row)) {
            row++;
        } else {
            break;
        }
    }
    *count = rows;
    return row;
}

void ontrack__walk_tables(const ontrack_student *student,
                          ontrack__table_rows rows[ONTRACK_TABLE_COUNT])
{
    const uint32_t *row = student->rows, *end = ontrack__rows_end(student);
    memset(rows, 0, ONTRACK_TABLE_COUNT * sizeof *rows);
    while (row != end) {
        ontrack__table_rows *of = &rows[ontrack__row_table(row)];
        of->first = row;
        row = pass_table(row, end, &of->count);
    }
}

void ontrack__walk_count(const ontrack_student *student, size_t counts[ONTRACK_TABLE_COUNT])
{
    const ontrack__days *days = &student->dataset->facts.days;
    ontrack__table_rows rows[ONTRACK_TABLE_COUNT];
    ontrack__walk_tables(student, rows);
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        counts[table] = rows[table].count;
    counts[ONTRACK_TABLE_ATTENDANCE] = ontrack__entry_count(student);
    for (size_t column = days->first; column < days->end; column++)
        counts[ONTRACK_TABLE_ATTENDANCE] +=
            (size_t)ontrack__bit_count(ontrack__day_bits(student, column));
}

ontrack__student_row ontrack__student_line(const ontrack_student *student)
{
    ontrack__student_row line;
    int32_t cells[sizeof line / sizeof(int32_t)];
    /* Of the student's tables it is the first, and each student of a dataset has one. */
    ontrack__row_cells(ontrack__table(ONTRACK_TABLE_STUDENTS),
                       ontrack__kinds_of(student->dataset, ONTRACK_TABLE_STUDENTS), student->rows,
                       cells);
    memcpy(&line, cells, sizeof line);
    return line;
}
