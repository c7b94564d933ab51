#include "evaluation/student.h"

#include "base/buffer.h"
#include "base/error.h"

#include <string.h>

ontrack_status ontrack__examiner_init(ontrack__examiner *examiner, const ontrack__binding *binding,
                                      const ontrack__cel_program *where, ontrack_error *error)
{
    memset(examiner, 0, sizeof *examiner);
    examiner->binding = binding;
    examiner->where = where;
    examiner->text.allocator = binding->allocator;
    examiner->year_to_date = ontrack__options_default();
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

static ontrack_status find_days_enrolled(ontrack__examiner *examiner, ontrack_error *error)
{
    const ontrack_ruleset *ruleset = examiner->binding->ruleset;
    bool needed = false;
    for (size_t i = 0; i < ruleset->rule_count; i++)
        needed = needed || ruleset->rules[i].rule.min_days_enrolled > 0;
    if (!needed) return ONTRACK_OK;
    const ontrack_measure *measure =
        ontrack_catalogue_find(ruleset->catalogue, ontrack_text_of("attendance.days_enrolled"));
    return ontrack__values_ask(&examiner->values, measure, &examiner->year_to_date,
                               &examiner->arena, &examiner->days_enrolled, error);
}

static ontrack_status explain_days(ontrack__examiner *examiner, ontrack_rule_result *rule,
                                   ontrack_error *error)
{
    const ontrack_value *days = &examiner->days_enrolled;
    ontrack_buffer *text = &examiner->text;
    char number[ONTRACK_VALUE_SIZE];
    ontrack__buffer_clear(text);
    if (days->kind == ONTRACK_KIND_UNKNOWN)
        return set_why(examiner, rule, write_unknown(text, "attendance.days_enrolled", days),
                       error);
    ontrack_value_format(days, 0, number, sizeof number);
    const bool written = ontrack__buffer_string(text, "too few days enrolled yet: ") &&
                         ontrack__buffer_string(text, number) &&
                         ontrack__buffer_string(text, " of ") &&
                         ontrack__buffer_integer(text, rule->rule->min_days_enrolled);
    return set_why(examiner, rule, written, error);
}

static bool enough_days(const ontrack__examiner *examiner, const ontrack_rule *rule)
{
    const ontrack__rational wanted = {rule->min_days_enrolled, 1};
    ontrack__rational days;
    if (rule->min_days_enrolled <= 0) return true;
    return ontrack__value_rational(&examiner->days_enrolled, &days) &&
           ontrack__rational_compare(days, wanted) >= 0;
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
    switch (value->kind) {
    case ONTRACK__CEL_BOOL:
        rule->outcome = value->as.boolean ? ONTRACK_OUTCOME_FIRED : ONTRACK_OUTCOME_CLEAR;
        return value->as.boolean ? write_message(examiner, plan, rule, error) : ONTRACK_OK;
    case ONTRACK__CEL_UNKNOWN:
        return explain_missing(examiner, value, rule, error);
    case ONTRACK__CEL_ERROR:
        return explain_error(examiner, value->as.text, rule, error);
    default:
        return explain_error(examiner, ontrack_text_of("the condition is neither true nor false"),
                             rule, error);
    }
}

static ontrack_status examine_rule(ontrack__examiner *examiner, const ontrack__rule_plan *plan,
                                   ontrack_rule_result *rule, ontrack_error *error)
{
    ontrack__cel_value value;
    rule->rule = &plan->rule;
    rule->message = rule->why = "";
    rule->values = plan->reads;
    rule->value_count = plan->read_count;
    if (!enough_days(examiner, &plan->rule)) return explain_days(examiner, rule, error);
    const ontrack__cel_trace trace = ontrack__comparisons_start(&examiner->comparisons);
    const ontrack_status status = evaluate(examiner, plan->when, &trace, &value, error);
    if (status != ONTRACK_OK) return status;
    rule->comparisons = ontrack__comparisons_faces(&examiner->comparisons, &examiner->arena);
    rule->comparison_count = examiner->comparisons.found.count;
    if (rule->comparisons == NULL) return ontrack__no_memory(error);
    ontrack__bar_take(&examiner->bar, examiner->binding->ruleset, plan, &examiner->comparisons);
    return conclude(examiner, plan, &value, rule, error);
}

/* ---- verdicts ---- */

/* Takes one rule's outcome into a verdict that starts at 0, or NONE for an indicator: the worst
 * level that fired, else unknown, else 0. */
static void weigh(const ontrack_rule_result *rule, int *verdict)
{
    if (*verdict == ONTRACK_LEVEL_NONE) *verdict = 0;
    if (rule->outcome == ONTRACK_OUTCOME_FIRED && rule->rule->level > *verdict)
        *verdict = rule->rule->level;
    else if (rule->outcome == ONTRACK_OUTCOME_UNKNOWN && *verdict == 0)
        *verdict = ONTRACK_LEVEL_UNKNOWN;
}

static void find_verdicts(ontrack_result *result)
{
    result->status = 0;
    for (size_t i = 0; i < result->ruleset->indicator_count; i++)
        result->indicators[i] = ONTRACK_LEVEL_NONE;
    for (size_t i = 0; i < result->ruleset->rule_count; i++) {
        weigh(&result->rules[i], &result->status);
        weigh(&result->rules[i], &result->indicators[result->rules[i].rule->indicator]);
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

static ontrack_status fill_result(ontrack__examiner *examiner, ontrack_result *result,
                                  ontrack_error *error)
{
    const ontrack_ruleset *ruleset = examiner->binding->ruleset;
    ontrack_status status = read_values(examiner, result, error);
    if (status == ONTRACK_OK) status = find_days_enrolled(examiner, error);
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
