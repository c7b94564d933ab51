/* mapping.h - a row of a file becomes records of one table. Layer: ingest. */
#ifndef ONTRACK_INGEST_MAPPING_H
#define ONTRACK_INGEST_MAPPING_H

#include "ingest/intake.h"
#include "ingest/row.h"

/* The file that a mapping belongs to. */
typedef struct ontrack__mapped_file {
    const ontrack__source *source;
    const ontrack__lookup *lookups;
    const ontrack_reader_options *options;
    const char *name;
    ontrack__arena arena, scratch; /* for the whole file, for one row */
    const ontrack_text *header;    /* NULL before the header row */
    size_t header_count;
    size_t *cells;               /* by the source's names */
    const ontrack__csv_row *csv; /* at hand */
} ontrack__mapped_file;

typedef struct ontrack__mapping {
    ontrack__mapped_file *file;
    const ontrack__target *target;
    ontrack_file_counts *counts;
    int64_t *skipped; /* rows by reason: conditions, finds, and that no slot was filled */
    ontrack_reader_options options; /* the reader's, but that rejects come here first */
    ontrack__intake intake;
    ontrack__found *found;
    ontrack__slot *slots;
    size_t slot_count;
    size_t *columns; /* of the target, those that the file can give */
    size_t column_count;
    ontrack_text *cells; /* of the record at hand, by `columns` */
    int32_t *blame;      /* the file's field of each */
    int32_t blamed;      /* of the last reject; -1: none since it was set so */
} ontrack__mapping;

/* All pointers are borrowed until ontrack__mapping_free(). `counts` names the file and the table.
 */
void ontrack__mapping_init(ontrack__mapping *mapping, ontrack__mapped_file *file,
                           const ontrack__target *target, const ontrack_allocator *allocator,
                           ontrack_builder *builder, ontrack_file_counts *counts);
void ontrack__mapping_free(ontrack__mapping *mapping);
/* How many reasons there are for which rows are left out, and the words for one. */
size_t ontrack__mapping_skip_count(const ontrack__target *target);
const char *ontrack__mapping_skip_reason(const ontrack__target *target, size_t index);
/* Once the file's header is there. INVALID_DATA when it lacks what the table needs. */
ontrack_status ontrack__mapping_bind(ontrack__mapping *mapping, ontrack__place place,
                                     ontrack_error *error);
/* Takes the row at hand. */
ontrack_status ontrack__mapping_row(ontrack__mapping *mapping, ontrack_error *error);
/* Sets the row at hand aside. `cell` is 1-based, 0 for the whole row. */
ontrack_status ontrack__mapping_reject(ontrack__mapping *mapping, int32_t cell, const char *reason,
                                       ontrack_error *error);

#endif
