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
