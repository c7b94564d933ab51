/* arena.h - many small blocks that are released together. Layer: base. */
#ifndef ONTRACK_BASE_ARENA_H
#define ONTRACK_BASE_ARENA_H

#include "base/alloc.h"
#include <ontrack/text.h>
#include <stdbool.h>

/* Start it with ontrack__arena_init(); one thread at a time. */
typedef struct ontrack__arena {
    ontrack_allocator allocator;
    struct ontrack__arena_block *blocks; /* newest first */
    size_t used;                         /* bytes used in the newest */
} ontrack__arena;

void ontrack__arena_init(ontrack__arena *arena, const ontrack_allocator *allocator);
/* Zeroed memory, aligned for any type; NULL when memory is out or the product overflows. */
void *ontrack__arena_allocate(ontrack__arena *arena, size_t count, size_t size);
/* Memory for bytes, as tight as they come, with anything in it; NULL when memory is out. */
char *ontrack__arena_bytes(ontrack__arena *arena, size_t size);
/* A copy with a NUL behind it; NULL when memory is out. */
char *ontrack__arena_copy(ontrack__arena *arena, ontrack_text text);
/* Forgets everything but keeps the first block for use again. */
void ontrack__arena_reset(ontrack__arena *arena);
/* Releases everything. */
void ontrack__arena_free(ontrack__arena *arena);

#endif
