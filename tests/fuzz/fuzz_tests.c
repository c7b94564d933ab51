/* A test document from a stranger, for a rule set that ships: what it names is read, its tests run.
 */
#include "fuzz.h"

#include <ontrack/ontrack.h>
#include <string.h>

static ontrack_status take_name(void *user, const char *key, const char *name)
{
    (void)user;
    MUST(strcmp(key, "ruleset") == 0 || strcmp(key, "overrides") == 0);
    MUST(name[0] != '\0');
    return ONTRACK_OK;
}

/* A test that failed says why, one that passed has nothing to say. */
static ontrack_status take_test(void *user, const ontrack_ruleset_test *test)
{
    ontrack_test_counts *seen = user;
    MUST(test->passed == (test->failure[0] == '\0'));
    seen->passed += test->passed;
    seen->failed += !test->passed;
    return ONTRACK_OK;
}

static void check_error(ontrack_status status, const ontrack_error *error)
{
    MUST(status == ONTRACK_INVALID_RULES || status == ONTRACK_LIMIT);
    MUST(error->status == status && error->message[0] != '\0');
}

static void run_tests(const ontrack_ruleset *ruleset, ontrack_text document)
{
    ontrack_test_counts seen = {0, 0, 0}, counts = {0, 0, 0};
    ontrack_test_options options = ONTRACK_TEST_OPTIONS_INIT;
    ontrack_error error = ONTRACK_ERROR_INIT;
    options.document = document;
    options.each = take_test;
    options.user = &seen;
    MUST(ontrack_coverage_new(ruleset, &options.coverage, &error) == ONTRACK_OK);
    const ontrack_status status = ontrack_ruleset_test_run(ruleset, &options, &counts, &error);
    if (status != ONTRACK_OK)
        check_error(status, &error);
    else
        MUST(seen.passed == counts.passed && seen.failed == counts.failed && counts.left_out == 0);
    ontrack_coverage_free(options.coverage);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ontrack_text document = {(const char *)data, size};
    ontrack_ruleset *ruleset = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    const ontrack_status status =
        ontrack_test_document_names(document, NULL, take_name, NULL, &error);
    if (status == ONTRACK_NOT_FOUND) return 0;
    if (status != ONTRACK_OK) {
        check_error(status, &error);
        return 0;
    }
    MUST(ontrack_ruleset_load_builtin("jeffco-grade9", NULL, &ruleset, &error) == ONTRACK_OK);
    run_tests(ruleset, document);
    ontrack_ruleset_free(ruleset);
    return 0;
}
