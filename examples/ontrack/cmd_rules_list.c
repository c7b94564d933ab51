/* ontrack rules list - list the built-in rule sets. */
#include "cli.h"
#include "commands.h"
#include "load.h"
#include "words.h"

#include <string.h>

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

int cmd_rules_list(int argc, char **argv)
{
    static const cli_page page = {"ontrack rules list", "Lists the built-in rule sets.", NULL};
    const cli_option options[] = {{CLI_END, 0, NULL, NULL, NULL, NULL}};
    int status = cli_parse(&page, options, argc, argv);
    for (size_t i = 0; status == CLI_GO && i < ontrack_builtin_count(); i++)
        status = list_one(ontrack_builtin_name(i), longest_builtin() + 2);
    return status == CLI_GO ? CLI_EXIT_DONE : status;
}
