/* sort.h - a stable sort with a context, in the handle's memory. Layer: base. */
#ifndef ONTRACK_BASE_SORT_H
#define ONTRACK_BASE_SORT_H

#include "base/alloc.h"
#include <stdbool.h>
#include <stdint.h>

/* Below, at or above 0. */
typedef int ontrack__compare(const void *a, const void *b, const void *context);

/* Sorts `count` items of `size` bytes, keeping equal ones in order; linear when they are in order
 * already. false when memory is out: the items are then all there, in some order. */
bool ontrack__sort(const ontrack_allocator *allocator, void *items, size_t count, size_t size,
                   ontrack__compare *compare, const void *context);

/* The same of numbers, ascending. */
bool ontrack__sort_numbers(const ontrack_allocator *allocator, uint64_t *numbers, size_t count);

#endif
