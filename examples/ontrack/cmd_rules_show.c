/* ontrack rules show - what a rule set says. */
#include "cli.h"
#include "commands.h"
#include "load.h"
#include "shown.h"
#include "words.h"

#include <string.h>

static const cli_page page = {
    "ontrack rules show", "Tells what a rule set says, in words and with its numbers.",
    "--resolved tells besides where each number and rule comes from: the documents\n"
    "that the rule set extends, and the overrides that hold for the place and day\n"
    "that are named.\n"};

/* What was asked for. */
typedef struct request {
    const char *name, *as_of;
    bool json, resolved;
    int width;
    cli_texts overrides;
    ontrack_place place;
} request;

static void print_document(ontrack_text json)
{
    fwrite(json.data, 1, json.size, stdout);
    if (json.size > 0 && json.data[json.size - 1] != '\n') fputc('\n', stdout);
}

static int complain(const ontrack_error *error)
{
    words_error(error);
    return CLI_EXIT_FAILED;
}

static int print_resolved(const ontrack_ruleset *ruleset)
{
    ontrack_buffer json = ONTRACK_BUFFER_INIT;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_status status = ontrack_ruleset_print(ruleset, &json, &error);
    if (status == ONTRACK_OK) print_document((ontrack_text){json.data, json.size});
    ontrack_buffer_dispose(&json);
    return status == ONTRACK_OK ? CLI_EXIT_DONE : complain(&error);
}

static int tell(const request *asked, const ontrack_ruleset *ruleset)
{
    ontrack_resolved *resolved = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    size_t width = asked->width > 0 ? (size_t)asked->width : words_width();
    ontrack_status status = ontrack_resolved_new(ruleset, &asked->place, &resolved, &error);
    if (status == ONTRACK_OK)
        shown_print(ontrack_resolved_ruleset(resolved), asked->resolved, width);
    ontrack_resolved_free(resolved);
    return status == ONTRACK_OK ? CLI_EXIT_DONE : complain(&error);
}

static int show(request *asked)
{
    loaded_rules rules = {0};
    if (asked->json && asked->overrides.count > 0) {
        words_say("--json prints the rule set's own document, which no override changes; leave out "
                  "--json or --overrides");
        return CLI_EXIT_USAGE;
    }
    if (asked->overrides.count > 0) asked->resolved = true;
    int status = load_day("--as-of", asked->as_of, &asked->place.as_of);
    if (status == CLI_GO) status = load_rules_with(asked->name, &asked->overrides, &rules);
    if (status == CLI_GO && !asked->json)
        status = tell(asked, rules.ruleset);
    else if (status == CLI_GO && asked->resolved)
        status = print_resolved(rules.ruleset);
    else if (status == CLI_GO)
        print_document(rules.json);
    load_rules_dispose(&rules);
    return status == CLI_GO ? CLI_EXIT_DONE : status;
}

int cmd_rules_show(int argc, char **argv)
{
    request asked = {NULL, NULL, false, false, 0, {{NULL}, 0}, ONTRACK_PLACE_INIT};
    const cli_option options[] = {
        {CLI_PLACE, 0, "RULESET", NULL, &asked.name, "a built-in's name, a JSON file, or -"},
        {CLI_FLAG, 0, "resolved", NULL, &asked.resolved,
         "tell where each number and rule comes from"},
        {CLI_TEXTS, 0, "overrides", "FILE", &asked.overrides,
         "with an override document in place; may be given again, and a later one wins"},
        {CLI_TEXT, 0, "district", "ID", &asked.place.district, "as it is for this district"},
        {CLI_TEXT, 0, "school", "ID", &asked.place.school, "as it is for this school"},
        {CLI_TEXT, 0, "grade", "GRADE", &asked.place.grade, "as it is for this grade"},
        {CLI_TEXT, 0, "term", "TERM", &asked.place.term, "as it is in this term"},
        {CLI_TEXT, 0, "as-of", "DATE", &asked.as_of,
         "with the overrides that hold on that day; with all when absent"},
        {CLI_FLAG, 0, "json", NULL, &asked.json,
         "print the JSON as it was written; with --resolved, with everything inherited in place"},
        {CLI_NUMBER, 0, "width", "COLUMNS", &asked.width,
         "width of the text; the terminal's, or 80"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    return status == CLI_GO ? show(&asked) : status;
}
