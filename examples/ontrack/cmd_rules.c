/* ontrack rules - list, show, check and test rule sets; each is one file, cmd_rules_<name>.c. */
#include "cli.h"
#include "commands.h"

#include <stddef.h>

int cmd_rules(int argc, char **argv)
{
    static const cli_command commands[] = {
        {"list", "list the built-in rule sets", cmd_rules_list},
        {"show", "tell what a rule set says", cmd_rules_show},
        {"check", "check rule sets without evaluating anybody", cmd_rules_check},
        {"test", "run the tests that travel with rule sets", cmd_rules_test},
        {NULL, NULL, NULL},
    };
    static const cli_page page = {"ontrack rules", "Lists, shows, checks and tests rule sets.",
                                  NULL};
    return cli_dispatch(&page, commands, argc, argv);
}
