#include "base/region.h"

#include <stdalign.h>
#include <stdint.h>

enum { ALIGNMENT = alignof(max_align_t), FIRST_BLOCK = 1 << 16, MOST_KEPT = 1 << 22 };

typedef struct ontrack__region_block {
    struct ontrack__region_block *older;
    size_t size; /* the header's bytes among them */
} region_block;

/* The header, rounded up so that what follows is aligned for any type. */
static const size_t header_size = (sizeof(region_block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

static size_t rounded(size_t size)
{
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static bool add_block(ontrack__region *region, size_t size)
{
    region_block *block = ontrack__allocate(&region->below, 1, size);
    if (block == NULL) return false;
    block->older = region->blocks;
    block->size = size;
    region->blocks = block;
    region->next = (char *)block + header_size;
    region->end = (char *)block + size;
    return true;
}

/* A block is as large as all before it, so that there are few. */
static bool make_room(ontrack__region *region, size_t wanted)
{
    size_t size = region->blocks == NULL ? region->wanted : FIRST_BLOCK;
    for (const region_block *block = region->blocks; block != NULL; block = block->older)
        size += block->size;
    return add_block(region, size < header_size + wanted ? header_size + wanted : size);
}

static void *allocate(void *user, size_t size)
{
    ontrack__region *region = user;
    if (size > SIZE_MAX / 2) return NULL;
    const size_t wanted = rounded(size);
    if ((size_t)(region->end - region->next) < wanted && !make_room(region, wanted)) return NULL;
    void *block = region->next;
    region->next += wanted;
    return block;
}

static bool is_last(const ontrack__region *region, const void *block, size_t size)
{
    return (const char *)block + rounded(size) == region->next;
}

static void release(void *user, void *block, size_t size)
{
    ontrack__region *region = user;
    if (is_last(region, block, size)) region->next = block;
}

static void *resize(void *user, void *block, size_t old_size, size_t new_size)
{
    ontrack__region *region = user;
    const bool grows_there = is_last(region, block, old_size) && new_size <= SIZE_MAX / 2 &&
                             (size_t)(region->end - (char *)block) >= rounded(new_size);
    if (grows_there) region->next = (char *)block + rounded(new_size);
    if (grows_there || new_size <= old_size) return block;
    void *moved = allocate(region, new_size);
    if (moved != NULL) memcpy(moved, block, old_size);
    return moved;
}

void ontrack__region_init(ontrack__region *region, const ontrack_allocator *below)
{
    memset(region, 0, sizeof *region);
    region->below = *below;
    region->wanted = FIRST_BLOCK;
}

ontrack_allocator ontrack__region_allocator(ontrack__region *region)
{
    const ontrack_allocator allocator = {allocate, resize, release, region};
    return allocator;
}

void ontrack__region_free(ontrack__region *region)
{
    while (region->blocks != NULL) {
        region_block *block = region->blocks;
        region->blocks = block->older;
        ontrack__release(&region->below, block, 1, block->size);
    }
    region->next = region->end = NULL;
    region->wanted = FIRST_BLOCK;
}

void ontrack__region_reset(ontrack__region *region)
{
    size_t size = 0;
    for (const region_block *block = region->blocks; block != NULL; block = block->older)
        size += block->size;
    if (size > 0 && size <= MOST_KEPT && region->blocks->older == NULL) {
        region->next = (char *)region->blocks + header_size;
        return;
    }
    ontrack__region_free(region);
    region->wanted = size < FIRST_BLOCK ? FIRST_BLOCK : size > MOST_KEPT ? MOST_KEPT : size;
}
