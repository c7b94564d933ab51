/* listing.h - the names in a folder. Layer: ingest. */
#ifndef ONTRACK_INGEST_LISTING_H
#define ONTRACK_INGEST_LISTING_H

#include "base/arena.h"
#include <ontrack/error.h>

/* Files of the folder that end with .csv, .txt or .tsv, or these and .gz, in order of the bytes, as
 * `const char *` behind those that are in `names` already. Each is kept in `arena`, with `prefix`
 * before it. IO when there is no such folder, or, with `may_lack`, nothing. */
ontrack_status ontrack__list_folder(ontrack__arena *arena, const char *path, const char *prefix,
                                    bool may_lack, ontrack__array *names, ontrack_error *error);

#endif
