/* ontrack rules check - look rule sets through, alone and against a district's data. */
#include "cli.h"
#include "commands.h"
#include "found.h"
#include "load.h"
#include "words.h"

#include <ontrack/review.h>
#include <string.h>

enum { SUMMARY_SIZE = 100 };

/* A check of all the files. */
typedef struct session {
    const char *format;
    bool strict;
    ontrack_date as_of;
    const loaded *data; /* its dataset is NULL without --data */
} session;

/* "ok, plain 7: 2 rules, 1 test, fingerprint ...; 1 note" closes what was found. */
static void print_summary(const found *all, const ontrack_ruleset *ruleset, bool good, FILE *stream)
{
    char counts[SUMMARY_SIZE];
    ontrack_test_counts tests = {0, 0, 0};
    ontrack_ruleset_test_run(ruleset, NULL, &tests, NULL);
    const size_t rules = ontrack_ruleset_rule_count(ruleset), count = tests.passed + tests.failed;
    found_summary(all, counts, sizeof counts);
    fprintf(stream, "%s: %s, %s %s: %zu rule%s, %zu test%s, fingerprint %s%s%s\n", all->file,
            good ? "ok" : "not ok", ontrack_ruleset_text(ruleset, ONTRACK_RULESET_ID),
            ontrack_ruleset_text(ruleset, ONTRACK_RULESET_VERSION), rules,
            words_plural((int64_t)rules), count, words_plural((int64_t)count),
            ontrack_ruleset_text(ruleset, ONTRACK_RULESET_FINGERPRINT),
            counts[0] == '\0' ? "" : "; ", counts);
}

static int check_rules(const session *in, const char *file, const loaded_rules *rules)
{
    ontrack_check_options options = ONTRACK_CHECK_OPTIONS_INIT;
    ontrack_error error = ONTRACK_ERROR_INIT;
    found all = {file, strcmp(in->format, "json") == 0, {0}};
    options.take = found_take;
    options.user = &all;
    options.document = rules->json;
    options.as_of = in->as_of;
    ontrack_status status = ontrack_ruleset_check(rules->ruleset, &options, &error);
    if (status == ONTRACK_OK && in->data->dataset != NULL)
        status = ontrack_ruleset_check_data(rules->ruleset, in->data->dataset, &options, &error);
    if (status != ONTRACK_OK) {
        words_error(&error);
        return CLI_EXIT_FAILED;
    }
    const bool good = all.count[ONTRACK_SEVERITY_ERROR] == 0 &&
                      !(in->strict && all.count[ONTRACK_SEVERITY_WARNING] > 0);
    print_summary(&all, rules->ruleset, good, all.json ? stderr : stdout);
    return good ? CLI_GO : CLI_EXIT_FAILED;
}

static int check_one(const session *in, const char *file)
{
    loaded_rules rules;
    int status = load_rules(file, &rules);
    if (status == CLI_GO) status = check_rules(in, file, &rules);
    load_rules_dispose(&rules);
    return status;
}

int cmd_rules_check(int argc, char **argv)
{
    static const cli_page page = {
        "ontrack rules check", "Looks rule sets through for what cannot be meant.",
        "Errors give exit status 1, warnings do with --strict; notes are advice. A file\n"
        "that cannot be loaded gives 2. docs/rule-check.md explains each finding.\n"};
    cli_places files = {NULL, 0};
    const char *folder = NULL, *as_of = NULL, *layout_name = NULL;
    bool latin1 = false;
    session in = {"text", false, ONTRACK_DATE_NONE, NULL};
    const cli_option options[] = {
        {CLI_PLACES, 0, "FILE", NULL, &files, "a JSON file, a built-in's name, or -"},
        {CLI_TEXT, 0, "data", "DIR", &folder,
         "against a data folder too: codes that no line maps, lines that no code meets"},
        LOAD_OPTION_LAYOUT(&layout_name),
        {CLI_TEXT, 0, "as-of", "DATE", &as_of, "of the data; its last date when not told"},
        {CLI_FLAG, 0, "latin1", NULL, &latin1,
         "take files of the data that are not UTF-8 as ISO 8859-1"},
        {CLI_CHOICE, 'f', "format", "text|json", &in.format, "text, or a JSON object a line"},
        {CLI_FLAG, 0, "strict", NULL, &in.strict, "exit status 1 for warnings too"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status == CLI_GO) status = load_day("--as-of", as_of, &in.as_of);
    if (status != CLI_GO) return status;
    progress bar;
    loaded data = {0};
    load_options loading = {.bar = &bar};
    ontrack_layout *layout = NULL;
    in.data = &data;
    progress_begin(&bar);
    if (status == CLI_GO) status = load_layout(layout_name, &layout);
    loading.layout = layout;
    loading.latin1 = latin1;
    if (status == CLI_GO && folder != NULL) status = load_folder(folder, &loading, &data);
    if (status == CLI_GO)
        for (size_t i = 0; i < files.count; i++)
            status = cli_worse(status, check_one(&in, files.items[i]));
    load_dispose(&data);
    ontrack_layout_free(layout);
    return status == CLI_GO ? CLI_EXIT_DONE : status;
}
