/* The built-in rule sets: they load, their own tests pass, they say where they come from. */
#include "base/text.h"
#include "rulesets/ruleset.h"

#include <criterion/criterion.h>
#include <string.h>

static ontrack_ruleset *load(const char *name)
{
    ontrack_ruleset *rules = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    const ontrack_status status = ontrack_ruleset_load_builtin(name, NULL, &rules, &error);
    char text[512];
    ontrack_error_format(&error, text, sizeof text);
    cr_assert_eq(status, ONTRACK_OK, "%s: %s", name, text);
    return rules;
}

Test(builtin, the_listed_ones)
{
    static const char *const names[] = {"air-ewims",
                                        "attendance-works-tiers",
                                        "balfanz-grade6",
                                        "colorado-chronic-absence",
                                        "colorado-grade9-core",
                                        "colorado-habitual-truancy",
                                        "diplomas-now",
                                        "edfi-sample",
                                        "education-to-workforce-grade9",
                                        "florida-ews",
                                        "illinois-grade9",
                                        "jeffco-grade9",
                                        "louisiana-grade9-points",
                                        "michigan-ewims",
                                        "neild-balfanz-grade8",
                                        "neild-balfanz-grade9",
                                        "oregon-grade9",
                                        "philadelphia-grade9",
                                        "somerville-high",
                                        "washington-grade9"};
    const size_t count = sizeof names / sizeof *names;
    cr_expect_eq(ontrack_builtin_count(), count);
    for (size_t i = 0; i < count; i++)
        cr_expect_str_eq(ontrack_builtin_name(i), names[i]);
    cr_expect_null(ontrack_builtin_name(count));
}

Test(builtin, a_base_is_not_listed_but_can_be_read)
{
    cr_expect_gt(ontrack_builtin_json("common-codes").size, 1000);
    cr_expect_eq(ontrack_builtin_json("no-such").size, 0);
    cr_expect_eq(ontrack_builtin_json(NULL).size, 0);
    ontrack_ruleset *rules = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_expect_eq(ontrack_ruleset_load_builtin("common-codes", NULL, &rules, &error),
                 ONTRACK_INVALID_RULES, "it has no rules");
    ontrack_error missing = ONTRACK_ERROR_INIT;
    cr_expect_eq(ontrack_ruleset_load_builtin("no-such", NULL, &rules, &missing),
                 ONTRACK_NOT_FOUND);
    cr_expect_null(rules);
}

Test(builtin, everything_has_its_source)
{
    for (size_t i = 0; i < ontrack_builtin_count(); i++) {
        ontrack_ruleset *rules = load(ontrack_builtin_name(i));
        cr_expect_str_eq(ontrack_ruleset_text(rules, ONTRACK_RULESET_ID), ontrack_builtin_name(i));
        cr_expect_gt(strlen(ontrack_ruleset_text(rules, ONTRACK_RULESET_SOURCE)), 20);
        cr_expect_gt(strlen(ontrack_ruleset_text(rules, ONTRACK_RULESET_MISUSE)), 20);
        cr_expect_gt(strlen(ontrack_ruleset_text(rules, ONTRACK_RULESET_TITLE)), 10);
        for (size_t j = 0; j < ontrack_ruleset_rule_count(rules); j++) {
            const ontrack_rule *rule = ontrack_ruleset_rule_at(rules, j);
            cr_expect_gt(strlen(rule->source), 3, "%s", rule->id);
            cr_expect_gt(rule->respond_count, 0, "%s", rule->id);
            cr_expect_gt(rule->level, 0, "%s", rule->id);
        }
        ontrack_ruleset_free(rules);
    }
}

/* A rule for each of the five indicators. */
Test(builtin, jeffco_has_all_five)
{
    ontrack_ruleset *rules = load("jeffco-grade9");
    size_t count[5] = {0};
    for (size_t j = 0; j < ontrack_ruleset_rule_count(rules); j++)
        count[ontrack_ruleset_rule_at(rules, j)->indicator]++;
    for (size_t i = 0; i < 5; i++)
        cr_expect_gt(count[i], 0, "%s", ontrack_ruleset_indicator(rules, i));
    cr_expect_eq(ontrack_ruleset_indicator_count(rules), 5);
    ontrack_ruleset_free(rules);
}

