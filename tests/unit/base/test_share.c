#include "base/share.h"

#include "support/crew.h"
#include <criterion/criterion.h>
#include <string.h>

enum { ITEMS = 1000 };

typedef struct worked {
    int times[ITEMS];
    size_t most, fail_at, calls;
} worked;

static bool work(void *task, size_t worker, size_t first, size_t end)
{
    worked *self = task;
    (void)worker;
    for (size_t i = first; i < end; i++)
        self->times[i]++;
    return end <= self->fail_at;
}

static bool count_calls(void *task, size_t worker, size_t first, size_t end)
{
    worked *self = task;
    self->calls++;
    if (end - first > self->most) self->most = end - first;
    return work(task, worker, first, end);
}

Test(share, every_item_is_worked_on_once)
{
    static const size_t workers[] = {0, 1, 2, 7}, each[] = {1, 3, 256, ITEMS, 5000};
    for (size_t i = 0; i < 4 * 5; i++) {
        worked all = {.fail_at = ITEMS};
        test_crew threads;
        const ontrack_crew crew = test_crew_begin(&threads, workers[i / 5]);
        const ontrack_crew *lent = workers[i / 5] == 0 ? NULL : &crew;
        cr_assert_eq(ontrack__share(lent, ITEMS, each[i % 5], work, &all, NULL), ONTRACK_OK);
        for (size_t k = 0; k < ITEMS; k++)
            cr_assert_eq(all.times[k], 1, "%zu workers, %zu each: item %zu", workers[i / 5],
                         each[i % 5], k);
        test_crew_end(&threads);
    }
}

Test(share, no_piece_is_larger_than_asked_for)
{
    worked all = {.fail_at = ITEMS};
    cr_expect_eq(ontrack__share(NULL, ITEMS, 300, count_calls, &all, NULL), ONTRACK_OK);
    cr_expect_eq(all.most, 300);
    cr_expect_eq(all.calls, 4);
    cr_expect_eq(ontrack__share(NULL, 0, 300, count_calls, &all, NULL), ONTRACK_OK);
    cr_expect_eq(all.calls, 4, "nothing to do");
}

Test(share, work_ends_at_a_failure)
{
    worked all = {.fail_at = 300};
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_expect_eq(ontrack__share(NULL, ITEMS, 100, work, &all, &error), ONTRACK_NO_MEMORY);
    cr_expect_eq(all.times[399], 1);
    cr_expect_eq(all.times[400], 0);
}

static ontrack_status run_none(void *user, void (*task_work)(void *task, size_t worker), void *task)
{
    (void)user;
    (void)task_work;
    (void)task;
    return ONTRACK_OK;
}

static ontrack_status run_refused(void *user, void (*task_work)(void *task, size_t worker),
                                  void *task)
{
    (void)user;
    (void)task_work;
    (void)task;
    return ONTRACK_STOPPED;
}

Test(share, a_crew_that_does_nothing_leaves_it_to_the_caller)
{
    worked all = {.fail_at = ITEMS};
    test_crew threads;
    ontrack_crew crew = test_crew_begin(&threads, 2);
    crew.run = run_none;
    cr_expect_eq(ontrack__share(&crew, ITEMS, 10, work, &all, NULL), ONTRACK_OK);
    cr_expect_eq(all.times[ITEMS - 1], 1);
    crew.run = run_refused;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_expect_eq(ontrack__share(&crew, ITEMS, 10, work, &all, &error), ONTRACK_STOPPED);
    cr_expect_str_eq(error.message, "the crew ended the work");
    cr_expect_eq(all.times[ITEMS - 1], 1, "nothing is done after that");
    test_crew_end(&threads);
}

Test(share, a_crew_is_checked)
{
    test_crew threads;
    const ontrack_crew whole = test_crew_begin(&threads, 2);
    ontrack_crew lacking[6] = {whole, whole, whole, whole, whole, whole};
    lacking[0].struct_size = 8;
    lacking[1].workers = 0;
    lacking[2].workers = ONTRACK_CREW_MOST + 1;
    lacking[3].run = NULL;
    lacking[4].lock = NULL;
    lacking[5].unlock = NULL;
    for (size_t i = 0; i < 6; i++)
        cr_expect_eq(ontrack__crew_check(&lacking[i], NULL), ONTRACK_INVALID_ARGUMENT, "%zu", i);
    cr_expect_eq(ontrack__crew_check(&whole, NULL), ONTRACK_OK);
    cr_expect_eq(ontrack__crew_check(NULL, NULL), ONTRACK_OK);
    cr_expect_eq(ontrack__crew_workers(&whole), 2);
    cr_expect_eq(ontrack__crew_workers(NULL), 1);
    test_crew_end(&threads);
}
