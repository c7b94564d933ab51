/* ontrack - which students are slipping, and why. The commands are in cmd_*.c. */
#include "cli.h"
#include "commands.h"
#include "output.h"
#include "words.h"

#include <ontrack/version.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

static const cli_command commands[] = {
    {"evaluate", "hold every student of a data folder against a rule set", cmd_evaluate},
    {"explain", "tell how one student's result came about", cmd_explain},
    {"aggregate", "count students by school, grade or any attribute, safe to publish",
     cmd_aggregate},
    {"diff", "tell what changed from one result to another, and what did it", cmd_diff},
    {"rules", "list, show, check and test rule sets", cmd_rules},
    {"layout", "list, show and check layouts of exports", cmd_layout},
    {"measures", "list the measures that a rule may read", cmd_measures},
    {NULL, NULL, NULL},
};

static const cli_page page = {
    "ontrack",
    "Finds the students who are slipping off the path to graduation while there is still time to "
    "act, and says why.",
    "'ontrack --version' tells the versions of the program and the library.\n"
    "Exit status: 0 done; 1 the work failed; 2 the command line or the rule set is\n"
    "wrong. Data goes to standard output, words to standard error.\n"};

/* Student records must not end up in a core file. */
static void forbid_core_files(void)
{
    const struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
}

int main(int argc, char **argv)
{
    int status = CLI_EXIT_DONE;
    forbid_core_files();
    signal(SIGPIPE, SIG_IGN); /* a reader that goes away is seen where we write */
    if (argc == 2 && strcmp(argv[1], "--version") == 0)
        printf("ontrack %s\nlibrary %s\n", ONTRACK_VERSION, ontrack_version());
    else
        status = cli_dispatch(&page, commands, argc, argv);
    if (!output_finish_stdout() && status == CLI_EXIT_DONE) status = CLI_EXIT_FAILED;
    return status;
}
