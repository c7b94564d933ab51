#include "ingest/blocks.h"

#include "base/error.h"

#include <string.h>

/* The first block is small, so that the others can be parsed by many as soon as the header is
 * known. */
enum { BYTES_AT_ONCE = 128, FIRST_SIZE = 1 << 12 };

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

/* What one walk through bytes finds. CR, LF, and the two together are one line end each. */
typedef struct survey {
    bool odd; /* the number of quotes is */
    int64_t lines;
} survey;

/* A few bytes, by small numbers, so that a compiler looks at many at once. The byte behind them may
 * be looked at. */
static inline void survey_some(const char *bytes, size_t size, survey *found)
{
    unsigned char quotes = 0, lines = 0;
    for (size_t i = 0; i < size; i++) {
        const unsigned char lf = bytes[i] == '\n', cr = bytes[i] == '\r';
        quotes ^= bytes[i] == '"';
        lines = (unsigned char)(lines + (lf | (cr & (bytes[i + 1] != '\n'))));
    }
    found->odd ^= quotes != 0;
    found->lines += lines;
}

/* The byte behind the last is no LF. */
static survey survey_all(const char *bytes, size_t size)
{
    survey found = {false, 0};
    size_t at = 0;
    for (; size - at >= BYTES_AT_ONCE; at += BYTES_AT_ONCE)
        survey_some(bytes + at, BYTES_AT_ONCE, &found);
    survey_some(bytes + at, size - at, &found);
    return found;
}

/* Where the last record ends that ends in the block, or 0; its end is `inside` quotes or not. The
 * pair of CR and LF is not parted, so a CR is an end only where the byte behind it is known. */
static size_t last_end(const ontrack__block *block, bool inside)
{
    const char *bytes = block->bytes;
    for (size_t at = block->size; at > 0; at--) {
        const char c = bytes[at - 1];
        if (c == '"') inside = !inside;
        if (inside) continue;
        if (c == '\n' || (c == '\r' && at < block->size && bytes[at] != '\n')) return at;
    }
    return 0;
}

/* Whether there are but empty lines before `end`. */
static bool is_blank(const ontrack__block *block, size_t end)
{
    size_t at = 0;
    while (at < end && strchr(" \t\r\n", block->bytes[at]) != NULL && block->bytes[at] != '\0')
        at++;
    return at == end;
}

/* Ends the block at `cut`; what lies behind it begins the next one. */
static bool cut_block(ontrack__blocks *self, ontrack__block *block, size_t cut, const survey *all)
{
    const size_t rest = block->size - cut;
    block->line = self->line;
    self->line += all->lines - survey_all(block->bytes + cut, rest).lines;
    if (!reserve(&self->allocator, &self->rest, &self->rest_capacity, rest)) return false;
    if (rest > 0) memcpy(self->rest, block->bytes + cut, rest);
    self->rest_size = rest;
    block->size = cut;
    return true;
}

/* Reads on until a record ends in the block, or the source does. The first block holds the first
 * row, which tells the delimiter, unless as many empty lines as fill a block come before it. */
static bool read_records(ontrack__blocks *self, ontrack__block *block)
{
    const size_t each = self->line == 1 && self->size > FIRST_SIZE ? FIRST_SIZE : self->size;
    size_t size = self->rest_size < each ? each : self->rest_size + each;
    if (!reserve_block(self, block, size)) return false;
    if (self->rest_size > 0) memcpy(block->bytes, self->rest, self->rest_size);
    block->size = self->rest_size;
    for (;;) {
        fill(self, block, size);
        const bool whole = self->ended || block->size >= self->limit;
        block->bytes[block->size] = '\0';
        const survey all = survey_all(block->bytes, block->size);
        size_t cut = self->ended ? block->size : last_end(block, all.odd);
        const bool early = cut == 0 || (self->line == 1 && is_blank(block, cut));
        if (whole && cut == 0) cut = block->size;
        if (whole || !early) return cut_block(self, block, cut, &all);
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
    memset(block->bytes + block->size, 0, ONTRACK__BLOCK_PADDING);
    return ONTRACK_OK;
}
