#include "evaluation/student.h"

#include "base/error.h"
#include "evaluation/inforce.h"

#include <string.h>

static bool make_verdicts(ontrack__examiner *examiner, const ontrack_ruleset *ruleset)
{
    const size_t count = ruleset->indicator_count;
    examiner->silent = ontrack__arena_allocate(&examiner->room, count, sizeof *examiner->silent);
    examiner->verdicts =
        ontrack__arena_allocate(&examiner->room, count, sizeof *examiner->verdicts);
    if (examiner->silent == NULL || examiner->verdicts == NULL) return false;
    for (size_t i = 0; i < ruleset->rule_count; i++)
        examiner->silent[ruleset->rules[i].rule.indicator].rules++;
    return true;
}

static bool make_result(ontrack__examiner *examiner)
{
    const ontrack__binding *binding = examiner->sight.binding;
    examiner->result =
        ontrack__result_new(binding->ruleset, binding->as_of, examiner->sight.values.of,
                            examiner->sight.plans, &examiner->room);
    if (examiner->result == NULL) return false;
    examiner->result->teller = ontrack__reasons_teller(&examiner->sight.reasons);
    return true;
}

ontrack_status ontrack__examiner_init(ontrack__examiner *examiner, const ontrack__binding *binding,
                                      const ontrack__cel_program *where, ontrack_error *error)
{
    memset(examiner, 0, sizeof *examiner);
    examiner->where = where;
    examiner->school = ontrack__options_default();
    examiner->measure_of_school =
        ontrack_catalogue_find(binding->ruleset->catalogue, ontrack_text_of("student.school_id"));
    ontrack__arena_init(&examiner->room, &binding->allocator);
    const ontrack_status status = ontrack__sight_init(&examiner->sight, binding, error);
    if (!ontrack__holding_init(&examiner->holding, binding) || !make_result(examiner) ||
        !make_verdicts(examiner, binding->ruleset))
        return ontrack__no_memory(error);
    return status;
}

void ontrack__examiner_dispose(ontrack__examiner *examiner)
{
    ontrack__holding_dispose(&examiner->holding);
    ontrack__sight_dispose(&examiner->sight);
    ontrack__arena_free(&examiner->room);
}

/* ---- scope ---- */

static ontrack__scope kept(ontrack__examiner *examiner, const ontrack__cel_value *where)
{
    static const ontrack_text unsaid = {NULL, 0};
    if (where->kind == ONTRACK__CEL_BOOL)
        return where->as.boolean ? ONTRACK__SCOPE_IN : ONTRACK__SCOPE_FILTERED;
    examiner->undecided = where->kind == ONTRACK__CEL_ERROR ? where->as.text : unsaid;
    return ONTRACK__SCOPE_UNDECIDED;
}

/* A student stays in scope while applies_to is unknown, and is kept only when `where` is true. */
static ontrack_status find_scope(ontrack__examiner *examiner, ontrack__scope *scope,
                                 ontrack_error *error)
{
    const ontrack__cel_program *applies = examiner->sight.ruleset->applies;
    ontrack__cel_value value;
    ontrack_status status = ONTRACK_OK;
    *scope = ONTRACK__SCOPE_IN;
    if (applies != NULL) {
        status = ontrack__sight_condition(&examiner->sight, applies, &value, error);
        if (status != ONTRACK_OK) return status;
        if (value.kind == ONTRACK__CEL_BOOL && !value.as.boolean)
            *scope = ONTRACK__SCOPE_NOT_APPLICABLE;
    }
    if (*scope == ONTRACK__SCOPE_IN && examiner->where != NULL) {
        status = ontrack__sight_condition(&examiner->sight, examiner->where, &value, error);
        if (status != ONTRACK_OK) return status;
        *scope = kept(examiner, &value);
    }
    return ONTRACK_OK;
}

/* ---- verdicts ---- */

