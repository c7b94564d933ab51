/* ontrack aggregate - counts by school, grade or any attribute that may be published. */
#include "cli.h"
#include "commands.h"
#include "load.h"
#include "output.h"
#include "summary.h"
#include "threads.h"
#include "words.h"

#include <ontrack/aggregate.h>
#include <stdlib.h>
#include <string.h>

static const cli_page page = {
    "ontrack aggregate",
    "Counts the students of a data folder by status and indicator, in each group of a column.",
    "Counts of fewer students than --smallest are suppressed, and with them as many\n"
    "others as it takes that no suppressed one follows from those shown.\n"};

enum { MOST_COLUMNS = 16 };

struct job {
    const char *folder, *rules, *as_of_text, *by, *format, *file, *where, *layout_name;
    int smallest, thread_count;
    bool latin1;
    ontrack_date as_of;
    char *names; /* `by`, cut at its commas */
    const char *columns[MOST_COLUMNS];
    size_t column_count;
    progress bar;
    cli_texts overrides;
    loaded_rules rules_loaded;
    ontrack_layout *layout;
    loaded data;
    summary rows;
    output out;
    threads crew;
    ontrack_evaluator *evaluator;
    ontrack_aggregate *aggregate;
    const ontrack_report *report;
};

/* "school_id,grade_level" */
static int split_columns(struct job *job)
{
    size_t size = strlen(job->by) + 1;
    job->names = malloc(size);
    if (job->names == NULL) {
        words_say("out of memory");
        return CLI_EXIT_FAILED;
    }
    memcpy(job->names, job->by, size);
    for (char *at = job->names; at != NULL && job->column_count < MOST_COLUMNS;) {
        char *comma = strchr(at, ',');
        if (comma != NULL) *comma = '\0';
        job->columns[job->column_count++] = at;
        if (*at == '\0') break;
        at = comma == NULL ? NULL : comma + 1;
        if (at == NULL) return CLI_GO;
    }
    words_say("--by takes 1 to %d column names joined by commas, like school_id,grade_level",
              MOST_COLUMNS);
    return CLI_EXIT_USAGE;
}

/* Columns of students.csv that are none of the library's. */
static bool counts_by_attribute(const struct job *job)
{
    for (size_t i = 0; i < job->column_count; i++)
        if (strcmp(job->columns[i], "school_id") != 0 &&
            strcmp(job->columns[i], "grade_level") != 0)
            return true;
    return false;
}

static int read_data(struct job *job)
{
    load_options options = {
        .latin1 = job->latin1, .bar = &job->bar, .crew = &job->crew.crew, .layout = job->layout};
    options.skip_attributes =
        !counts_by_attribute(job) && load_may_skip(job->rules_loaded.ruleset, job->where);
    const int status = load_folder(job->folder, &options, &job->data);
    if (status != CLI_GO) return status;
    return summary_count(&job->data, &job->rows) ? CLI_GO : CLI_EXIT_FAILED;
}

static ontrack_status count(struct job *job, ontrack_error *error)
{
    ontrack_evaluate_options asked = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_aggregate_options options = ONTRACK_AGGREGATE_OPTIONS_INIT;
    asked.as_of = job->as_of;
    asked.where = job->where;
    options.by = job->columns;
    options.by_count = job->column_count;
    if (job->smallest > 0) options.smallest = job->smallest;
    ontrack_status status = ontrack_evaluator_new(job->rules_loaded.ruleset, job->data.dataset,
                                                  &asked, &job->evaluator, error);
    if (status == ONTRACK_OK)
        status = ontrack_aggregate_new(job->rules_loaded.ruleset, &options, &job->aggregate, error);
    if (status != ONTRACK_OK) return status;
    ontrack_sink sink = ontrack_aggregate_sink(job->aggregate);
    status = ontrack_evaluator_run(job->evaluator, 0, SIZE_MAX, &sink, error);
    if (status == ONTRACK_OK) status = ontrack_aggregate_finish(job->aggregate, error);
    return status == ONTRACK_OK ? ontrack_evaluator_report(job->evaluator, &job->report, error)
                                : status;
}

