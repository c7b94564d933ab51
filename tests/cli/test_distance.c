#include "distance.h"

#include <criterion/criterion.h>
#include <string.h>

enum { DAY = 10000 };

/* What distance_days_ahead() promises, tried day by day. */
static int64_t count_ahead(int64_t present, int64_t days, int64_t bar, bool or_equal)
{
    int64_t left = present * 10000, right = bar * days;
    bool upper = or_equal ? left >= right : left > right;
    for (int64_t k = 1; k < 3000; k++) {
        int64_t p = present + (upper ? 0 : k), d = days + k;
        bool now = or_equal ? p * 10000 >= bar * d : p * 10000 > bar * d;
        if (now != upper) return k;
    }
    return -1;
}

static int64_t count_within(int64_t present, int64_t days, int64_t bar, bool or_equal)
{
    int64_t left = present * 10000, right = bar * days;
    bool upper = or_equal ? left >= right : left > right;
    for (int64_t k = 1; k <= days; k++) {
        int64_t p = present + (upper ? -k : k);
        if (p < 0 || p > days) return -1;
        bool now = or_equal ? p * 10000 >= bar * days : p * 10000 > bar * days;
        if (now != upper) return k;
    }
    return -1;
}

Test(distance, every_small_rate)
{
    static const int64_t bars[] = {0, 5000, 8000, 9000, 9001, 9500, 10000};
    for (size_t b = 0; b < sizeof bars / sizeof *bars; b++)
        for (int64_t days = 1; days <= 40; days++)
            for (int64_t present = 0; present <= days; present++)
                for (int or_equal = 0; or_equal < 2; or_equal++) {
                    cr_assert_eq(
                        distance_days_ahead(present * DAY, days * DAY, DAY, bars[b], or_equal),
                        count_ahead(present, days, bars[b], or_equal),
                        "ahead: %d of %d, bar %d, %d", (int)present, (int)days, (int)bars[b],
                        or_equal);
                    cr_assert_eq(
                        distance_days_within(present * DAY, days * DAY, DAY, bars[b], or_equal),
                        count_within(present, days, bars[b], or_equal),
                        "within: %d of %d, bar %d, %d", (int)present, (int)days, (int)bars[b],
                        or_equal);
                }
}

static ontrack_value ratio(int64_t part, int64_t whole)
{
    return ontrack_value_ratio(part * DAY, whole * DAY);
}

static const char rules_json[] =
    "{\"ontrack\": 1, \"id\": \"t\", \"version\": \"1\", \"levels\": [\"good\", \"bad\"],"
    " \"measures\": {\"recent\": {\"measure\": \"attendance.rate\","
    "   \"window\": {\"last_instructional_days\": 20}}},"
    " \"rules\": [{\"id\": \"r\", \"indicator\": \"attendance\", \"level\": \"bad\","
    "   \"when\": \"attendance.rate < 0.9 || recent < 0.9 || credits.failures > 1\","
    "   \"because\": \"r\"}]}";

