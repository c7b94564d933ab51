/* unescape.h - quotes that a backslash escapes, for exports that do not double them.
 * Layer: ingest. */
#ifndef ONTRACK_INGEST_UNESCAPE_H
#define ONTRACK_INGEST_UNESCAPE_H

#include "ingest/bytes.h"

/* A link of a chain (see bytes.h): \" becomes "" and \\ becomes \; a backslash before anything else
 * stays. */
ontrack_status ontrack__bytes_unescape(const ontrack_allocator *allocator, ontrack__bytes *source,
                                       ontrack__bytes **out, ontrack_error *error);

#endif
