#include "evaluation/student.h"

#include "base/buffer.h"
#include "base/error.h"
#include "rulesets/verdict.h"

#include <string.h>

/* Every catalogue holds the measure, and every rule set a variable for each measure. */
static size_t days_enrolled_variable(const ontrack_ruleset *ruleset)
{
    size_t i = 0;
    while (i + 1 < ruleset->variable_count &&
           strcmp(ruleset->variables[i].name, "attendance.days_enrolled") != 0)
        i++;
    return i;
}

ontrack_status ontrack__examiner_init(ontrack__examiner *examiner, const ontrack__binding *binding,
                                      const ontrack__cel_program *where, ontrack_error *error)
{
    memset(examiner, 0, sizeof *examiner);
    examiner->binding = binding;
    examiner->where = where;
    examiner->text.allocator = binding->allocator;
    examiner->school = ontrack__options_default();
    examiner->days_enrolled = days_enrolled_variable(binding->ruleset);
    ontrack__arena_init(&examiner->arena, &binding->allocator);
    const ontrack_status status = ontrack__values_init(&examiner->values, binding, error);
    examiner->comparisons.allocator = binding->allocator;
    examiner->comparisons.ruleset = binding->ruleset;
    examiner->comparisons.values = examiner->values.of;
    return status;
}

void ontrack__examiner_dispose(ontrack__examiner *examiner)
{
    if (examiner->binding == NULL) return;
    ontrack__values_dispose(&examiner->values);
    ontrack__comparisons_dispose(&examiner->comparisons);
    ontrack__arena_free(&examiner->arena);
    ontrack_buffer_dispose(&examiner->text);
}

/* ---- conditions ---- */

/* A condition's value for the student. One that needs too many steps is an error of its own. */
static ontrack_status evaluate(ontrack__examiner *examiner, const ontrack__cel_program *program,
                               const ontrack__cel_trace *trace, ontrack__cel_value *out,
                               ontrack_error *error)
{
    ontrack_status status =
        ontrack__values_need_all(&examiner->values, program, &examiner->arena, error);
    if (status != ONTRACK_OK) return status;
    status = ontrack__cel_evaluate(program, examiner->values.bound, &examiner->arena, trace, out);
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(error);
    if (status != ONTRACK_OK) {
        out->kind = ONTRACK__CEL_ERROR;
        out->as.text = ontrack_text_of("the condition takes too many steps");
    }
    return ONTRACK_OK;
}

/* A student stays in scope while applies_to is unknown, and is kept only when `where` is true. */
static ontrack_status find_scope(ontrack__examiner *examiner, ontrack__scope *scope,
                                 ontrack_error *error)
{
    const ontrack__cel_program *applies = examiner->binding->ruleset->applies;
    ontrack__cel_value value;
    ontrack_status status = ONTRACK_OK;
    *scope = ONTRACK__SCOPE_IN;
    if (applies != NULL) {
        status = evaluate(examiner, applies, NULL, &value, error);
        if (status != ONTRACK_OK) return status;
        if (value.kind == ONTRACK__CEL_BOOL && !value.as.boolean)
            *scope = ONTRACK__SCOPE_NOT_APPLICABLE;
    }
    if (*scope == ONTRACK__SCOPE_IN && examiner->where != NULL) {
        status = evaluate(examiner, examiner->where, NULL, &value, error);
        if (status != ONTRACK_OK) return status;
        if (value.kind != ONTRACK__CEL_BOOL || !value.as.boolean) *scope = ONTRACK__SCOPE_FILTERED;
    }
    return ONTRACK_OK;
}

/* ---- why a rule is unknown ---- */

/* Takes the text written so far into the student's arena. */
static const char *keep_text(ontrack__examiner *examiner)
{
    return ontrack__arena_copy(&examiner->arena, ontrack__buffer_view(&examiner->text));
}

static ontrack_status set_why(ontrack__examiner *examiner, ontrack_rule_result *rule, bool written,
                              ontrack_error *error)
{
    const char *why = written ? keep_text(examiner) : NULL;
    if (why == NULL) return ontrack__no_memory(error);
    rule->outcome = ONTRACK_OUTCOME_UNKNOWN;
    rule->why = why;
    return ONTRACK_OK;
}

/* "attendance.rate: no calendar" */
static bool write_unknown(ontrack_buffer *text, const char *name, const ontrack_value *value)
{
    return (text->size == 0 || ontrack__buffer_string(text, "; ")) &&
           ontrack__buffer_string(text, name) && ontrack__buffer_string(text, ": ") &&
           ontrack__buffer_text(text, value->text);
}

