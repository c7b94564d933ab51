/* ontrack rules - list, show, check and test rule sets. */
#include "cli.h"
#include "commands.h"
#include "load.h"
#include "summary.h"
#include "words.h"

#include <ontrack/evaluation.h>
#include <string.h>

/* ---- list ---- */

static size_t longest_builtin(void)
{
    size_t longest = 0;
    for (size_t i = 0; i < ontrack_builtin_count(); i++) {
        size_t size = strlen(ontrack_builtin_name(i));
        longest = size > longest ? size : longest;
    }
    return longest;
}

static int list_one(const char *name, size_t indent)
{
    loaded_rules rules;
    int status = load_rules(name, &rules);
    if (status == CLI_GO) {
        fputs(name, stdout);
        words_pad(stdout, strlen(name), indent);
        words_wrap(stdout, indent, indent, words_width(),
                   ontrack_ruleset_text(rules.ruleset, ONTRACK_RULESET_TITLE));
        fputs(strcmp(name, LOAD_DEFAULT_RULESET) == 0 ? " (the default)\n" : "\n", stdout);
    }
    load_rules_dispose(&rules);
    return status;
}

static int rules_list(int argc, char **argv)
{
    static const cli_page page = {"ontrack rules list", "Lists the built-in rule sets.", NULL};
    const cli_option options[] = {{CLI_END, 0, NULL, NULL, NULL, NULL}};
    int status = cli_parse(&page, options, argc, argv);
    for (size_t i = 0; status == CLI_GO && i < ontrack_builtin_count(); i++)
        status = list_one(ontrack_builtin_name(i), longest_builtin() + 2);
    return status == CLI_GO ? CLI_EXIT_DONE : status;
}

/* ---- show ---- */

static void print_document(ontrack_text json)
{
    fwrite(json.data, 1, json.size, stdout);
    if (json.size > 0 && json.data[json.size - 1] != '\n') fputc('\n', stdout);
}

static int show_resolved(const ontrack_ruleset *ruleset)
{
    ontrack_buffer json = ONTRACK_BUFFER_INIT;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_status status = ontrack_ruleset_print(ruleset, &json, &error);
    if (status == ONTRACK_OK)
        print_document((ontrack_text){json.data, json.size});
    else
        words_error(&error);
    ontrack_buffer_dispose(&json);
    return status == ONTRACK_OK ? CLI_EXIT_DONE : CLI_EXIT_FAILED;
}

