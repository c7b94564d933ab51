/* header.h - what each cell of a file's rows is, by its header row. Layer: ingest. */
#ifndef ONTRACK_INGEST_HEADER_H
#define ONTRACK_INGEST_HEADER_H

#include "base/arena.h"
#include "ingest/delimited.h"
#include "ingest/layout.h"
#include "records/columns.h"

/* A cell (counted from 0) and the column it holds. */
typedef struct ontrack__bound_cell {
    size_t cell;
    const ontrack__column *column; /* NULL for a cell that goes to the file's other columns */
    ontrack_text name;             /* of such a cell: as written, without blanks at its ends */
} ontrack__bound_cell;

typedef struct ontrack__bound_header {
    const ontrack_text *header; /* as written */
    size_t header_count;
    ontrack__bound_cell *columns; /* by cell */
    size_t column_count;
    ontrack__bound_cell *others; /* by cell */
    size_t other_count;          /* none where they are not kept */
} ontrack__bound_header;

/* Binds the cells of a header row, which is copied into `arena`. INVALID_DATA when a required
 * column is missing or a column is given twice; `source` is named in the error. */
ontrack_status ontrack__header_bind(ontrack__arena *arena, const ontrack__layout_file *file,
                                    const ontrack__csv_row *row, const char *source,
                                    ontrack__bound_header *out, ontrack_error *error);
/* The 1-based cell that holds a column of the file's table, or 0. */
int32_t ontrack__header_cell(const ontrack__bound_header *binding, const ontrack__column *column);

/* Why a row is set aside whatever its table. */
#define ONTRACK__HEADER_AGAIN "the header row again"
#define ONTRACK__TOO_MANY_CELLS "the row has more cells than the header row"
/* Whether a row is the header row again. */
bool ontrack__is_header(const ontrack_text *header, size_t count, const ontrack__csv_row *row);
/* The first cell beyond a header of `count` cells that is not empty, 1-based, or 0. */
int32_t ontrack__surplus(size_t count, const ontrack__csv_row *row);

#endif
