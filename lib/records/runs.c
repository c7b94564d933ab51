#include "records/runs.h"

#include "base/bits.h"

#include <string.h>

enum { FIRST_BLOCK = 256, LARGEST_BLOCK = 1 << 16 }; /* words */

typedef struct ontrack__runs_block {
    struct ontrack__runs_block *older;
    size_t size; /* words behind the header */
} ontrack__runs_block;

/* Which of the sizes holds that many words, and how many words it has. */
static size_t size_of(uint32_t count, size_t *words)
{
    const uint32_t last = count - 1;
    const unsigned log = (unsigned)ontrack__highest_bit(last), step = log > 5 ? log - 3 : 2;
    *words = (((size_t)last >> step) + 1) << step;
    return log > 5 ? log * 8 + (last >> step & 7) : last >> 2;
}

static uint32_t *new_place(ontrack__runs *runs, const ontrack_allocator *allocator, size_t words)
{
    ontrack__runs_block *block = runs->blocks;
    if (block == NULL || block->size - runs->used < words) {
        size_t size = block == NULL ? FIRST_BLOCK : block->size * 2;
        if (size > LARGEST_BLOCK) size = LARGEST_BLOCK;
        if (size < words) size = words;
        block = ontrack__allocate(allocator, 1, sizeof *block + size * sizeof(uint32_t));
        if (block == NULL) return NULL;
        block->older = runs->blocks;
        block->size = size;
        runs->blocks = block;
        runs->used = 0;
    }
    uint32_t *place = (uint32_t *)(block + 1) + runs->used;
    runs->used += words;
    return place;
}

static uint32_t *take_place(ontrack__runs *runs, const ontrack_allocator *allocator, uint32_t count)
{
    size_t words;
    void **left = &runs->left[size_of(count, &words)];
    if (*left == NULL) return new_place(runs, allocator, words);
    uint32_t *place = *left;
    memcpy(left, place, sizeof *left);
    return place;
}

void ontrack__run_leave(ontrack__runs *runs, uint32_t *run, uint32_t count)
{
    size_t words;
    if (count == 0) return;
    void **left = &runs->left[size_of(count, &words)];
    memcpy(run, left, sizeof *left);
    *left = run;
}

/* A place is as large as the smallest size that holds what is in it, so its own need not be kept.
 */
bool ontrack__run_append(ontrack__runs *runs, const ontrack_allocator *allocator, uint32_t **run,
                         uint32_t *count, const uint32_t *words, uint32_t added)
{
    size_t room = 0;
    if (added == 0) return true;
    if (added > UINT32_MAX - *count) return false;
    if (*count > 0) size_of(*count, &room);
    if (room - *count < added) {
        uint32_t *place = take_place(runs, allocator, *count + added);
        if (place == NULL) return false;
        if (*count > 0) memcpy(place, *run, *count * sizeof *place);
        ontrack__run_leave(runs, *run, *count);
        *run = place;
    }
    memcpy(*run + *count, words, added * sizeof *words);
    *count += added;
    return true;
}

void ontrack__runs_free(ontrack__runs *runs, const ontrack_allocator *allocator)
{
    while (runs->blocks != NULL) {
        ontrack__runs_block *block = runs->blocks;
        runs->blocks = block->older;
        ontrack__release(allocator, block, 1, sizeof *block + block->size * sizeof(uint32_t));
    }
    memset(runs, 0, sizeof *runs);
}