/* Codes of real exports and what they mean to the built-in rule sets; "-": not mapped. */
static const struct {
    ontrack_code_kind kind;
    const char *code, *categories; /* in the order of their bits */
    ontrack_decimal number;        /* portion or points */
} codes[] = {
    {ONTRACK_CODES_ATTENDANCE, "A", "absent", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "UA", "absent unexcused", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "u", "absent unexcused", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "UX", "absent unexcused", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "TRU", "absent unexcused", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "E", "absent excused", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "EX", "absent excused", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "MED", "absent excused", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "HE", "absent excused", 5000},
    {ONTRACK_CODES_ATTENDANCE, "HU", "absent unexcused", 5000},
    {ONTRACK_CODES_ATTENDANCE, "T", "present tardy", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "T10", "present tardy", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "TDY", "present tardy", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "P", "present", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "ACT", "present activity", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "OSS3", "absent excused suspended", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "SUS", "absent excused suspended", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "ISS", "present in_school_suspension", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "Unexcused Absence", "absent unexcused", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "Excused Absence", "absent excused", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "In Attendance", "present", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "Early departure", "present early_departure", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "Tardy", "present tardy", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "Q", "-", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ATTENDANCE, "AX", "-", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_MARK, "A+", "passing", 40000},
    {ONTRACK_CODES_MARK, "B-", "passing", 27000},
    {ONTRACK_CODES_MARK, "D-", "passing low", 7000},
    {ONTRACK_CODES_MARK, "F", "failing low", 0},
    {ONTRACK_CODES_MARK, "NC", "failing low", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_MARK, "S", "passing", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_MARK, "INC", "incomplete", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_MARK, "W", "withdrawn", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_MARK, "WF", "-", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_MARK, "IP", "in_progress", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_MARK, "87", "-", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "ELA", "core english", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "ENG-101", "core english", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "ENG9", "core english", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "ENGR1", "other", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "English Language Arts", "core english", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "MATH", "core math", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "ALG1", "core math", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "02052", "core math", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "01001G0.512", "core english", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "020521", "other", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "BIO-1", "core science", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "Life and Physical Sciences", "core science", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "SS", "core social_studies", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "US HIST", "core social_studies", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "PE", "physical_education", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "Physical Education", "physical_education", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_SUBJECT, "Computer Science", "other", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_COURSE, "ENG1-CR", "recovery", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_COURSE, "CRAFTS", "other", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_TERM, "S1", "semester", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_TERM, "2025-26 S2", "semester", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_TERM, "Q3", "quarter", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_TERM, "Summer 2026", "summer", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_TERM, "Y1", "year", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_TERM, "7", "-", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_INCIDENT, "FIGHT", "major fight", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_INCIDENT, "WEAPON", "major serious weapon", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_INCIDENT, "VAPE", "major tobacco", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_INCIDENT, "PBIS point", "positive", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_INCIDENT, "School Code of Conduct", "minor", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_INCIDENT, "Z9", "other", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ACTION, "ISS", "suspension in_school", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ACTION, "12", "suspension out_of_school", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ACTION, "In School Suspension", "suspension in_school", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ACTION, "OSS", "suspension out_of_school", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_ACTION, "EXP", "expulsion", ONTRACK_DECIMAL_NONE},
    {ONTRACK_CODES_TRANSITION, "Foster placement", "new_caregiver", ONTRACK_DECIMAL_NONE},
};

/* Every word of `wanted` is a category of the meaning, and there are no more. */
static bool is_meant(const ontrack__code_map *map, const ontrack__meaning *meaning,
                     const char *wanted)
{
    char words[128];
    size_t count = 0, bits = 0;
    strcpy(words, wanted);
    for (char *word = strtok(words, " "); word != NULL; word = strtok(NULL, " ")) {
        count++;
        for (size_t bit = 0; bit < map->category_count; bit++)
            if (strcmp(map->categories[bit], word) == 0)
                bits += (meaning->categories >> bit & 1) != 0;
    }
    size_t all = 0;
    for (size_t bit = 0; bit < 64; bit++)
        all += (meaning->categories >> bit & 1) != 0;
    return bits == count && all == count;
}

