/* Override documents: which one wins, what follows a parameter, what a place gets. */
#include "rulesets/ruleset.h"

#include <criterion/criterion.h>
#include <ontrack/ontrack.h>
#include <stdio.h>
#include <string.h>

static const char rules[] =
    "{\"ontrack\": 1, \"id\": \"base\", \"version\": \"1\", \"levels\": [\"good\", \"bad\"],"
    " \"parameters\": {\"bar\": {\"value\": 1}, \"days\": {\"value\": 20}},"
    " \"defaults\": {\"attendance\": {\"window\": {\"last_instructional_days\": \"params.days\"}}},"
    " \"measures\": {\"ever\": {\"measure\": \"attendance.rate\", \"window\": {\"year_to_date\":"
    " true}}},"
    " \"rules\": [{\"id\": \"r\", \"indicator\": \"behavior\", \"level\": \"bad\","
    "  \"when\": \"behavior.incidents > params.bar\", \"because\": \"so\","
    "  \"min_days_enrolled\": \"params.days\"},"
    " {\"id\": \"s\", \"indicator\": \"attendance\", \"level\": \"bad\","
    "  \"when\": \"attendance.rate < 0.9 || ever < 0.5\", \"because\": \"so\"}]}";

#define DECIDED "\"reason\": \"x\", \"author\": \"y\", \"from\": \"2025-08-01\", "
#define YEAR "\"until\": \"2026-06-30\""
#define BAR(id, scope, value)                                                                      \
    "{\"id\": \"" id "\", \"scope\": {" scope "}, \"parameter\": \"bar\", \"value\": " value       \
    ", " DECIDED YEAR "}"

static ontrack_ruleset *load(const char *const *entries, size_t documents)
{
    static char texts[4][4000];
    static const char *const ids[] = {"one", "two", "three", "four"};
    ontrack_override_document given[4];
    ontrack_ruleset_options options = ONTRACK_RULESET_OPTIONS_INIT;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *ruleset = NULL;
    for (size_t i = 0; i < documents; i++) {
        snprintf(texts[i], sizeof texts[i],
                 "{\"ontrack_overrides\": 1, \"id\": \"%s\", \"ruleset\": \"base\","
                 " \"overrides\": [%s]}",
                 ids[i], entries[i]);
        given[i].json = ontrack_text_of(texts[i]);
        given[i].source = ids[i];
    }
    options.overrides = given;
    options.override_count = documents;
    const ontrack_status status =
        ontrack_ruleset_load(ontrack_text_of(rules), &options, &ruleset, &error);
    cr_assert_eq(status, ONTRACK_OK, "%s%s: %s", error.source, error.path, error.message);
    return ruleset;
}

/* The parameter's value at the place, and the id of what gave it. */
static int64_t value_at(const ontrack_ruleset *ruleset, const ontrack_place *place, const char **id)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_resolved *resolved = NULL;
    ontrack_parameter bar;
    cr_assert_eq(ontrack_resolved_new(ruleset, place, &resolved, &error), ONTRACK_OK);
    cr_assert(ontrack_ruleset_parameter_at(ontrack_resolved_ruleset(resolved), 0, &bar));
    *id = bar.overridden == NULL ? "" : bar.overridden->id;
    const int64_t value = bar.value.number / ONTRACK_DECIMAL_ONE;
    ontrack_resolved_free(resolved);
    return value;
}

/* Each scope alone and with each other: the narrower kind of place decides, then the next. */
static const char every_scope[] =
    BAR("d", "\"district\": \"D\"", "2") "," BAR("s", "\"school\": \"N\"", "3") "," BAR(
        "ds", "\"district\": \"D\", \"school\": \"N\"",
        "4") "," BAR("g", "\"grade\": \"9\"", "5") "," BAR("sg",
                                                           "\"school\": \"N\", "
                                                           "\"grade\": \"9\"",
                                                           "6") "," BAR("t",
                                                                        "\"term\": "
                                                                        "[\"S1\", "
                                                                        "\"S2\"]",
                                                                        "7");

