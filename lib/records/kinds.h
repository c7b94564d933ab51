/* kinds.h - the cells of rows that repeat, each distinct combination once, with a small number.
 * Layer: records. */
#ifndef ONTRACK_RECORDS_KINDS_H
#define ONTRACK_RECORDS_KINDS_H

#include "base/alloc.h"
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

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

/* Two cells at a time. */
static inline uint32_t ontrack__cells_hash(const int32_t *cells, size_t width)
{
    uint64_t hash = 0, pair;
    for (; width > 0; cells += 2, width -= 2) {
        if (width == 1) {
            hash = (hash ^ (uint32_t)*cells) * UINT64_C(0x9E3779B97F4A7C15);
            break;
        }
        memcpy(&pair, cells, sizeof pair);
        hash = (hash ^ pair) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 29;
    }
    return (uint32_t)(hash >> 32);
}

/* Without a call: kinds have few cells, and those that differ mostly do so early. */
static inline bool ontrack__cells_same(const int32_t *a, const int32_t *b, size_t width)
{
    for (size_t i = 0; i < width; i++)
        if (a[i] != b[i]) return false;
    return true;
}

/* The slot that holds those cells, or the free one where they belong. Needs a free slot. */
static inline ontrack__kind_slot *ontrack__kind_slot_of(const ontrack__kinds *kinds, size_t width,
                                                        const int32_t *cells, uint32_t hash)
{
    const size_t mask = kinds->slot_count - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        ontrack__kind_slot *slot = &kinds->slots[at];
        if (slot->number == 0) return slot;
        const int32_t *others = kinds->cells + (slot->number - 1) * width;
        if (slot->hash == hash && ontrack__cells_same(others, cells, width)) return slot;
    }
}

/* The number of those cells, if they are there; none is found once the kinds were sorted. The width
 * is theirs: where it is a constant no loop is left. */
static inline bool ontrack__kinds_find(const ontrack__kinds *kinds, size_t width,
                                       const int32_t *cells, uint32_t *kind)
{
    if (kinds->slot_count == 0) return false;
    const ontrack__kind_slot *slot =
        ontrack__kind_slot_of(kinds, width, cells, ontrack__cells_hash(cells, width));
    *kind = slot->number - 1;
    return slot->number != 0;
}

#endif
