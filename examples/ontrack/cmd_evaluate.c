/* ontrack evaluate - every student of a folder against a rule set. */
#include "cli.h"
#include "commands.h"
#include "load.h"
#include "output.h"
#include "ranges.h"
#include "summary.h"
#include "words.h"

#include <ontrack/output.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const cli_page page = {
    "ontrack evaluate", "Holds every student of a data folder against a rule set.",
    "Example:\n"
    "  ontrack evaluate examples/demo/school --where \"student.school_id == 'JHS'\"\n\n"
    "What the run saw besides (rows set aside, codes without a meaning, feeds that\n"
    "end early) is said on standard error.\n"};

/* One run: what was asked, and what was made on the way. */
struct job {
    const char *folder, *rules, *as_of_text, *since_text, *format, *file, *where, *rejects_file;
    const char *layout_name;
    bool strict, latin1;
    int width, thread_count;
    ontrack_date as_of, since;
    cli_texts overrides;
    progress bar;
    threads crew;
    loaded_rules rules_loaded;
    ontrack_layout *layout;
    loaded data;
    rejects *rejects;
    summary rows;
    output out;
    ontrack_evaluator *evaluator;
    ontrack_writer *writer;
    const ontrack_report *report;
};

static int complain(const ontrack_error *error)
{
    words_error(error);
    return error->status == ONTRACK_INVALID_RULES ? CLI_EXIT_USAGE : CLI_EXIT_FAILED;
}

/* ---- before the run ---- */

static bool is_stdout(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0;
}

static int check_targets(const struct job *job)
{
    if (job->rejects_file == NULL) return CLI_GO;
    bool both_stdout = is_stdout(job->rejects_file) && is_stdout(job->file);
    if (!both_stdout && (job->file == NULL || strcmp(job->file, job->rejects_file) != 0))
        return CLI_GO;
    words_say("the data and the rejected rows cannot go to the same place");
    return CLI_EXIT_USAGE;
}

static int read_data(struct job *job)
{
    load_options options = {
        .latin1 = job->latin1, .bar = &job->bar, .crew = &job->crew.crew, .layout = job->layout};
    options.skip_attributes = load_may_skip(job->rules_loaded.ruleset, job->where);
    if (job->rejects_file != NULL) {
        job->rejects = rejects_new();
        if (job->rejects == NULL) {
            words_say("out of memory");
            return CLI_EXIT_FAILED;
        }
        options.rejects = job->rejects;
    }
    int status = load_folder(job->folder, &options, &job->data);
    if (status != CLI_GO) return status;
    if (job->rejects != NULL && !rejects_write(job->rejects, job->rejects_file))
        return CLI_EXIT_FAILED;
    return summary_count(&job->data, &job->rows) ? CLI_GO : CLI_EXIT_FAILED;
}

/* ---- the run ---- */

