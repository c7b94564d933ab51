#include "records/kinds.h"

#include "base/alloc.h"
#include "support/failing.h"
#include <criterion/criterion.h>

/* Distinct pairs, each added twice in another order, with a failing allocator. */
static bool add_pairs(const ontrack_allocator *allocator)
{
    ontrack__kinds kinds = {.width = 2};
    bool done = true;
    for (int32_t round = 0; round < 2 && done; round++)
        for (int32_t i = 0; i < 100 && done; i++) {
            const int32_t cells[2] = {i % 10, i / 10};
            uint32_t kind = 999;
            done = ontrack__kinds_add(&kinds, allocator, cells, &kind);
            if (!done) continue;
            cr_assert_eq(kind, (uint32_t)i, "a number is kept");
            cr_assert_eq(ontrack__kind_cells(&kinds, kind)[0], i % 10);
            cr_assert_eq(ontrack__kind_cells(&kinds, kind)[1], i / 10);
        }
    cr_assert(!done || kinds.count == 100);
    ontrack__kinds_free(&kinds, allocator);
    return done;
}

Test(kinds, each_combination_has_one_number)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (memory.fail_at = 1;; memory.fail_at++) {
        memory.calls = 0;
        const bool done = add_pairs(&allocator);
        cr_assert_eq(memory.live, 0);
        cr_assert_eq(done, memory.calls < memory.fail_at);
        if (done) break;
    }
}

/* Kinds come in the order of their cells, first cell first, and the map leads from old to new. */
static bool sort_pairs(const ontrack_allocator *allocator, int32_t count, int32_t step)
{
    ontrack__kinds kinds = {.width = 2};
    uint32_t kind, *map = NULL;
    bool done = true;
    for (int32_t i = 0; i < count && done; i++) {
        const int32_t number = i * step % count - count / 2; /* negative ones, too */
        const int32_t cells[2] = {number / 7, number};
        done = ontrack__kinds_add(&kinds, allocator, cells, &kind);
    }
    done = done && ontrack__kinds_sort(&kinds, allocator, &map);
    for (int32_t i = 0; i < count && done; i++) {
        const int32_t number = i * step % count - count / 2;
        cr_assert_eq(ontrack__kind_cells(&kinds, map[i])[0], number / 7);
        cr_assert_eq(ontrack__kind_cells(&kinds, map[i])[1], number, "old number %d", i);
        cr_assert_eq(map[i], (uint32_t)(number + count / 2), "%d kinds by %d", count, step);
    }
    if (done) ontrack__release(allocator, map, kinds.count, sizeof *map);
    ontrack__kinds_free(&kinds, allocator);
    return done;
}

Test(kinds, sorted_they_follow_their_cells)
{
    static const int32_t counts[] = {1, 2, 17, 100}, steps[] = {1, 37};
    for (size_t i = 0; i < 8; i++) {
        failing memory = {0, 0, 0, 0};
        const ontrack_allocator allocator = failing_allocator(&memory);
        for (memory.fail_at = 1;; memory.fail_at++) {
            memory.calls = 0;
            const bool done = sort_pairs(&allocator, counts[i / 2], steps[i % 2]);
            cr_assert_eq(memory.live, 0);
            cr_assert_eq(memory.bytes, 0);
            cr_assert_eq(done, memory.calls < memory.fail_at);
            if (done) break;
        }
    }
}

/* Cells that are near and far apart, more of them than fit into one number. */
Test(kinds, wide_ones_follow_every_cell)
{
    enum { WIDTH = 5, COUNT = 3000 };
    static const int32_t values[] = {INT32_MIN, -1, 0, 1, 7, 5000, INT32_MAX};
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    for (int near = 0; near < 2; near++) {
        ontrack__kinds kinds = {.width = WIDTH};
        uint32_t random = 1, kind, *map = NULL;
        for (int i = 0; i < COUNT; i++) {
            int32_t cells[WIDTH];
            for (int k = 0; k < WIDTH; k++) {
                random = random * 1103515245u + 12345u;
                cells[k] = near ? (int32_t)(random >> 16) % 5 - 2 : values[(random >> 16) % 7];
            }
            cr_assert(ontrack__kinds_add(&kinds, &allocator, cells, &kind));
        }
        cr_assert(ontrack__kinds_sort(&kinds, &allocator, &map));
        for (uint32_t i = 1; i < kinds.count; i++) {
            const int32_t *before = ontrack__kind_cells(&kinds, i - 1);
            const int32_t *cells = ontrack__kind_cells(&kinds, i);
            size_t at = 0;
            while (at < WIDTH - 1 && before[at] == cells[at])
                at++;
            cr_assert_lt(before[at], cells[at], "kind %u, cell %zu", i, at);
        }
        ontrack__release(&allocator, map, kinds.count, sizeof *map);
        ontrack__kinds_free(&kinds, &allocator);
    }
}

/* Found among those that were added, whether the slots grew since or there are none yet. */
Test(kinds, one_is_found_by_its_cells)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    ontrack__kinds kinds = {.width = 3};
    uint32_t kind = 7;
    const int32_t first[3] = {0, 0, 0};
    cr_assert_not(ontrack__kinds_find(&kinds, 3, first, &kind), "there is none");
    for (int32_t i = 0; i < 200; i++) {
        const int32_t cells[3] = {i % 7, -i, i / 7};
        cr_assert_not(ontrack__kinds_find(&kinds, 3, cells, &kind), "%d before it was added", i);
        cr_assert(ontrack__kinds_add(&kinds, &allocator, cells, &kind));
        for (int32_t k = 0; k <= i; k++) {
            const int32_t others[3] = {k % 7, -k, k / 7};
            cr_assert(ontrack__kinds_find(&kinds, 3, others, &kind));
            cr_assert_eq(kind, (uint32_t)k);
        }
    }
    ontrack__kinds_free(&kinds, &allocator);
}