static const struct {
    const char *label, *name, *operator_;
    bool named_right;
    int kind; /* 0: ratio part/whole; 1: count part; 2: decimal part */
    int64_t part, whole;
    int64_t bar; /* ten-thousandths */
    bool holds, alone;
    const char *expected;
} rows[] = {
    {"a rate above", "attendance.rate", "<", false, 0, 31, 34, 9000, false, true,
     "attendance.rate is 0.9118, 0.0118 above 0.9; 1 more absent day, the next one, would flag"},
    {"a rate below", "attendance.rate", "<", false, 0, 8, 10, 9000, true, true,
     "attendance.rate is 0.8, 0.1 below 0.9; 10 more present days, the next ones, would clear it"},
    {"exactly the bar", "attendance.rate", "<", false, 0, 9, 10, 9000, false, true,
     "attendance.rate is exactly 0.9; 1 more absent day, the next one, would flag"},
    {"a rate in a window", "recent", "<", false, 0, 19, 20, 9000, false, true,
     "recent is 0.95, 0.05 above 0.9; 2 more counted absent days in a window of as many days would "
     "flag"},
    {"close to the bar", "attendance.rate", "<", false, 0, 90001, 100000, 9000, false, false,
     "attendance.rate is 0.90001, 0.00001 above 0.9; 2 more absent days, the next ones, would turn "
     "this part of the condition over"},
    {"a count below", "credits.failures", ">=", false, 1, 0, 1, 20000, false, true,
     "credits.failures is 0, 2 below 2; 2 more would flag"},
    {"a count above", "credits.failures", ">=", false, 1, 3, 1, 20000, true, true,
     "credits.failures is 3, 1 above 2; 2 fewer would clear it"},
    {"a count at a strict bar", "credits.failures", ">", false, 1, 2, 1, 20000, false, true,
     "credits.failures is exactly 2; 1 more would flag"},
    {"a count and a broken bar", "credits.failures", ">", false, 1, 2, 1, 15000, true, true,
     "credits.failures is 2, 0.5 above 1.5; 1 fewer would clear it"},
    {"the name on the right", "credits.failures", "<=", true, 1, 1, 1, 20000, false, true,
     "credits.failures is 1, 1 below 2; 1 more would flag"},
    {"credits", "credits.attainable", "<", false, 2, 55000, 1, 60000, true, true,
     "credits.attainable is 5.5, 0.5 below 6"},
    {"an expression", NULL, "<", false, 2, 55000, 1, 60000, true, true,
     "the left side is 5.5, 0.5 below 6"},
    {"no order", "credits.failures", "==", false, 1, 1, 1, 20000, false, true,
     "credits.failures is 1, 1 below 2"},
};

static ontrack_value margin_of(const ontrack_value *value, int64_t bar)
{
    if (value->kind == ONTRACK_KIND_RATIO) {
        int64_t lead = value->number * 10000 - bar * value->denominator;
        return ontrack_value_ratio(lead < 0 ? -lead : lead, value->denominator * 10000);
    }
    int64_t number = value->kind == ONTRACK_KIND_COUNT ? value->number * 10000 : value->number;
    return ontrack_value_decimal(number < bar ? bar - number : number - bar);
}

Test(distance, sentences)
{
    ontrack_ruleset *ruleset = NULL;
    cr_assert_eq(ontrack_ruleset_load(ontrack_text_of(rules_json), NULL, &ruleset, NULL),
                 ONTRACK_OK);
    distance_view view = {ruleset, true, true};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[DISTANCE_SIZE];
        ontrack_value value = rows[i].kind == 0   ? ratio(rows[i].part, rows[i].whole)
                              : rows[i].kind == 1 ? ontrack_value_count(rows[i].part)
                                                  : ontrack_value_decimal(rows[i].part);
        ontrack_value bar = ontrack_value_decimal(rows[i].bar);
        ontrack_comparison comparison = {1,
                                         1,
                                         rows[i].operator_,
                                         rows[i].named_right ? NULL : rows[i].name,
                                         rows[i].named_right ? rows[i].name : NULL,
                                         rows[i].named_right ? bar : value,
                                         rows[i].named_right ? value : bar,
                                         rows[i].holds,
                                         margin_of(&value, rows[i].bar)};
        distance_describe(&comparison, &view, rows[i].alone, text);
        cr_expect_str_eq(text, rows[i].expected, "%s: %s", rows[i].label, text);
    }
    ontrack_ruleset_free(ruleset);
}

Test(distance, says_nothing_of_days_that_it_cannot_count)
{
    ontrack_ruleset *ruleset = NULL;
    cr_assert_eq(ontrack_ruleset_load(ontrack_text_of(rules_json), NULL, &ruleset, NULL),
                 ONTRACK_OK);
    distance_view view = {ruleset, false, false};
    char text[DISTANCE_SIZE];
    ontrack_value value = ratio(31, 34);
    ontrack_comparison comparison = {1,
                                     1,
                                     "<",
                                     "attendance.rate",
                                     NULL,
                                     value,
                                     ontrack_value_decimal(9000),
                                     false,
                                     margin_of(&value, 9000)};
    distance_describe(&comparison, &view, true, text);
    cr_expect_str_eq(text, "attendance.rate is 0.9118, 0.0118 above 0.9");
    ontrack_ruleset_free(ruleset);
}
