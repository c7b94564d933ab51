/* Tests in a document of their own. */
#include "unit/review/support.h"

#define TEST_ONE                                                                                   \
    "{\"name\": \"one\", \"given\": {\"credits.earned\": 5}, \"expect\": {\"flags\": "             \
    "[\"credits\"]}}"

static const struct {
    const char *label, *json;
    ontrack_status status;
    const char *ruleset, *path;
} documents[] = {
    {"a test document", "{\"ruleset\": \"plain\", \"tests\": [" TEST_ONE "]}", ONTRACK_OK, "plain",
     ""},
    {"a rule set", RULES_HEAD "}", ONTRACK_NOT_FOUND, "", ""},
    {"no JSON", "{", ONTRACK_NOT_FOUND, "", ""},
    {"something else", "[1]", ONTRACK_NOT_FOUND, "", ""},
    {"it names no rule set", "{\"tests\": []}", ONTRACK_INVALID_RULES, "", ""},
    {"an unknown key", "{\"ruleset\": \"plain\", \"tests\": [], \"x\": 1}", ONTRACK_INVALID_RULES,
     "", "/x"},
};

Test(document, which_rule_set_it_tests)
{
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        ontrack_buffer name = ONTRACK_BUFFER_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_expect_eq(ontrack_test_document_ruleset(ontrack_text_of(documents[i].json), "f.json",
                                                   &name, &error),
                     documents[i].status, "%s: %s", documents[i].label, error.message);
        cr_expect_str_eq(name.data == NULL ? "" : name.data, documents[i].ruleset, "%s",
                         documents[i].label);
        cr_expect_str_eq(error.path, documents[i].path, "%s", documents[i].label);
        ontrack_buffer_dispose(&name);
    }
}

Test(document, its_tests_run_instead)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_test_options options = ONTRACK_TEST_OPTIONS_INIT;
    ontrack_test_counts counts = {0, 0, 0};
    ontrack_ruleset *rules = load_with("[]", &error);
    options.document = ontrack_text_of("{\"ruleset\": \"plain\", \"tests\": [" TEST_ONE "]}");
    options.source = "ours.json";
    cr_expect_eq(ontrack_ruleset_test_run(rules, &options, &counts, &error), ONTRACK_OK);
    cr_expect_eq(counts.passed, 1);
    options.document =
        ontrack_text_of("{\"ruleset\": \"plain\", \"tests\": [{\"name\": \"one\", \"given\": "
                        "{\"x\": 1}, \"expect\": {\"flags\": []}}]}");
    cr_expect_eq(ontrack_ruleset_test_run(rules, &options, &counts, &error), ONTRACK_INVALID_RULES);
    cr_expect_str_eq(error.source, "ours.json");
    cr_expect_str_eq(error.path, "/tests/0/given/x");
    ontrack_ruleset_free(rules);
}