/* The readings that the condition's answer hangs on, each with its own reason. */
static ontrack_status explain_missing(ontrack__examiner *examiner, const ontrack__cel_value *value,
                                      ontrack_rule_result *rule, ontrack_error *error)
{
    const ontrack_ruleset *ruleset = examiner->binding->ruleset;
    const size_t count = value->as.unknown.count;
    size_t *missing = ontrack__arena_allocate(&examiner->arena, count, sizeof *missing);
    bool written = missing != NULL;
    ontrack__buffer_clear(&examiner->text);
    for (size_t i = 0; i < count && written; i++) {
        const uint32_t position = value->as.unknown.ids[i];
        const ontrack__variable *variable = &ruleset->variables[position];
        if (variable->reading >= 0) missing[rule->missing_count++] = (size_t)variable->reading;
        written = write_unknown(&examiner->text, variable->name, &examiner->values.of[position]);
    }
    rule->missing = missing;
    return set_why(examiner, rule, written, error);
}

static ontrack_status explain_error(ontrack__examiner *examiner, ontrack_text words,
                                    ontrack_rule_result *rule, ontrack_error *error)
{
    ontrack_buffer *text = &examiner->text;
    ontrack__buffer_clear(text);
    const bool written =
        ontrack__buffer_string(text, "error: ") && ontrack__buffer_text(text, words);
    return set_why(examiner, rule, written, error);
}

/* ---- a minimum of days ---- */

static ontrack_status explain_days(ontrack__examiner *examiner, ontrack_rule_result *rule,
                                   ontrack_error *error)
{
    const ontrack_value *days = &examiner->values.of[examiner->days_enrolled];
    ontrack_buffer *text = &examiner->text;
    char number[ONTRACK_VALUE_SIZE];
    ontrack__buffer_clear(text);
    if (days->kind == ONTRACK_KIND_UNKNOWN) {
        const uint32_t position = (uint32_t)examiner->days_enrolled;
        ontrack__cel_value unknown = {.kind = ONTRACK__CEL_UNKNOWN};
        unknown.as.unknown.ids = &position;
        unknown.as.unknown.count = 1;
        return explain_missing(examiner, &unknown, rule, error);
    }
    ontrack_value_format(days, 0, number, sizeof number);
    const bool written = ontrack__buffer_string(text, "too few days enrolled yet: ") &&
                         ontrack__buffer_string(text, number) &&
                         ontrack__buffer_string(text, " of ") &&
                         ontrack__buffer_integer(text, rule->rule->min_days_enrolled);
    return set_why(examiner, rule, written, error);
}

static ontrack_status look_at_days(ontrack__examiner *examiner, const ontrack_rule *rule,
                                   bool *enough, ontrack_error *error)
{
    *enough = true;
    if (rule->min_days_enrolled <= 0) return ONTRACK_OK;
    const ontrack_status status =
        ontrack__values_need(&examiner->values, examiner->days_enrolled, &examiner->arena, error);
    if (status == ONTRACK_OK)
        *enough = ontrack__long_enough(rule->min_days_enrolled,
                                       &examiner->values.of[examiner->days_enrolled]);
    return status;
}

/* ---- rules ---- */

static ontrack_status write_message(ontrack__examiner *examiner, const ontrack__rule_plan *plan,
                                    ontrack_rule_result *rule, ontrack_error *error)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < plan->piece_count && status == ONTRACK_OK; i++)
        if (plan->because[i].variable >= 0)
            status = ontrack__values_need(&examiner->values, (size_t)plan->because[i].variable,
                                          &examiner->arena, error);
    if (status != ONTRACK_OK) return status;
    ontrack__buffer_clear(&examiner->text);
    if (!ontrack__because(plan, examiner->values.of, &examiner->text))
        return ontrack__no_memory(error);
    rule->message = keep_text(examiner);
    return rule->message != NULL ? ONTRACK_OK : ontrack__no_memory(error);
}

static ontrack_status conclude(ontrack__examiner *examiner, const ontrack__rule_plan *plan,
                               const ontrack__cel_value *value, ontrack_rule_result *rule,
                               ontrack_error *error)
{
    rule->outcome = ontrack__outcome(value);
    if (rule->outcome == ONTRACK_OUTCOME_FIRED) return write_message(examiner, plan, rule, error);
    if (rule->outcome == ONTRACK_OUTCOME_CLEAR) return ONTRACK_OK;
    if (value->kind == ONTRACK__CEL_UNKNOWN) return explain_missing(examiner, value, rule, error);
    return explain_error(examiner,
                         value->kind == ONTRACK__CEL_ERROR
                             ? value->as.text
                             : ontrack_text_of("the condition is neither true nor false"),
                         rule, error);
}

