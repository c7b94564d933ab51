#include "base/keyed.h"

#include <string.h>

/* FEW: they are compared. */
enum { FEW = 64, KEY_BITS = 64, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

typedef struct comparing {
    ontrack__compare *compare;
    const void *context;
} comparing;

static int compare_items(const void *a, const void *b, const void *context)
{
    const ontrack__keyed *left = a, *right = b;
    const comparing *by = context;
    if (left->key != right->key) return left->key < right->key ? -1 : 1;
    if (left->more != right->more) return left->more < right->more ? -1 : 1;
    return by->compare(a, b, by->context);
}

/* ---- bits that are the same in all keys are left out ---- */

typedef struct bit_run {
    int shift; /* of the run's bits in a key, and how many they are */
    int size;
} bit_run;

/* The runs of set bits, the highest first; returns how many. */
static size_t find_runs(uint64_t bits, bit_run runs[KEY_BITS / 2])
{
    size_t count = 0;
    for (int at = KEY_BITS - 1; at >= 0; at--) {
        if ((bits >> at & 1) == 0) continue;
        const bool goes_on = at < KEY_BITS - 1 && (bits >> (at + 1) & 1) != 0;
        if (!goes_on) runs[count++] = (bit_run){at, 0};
        runs[count - 1].shift = at;
        runs[count - 1].size++;
    }
    return count;
}

/* Leaves the bits that differ, which keeps the order; returns how many they are. */
static int squeeze(ontrack__keyed *items, size_t count)
{
    bit_run runs[KEY_BITS / 2];
    uint64_t differ = 0;
    int bits = 0;
    for (size_t i = 1; i < count; i++)
        differ |= items[i].key ^ items[0].key;
    const size_t run_count = find_runs(differ, runs);
    for (size_t i = 0; i < run_count; i++)
        bits += runs[i].size;
    for (size_t i = 0; i < count && bits < KEY_BITS; i++) {
        uint64_t key = 0;
        for (size_t run = 0; run < run_count; run++)
            key = key << runs[run].size |
                  (items[i].key >> runs[run].shift & ((UINT64_C(1) << runs[run].size) - 1));
        items[i].key = key;
    }
    return bits;
}

/* ---- by some bits after others, the lowest first ---- */

static size_t digit_of(uint64_t key, int shift)
{
    return (size_t)(key >> shift & (DIGITS - 1));
}

/* places[d]: where the items of that digit begin. */
static void find_places(const ontrack__keyed *items, size_t count, int shift,
                        uint32_t places[DIGITS])
{
    uint32_t next = 0;
    memset(places, 0, DIGITS * sizeof *places);
    for (size_t i = 0; i < count; i++)
        places[digit_of(items[i].key, shift)]++;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        const uint32_t some = places[digit];
        places[digit] = next;
        next += some;
    }
}

/* Sorts by the keys alone. */
static void sort_by_key(ontrack__keyed *items, ontrack__keyed *spare, size_t count)
{
    uint32_t places[DIGITS];
    ontrack__keyed *from = items, *to = spare;
    const int bits = squeeze(items, count);
    for (int shift = 0; shift < bits; shift += DIGIT_BITS) {
        find_places(from, count, shift, places);
        for (size_t i = 0; i < count; i++)
            to[places[digit_of(from[i].key, shift)]++] = from[i];
        ontrack__keyed *swap = from;
        from = to;
        to = swap;
    }
    if (from != items) memcpy(items, from, count * sizeof *items);
}

bool ontrack__sort_keyed(const ontrack_allocator *allocator, ontrack__keyed *items, size_t count,
                         ontrack__compare *compare, const void *context)
{
    const comparing by = {compare, context};
    bool done = true;
    if (count <= FEW || count > UINT32_MAX)
        return ontrack__sort(allocator, items, count, sizeof *items, compare_items, &by);
    ontrack__keyed *spare = ontrack__allocate(allocator, count, sizeof *spare);
    if (spare == NULL) return false;
    sort_by_key(items, spare, count);
    ontrack__release(allocator, spare, count, sizeof *spare);
    for (size_t first = 0, end = 0; end < count && done; first = end) {
        while (end < count && items[end].key == items[first].key)
            end++;
        if (end - first > 1)
            done = ontrack__sort(allocator, items + first, end - first, sizeof *items,
                                 compare_items, &by);
    }
    return done;
}
