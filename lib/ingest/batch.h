/* batch.h - what the rows of one block became, until it is their turn. Layer: ingest. */
#ifndef ONTRACK_INGEST_BATCH_H
#define ONTRACK_INGEST_BATCH_H

#include "base/intern.h"
#include "ingest/delimited.h"
#include "records/builder.h"

/* Rows of one table as the builder keeps them. */
typedef struct ontrack__batch_rows {
    int32_t *cells;
    size_t width, count, capacity; /* cells of a row, rows */
} ontrack__batch_rows;

typedef struct ontrack__batch_marks {
    ontrack__attendance_mark *items;
    size_t count, capacity;
} ontrack__batch_marks;

/* Kinds of rows as a worker numbers them, so that none needs the others to find a row's kind; and
 * the builder's numbers of those whose batches were taken, which only belong to who takes. */
typedef struct ontrack__own_kinds {
    ontrack__kinds kinds;
    ontrack__array numbers; /* uint32_t */
} ontrack__own_kinds;

typedef struct ontrack__batch {
    ontrack_allocator allocator;
    ontrack__batch_rows rows, others; /* of the file's table and of its other columns */
    ontrack__batch_marks marks;       /* instead of rows in a file of attendance */
    ontrack__own_kinds *own;   /* that number the kinds of both, or NULL: by now the builder does */
    ontrack__batch_rows kinds; /* those that this batch added to them */
    /* Students whom the builder does not know: -1, -2, .. stands for their ids here. */
    ontrack__interner strangers;
    int64_t unread_cells, unread_line;
    int32_t unread_column; /* of the first of them */
    ontrack__arena arena;
    ontrack__array odd; /* ontrack__csv_row: what the converter did not take, in order */
} ontrack__batch;

void ontrack__batch_init(ontrack__batch *batch, const ontrack_allocator *allocator);
void ontrack__batch_free(ontrack__batch *batch);
/* Empties the batch for the rows of another block, of tables of these widths. */
void ontrack__batch_begin(ontrack__batch *batch, size_t width, size_t others_width);
/* Its rows' kinds are numbered by `own`, which outlasts it. */
void ontrack__batch_number(ontrack__batch *batch, ontrack__own_kinds *own);
/* The number of a kind there; false when memory is out. */
bool ontrack__batch_kind(ontrack__batch *batch, const int32_t *cells, uint32_t *kind);
/* Room for one more mark; false when memory is out. */
bool ontrack__batch_mark_room(ontrack__batch *batch);
/* Room for `count` more rows behind those that are counted; NULL when memory is out. */
int32_t *ontrack__batch_room(ontrack__batch *batch, ontrack__batch_rows *rows, size_t count);
/* Keeps a copy of a row. */
ontrack_status ontrack__batch_keep(ontrack__batch *batch, const ontrack__csv_row *row,
                                   ontrack_error *error);

#endif
