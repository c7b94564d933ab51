/**
 * @file
 * @brief Bytes that the library makes and the caller releases.
 */
#ifndef ONTRACK_BUFFER_H
#define ONTRACK_BUFFER_H

#include <ontrack/allocator.h>
#include <ontrack/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A growing run of bytes, owned by the caller. Start it with #ONTRACK_BUFFER_INIT; when it holds
 * text, a NUL stands after the last byte and is not counted in @ref size.
 */
typedef struct ontrack_buffer {
    char *data;      /**< NULL while nothing was written. */
    size_t size;     /**< Bytes used. */
    size_t capacity; /**< Bytes allocated. */
    ontrack_allocator
        allocator; /**< All NULL: malloc, realloc, free. Set it before the first use. */
} ontrack_buffer;
/** Initial value of an ::ontrack_buffer. */
#define ONTRACK_BUFFER_INIT                                                                        \
    {                                                                                              \
        NULL, 0, 0,                                                                                \
        {                                                                                          \
            NULL, NULL, NULL, NULL                                                                 \
        }                                                                                          \
    }

/** Releases the bytes; the buffer is then empty and keeps its allocator. NULL is fine. */
ONTRACK_API void ontrack_buffer_dispose(ontrack_buffer *buffer);

#ifdef __cplusplus
}
#endif

#endif
