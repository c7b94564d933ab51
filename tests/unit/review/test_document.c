/* Tests in a document of their own. */
#include "unit/review/support.h"

#define TEST_ONE                                                                                   \
    "{\"name\": \"one\", \"given\": {\"credits.earned\": 5}, \"expect\": {\"flags\": "             \
    "[\"credits\"]}}"

static const struct {
    const char *label, *json;
    ontrack_status status;
    const char *names, *path;
} documents[] = {
    {"a test document", "{\"ruleset\": \"plain\", \"tests\": [" TEST_ONE "]}", ONTRACK_OK,
     "ruleset plain", ""},
    {"with overrides",
     "{\"ruleset\": \"plain\", \"overrides\": [\"a.json\", \"b.json\"], \"tests\": []}", ONTRACK_OK,
     "ruleset plain, overrides a.json, overrides b.json", ""},
    {"with one", "{\"ruleset\": \"plain\", \"overrides\": \"a.json\", \"tests\": []}", ONTRACK_OK,
     "ruleset plain, overrides a.json", ""},
    {"a rule set", RULES_HEAD "}", ONTRACK_NOT_FOUND, "", ""},
    {"no JSON", "{", ONTRACK_NOT_FOUND, "", ""},
    {"something else", "[1]", ONTRACK_NOT_FOUND, "", ""},
    {"it names no rule set", "{\"tests\": []}", ONTRACK_INVALID_RULES, "", ""},
    {"an unknown key", "{\"ruleset\": \"plain\", \"tests\": [], \"x\": 1}", ONTRACK_INVALID_RULES,
     "", "/x"},
};

static ontrack_status note_name(void *user, const char *key, const char *name)
{
    sprintf((char *)user + strlen(user), "%s%s %s", *(char *)user == '\0' ? "" : ", ", key, name);
    return ONTRACK_OK;
}

Test(document, what_it_names)
{
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        char names[256] = "";
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_expect_eq(ontrack_test_document_names(ontrack_text_of(documents[i].json), "f.json",
                                                 note_name, names, &error),
                     documents[i].status, "%s: %s", documents[i].label, error.message);
        cr_expect_str_eq(names, documents[i].names, "%s: %s", documents[i].label, names);
        cr_expect_str_eq(error.path, documents[i].path, "%s", documents[i].label);
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