static const struct {
    const char *label, *district, *school, *grade, *term;
    int64_t value;
    const char *id;
} places[] = {
    {"nowhere", NULL, NULL, NULL, NULL, 1, ""},
    {"another school", NULL, "W", NULL, NULL, 1, ""},
    {"the district", "D", NULL, NULL, NULL, 2, "d"},
    {"a school beats the district", "E", "N", NULL, NULL, 3, "s"},
    {"a school of the district beats the school", "D", "N", NULL, NULL, 4, "ds"},
    {"a grade beats a school of the district", "D", "W", "09", NULL, 5, "g"},
    {"a grade as it is written", NULL, NULL, "9", NULL, 5, "g"},
    {"a school's grade beats the grade", "D", "N", "9", NULL, 6, "sg"},
    {"a term beats them all", "D", "N", "9", "S2", 7, "t"},
    {"another term", "D", "N", "9", "S3", 6, "sg"},
};

Test(overrides, the_narrower_wins)
{
    const char *const documents[] = {every_scope};
    ontrack_ruleset *ruleset = load(documents, 1);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        ontrack_place place = ONTRACK_PLACE_INIT;
        const char *id = NULL;
        place.district = places[i].district;
        place.school = places[i].school;
        place.grade = places[i].grade;
        place.term = places[i].term;
        cr_expect_eq(value_at(ruleset, &place, &id), places[i].value, "%s", places[i].label);
        cr_expect_str_eq(id, places[i].id, "%s", places[i].label);
    }
    ontrack_ruleset_free(ruleset);
}

/* A later document wins over an earlier one that is as narrow, not over a narrower one. */
Test(overrides, the_later_document_wins_where_both_are_as_narrow)
{
    const char *const documents[] = {BAR("a", "\"school\": \"N\"", "2"),
                                     BAR("b", "\"school\": [\"N\", \"S\"]", "3"),
                                     BAR("c", "\"district\": \"D\"", "4")};
    ontrack_ruleset *ruleset = load(documents, 3);
    ontrack_place place = ONTRACK_PLACE_INIT;
    const char *id = NULL;
    place.district = "D";
    place.school = "N";
    cr_expect_eq(value_at(ruleset, &place, &id), 3);
    cr_expect_str_eq(id, "b");
    ontrack_ruleset_free(ruleset);
}

Test(overrides, both_days_are_included)
{
    static const struct {
        const char *day;
        int64_t value;
    } days[] = {{"2025-07-31", 1}, {"2025-08-01", 2}, {"2026-06-30", 2}, {"2026-07-01", 1}};
    const char *const documents[] = {BAR("a", "\"school\": \"N\"", "2")};
    ontrack_ruleset *ruleset = load(documents, 1);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        ontrack_place place = ONTRACK_PLACE_INIT;
        const char *id = NULL;
        place.school = "N";
        ontrack_date_parse(ontrack_text_of(days[i].day), &place.as_of);
        cr_expect_eq(value_at(ruleset, &place, &id), days[i].value, "%s", days[i].day);
    }
    ontrack_ruleset_free(ruleset);
}

/* Two that follow one another in time do not meet. */
Test(overrides, one_may_end_where_the_next_begins)
{
    const char *const documents[] = {
        "{\"id\": \"a\", \"parameter\": \"bar\", \"value\": 2, " DECIDED
        "\"until\": \"2025-12-31\"},"
        "{\"id\": \"b\", \"parameter\": \"bar\", \"value\": 3, \"reason\": \"x\", \"author\":"
        " \"y\", \"from\": \"2026-01-01\", " YEAR "}"};
    ontrack_ruleset *ruleset = load(documents, 1);
    ontrack_place place = ONTRACK_PLACE_INIT;
    const char *id = NULL;
    ontrack_date_make(2026, 1, 1, &place.as_of);
    cr_expect_eq(value_at(ruleset, &place, &id), 3);
    place.as_of--;
    cr_expect_eq(value_at(ruleset, &place, &id), 2);
    ontrack_ruleset_free(ruleset);
}

static const ontrack__variable *variable(const ontrack_ruleset *ruleset, const char *name)
{
    size_t i = 0;
    while (i < ruleset->variable_count && strcmp(ruleset->variables[i].name, name) != 0)
        i++;
    cr_assert_lt(i, ruleset->variable_count, "%s", name);
    return &ruleset->variables[i];
}

/* Options of measures and a rule's minimum of days follow the parameter, and both rules say so; a
 * measure with a window of its own does not. The rule set itself stays as it was. */
