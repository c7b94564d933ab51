/* ontrack rules test - run the tests of rule sets. */
#include "cli.h"
#include "commands.h"
#include "covered.h"
#include "junit.h"
#include "load.h"
#include "words.h"

#include <ontrack/review.h>
#include <string.h>

/* A run over all the files. */
typedef struct session {
    const char *run, *junit_path;
    cli_texts overrides;
    bool coverage, strict;
    FILE *lines;       /* where the lines go */
    const char *label; /* of the file at hand */
    junit report;
    ontrack_test_counts counts;
    bool broken;    /* the report could not be kept */
    bool uncovered; /* with --strict */
} session;

/* ---- one test ---- */

/* Every line of a failure below the test's own. */
static void print_failure(FILE *stream, const char *failure)
{
    for (const char *line = failure; *line != '\0';) {
        size_t size = strcspn(line, "\n");
        fputs("     ", stream);
        words_print_safe(stream, (ontrack_text){line, size});
        fputc('\n', stream);
        line += size + (line[size] == '\n');
    }
}

static ontrack_status print_test(void *user, const ontrack_ruleset_test *test)
{
    session *all = user;
    fprintf(all->lines, "%s %s: ", test->passed ? "ok  " : "FAIL", all->label);
    words_print_safe(all->lines, ontrack_text_of(test->name));
    fputc('\n', all->lines);
    if (!test->passed) print_failure(all->lines, test->failure);
    if (all->junit_path != NULL &&
        !junit_add(&all->report, test->name, test->passed ? NULL : test->failure))
        all->broken = true;
    return ONTRACK_OK;
}

/* ---- one file ---- */

static int run_tests(session *all, const char *file, const loaded_tests *tests,
                     ontrack_coverage *coverage)
{
    ontrack_test_options options = ONTRACK_TEST_OPTIONS_INIT;
    ontrack_test_counts counts = {0, 0, 0};
    ontrack_error error = ONTRACK_ERROR_INIT;
    options.each = print_test;
    options.user = all;
    options.run = all->run;
    options.document = tests->document;
    options.source = tests->text == NULL ? NULL : file;
    options.coverage = coverage;
    ontrack_status status =
        ontrack_ruleset_test_run(tests->rules.ruleset, &options, &counts, &error);
    all->counts.passed += counts.passed;
    all->counts.failed += counts.failed;
    all->counts.left_out += counts.left_out;
    if (status != ONTRACK_OK) {
        words_error(&error);
        return status == ONTRACK_NO_MEMORY ? CLI_EXIT_FAILED : CLI_EXIT_USAGE;
    }
    if (counts.passed + counts.failed + counts.left_out == 0)
        words_say("%s: no tests travel with it", file);
    return CLI_GO;
}

static int run_file(session *all, const char *file, const loaded_tests *tests)
{
    ontrack_coverage *coverage = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    all->label = ontrack_ruleset_text(tests->rules.ruleset, ONTRACK_RULESET_ID);
    if (all->coverage &&
        ontrack_coverage_new(tests->rules.ruleset, &coverage, &error) != ONTRACK_OK) {
        words_error(&error);
        return CLI_EXIT_FAILED;
    }
    int status = run_tests(all, file, tests, coverage);
    if (status == CLI_GO && coverage != NULL && !covered_print(all->lines, all->label, coverage))
        all->uncovered = true;
    ontrack_coverage_free(coverage);
    return status;
}

static int test_one(session *all, const char *file)
{
    loaded_tests tests;
    if (all->junit_path != NULL && !junit_begin(&all->report, file)) return CLI_EXIT_FAILED;
    int status = load_tests(file, &all->overrides, &tests);
    if (status == CLI_GO) status = run_file(all, file, &tests);
    if (status != CLI_GO && all->junit_path != NULL &&
        !junit_fail(&all->report, "the rule set or the tests are wrong; standard error says how"))
        all->broken = true;
    load_tests_dispose(&tests);
    return status;
}

/* ---- all ---- */

static void print_summary(const session *all)
{
    fprintf(all->lines, "%zu passed, %zu failed", all->counts.passed, all->counts.failed);
    if (all->counts.left_out > 0)
        fprintf(all->lines, ", %zu left out by --run", all->counts.left_out);
    fputc('\n', all->lines);
}

static int run_session(session *all, const cli_places *files)
{
    int status = CLI_GO;
    all->lines = all->junit_path != NULL && strcmp(all->junit_path, "-") == 0 ? stderr : stdout;
    for (size_t i = 0; i < files->count; i++)
        status = cli_worse(status, test_one(all, files->items[i]));
    print_summary(all);
    if (all->broken || (all->junit_path != NULL && !junit_write(&all->report, all->junit_path)))
        status = cli_worse(status, CLI_EXIT_FAILED);
    const bool missed = all->counts.passed + all->counts.failed == 0 && all->counts.left_out > 0;
    if (missed) words_say("--run: no test has a name like that; without --run all are run");
    const bool failed = missed || all->counts.failed > 0 || (all->strict && all->uncovered);
    return cli_worse(status, failed ? CLI_EXIT_FAILED : CLI_EXIT_DONE);
}

int cmd_rules_test(int argc, char **argv)
{
    static const cli_page page = {
        "ontrack rules test", "Runs the tests of rule sets.",
        "Tests travel with a rule set, or stand in a file of their own that names it:\n"
        "{\"ruleset\": \"jeffco-grade9\", \"tests\": [...]}. See docs/rule-tests.md.\n"
        "A failed test gives exit status 1, a wrong file 2.\n"};
    cli_places files = {NULL, 0};
    session all = {0};
    const cli_option options[] = {
        {CLI_PLACES, 0, "RULESET", NULL, &files,
         "a built-in's name, a JSON file of a rule set or of tests, or -"},
        {CLI_TEXT, 0, "run", "PATTERN", &all.run, "only tests whose name this pattern matches"},
        {CLI_FLAG, 0, "coverage", NULL, &all.coverage,
         "tell which rules and comparisons the tests do not reach"},
        {CLI_FLAG, 0, "strict", NULL, &all.strict,
         "exit status 1 unless every rule was seen fired and clear, and every comparison true and "
         "false"},
        {CLI_TEXTS, 0, "overrides", "FILE", &all.overrides,
         "an override document; may be given again"},
        {CLI_TEXT, 0, "junit", "FILE", &all.junit_path, "write the results as JUnit XML too"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status != CLI_GO) return status;
    all.coverage = all.coverage || all.strict;
    status = run_session(&all, &files);
    junit_dispose(&all.report);
    return status;
}
