/* cli.h - options as a table: parsing, help and complaints all come from it. */
#ifndef ONTRACK_CLI_H
#define ONTRACK_CLI_H

#include <stddef.h>

/* What the program answers to the shell; the worse the higher. */
enum {
    CLI_EXIT_DONE = 0,
    CLI_EXIT_FAILED = 1, /* the work failed: a file, the data with --strict, a rule test */
    CLI_EXIT_USAGE = 2   /* the command line or the rule set is wrong */
};

/* The worse of two exit statuses: a rule set that is wrong outranks work that failed. */
int cli_worse(int left, int right);

typedef enum cli_kind {
    CLI_END,    /* closes a table */
    CLI_FLAG,   /* target: bool, set to true */
    CLI_TEXT,   /* target: const char * */
    CLI_TEXTS,  /* target: cli_texts; the option may be given again */
    CLI_NUMBER, /* target: int, 1 to 1,000,000,000 */
    CLI_CHOICE, /* target: const char *, one of the words that `value` joins by '|' */
    CLI_PLACE,  /* target: const char *, an argument without a dash; required */
    CLI_PLACES  /* target: cli_places, one or more; the last place of a table */
} cli_kind;

enum { CLI_TEXTS_MOST = 16 };

typedef struct cli_texts {
    const char *items[CLI_TEXTS_MOST]; /* borrowed from argv */
    size_t count;
} cli_texts;

typedef struct cli_places {
    char **items; /* borrowed from argv */
    size_t count;
} cli_places;

typedef struct cli_option {
    cli_kind kind;
    char letter;       /* 0: none */
    const char *name;  /* "as-of"; of a place, what help calls it: "DIR" */
    const char *value; /* what help calls the value: "FILE"; NULL for a flag or a place */
    void *target;
    const char *about; /* one sentence */
} cli_option;

/* What help says besides the options. */
typedef struct cli_page {
    const char *command; /* "ontrack evaluate" */
    const char *about;   /* one sentence */
    const char *more;    /* shown as it is after the options; NULL: nothing */
} cli_page;

/* cli_parse() answers this when the command shall go on. */
#define CLI_GO (-1)

/* Fills the targets from argv[1] on; argv is reordered so that CLI_PLACES stand together.
 * Returns CLI_GO, or the exit status after help or a complaint. */
int cli_parse(const cli_page *page, const cli_option *options, int argc, char **argv);

/* A command of a group ("evaluate" of "ontrack", "show" of "ontrack rules"). */
typedef struct cli_command {
    const char *name; /* NULL closes a table */
    const char *about;
    int (*run)(int argc, char **argv); /* argv[0] is the command's name */
} cli_command;

/* Runs the command that argv[1] names; answers --help for the group. */
int cli_dispatch(const cli_page *page, const cli_command *commands, int argc, char **argv);

#endif