/* The whole is what its parts come to. */
static void take_verdict(ontrack__verdict *all, const ontrack__verdict *part)
{
    all->rules += part->rules;
    all->undecided = all->undecided || part->undecided;
    if (part->worst > all->worst) all->worst = part->worst;
}

/* Most rules are clear and have nothing to say. */
static void hear_rules(const ontrack__examiner *examiner, ontrack__verdict *each)
{
    const ontrack_result *result = examiner->result;
    for (size_t i = 0; i < result->spoken_count; i++) {
        const ontrack_outcome outcome = result->outcomes[result->spoken[i]];
        if (outcome == ONTRACK_OUTCOME_CLEAR) continue;
        const ontrack_rule *rule = &result->plans[result->spoken[i]]->rule;
        if (outcome == ONTRACK_OUTCOME_OFF)
            each[rule->indicator].rules--;
        else
            ontrack__verdict_hear(&each[rule->indicator], rule->level, outcome);
    }
}

static void find_verdicts(const ontrack__examiner *examiner)
{
    ontrack_result *result = examiner->result;
    const size_t count = result->ruleset->indicator_count;
    ontrack__verdict *each = examiner->verdicts, all = {0, 0, false};
    memcpy(each, examiner->silent, count * sizeof *each);
    hear_rules(examiner, each);
    for (size_t i = 0; i < count; i++) {
        result->indicators[i] = ontrack__verdict_level(&each[i]);
        take_verdict(&all, &each[i]);
    }
    result->status = all.rules == 0 ? 0 : ontrack__verdict_level(&all);
}

/* ---- a student ---- */

/* The school as student.school_id has it, whether a rule reads that or not. */
static ontrack_status find_school(ontrack__examiner *examiner, ontrack_result *result,
                                  ontrack_error *error)
{
    ontrack_value school;
    const ontrack_status status =
        ontrack__values_ask(&examiner->sight.values, examiner->measure_of_school, &examiner->school,
                            &examiner->sight.arena, &school, error);
    if (status == ONTRACK_OK && school.kind == ONTRACK_KIND_TEXT) result->school = school.text;
    return status;
}

/* Beside what was computed, which stays as it is. */
static void mark_exempt(const ontrack__binding *binding, const ontrack_student *student,
                        ontrack_result *result)
{
    size_t count;
    if (binding->exempt.count == 0) return;
    const ontrack__exempt_student *exempt = ontrack__exempt_of(binding, student, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t rule = 0; rule < binding->ruleset->rule_count; rule++)
            if (exempt[i].exempt->rules[rule] &&
                ontrack__result_told(result, rule)->exemption == NULL)
                ontrack__result_told(result, rule)->exemption = &exempt[i].exempt->face;
}

static ontrack_status fill_result(ontrack__examiner *examiner, ontrack_error *error)
{
    ontrack__sight *sight = &examiner->sight;
    ontrack_result *result = examiner->result;
    ontrack_status status = ontrack__values_read(&sight->values, &sight->arena, error);
    if (status == ONTRACK_OK) status = find_school(examiner, result, error);
    if (status == ONTRACK_OK) status = ontrack__sight_rules(sight, result, error);
    if (status == ONTRACK_OK) status = ontrack__hold(&examiner->holding, sight, result, error);
    if (status == ONTRACK_OK) find_verdicts(examiner);
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
    ontrack__sight *sight = &examiner->sight;
    ontrack_status status = ontrack__sight_turn(sight, student, error);
    if (status == ONTRACK_OK) status = find_scope(examiner, scope, error);
    if (status != ONTRACK_OK || *scope != ONTRACK__SCOPE_IN) return status;
    ontrack__result_begin(examiner->result, student);
    status = fill_result(examiner, error);
    mark_exempt(sight->binding, student, examiner->result);
    if (status == ONTRACK_OK) status = examine_since(examiner, student, examiner->result, error);
    *out = examiner->result;
    return status;
}
