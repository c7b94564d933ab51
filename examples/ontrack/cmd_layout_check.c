/* ontrack layout check - what a layout recognises in a folder, and what will be unknown. */
#include "cli.h"
#include "commands.h"
#include "load.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

static const cli_page page = {
    "ontrack layout check",
    "Reads a folder by a layout and tells which files and columns it recognises, which it does "
    "not, and what will be unknown therefore.",
    "Without --layout the built-in layout that fits best is tried.\n"
    "Exit status: 0 the folder can be read; 1 it cannot, or no layout fits; 2 the\n"
    "command line or the layout is wrong.\n"};

/* What cannot be known without a table. */
static const struct {
    const char *tables[2]; /* one of them suffices */
    const char *beside;    /* told only where this table is given; NULL: anyway */
    const char *measures;
} needs[] = {
    {{"enrollments", NULL}, NULL, "transitions.*, and days enrolled by attendance marks"},
    {{"calendar", NULL}, NULL, "school days on which nobody has a mark"},
    {{"terms", NULL}, NULL, "windows by term, credits.expected and credits.behind"},
    {{"attendance", "attendance_totals"}, NULL, "attendance.*"},
    {{"attendance", NULL},
     "attendance_totals",
     "absences by category, by month, in a row or in a window"},
    {{"grades", NULL}, NULL, "credits.*"},
    {{"incidents", NULL}, NULL, "behavior.*"},
    {{"actions", NULL}, NULL, "discipline.*"},
    {{"transitions", NULL}, NULL, "transitions.events"},
};

/* ---- which layout ---- */

static bool is_better(const ontrack_layout_fit *fit, const ontrack_layout_fit *best)
{
    if (fit->students == 0) return false;
    return best->students == 0 || fit->columns > best->columns;
}

/* The built-in that fits best; NULL when none does. */
static int guess(const char *folder, const char **out)
{
    ontrack_layout_fit best = {0, 0, 0};
    *out = NULL;
    for (size_t i = 0; i < ontrack_layout_builtin_count(); i++) {
        ontrack_layout *layout = NULL;
        ontrack_layout_fit fit;
        ontrack_error error = ONTRACK_ERROR_INIT;
        int status = load_layout(ontrack_layout_builtin_name(i), &layout);
        if (status != CLI_GO) return status;
        ontrack_status fitted = ontrack_layout_fits(layout, folder, &fit, &error);
        ontrack_layout_free(layout);
        if (fitted != ONTRACK_OK) {
            words_error(&error);
            return CLI_EXIT_FAILED;
        }
        if (!is_better(&fit, &best)) continue;
        best = fit;
        *out = ontrack_layout_builtin_name(i);
    }
    if (*out != NULL) return CLI_GO;
    words_say("no built-in layout can read students from this folder; docs/layouts.md tells how to "
              "write one for it");
    return CLI_EXIT_FAILED;
}

/* ---- what was read ---- */

static void print_safe(const char *text)
{
    words_print_safe(stdout, ontrack_text_of(text));
}

static size_t longest_column(const loaded *data, size_t file)
{
    size_t longest = 0;
    for (size_t i = 0; i < ontrack_reader_column_count(data->reader, file); i++) {
        ontrack_file_column column = ontrack_reader_column_at(data->reader, file, i);
        size_t size = column.column == NULL ? 0 : words_length(column.column);
        longest = size > longest ? size : longest;
    }
    return longest;
}

static void print_columns(const loaded *data, size_t file)
{
    size_t width = longest_column(data, file);
    for (size_t i = 0; i < ontrack_reader_column_count(data->reader, file); i++) {
        ontrack_file_column column = ontrack_reader_column_at(data->reader, file, i);
        if (column.column == NULL) continue;
        fputs("    ", stdout);
        print_safe(column.column);
        words_pad(stdout, 4 + words_length(column.column), width + 6);
        if (column.from != NULL) print_safe(column.from);
        fputs(column.found          ? "\n"
              : column.from != NULL ? "  (not in the export)\n"
                                    : "-\n",
              stdout);
    }
}

/* A list that grows in memory, to be wrapped when it is whole. */
typedef struct list {
    FILE *stream;
    char *text;
    size_t size;
    bool begun;
} list;

static void begin_list(list *out)
{
    *out = (list){0};
    out->stream = open_memstream(&out->text, &out->size);
}

static void add_item(list *to, const char *head, const char *item)
{
    if (to->stream == NULL) return;
    fputs(to->begun ? ", " : head, to->stream);
    words_print_safe(to->stream, ontrack_text_of(item));
    to->begun = true;
}

/* Prints the list, when there is anything in it, from `column` on, its other lines indented. */
static void end_list(list *from, size_t column, size_t indent)
{
    if (from->stream == NULL) return;
    fclose(from->stream);
    if (from->begun) {
        words_wrap(stdout, column, indent, words_width(), from->text);
        fputc('\n', stdout);
    }
    free(from->text);
}

