#include "evaluation/student.h"

#include "base/error.h"
#include "evaluation/inforce.h"
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
    examiner->school = ontrack__options_default();
    examiner->days_enrolled = days_enrolled_variable(binding->ruleset);
    ontrack__arena_init(&examiner->arena, &binding->allocator);
    examiner->measure_of_school =
        ontrack_catalogue_find(binding->ruleset->catalogue, ontrack_text_of("student.school_id"));
    ontrack__reasons_init(&examiner->reasons, &examiner->values, &examiner->arena,
                          examiner->days_enrolled);
    examiner->ruleset = binding->ruleset;
    const ontrack_status status = ontrack__values_init(&examiner->values, binding, error);
    if (!ontrack__variants_init(&examiner->variants, binding)) return ontrack__no_memory(error);
    return status;
}

void ontrack__examiner_dispose(ontrack__examiner *examiner)
{
    if (examiner->binding == NULL) return;
    ontrack__variants_dispose(&examiner->variants);
    ontrack__reasons_dispose(&examiner->reasons);
    ontrack__values_dispose(&examiner->values);
    ontrack__arena_free(&examiner->arena);
}

/* ---- conditions ---- */

/* A condition's value for the student. One that needs too many steps is an error of its own. */
static ontrack_status evaluate(ontrack__examiner *examiner, const ontrack__cel_program *program,
                               ontrack__cel_value *out, ontrack_error *error)
{
    ontrack_status status =
        ontrack__values_need_all(&examiner->values, program, &examiner->arena, error);
    if (status != ONTRACK_OK) return status;
    status = ontrack__cel_evaluate(program, examiner->values.bound, &examiner->arena, NULL, out);
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
    const ontrack__cel_program *applies = examiner->ruleset->applies;
    ontrack__cel_value value;
    ontrack_status status = ONTRACK_OK;
    *scope = ONTRACK__SCOPE_IN;
    if (applies != NULL) {
        status = evaluate(examiner, applies, &value, error);
        if (status != ONTRACK_OK) return status;
        if (value.kind == ONTRACK__CEL_BOOL && !value.as.boolean)
            *scope = ONTRACK__SCOPE_NOT_APPLICABLE;
    }
    if (*scope == ONTRACK__SCOPE_IN && examiner->where != NULL) {
        status = evaluate(examiner, examiner->where, &value, error);
        if (status != ONTRACK_OK) return status;
        if (value.kind != ONTRACK__CEL_BOOL || !value.as.boolean) *scope = ONTRACK__SCOPE_FILTERED;
    }
    return ONTRACK_OK;
}

/* ---- a minimum of days ---- */

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

static ontrack_status examine_rule(ontrack__examiner *examiner, const ontrack__rule_plan *plan,
                                   ontrack__told *told, ontrack_rule_result *rule,
                                   ontrack_error *error)
{
    told->plan = plan;
    rule->rule = &plan->rule;
    rule->message = rule->why = "";
    rule->values = plan->reads;
    rule->value_count = plan->read_count;
    rule->overrides = plan->overrides;
    rule->override_count = plan->override_count;
    if (plan->off) {
        told->plan = NULL;
        rule->outcome = ONTRACK_OUTCOME_OFF;
        return ONTRACK_OK;
    }
    bool enough;
    ontrack_status status = look_at_days(examiner, &plan->rule, &enough, error);
    if (status != ONTRACK_OK) return status;
    told->too_few_days = !enough;
    rule->outcome = ONTRACK_OUTCOME_UNKNOWN;
    if (!enough) return ONTRACK_OK;
    status = evaluate(examiner, plan->when, &told->value, error);
    if (status == ONTRACK_OK) rule->outcome = ontrack__outcome(&told->value);
    return status;
}

/* ---- verdicts ---- */

static bool find_verdicts(ontrack_result *result, ontrack__arena *arena)
{
    const ontrack_ruleset *ruleset = result->ruleset;
    ontrack__verdict all = {0, 0, false};
    ontrack__verdict *each = ontrack__arena_allocate(arena, ruleset->indicator_count, sizeof *each);
    if (each == NULL) return false;
    for (size_t i = 0; i < ruleset->rule_count; i++) {
        const ontrack_rule_result *rule = &result->rules[i];
        ontrack__verdict_add(&all, rule->rule->level, rule->outcome);
        ontrack__verdict_add(&each[rule->rule->indicator], rule->rule->level, rule->outcome);
    }
    result->status = all.rules == 0 ? 0 : ontrack__verdict_level(&all);
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        result->indicators[i] = ontrack__verdict_level(&each[i]);
    return true;
}

/* ---- a student ---- */

