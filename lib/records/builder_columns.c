/* Attendance that a host holds in columns: many rows in a call. */
#include "base/error.h"
#include "records/builder.h"

enum { TOGETHER = 512 }; /* rows that are looked at together */

typedef struct columns {
    const uint32_t *students;
    const ontrack_date *dates;
    const uint32_t *marks;
} columns;

/* Places of the rows that are not done by setting a bit. */
typedef struct row_list {
    uint32_t count;
    uint16_t rows[TOGETHER];
} row_list;

static columns from_row(const columns *rows, size_t row)
{
    const columns rest = {rows->students + row, rows->dates + row, rows->marks + row};
    return rest;
}

/* Not 0 where a row's handles are none or its date is out of range. */
static inline uint32_t is_wrong(const columns *rows, size_t row, uint32_t students, uint32_t marks)
{
    return (uint32_t)(rows->students[row] - 1 >= students) | (uint32_t)(rows->marks[row] >= marks) |
           (uint32_t)(ontrack__day_of(rows->dates[row]) > ONTRACK__LAST_DAY - ONTRACK__FIRST_DAY);
}

/* How many rows there are before the first that is wrong. All are looked at without a branch. */
static size_t count_good(const ontrack__facts *facts, const columns *rows, size_t count)
{
    const uint32_t students = (uint32_t)facts->count;
    const uint32_t marks = (uint32_t)facts->kinds[ONTRACK_TABLE_ATTENDANCE].count;
    uint32_t wrong = 0;
    size_t good = 0;
    for (size_t i = 0; i < count; i++)
        wrong |= is_wrong(rows, i, students, marks);
    if (wrong == 0) return count;
    while (is_wrong(rows, good, students, marks) == 0)
        good++;
    return good;
}

/* ---- bits ----
 * A row whose bit is set already, or that has none, is listed among the others. */

/* Sets the bits of the first row's student and 64 days, as many rows as are hers; returns how many.
 * A word that is read again right after it was written takes its time: so it is kept at hand. */
static size_t set_word(uint64_t *place, const columns *rows, size_t first, size_t count,
                       uint32_t common, row_list *others)
{
    const uint32_t student = rows->students[first];
    const size_t column = ontrack__day_column_of(rows->dates[first]);
    uint64_t bits = *place;
    size_t i = first;
    do {
        const uint32_t day = ontrack__day_of(rows->dates[i]);
        if (day / ONTRACK__DAYS_EACH != column) break;
        const bool other = rows->marks[i] != common, again = bits >> day % ONTRACK__DAYS_EACH & 1;
        others->rows[others->count] = (uint16_t)i;
        others->count += other | again;
        bits |= (uint64_t)!other << day % ONTRACK__DAYS_EACH;
    } while (++i < count && rows->students[i] == student);
    *place = bits;
    return i - first;
}

/* Rows that come by student: a word after another. */
static void set_words(const ontrack__facts *facts, const columns *rows, size_t count,
                      row_list *others)
{
    for (size_t i = 0; i < count;) {
        const ontrack__day_column *column =
            &facts->days.columns[ontrack__day_column_of(rows->dates[i])];
        const uint32_t student = rows->students[i] - 1;
        if (student < column->students)
            i += set_word(&column->bits[student], rows, i, count, facts->days.common, others);
        else
            others->rows[others->count++] = (uint16_t)i++;
    }
}

/* The column that has the places of all rows, or NULL. */
static const ontrack__day_column *find_column(const ontrack__facts *facts, const columns *rows,
                                              size_t count)
{
    const uint32_t first = ontrack__day_of(rows->dates[0]);
    const ontrack__day_column *column = &facts->days.columns[first / ONTRACK__DAYS_EACH];
    const uint32_t students = column->students;
    uint32_t apart = 0, beyond = 0;
    for (size_t i = 0; i < count; i++) {
        apart |= ontrack__day_of(rows->dates[i]) ^ first;
        beyond |= (uint32_t)(rows->students[i] - 1 >= students);
    }
    return apart < ONTRACK__DAYS_EACH && beyond == 0 ? column : NULL;
}

/* Rows that come by date: each is another student's. */
static void set_column(const ontrack__day_column *column, const columns *rows, size_t count,
                       uint32_t common, row_list *others)
{
    uint64_t *bits = column->bits;
    uint32_t listed = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t *place = &bits[rows->students[i] - 1];
        const uint32_t day = ontrack__day_of(rows->dates[i]) % ONTRACK__DAYS_EACH;
        const bool other = rows->marks[i] != common, again = *place >> day & 1;
        others->rows[listed] = (uint16_t)i;
        listed += other | again;
        *place |= (uint64_t)!other << day;
    }
    others->count = listed;
}

