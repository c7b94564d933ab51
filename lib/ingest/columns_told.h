/* columns_told.h - which columns of a file were recognised, to be told. Layer: ingest. */
#ifndef ONTRACK_INGEST_COLUMNS_TOLD_H
#define ONTRACK_INGEST_COLUMNS_TOLD_H

#include "ingest/header.h"
#include "ingest/mapper.h"

/* What is known of one of a reader's files besides the counts. */
typedef struct ontrack__file_detail {
    const ontrack_file_column *columns;
    size_t column_count;
    const ontrack_file_skip *skips;
    size_t skip_count;
} ontrack__file_detail;

/* Both fill *out with texts that live in `arena` or longer. */
ontrack_status ontrack__tell_plain_columns(ontrack__arena *arena,
                                           const ontrack__bound_header *binding,
                                           const ontrack__layout_file *file,
                                           ontrack__file_detail *out, ontrack_error *error);
/* `out` has one for each of the mapper's targets. */
ontrack_status ontrack__tell_mapped_columns(ontrack__arena *arena, const ontrack__mapper *mapper,
                                            ontrack__file_detail *out, ontrack_error *error);

#endif
