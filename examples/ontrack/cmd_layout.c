/* ontrack layout - list and show layouts; cmd_layout_check.c holds one against a folder. */
#include "cli.h"
#include "commands.h"
#include "load.h"
#include "words.h"

#include <string.h>

/* ---- list ---- */

static size_t longest_name(void)
{
    size_t longest = 0;
    for (size_t i = 0; i < ontrack_layout_builtin_count(); i++) {
        size_t size = strlen(ontrack_layout_builtin_name(i));
        longest = size > longest ? size : longest;
    }
    return longest;
}

static int list_one(const char *name, size_t indent)
{
    ontrack_layout *layout = NULL;
    int status = load_layout(name, &layout);
    if (status == CLI_GO) {
        fputs(name, stdout);
        words_pad(stdout, strlen(name), indent);
        words_wrap(stdout, indent, indent, words_width(),
                   ontrack_layout_text(layout, ONTRACK_LAYOUT_TITLE));
        fputc('\n', stdout);
    }
    ontrack_layout_free(layout);
    return status;
}

static int layout_list(int argc, char **argv)
{
    static const cli_page page = {"ontrack layout list", "Lists the built-in layouts.", NULL};
    const cli_option options[] = {{CLI_END, 0, NULL, NULL, NULL, NULL}};
    int status = cli_parse(&page, options, argc, argv);
    for (size_t i = 0; status == CLI_GO && i < ontrack_layout_builtin_count(); i++)
        status = list_one(ontrack_layout_builtin_name(i), longest_name() + 2);
    return status == CLI_GO ? CLI_EXIT_DONE : status;
}

/* ---- show ---- */

static int layout_show(int argc, char **argv)
{
    static const cli_page page = {"ontrack layout show", "Prints a built-in layout's JSON.",
                                  "Save it under another name to change it for your export;\n"
                                  "docs/layouts.md says what may stand in it.\n"};
    const char *name = NULL;
    const cli_option options[] = {
        {CLI_PLACE, 0, "NAME", NULL, &name, "a built-in's name"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status != CLI_GO) return status;
    ontrack_layout *layout = NULL;
    status = load_layout(name, &layout);
    ontrack_layout_free(layout);
    if (status != CLI_GO) return status;
    ontrack_text json = ontrack_layout_builtin_json(name);
    if (json.size == 0) {
        words_say("'%s' is a file of your own; only built-in layouts are shown", name);
        return CLI_EXIT_USAGE;
    }
    fwrite(json.data, 1, json.size, stdout);
    return CLI_EXIT_DONE;
}

int cmd_layout(int argc, char **argv)
{
    static const cli_command commands[] = {
        {"list", "list the built-in layouts", layout_list},
        {"show", "print a layout's JSON", layout_show},
        {"check", "tell what a layout recognises in a folder", cmd_layout_check},
        {NULL, NULL, NULL},
    };
    static const cli_page page = {"ontrack layout", "Lists, shows and checks layouts of exports.",
                                  NULL};
    return cli_dispatch(&page, commands, argc, argv);
}
