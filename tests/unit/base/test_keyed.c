#include "base/keyed.h"

#include "support/failing.h"
#include <criterion/criterion.h>
#include <string.h>

enum { MOST = 5000 };

/* What nothing else tells apart stands in the order of the numbers. */
static int compare_numbers(const void *a, const void *b, const void *context)
{
    const ontrack__keyed *left = a, *right = b;
    (void)context;
    return left->number < right->number ? -1 : left->number > right->number;
}

typedef struct thing {
    uint64_t key;
    uint32_t more;
} thing;

static uint32_t next_random(uint32_t *random)
{
    *random = *random * 1103515245u + 12345u;
    return *random >> 8;
}

/* `mask` says which bits of the keys may differ; `mores` how many values more may have. */
static void make_things(thing *things, uint64_t mask, uint32_t mores)
{
    uint32_t random = 5;
    for (size_t i = 0; i < MOST; i++) {
        const uint64_t high = next_random(&random), low = next_random(&random);
        const uint64_t key = (high << 40 ^ low << 20 ^ next_random(&random)) & mask;
        things[i] =
            (thing){key | (UINT64_C(0x5A5A5A5A5A5A5A5A) & ~mask), next_random(&random) % mores};
    }
}

static bool is_in_order(const thing *things, const ontrack__keyed *a, const ontrack__keyed *b)
{
    const thing *left = &things[a->number], *right = &things[b->number];
    if (left->key != right->key) return left->key < right->key;
    if (left->more != right->more) return left->more < right->more;
    return a->number < b->number;
}

static bool sort_things(const ontrack_allocator *allocator, const thing *things, size_t count)
{
    static ontrack__keyed items[MOST];
    static bool seen[MOST];
    memset(seen, 0, sizeof seen);
    for (size_t i = 0; i < count; i++)
        items[i] = (ontrack__keyed){things[count - 1 - i].key, things[count - 1 - i].more,
                                    (uint32_t)(count - 1 - i)};
    const bool done = ontrack__sort_keyed(allocator, items, count, compare_numbers, NULL);
    for (size_t i = 0; i < count; i++) {
        cr_assert_not(seen[items[i].number], "each is there once");
        seen[items[i].number] = true;
        if (done && i > 0)
            cr_assert(is_in_order(things, &items[i - 1], &items[i]), "%zu of %zu", i, count);
    }
    return done;
}

Test(keyed, items_follow_key_then_more_then_the_comparison)
{
    static const struct {
        const char *label;
        uint64_t mask;
        uint32_t mores;
    } rows[] = {
        {"every bit", UINT64_MAX, 1},
        {"every other bit", UINT64_C(0x5555555555555555), 1},
        {"digits", UINT64_C(0x0F0F0F0F0F0F0F0F), 1},
        {"the ends", UINT64_C(0xE000000000000007), 1000},
        {"one bit", UINT64_C(1) << 33, 3},
        {"none", 0, 7},
        {"nothing at all", 0, 1},
    };
    static const size_t counts[] = {0, 1, 2, 64, 65, 200, MOST};
    static thing things[MOST];
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        make_things(things, rows[row].mask, rows[row].mores);
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
            cr_assert(sort_things(&allocator, things, counts[i]), "%s", rows[row].label);
    }
}

Test(keyed, items_are_all_there_when_memory_is_out)
{
    static thing things[MOST];
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    make_things(things, 0xFF, 1);
    for (memory.fail_at = 1;; memory.fail_at++) {
        memory.calls = 0;
        const bool done = sort_things(&allocator, things, MOST);
        cr_assert_eq(memory.live, 0);
        cr_assert_eq(done, memory.calls < memory.fail_at);
        if (done) break;
    }
}
