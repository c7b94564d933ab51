#include "base/arena.h"

#include <stdint.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, ALIGNMENT = 16 };

struct ontrack__arena_block {
    struct ontrack__arena_block *older;
    size_t size; /* bytes behind the header */
};

/* The header, rounded up so that what follows is aligned for any type. */
static const size_t header_size =
    (sizeof(struct ontrack__arena_block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

void ontrack__arena_init(ontrack__arena *arena, const ontrack_allocator *allocator)
{
    arena->allocator = ontrack__allocator(allocator);
    arena->blocks = NULL;
    arena->used = 0;
}

static bool add_block(ontrack__arena *arena, size_t wanted)
{
    size_t size = arena->blocks == NULL ? FIRST_BLOCK : arena->blocks->size;
    if (arena->blocks != NULL && size < (size_t)FIRST_BLOCK * 256) size *= 2;
    if (size < wanted) size = wanted;
    if (size > SIZE_MAX - header_size) return false;
    struct ontrack__arena_block *block =
        ontrack__allocate(&arena->allocator, 1, header_size + size);
    if (block == NULL) return false;
    block->older = arena->blocks;
    block->size = size;
    arena->blocks = block;
    arena->used = 0;
    return true;
}

static size_t round_up(size_t bytes)
{
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

char *ontrack__arena_bytes(ontrack__arena *arena, size_t size)
{
    if (arena->blocks == NULL || arena->blocks->size - arena->used < size)
        if (!add_block(arena, size)) return NULL;
    char *data = (char *)arena->blocks + header_size + arena->used;
    arena->used += size;
    return data;
}

void *ontrack__arena_allocate(ontrack__arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX - ALIGNMENT) / size) return NULL;
    const size_t wanted = count * size == 0 ? ALIGNMENT : round_up(count * size);
    const size_t used = round_up(arena->used);
    if (arena->blocks != NULL)
        arena->used = used < arena->blocks->size ? used : arena->blocks->size;
    char *data = ontrack__arena_bytes(arena, wanted);
    return data == NULL ? NULL : memset(data, 0, wanted);
}

char *ontrack__arena_copy(ontrack__arena *arena, ontrack_text text)
{
    char *copy = ontrack__arena_allocate(arena, text.size + 1, 1);
    if (copy != NULL && text.size > 0) memcpy(copy, text.data, text.size);
    return copy;
}

static void release_until(ontrack__arena *arena, bool keep_first)
{
    while (arena->blocks != NULL && !(keep_first && arena->blocks->older == NULL)) {
        struct ontrack__arena_block *block = arena->blocks;
        arena->blocks = block->older;
        ontrack__release(&arena->allocator, block, 1, header_size + block->size);
    }
    arena->used = 0;
}

void ontrack__arena_reset(ontrack__arena *arena)
{
    release_until(arena, true);
}

void ontrack__arena_free(ontrack__arena *arena)
{
    release_until(arena, false);
}