static ontrack_status examine_rule(ontrack__examiner *examiner, const ontrack__rule_plan *plan,
                                   ontrack_rule_result *rule, ontrack_error *error)
{
    ontrack__cel_value value;
    rule->rule = &plan->rule;
    rule->message = rule->why = "";
    rule->values = plan->reads;
    rule->value_count = plan->read_count;
    bool enough;
    ontrack_status status = look_at_days(examiner, &plan->rule, &enough, error);
    if (status != ONTRACK_OK) return status;
    if (!enough) return explain_days(examiner, rule, error);
    const ontrack__cel_trace trace = ontrack__comparisons_start(&examiner->comparisons);
    status = evaluate(examiner, plan->when, &trace, &value, error);
    if (status != ONTRACK_OK) return status;
    rule->comparisons = ontrack__comparisons_faces(&examiner->comparisons, &examiner->arena);
    rule->comparison_count = examiner->comparisons.found.count;
    if (rule->comparisons == NULL) return ontrack__no_memory(error);
    ontrack__bar_take(&examiner->bar, examiner->binding->ruleset, plan, &examiner->comparisons);
    return conclude(examiner, plan, &value, rule, error);
}

/* ---- verdicts ---- */

static void find_verdicts(ontrack_result *result)
{
    const size_t rules = result->ruleset->rule_count;
    ontrack__verdict all = {0, 0, false};
    for (size_t i = 0; i < rules; i++)
        ontrack__verdict_add(&all, result->rules[i].rule->level, result->rules[i].outcome);
    result->status = all.rules == 0 ? 0 : ontrack__verdict_level(&all);
    for (size_t indicator = 0; indicator < result->ruleset->indicator_count; indicator++) {
        ontrack__verdict one = {0, 0, false};
        for (size_t i = 0; i < rules; i++)
            if (result->rules[i].rule->indicator == indicator)
                ontrack__verdict_add(&one, result->rules[i].rule->level, result->rules[i].outcome);
        result->indicators[indicator] = ontrack__verdict_level(&one);
    }
}

/* ---- a student ---- */

static ontrack_status read_values(ontrack__examiner *examiner, ontrack_result *result,
                                  ontrack_error *error)
{
    const ontrack_ruleset *ruleset = examiner->binding->ruleset;
    for (size_t i = 0; i < ruleset->reading_count; i++) {
        const size_t variable = ruleset->reading_variables[i];
        const ontrack_status status =
            ontrack__values_need(&examiner->values, variable, &examiner->arena, error);
        if (status != ONTRACK_OK) return status;
        result->values[i] = examiner->values.of[variable];
    }
    return ONTRACK_OK;
}

/* The school as student.school_id has it, whether a rule reads that or not. */
static ontrack_status find_school(ontrack__examiner *examiner, ontrack_result *result,
                                  ontrack_error *error)
{
    const ontrack_measure *measure = ontrack_catalogue_find(examiner->binding->ruleset->catalogue,
                                                            ontrack_text_of("student.school_id"));
    ontrack_value school;
    const ontrack_status status = ontrack__values_ask(&examiner->values, measure, &examiner->school,
                                                      &examiner->arena, &school, error);
    if (status == ONTRACK_OK && school.kind == ONTRACK_KIND_TEXT)
        result->texts[ONTRACK_RESULT_SCHOOL_ID] = school.text;
    return status;
}

static ontrack_status fill_result(ontrack__examiner *examiner, ontrack_result *result,
                                  ontrack_error *error)
{
    const ontrack_ruleset *ruleset = examiner->binding->ruleset;
    ontrack_status status = read_values(examiner, result, error);
    if (status == ONTRACK_OK) status = find_school(examiner, result, error);
    for (size_t i = 0; i < ruleset->rule_count && status == ONTRACK_OK; i++)
        status = examine_rule(examiner, &ruleset->rules[i], &result->rules[i], error);
    if (status == ONTRACK_OK) find_verdicts(result);
    return status;
}

ontrack_status ontrack__examine(ontrack__examiner *examiner, const ontrack_student *student,
                                ontrack__scope *scope, const ontrack_result **out,
                                ontrack_error *error)
{
    ontrack__arena_reset(&examiner->arena);
    ontrack__values_begin(&examiner->values, student);
    examiner->bar.variable = -1;
    ontrack_status status = find_scope(examiner, scope, error);
    if (status != ONTRACK_OK || *scope != ONTRACK__SCOPE_IN) return status;
    ontrack_result *result = ontrack__result_new(examiner->binding->ruleset, student,
                                                 examiner->binding->as_of, &examiner->arena);
    if (result == NULL) return ontrack__no_memory(error);
    status = fill_result(examiner, result, error);
    *out = result;
    return status;
}
