#include "cel/budget.h"

void *ontrack__cel_take(ontrack__cel_budget *budget, ontrack__arena *arena, size_t count,
                        size_t size)
{
    size_t bytes;
    if (budget->status != ONTRACK_OK) return NULL;
    if (__builtin_mul_overflow(count, size, &bytes) ||
        bytes > ONTRACK__CEL_MEMORY_LIMIT - budget->bytes) {
        budget->status = ONTRACK_LIMIT;
        return NULL;
    }
    budget->bytes += bytes;
    void *memory = ontrack__arena_allocate(arena, count, size);
    if (memory == NULL) budget->status = ONTRACK_NO_MEMORY;
    return memory;
}
