/* delimited.h - rows of a CSV file with the lines on which they stand: the one adapter over libcsv.
 * Layer: ingest. RFC 4180 with LF, CRLF or CR; blank lines are no rows; blanks around unquoted
 * cells are dropped; the delimiter is the one of , TAB ; | that the first row holds most often. */
#ifndef ONTRACK_INGEST_DELIMITED_H
#define ONTRACK_INGEST_DELIMITED_H

#include "ingest/bytes.h"
#include <ontrack/text.h>

#define ONTRACK__CSV_CELLS 16384 /* most cells in a row */

typedef struct ontrack__csv_row {
    int64_t line; /* 1-based physical line on which it starts */
    const ontrack_text *cells;
    size_t count; /* at least 1 */
} ontrack__csv_row;

typedef struct ontrack__csv_options {
    const char *source; /* named in errors */
    size_t field_limit; /* most bytes in a cell; a row may have 16 times as many */
    size_t block_size;  /* bytes read at once, and looked at for the delimiter; 0: 64 KiB */
    /* Told of each row, which is borrowed for the call; any status but OK ends the reading. */
    ontrack_status (*row)(void *user, const ontrack__csv_row *row, ontrack_error *error);
    void *user;
} ontrack__csv_options;

/* Reads `bytes` (text; borrowed) to the end. Errors have source, line and, as column, the 1-based
 * cell: INVALID_DATA for a quote that is out of place or never closed, LIMIT for a cell or row
 * beyond its limit, and what `bytes` and `row` answer. */
ontrack_status ontrack__csv_read(const ontrack_allocator *allocator, ontrack__bytes *bytes,
                                 const ontrack__csv_options *options, ontrack_error *error);

#endif
