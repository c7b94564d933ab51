/* walk.h - a student's rows one by one, in order, as cells. Layer: records. */
#ifndef ONTRACK_RECORDS_WALK_H
#define ONTRACK_RECORDS_WALK_H

#include "records/dataset.h"

typedef struct ontrack__walk {
    const ontrack_student *student;
    ontrack_table table;
    const uint32_t *at;  /* the next row, in other tables than attendance */
    uint32_t times;      /* how often the last row was given, in tables that keep it */
    size_t column, next; /* of attendance: the column of days, the next entry */
    uint64_t bits;       /* days of the column that are still to come */
} ontrack__walk;

/* Before the first row of a student's own table. */
ontrack__walk ontrack__walk_start(const ontrack_student *student, ontrack_table table);
/* The next row: cells as in the row struct of the table. false behind the last. */
bool ontrack__walk_next(ontrack__walk *walk, int32_t *cells);
/* The end of a student's rows, but those of attendance. */
static inline const uint32_t *ontrack__rows_end(const ontrack_student *student)
{
    return student->row_words == 0 ? student->rows : student->rows + student->row_words;
}
/* The kind of the next row, in other tables than attendance, without its cells. */
static inline bool ontrack__walk_kind(ontrack__walk *walk, uint32_t *kind)
{
    const uint32_t *end = ontrack__rows_end(walk->student);
    if (walk->at == end || ontrack__row_table(walk->at) != walk->table) return false;
    *kind = ontrack__row_kind(walk->at);
    walk->at += ontrack__row_size(ontrack__table(walk->table));
    walk->times = ontrack__row_times(walk->at, end);
    walk->at += walk->times > 1;
    return true;
}
/* The rows of a table, one behind the other; in those that keep it a word may follow each that
 * tells how often it was given (facts.h). */
typedef struct ontrack__table_rows {
    const uint32_t *first;
    size_t count;
} ontrack__table_rows;
/* The student's rows of each table, in one walk; attendance has none there. */
void ontrack__walk_tables(const ontrack_student *student,
                          ontrack__table_rows rows[ONTRACK_TABLE_COUNT]);
/* How many rows the student has in each table. */
void ontrack__walk_count(const ontrack_student *student, size_t counts[ONTRACK_TABLE_COUNT]);
/* The student's own line. */
ontrack__student_row ontrack__student_line(const ontrack_student *student);

#endif
