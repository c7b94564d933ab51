/* embedded.h - a document that is compiled in as it was written. Layer: base. */
#ifndef ONTRACK_BASE_EMBEDDED_H
#define ONTRACK_BASE_EMBEDDED_H

#include <stddef.h>

typedef struct ontrack__embedded {
    const char *name;
    const unsigned char *json; /* a NUL stands behind it */
    size_t size;
} ontrack__embedded;

#endif