static void print_unused(const loaded *data, size_t file)
{
    list unused;
    begin_list(&unused);
    for (size_t i = 0; i < ontrack_reader_column_count(data->reader, file); i++) {
        ontrack_file_column column = ontrack_reader_column_at(data->reader, file, i);
        if (column.column == NULL) add_item(&unused, "not read: ", column.from);
    }
    if (unused.begun) fputs("    ", stdout);
    end_list(&unused, 4, 14);
}

static void print_skips(const loaded *data, size_t file)
{
    char digits[WORDS_NUMBER_SIZE];
    for (size_t i = 0; i < ontrack_reader_skip_count(data->reader, file); i++) {
        ontrack_file_skip skip = ontrack_reader_skip_at(data->reader, file, i);
        printf("    left out: %s row%s: ", words_number(skip.rows, digits),
               words_plural(skip.rows));
        print_safe(skip.because);
        fputc('\n', stdout);
    }
}

static void print_file(const loaded *data, size_t file)
{
    char rows[WORDS_NUMBER_SIZE], records[WORDS_NUMBER_SIZE], rejected[WORDS_NUMBER_SIZE];
    ontrack_file_counts counts = ontrack_reader_counts(data->reader, file);
    print_safe(counts.file);
    printf(" -> %s: %s row%s, %s record%s", counts.table, words_number(counts.rows, rows),
           words_plural(counts.rows), words_number(counts.read - counts.rejected, records),
           words_plural(counts.read - counts.rejected));
    if (counts.rejected > 0) printf(", %s rejected", words_number(counts.rejected, rejected));
    fputc('\n', stdout);
    print_columns(data, file);
    print_unused(data, file);
    print_skips(data, file);
}

/* ---- what was not ---- */

static void print_ignored(const loaded *data)
{
    list ignored;
    begin_list(&ignored);
    for (size_t i = 0; i < ontrack_reader_ignored_count(data->reader); i++)
        add_item(&ignored, "Files that the layout does not name: ",
                 ontrack_reader_ignored_at(data->reader, i));
    if (ignored.begun) fputc('\n', stdout);
    end_list(&ignored, 0, 4);
}

static bool is_given(const loaded *data, const char *table)
{
    for (size_t i = 0; table != NULL && i < ontrack_reader_file_count(data->reader); i++) {
        ontrack_file_counts counts = ontrack_reader_counts(data->reader, i);
        if (strcmp(counts.table, table) == 0) return true;
    }
    return false;
}

static void print_unknown(const loaded *data)
{
    size_t width = words_width();
    const char *heading = "\nUnknown, since nothing feeds the table:\n";
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        if (is_given(data, needs[i].tables[0]) || is_given(data, needs[i].tables[1])) continue;
        if (needs[i].beside != NULL && !is_given(data, needs[i].beside)) continue;
        fputs(heading, stdout);
        heading = "";
        printf("    %s", needs[i].tables[0]);
        words_pad(stdout, 4 + strlen(needs[i].tables[0]), 20);
        words_wrap(stdout, 20, 20, width, needs[i].measures);
        fputc('\n', stdout);
    }
}

static void print_head(const ontrack_layout *layout)
{
    const char *id = ontrack_layout_text(layout, ONTRACK_LAYOUT_ID);
    print_safe(id);
    fputs(": ", stdout);
    words_wrap(stdout, words_length(id) + 2, 0, words_width(),
               ontrack_layout_text(layout, ONTRACK_LAYOUT_TITLE));
    fputs("\n\n", stdout);
}

static void print_about(const ontrack_layout *layout)
{
    const char *about = ontrack_layout_text(layout, ONTRACK_LAYOUT_ABOUT);
    if (about[0] == '\0') return;
    fputc('\n', stdout);
    words_wrap(stdout, 0, 0, words_width(), about);
    fputc('\n', stdout);
}

static int check(const char *folder, const ontrack_layout *layout, bool latin1)
{
    progress bar;
    loaded data = {0};
    load_options reading = {.latin1 = latin1, .bar = &bar, .layout = layout};
    progress_begin(&bar);
    int status = load_folder(folder, &reading, &data);
    if (status == CLI_GO) {
        print_head(layout);
        for (size_t i = 0; i < ontrack_reader_file_count(data.reader); i++)
            print_file(&data, i);
        print_ignored(&data);
        print_unknown(&data);
        print_about(layout);
        status = CLI_EXIT_DONE;
    }
    load_dispose(&data);
    return status;
}

int cmd_layout_check(int argc, char **argv)
{
    const char *folder = NULL, *name = NULL;
    bool latin1 = false;
    const cli_option options[] = {
        {CLI_PLACE, 0, "DIR", NULL, &folder, "folder of an export"},
        {CLI_TEXT, 0, "layout", "LAYOUT", &name,
         "a built-in's name or a JSON file; the built-in that fits best when absent"},
        {CLI_FLAG, 0, "latin1", NULL, &latin1, "take files that are not UTF-8 as ISO 8859-1"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status != CLI_GO) return status;
    ontrack_layout *layout = NULL;
    if (name == NULL) status = guess(folder, &name);
    if (status == CLI_GO) status = load_layout(name, &layout);
    if (status == CLI_GO) status = check(folder, layout, latin1);
    ontrack_layout_free(layout);
    return status;
}
