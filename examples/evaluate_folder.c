/* Evaluates a folder of CSV files and prints who has a flag, and why.
 * usage: evaluate_folder FOLDER */
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

static void print_flags(const ontrack_result *result)
{
    ontrack_text id = ontrack_result_text(result, ONTRACK_RESULT_STUDENT_ID);
    for (size_t i = 0; ontrack_result_rule(result, i) != NULL; i++) {
        const ontrack_rule_result *rule = ontrack_result_rule(result, i);
        if (rule->outcome == ONTRACK_OUTCOME_FIRED)
            printf("%.*s  %s: %s\n", (int)id.size, id.data, rule->rule->id, rule->message);
    }
}

int main(int argc, char **argv)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_dataset *dataset = NULL;
    ontrack_ruleset *ruleset = NULL;
    ontrack_results *results = NULL;
    ontrack_status status = read_folder(argc > 1 ? argv[1] : ".", &dataset, &error);
    if (status == ONTRACK_OK)
        status = ontrack_ruleset_load_builtin("jeffco-grade9", NULL, &ruleset, &error);
    if (status == ONTRACK_OK) status = ontrack_evaluate(ruleset, dataset, NULL, &results, &error);
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack_results_count(results); i++)
        print_flags(ontrack_results_at(results, i));
    if (status != ONTRACK_OK) {
        char line[512];
        ontrack_error_format(&error, line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
    ontrack_results_free(results);
    ontrack_ruleset_free(ruleset);
    ontrack_dataset_free(dataset);
    return status == ONTRACK_OK ? 0 : 1;
}
