#include "records/piles.h"

#include "support/failing.h"
#include <criterion/criterion.h>

enum { STUDENTS = 600, MARKS = 20000 };

/* A student of a few piles; most marks are those of some students. */
static uint32_t student_of(uint32_t mark)
{
    return mark * 2654435761u % (mark % 3 == 0 ? STUDENTS : 40);
}

static bool put(ontrack__piles *piles, ontrack__runs *runs, const ontrack_allocator *allocator,
                uint32_t student, uint32_t word)
{
    return ontrack__piles_put(piles, student, word) ||
           ontrack__piles_put_anew(piles, runs, allocator, student, word);
}

/* How many marks lie on a pile: each a student's of it, and in the order of arrival. */
static uint32_t check_pile(const ontrack__pile *pile, uint32_t number)
{
    uint32_t found = 0, before = 0;
    for (const ontrack__sheet *sheet = pile->first; sheet != NULL; sheet = sheet->next)
        for (uint32_t i = 0; i < ontrack__sheet_count(pile, sheet); i++, found++) {
            const uint32_t mark = sheet->words[i];
            cr_assert_eq(student_of(mark), number * ONTRACK__PILE_STUDENTS + sheet->students[i]);
            cr_assert(found == 0 || mark > before, "mark %u", mark);
            before = mark;
        }
    return found;
}

Test(piles, keep_every_mark_in_the_order_of_arrival)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    ontrack__piles piles = {0};
    ontrack__runs runs = {0};
    uint32_t found = 0;
    cr_assert(ontrack__piles_reach(&piles, &allocator, 1));
    cr_expect_eq(piles.count, 1);
    cr_assert(ontrack__piles_reach(&piles, &allocator, STUDENTS));
    cr_expect_eq(piles.count, 3);
    for (uint32_t mark = 0; mark < MARKS; mark++)
        cr_assert(put(&piles, &runs, &allocator, student_of(mark), mark));
    for (uint32_t i = 0; i < piles.count; i++)
        found += check_pile(&piles.items[i], i);
    cr_expect_eq(found, MARKS);
    ontrack__piles_free(&piles, &allocator);
    ontrack__runs_free(&runs, &allocator);
    cr_expect_eq(memory.live, 0);
}

Test(piles, what_is_dealt_out_makes_room_for_runs)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    ontrack__piles piles = {0};
    ontrack__runs runs = {0};
    cr_assert(ontrack__piles_reach(&piles, &allocator, 1));
    for (uint32_t mark = 0; mark < MARKS; mark++)
        cr_assert(put(&piles, &runs, &allocator, 0, mark));
    ontrack__pile_leave(&piles.items[0], &runs);
    cr_expect_eq(check_pile(&piles.items[0], 0), 0);
    const size_t before = memory.calls;
    for (uint32_t i = 0; i < MARKS / ONTRACK__SHEET_MARKS * 8; i++) {
        uint32_t *run = NULL;
        cr_assert(ontrack__run_reserve(&runs, &allocator, &run, 0, ONTRACK__SHEET_WORDS / 8));
    }
    cr_expect_eq(memory.calls, before, "a sheet is cut into places");
    ontrack__piles_free(&piles, &allocator);
    ontrack__runs_free(&runs, &allocator);
}

Test(piles, a_mark_refused_for_memory_leaves_them_as_they_were)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    ontrack__piles piles = {0};
    ontrack__runs runs = {0};
    memory.fail_at = 1;
    cr_expect_not(ontrack__piles_reach(&piles, &allocator, 1));
    cr_expect_null(piles.items);
    cr_assert(ontrack__piles_reach(&piles, &allocator, 1));
    memory.fail_at = memory.calls + 1;
    cr_expect_not(put(&piles, &runs, &allocator, 0, 0));
    cr_expect_eq(check_pile(&piles.items[0], 0), 0);
    cr_expect(put(&piles, &runs, &allocator, 0, 0));
    cr_expect_eq(check_pile(&piles.items[0], 0), 1);
    ontrack__piles_free(&piles, &allocator);
    ontrack__runs_free(&runs, &allocator);
    cr_expect_eq(memory.live, 0);
}
