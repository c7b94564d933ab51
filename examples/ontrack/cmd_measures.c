/* ontrack measures - the catalogue as a table. */
#include "cli.h"
#include "commands.h"
#include "words.h"

#include <ontrack/measure.h>
#include <string.h>

static const cli_page page = {"ontrack measures",
                              "Lists the measures that a rule may read, with their options.",
                              "docs/measures.md says how each one counts.\n"};

static size_t longest_name(const ontrack_catalogue *catalogue)
{
    size_t longest = 0;
    for (size_t i = 0; i < ontrack_catalogue_count(catalogue); i++) {
        size_t size = words_length(ontrack_catalogue_at(catalogue, i)->name);
        longest = size > longest ? size : longest;
    }
    return longest;
}

/* "ratio in days; window, categories" */
static void describe(const ontrack_measure *measure, char *out, size_t size)
{
    bool unit = measure->unit != NULL && measure->unit[0] != '\0' &&
                strcmp(measure->unit, ontrack_type_name(measure->type)) != 0;
    size_t used = (size_t)snprintf(out, size, "%s%s%s", ontrack_type_name(measure->type),
                                   unit ? ", " : "", unit ? measure->unit : "");
    const char *join = ". Options: ";
    for (unsigned bit = 1; bit != 0 && used < size; bit <<= 1) {
        const char *name =
            (measure->options & bit) != 0 ? ontrack_option_name((ontrack_option)bit) : NULL;
        if (name == NULL) continue;
        used += (size_t)snprintf(out + used, size - used, "%s%s", join, name);
        join = ", ";
    }
    if (used < size) snprintf(out + used, size - used, ".");
}

static void print_measure(const ontrack_measure *measure, size_t indent, size_t width)
{
    char line[512];
    fputs(measure->name, stdout);
    words_pad(stdout, words_length(measure->name), indent);
    if (measure->about != NULL && measure->about[0] != '\0') {
        words_wrap(stdout, indent, indent, width, measure->about);
        printf("\n%*s", (int)indent, "");
    }
    describe(measure, line, sizeof line);
    words_wrap(stdout, indent, indent, width, line);
    fputc('\n', stdout);
}

int cmd_measures(int argc, char **argv)
{
    int width = 0;
    const cli_option options[] = {
        {CLI_NUMBER, 0, "width", "COLUMNS", &width, "width of the table; the terminal's, or 80"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status != CLI_GO) return status;
    ontrack_catalogue *catalogue = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    if (ontrack_catalogue_new(NULL, &catalogue, &error) != ONTRACK_OK) {
        words_error(&error);
        return CLI_EXIT_FAILED;
    }
    size_t indent = longest_name(catalogue) + 2;
    for (size_t i = 0; i < ontrack_catalogue_count(catalogue); i++)
        print_measure(ontrack_catalogue_at(catalogue, i), indent,
                      width > 0 ? (size_t)width : words_width());
    ontrack_catalogue_free(catalogue);
    return CLI_EXIT_DONE;
}
