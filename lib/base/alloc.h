/* alloc.h - memory through a handle's allocator. Layer: base. */
#ifndef ONTRACK_BASE_ALLOC_H
#define ONTRACK_BASE_ALLOC_H

#include <ontrack/allocator.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* The allocator to keep in a handle: a copy of `wanted`, or malloc, realloc, free when it is NULL
 * or empty. */
ontrack_allocator ontrack__allocator(const ontrack_allocator *wanted);

/* `count` items of `size` bytes; NULL when memory is out or the product overflows. Zero items give
 * a block of one byte, so that NULL always means failure: release it with the same count and size.
 */
void *ontrack__allocate(const ontrack_allocator *allocator, size_t count, size_t size);
/* The same, zeroed. */
void *ontrack__allocate_zero(const ontrack_allocator *allocator, size_t count, size_t size);
/* A block from ontrack__allocate() resized; NULL leaves it as it was. A NULL block is allocated. */
void *ontrack__resize(const ontrack_allocator *allocator, void *block, size_t old_count,
                      size_t new_count, size_t size);
/* Gives a block back; NULL is fine. */
void ontrack__release(const ontrack_allocator *allocator, void *block, size_t count, size_t size);

/* A growing array of items of one size. All zero is an empty one. */
typedef struct ontrack__array {
    void *items;
    size_t count;
    size_t capacity;
} ontrack__array;

/* Makes room behind the items for at least `more`, where there is none. false when memory is out.
 */
bool ontrack__array_reach(const ontrack_allocator *allocator, ontrack__array *array, size_t more,
                          size_t size);
/* Room for `more` items of `size` bytes, counted but not zeroed; NULL when memory is out. */
static inline void *ontrack__array_extend(const ontrack_allocator *allocator, ontrack__array *array,
                                          size_t more, size_t size)
{
    if (array->capacity - array->count < more &&
        !ontrack__array_reach(allocator, array, more, size))
        return NULL;
    char *first = (char *)array->items + array->count * size;
    array->count += more;
    return first;
}
/* Room for one more, zeroed. */
static inline void *ontrack__array_add(const ontrack_allocator *allocator, ontrack__array *array,
                                       size_t size)
{
    void *item = ontrack__array_extend(allocator, array, 1, size);
    return item == NULL ? NULL : memset(item, 0, size);
}
/* Releases the items; the array is empty again. */
void ontrack__array_free(const ontrack_allocator *allocator, ontrack__array *array, size_t size);

#endif
