#include "records/kinds.h"

#include "base/bits.h"
#include "base/keyed.h"

#include <string.h>

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
    if (kinds->count > 0 &&
        ontrack__cells_same(ontrack__kind_cells(kinds, *kind), cells, kinds->width))
        return true;
    if (!grow_slots(kinds, allocator)) return false;
    const uint32_t hash = ontrack__cells_hash(cells, kinds->width);
    ontrack__kind_slot *slot = ontrack__kind_slot_of(kinds, kinds->width, cells, hash);
    if (slot->number == 0) {
        if (!grow_cells(kinds, allocator)) return false;
        memcpy(kinds->cells + kinds->count * kinds->width, cells, kinds->width * sizeof *cells);
        slot->hash = hash;
        slot->number = (uint32_t)++kinds->count;
    }
    *kind = kinds->last = slot->number - 1;
    return true;
}

/* ---- order ---- */

static int compare_kinds(const ontrack__kinds *kinds, uint32_t a, uint32_t b)
{
    const int32_t *cells = ontrack__kind_cells(kinds, a), *others = ontrack__kind_cells(kinds, b);
    for (size_t i = 0; i < kinds->width; i++)
        if (cells[i] != others[i]) return cells[i] < others[i] ? -1 : 1;
    return 0;
}

static int compare_keyed(const void *a, const void *b, const void *context)
{
    const ontrack__keyed *left = a, *right = b;
    return compare_kinds(context, left->number, right->number);
}

static bool is_in_order(const ontrack__kinds *kinds)
{
    for (uint32_t i = 1; i < kinds->count; i++)
        if (compare_kinds(kinds, i - 1, i) > 0) return false;
    return true;
}

/* Bits that the cells of a column take once counted from *lowest. */
static int bits_of(const ontrack__kinds *kinds, size_t column, int32_t *lowest)
{
    const int32_t *cell = kinds->cells + column;
    int32_t highest = *lowest = *cell;
    for (size_t i = 0; i < kinds->count; i++, cell += kinds->width) {
        if (*cell < *lowest) *lowest = *cell;
        if (*cell > highest) highest = *cell;
    }
    const uint32_t range = (uint32_t)highest - (uint32_t)*lowest;
    return range == 0 ? 0 : ontrack__highest_bit(range) + 1;
}

/* As many of the first cells as fit into a key, so that few kinds need a second look. */
static void set_keys(const ontrack__kinds *kinds, ontrack__keyed *items)
{
    int left = 64;
    for (size_t column = 0; column < kinds->width; column++) {
        int32_t lowest;
        const int bits = bits_of(kinds, column, &lowest);
        if (bits > left) return;
        left -= bits;
        const int32_t *cell = kinds->cells + column;
        for (size_t i = 0; i < kinds->count; i++, cell += kinds->width)
            items[i].key = items[i].key << bits | ((uint32_t)*cell - (uint32_t)lowest);
    }
}

/* order[new] = old. */
static bool find_order(const ontrack__kinds *kinds, const ontrack_allocator *allocator,
                       uint32_t *order)
{
    for (size_t i = 0; i < kinds->count; i++)
        order[i] = (uint32_t)i;
    if (is_in_order(kinds)) return true;
    ontrack__keyed *items = ontrack__allocate_zero(allocator, kinds->count, sizeof *items);
    if (items == NULL) return false;
    for (size_t i = 0; i < kinds->count; i++)
        items[i].number = (uint32_t)i;
    if (kinds->count > 0) set_keys(kinds, items);
    const bool done = ontrack__sort_keyed(allocator, items, kinds->count, compare_keyed, kinds);
    for (size_t i = 0; i < kinds->count; i++)
        order[i] = items[i].number;
    ontrack__release(allocator, items, kinds->count, sizeof *items);
    return done;
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
