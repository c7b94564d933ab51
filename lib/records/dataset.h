/* dataset.h - what the measures may know of a sealed dataset. Layer: records. */
#ifndef ONTRACK_RECORDS_DATASET_H
#define ONTRACK_RECORDS_DATASET_H

#include "base/alloc.h"
#include "base/intern.h"
#include "records/columns.h"
#include "records/rows.h"
#include <ontrack/dataset.h>

/* What all students share; schools.h reads it. */
struct ontrack__schools;

/* A row that was given more than once, and how often. */
typedef struct ontrack__repeat {
    uint32_t row, times;
} ontrack__repeat;

/* The rows of one table. */
typedef struct ontrack__rows {
    int32_t *cells; /* count * width */
    size_t count, width, capacity;
    uint32_t
        *first; /* student's tables: first row of each student and, last, the count; else NULL */
    ontrack__array repeats; /* of ontrack__repeat, by row; of the tables that keep them */
} ontrack__rows;

struct ontrack_student {
    const ontrack_dataset *dataset;
    uint32_t index;
    ontrack__symbol id; /* in dataset->ids */
};

struct ontrack_dataset {
    ontrack_allocator allocator;
    ontrack__interner codes, texts, ids; /* sorted: numbers follow the order of bytes */
    ontrack__rows tables[ONTRACK_TABLE_COUNT];
    ontrack_table_counts counts[ONTRACK_TABLE_COUNT];
    ontrack_student *students; /* by id bytes */
    size_t student_count;
    struct ontrack__schools *schools;
    ontrack_date last_date;
};

/* Rows of a student, in order; cast to the row struct of the table. Borrowed. */
const int32_t *ontrack__student_rows(const ontrack_student *student, ontrack_table table,
                                     size_t *count);
/* The same cut at an as-of date: rows whose date column is at or before it. Grades have no such
 * column here (when a result is known is the credits measures' business) and come whole. */
const int32_t *ontrack__student_rows_until(const ontrack_student *student, ontrack_table table,
                                           ontrack_date as_of, size_t *count);
/* How often the student's row at `index` was given; a table that does not keep repeats says 1. */
uint32_t ontrack__student_row_times(const ontrack_student *student, ontrack_table table,
                                    size_t index);
/* The student's own line. */
const ontrack__student_row *ontrack__student_line(const ontrack_student *student);
/* Whether the table was given, be it with no rows. */
bool ontrack__table_given(const ontrack_dataset *dataset, ontrack_table table);

static inline ontrack_text ontrack__code_text(const ontrack_dataset *dataset, ontrack__code code)
{
    return ontrack__interner_text(&dataset->codes, code);
}

static inline ontrack_text ontrack__free_text_of(const ontrack_dataset *dataset,
                                                 ontrack__free_text text)
{
    return ontrack__interner_text(&dataset->texts, text);
}

#endif
