#include "evaluation/holding.h"

#include "base/buffer.h"
#include "base/error.h"
#include "evaluation/bind.h"

#include <string.h>

enum { DAYS_IN_WEEK = 7 };

/* An earlier as-of date. */
typedef struct ontrack__earlier {
    ontrack__binding binding;
    ontrack__sight sight;
    bool turned; /* to the student at hand */
} ontrack__earlier;

/* A rule while it is looked back for. */
typedef struct looking {
    ontrack__holding *in;
    ontrack__sight *now;
    ontrack_result *result;
    size_t rule;
    const char *why; /* of the first earlier date on which it is unknown; NULL: none yet */
    ontrack_error *error;
} looking;

bool ontrack__holding_init(ontrack__holding *holding, const ontrack__binding *binding)
{
    memset(holding, 0, sizeof *holding);
    holding->binding = binding;
    const size_t count = (size_t)binding->ruleset->most_weeks - 1;
    holding->earlier =
        ontrack__allocate_zero(&binding->allocator, count, sizeof(ontrack__earlier *));
    holding->count = holding->earlier == NULL ? 0 : count;
    return holding->earlier != NULL;
}

void ontrack__holding_dispose(ontrack__holding *holding)
{
    if (holding->earlier == NULL) return;
    const ontrack_allocator *allocator = &holding->binding->allocator;
    for (size_t i = 0; i < holding->count; i++) {
        ontrack__earlier *earlier = holding->earlier[i];
        if (earlier == NULL) continue;
        ontrack__sight_dispose(&earlier->sight);
        ontrack__binding_dispose(&earlier->binding);
        ontrack__release(allocator, earlier, 1, sizeof *earlier);
    }
    ontrack__release(allocator, holding->earlier, holding->count, sizeof(ontrack__earlier *));
}

/* ---- earlier dates ---- */

static ontrack_date weeks_before(ontrack_date as_of, size_t weeks)
{
    return as_of - (ontrack_date)weeks * DAYS_IN_WEEK;
}

static ontrack_status make_earlier(ontrack__holding *holding, size_t weeks, ontrack_error *error)
{
    const ontrack__binding *binding = holding->binding;
    ontrack__earlier *earlier = ontrack__allocate_zero(&binding->allocator, 1, sizeof *earlier);
    if (earlier == NULL) return ontrack__no_memory(error);
    holding->earlier[weeks - 1] = earlier; /* from here on it is disposed of with the others */
    const ontrack_status status = ontrack__bind_earlier(
        binding, weeks_before(binding->as_of, weeks), &earlier->binding, error);
    if (status != ONTRACK_OK) return status;
    return ontrack__sight_init(&earlier->sight, &earlier->binding, error);
}

/* The student as seen that many weeks before. */
static ontrack_status turn_back(const looking *at, size_t weeks, ontrack__sight **out)
{
    ontrack_status status = ONTRACK_OK;
    if (at->in->earlier[weeks - 1] == NULL) status = make_earlier(at->in, weeks, at->error);
    if (status != ONTRACK_OK) return status;
    ontrack__earlier *earlier = at->in->earlier[weeks - 1];
    *out = &earlier->sight;
    if (earlier->turned) return ONTRACK_OK;
    earlier->sight.values.given = at->now->values.given;
    earlier->turned = true;
    return ontrack__sight_turn(&earlier->sight, at->now->values.student, at->error);
}

/* ---- one rule ---- */

/* "on 2026-10-14: too few days enrolled yet: 15 of 20" */
static ontrack_status keep_why(looking *at, ontrack_date date, const char *why)
{
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    char day[ONTRACK_DATE_SIZE];
    if (at->why != NULL) return ONTRACK_OK;
    text.allocator = at->now->binding->allocator;
    ontrack_date_format(date, day);
    if (ontrack__buffer_string(&text, "on ") && ontrack__buffer_string(&text, day) &&
        ontrack__buffer_string(&text, ": ") && ontrack__buffer_string(&text, why))
        at->why = ontrack__arena_copy(&at->now->arena, ontrack__buffer_view(&text));
    ontrack_buffer_dispose(&text);
    return at->why == NULL ? ontrack__no_memory(at->error) : ONTRACK_OK;
}

static ontrack_status look_on(looking *at, size_t weeks, ontrack_outcome *out)
{
    const ontrack__binding *binding = at->now->binding;
    const ontrack_date date = weeks_before(binding->as_of, weeks);
    ontrack__sight *then;
    *out = ONTRACK_OUTCOME_UNKNOWN;
    if (date < binding->year_start) return keep_why(at, date, "the school year had not begun");
    ontrack_status status = turn_back(at, weeks, &then);
    if (status != ONTRACK_OK) return status;
    ontrack__told told = ontrack__told_nothing(then->plans[at->rule]);
    status = ontrack__sight_rule(then, at->rule, &told, out, at->error);
    if (status != ONTRACK_OK || *out != ONTRACK_OUTCOME_UNKNOWN) return status;
    ontrack_rule_result rule = ontrack__rule_face(&told, *out);
    const ontrack__teller teller = ontrack__reasons_teller(&then->reasons);
    teller.words(teller.user, &told, &rule);
    status = ontrack__reasons_status(&then->reasons, at->error);
    return status == ONTRACK_OK ? keep_why(at, date, rule.why) : status;
}

/* The condition holds now. It fires when it held on every weekly date, is clear when it did not on
 * one, and else unknown. A rule that was switched off did not hold. */
static ontrack_status look_back(looking *at)
{
    ontrack__told *told = ontrack__result_told(at->result, at->rule);
    ontrack_outcome *outcome = &at->result->outcomes[at->rule];
    const size_t weeks = (size_t)told->plan->rule.weekly_dates;
    ontrack_outcome then = ONTRACK_OUTCOME_FIRED;
    bool unbroken = true;
    told->held_since = at->now->binding->as_of;
    for (size_t i = 1; i < weeks; i++) {
        const ontrack_status status = look_on(at, i, &then);
        if (status != ONTRACK_OK) return status;
        unbroken = unbroken && then == ONTRACK_OUTCOME_FIRED;
        if (unbroken) told->held_since = weeks_before(at->now->binding->as_of, i);
        if (then != ONTRACK_OUTCOME_FIRED && then != ONTRACK_OUTCOME_UNKNOWN) {
            *outcome = ONTRACK_OUTCOME_CLEAR;
            return ONTRACK_OK;
        }
    }
    if (unbroken) return ONTRACK_OK;
    *outcome = ONTRACK_OUTCOME_UNKNOWN;
    told->why = at->why;
    return ONTRACK_OK;
}

ontrack_status ontrack__hold(ontrack__holding *holding, ontrack__sight *now, ontrack_result *result,
                             ontrack_error *error)
{
    ontrack_status status = ONTRACK_OK;
    if (holding->count == 0) return ONTRACK_OK;
    for (size_t i = 0; i < holding->count; i++)
        if (holding->earlier[i] != NULL) holding->earlier[i]->turned = false;
    for (size_t i = 0; i < result->spoken_count && status == ONTRACK_OK; i++) {
        const size_t rule = result->spoken[i];
        if (result->outcomes[rule] != ONTRACK_OUTCOME_FIRED) continue;
        if (result->plans[rule]->rule.weekly_dates <= 1) continue;
        looking at = {holding, now, result, rule, NULL, error};
        status = look_back(&at);
    }
    return status;
}