Test(builtin, codes_of_real_exports)
{
    ontrack_ruleset *rules = load("jeffco-grade9");
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        ontrack__meaning meaning;
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_assert_eq(ontrack__code_map_meaning(rules, codes[i].kind, ontrack_text_of(codes[i].code),
                                               &meaning, &error),
                     ONTRACK_OK, "%s: %s", codes[i].code, error.message);
        const bool mapped = strcmp(codes[i].categories, "-") != 0;
        cr_expect_eq(meaning.mapped, mapped, "%s", codes[i].code);
        if (mapped)
            cr_expect(is_meant(&rules->maps[codes[i].kind], &meaning, codes[i].categories),
                      "%s is not \"%s\" but %llx", codes[i].code, codes[i].categories,
                      (unsigned long long)meaning.categories);
        const ontrack_decimal number =
            codes[i].kind == ONTRACK_CODES_MARK ? meaning.points : meaning.portion;
        cr_expect_eq(number, codes[i].number, "%s: %d", codes[i].code, (int)number);
    }
    ontrack_ruleset_free(rules);
}

/* Codes that one rule set reads in its own way. */
static const struct {
    const char *rules;
    ontrack_code_kind kind;
    const char *code, *categories; /* as above */
} own_codes[] = {
    {"jeffco-grade9", ONTRACK_CODES_ACTION, "12", "suspension out_of_school"},
    {"air-ewims", ONTRACK_CODES_ACTION, "12", "other"},
    {"michigan-ewims", ONTRACK_CODES_MARK, "69", "number"},
    {"michigan-ewims", ONTRACK_CODES_MARK, "69.5%", "number"},
    {"michigan-ewims", ONTRACK_CODES_MARK, "B", "passing"},
    {"michigan-ewims", ONTRACK_CODES_MARK, "6900", "-"},
    {"michigan-ewims", ONTRACK_CODES_INCIDENT, "State Offense", "major serious"},
    {"somerville-high", ONTRACK_CODES_MARK, "65", "number"},
    {"edfi-sample", ONTRACK_CODES_MARK, "100", "number"},
    {"edfi-sample", ONTRACK_CODES_INCIDENT, "State Offense", "major serious state_offense"},
    {"edfi-sample", ONTRACK_CODES_INCIDENT, "School Code of Conduct", "minor"},
};

Test(builtin, codes_of_its_own)
{
    for (size_t i = 0; i < sizeof own_codes / sizeof *own_codes; i++) {
        ontrack_ruleset *rules = load(own_codes[i].rules);
        ontrack__meaning meaning;
        cr_assert_eq(ontrack__code_map_meaning(rules, own_codes[i].kind,
                                               ontrack_text_of(own_codes[i].code), &meaning, NULL),
                     ONTRACK_OK);
        const bool mapped = strcmp(own_codes[i].categories, "-") != 0;
        cr_expect_eq(meaning.mapped, mapped, "%s: %s", own_codes[i].rules, own_codes[i].code);
        if (mapped)
            cr_expect(is_meant(&rules->maps[own_codes[i].kind], &meaning, own_codes[i].categories),
                      "%s: %s", own_codes[i].rules, own_codes[i].code);
        ontrack_ruleset_free(rules);
    }
}

/* What is printed loads as the same rule set. */
Test(builtin, print_and_load_again)
{
    for (size_t i = 0; i < ontrack_builtin_count(); i++) {
        ontrack_ruleset *rules = load(ontrack_builtin_name(i)), *again = NULL;
        ontrack_buffer text = ONTRACK_BUFFER_INIT, twice = ONTRACK_BUFFER_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_assert_eq(ontrack_ruleset_print(rules, &text, &error), ONTRACK_OK);
        const ontrack_text json = {text.data, text.size};
        cr_assert_eq(ontrack_ruleset_load(json, NULL, &again, &error), ONTRACK_OK, "%s: %s",
                     error.path, error.message);
        cr_expect_null(strstr(text.data, "\"extends\""), "all is in place");
        cr_expect_str_eq(ontrack_ruleset_text(again, ONTRACK_RULESET_FINGERPRINT),
                         ontrack_ruleset_text(rules, ONTRACK_RULESET_FINGERPRINT));
        cr_expect_eq(strlen(ontrack_ruleset_text(rules, ONTRACK_RULESET_FINGERPRINT)), 16);
        cr_assert_eq(ontrack_ruleset_print(again, &twice, &error), ONTRACK_OK);
        cr_expect_str_eq(twice.data, text.data);
        cr_expect_eq(ontrack_ruleset_reading_count(again), ontrack_ruleset_reading_count(rules));
        ontrack_buffer_dispose(&text);
        ontrack_buffer_dispose(&twice);
        ontrack_ruleset_free(rules);
        ontrack_ruleset_free(again);
    }
}