static ontrack_status read_values(ontrack__examiner *examiner, ontrack_error *error)
{
    const ontrack_ruleset *ruleset = examiner->binding->ruleset;
    for (size_t i = 0; i < ruleset->reading_count; i++) {
        const ontrack_status status = ontrack__values_need(
            &examiner->values, ruleset->reading_variables[i], &examiner->arena, error);
        if (status != ONTRACK_OK) return status;
    }
    return ONTRACK_OK;
}

/* The school as student.school_id has it, whether a rule reads that or not. */
static ontrack_status find_school(ontrack__examiner *examiner, ontrack_result *result,
                                  ontrack_error *error)
{
    ontrack_value school;
    const ontrack_status status =
        ontrack__values_ask(&examiner->values, examiner->measure_of_school, &examiner->school,
                            &examiner->arena, &school, error);
    if (status == ONTRACK_OK && school.kind == ONTRACK_KIND_TEXT)
        result->texts[ONTRACK_RESULT_SCHOOL_ID] = school.text;
    return status;
}

/* A rule that no override touches is the rule set's own, which outlives the variants. */
static const ontrack__rule_plan *plan_at(const ontrack__examiner *examiner, size_t rule)
{
    const ontrack__rule_plan *plan = &examiner->ruleset->rules[rule];
    return plan->override_count > 0 ? plan : &examiner->binding->ruleset->rules[rule];
}

/* Beside what was computed, which stays as it is. */
static void mark_exempt(const ontrack__binding *binding, const ontrack_student *student,
                        ontrack_result *result)
{
    size_t count;
    const ontrack__exempt_student *exempt = ontrack__exempt_of(binding, student, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t rule = 0; rule < binding->ruleset->rule_count; rule++)
            if (exempt[i].exempt->rules[rule] && result->rules[rule].exemption == NULL)
                result->rules[rule].exemption = &exempt[i].exempt->face;
}

static ontrack_status choose_variant(ontrack__examiner *examiner, ontrack_error *error)
{
    const ontrack_status status = ontrack__variants_choose(
        &examiner->variants, &examiner->values, &examiner->arena, &examiner->ruleset, error);
    if (status == ONTRACK_OK) ontrack__values_vary(&examiner->values, examiner->ruleset);
    return status;
}

static ontrack_status fill_result(ontrack__examiner *examiner, ontrack_result *result,
                                  ontrack_error *error)
{
    const ontrack_ruleset *ruleset = examiner->binding->ruleset;
    ontrack_status status = read_values(examiner, error);
    if (status == ONTRACK_OK) status = find_school(examiner, result, error);
    for (size_t i = 0; i < ruleset->rule_count && status == ONTRACK_OK; i++)
        status = examine_rule(examiner, plan_at(examiner, i), &result->told[i], &result->rules[i],
                              error);
    if (status == ONTRACK_OK && !find_verdicts(result, &examiner->arena))
        return ontrack__no_memory(error);
    return status;
}

/* The same student on the earlier day, in the memory of its own examiner. */
static ontrack_status examine_since(ontrack__examiner *examiner, const ontrack_student *student,
                                    ontrack_result *result, ontrack_error *error)
{
    ontrack__scope scope;
    const ontrack_result *then = NULL;
    if (examiner->since == NULL) return ONTRACK_OK;
    const ontrack_status status = ontrack__examine(examiner->since, student, &scope, &then, error);
    if (status == ONTRACK_OK && scope == ONTRACK__SCOPE_IN) result->since = then;
    return status;
}

ontrack_status ontrack__examine(ontrack__examiner *examiner, const ontrack_student *student,
                                ontrack__scope *scope, const ontrack_result **out,
                                ontrack_error *error)
{
    ontrack__arena_reset(&examiner->arena);
    if (ontrack__values_begin(&examiner->values, student) != ONTRACK_OK)
        return ontrack__no_memory(error);
    ontrack_status status = choose_variant(examiner, error);
    if (status == ONTRACK_OK) status = find_scope(examiner, scope, error);
    if (status != ONTRACK_OK || *scope != ONTRACK__SCOPE_IN) return status;
    ontrack_result *result =
        ontrack__result_new(examiner->binding->ruleset, student, examiner->binding->as_of,
                            examiner->values.of, &examiner->arena);
    if (result == NULL) return ontrack__no_memory(error);
    result->teller = ontrack__reasons_teller(&examiner->reasons);
    status = fill_result(examiner, result, error);
    mark_exempt(examiner->binding, student, result);
    if (status == ONTRACK_OK) status = examine_since(examiner, student, result, error);
    *out = result;
    return status;
}
