/* delimited.h - rows of a CSV file with the lines on which they stand: the one adapter over libcsv.
 * Layer: ingest. RFC 4180 with LF, CRLF or CR; blank lines are no rows; blanks around unquoted
 * cells are dropped; the delimiter is the one of , TAB ; | that the first row holds most often. */
#ifndef ONTRACK_INGEST_DELIMITED_H
#define ONTRACK_INGEST_DELIMITED_H

#include "ingest/blocks.h"
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
    size_t block_size;  /* bytes read at once; 0: 256 KiB */
    /* Told of each row, which is borrowed for the call; any status but OK ends the reading. */
    ontrack_status (*row)(void *user, const ontrack__csv_row *row, ontrack_error *error);
    /* May take records for itself, or be NULL: from `at`, where a record begins, to `end`. Answers
     * where the first record begins that it left; libcsv reads that one. *line is the line of `at`,
     * then of the answer. */
    const char *(*shortcut)(void *user, const char *at, const char *end, int64_t *line);
    void *user;
} ontrack__csv_options;

/* Reads `bytes` (text; borrowed) to the end. Errors have source, line and, as column, the 1-based
 * cell: INVALID_DATA for a quote that is out of place or never closed and for bytes that are no
 * UTF-8, LIMIT for a cell or row beyond its limit, and what `bytes` and `row` answer. */
ontrack_status ontrack__csv_read(const ontrack_allocator *allocator, ontrack__bytes *bytes,
                                 const ontrack__csv_options *options, ontrack_error *error);

/* The same by parts, so that blocks can be parsed at the same time, each by a parser of its own. */

/* Cuts `bytes` as the options say. */
void ontrack__csv_blocks(ontrack__blocks *blocks, const ontrack_allocator *allocator,
                         ontrack__bytes *bytes, const ontrack__csv_options *options);
/* The delimiter of a text that begins with this block. */
unsigned char ontrack__csv_delimiter(const ontrack__block *first);

typedef struct ontrack__csv_parser ontrack__csv_parser;
/* `options` are borrowed until the parser is freed. */
ontrack_status ontrack__csv_parser_new(const ontrack_allocator *allocator,
                                       const ontrack__csv_options *options, unsigned char delimiter,
                                       ontrack__csv_parser **out, ontrack_error *error);
/* Reads the rows of a block. After a failure the parser can only be freed. */
ontrack_status ontrack__csv_parse(ontrack__csv_parser *parser, const ontrack__block *block,
                                  ontrack_error *error);
/* NULL is fine. */
void ontrack__csv_parser_free(ontrack__csv_parser *parser);

#endif