/* Good rows. */
static void set_bits(const ontrack__facts *facts, const columns *rows, size_t count,
                     row_list *others)
{
    const ontrack__day_column *column = NULL;
    others->count = 0;
    if (facts->days.columns == NULL) {
        for (size_t i = 0; i < count; i++)
            others->rows[others->count++] = (uint16_t)i;
        return;
    }
    if (count > 1 && rows->students[0] != rows->students[1])
        column = find_column(facts, rows, count);
    if (column != NULL)
        set_column(column, rows, count, facts->days.common, others);
    else
        set_words(facts, rows, count, others);
}

/* ---- rows ---- */

/* Takes the bits back that were set for rows from `first` on; others[next] is the first of those
 * that lie there. */
static void take_back(const ontrack__facts *facts, const columns *rows, size_t first, size_t count,
                      const row_list *others, uint32_t next)
{
    for (size_t i = first; i < count; i++)
        if (next < others->count && others->rows[next] == i)
            next++;
        else
            facts->days.columns[ontrack__day_column_of(rows->dates[i])]
                .bits[rows->students[i] - 1] &= ~ontrack__day_bit(rows->dates[i]);
}

/* Takes good rows, TOGETHER at most. On false there was no memory for the row after *taken. */
static bool take_rows(ontrack_builder *builder, const columns *rows, size_t count, size_t *taken)
{
    ontrack__facts *facts = &builder->facts;
    row_list others;
    set_bits(facts, rows, count, &others);
    for (uint32_t i = 0; i < others.count; i++) {
        const size_t row = *taken = others.rows[i];
        if (ontrack__facts_put_mark(facts, &builder->allocator, rows->students[row] - 1,
                                    rows->dates[row], rows->marks[row]))
            continue;
        take_back(facts, rows, row + 1, count, &others, i + 1);
        return false;
    }
    *taken = count;
    return true;
}

/* Takes rows up to one that is wrong, or on false, one for which there was no memory. */
static bool take_some(ontrack_builder *builder, const columns *rows, size_t count, size_t *taken)
{
    size_t together, done;
    bool room;
    *taken = 0;
    do {
        const columns rest = from_row(rows, *taken);
        together = count - *taken < TOGETHER ? count - *taken : TOGETHER;
        room = take_rows(builder, &rest, count_good(&builder->facts, &rest, together), &done);
        *taken += done;
    } while (*taken < count && done == together);
    builder->records[ONTRACK_TABLE_ATTENDANCE] += (int64_t)*taken;
    if (*taken > 0) builder->given[ONTRACK_TABLE_ATTENDANCE] = true;
    return room;
}

/* Names the row that was refused, counted from 1. */
static void name_row(ontrack_error *error, size_t row)
{
    if (row < INT32_MAX) error->line = (int32_t)row + 1;
}

ontrack_status ontrack_builder_push_marks(ontrack_builder *builder, size_t count,
                                          const uint32_t *students, const ontrack_date *dates,
                                          const uint32_t *marks, size_t *pushed,
                                          ontrack_error *error)
{
    const columns rows = {students, dates, marks};
    const bool first = error != NULL && error->status == ONTRACK_OK;
    ontrack_status status = ONTRACK_OK;
    size_t row = 0;
    while (row < count && status == ONTRACK_OK) {
        const columns rest = from_row(&rows, row);
        size_t taken;
        if (!take_some(builder, &rest, count - row, &taken)) status = ontrack__no_memory(error);
        row += taken;
        if (status != ONTRACK_OK || row == count) break;
        /* A student may be known by the id alone so far. */
        status = ontrack_builder_push_mark(builder, students[row], dates[row], marks[row], error);
        row += status == ONTRACK_OK;
    }
    if (status != ONTRACK_OK && first) name_row(error, row);
    if (pushed != NULL) *pushed = row;
    return status;
}

/* As many of the students as are found where the next is expected: the one before, or the one after
 * her, as the rows went on. */
static size_t find_some(ontrack_builder *builder, const ontrack_text *ids, size_t count,
                        uint32_t *students)
{
    const ontrack__interner *interner = &builder->dictionary.ids;
    const uint32_t step = builder->guess.step;
    uint32_t student = builder->guess.last;
    size_t i = 0;
    for (; i < count && ontrack__interner_is_some(interner, student + step, ids[i]); i++)
        students[i] = student += step;
    builder->guess.last = student;
    return i;
}

ontrack_status ontrack_builder_students(ontrack_builder *builder, size_t count,
                                        const ontrack_text *student_ids, uint32_t *students,
                                        size_t *found, ontrack_error *error)
{
    const bool first = error != NULL && error->status == ONTRACK_OK;
    ontrack_status status = ONTRACK_OK;
    size_t row = 0;
    while (row < count && status == ONTRACK_OK) {
        row += find_some(builder, student_ids + row, count - row, students + row);
        if (row == count) break;
        status = ontrack_builder_student(builder, student_ids[row], &students[row], error);
        row += status == ONTRACK_OK;
    }
    if (status != ONTRACK_OK && first) name_row(error, row);
    if (found != NULL) *found = row;
    return status;
}
