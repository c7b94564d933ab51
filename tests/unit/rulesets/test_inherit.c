/* What a document that extends another gets of it, and what it puts in its place. */
#include <criterion/criterion.h>
#include <ontrack/ontrack.h>
#include <stdlib.h>
#include <string.h>

#define HEAD(id) "{\"ontrack\": 1, \"id\": \"" id "\", \"version\": \"1\""
#define RULE(id, when)                                                                             \
    "{\"id\": \"" id "\", \"indicator\": \"behavior\", \"level\": \"bad\", \"when\": \"" when      \
    "\", \"because\": \"so\"}"

/* The documents that can be found. */
static const struct {
    const char *name, *json;
} documents[] = {
    {"base",
     HEAD("base") ", \"levels\": [\"good\", \"bad\"],"
                  " \"parameters\": {\"bar\": {\"value\": 2, \"unit\": \"incidents\"},"
                  "  \"rest\": {\"value\": 7}},"
                  " \"codes\": {\"incident\": [{\"match\": \"^X\", \"category\": \"minor\"},"
                  "  {\"match\": \"^Y\", \"category\": \"major\"}]},"
                  " \"measures\": {\"majors\": {\"measure\": \"behavior.incidents\","
                  "  \"categories\": \"major\"}},"
                  " \"rules\": [" RULE("a", "behavior.incidents > params.bar") "," RULE(
                      "b", "majors >= 1") "," RULE("c",
                                                   "true") "],"
                                                           " \"tests\": [{\"name\": \"t\", "
                                                           "\"given\": {}, \"expect\": {\"flags\":"
                                                           " [\"c\"]}}]}"},
    {"loop", HEAD("loop") ", \"extends\": \"pool\"}"},
    {"pool", HEAD("pool") ", \"extends\": \"loop\"}"},
    {"d1", HEAD("d1") ", \"extends\": \"base\"}"},
    {"d2", HEAD("d2") ", \"extends\": \"d1\"}"},
    {"d3", HEAD("d3") ", \"extends\": \"d2\"}"},
    {"d4", HEAD("d4") ", \"extends\": \"d3\"}"},
    {"d5", HEAD("d5") ", \"extends\": \"d4\"}"},
    {"d6", HEAD("d6") ", \"extends\": \"d5\"}"},
    {"d7", HEAD("d7") ", \"extends\": \"d6\"}"},
    {"wrong", HEAD("wrong") ", \"extends\": \"base\", \"rules\": [" RULE("w", "1") "]}"},
};

static ontrack_status find(void *user, const char *name, ontrack_buffer *out, ontrack_error *error)
{
    (void)user;
    (void)error;
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        if (strcmp(name, documents[i].name) != 0) continue;
        out->size = strlen(documents[i].json);
        out->capacity = out->size + 1;
        out->data = malloc(out->capacity);
        memcpy(out->data, documents[i].json, out->capacity);
        return ONTRACK_OK;
    }
    return ONTRACK_NOT_FOUND;
}

static ontrack_status load(const char *json, ontrack_ruleset **out, ontrack_error *error)
{
    ontrack_ruleset_options options = ONTRACK_RULESET_OPTIONS_INIT;
    options.find = find;
    options.source = "own";
    return ontrack_ruleset_load(ontrack_text_of(json), &options, out, error);
}

static ontrack_ruleset *load_good(const char *json)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *ruleset = NULL;
    cr_assert_eq(load(json, &ruleset, &error), ONTRACK_OK, "%s %s", error.path, error.message);
    return ruleset;
}

static bool prints(const ontrack_ruleset *ruleset, const char *part)
{
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    cr_assert_eq(ontrack_ruleset_print(ruleset, &text, NULL), ONTRACK_OK);
    const bool found = strstr(text.data, part) != NULL;
    ontrack_buffer_dispose(&text);
    return found;
}

Test(inherit, everything_is_there_that_is_not_replaced)
{
    ontrack_ruleset *ruleset = load_good(HEAD("own") ", \"extends\": \"base\"}");
    ontrack_parameter bar;
    cr_expect_str_eq(ontrack_ruleset_text(ruleset, ONTRACK_RULESET_ID), "own");
    cr_expect_eq(ontrack_ruleset_rule_count(ruleset), 3);
    cr_expect_eq(ontrack_ruleset_level_count(ruleset), 2);
    cr_assert(ontrack_ruleset_parameter_at(ruleset, 0, &bar));
    cr_expect_str_eq(bar.document, "base");
    cr_expect_not(prints(ruleset, "\"tests\""), "tests are not inherited");
    cr_expect_not(prints(ruleset, "\"extends\""));
    ontrack_ruleset_free(ruleset);
}

