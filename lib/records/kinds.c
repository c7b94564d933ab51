#include "records/kinds.h"

#include "base/sort.h"

#include <string.h>

/* Two cells at a time. */
static uint32_t hash_cells(const int32_t *cells, size_t width)
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
static bool same_cells(const int32_t *a, const int32_t *b, size_t width)
{
    for (size_t i = 0; i < width; i++)
        if (a[i] != b[i]) return false;
    return true;
}

/* The slot that holds those cells, or the free one where they belong. Needs a free slot. */
static ontrack__kind_slot *slot_of(const ontrack__kinds *kinds, const int32_t *cells, uint32_t hash)
{
    const size_t mask = kinds->slot_count - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        ontrack__kind_slot *slot = &kinds->slots[at];
        if (slot->number == 0) return slot;
        if (slot->hash == hash &&
            same_cells(ontrack__kind_cells(kinds, slot->number - 1), cells, kinds->width))
            return slot;
    }
}

/* Keeps at least half of the slots free. */
static bool grow_slots(ontrack__kinds *kinds, const ontrack_allocator *allocator)
{
    if (kinds->slot_count >= 2 * (kinds->count + 1)) return true;
    const size_t wanted = kinds->slot_count == 0 ? 16 : kinds->slot_count * 2;
    ontrack__kind_slot *slots = ontrack__allocate_zero(allocator, wanted, sizeof *slots);
    if (slots == NULL) return false;
    for (size_t i = 0; i < kinds->slot_count; i++) {
        size_t at = kinds->slots[i].hash & (wanted - 1);
        if (kinds->slots[i].number == 0) continue;
        while (slots[at].number != 0)
            at = (at + 1) & (wanted - 1);
        slots[at] = kinds->slots[i];
    }
    ontrack__release(allocator, kinds->slots, kinds->slot_count, sizeof *slots);
    kinds->slots = slots;
    kinds->slot_count = wanted;
    return true;
}

static bool grow_cells(ontrack__kinds *kinds, const ontrack_allocator *allocator)
{
    if (kinds->count < kinds->capacity) return true;
    const size_t wanted = kinds->capacity == 0 ? 8 : kinds->capacity * 2;
    if (wanted > UINT32_MAX) return false;
    int32_t *cells = ontrack__resize(allocator, kinds->cells, kinds->capacity, wanted,
                                     kinds->width * sizeof *cells);
    if (cells == NULL) return false;
    kinds->cells = cells;
    kinds->capacity = wanted;
    return true;
}

bool ontrack__kinds_add(ontrack__kinds *kinds, const ontrack_allocator *allocator,
                        const int32_t *cells, uint32_t *kind)
{
    *kind = kinds->last;
    if (kinds->count > 0 && same_cells(ontrack__kind_cells(kinds, *kind), cells, kinds->width))
        return true;
    if (!grow_slots(kinds, allocator)) return false;
    const uint32_t hash = hash_cells(cells, kinds->width);
    ontrack__kind_slot *slot = slot_of(kinds, cells, hash);
    if (slot->number == 0) {
        if (!grow_cells(kinds, allocator)) return false;
        memcpy(kinds->cells + kinds->count * kinds->width, cells, kinds->width * sizeof *cells);
        slot->hash = hash;
        slot->number = (uint32_t)++kinds->count;
    }
    *kind = kinds->last = slot->number - 1;
    return true;
}

static int compare_kinds(const void *a, const void *b, const void *context)
{
    const ontrack__kinds *kinds = context;
    const int32_t *left = ontrack__kind_cells(kinds, *(const uint32_t *)a);
    const int32_t *right = ontrack__kind_cells(kinds, *(const uint32_t *)b);
    for (size_t i = 0; i < kinds->width; i++)
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    return 0;
}

/* order[new] = old. */
static bool find_order(const ontrack__kinds *kinds, const ontrack_allocator *allocator,
                       uint32_t *order)
{
    for (size_t i = 0; i < kinds->count; i++)
        order[i] = (uint32_t)i;
    return ontrack__sort(allocator, order, kinds->count, sizeof *order, compare_kinds, kinds);
}

static void swap_kinds(int32_t *a, int32_t *b, size_t width)
{
    for (size_t i = 0; i < width; i++) {
        const int32_t moved = a[i];
        a[i] = b[i];
        b[i] = moved;
    }
}

/* Puts the kinds into `order`, in their own place: there may be as many as students. Each circle of
 * kinds that take one another's places moves on by one. */
static void reorder(ontrack__kinds *kinds, uint32_t *order)
{
    for (uint32_t start = 0; start < kinds->count; start++) {
        uint32_t at = start;
        while (order[at] != start) {
            const uint32_t next = order[at];
            swap_kinds(kinds->cells + at * kinds->width, kinds->cells + next * kinds->width,
                       kinds->width);
            order[at] = at;
            at = next;
        }
        order[at] = at;
    }
}

bool ontrack__kinds_sort(ontrack__kinds *kinds, const ontrack_allocator *allocator, uint32_t **map)
{
    const size_t count = kinds->count;
    ontrack__release(allocator, kinds->slots, kinds->slot_count, sizeof *kinds->slots);
    kinds->slots = NULL;
    kinds->slot_count = 0;
    uint32_t *order = ontrack__allocate(allocator, count, sizeof *order);
    uint32_t *numbers = ontrack__allocate(allocator, count, sizeof *numbers);
    const bool done = order != NULL && numbers != NULL && find_order(kinds, allocator, order);
    for (size_t i = 0; done && i < count; i++)
        numbers[order[i]] = (uint32_t)i;
    if (done) {
        reorder(kinds, order);
        *map = numbers;
    } else {
        ontrack__release(allocator, numbers, count, sizeof *numbers);
    }
    ontrack__release(allocator, order, count, sizeof *order);
    return done;
}

void ontrack__kinds_free(ontrack__kinds *kinds, const ontrack_allocator *allocator)
{
    ontrack__release(allocator, kinds->cells, kinds->capacity, kinds->width * sizeof *kinds->cells);
    ontrack__release(allocator, kinds->slots, kinds->slot_count, sizeof *kinds->slots);
    kinds->cells = NULL;
    kinds->slots = NULL;
    kinds->count = kinds->capacity = kinds->slot_count = 0;
    kinds->last = 0;
}
