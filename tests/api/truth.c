#include "api/truth.h"

#include <criterion/criterion.h>
#include <stdio.h>

static ontrack_ruleset *rules_of(const truth *one)
{
    ontrack_ruleset *rules = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    char json[500];
    snprintf(json, sizeof json,
             "{\"ontrack\": 1, \"id\": \"%s\", \"version\": \"1\", \"extends\": \"%s\", "
             "\"parameters\": {%s}}",
             one->rules, one->rules, one->parameters == NULL ? "" : one->parameters);
    cr_assert_eq(one->parameters == NULL
                     ? ontrack_ruleset_load_builtin(one->rules, NULL, &rules, &error)
                     : ontrack_ruleset_load(ontrack_text_of(json), NULL, &rules, &error),
                 ONTRACK_OK, "%s: %s: %s", one->rules, error.path, error.message);
    return rules;
}

/* Ids of the rules that came out so, joined by spaces. */
static const char *ids(const ontrack_result *result, ontrack_outcome outcome, char *out,
                       size_t size)
{
    const ontrack_rule_result *rule;
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; (rule = ontrack_result_rule(result, i)) != NULL; i++)
        if (rule->outcome == outcome)
            used += (size_t)snprintf(out + used, size - used, "%s%s", used == 0 ? "" : " ",
                                     rule->rule->id);
    return out;
}

static void expect(const truth *one, const ontrack_ruleset *rules, const ontrack_result *result)
{
    char text[500];
    const int status = ontrack_result_status(result);
    cr_expect_str_eq(ids(result, ONTRACK_OUTCOME_FIRED, text, sizeof text), one->flags,
                     "%s: %s: flags: %s", one->rules, one->label, text);
    cr_expect_str_eq(ids(result, ONTRACK_OUTCOME_UNKNOWN, text, sizeof text),
                     one->unknown == NULL ? "" : one->unknown, "%s: %s: unknown: %s", one->rules,
                     one->label, text);
    const char *level =
        status == ONTRACK_LEVEL_UNKNOWN ? "unknown" : ontrack_ruleset_level(rules, status);
    cr_expect_str_eq(level, one->status, "%s: %s: status: %s", one->rules, one->label, level);
}

void hold_true(const truth *rows, size_t count, const char *as_of)
{
    for (size_t i = 0; i < count; i++) {
        const truth *one = &rows[i];
        ontrack_dataset *dataset = school_year_records(&one->year);
        ontrack_ruleset *rules = rules_of(one);
        ontrack_results *results = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
        options.as_of = school_year_day(as_of);
        cr_assert_eq(ontrack_evaluate(rules, dataset, &options, &results, &error), ONTRACK_OK, "%s",
                     error.message);
        cr_assert_eq(ontrack_results_count(results), one->status != NULL, "%s: %s", one->rules,
                     one->label);
        if (one->status != NULL) expect(one, rules, ontrack_results_at(results, 0));
        ontrack_results_free(results);
        ontrack_ruleset_free(rules);
        ontrack_dataset_free(dataset);
    }
}
