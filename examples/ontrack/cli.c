#include "cli.h"

#include "nearest.h"
#include "words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { HELP_WIDTH = 80, HELP_INDENT = 26 };

static bool is_place(const cli_option *option)
{
    return option->kind == CLI_PLACE || option->kind == CLI_PLACES;
}

/* ---- help ---- */

static void print_usage(const cli_page *page, const cli_option *options)
{
    bool any = false;
    for (const cli_option *o = options; o->kind != CLI_END; o++)
        any = any || !is_place(o);
    printf("Usage: %s%s", page->command, any ? " [OPTION...]" : "");
    for (const cli_option *o = options; o->kind != CLI_END; o++)
        if (is_place(o)) printf(" %s%s", o->name, o->kind == CLI_PLACES ? "..." : "");
    fputs("\n\n", stdout);
    words_wrap(stdout, 0, 0, HELP_WIDTH, page->about);
    fputs("\n\n", stdout);
}

static void print_row(const char *left, const char *about)
{
    fputs(left, stdout);
    words_pad(stdout, words_length(left), HELP_INDENT);
    words_wrap(stdout, HELP_INDENT, HELP_INDENT, HELP_WIDTH, about);
    fputc('\n', stdout);
}

static void print_option(const cli_option *option)
{
    char left[96];
    if (is_place(option))
        snprintf(left, sizeof left, "  %s", option->name);
    else if (option->letter != 0)
        snprintf(left, sizeof left, "  -%c, --%s%s%s", option->letter, option->name,
                 option->value == NULL ? "" : " ", option->value == NULL ? "" : option->value);
    else
        snprintf(left, sizeof left, "      --%s%s%s", option->name,
                 option->value == NULL ? "" : " ", option->value == NULL ? "" : option->value);
    print_row(left, option->about);
}

static const cli_option help_option = {CLI_FLAG, 'h', "help", NULL, NULL, "show this and stop"};

static void print_help(const cli_page *page, const cli_option *options)
{
    print_usage(page, options);
    for (const cli_option *o = options; o->kind != CLI_END; o++)
        if (is_place(o)) print_option(o);
    fputs("\nOptions:\n", stdout);
    for (const cli_option *o = options; o->kind != CLI_END; o++)
        if (!is_place(o)) print_option(o);
    print_option(&help_option);
    if (page->more != NULL) printf("\n%s", page->more);
}

/* ---- complaints ---- */

static int refuse(const cli_page *page, const char *fact, const char *word, const char *rest)
{
    fprintf(stderr, "%s: %s", page->command, fact);
    if (word != NULL) {
        fputs(" '", stderr);
        words_print_safe(stderr, ontrack_text_of(word));
        fputc('\'', stderr);
    }
    fprintf(stderr, "%s\nTry '%s --help'.\n", rest == NULL ? "" : rest, page->command);
    return CLI_EXIT_USAGE;
}

static int refuse_option(const cli_page *page, const cli_option *options, const char *typed)
{
    char hint[96] = "";
    size_t distance = NEAREST_START;
    size_t size = strcspn(typed, "=");
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)(size < 63 ? size : 63), typed);
    for (const cli_option *o = options; o->kind != CLI_END; o++)
        if (!is_place(o) && strncmp(name, "--", 2) == 0 &&
            nearest_is_closer(name + 2, o->name, &distance))
            snprintf(hint, sizeof hint, "; did you mean '--%s'?", o->name);
    return refuse(page, "unknown option", name, hint);
}

/* ---- parsing ---- */

static bool is_choice(const char *words, const char *given)
{
    size_t size = strlen(given);
    for (const char *at = words; size > 0; at++) {
        size_t length = strcspn(at, "|");
        if (length == size && memcmp(at, given, size) == 0) return true;
        at += length;
        if (*at == '\0') return false;
    }
    return false;
}

static int take_number(const cli_page *page, const cli_option *option, const char *given)
{
    char *end = NULL;
    long number = strtol(given, &end, 10);
    if (end == given || *end != '\0' || number < 1 || number > 1000000000) {
        char fact[96];
        snprintf(fact, sizeof fact, "--%s takes a whole number above 0, not", option->name);
        return refuse(page, fact, given, NULL);
    }
    *(int *)option->target = (int)number;
    return CLI_GO;
}

static int take_another(const cli_page *page, const cli_option *option, const char *given)
{
    cli_texts *texts = option->target;
    if (texts->count == CLI_TEXTS_MOST)
        return refuse(page, "too often given, the option", option->name, NULL);
    texts->items[texts->count++] = given;
    return CLI_GO;
}

