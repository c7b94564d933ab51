#include "records/dayset.h"

#include <criterion/criterion.h>

enum { FROM = 20000, TO = 20400 };

/* A set against a plain list of which days are in it. */
Test(dayset, counts_and_finds_as_a_list_would)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    ontrack__day_set set = {0};
    bool in_it[TO - FROM + 1] = {false};
    cr_assert(ontrack__day_set_reach(&set, &allocator, FROM, TO));
    for (int i = 0; i <= TO - FROM; i++) {
        in_it[i] = i * 7919 % 3 == 0 && (i < 100 || i > 250);
        ontrack__day_set_put(&set, FROM + i, true);
        if (!in_it[i]) ontrack__day_set_put(&set, FROM + i, false);
    }
    for (int from = -70; from <= TO - FROM + 70; from += 13) {
        ontrack_date latest = ONTRACK_DATE_NONE;
        int64_t count = 0;
        for (int i = 0; i <= TO - FROM; i++)
            if (in_it[i] && i <= from) latest = FROM + i;
        cr_expect_eq(ontrack__day_set_latest(&set, FROM + from), latest, "until %d", from);
        for (int to = from; to <= TO - FROM + 70; to++) {
            count += to >= 0 && to <= TO - FROM && in_it[to];
            cr_expect_eq(ontrack__day_set_count(&set, FROM + from, FROM + to), count, "%d to %d",
                         from, to);
        }
    }
    cr_expect_eq(ontrack__day_set_latest(&set, INT32_MAX), FROM + 399);
    cr_expect_eq(ontrack__day_set_latest(&set, INT32_MIN), ONTRACK_DATE_NONE);
    ontrack__day_set_free(&set, &allocator);
}

Test(dayset, of_no_days_there_is_none)
{
    const ontrack__day_set set = {0};
    cr_expect_eq(ontrack__day_set_latest(&set, FROM), ONTRACK_DATE_NONE);
    cr_expect_eq(ontrack__day_set_count(&set, FROM, TO), 0);
    cr_expect_not(ontrack__day_set_has(&set, FROM));
}
