/* A result beside that of an earlier day. */
#include "base/rational.h"
#include "evaluation/change.h"
#include "evaluation/result.h"

const ontrack_result *ontrack_result_since(const ontrack_result *result)
{
    return result->since;
}

ontrack_change ontrack_result_status_change(const ontrack_result *result)
{
    return result->since == NULL ? ONTRACK_CHANGE_NONE
                                 : ontrack__change_of_level(result->since->status, result->status);
}

/* How far a comparison that holds is beyond its threshold. */
static bool margin_of(const ontrack_comparison *comparison, ontrack__rational *out)
{
    const ontrack_value *margin = &comparison->margin;
    *out = (ontrack__rational){margin->number, 1};
    if (margin->kind == ONTRACK_KIND_DECIMAL) out->denominator = ONTRACK_DECIMAL_ONE;
    if (margin->kind == ONTRACK_KIND_RATIO) out->denominator = margin->denominator;
    return comparison->holds && margin->kind != ONTRACK_KIND_UNKNOWN;
}

/* The comparison at the same place of the condition. */
static const ontrack_comparison *same_place(const ontrack_comparison *items, size_t count,
                                            const ontrack_comparison *wanted)
{
    for (size_t i = 0; i < count; i++)
        if (items[i].line == wanted->line && items[i].column == wanted->column) return &items[i];
    return NULL;
}

/* Above 0 when a flag is further beyond its thresholds than it was, below 0 when it is less far, 0
 * when there is no one answer. */
static int further_beyond(const ontrack_result *result, size_t rule)
{
    size_t count, old_count;
    const ontrack_comparison *now = ontrack_result_comparisons(result, rule, &count);
    const ontrack_comparison *then = ontrack_result_comparisons(result->since, rule, &old_count);
    bool further = false, nearer = false;
    for (size_t i = 0; i < count; i++) {
        const ontrack_comparison *other = same_place(then, old_count, &now[i]);
        ontrack__rational margin, old_margin;
        if (other == NULL || !margin_of(&now[i], &margin) || !margin_of(other, &old_margin))
            continue;
        const int order = ontrack__rational_compare(margin, old_margin);
        further = further || order > 0;
        nearer = nearer || order < 0;
    }
    return further == nearer ? 0 : further ? 1 : -1;
}

static ontrack__verdict_then verdict(const ontrack_result *result, size_t rule)
{
    return (ontrack__verdict_then){result->outcomes[rule],
                                   ontrack__result_rule_level(result, rule)};
}

ontrack_change ontrack_result_change(const ontrack_result *result, size_t rule)
{
    if (result->since == NULL || rule >= result->ruleset->rule_count) return ONTRACK_CHANGE_NONE;
    const ontrack__verdict_then then = verdict(result->since, rule), now = verdict(result, rule);
    const bool both = then.outcome == ONTRACK_OUTCOME_FIRED && now.outcome == ONTRACK_OUTCOME_FIRED;
    return ontrack__change_of_rule(then, now, both ? further_beyond(result, rule) : 0);
}