Test(overrides, what_names_a_parameter_follows_it)
{
    const char *const documents[] = {
        "{\"id\": \"a\", \"parameter\": \"days\", \"value\": 30, " DECIDED YEAR "}"};
    ontrack_ruleset *ruleset = load(documents, 1);
    ontrack_place place = ONTRACK_PLACE_INIT;
    ontrack_resolved *resolved = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_resolved_new(ruleset, &place, &resolved, &error), ONTRACK_OK);
    const ontrack_ruleset *there = ontrack_resolved_ruleset(resolved);
    cr_expect_eq(variable(there, "attendance.rate")->options.window.days, 30);
    cr_expect_eq(variable(there, "ever")->options.window.kind, ONTRACK__WINDOW_YEAR_TO_DATE);
    cr_expect_eq(ontrack_ruleset_rule_at(there, 0)->min_days_enrolled, 30);
    for (size_t i = 0; i < 2; i++) {
        ontrack_rule_origin origin;
        cr_assert(ontrack_ruleset_rule_origin(there, i, &origin));
        cr_expect_eq(origin.override_count, 1, "rule %zu", i);
        cr_expect_str_eq(origin.overrides[0]->change, "30 instead of 20");
    }
    cr_expect_eq(variable(ruleset, "attendance.rate")->options.window.days, 20);
    cr_expect_eq(ontrack_ruleset_rule_at(ruleset, 0)->min_days_enrolled, 20);
    ontrack_resolved_free(resolved);
    ontrack_ruleset_free(ruleset);
}

/* Each part of a rule is decided by itself; an override that another outranked in all that it
 * changes is not told. */
Test(overrides, parts_of_a_rule_are_decided_one_by_one)
{
    const char *const documents[] = {
        "{\"id\": \"wide\", \"rule\": \"r\", \"off\": true, \"set\": {\"when\": \"true\"}, " DECIDED
            YEAR "},"
        "{\"id\": \"on\", \"scope\": {\"school\": \"N\"}, \"rule\": \"r\", \"off\": false, " DECIDED
            YEAR "},"
        "{\"id\": \"say\", \"scope\": {\"grade\": \"9\"}, \"rule\": \"r\", \"set\": {\"when\":"
        " \"false\"}, " DECIDED YEAR "}"};
    ontrack_ruleset *ruleset = load(documents, 1);
    ontrack_place place = ONTRACK_PLACE_INIT;
    ontrack_resolved *resolved = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_rule_origin origin;
    place.school = "N";
    place.grade = "9";
    cr_assert_eq(ontrack_resolved_new(ruleset, &place, &resolved, &error), ONTRACK_OK);
    const ontrack_ruleset *there = ontrack_resolved_ruleset(resolved);
    cr_assert(ontrack_ruleset_rule_origin(there, 0, &origin));
    cr_expect_not(origin.off);
    cr_expect_str_eq(ontrack_ruleset_rule_at(there, 0)->when, "false");
    cr_assert_eq(origin.override_count, 2);
    cr_expect_str_eq(origin.overrides[0]->id, "say");
    cr_expect_str_eq(origin.overrides[1]->id, "on");
    ontrack_resolved_free(resolved);
    ontrack_ruleset_free(ruleset);
}

/* The fingerprint tells a run with overrides from one without. */
Test(overrides, the_fingerprint_counts_them_in)
{
    const char *const documents[] = {BAR("a", "\"school\": \"N\"", "2")};
    ontrack_ruleset *with = load(documents, 1), *without = load(documents, 0);
    cr_expect_str_neq(ontrack_ruleset_text(with, ONTRACK_RULESET_FINGERPRINT),
                      ontrack_ruleset_text(without, ONTRACK_RULESET_FINGERPRINT));
    ontrack_ruleset_free(with);
    ontrack_ruleset_free(without);
}

/* A district is an attribute, a school is none. What rules read is tried in tests/cli. */
Test(overrides, those_of_a_district_read_attributes)
{
    static const struct {
        const char *label, *entry;
        bool reads;
    } cases[] = {
        {"none", "", false},
        {"a school", BAR("a", "\"school\": [\"JHS\"]", "2"), false},
        {"a district", BAR("a", "\"district\": [\"D1\"]", "2"), true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ontrack_ruleset *ruleset = load(&cases[i].entry, i > 0);
        cr_expect_eq(ontrack_ruleset_reads_attributes(ruleset), cases[i].reads, "%s",
                     cases[i].label);
        ontrack_ruleset_free(ruleset);
    }
}
