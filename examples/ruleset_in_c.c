/* Builds a rule set call by call, runs it on a folder of CSV files and prints it as JSON.
 * usage: ruleset_in_c FOLDER */
#include <ontrack/ontrack.h>
#include <stdio.h>

static ontrack_status build(ontrack_ruleset **out, ontrack_error *error)
{
    ontrack_ruleset_builder *builder = NULL;
    ontrack_rule_input rule = ONTRACK_RULE_INPUT_INIT;
    rule.id = "failed-classes";
    rule.indicator = "credits";
    rule.level = "off_track";
    rule.when = "core_failures >= params.most_failures";
    rule.because = "{core_failures} core classes failed";
    rule.respond = "Enroll in credit recovery";
    ontrack_status status = ontrack_ruleset_builder_new("in-c", "1", NULL, &builder, error);
    if (status == ONTRACK_OK)
        status =
            ontrack_ruleset_builder_set(builder, "levels", "[\"on_track\", \"off_track\"]", error);
    if (status == ONTRACK_OK)
        status = ontrack_ruleset_builder_parameter(builder, "most_failures", "2", "courses",
                                                   "Failed core classes that are too many", error);
    if (status == ONTRACK_OK)
        status = ontrack_ruleset_builder_code(builder, ONTRACK_CODES_SUBJECT,
                                              "^(ENG|MATH|SCI|SOC)$", "core", error);
    if (status == ONTRACK_OK)
        status = ontrack_ruleset_builder_code(builder, ONTRACK_CODES_MARK, "^F$", "failing", error);
    if (status == ONTRACK_OK)
        status = ontrack_ruleset_builder_measure(builder, "core_failures", "credits.failures",
                                                 "{\"subjects\": [\"core\"]}", error);
    if (status == ONTRACK_OK) status = ontrack_ruleset_builder_rule(builder, &rule, error);
    if (status == ONTRACK_OK) status = ontrack_ruleset_builder_finish(builder, out, error);
    ontrack_ruleset_builder_free(builder);
    return status;
}

static ontrack_status run(const ontrack_ruleset *ruleset, const char *folder, ontrack_error *error)
{
    ontrack_builder *builder = NULL;
    ontrack_reader *reader = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_results *results = NULL;
    ontrack_status status = ontrack_builder_new(NULL, &builder, error);
    if (status == ONTRACK_OK) status = ontrack_reader_new(builder, NULL, &reader, error);
    if (status == ONTRACK_OK) status = ontrack_reader_folder(reader, folder, error);
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, &dataset, error);
    if (status == ONTRACK_OK) status = ontrack_evaluate(ruleset, dataset, NULL, &results, error);
    if (status == ONTRACK_OK)
        printf("%lld students failed two core classes or more\n",
               (long long)ontrack_results_report(results)->fired[0]);
    ontrack_results_free(results);
    ontrack_dataset_free(dataset);
    ontrack_reader_free(reader);
    ontrack_builder_free(builder);
    return status;
}

int main(int argc, char **argv)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *ruleset = NULL;
    ontrack_buffer json = ONTRACK_BUFFER_INIT;
    ontrack_status status = build(&ruleset, &error);
    if (status == ONTRACK_OK) status = run(ruleset, argc > 1 ? argv[1] : ".", &error);
    if (status == ONTRACK_OK) status = ontrack_ruleset_print(ruleset, &json, &error);
    if (status == ONTRACK_OK)
        puts(json.data);
    else
        fprintf(stderr, "%s: %s\n", error.path, error.message);
    ontrack_buffer_dispose(&json);
    ontrack_ruleset_free(ruleset);
    return status == ONTRACK_OK ? 0 : 1;
}
