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
    size_t before = 0;
    for (int i = 0; i <= TO - FROM; i++)
        before += in_it[i];
    cr_expect_eq(ontrack__day_set_size(&set), (int64_t)before);
    cr_expect_eq(ontrack__day_set_latest(&set, INT32_MAX), FROM + 399);
    cr_expect_eq(ontrack__day_set_latest(&set, INT32_MIN), ONTRACK_DATE_NONE);
    ontrack__day_set_free(&set, &allocator);
}

/* Counted, it says the same. */
Test(dayset, counted_beforehand_as_day_by_day)
{
    static const ontrack_date wild[] = {INT32_MIN, ONTRACK__FIRST_DAY, FROM, ONTRACK__LAST_DAY,
                                        INT32_MAX};
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    ontrack__day_set set = {0};
    uint64_t before[(TO - FROM) / ONTRACK__DAYS_EACH + 3];
    cr_assert(ontrack__day_set_reach(&set, &allocator, FROM, TO));
    cr_assert_leq(set.count + 1, sizeof before / sizeof *before);
    for (int i = 0; i <= TO - FROM; i++)
        ontrack__day_set_put(&set, FROM + i, i * 7919 % 3 == 0 && (i < 100 || i > 250));
    const ontrack__counted_days days = ontrack__count_days(&set, before);
    cr_expect_eq(ontrack__days_of(&days), ontrack__day_set_size(&set));
    for (int from = FROM - 70; from <= TO + 70; from += 7)
        for (int to = from - 1; to <= TO + 70; to++)
            cr_expect_eq(ontrack__days_from_to(&days, from, to),
                         to < from ? 0 : ontrack__day_set_count(&set, from, to), "%d to %d", from,
                         to);
    for (size_t i = 0; i < sizeof wild / sizeof *wild; i++)
        for (size_t k = i; k < sizeof wild / sizeof *wild; k++)
            cr_expect_eq(ontrack__days_from_to(&days, wild[i], wild[k]),
                         ontrack__day_set_count(&set, wild[i], wild[k]), "%d to %d", wild[i],
                         wild[k]);
    size_t index = 0;
    for (ontrack_date date = FROM; date <= TO; date++)
        if (ontrack__day_set_has(&set, date))
            cr_expect_eq(ontrack__nth_day(&days, index++), date, "day %d", date);
    ontrack__day_set_free(&set, &allocator);
}

Test(dayset, of_no_days_there_is_none)
{
    const ontrack__day_set set = {0};
    cr_expect_eq(ontrack__day_set_latest(&set, FROM), ONTRACK_DATE_NONE);
    cr_expect_eq(ontrack__day_set_count(&set, FROM, TO), 0);
    cr_expect_eq(ontrack__day_set_size(&set), 0);
    cr_expect_not(ontrack__day_set_has(&set, FROM));
}

static void expect_days(const ontrack__day_set *set, const ontrack_date *days, size_t count,
                        const char *label)
{
    cr_expect_eq(ontrack__day_set_size(set), (int64_t)count, "%s", label);
    for (size_t i = 0; i < count; i++)
        cr_expect(ontrack__day_set_has(set, days[i]), "%s: %d", label, days[i]);
}

Test(dayset, reaches_further_either_way_and_keeps_its_days)
{
    static const ontrack_date days[] = {
        20000, 20001, 20300, 19000, ONTRACK__LAST_DAY, ONTRACK__FIRST_DAY};
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    ontrack__day_set set = {0};
    for (size_t i = 0; i < 6; i++) {
        cr_assert(ontrack__day_set_reach(&set, &allocator, days[i], days[i]));
        ontrack__day_set_put(&set, days[i], true);
        expect_days(&set, days, i + 1, "one by one");
    }
    const uint64_t *before = set.words;
    cr_assert(ontrack__day_set_reach(&set, &allocator, 100, 200));
    cr_expect_eq(set.words, before, "it reached there already");
    ontrack__day_set_free(&set, &allocator);
}

Test(dayset, joined_it_has_the_days_of_both)
{
    static const ontrack_date all[] = {20000, 20070, 20300, 19000};
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    for (unsigned mine = 0; mine < 16; mine++) {
        ontrack__day_set set = {0}, other = {0};
        for (unsigned i = 0; i < 4; i++) {
            ontrack__day_set *to = mine >> i & 1 ? &set : &other;
            cr_assert(ontrack__day_set_reach(to, &allocator, all[i], all[i]));
            ontrack__day_set_put(to, all[i], true);
        }
        cr_assert(ontrack__day_set_join(&set, &allocator, &other));
        expect_days(&set, all, 4, "joined");
        ontrack__day_set_free(&set, &allocator);
        ontrack__day_set_free(&other, &allocator);
    }
}
