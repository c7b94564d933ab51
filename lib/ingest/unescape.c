#include "ingest/unescape.h"

#include "base/error.h"

enum { BLOCK = 16384 };

typedef struct unescape {
    ontrack__bytes base;
    ontrack_allocator allocator;
    ontrack__bytes *source;
    size_t at, size; /* in the block */
    bool escaped;    /* a backslash stands before the byte that comes next */
    bool doubled;    /* a second quote is due */
    char block[BLOCK];
} unescape;

/* The byte that comes out for one that came in, or nothing yet. */
static bool take(unescape *self, char in, char *out)
{
    if (!self->escaped && in == '\\') {
        self->escaped = true;
        return false;
    }
    *out = in;
    if (self->escaped && in == '"') self->doubled = true;
    if (self->escaped && in != '"' && in != '\\') { /* an escape of another kind: both stay */
        *out = '\\';
        self->at--;
    }
    self->escaped = false;
    return true;
}

static ontrack_status fill(unescape *self, ontrack_error *error)
{
    self->at = self->size = 0;
    return self->source->read(self->source, self->block, BLOCK, &self->size, error);
}

static ontrack_status read_unescaped(ontrack__bytes *base, void *out, size_t size, size_t *got,
                                     ontrack_error *error)
{
    unescape *self = (unescape *)base;
    char *bytes = out;
    *got = 0;
    while (*got < size) {
        if (self->doubled) {
            bytes[(*got)++] = '"';
            self->doubled = false;
            continue;
        }
        if (self->at == self->size) {
            if (*got > 0) break;
            const ontrack_status status = fill(self, error);
            if (status != ONTRACK_OK) return status;
            if (self->size == 0) break;
        }
        *got += take(self, self->block[self->at++], &bytes[*got]);
    }
    if (*got == 0 && self->escaped) { /* the text ends with a backslash */
        bytes[(*got)++] = '\\';
        self->escaped = false;
    }
    return ONTRACK_OK;
}

static void close_unescaped(ontrack__bytes *base)
{
    unescape *self = (unescape *)base;
    const ontrack_allocator allocator = self->allocator;
    self->source->close(self->source);
    ontrack__release(&allocator, self, 1, sizeof *self);
}

ontrack_status ontrack__bytes_unescape(const ontrack_allocator *allocator, ontrack__bytes *source,
                                       ontrack__bytes **out, ontrack_error *error)
{
    unescape *self = ontrack__allocate_zero(allocator, 1, sizeof *self);
    if (self == NULL) {
        source->close(source);
        return ontrack__no_memory(error);
    }
    self->base.read = read_unescaped;
    self->base.close = close_unescaped;
    self->allocator = *allocator;
    self->source = source;
    *out = &self->base;
    return ONTRACK_OK;
}
