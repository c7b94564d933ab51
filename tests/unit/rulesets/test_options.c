/* Options of measures that are numbers: read from the rule set, or from a parameter of it. */
#include "base/text.h"
#include "rulesets/loader.h"
#include "rulesets/ruleset.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static ontrack_status load(const char *measure, ontrack_ruleset **rules, ontrack_error *error)
{
    static char json[1000];
    snprintf(json, sizeof json,
             "{\"ontrack\": 1, \"id\": \"t\", \"version\": \"1\", \"levels\": [\"fine\", \"not\"],"
             "\"parameters\": {\"bar\": {\"value\": 64.5}, \"word\": {\"value\": \"x\"}},"
             "\"measures\": {\"m\": %s},"
             "\"rules\": [{\"id\": \"r\", \"indicator\": \"credits\", \"level\": \"not\","
             "\"when\": \"m > 0\", \"because\": \"{m}\"}]}",
             measure);
    return ontrack_ruleset_load(ontrack_text_of(json), NULL, rules, error);
}

#define MARKS(options) "{\"measure\": \"credits.marks_within\", " options "}"

Test(options, bounds_of_marks)
{
    static const struct {
        const char *measure;
        ontrack_decimal above, at_least, at_most, below;
    } rows[] = {
        {MARKS("\"above\": 65"), 650000, ONTRACK_DECIMAL_NONE, ONTRACK_DECIMAL_NONE,
         ONTRACK_DECIMAL_NONE},
        {MARKS("\"at_least\": \"params.bar\", \"below\": 70"), ONTRACK_DECIMAL_NONE, 645000,
         ONTRACK_DECIMAL_NONE, 700000},
        {MARKS("\"at_most\": 0"), ONTRACK_DECIMAL_NONE, ONTRACK_DECIMAL_NONE, 0,
         ONTRACK_DECIMAL_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ontrack_ruleset *rules = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_assert_eq(load(rows[i].measure, &rules, &error), ONTRACK_OK, "%s: %s", rows[i].measure,
                     error.message);
        const int at = ontrack__find_variable(rules, ontrack_text_of("m"));
        cr_assert_geq(at, 0);
        const ontrack__options *options = &rules->variables[at].options;
        cr_expect_eq(options->above, rows[i].above, "%s", rows[i].measure);
        cr_expect_eq(options->at_least, rows[i].at_least, "%s", rows[i].measure);
        cr_expect_eq(options->at_most, rows[i].at_most, "%s", rows[i].measure);
        cr_expect_eq(options->below, rows[i].below, "%s", rows[i].measure);
        ontrack_ruleset_free(rules);
    }
}

Test(options, refused)
{
    static const struct {
        const char *measure, *path, *words;
    } rows[] = {
        {MARKS("\"below\": -1"), "/measures/m/below", "negative"},
        {MARKS("\"below\": \"params.word\""), "/measures/m/below", "no number"},
        {MARKS("\"below\": \"65\""), "/measures/m/below", "params.NAME"},
        {"{\"measure\": \"credits.mark_lowest\", \"below\": 65}", "/measures/m/below",
         "takes no such option"},
        {"{\"measure\": \"attendance.most_absent_in_month\", \"span_days\": 0.5}",
         "/measures/m/span_days", ""},
        {"{\"measure\": \"attendance.days_absent\", \"span_days\": 30}", "/measures/m/span_days",
         "takes no such option"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ontrack_ruleset *rules = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_expect_eq(load(rows[i].measure, &rules, &error), ONTRACK_INVALID_RULES, "%s",
                     rows[i].measure);
        cr_expect_str_eq(error.path, rows[i].path, "%s", rows[i].measure);
        cr_expect(strstr(error.message, rows[i].words) != NULL, "%s: %s", rows[i].measure,
                  error.message);
    }
}
