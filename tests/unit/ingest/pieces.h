/* pieces.h - a source that hands out bytes a few at a time, and may fail at its end. */
#ifndef ONTRACK_TESTS_INGEST_PIECES_H
#define ONTRACK_TESTS_INGEST_PIECES_H

#include "base/error.h"
#include "ingest/bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct pieces {
    ontrack__bytes base;
    const char *data;
    size_t size, at;
    size_t piece; /* bytes at once; 0: all that fit */
    bool broken;  /* fails where it would end */
    bool closed;
} pieces;

static inline ontrack_status pieces_read(ontrack__bytes *base, void *out, size_t size, size_t *got,
                                         ontrack_error *error)
{
    pieces *self = (pieces *)base;
    size_t count = self->size - self->at;
    if (self->piece > 0 && count > self->piece) count = self->piece;
    if (count > size) count = size;
    if (count == 0 && self->broken) return ontrack__fail(error, ONTRACK_IO, "the disk is gone");
    if (count > 0) memcpy(out, self->data + self->at, count);
    self->at += count;
    *got = count;
    return ONTRACK_OK;
}

static inline void pieces_close(ontrack__bytes *base)
{
    ((pieces *)base)->closed = true;
}

static inline pieces pieces_of(const void *data, size_t size, size_t piece)
{
    const pieces source = {{pieces_read, pieces_close}, data, size, 0, piece, false, false};
    return source;
}

/* Reads a whole file; NULL when it is not there. The caller frees it. */
static inline char *whole_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    char *data = NULL;
    size_t got = 1, capacity = 0;
    for (*size = 0; got > 0; *size += got) {
        if (capacity - *size < 65536) data = realloc(data, capacity += 1 << 20);
        got = data == NULL ? 0 : fread(data + *size, 1, capacity - *size, file);
    }
    fclose(file);
    return data;
}

#endif
