#include "records/runs.h"

#include "base/bits.h"

#include <string.h>

/* Words. The first sizes are LEAST words apart. */
enum { FIRST_BLOCK = 256, LARGEST_BLOCK = 1 << 16, LEAST = ONTRACK__RUN_LEAST, SMALL_SIZES = 64 };

typedef struct ontrack__runs_block {
    struct ontrack__runs_block *older;
    size_t size; /* words behind the header */
} ontrack__runs_block;

/* Which of the sizes holds that many words, and how many words it has. */
static size_t size_of(uint32_t count, size_t *words)
{
    const uint32_t last = count - 1;
    if (last < SMALL_SIZES * LEAST) {
        *words = (last / LEAST + 1) * LEAST;
        return last / LEAST;
    }
    const unsigned log = (unsigned)ontrack__highest_bit(last), step = log - 3;
    *words = (((size_t)last >> step) + 1) << step;
    return log * 8 + (last >> step & 7);
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

static void link_place(ontrack__runs *runs, size_t size, uint32_t *place)
{
    memcpy(place, &runs->left[size], sizeof runs->left[size]);
    runs->left[size] = place;
    if (size < SMALL_SIZES) runs->small |= UINT64_C(1) << size;
}

static uint32_t *unlink_place(ontrack__runs *runs, size_t size)
{
    uint32_t *place = runs->left[size];
    memcpy(&runs->left[size], place, sizeof runs->left[size]);
    if (size < SMALL_SIZES && runs->left[size] == NULL) runs->small &= ~(UINT64_C(1) << size);
    return place;
}

/* A place that was left, the smallest that is large enough; what is too much of it goes back. */
static uint32_t *take_left(ontrack__runs *runs, size_t size, size_t words)
{
    if (runs->left[size] != NULL) return unlink_place(runs, size);
    const uint64_t larger = size < SMALL_SIZES ? runs->small >> size : 0;
    if (larger == 0) return NULL;
    const size_t found = size + (size_t)ontrack__lowest_bit(larger);
    uint32_t *place = unlink_place(runs, found);
    link_place(runs, found - size - 1, place + words);
    return place;
}

static uint32_t *take_place(ontrack__runs *runs, const ontrack_allocator *allocator, size_t size,
                            size_t words)
{
    uint32_t *place = take_left(runs, size, words);
    return place != NULL ? place : new_place(runs, allocator, words);
}

void ontrack__run_leave(ontrack__runs *runs, uint32_t *run, uint32_t count)
{
    size_t words;
    if (count > 0) link_place(runs, size_of(count, &words), run);
}

/* The newest place grows where it is: so do the runs of rows that come by student. */
static bool stretch(ontrack__runs *runs, const uint32_t *end, size_t more)
{
    const ontrack__runs_block *block = runs->blocks;
    if (block == NULL || end != (const uint32_t *)(block + 1) + runs->used ||
        block->size - runs->used < more)
        return false;
    runs->used += more;
    return true;
}

/* The words of a place, all of them: as they come in bundles, without a call. */
static void copy_place(uint32_t *to, const uint32_t *from, size_t words)
{
    for (size_t i = 0; i < words; i += LEAST)
        memcpy(to + i, from + i, LEAST * sizeof *to);
}

/* A place is as large as the smallest size that holds what is in it, so its own need not be kept.
 */
bool ontrack__run_reserve(ontrack__runs *runs, const ontrack_allocator *allocator, uint32_t **run,
                          uint32_t count, uint32_t wanted)
{
    size_t room = 0, words;
    const size_t left = count > 0 ? size_of(count, &room) : 0;
    if (wanted <= room) return true;
    const size_t size = size_of(wanted, &words);
    if (room > 0 && stretch(runs, *run + room, words - room)) return true;
    uint32_t *place = take_place(runs, allocator, size, words);
    if (place == NULL) return false;
    copy_place(place, *run, room);
    if (room > 0) link_place(runs, left, *run);
    *run = place;
    return true;
}

bool ontrack__run_append(ontrack__runs *runs, const ontrack_allocator *allocator, uint32_t **run,
                         uint32_t *count, const uint32_t *words, uint32_t added)
{
    if (added == 0) return true;
    if (added > UINT32_MAX - *count) return false;
    /* Every size is a multiple of LEAST, so mostly there is room without a look at which it is. */
    const uint32_t over = *count % LEAST;
    const bool fits = over != 0 && added <= LEAST - over;
    if (!fits && !ontrack__run_reserve(runs, allocator, run, *count, *count + added)) return false;
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
