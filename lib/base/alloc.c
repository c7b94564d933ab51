#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *plain_allocate(void *user, size_t size)
{
    (void)user;
    return malloc(size);
}

static void *plain_resize(void *user, void *block, size_t old_size, size_t new_size)
{
    (void)user;
    (void)old_size;
    return realloc(block, new_size);
}

static void plain_release(void *user, void *block, size_t size)
{
    (void)user;
    (void)size;
    free(block);
}

ontrack_allocator ontrack__allocator(const ontrack_allocator *wanted)
{
    const ontrack_allocator plain = {plain_allocate, plain_resize, plain_release, NULL};
    return wanted != NULL && wanted->allocate != NULL ? *wanted : plain;
}

/* Bytes in `count` items, at least 1; 0 on overflow. */
static size_t block_size(size_t count, size_t size)
{
    if (count == 0 || size == 0) return 1;
    return count > SIZE_MAX / size ? 0 : count * size;
}

void *ontrack__allocate(const ontrack_allocator *allocator, size_t count, size_t size)
{
    const size_t bytes = block_size(count, size);
    return bytes == 0 ? NULL : allocator->allocate(allocator->user, bytes);
}

void *ontrack__allocate_zero(const ontrack_allocator *allocator, size_t count, size_t size)
{
    void *block = ontrack__allocate(allocator, count, size);
    if (block != NULL) memset(block, 0, block_size(count, size));
    return block;
}

void *ontrack__resize(const ontrack_allocator *allocator, void *block, size_t old_count,
                      size_t new_count, size_t size)
{
    const size_t bytes = block_size(new_count, size);
    if (bytes == 0) return NULL;
    if (block == NULL) return allocator->allocate(allocator->user, bytes);
    return allocator->resize(allocator->user, block, block_size(old_count, size), bytes);
}

void ontrack__release(const ontrack_allocator *allocator, void *block, size_t count, size_t size)
{
    if (block != NULL) allocator->release(allocator->user, block, block_size(count, size));
}

bool ontrack__array_reach(const ontrack_allocator *allocator, ontrack__array *array, size_t more,
                          size_t size)
{
    size_t capacity = array->capacity == 0 ? 8 : array->capacity + array->capacity / 2;
    if (capacity - array->count < more) capacity = array->count + more;
    void *items = ontrack__resize(allocator, array->items, array->capacity, capacity, size);
    if (items == NULL) return false;
    array->items = items;
    array->capacity = capacity;
    return true;
}

void ontrack__array_free(const ontrack_allocator *allocator, ontrack__array *array, size_t size)
{
    ontrack__release(allocator, array->items, array->capacity, size);
    memset(array, 0, sizeof *array);
}
