/* ontrack rules test - run the tests that travel with rule sets. */
#include "cli.h"
#include "commands.h"
#include "load.h"
#include "words.h"

static ontrack_status print_test(void *user, const ontrack_ruleset_test *test)
{
    const ontrack_ruleset *ruleset = user;
    printf("%s %s: %s", test->passed ? "ok  " : "FAIL",
           ontrack_ruleset_text(ruleset, ONTRACK_RULESET_ID), test->name);
    if (!test->passed) printf(": %s", test->failure);
    fputc('\n', stdout);
    return ONTRACK_OK;
}

static int test_one(const char *file, size_t *all_passed, size_t *all_failed)
{
    loaded_rules rules;
    size_t passed = 0, failed = 0;
    ontrack_error error = ONTRACK_ERROR_INIT;
    int status = load_rules(file, &rules);
    if (status == CLI_GO && ontrack_ruleset_test_run(rules.ruleset, print_test, rules.ruleset,
                                                     &passed, &failed, &error) != ONTRACK_OK) {
        words_error(&error);
        status = CLI_EXIT_FAILED;
    }
    if (status == CLI_GO && passed + failed == 0) words_say("%s: no tests travel with it", file);
    *all_passed += passed;
    *all_failed += failed;
    load_rules_dispose(&rules);
    return status;
}

int cmd_rules_test(int argc, char **argv)
{
    static const cli_page page = {"ontrack rules test",
                                  "Runs the tests that travel with rule sets.",
                                  "A failed test gives exit status 1.\n"};
    cli_places files = {NULL, 0};
    size_t passed = 0, failed = 0;
    const cli_option options[] = {
        {CLI_PLACES, 0, "RULESET", NULL, &files, "a built-in's name, a JSON file, or -"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status != CLI_GO) return status;
    for (size_t i = 0; i < files.count; i++)
        status = cli_worse(status, test_one(files.items[i], &passed, &failed));
    printf("%zu passed, %zu failed\n", passed, failed);
    status = cli_worse(status, failed > 0 ? CLI_EXIT_FAILED : CLI_EXIT_DONE);
    return status;
}