static int rules_show(int argc, char **argv)
{
    static const cli_page page = {"ontrack rules show", "Prints a rule set's JSON.", NULL};
    const char *name = NULL;
    bool resolved = false;
    const cli_option options[] = {
        {CLI_PLACE, 0, "RULESET", NULL, &name, "a built-in's name, a JSON file, or -"},
        {CLI_FLAG, 0, "resolved", NULL, &resolved, "with everything that it inherits put in place"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status != CLI_GO) return status;
    loaded_rules rules;
    status = load_rules(name, &rules);
    if (status == CLI_GO && resolved)
        status = show_resolved(rules.ruleset);
    else if (status == CLI_GO)
        print_document(rules.json);
    load_rules_dispose(&rules);
    return status == CLI_GO ? CLI_EXIT_DONE : status;
}

/* ---- check ---- */

static void note(const char *file, const char *rule, const char *what)
{
    printf("%s: note: %s%s%s%s\n", file, rule == NULL ? "" : "rule '", rule == NULL ? "" : rule,
           rule == NULL ? "" : "' ", what);
}

/* What is allowed and still makes a rule set weaker than it could be. */
static void print_notes(const char *file, const ontrack_ruleset *ruleset, size_t tests)
{
    for (size_t i = 0; i < ontrack_ruleset_rule_count(ruleset); i++) {
        const ontrack_rule *rule = ontrack_ruleset_rule_at(ruleset, i);
        if (rule->respond_count == 0)
            note(file, rule->id, "says nothing about what to do (\"respond\")");
        if (rule->source[0] == '\0' &&
            ontrack_ruleset_text(ruleset, ONTRACK_RULESET_SOURCE)[0] == '\0')
            note(file, rule->id, "does not say where it comes from (\"source\")");
    }
    if (ontrack_ruleset_text(ruleset, ONTRACK_RULESET_MISUSE)[0] == '\0')
        note(file, NULL, "no \"misuse\" text says what it must not be used for");
    if (tests == 0) note(file, NULL, "no tests travel with it (\"tests\")");
}

static ontrack_status ignore_result(void *user, const ontrack_result *result)
{
    (void)user;
    (void)result;
    return ONTRACK_OK;
}

/* Which codes of the data the rule set gives no meaning. */
static int check_data(const char *file, const ontrack_ruleset *ruleset, const loaded *data)
{
    const ontrack_report *report = NULL;
    ontrack_evaluator *evaluator = NULL;
    ontrack_sink sink = {ignore_result, NULL};
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_status status = ontrack_evaluator_new(ruleset, data->dataset, NULL, &evaluator, &error);
    if (status == ONTRACK_OK)
        status = ontrack_evaluator_run(evaluator, 0, ontrack_dataset_count(data->dataset), &sink,
                                       &error);
    if (status == ONTRACK_OK) status = ontrack_evaluator_report(evaluator, &report, &error);
    if (status != ONTRACK_OK) {
        words_error(&error);
    } else if (report->unmapped_count > 0) {
        printf("%s: codes of the data that no line maps:\n", file);
        summary_print_unmapped(stdout, report);
    } else {
        printf("%s: every code of the data has a meaning\n", file);
    }
    for (size_t i = 0; report != NULL && i < report->warning_count; i++)
        note(file, NULL, report->warnings[i]);
    ontrack_evaluator_free(evaluator);
    return status == ONTRACK_OK ? CLI_GO : CLI_EXIT_FAILED;
}

static int check_one(const char *file, const loaded *data)
{
    loaded_rules rules;
    size_t passed = 0, failed = 0;
    ontrack_error error = ONTRACK_ERROR_INIT;
    int status = load_rules(file, &rules);
    if (status == CLI_GO && ontrack_ruleset_test_run(rules.ruleset, NULL, NULL, &passed, &failed,
                                                     &error) != ONTRACK_OK) {
        words_error(&error);
        status = CLI_EXIT_FAILED;
    }
    if (status == CLI_GO) {
        printf("%s: ok, %s %s: %zu rules, %zu tests, fingerprint %s\n", file,
               ontrack_ruleset_text(rules.ruleset, ONTRACK_RULESET_ID),
               ontrack_ruleset_text(rules.ruleset, ONTRACK_RULESET_VERSION),
               ontrack_ruleset_rule_count(rules.ruleset), passed + failed,
               ontrack_ruleset_text(rules.ruleset, ONTRACK_RULESET_FINGERPRINT));
        print_notes(file, rules.ruleset, passed + failed);
        if (data->dataset != NULL) status = check_data(file, rules.ruleset, data);
    }
    load_rules_dispose(&rules);
    return status;
}

/* The worse of two exit statuses: a rule set that is wrong outranks work that failed. */
static int worse(int left, int right)
{
    return left > right ? left : right;
}

static int rules_check(int argc, char **argv)
{
    static const cli_page page = {
        "ontrack rules check", "Checks rule sets without evaluating anybody.",
        "A wrong rule set gives exit status 2. Notes are advice and change nothing.\n"};
    cli_places files = {NULL, 0};
    const char *folder = NULL;
    const cli_option options[] = {
        {CLI_PLACES, 0, "FILE", NULL, &files, "a JSON file, a built-in's name, or -"},
        {CLI_TEXT, 0, "data", "DIR", &folder,
         "tell too which codes of a data folder the rule set gives no meaning"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status != CLI_GO) return status;
    progress bar;
    loaded data = {0};
    load_options loading = {false, NULL, &bar};
    progress_begin(&bar);
    if (folder != NULL) status = load_folder(folder, &loading, &data);
    if (status == CLI_GO || folder == NULL)
        for (size_t i = 0; i < files.count; i++)
            status = worse(status, check_one(files.items[i], &data));
    load_dispose(&data);
    return status == CLI_GO ? CLI_EXIT_DONE : status;
}

/* ---- test ---- */

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

static int rules_test(int argc, char **argv)
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
        status = worse(status, test_one(files.items[i], &passed, &failed));
    printf("%zu passed, %zu failed\n", passed, failed);
    status = worse(status, failed > 0 ? CLI_EXIT_FAILED : CLI_EXIT_DONE);
    return status;
}

int cmd_rules(int argc, char **argv)
{
    static const cli_command commands[] = {
        {"list", "list the built-in rule sets", rules_list},
        {"show", "print a rule set's JSON", rules_show},
        {"check", "check rule sets without evaluating anybody", rules_check},
        {"test", "run the tests that travel with rule sets", rules_test},
        {NULL, NULL, NULL},
    };
    static const cli_page page = {"ontrack rules", "Lists, shows, checks and tests rule sets.",
                                  NULL};
    return cli_dispatch(&page, commands, argc, argv);
}
