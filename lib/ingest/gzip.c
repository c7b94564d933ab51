#include "base/error.h"
#include "ingest/bytes.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>

enum { INPUT_SIZE = 65536, GZIP_WRAPPING = 15 + 16 };

typedef struct gunzip {
    ontrack__bytes base;
    ontrack_allocator allocator;
    ontrack__bytes *source;
    ontrack__gunzip_limits limits;
    z_stream stream; /* next_in and avail_in are the unread part of `input` in either mode */
    bool packed;     /* the source begins with the mark of gzip */
    bool prepared;   /* inflateInit2() was called */
    bool ended;      /* the source has no more */
    bool between;    /* at the end of a member */
    int64_t in, out; /* bytes so far */
    unsigned char *input;
} gunzip;

/* zlib gives no size back on release: it is kept before each block. */
typedef union block_header {
    size_t size;
    max_align_t align;
} block_header;

static voidpf allocate_block(voidpf user, uInt count, uInt size)
{
    const ontrack_allocator *allocator = user;
    const size_t bytes = (size_t)count * size + sizeof(block_header);
    block_header *header = ontrack__allocate(allocator, bytes, 1);
    if (header == NULL) return Z_NULL;
    header->size = bytes;
    return header + 1;
}

static void release_block(voidpf user, voidpf block)
{
    const ontrack_allocator *allocator = user;
    block_header *header = (block_header *)block - 1;
    ontrack__release(allocator, header, header->size, 1);
}

/* More input behind what is unread; the room left is never 0 here. */
static ontrack_status fill(gunzip *self, ontrack_error *error)
{
    z_stream *stream = &self->stream;
    if (stream->avail_in > 0) memmove(self->input, stream->next_in, stream->avail_in);
    stream->next_in = self->input;
    size_t got = 0;
    const ontrack_status status =
        self->source->read(self->source, self->input + stream->avail_in,
                           (size_t)INPUT_SIZE - stream->avail_in, &got, error);
    if (status != ONTRACK_OK) return status;
    stream->avail_in += (uInt)got;
    self->in += (int64_t)got;
    self->ended = got == 0;
    return ONTRACK_OK;
}

static ontrack_status check_limits(const gunzip *self, ontrack_error *error)
{
    if (self->out > self->limits.total)
        return ontrack__fail(
            error, ONTRACK_LIMIT,
            "the gzip data expands beyond the limit; unpack the file and split it");
    if (self->out > self->limits.free && self->out / self->limits.ratio > self->in)
        return ontrack__fail(error, ONTRACK_LIMIT,
                             "the gzip data expands more than %d times, as no export does; unpack "
                             "the file if you trust it",
                             (int)self->limits.ratio);
    return ONTRACK_OK;
}

static ontrack_status inflate_status(gunzip *self, int code, ontrack_error *error)
{
    if (code == Z_STREAM_END) self->between = true;
    if (code == Z_OK || code == Z_STREAM_END) return ONTRACK_OK;
    if (code == Z_MEM_ERROR) return ontrack__no_memory(error);
    if (code == Z_BUF_ERROR && !self->ended) return ONTRACK_OK;
    if (code == Z_BUF_ERROR)
        return ontrack__fail(error, ONTRACK_INVALID_DATA,
                             "the gzip data ends too early; copy the file again");
    return ontrack__fail(error, ONTRACK_INVALID_DATA,
                         "the gzip data is damaged; copy the file again");
}

static ontrack_status read_packed(gunzip *self, void *out, size_t size, size_t *got,
                                  ontrack_error *error)
{
    z_stream *stream = &self->stream;
    const uInt room = size < UINT_MAX ? (uInt)size : UINT_MAX;
    stream->next_out = out;
    stream->avail_out = room;
    ontrack_status status = ONTRACK_OK;
    while (status == ONTRACK_OK && stream->avail_out == room) {
        if (stream->avail_in == 0 && !self->ended) status = fill(self, error);
        if (status != ONTRACK_OK) break;
        if (self->between) {
            if (stream->avail_in == 0) break;
            inflateReset(stream);
            self->between = false;
        }
        status = inflate_status(self, inflate(stream, Z_NO_FLUSH), error);
    }
    *got = room - stream->avail_out;
    self->out += (int64_t)*got;
    return status != ONTRACK_OK ? status : check_limits(self, error);
}

static ontrack_status read_plain(gunzip *self, void *out, size_t size, size_t *got,
                                 ontrack_error *error)
{
    z_stream *stream = &self->stream;
    if (stream->avail_in == 0) return self->source->read(self->source, out, size, got, error);
    *got = size < stream->avail_in ? size : stream->avail_in;
    memcpy(out, stream->next_in, *got);
    stream->next_in += *got;
    stream->avail_in -= (uInt)*got;
    return ONTRACK_OK;
}

static ontrack_status read_either(ontrack__bytes *base, void *out, size_t size, size_t *got,
                                  ontrack_error *error)
{
    gunzip *self = (gunzip *)base;
    return self->packed ? read_packed(self, out, size, got, error)
                        : read_plain(self, out, size, got, error);
}

static void close_gunzip(ontrack__bytes *base)
{
    gunzip *self = (gunzip *)base;
    const ontrack_allocator allocator = self->allocator;
    if (self->prepared) inflateEnd(&self->stream);
    self->source->close(self->source);
    ontrack__release(&allocator, self->input, INPUT_SIZE, 1);
    ontrack__release(&allocator, self, 1, sizeof *self);
}

/* Looks at the first two bytes, and prepares for what they say. */
static ontrack_status begin(gunzip *self, ontrack_error *error)
{
    ontrack_status status = ONTRACK_OK;
    while (status == ONTRACK_OK && self->stream.avail_in < 2 && !self->ended)
        status = fill(self, error);
    if (status != ONTRACK_OK) return status;
    self->packed = self->stream.avail_in >= 2 && self->input[0] == 0x1F && self->input[1] == 0x8B;
    if (!self->packed) return ONTRACK_OK;
    self->stream.zalloc = allocate_block;
    self->stream.zfree = release_block;
    self->stream.opaque = &self->allocator;
    if (inflateInit2(&self->stream, GZIP_WRAPPING) != Z_OK) return ontrack__no_memory(error);
    self->prepared = true;
    return ONTRACK_OK;
}

ontrack_status ontrack__bytes_gunzip(const ontrack_allocator *allocator, ontrack__bytes *source,
                                     const ontrack__gunzip_limits *limits, ontrack__bytes **out,
                                     ontrack_error *error)
{
    gunzip *self = ontrack__allocate_zero(allocator, 1, sizeof *self);
    if (self == NULL) {
        source->close(source);
        return ontrack__no_memory(error);
    }
    self->base.read = read_either;
    self->base.close = close_gunzip;
    self->allocator = *allocator;
    self->source = source;
    self->limits = *limits;
    self->input = ontrack__allocate(allocator, INPUT_SIZE, 1);
    const ontrack_status status =
        self->input == NULL ? ontrack__no_memory(error) : begin(self, error);
    if (status != ONTRACK_OK) {
        close_gunzip(&self->base);
        return status;
    }
    *out = &self->base;
    return ONTRACK_OK;
}
