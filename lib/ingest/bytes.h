/* bytes.h - where bytes come from, one source behind another. Layer: ingest.
 * A chain reads from its last link: file or memory, then gunzip, then text. Closing a link closes
 * what stands behind it. Each constructor is given its source, also when it fails. */
#ifndef ONTRACK_INGEST_BYTES_H
#define ONTRACK_INGEST_BYTES_H

#include "base/alloc.h"
#include <ontrack/error.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct ontrack__bytes ontrack__bytes;
struct ontrack__bytes {
    /* Up to `size` (above 0) bytes into `out`; *got is 0 only at the end. Errors have no place. */
    ontrack_status (*read)(ontrack__bytes *self, void *out, size_t size, size_t *got,
                           ontrack_error *error);
    void (*close)(ontrack__bytes *self);
};

/* A file; *size is its length, or 0 when it has none (a pipe). IO when it cannot be opened, with
 * `path` as the error's source. */
ontrack_status ontrack__bytes_file(const ontrack_allocator *allocator, const char *path,
                                   ontrack__bytes **out, int64_t *size, ontrack_error *error);
/* Bytes in memory, borrowed. */
ontrack_status ontrack__bytes_memory(const ontrack_allocator *allocator, const void *data,
                                     size_t size, ontrack__bytes **out, ontrack_error *error);

/* What a gzip stream may expand to, so that a small file cannot keep a reader busy for ever. */
typedef struct ontrack__gunzip_limits {
    int64_t total; /* bytes */
    int64_t ratio; /* expanded to packed bytes, once `free` bytes came out */
    int64_t free;
} ontrack__gunzip_limits;
#define ONTRACK__GUNZIP_LIMITS                                                                     \
    {                                                                                              \
        INT64_C(1) << 36, 250, INT64_C(1) << 24                                                    \
    }

/* Expands what begins with the mark of gzip (several members are one text), and hands on what does
 * not as it is. */
ontrack_status ontrack__bytes_gunzip(const ontrack_allocator *allocator, ontrack__bytes *source,
                                     const ontrack__gunzip_limits *limits, ontrack__bytes **out,
                                     ontrack_error *error);

/* Text as UTF-8: a byte-order mark is dropped, UTF-16 with one is converted. Text that is UTF-8
 * already comes as it is and unchecked, see below; with `latin1` its bytes that are no UTF-8 are
 * taken as ISO 8859-1, and 0x80 to 0x9F as Windows-1252. INVALID_DATA where UTF-16 is none, after
 * everything before was handed on. */
ontrack_status ontrack__bytes_text(const ontrack_allocator *allocator, ontrack__bytes *source,
                                   bool latin1, ontrack__bytes **out, ontrack_error *error);
/* INVALID_DATA at the first NUL and at the first bytes that are no UTF-8; *good is how many bytes
 * stand before it, or all. */
ontrack_status ontrack__text_check(const char *bytes, size_t size, size_t *good,
                                   ontrack_error *error);

#endif
