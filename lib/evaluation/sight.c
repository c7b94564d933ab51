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

/* A rule that no override touches is the rule set's own, which outlives the variants. */
static void choose_plans(ontrack__sight *sight)
{
    const ontrack_ruleset *own = sight->binding->ruleset;
    for (size_t i = 0; i < own->rule_count; i++) {
        const ontrack__rule_plan *plan = &sight->ruleset->rules[i];
        ontrack__asked *asked = &sight->asked[i];
        if (plan->override_count == 0) plan = &own->rules[i];
        sight->plans[i] = asked->plan = plan;
        asked->least_days = plan->rule.min_days_enrolled;
        asked->opening = ontrack__cel_open(plan->when, sight->values.bound, sight->fixed);
    }
}

static bool make_room(ontrack__sight *sight)
{
    const ontrack_allocator *allocator = &sight->binding->allocator;
    const ontrack_ruleset *ruleset = sight->binding->ruleset;
    sight->plans = ontrack__allocate_zero(allocator, ruleset->rule_count, sizeof *sight->plans);
    sight->asked = ontrack__allocate_zero(allocator, ruleset->rule_count, sizeof *sight->asked);
    sight->fixed = ontrack__allocate_zero(allocator, ruleset->variable_count, sizeof *sight->fixed);
    if (sight->plans == NULL || sight->asked == NULL || sight->fixed == NULL) return false;
    for (size_t i = 0; i < ruleset->variable_count; i++)
        sight->fixed[i] = ruleset->variables[i].kind == ONTRACK__VARIABLE_PARAMETER;
    return true;
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
    if (!ontrack__variants_init(&sight->variants, binding) || !make_room(sight))
        return ontrack__no_memory(error);
    if (status == ONTRACK_OK) choose_plans(sight);
    return status;
}

void ontrack__sight_dispose(ontrack__sight *sight)
{
    if (sight->binding == NULL) return;
    ontrack__variants_dispose(&sight->variants);
    ontrack__reasons_dispose(&sight->reasons);
    ontrack__values_dispose(&sight->values);
    const ontrack_allocator *allocator = &sight->binding->allocator;
    const ontrack_ruleset *ruleset = sight->binding->ruleset;
    ontrack__release(allocator, sight->plans, ruleset->rule_count, sizeof *sight->plans);
    ontrack__release(allocator, sight->asked, ruleset->rule_count, sizeof *sight->asked);
    ontrack__release(allocator, sight->fixed, ruleset->variable_count, sizeof *sight->fixed);
    ontrack__arena_free(&sight->arena);
}

ontrack_status ontrack__sight_turn(ontrack__sight *sight, const ontrack_student *student,
                                   ontrack_error *error)
{
    const ontrack_ruleset *before = sight->ruleset;
    ontrack__arena_reset(&sight->arena);
    if (ontrack__values_begin(&sight->values, student) != ONTRACK_OK)
        return ontrack__no_memory(error);
    const ontrack_status status = ontrack__variants_choose(&sight->variants, &sight->values,
                                                           &sight->arena, &sight->ruleset, error);
    if (status != ONTRACK_OK || sight->ruleset == before) return status;
    ontrack__values_vary(&sight->values, sight->ruleset);
    choose_plans(sight);
    return ONTRACK_OK;
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

ontrack_status ontrack__sight_rule(ontrack__sight *sight, size_t index, ontrack__told *told,
                                   ontrack_outcome *out, ontrack_error *error)
{
    const ontrack__rule_plan *plan = sight->plans[index];
    bool enough = true;
    *out = plan->off ? ONTRACK_OUTCOME_OFF : ONTRACK_OUTCOME_UNKNOWN;
    if (plan->off) return ONTRACK_OK;
    ontrack_status status = look_at_days(sight, &plan->rule, &enough, error);
    told->too_few_days = !enough;
    if (status != ONTRACK_OK || !enough) return status;
    status = ontrack__sight_condition(sight, plan->when, &told->value, error);
    if (status == ONTRACK_OK) *out = ontrack__outcome(&told->value);
    return status;
}

/* What a rule's condition answers by its steps; OPEN where there is more to it. */
static inline ontrack__cel_answer ask_steps(const ontrack__sight *sight,
                                            const ontrack__asked *asked)
{
    const int64_t least = asked->least_days;
    if (least > 0 && !ontrack__long_enough(least, &sight->values.of[sight->days_enrolled]))
        return ONTRACK__ANSWER_OPEN;
    const ontrack__cel_answer answer =
        ontrack__cel_ask_opening(&asked->opening, sight->values.bound);
    if (answer != ONTRACK__ANSWER_OPEN) return answer;
    return ontrack__cel_ask(asked->plan->when, sight->values.bound);
}

/* Takes down a rule that may not be clear. */
static ontrack_status hear(ontrack__sight *sight, size_t index, ontrack__cel_answer answer,
                           ontrack_result *result, ontrack_error *error)
{
    ontrack_outcome outcome = ONTRACK_OUTCOME_FIRED;
    if (answer == ONTRACK__ANSWER_OPEN) {
        const ontrack_status status =
            ontrack__sight_rule(sight, index, ontrack__result_told(result, index), &outcome, error);
        if (status != ONTRACK_OK) return status;
    }
    result->outcomes[index] = outcome;
    if (outcome != ONTRACK_OUTCOME_CLEAR) result->spoken[result->spoken_count++] = index;
    return ONTRACK_OK;
}

ontrack_status ontrack__sight_rules(ontrack__sight *sight, ontrack_result *result,
                                    ontrack_error *error)
{
    const size_t count = sight->binding->ruleset->rule_count;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++) {
        const ontrack__asked *asked = &sight->asked[i];
        const ontrack__cel_answer answer =
            asked->plan->off ? ONTRACK__ANSWER_OPEN : ask_steps(sight, asked);
        result->outcomes[i] = ONTRACK_OUTCOME_CLEAR;
        if (answer != ONTRACK__ANSWER_FALSE) status = hear(sight, i, answer, result, error);
    }
    return status;
}
