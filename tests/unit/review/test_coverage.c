/* What tests reach: every rule fired and clear, every comparison both ways. */
#include "unit/review/support.h"

static void measure(ontrack_ruleset *rules, ontrack_coverage **coverage)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_test_options options = ONTRACK_TEST_OPTIONS_INIT;
    cr_assert_eq(ontrack_coverage_new(rules, coverage, &error), ONTRACK_OK);
    options.coverage = *coverage;
    cr_assert_eq(ontrack_ruleset_test_run(rules, &options, NULL, &error), ONTRACK_OK, "%s",
                 error.message);
}

/* "absent 1:17 attendance.rate <= params.rate 1/0/0/1" for each thing. */
static void describe(const ontrack_coverage *coverage, char *out, size_t size)
{
    size_t at = 0;
    for (size_t i = 0; i < ontrack_coverage_count(coverage); i++) {
        const ontrack_covered *item = ontrack_coverage_at(coverage, i);
        at += (size_t)snprintf(out + at, size - at, "%s %d:%d %s %d/%d/%d/%d\n", item->rule,
                               (int)item->line, (int)item->column, item->text, (int)item->yes,
                               (int)item->no, (int)item->unknown, (int)item->equal);
    }
    cr_expect_null(ontrack_coverage_at(coverage, ontrack_coverage_count(coverage)));
}

Test(coverage, counts_each_side)
{
    char text[2048];
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_coverage *coverage = NULL;
    ontrack_ruleset *rules = load_with(
        "[{\"name\": \"a\", \"given\": {\"attendance.rate\": 0.9, \"attendance.days_enrolled\": "
        "20, \"late_rate\": 0.4, \"credits.earned\": 6}, \"expect\": {\"flags\": [\"absent\"]}},"
        "{\"name\": \"b\", \"given\": {\"behavior.incidents\": 1, \"score\": 2, "
        "\"credits.earned\": 5}, \"params\": {\"rate\": 0.5}, \"expect\": {\"flags\": "
        "[\"credits\"]}},"
        "{\"name\": \"c\", \"given\": {\"student.grade_level\": \"10\"}, \"expect\": {\"applies\": "
        "false}}]",
        &error);
    cr_assert_not_null(rules, "%s %s", error.path, error.message);
    measure(rules, &coverage);
    describe(coverage, text, sizeof text);
    cr_expect_str_eq(text,
                     " 0:0 student.grade_level == '09' 2/1/0/0\n"
                     "absent 0:0 attendance.rate <= params.rate || late_rate < 0.5 1/0/1/0\n"
                     "absent 1:17 attendance.rate <= params.rate 1/0/0/1\n"
                     "absent 1:45 late_rate < 0.5 1/0/0/0\n"
                     "credits 0:0 credits.earned < 6 1/1/0/0\n"
                     "credits 1:16 credits.earned < 6 1/1/0/1\n"
                     "incidents 0:0 behavior.incidents >= 2 && score < 3 0/1/1/0\n"
                     "incidents 1:20 behavior.incidents >= 2 0/1/0/0\n"
                     "incidents 1:34 score < 3 1/0/0/0\n",
                     "%s", text);
    ontrack_coverage_free(coverage);
    ontrack_ruleset_free(rules);
}

Test(coverage, belongs_to_its_rule_set)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_test_options options = ONTRACK_TEST_OPTIONS_INIT;
    ontrack_ruleset *one = load_with("[]", &error), *other = load_with("[]", &error);
    cr_assert_eq(ontrack_coverage_new(one, &options.coverage, &error), ONTRACK_OK);
    cr_expect_eq(ontrack_ruleset_test_run(other, &options, NULL, &error), ONTRACK_INVALID_ARGUMENT);
    ontrack_coverage_free(options.coverage);
    ontrack_coverage_free(NULL);
    ontrack_ruleset_free(one);
    ontrack_ruleset_free(other);
}

/* A threshold that no test stands on both sides of may be wrong without anybody noticing. */
Test(coverage, every_built_in_is_covered_by_its_own_tests)
{
    for (size_t i = 0; i < ontrack_builtin_count(); i++) {
        ontrack_ruleset *rules = NULL;
        ontrack_coverage *coverage = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        const char *name = ontrack_builtin_name(i);
        cr_assert_eq(ontrack_ruleset_load_builtin(name, NULL, &rules, &error), ONTRACK_OK, "%s",
                     error.message);
        measure(rules, &coverage);
        for (size_t j = 0; j < ontrack_coverage_count(coverage); j++) {
            const ontrack_covered *item = ontrack_coverage_at(coverage, j);
            cr_expect(item->yes > 0 && item->no > 0, "%s: %s: %s: %d times true, %d false", name,
                      item->rule, item->text, (int)item->yes, (int)item->no);
        }
        ontrack_coverage_free(coverage);
        ontrack_ruleset_free(rules);
    }
}
