/* ontrack rules check - check rule sets without evaluating anybody. */
#include "cli.h"
#include "commands.h"
#include "load.h"
#include "summary.h"
#include "words.h"

#include <ontrack/evaluation.h>
#include <ontrack/review.h>

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
    ontrack_test_counts tests = {0, 0, 0};
    ontrack_error error = ONTRACK_ERROR_INIT;
    int status = load_rules(file, &rules);
    if (status == CLI_GO &&
        ontrack_ruleset_test_run(rules.ruleset, NULL, &tests, &error) != ONTRACK_OK) {
        words_error(&error);
        status = CLI_EXIT_FAILED;
    }
    if (status == CLI_GO) {
        printf("%s: ok, %s %s: %zu rules, %zu tests, fingerprint %s\n", file,
               ontrack_ruleset_text(rules.ruleset, ONTRACK_RULESET_ID),
               ontrack_ruleset_text(rules.ruleset, ONTRACK_RULESET_VERSION),
               ontrack_ruleset_rule_count(rules.ruleset), tests.passed + tests.failed,
               ontrack_ruleset_text(rules.ruleset, ONTRACK_RULESET_FINGERPRINT));
        print_notes(file, rules.ruleset, tests.passed + tests.failed);
        if (data->dataset != NULL) status = check_data(file, rules.ruleset, data);
    }
    load_rules_dispose(&rules);
    return status;
}

int cmd_rules_check(int argc, char **argv)
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
    load_options loading = {.bar = &bar};
    progress_begin(&bar);
    if (folder != NULL) status = load_folder(folder, &loading, &data);
    if (status == CLI_GO || folder == NULL)
        for (size_t i = 0; i < files.count; i++)
            status = cli_worse(status, check_one(files.items[i], &data));
    load_dispose(&data);
    return status == CLI_GO ? CLI_EXIT_DONE : status;
}
