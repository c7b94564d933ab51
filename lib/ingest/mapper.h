/* mapper.h - the rows of a file of an export become rows of tables. Layer: ingest. */
#ifndef ONTRACK_INGEST_MAPPER_H
#define ONTRACK_INGEST_MAPPER_H

#include "ingest/mapping.h"

typedef struct ontrack__mapper {
    ontrack__mapped_file file;
    ontrack__mapping *mappings; /* by target; NULL before they are there */
    size_t count;
} ontrack__mapper;

/* All pointers are borrowed until ontrack__mapper_free(); `counts` has one for each target, zeroed
 * but for the names. It frees itself when this fails. */
ontrack_status ontrack__mapper_init(ontrack__mapper *mapper, const ontrack_allocator *allocator,
                                    ontrack_builder *builder, const ontrack_reader_options *options,
                                    const ontrack__layout_source *source,
                                    const ontrack__lookup *lookups, ontrack_file_counts *counts,
                                    ontrack_error *error);
/* Takes the header that the layout has for a file without a header row, once. */
ontrack_status ontrack__mapper_header(ontrack__mapper *mapper, ontrack_error *error);
/* Takes a row, the header row first; `user` is the mapper. */
ontrack_status ontrack__mapper_row(void *user, const ontrack__csv_row *row, ontrack_error *error);
ontrack_status ontrack__mapper_finish(ontrack__mapper *mapper, ontrack_error *error);
void ontrack__mapper_free(ontrack__mapper *mapper);

#endif
