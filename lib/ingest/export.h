/* export.h - a folder read by a layout. Layer: ingest. */
#ifndef ONTRACK_INGEST_EXPORT_H
#define ONTRACK_INGEST_EXPORT_H

#include "ingest/reader.h"

/* Names of the files in the folder and in those below it that the layout names, as `const char *`,
 * kept in `arena`. */
ontrack_status ontrack__export_names(ontrack__arena *arena, const ontrack_layout *layout,
                                     const char *path, ontrack__array *names, ontrack_error *error);
/* Whether such a name is one of the source's. */
bool ontrack__export_is(const ontrack__source *source, const char *name);

/* Reads every file that the reader's layout names. */
ontrack_status ontrack__reader_export(ontrack_reader *reader, const char *path,
                                      ontrack_error *error);

#endif
