/**
 * @file
 * @brief Where a handle's memory comes from.
 */
#ifndef ONTRACK_ALLOCATOR_H
#define ONTRACK_ALLOCATOR_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A host's memory functions. Every function that makes a handle takes one; NULL means malloc,
 * realloc and free. The struct is copied; @ref user is borrowed until the last handle that was
 * made with it is freed. Any call may return NULL: the library then answers ONTRACK_NO_MEMORY and
 * leaks nothing. Handles used by several threads at once need functions that bear it.
 */
typedef struct ontrack_allocator {
    /** New memory of @p size bytes (never 0), aligned for any type, or NULL. */
    void *(*allocate)(void *user, size_t size);
    /** @p block grown or shrunk from @p old_size to @p new_size bytes (neither 0), or NULL. */
    void *(*resize)(void *user, void *block, size_t old_size, size_t new_size);
    /** Takes back @p block of @p size bytes; never called with NULL. */
    void (*release)(void *user, void *block, size_t size);
    void *user; /**< Handed to each call. */
} ontrack_allocator;

#ifdef __cplusplus
}
#endif

#endif
