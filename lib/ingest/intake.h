/* intake.h - the rows of one file become records of a builder, or rejects. Layer: ingest. */
#ifndef ONTRACK_INGEST_INTAKE_H
#define ONTRACK_INGEST_INTAKE_H

#include "ingest/header.h"
#include <ontrack/source.h>

typedef struct ontrack__intake {
    ontrack_builder *builder;
    const ontrack_reader_options *options;
    const ontrack__layout_file *file;
    ontrack_file_counts *counts; /* `file` is named in errors and rejects */
    ontrack__arena arena;
    bool has_header;
    /* Whether students of the file may be known; else, as of the students table where it is read
     * first, nobody looks for them in the builder, and they can be added at any time. */
    bool met;
    ontrack__bound_header binding;
    void *blank, *record; /* of the file's table: with nothing given, and the one at hand */
    ontrack_error refusal;
} ontrack__intake;

/* All pointers are borrowed until ontrack__intake_free(). */
void ontrack__intake_init(ontrack__intake *intake, const ontrack_allocator *allocator,
                          ontrack_builder *builder, const ontrack_reader_options *options,
                          const ontrack__layout_file *file, ontrack_file_counts *counts);
/* Takes a row, the header row first; `user` is the intake. */
ontrack_status ontrack__intake_row(void *user, const ontrack__csv_row *row, ontrack_error *error);
/* Counts cells that are taken as not given, and remembers where the first of all stands. */
void ontrack__intake_spare(ontrack_file_counts *counts, int64_t cells, int64_t line,
                           int32_t column);
/* After the last row: a file needs a header row, and an empty table was given all the same. */
ontrack_status ontrack__intake_finish(ontrack__intake *intake, ontrack_error *error);
void ontrack__intake_free(ontrack__intake *intake);

#endif
