#include "base/keyed.h"

#include <string.h>

/* FEW: they are compared. */
enum { FEW = 24, KEY_BITS = 64, DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS };

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

/* ---- by the highest bits, then those behind them; without memory of its own ---- */

static size_t digit_of(uint64_t key, int shift)
{
    return (size_t)(key >> shift & (DIGITS - 1));
}

/* ends[d]: where the items of that digit end. */
static void find_ends(const ontrack__keyed *items, size_t count, int shift, size_t ends[DIGITS])
{
    memset(ends, 0, DIGITS * sizeof *ends);
    for (size_t i = 0; i < count; i++)
        ends[digit_of(items[i].key, shift)]++;
    for (size_t digit = 1; digit < DIGITS; digit++)
        ends[digit] += ends[digit - 1];
}

/* Deals the items out by a digit: each that is out of place takes the place of another. */
static void deal(ontrack__keyed *items, int shift, const size_t ends[DIGITS])
{
    size_t next[DIGITS] = {0};
    memcpy(next + 1, ends, (DIGITS - 1) * sizeof *next);
    for (size_t digit = 0; digit < DIGITS; digit++)
        while (next[digit] < ends[digit]) {
            ontrack__keyed moving = items[next[digit]];
            for (size_t to; (to = digit_of(moving.key, shift)) != digit;) {
                const ontrack__keyed other = items[next[to]];
                items[next[to]++] = moving;
                moving = other;
            }
            items[next[digit]++] = moving;
        }
}

/* Of the keys so many low bits are left that may differ. */
static bool sort_part(const ontrack_allocator *allocator, ontrack__keyed *items, size_t count,
                      int bits, const comparing *by)
{
    if (count <= FEW || bits == 0)
        return ontrack__sort(allocator, items, count, sizeof *items, compare_items, by);
    const int shift = bits > DIGIT_BITS ? bits - DIGIT_BITS : 0;
    size_t ends[DIGITS];
    bool done = true;
    find_ends(items, count, shift, ends);
    deal(items, shift, ends);
    for (size_t digit = 0, first = 0; digit < DIGITS && done; first = ends[digit++])
        done = sort_part(allocator, items + first, ends[digit] - first, shift, by);
    return done;
}

bool ontrack__sort_keyed(const ontrack_allocator *allocator, ontrack__keyed *items, size_t count,
                         ontrack__compare *compare, const void *context)
{
    const comparing by = {compare, context};
    const int bits = count > FEW ? squeeze(items, count) : KEY_BITS;
    return sort_part(allocator, items, count, bits, &by);
}
