#include "rulesets/verdict.h"

#include "base/rational.h"

ontrack_outcome ontrack__outcome(const ontrack__cel_value *value)
{
    if (value->kind != ONTRACK__CEL_BOOL) return ONTRACK_OUTCOME_UNKNOWN;
    return value->as.boolean ? ONTRACK_OUTCOME_FIRED : ONTRACK_OUTCOME_CLEAR;
}

bool ontrack__long_enough(int64_t min_days, const ontrack_value *days_enrolled)
{
    ontrack__rational days = {days_enrolled->number, 1};
    switch (days_enrolled->kind) {
    case ONTRACK_KIND_COUNT:
        break;
    case ONTRACK_KIND_DECIMAL:
        days.denominator = ONTRACK_DECIMAL_ONE;
        break;
    case ONTRACK_KIND_RATIO:
        days.denominator = days_enrolled->denominator;
        break;
    default:
        return min_days <= 0;
    }
    const ontrack__rational least = {min_days, 1};
    return ontrack__rational_compare(days, least) >= 0;
}

int ontrack__verdict_level(const ontrack__verdict *verdict)
{
    if (verdict->rules == 0) return ONTRACK_LEVEL_NONE;
    if (verdict->worst > 0) return verdict->worst;
    return verdict->undecided ? ONTRACK_LEVEL_UNKNOWN : 0;
}
