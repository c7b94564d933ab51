/* ontrack diff - what changed from one result to another, and what did it. */
#define _POSIX_C_SOURCE 200809L

#include "cli.h"
#include "commands.h"
#include "output.h"
#include "words.h"

#include <errno.h>
#include <ontrack/output.h>
#include <stdlib.h>
#include <string.h>

static const cli_page page = {
    "ontrack diff",
    "Compares two results, written by 'ontrack evaluate -f jsonl', student by student.",
    "Tells flags that are newly met, still met, worsened, improved, cleared, and\n"
    "whether new data, a late edit to old data, a changed rule or a changed code map\n"
    "did it. Write NEW with --since and the as-of date of OLD, and the causes are\n"
    "told apart.\n"};

/* A result that is read line by line. */
typedef struct result_file {
    const char *path;
    FILE *stream;
    char *line;
    size_t capacity;
} result_file;

static bool open_result(result_file *file)
{
    file->stream = strcmp(file->path, "-") == 0 ? stdin : fopen(file->path, "rb");
    if (file->stream == NULL) words_system(file->path, errno);
    return file->stream != NULL;
}

static void close_result(result_file *file)
{
    if (file->stream != NULL && file->stream != stdin) fclose(file->stream);
    free(file->line);
}

static ontrack_status next_line(void *user, ontrack_text *line)
{
    result_file *file = user;
    errno = 0;
    ssize_t size = getline(&file->line, &file->capacity, file->stream);
    if (size < 0 && errno == ENOMEM) return ONTRACK_NO_MEMORY;
    if (size < 0 && ferror(file->stream)) return ONTRACK_IO;
    *line = (ontrack_text){NULL, 0};
    if (size < 0) return ONTRACK_OK;
    while (size > 0 && (file->line[size - 1] == '\n' || file->line[size - 1] == '\r'))
        size--;
    *line = (ontrack_text){file->line, (size_t)size};
    return ONTRACK_OK;
}

static ontrack_status compare(result_file *old_file, result_file *new_file, const char *format,
                              output *out, ontrack_error *error)
{
    ontrack_writer_options options = ONTRACK_WRITER_OPTIONS_INIT;
    ontrack_difference_writer *writer = NULL;
    options.format = output_format(format);
    options.write = output_write;
    options.user = out;
    const ontrack_lines then = {old_file->path, next_line, old_file};
    const ontrack_lines now = {new_file->path, next_line, new_file};
    ontrack_status status = ontrack_difference_writer_new(&options, &writer, error);
    if (status == ONTRACK_OK)
        status = ontrack_compare(&then, &now, ontrack_difference_writer_take, writer, NULL, error);
    if (status == ONTRACK_OK) status = ontrack_difference_writer_finish(writer, error);
    ontrack_difference_writer_free(writer);
    return status;
}

static int diff(result_file *old_file, result_file *new_file, const char *format, const char *file)
{
    output out = {0};
    ontrack_error error = ONTRACK_ERROR_INIT;
    if (strcmp(old_file->path, "-") == 0 && strcmp(new_file->path, "-") == 0) {
        words_say("only one of the two results can come from standard input");
        return CLI_EXIT_USAGE;
    }
    if (!open_result(old_file) || !open_result(new_file) || !output_open(&out, file)) {
        output_close(&out);
        return CLI_EXIT_FAILED;
    }
    ontrack_status status = compare(old_file, new_file, format, &out, &error);
    bool written = status == ONTRACK_OK && output_commit(&out);
    bool quiet = out.broken || out.failed;
    output_close(&out);
    if (status != ONTRACK_OK && !quiet) words_error(&error);
    return written || out.broken ? CLI_EXIT_DONE : CLI_EXIT_FAILED;
}

int cmd_diff(int argc, char **argv)
{
    result_file old_file = {0}, new_file = {0};
    const char *format = "table", *file = NULL;
    const cli_option options[] = {
        {CLI_PLACE, 0, "OLD", NULL, &old_file.path, "the earlier result; - is standard input"},
        {CLI_PLACE, 0, "NEW", NULL, &new_file.path, "the later result"},
        {CLI_CHOICE, 'f', "format", "table|csv|jsonl", &format,
         "how differences are written; table when absent"},
        OUTPUT_OPTION(&file),
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status == CLI_GO) status = diff(&old_file, &new_file, format, file);
    close_result(&old_file);
    close_result(&new_file);
    return status;
}
