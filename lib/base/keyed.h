/* keyed.h - a sort of many things by numbers that tell most of them apart. Layer: base. */
#ifndef ONTRACK_BASE_KEYED_H
#define ONTRACK_BASE_KEYED_H

#include "base/sort.h"

/* A thing by its number, with others that are in order where things are, as far as they go. */
typedef struct ontrack__keyed {
    uint64_t key;
    uint32_t more; /* tells apart what the key does not */
    uint32_t number;
} ontrack__keyed;

/* Sorts by key, then more, then as `compare` has it of two items; the keys are others afterwards.
 * false when memory is out: the items are then all there, in some order. */
bool ontrack__sort_keyed(const ontrack_allocator *allocator, ontrack__keyed *items, size_t count,
                         ontrack__compare *compare, const void *context);

#endif
