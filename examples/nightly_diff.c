/* Compares two days: who is newly flagged, and who cleared. One dataset answers for both, since
 * the as-of date is chosen when the question is asked.
 * usage: nightly_diff FOLDER YESTERDAY TODAY */
#include <ontrack/ontrack.h>
#include <stdio.h>

static ontrack_status read_folder(const char *folder, ontrack_dataset **out, ontrack_error *error)
{
    ontrack_builder *builder = NULL;
    ontrack_reader *reader = NULL;
    ontrack_status status = ontrack_builder_new(NULL, &builder, error);
    if (status == ONTRACK_OK) status = ontrack_reader_new(builder, NULL, &reader, error);
    if (status == ONTRACK_OK) status = ontrack_reader_folder(reader, folder, error);
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, out, error);
    ontrack_reader_free(reader);
    ontrack_builder_free(builder);
    return status;
}

/* Both days' results are ordered by student_id; a rule set that asks for a grade or a stay may
 * apply on one of the days only, so the two lists are walked like a merge. */
static int order(const ontrack_result *left, const ontrack_result *right)
{
    ontrack_text a = ontrack_result_text(left, ONTRACK_RESULT_STUDENT_ID);
    ontrack_text b = ontrack_result_text(right, ONTRACK_RESULT_STUDENT_ID);
    int bytes = memcmp(a.data, b.data, a.size < b.size ? a.size : b.size);
    return bytes != 0 ? bytes : (a.size > b.size) - (a.size < b.size);
}

static void compare(const ontrack_result *before, const ontrack_result *after)
{
    ontrack_text id = ontrack_result_text(after, ONTRACK_RESULT_STUDENT_ID);
    for (size_t i = 0; ontrack_result_rule(after, i) != NULL; i++) {
        const ontrack_rule_result *then = ontrack_result_rule(before, i);
        const ontrack_rule_result *now = ontrack_result_rule(after, i);
        bool was = then->outcome == ONTRACK_OUTCOME_FIRED;
        bool is = now->outcome == ONTRACK_OUTCOME_FIRED;
        if (was != is)
            printf("%.*s  %s  %s\n", (int)id.size, id.data, is ? "new    " : "cleared",
                   now->rule->id);
    }
}

static void compare_all(const ontrack_results *before, const ontrack_results *after)
{
    size_t b = 0, a = 0;
    while (b < ontrack_results_count(before) && a < ontrack_results_count(after)) {
        int way = order(ontrack_results_at(before, b), ontrack_results_at(after, a));
        if (way == 0) compare(ontrack_results_at(before, b), ontrack_results_at(after, a));
        b += way <= 0;
        a += way >= 0;
    }
}

int main(int argc, char **argv)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_evaluate_options yesterday = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_evaluate_options today = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_dataset *dataset = NULL;
    ontrack_ruleset *ruleset = NULL;
    ontrack_results *before = NULL, *after = NULL;
    if (!ontrack_date_parse(ontrack_text_of(argc > 2 ? argv[2] : "2026-02-27"), &yesterday.as_of) ||
        !ontrack_date_parse(ontrack_text_of(argc > 3 ? argv[3] : "2026-03-06"), &today.as_of))
        return 2;
    ontrack_status status = read_folder(argc > 1 ? argv[1] : ".", &dataset, &error);
    if (status == ONTRACK_OK)
        status = ontrack_ruleset_load_builtin("jeffco-grade9", NULL, &ruleset, &error);
    if (status == ONTRACK_OK)
        status = ontrack_evaluate(ruleset, dataset, &yesterday, &before, &error);
    if (status == ONTRACK_OK) status = ontrack_evaluate(ruleset, dataset, &today, &after, &error);
    if (status == ONTRACK_OK)
        compare_all(before, after);
    else
        fprintf(stderr, "%s: %s\n", error.source, error.message);
    ontrack_results_free(after);
    ontrack_results_free(before);
    ontrack_ruleset_free(ruleset);
    ontrack_dataset_free(dataset);
    return status == ONTRACK_OK ? 0 : 1;
}
