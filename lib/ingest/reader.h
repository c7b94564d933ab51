/* reader.h - the public handle: what it keeps from file to file. Layer: ingest. */
#ifndef ONTRACK_INGEST_READER_H
#define ONTRACK_INGEST_READER_H

#include "base/arena.h"
#include "ingest/layout.h"
#include <ontrack/source.h>

struct ontrack_reader {
    ontrack_allocator allocator;
    ontrack_builder *builder;
    ontrack_reader_options options;
    ontrack__arena arena;   /* names of files */
    ontrack__array files;   /* ontrack_file_counts */
    ontrack__array ignored; /* const char * */
};

/* Reads one file of the layout. */
ontrack_status ontrack__reader_path(ontrack_reader *reader, const ontrack__layout_file *file,
                                    const char *path, ontrack_error *error);

#endif
