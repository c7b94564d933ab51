/* ontrack rules show - print a rule set. */
#include "cli.h"
#include "commands.h"
#include "load.h"
#include "words.h"

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

int cmd_rules_show(int argc, char **argv)
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
