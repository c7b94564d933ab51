/* builtin.h - the layouts that are compiled in. Layer: ingest. */
#ifndef ONTRACK_INGEST_BUILTIN_H
#define ONTRACK_INGEST_BUILTIN_H

#include "base/embedded.h"

/* In order of the names; made by the build from lib/ingest/layouts. */
extern const ontrack__embedded ontrack__layouts[];
extern const size_t ontrack__layouts_total;

#endif
