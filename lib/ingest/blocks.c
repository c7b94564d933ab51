#include "ingest/blocks.h"

#include "base/error.h"

#include <string.h>

enum { LINES_AT_ONCE = 128 };

void ontrack__blocks_init(ontrack__blocks *blocks, const ontrack_allocator *allocator,
                          ontrack__bytes *source, size_t size, size_t limit)
{
    memset(blocks, 0, sizeof *blocks);
    blocks->allocator = *allocator;
    blocks->source = source;
    blocks->size = size;
    blocks->limit = limit;
    blocks->line = 1;
}

void ontrack__blocks_free(ontrack__blocks *blocks)
{
    ontrack__release(&blocks->allocator, blocks->rest, blocks->rest_capacity, 1);
}

void ontrack__block_free(const ontrack_allocator *allocator, ontrack__block *block)
{
    ontrack__release(allocator, block->bytes, block->capacity, 1);
}

static bool reserve(const ontrack_allocator *allocator, char **bytes, size_t *capacity, size_t size)
{
    if (size <= *capacity) return true;
    char *grown = ontrack__resize(allocator, *bytes, *capacity, size, 1);
    if (grown == NULL) return false;
    *bytes = grown;
    *capacity = size;
    return true;
}

static bool reserve_block(const ontrack__blocks *self, ontrack__block *block, size_t size)
{
    return reserve(&self->allocator, &block->bytes, &block->capacity,
                   size + ONTRACK__BLOCK_PADDING);
}

/* Fills the block up to `size` bytes, or to the end of the source. */
static void fill(ontrack__blocks *self, ontrack__block *block, size_t size)
{
    while (!self->ended && block->size < size) {
        size_t got = 0;
        block->status = self->source->read(self->source, block->bytes + block->size,
                                           size - block->size, &got, &block->cause);
        if (block->status == ONTRACK_OK) block->size += got;
        self->ended = got == 0 || block->status != ONTRACK_OK;
    }
}

/* Whether the number of quotes is odd. */
static bool quotes_are_odd(const char *bytes, size_t size)
{
    unsigned char odd = 0;
    for (size_t i = 0; i < size; i++)
        odd ^= bytes[i] == '"';
    return odd != 0;
}

/* Where the last record ends that ends in the block, or 0. The pair of CR and LF is not parted, so
 * a CR is an end only where the byte behind it is known. */
static size_t last_end(const ontrack__block *block)
{
    const char *bytes = block->bytes;
    bool inside = quotes_are_odd(bytes, block->size);
    for (size_t at = block->size; at > 0; at--) {
        const char c = bytes[at - 1];
        if (c == '"') inside = !inside;
        if (inside) continue;
        if (c == '\n' || (c == '\r' && at < block->size && bytes[at] != '\n')) return at;
    }
    return 0;
}

static int64_t count_byte(const char *bytes, size_t size, char byte)
{
    int64_t count = 0;
    for (size_t at = 0; at < size; at += LINES_AT_ONCE) {
        const size_t stop = size - at < LINES_AT_ONCE ? size - at : LINES_AT_ONCE;
        unsigned char some = 0; /* small, so that a compiler counts many bytes at once */
        for (size_t i = 0; i < stop; i++)
            some = (unsigned char)(some + (bytes[at + i] == byte));
        count += some;
    }
    return count;
}

/* CR, LF, and the two together are one line end each. */
static int64_t count_lines(const char *bytes, size_t size)
{
    int64_t lines = count_byte(bytes, size, '\n');
    const char *at = memchr(bytes, '\r', size), *end = bytes + size;
    for (; at != NULL; at = memchr(at + 1, '\r', (size_t)(end - at) - 1))
        lines += at + 1 == end || at[1] != '\n';
    return lines;
}

/* Ends the block at `cut`; what lies behind it begins the next one. */
static bool cut_block(ontrack__blocks *self, ontrack__block *block, size_t cut)
{
    const size_t rest = block->size - cut;
    if (!reserve(&self->allocator, &self->rest, &self->rest_capacity, rest)) return false;
    if (rest > 0) memcpy(self->rest, block->bytes + cut, rest);
    self->rest_size = rest;
    block->size = cut;
    return true;
}

/* Reads on until a record ends in the block, or the source does. */
static bool read_records(ontrack__blocks *self, ontrack__block *block)
{
    size_t size = self->rest_size < self->size ? self->size : self->rest_size + self->size;
    if (!reserve_block(self, block, size)) return false;
    if (self->rest_size > 0) memcpy(block->bytes, self->rest, self->rest_size);
    block->size = self->rest_size;
    for (;;) {
        fill(self, block, size);
        const bool whole = self->ended || block->size >= self->limit;
        const size_t cut = whole ? block->size : last_end(block);
        if (whole || cut > 0) return cut_block(self, block, cut);
        size *= 2;
        if (!reserve_block(self, block, size)) return false;
    }
}

ontrack_status ontrack__blocks_next(ontrack__blocks *blocks, ontrack__block *block,
                                    ontrack_error *error)
{
    const ontrack_error none = ONTRACK_ERROR_INIT;
    block->status = ONTRACK_OK;
    block->cause = none;
    if (!read_records(blocks, block)) return ontrack__no_memory(error);
    block->last = blocks->ended;
    block->line = blocks->line;
    blocks->line += count_lines(block->bytes, block->size);
    memset(block->bytes + block->size, 0, ONTRACK__BLOCK_PADDING);
    return ONTRACK_OK;
}
