/* reader.h - the public handle: what it keeps from file to file. Layer: ingest. */
#ifndef ONTRACK_INGEST_READER_H
#define ONTRACK_INGEST_READER_H

#include "base/arena.h"
#include "ingest/bytes.h"
#include "ingest/delimited.h"
#include "ingest/document.h"
#include <ontrack/source.h>

struct ontrack_reader {
    ontrack_allocator allocator;
    ontrack_builder *builder;
    ontrack_reader_options options;
    ontrack__arena arena;   /* names of files */
    ontrack__array files;   /* ontrack_file_counts */
    ontrack__array details; /* ontrack__file_detail, one for each of the files */
    ontrack__array ignored; /* const char * */
};

/* Entries for a file that feeds tables, `count` of them: the first one's number in reader->files.
 * The names are kept. */
ontrack_status ontrack__reader_add(ontrack_reader *reader, const char *file,
                                   const ontrack__target *targets, size_t count, size_t *first,
                                   ontrack_error *error);

/* Whose rows are read, and who is told of them. */
typedef struct ontrack__row_taker {
    const char *name;             /* of the file, in errors and progress */
    const ontrack__source *looks; /* NULL: as a canonical file does */
    ontrack_status (*row)(void *user, const ontrack__csv_row *row, ontrack_error *error);
    void *user;
} ontrack__row_taker;
/* Reads all rows of a file. */
ontrack_status ontrack__reader_rows(ontrack_reader *reader, const char *path,
                                    const ontrack__row_taker *rows, ontrack_error *error);
/* Reads a file that has a table's own columns. */
ontrack_status ontrack__reader_path(ontrack_reader *reader, const ontrack__layout_file *file,
                                    const char *path, ontrack_error *error);

#endif
