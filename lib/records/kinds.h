/* kinds.h - the cells of rows that repeat, each distinct combination once, with a small number.
 * Layer: records. */
#ifndef ONTRACK_RECORDS_KINDS_H
#define ONTRACK_RECORDS_KINDS_H

#include "base/alloc.h"
#include <stdbool.h>
#include <stdint.h>

/* Where a kind is found: most of those that are not it have another hash. */
typedef struct ontrack__kind_slot {
    uint32_t hash;
    uint32_t number; /* of the kind + 1; 0: free */
} ontrack__kind_slot;

/* Begin it zeroed, with the width set. */
typedef struct ontrack__kinds {
    int32_t *cells;            /* count * width */
    size_t width;              /* cells of a kind, at least 1 */
    size_t count, capacity;    /* kinds */
    ontrack__kind_slot *slots; /* open addressing */
    size_t slot_count;         /* a power of two, or 0 */
    uint32_t last;             /* the one that was added or found last: mostly it comes again */
} ontrack__kinds;

/* The number of those cells, added when they are new. false when memory is out. */
bool ontrack__kinds_add(ontrack__kinds *kinds, const ontrack_allocator *allocator,
                        const int32_t *cells, uint32_t *kind);
/* Renumbers so that numbers follow the order of the cells; none can be added any more. `map`
 * receives for each old number the new one, an array of the count to be released by the caller.
 * false when memory is out (numbers and cells are as before). */
bool ontrack__kinds_sort(ontrack__kinds *kinds, const ontrack_allocator *allocator, uint32_t **map);
void ontrack__kinds_free(ontrack__kinds *kinds, const ontrack_allocator *allocator);

static inline const int32_t *ontrack__kind_cells(const ontrack__kinds *kinds, uint32_t kind)
{
    return kinds->cells + kind * kinds->width;
}

#endif
