#include "records/runs.h"

#include "support/failing.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS = 200, ROUNDS = 20000 };

typedef struct run {
    uint32_t *words;
    uint32_t count;
} run;

/* Word k of run i is i * 1000000 + k, whatever the order in which they grew. */
static bool grow_in_turns(const ontrack_allocator *allocator, unsigned most)
{
    ontrack__runs runs = {0};
    run all[RUNS] = {{NULL, 0}};
    unsigned random = 1;
    bool done = true;
    for (int round = 0; round < ROUNDS && done; round++) {
        random = random * 1103515245u + 12345u;
        run *one = &all[(random >> 8) % RUNS];
        uint32_t words[40];
        const uint32_t added = (random >> 20) % most;
        for (uint32_t i = 0; i < added; i++)
            words[i] = (uint32_t)(one - all) * 1000000 + one->count + i;
        done = ontrack__run_append(&runs, allocator, &one->words, &one->count, words, added);
        if (round % 1000 == 999 && done) { /* another may have the place */
            ontrack__run_leave(&runs, one->words, one->count);
            one->words = NULL;
            one->count = 0;
        }
    }
    for (uint32_t i = 0; i < RUNS && done; i++)
        for (uint32_t k = 0; k < all[i].count; k++)
            cr_assert_eq(all[i].words[k], i * 1000000 + k, "run %u, word %u", i, k);
    ontrack__runs_free(&runs, allocator);
    return done;
}

Test(runs, keep_their_words_wherever_they_move)
{
    static const unsigned most[] = {2, 3, 9, 40};
    for (size_t i = 0; i < sizeof most / sizeof *most; i++) {
        failing memory = {0, 0, 0, 0};
        const ontrack_allocator allocator = failing_allocator(&memory);
        cr_expect(grow_in_turns(&allocator, most[i]));
        cr_expect_eq(memory.live, 0);
        for (memory.fail_at = 1; memory.fail_at < 12; memory.fail_at++) {
            memory.calls = 0;
            cr_expect_eq(grow_in_turns(&allocator, most[i]), memory.calls < memory.fail_at);
            cr_expect_eq(memory.live, 0);
            cr_expect_eq(memory.bytes, 0);
        }
    }
}

Test(runs, nothing_appended_is_nothing)
{
    ontrack__runs runs = {0};
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    run one = {NULL, 0};
    cr_expect(ontrack__run_append(&runs, &allocator, &one.words, &one.count, NULL, 0));
    cr_expect(one.words == NULL && one.count == 0 && runs.blocks == NULL);
    ontrack__run_leave(&runs, one.words, one.count);
    ontrack__runs_free(&runs, &allocator);
}

Test(runs, the_newest_grows_where_it_is)
{
    ontrack__runs runs = {0};
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    run older = {NULL, 0}, newest = {NULL, 0};
    uint32_t word = 0;
    cr_assert(ontrack__run_append(&runs, &allocator, &older.words, &older.count, &word, 1));
    cr_assert(ontrack__run_append(&runs, &allocator, &newest.words, &newest.count, &word, 1));
    const uint32_t *before = newest.words;
    for (word = 1; word < 100; word++)
        cr_assert(ontrack__run_append(&runs, &allocator, &newest.words, &newest.count, &word, 1));
    cr_expect(newest.words == before, "no copies of a run that nothing follows");
    before = older.words;
    for (word = 1; word < 5; word++)
        cr_assert(ontrack__run_append(&runs, &allocator, &older.words, &older.count, &word, 1));
    cr_expect(older.words != before, "another lies behind it");
    for (word = 0; word < 100; word++)
        cr_expect_eq(newest.words[word], word);
    for (word = 0; word < 5; word++)
        cr_expect_eq(older.words[word], word);
    ontrack__runs_free(&runs, &allocator);
}
