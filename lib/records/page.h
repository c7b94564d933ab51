/* page.h - the rows of one student at a time, laid out to be read as structs. Layer: records.
 * A page belongs to one thread and is turned from student to student; its room is kept. */
#ifndef ONTRACK_RECORDS_PAGE_H
#define ONTRACK_RECORDS_PAGE_H

#include "records/walk.h"

typedef struct ontrack__page {
    ontrack_allocator allocator;
    const ontrack_student *student;
    ontrack__table_rows told[ONTRACK_TABLE_COUNT]; /* in the student's facts */
    const int32_t *written[ONTRACK_TABLE_COUNT];   /* their cells, once asked for; where it is kept
                                                    * how often each was given follows */
    int32_t *cells;
    size_t used, capacity;
} ontrack__page;

void ontrack__page_init(ontrack__page *page, const ontrack_allocator *allocator);
void ontrack__page_dispose(ontrack__page *page);
/* Makes room for a student's rows; what stood on the page is gone. false when memory is out. */
bool ontrack__page_turn(ontrack__page *page, const ontrack_student *student);
/* See below. */
void ontrack__page_write(ontrack__page *page, ontrack_table table);

/* Rows of one of the student's own tables but attendance, in order; cast to the row struct of the
 * table. They are written when they are first asked for and stay until the page is turned. */
static inline const int32_t *ontrack__page_rows(ontrack__page *page, ontrack_table table,
                                                size_t *count)
{
    *count = page->told[table].count;
    if (*count > 0 && page->written[table] == NULL) ontrack__page_write(page, table);
    return page->written[table];
}
/* The same cut at an as-of date: rows whose date column is at or before it. Grades have no such
 * column here (when a result is known is the credits measures' business) and come whole. */
const int32_t *ontrack__page_rows_until(ontrack__page *page, ontrack_table table,
                                        ontrack_date as_of, size_t *count);

/* Before the first row of the table, to read the rows where they lie. */
static inline ontrack__walk ontrack__page_walk(const ontrack__page *page, ontrack_table table)
{
    const ontrack__table_rows told = page->told[table];
    const uint32_t *at = told.count == 0 ? ontrack__rows_end(page->student) : told.first;
    const ontrack__walk walk = {.student = page->student, .table = table, .at = at, .times = 1};
    return walk;
}

/* How often the row at `index` was given; a table that does not keep repeats says 1. */
uint32_t ontrack__page_row_times(ontrack__page *page, ontrack_table table, size_t index);

#endif