/* A column that nobody has a value in is most likely misspelt. */
static void say_empty_columns(const struct job *job)
{
    for (size_t by = 0; by < job->column_count; by++) {
        size_t groups = ontrack_aggregate_group_count(job->aggregate, by);
        if (groups == 0 ||
            (groups == 1 && ontrack_aggregate_group(job->aggregate, by, 0).size == 0))
            words_say("no student has a value in the column '%s' of students.csv",
                      job->columns[by]);
    }
}

static ontrack_status write_counts(struct job *job, ontrack_error *error)
{
    ontrack_writer_options options = ONTRACK_WRITER_OPTIONS_INIT;
    options.format = output_format(job->format);
    options.write = output_write;
    options.user = &job->out;
    return ontrack_aggregate_write(job->aggregate, &options, error);
}

static int run(struct job *job)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_status status = count(job, &error);
    if (status == ONTRACK_OK) status = write_counts(job, &error);
    if (status == ONTRACK_OK && output_commit(&job->out)) {
        if (job->as_of == ONTRACK_DATE_NONE) summary_say_as_of(job->report->as_of);
        summary_say(&job->data, &job->rows, job->report, false);
        say_empty_columns(job);
        return CLI_EXIT_DONE;
    }
    if (job->out.broken) return CLI_EXIT_DONE;
    if (status != ONTRACK_OK && !job->out.failed) words_error(&error);
    return status == ONTRACK_INVALID_RULES ? CLI_EXIT_USAGE : CLI_EXIT_FAILED;
}

static int aggregate(struct job *job)
{
    int status = split_columns(job);
    if (status == CLI_GO && !threads_begin(&job->crew, job->thread_count)) status = CLI_EXIT_USAGE;
    if (status == CLI_GO) status = load_day("--as-of", job->as_of_text, &job->as_of);
    if (status == CLI_GO) status = load_rules_with(job->rules, &job->overrides, &job->rules_loaded);
    if (status == CLI_GO && !output_open(&job->out, job->file)) status = CLI_EXIT_FAILED;
    if (status == CLI_GO) status = load_layout(job->layout_name, &job->layout);
    if (status == CLI_GO) status = read_data(job);
    return status == CLI_GO ? run(job) : status;
}

static void dispose(struct job *job)
{
    ontrack_aggregate_free(job->aggregate);
    ontrack_evaluator_free(job->evaluator);
    load_dispose(&job->data);
    ontrack_layout_free(job->layout);
    load_rules_dispose(&job->rules_loaded);
    output_close(&job->out);
    threads_end(&job->crew);
    free(job->names);
}

int cmd_aggregate(int argc, char **argv)
{
    struct job job = {0};
    job.rules = LOAD_DEFAULT_RULESET;
    job.format = "table";
    job.by = "school_id";
    const cli_option options[] = {
        {CLI_PLACE, 0, "DIR", NULL, &job.folder, "folder of CSV files"},
        LOAD_OPTION_RULESET(&job.rules),
        LOAD_OPTION_AS_OF(&job.as_of_text),
        {CLI_TEXT, 0, "by", "COLUMN,...", &job.by,
         "columns to group by: school_id (when absent), grade_level, any other of students.csv"},
        {CLI_NUMBER, 0, "smallest", "STUDENTS", &job.smallest,
         "students that a shown count above 0 has at least; 10 when absent, 1 shows all"},
        {CLI_CHOICE, 'f', "format", "table|csv|jsonl", &job.format,
         "how counts are written; table when absent"},
        OUTPUT_OPTION(&job.file),
        LOAD_OPTION_LAYOUT(&job.layout_name),
        {CLI_TEXT, 0, "where", "CONDITION", &job.where,
         "count the students for whom a condition over measures and attributes holds"},
        LOAD_OPTION_OVERRIDES(&job.overrides),
        LOAD_OPTION_LATIN1(&job.latin1),
        {CLI_NUMBER, 0, "threads", "COUNT", &job.thread_count,
         "how many threads read; as many as processors when absent"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status != CLI_GO) return status;
    progress_begin(&job.bar);
    status = aggregate(&job);
    dispose(&job);
    return status;
}
