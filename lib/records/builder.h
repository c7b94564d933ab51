/* builder.h - records as they were pushed, before they are sealed. Layer: records.
 *
 * A record is pushed whole (ontrack_builder_push), or in steps by those who read many at once: its
 * texts are interned to cells and its numbers checked (cells.h), its student is found, and the rows
 * are appended. A student's number is that of the id in the dictionary: from 1, in the order of
 * arrival. Threads: whoever interns or appends holds the builder alone; students may be found
 * meanwhile, unless ids are interned. */
#ifndef ONTRACK_RECORDS_BUILDER_H
#define ONTRACK_RECORDS_BUILDER_H

#include "records/cells.h"
#include "records/kinds.h"
#include <ontrack/dataset.h>

/* Rows in the order they came: the id's number first in a student's table, then the kept columns.
 */
typedef struct ontrack__pushed {
    int32_t *cells;
    size_t count, capacity; /* rows */
    bool given;
} ontrack__pushed;

struct ontrack_builder {
    ontrack_allocator allocator;
    ontrack__dictionary dictionary;
    ontrack__pushed tables[ONTRACK_TABLE_COUNT];
    ontrack__kinds kinds[ONTRACK_TABLE_COUNT];
};

/* Cells of a pushed row. */
static inline size_t ontrack__pushed_width(ontrack_table table)
{
    return ontrack__table(table)->column_count;
}

/* Forgets all records and their texts. */
void ontrack__builder_clear(ontrack_builder *builder);

/* ---- students ---- */

/* Where the last student was found, so that the next is mostly found without hashing. One for each
 * thread; begin it zeroed. */
typedef struct ontrack__guess {
    uint32_t last;
} ontrack__guess;

/* The number of a student whose id was pushed in any table; false when it never was. */
bool ontrack__builder_find_student(const ontrack_builder *builder, ontrack_text id,
                                   ontrack__guess *guess, uint32_t *student);

/* ---- rows ---- */

/* The number of a row's repeating cells, kept columns kind_first .. kind_end - 1 of the table. */
ontrack_status ontrack__builder_kind(ontrack_builder *builder, ontrack_table table,
                                     const int32_t *cells, uint32_t *kind, ontrack_error *error);

/* A row of attendance: whose, when, and what, as its kind. */
typedef struct ontrack__attendance_mark {
    uint32_t student;
    ontrack_date date; /* checked */
    uint32_t kind;     /* from ontrack__builder_kind() */
} ontrack__attendance_mark;

/* Appends rows of attendance. On NO_MEMORY some may have been. */
ontrack_status ontrack__builder_append_marks(ontrack_builder *builder,
                                             const ontrack__attendance_mark *marks, size_t count,
                                             ontrack_error *error);
/* Appends checked rows of a student's table, each the student's number and then the kept cells
 * (column_count in all), or of a shared one, the kept cells alone. */
ontrack_status ontrack__builder_append_rows(ontrack_builder *builder, ontrack_table table,
                                            const int32_t *cells, size_t count,
                                            ontrack_error *error);

#endif
