/* lookup_reader.h - the rows of a file become the contents of a lookup. Layer: ingest. */
#ifndef ONTRACK_INGEST_LOOKUP_READER_H
#define ONTRACK_INGEST_LOOKUP_READER_H

#include "ingest/lookup.h"
#include "ingest/row.h"

/* One file while it is read. */
typedef struct ontrack__lookup_reader {
    ontrack__lookup *lookup;
    const ontrack__lookup *lookups; /* all of the layout's, for what this one finds */
    const char *file;               /* named in errors */
    ontrack__arena arena, scratch;
    size_t *cells; /* NULL before the header row */
    ontrack__found *found;
} ontrack__lookup_reader;

/* Frees itself when it fails; all pointers are borrowed. */
ontrack_status ontrack__lookup_reader_init(ontrack__lookup_reader *reader, ontrack__lookup *lookup,
                                           const ontrack__lookup *lookups, const char *file,
                                           ontrack_error *error);
void ontrack__lookup_reader_free(ontrack__lookup_reader *reader);
/* Takes a row, the header row first; `user` is the reader. A row that cannot be read gives nothing:
 * the rows that would have found it tell. */
ontrack_status ontrack__lookup_reader_row(void *user, const ontrack__csv_row *row,
                                          ontrack_error *error);

#endif