/* A parameter's value alone may change: its unit stays. */
Test(inherit, a_parameter_is_put_over_the_inherited_one)
{
    ontrack_ruleset *ruleset = load_good(
        HEAD("own") ", \"extends\": \"base\", \"parameters\": {\"bar\": {\"value\": 3}}}");
    ontrack_parameter bar, rest;
    cr_assert(ontrack_ruleset_parameter_at(ruleset, 0, &bar));
    cr_assert(ontrack_ruleset_parameter_at(ruleset, 1, &rest));
    cr_expect_eq(bar.value.number, 3 * ONTRACK_DECIMAL_ONE);
    cr_expect_str_eq(bar.unit, "incidents");
    cr_expect_str_eq(bar.document, "own");
    cr_expect_str_eq(rest.document, "base");
    ontrack_ruleset_free(ruleset);
}

/* Replaced in its place, dropped, and a new one last; each knows who wrote it. */
Test(inherit, rules_are_replaced_dropped_and_added)
{
    static const struct {
        const char *id, *document;
    } expected[] = {{"b", "own"}, {"c", "base"}, {"new", "own"}};
    ontrack_ruleset *ruleset =
        load_good(HEAD("own") ", \"extends\": \"base\", \"drop\": [\"a\"], \"rules\": [" RULE(
            "new", "false") "," RULE("b", "majors >= 2") "]}");
    cr_assert_eq(ontrack_ruleset_rule_count(ruleset), 3);
    for (size_t i = 0; i < 3; i++) {
        ontrack_rule_origin origin;
        cr_assert(ontrack_ruleset_rule_origin(ruleset, i, &origin));
        cr_expect_str_eq(ontrack_ruleset_rule_at(ruleset, i)->id, expected[i].id);
        cr_expect_str_eq(origin.document, expected[i].document);
    }
    cr_expect_str_eq(ontrack_ruleset_rule_at(ruleset, 0)->when, "majors >= 2");
    ontrack_ruleset_free(ruleset);
}

/* Own code lines stand before the inherited ones, so that they decide. */
Test(inherit, own_codes_come_first)
{
    ontrack_ruleset *ruleset =
        load_good(HEAD("own") ", \"extends\": \"base\", \"codes\": {\"incident\": [{\"match\":"
                              " \"^X1\", \"category\": \"major\"}]}}");
    char patterns[ONTRACK_PATTERNS_SIZE];
    size_t major = 0;
    while (strcmp(ontrack_ruleset_category(ruleset, ONTRACK_CODES_INCIDENT, major), "major") != 0)
        major++;
    cr_expect_eq(
        ontrack_ruleset_category_patterns(ruleset, ONTRACK_CODES_INCIDENT, major, patterns), 2);
    cr_expect_str_eq(patterns, "^X1 ^Y");
    ontrack_ruleset_free(ruleset);
}

static const struct {
    const char *label, *json, *source, *path;
} wrong[] = {
    {"a circle", HEAD("own") ", \"extends\": \"loop\"}", "", "/extends"},
    {"a chain of nine", HEAD("own") ", \"extends\": \"d7\"}", "d1", "/extends"},
    {"nothing of that name", HEAD("own") ", \"extends\": \"bass\"}", "own", "/extends"},
    {"a wrong rule of the base", HEAD("own") ", \"extends\": \"wrong\"}", "wrong", "/rules/0/when"},
    {"an own rule behind inherited ones",
     HEAD("own") ", \"extends\": \"base\", \"rules\": [" RULE("c", "true") "," RULE("z", "2") "]}",
     "own", "/rules/1/when"},
    {"a dropped rule that is not there", HEAD("own") ", \"extends\": \"base\", \"drop\": [\"z\"]}",
     "own", "/drop/0"},
    {"a parameter that an inherited rule needs is no number",
     HEAD("own") ", \"extends\": \"base\", \"parameters\": {\"bar\": {\"value\": \"x\"}}}", "base",
     "/rules/0/when"},
};

Test(inherit, what_is_wrong_is_told_where_it_was_written)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack_ruleset *ruleset = NULL;
        cr_expect_eq(load(wrong[i].json, &ruleset, &error), ONTRACK_INVALID_RULES, "%s",
                     wrong[i].label);
        cr_expect_str_eq(error.path, wrong[i].path, "%s: %s", wrong[i].label, error.path);
        if (wrong[i].source[0] != '\0')
            cr_expect_str_eq(error.source, wrong[i].source, "%s: %s", wrong[i].label, error.source);
    }
}

Test(inherit, a_chain_of_eight_is_long_enough)
{
    ontrack_ruleset *ruleset = load_good(HEAD("own") ", \"extends\": \"d6\"}");
    cr_expect_eq(ontrack_ruleset_rule_count(ruleset), 3);
    ontrack_ruleset_free(ruleset);
}