static int take_value(const cli_page *page, const cli_option *option, const char *given)
{
    if (option->kind == CLI_NUMBER) return take_number(page, option, given);
    if (option->kind == CLI_TEXTS) return take_another(page, option, given);
    if (option->kind == CLI_CHOICE && !is_choice(option->value, given)) {
        char fact[128];
        snprintf(fact, sizeof fact, "--%s takes %s, not", option->name, option->value);
        return refuse(page, fact, given, NULL);
    }
    *(const char **)option->target = given;
    return CLI_GO;
}

/* The option that a word with a dash names; `value` receives what stands behind "=" or the letter,
 * NULL when nothing does. */
static const cli_option *find_option(const cli_option *options, const char *word,
                                     const char **value)
{
    *value = NULL;
    for (const cli_option *o = options; o->kind != CLI_END; o++) {
        if (is_place(o)) continue;
        size_t size = strlen(o->name);
        if (word[1] == '-' && strncmp(word + 2, o->name, size) == 0 &&
            (word[2 + size] == '\0' || word[2 + size] == '=')) {
            *value = word[2 + size] == '=' ? word + 3 + size : NULL;
            return o;
        }
        if (word[1] != '-' && word[1] == o->letter) {
            *value = word[2] == '\0' ? NULL : word + 2;
            return o;
        }
    }
    return NULL;
}

/* Takes the option at argv[*at]; steps over its value. */
static int take_option(const cli_page *page, const cli_option *options, int argc, char **argv,
                       int *at)
{
    const char *word = argv[*at], *value;
    if (strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0) {
        print_help(page, options);
        return CLI_EXIT_DONE;
    }
    const cli_option *option = find_option(options, word, &value);
    if (option == NULL) return refuse_option(page, options, word);
    if (option->kind == CLI_FLAG) {
        if (value != NULL) return refuse(page, "no value goes with the option", word, NULL);
        *(bool *)option->target = true;
        return CLI_GO;
    }
    if (value == NULL && *at + 1 < argc) value = argv[++*at];
    if (value == NULL) return refuse(page, "a value is missing after", word, NULL);
    return take_value(page, option, value);
}

/* Hands the words without a dash, argv[1 .. count], to the places of the table. */
static int take_places(const cli_page *page, const cli_option *options, char **words, size_t count)
{
    size_t used = 0;
    for (const cli_option *o = options; o->kind != CLI_END; o++) {
        if (!is_place(o)) continue;
        if (used == count) return refuse(page, o->name, NULL, " is missing");
        if (o->kind == CLI_PLACE) {
            *(const char **)o->target = words[used++];
        } else {
            *(cli_places *)o->target = (cli_places){words + used, count - used};
            used = count;
        }
    }
    if (used < count) return refuse(page, "one argument too many", NULL, NULL);
    return CLI_GO;
}

int cli_parse(const cli_page *page, const cli_option *options, int argc, char **argv)
{
    size_t places = 0;
    bool options_ended = false;
    for (int i = 1; i < argc; i++) {
        if (!options_ended && strcmp(argv[i], "--") == 0) {
            options_ended = true;
        } else if (options_ended || argv[i][0] != '-' || argv[i][1] == '\0') {
            argv[1 + places++] = argv[i];
        } else {
            int status = take_option(page, options, argc, argv, &i);
            if (status != CLI_GO) return status;
        }
    }
    return take_places(page, options, argv + 1, places);
}

/* ---- groups of commands ---- */

static void print_group_help(const cli_page *page, const cli_command *commands)
{
    printf("Usage: %s COMMAND [ARGUMENT...]\n\n", page->command);
    words_wrap(stdout, 0, 0, HELP_WIDTH, page->about);
    fputs("\n\nCommands:\n", stdout);
    for (const cli_command *c = commands; c->name != NULL; c++) {
        char left[64];
        snprintf(left, sizeof left, "  %s", c->name);
        print_row(left, c->about);
    }
    printf("\n'%s COMMAND --help' tells the options of a command.\n", page->command);
    if (page->more != NULL) printf("\n%s", page->more);
}

int cli_dispatch(const cli_page *page, const cli_command *commands, int argc, char **argv)
{
    if (argc < 2) return refuse(page, "a command is missing", NULL, NULL);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_group_help(page, commands);
        return CLI_EXIT_DONE;
    }
    char hint[96] = "";
    size_t distance = NEAREST_START;
    for (const cli_command *c = commands; c->name != NULL; c++) {
        if (strcmp(argv[1], c->name) == 0) return c->run(argc - 1, argv + 1);
        if (nearest_is_closer(argv[1], c->name, &distance))
            snprintf(hint, sizeof hint, "; did you mean '%s'?", c->name);
    }
    return refuse(page, argv[1][0] == '-' ? "unknown option" : "unknown command", argv[1], hint);
}

int cli_worse(int left, int right)
{
    return left > right ? left : right;
}
