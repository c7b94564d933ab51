/* ontrack explain - how one student's result came about. */
#include "cli.h"
#include "commands.h"
#include "explanation.h"
#include "load.h"
#include "output.h"
#include "summary.h"
#include "words.h"

#include <string.h>

static const cli_page page = {"ontrack explain",
                              "Tells how one student's result came about, rule by rule.",
                              "A rule that did not fire says how far it was from firing.\n"};

typedef struct telling {
    const ontrack_student *student;
    bool told;
    size_t width;
} telling;

static ontrack_status tell(void *user, const ontrack_result *result)
{
    telling *to = user;
    explanation_print(result, to->student, to->width);
    to->told = true;
    return ONTRACK_OK;
}

static int complain(const ontrack_error *error)
{
    words_error(error);
    return error->status == ONTRACK_INVALID_RULES ? CLI_EXIT_USAGE : CLI_EXIT_FAILED;
}

static int evaluate_one(const ontrack_ruleset *ruleset, const ontrack_dataset *dataset,
                        size_t index, ontrack_date as_of, telling *to)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_evaluator *evaluator = NULL;
    ontrack_sink sink = {tell, to};
    options.as_of = as_of;
    ontrack_status status = ontrack_evaluator_new(ruleset, dataset, &options, &evaluator, &error);
    if (status == ONTRACK_OK) status = ontrack_evaluator_run(evaluator, index, 1, &sink, &error);
    ontrack_evaluator_free(evaluator);
    if (status != ONTRACK_OK) return complain(&error);
    if (!to->told)
        printf("The rule set %s does not apply to this student. It applies where:\n    %s\n",
               ontrack_ruleset_text(ruleset, ONTRACK_RULESET_ID),
               ontrack_ruleset_text(ruleset, ONTRACK_RULESET_APPLIES_TO));
    return CLI_EXIT_DONE;
}

/* A row of this very student may be among those set aside. */
static void say_rejected(const loaded *data)
{
    int64_t rejected = 0;
    for (size_t i = 0; i < ontrack_reader_file_count(data->reader); i++)
        rejected += ontrack_reader_counts(data->reader, i).rejected;
    if (rejected > 0)
        words_say("%lld row%s rejected; 'ontrack evaluate --rejects FILE' tells why",
                  (long long)rejected, rejected == 1 ? " was" : "s were");
}

static int explain(const char *folder, const char *student_id, const ontrack_ruleset *ruleset,
                   ontrack_date as_of, const load_options *options, size_t width)
{
    progress bar;
    loaded data = {0};
    load_options reading = *options;
    size_t index = 0;
    reading.bar = &bar;
    progress_begin(&bar);
    int status = load_folder(folder, &reading, &data);
    if (status == CLI_GO &&
        !ontrack_dataset_find(data.dataset, ontrack_text_of(student_id), &index)) {
        words_say("no student of the data has this id");
        status = CLI_EXIT_FAILED;
    }
    if (status == CLI_GO) {
        telling to = {ontrack_dataset_at(data.dataset, index), false, width};
        status = evaluate_one(ruleset, data.dataset, index, as_of, &to);
    }
    if (status == CLI_EXIT_DONE && !output_finish_stdout()) status = CLI_EXIT_FAILED;
    if (status == CLI_EXIT_DONE) {
        if (as_of == ONTRACK_DATE_NONE) summary_say_as_of(ontrack_dataset_last_date(data.dataset));
        say_rejected(&data);
    }
    load_dispose(&data);
    return status;
}

int cmd_explain(int argc, char **argv)
{
    const char *folder = NULL, *student_id = NULL, *rules = LOAD_DEFAULT_RULESET, *as_of = NULL;
    cli_texts overrides = {{NULL}, 0};
    const char *layout = NULL;
    load_options reading = {0};
    int width = 0;
    const cli_option options[] = {
        {CLI_PLACE, 0, "DIR", NULL, &folder, "folder of CSV files"},
        {CLI_PLACE, 0, "STUDENT_ID", NULL, &student_id, "whose result to explain"},
        LOAD_OPTION_RULESET(&rules),
        LOAD_OPTION_AS_OF(&as_of),
        LOAD_OPTION_OVERRIDES(&overrides),
        LOAD_OPTION_LAYOUT(&layout),
        LOAD_OPTION_LATIN1(&reading.latin1),
        {CLI_NUMBER, 0, "width", "COLUMNS", &width, "width of the text; the terminal's, or 80"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status != CLI_GO) return status;
    ontrack_date day = ONTRACK_DATE_NONE;
    loaded_rules ruleset = {0};
    ontrack_layout *own = NULL;
    status = load_day("--as-of", as_of, &day);
    if (status == CLI_GO) status = load_rules_with(rules, &overrides, &ruleset);
    if (status == CLI_GO) status = load_layout(layout, &own);
    reading.layout = own;
    if (status == CLI_GO) reading.skip_attributes = load_may_skip(ruleset.ruleset, NULL);
    if (status == CLI_GO)
        status = explain(folder, student_id, ruleset.ruleset, day, &reading,
                         width > 0 ? (size_t)width : words_width());
    load_rules_dispose(&ruleset);
    ontrack_layout_free(own);
    return status;
}