static bool wants_color(const struct job *job)
{
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return is_stdout(job->file) && isatty(STDOUT_FILENO) &&
           (no_color == NULL || no_color[0] == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

static ontrack_status make_writer(struct job *job, ontrack_error *error)
{
    ontrack_writer_options options = ONTRACK_WRITER_OPTIONS_INIT;
    options.format = output_format(job->format);
    options.width = job->width > 0 ? job->width : (int)words_width();
    options.color = wants_color(job);
    options.since = job->since != ONTRACK_DATE_NONE;
    options.write = output_write;
    options.user = &job->out;
    return ontrack_writer_new(job->rules_loaded.ruleset, &options, &job->writer, error);
}

static ontrack_status run_all(struct job *job, ontrack_error *error)
{
    ranges all = {job->rules_loaded.ruleset,
                  job->data.dataset,
                  ONTRACK_EVALUATE_OPTIONS_INIT,
                  job->writer,
                  &job->crew,
                  &job->bar};
    all.options.as_of = job->as_of;
    all.options.where = job->where;
    all.options.since = job->since;
    ontrack_status status = ranges_evaluate(&all, &job->evaluator, error);
    if (status == ONTRACK_OK)
        status = ontrack_evaluator_report(job->evaluator, &job->report, error);
    if (status == ONTRACK_OK) status = ontrack_writer_finish(job->writer, job->report, error);
    return status;
}

static int run(struct job *job)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_status status = make_writer(job, &error);
    if (status == ONTRACK_OK) status = run_all(job, &error);
    progress_end(&job->bar);
    if (status == ONTRACK_OK) return CLI_GO;
    if (job->out.broken) return CLI_EXIT_DONE;
    return job->out.failed ? CLI_EXIT_FAILED : complain(&error);
}

/* ---- after the run ---- */

static void say_all(const struct job *job)
{
    if (job->as_of == ONTRACK_DATE_NONE) summary_say_as_of(job->report->as_of);
    summary_say(&job->data, &job->rows, job->report, job->rejects != NULL);
}

/* With --strict, what must not be passed over. */
static bool is_clean(const struct job *job)
{
    return job->rows.rejected == 0 && job->rows.unread_cells == 0 && job->rows.conflicts == 0 &&
           job->report->unmapped_count == 0;
}

static int finish(struct job *job)
{
    if (job->strict && !is_clean(job)) {
        say_all(job);
        words_say("--strict: %s; no data was written",
                  job->rows.rejected > 0       ? "rows were rejected"
                  : job->rows.unread_cells > 0 ? "cells could not be read"
                  : job->rows.conflicts > 0    ? "rows are in conflict"
                                               : "codes have no meaning in the rule set");
        return CLI_EXIT_FAILED;
    }
    if (!output_commit(&job->out)) return job->out.broken ? CLI_EXIT_DONE : CLI_EXIT_FAILED;
    say_all(job);
    return CLI_EXIT_DONE;
}

static int evaluate(struct job *job)
{
    int status = check_targets(job);
    if (status == CLI_GO && !threads_begin(&job->crew, job->thread_count)) status = CLI_EXIT_USAGE;
    if (status == CLI_GO) status = load_day("--as-of", job->as_of_text, &job->as_of);
    if (status == CLI_GO) status = load_day("--since", job->since_text, &job->since);
    if (status == CLI_GO) status = load_rules_with(job->rules, &job->overrides, &job->rules_loaded);
    if (status == CLI_GO) status = load_layout(job->layout_name, &job->layout);
    if (status == CLI_GO && !output_open(&job->out, job->file)) status = CLI_EXIT_FAILED;
    job->out.hold = job->strict;
    if (status == CLI_GO) status = read_data(job);
    if (status == CLI_GO) status = run(job);
    if (status == CLI_GO) status = finish(job);
    return status;
}

static void dispose(struct job *job)
{
    ontrack_writer_free(job->writer);
    ontrack_evaluator_free(job->evaluator);
    load_dispose(&job->data);
    ontrack_layout_free(job->layout);
    load_rules_dispose(&job->rules_loaded);
    rejects_free(job->rejects);
    output_close(&job->out);
    threads_end(&job->crew);
}

int cmd_evaluate(int argc, char **argv)
{
    struct job job = {0};
    job.rules = LOAD_DEFAULT_RULESET;
    job.format = "table";
    const cli_option options[] = {
        {CLI_PLACE, 0, "DIR", NULL, &job.folder, "folder of CSV files"},
        LOAD_OPTION_RULESET(&job.rules),
        LOAD_OPTION_AS_OF(&job.as_of_text),
        {CLI_TEXT, 0, "since", "DATE", &job.since_text,
         "an earlier day: results then say what changed from that day to the as-of date"},
        {CLI_CHOICE, 'f', "format", "table|csv|jsonl", &job.format,
         "how results are written; table when absent"},
        OUTPUT_OPTION(&job.file),
        LOAD_OPTION_LAYOUT(&job.layout_name),
        {CLI_TEXT, 0, "where", "CONDITION", &job.where,
         "keep the students for whom a condition over measures and attributes holds"},
        LOAD_OPTION_OVERRIDES(&job.overrides),
        {CLI_TEXT, 0, "rejects", "FILE", &job.rejects_file,
         "write the rejected rows to FILE, each with its place and the reason"},
        {CLI_FLAG, 0, "strict", NULL, &job.strict,
         "write nothing and fail when a row was rejected, a cell could not be read, rows are in "
         "conflict, or a code has no meaning in the rule set"},
        LOAD_OPTION_LATIN1(&job.latin1),
        {CLI_NUMBER, 0, "threads", "COUNT", &job.thread_count,
         "how many threads work; as many as processors when absent"},
        {CLI_NUMBER, 0, "width", "COLUMNS", &job.width,
         "width of the table; the terminal's, or 80"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status != CLI_GO) return status;
    progress_begin(&job.bar);
    status = evaluate(&job);
    dispose(&job);
    return status;
}
