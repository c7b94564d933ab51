#include "evaluation/sight.h"

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

ontrack_status ontrack__sight_init(ontrack__sight *sight, const ontrack__binding *binding,
                                   ontrack_error *error)
{
    memset(sight, 0, sizeof *sight);
    sight->binding = binding;
    sight->ruleset = binding->ruleset;
    sight->days_enrolled = days_enrolled_variable(binding->ruleset);
    ontrack__arena_init(&sight->arena, &binding->allocator);
    ontrack__reasons_init(&sight->reasons, &sight->values, &sight->arena, sight->days_enrolled);
    const ontrack_status status = ontrack__values_init(&sight->values, binding, error);
    if (!ontrack__variants_init(&sight->variants, binding)) return ontrack__no_memory(error);
    return status;
}

void ontrack__sight_dispose(ontrack__sight *sight)
{
    if (sight->binding == NULL) return;
    ontrack__variants_dispose(&sight->variants);
    ontrack__reasons_dispose(&sight->reasons);
    ontrack__values_dispose(&sight->values);
    ontrack__arena_free(&sight->arena);
}

ontrack_status ontrack__sight_turn(ontrack__sight *sight, const ontrack_student *student,
                                   ontrack_error *error)
{
    ontrack__arena_reset(&sight->arena);
    if (ontrack__values_begin(&sight->values, student) != ONTRACK_OK)
        return ontrack__no_memory(error);
    const ontrack_status status = ontrack__variants_choose(&sight->variants, &sight->values,
                                                           &sight->arena, &sight->ruleset, error);
    if (status == ONTRACK_OK) ontrack__values_vary(&sight->values, sight->ruleset);
    return status;
}

ontrack_status ontrack__sight_condition(ontrack__sight *sight, const ontrack__cel_program *program,
                                        ontrack__cel_value *out, ontrack_error *error)
{
    ontrack_status status = ontrack__values_need_all(&sight->values, program, &sight->arena, error);
    if (status != ONTRACK_OK) return status;
    status = ontrack__cel_evaluate(program, sight->values.bound, &sight->arena, NULL, out);
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(error);
    if (status != ONTRACK_OK) {
        out->kind = ONTRACK__CEL_ERROR;
        out->as.text = ontrack_text_of("the condition takes too many steps");
    }
    return ONTRACK_OK;
}

/* ---- a rule ---- */

static ontrack_status look_at_days(ontrack__sight *sight, const ontrack_rule *rule, bool *enough,
                                   ontrack_error *error)
{
    if (rule->min_days_enrolled <= 0) return ONTRACK_OK;
    const ontrack_status status =
        ontrack__values_need(&sight->values, sight->days_enrolled, &sight->arena, error);
    if (status == ONTRACK_OK)
        *enough =
            ontrack__long_enough(rule->min_days_enrolled, &sight->values.of[sight->days_enrolled]);
    return status;
}

/* A rule that no override touches is the rule set's own, which outlives the variants. */
static const ontrack__rule_plan *plan_at(const ontrack__sight *sight, size_t rule)
{
    const ontrack__rule_plan *plan = &sight->ruleset->rules[rule];
    return plan->override_count > 0 ? plan : &sight->binding->ruleset->rules[rule];
}

/* The readings that the condition reads are there already when all were read for the student. */
static ontrack_status ask(ontrack__sight *sight, const ontrack__rule_plan *plan,
                          ontrack__told *told, ontrack_outcome *out, ontrack_error *error)
{
    ontrack_status status = ONTRACK_OK;
    if (!sight->values.all_read)
        status = ontrack__values_need_all(&sight->values, plan->when, &sight->arena, error);
    if (status != ONTRACK_OK) return status;
    const ontrack__cel_answer answer = ontrack__cel_ask(plan->when, sight->values.bound);
    if (answer == ONTRACK__ANSWER_OPEN) {
        status = ontrack__sight_condition(sight, plan->when, &told->value, error);
        if (status == ONTRACK_OK) *out = ontrack__outcome(&told->value);
    } else {
        *out = answer == ONTRACK__ANSWER_TRUE ? ONTRACK_OUTCOME_FIRED : ONTRACK_OUTCOME_CLEAR;
    }
    return status;
}

ontrack_status ontrack__sight_rule(ontrack__sight *sight, size_t index, ontrack__told *told,
                                   ontrack_outcome *out, ontrack_error *error)
{
    const ontrack__rule_plan *plan = plan_at(sight, index);
    bool enough = true;
    told->plan = plan;
    told->held_since = ONTRACK_DATE_NONE;
    *out = plan->off ? ONTRACK_OUTCOME_OFF : ONTRACK_OUTCOME_UNKNOWN;
    if (plan->off) return ONTRACK_OK;
    const ontrack_status status = look_at_days(sight, &plan->rule, &enough, error);
    told->too_few_days = !enough;
    return status == ONTRACK_OK && enough ? ask(sight, plan, told, out, error) : status;
}
