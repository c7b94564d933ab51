#include "evaluation/scale.h"

#include "base/error.h"
#include "evaluation/comparisons.h"

/* a * x compared with b * y; 0 when a product does not fit, which credits never come near. */
static int compare(int64_t a, ontrack__rational x, int64_t b, ontrack__rational y)
{
    return __builtin_mul_overflow(x.numerator, a, &x.numerator) ||
                   __builtin_mul_overflow(y.numerator, b, &y.numerator)
               ? 0
               : ontrack__rational_compare(x, y);
}

ontrack_status ontrack__scale_take(ontrack__scale *scale, ontrack__bars *bars,
                                   const ontrack_ruleset *ruleset, ontrack__values *values,
                                   ontrack__arena *arena, ontrack_error *error)
{
    int64_t begun, largest;
    const ontrack__bar *bar;
    if (!ontrack__bars_find(bars, ruleset, values, arena, &bar)) return ontrack__no_memory(error);
    if (bar == NULL) return ONTRACK_OK;
    values->question.options = &ruleset->variables[bar->variable].options;
    if (ontrack__credits_begun(&values->question, &begun) != ONTRACK_OK ||
        ontrack__largest_course(&values->question, &largest) != ONTRACK_OK)
        return ontrack__no_memory(error);
    if (begun <= 0 || largest == 0) return ONTRACK_OK;
    const ontrack__rational course = {largest, ONTRACK_DECIMAL_ONE};
    const ontrack__rational total = {begun, ONTRACK_DECIMAL_ONE};
    scale->students++;
    scale->large += compare(2, course, 1, bar->bar) > 0 && compare(1, total, 4, bar->bar) >= 0;
    scale->small += compare(30, course, 1, bar->bar) < 0 && compare(3, total, 1, bar->bar) < 0;
    if (largest > scale->course) scale->course = largest;
    if (scale->bar.denominator == 0 || ontrack__rational_compare(bar->bar, scale->bar) > 0)
        scale->bar = bar->bar;
    return ONTRACK_OK;
}

void ontrack__scale_merge(ontrack__scale *scale, const ontrack__scale *part)
{
    scale->students += part->students;
    scale->large += part->large;
    scale->small += part->small;
    if (part->course > scale->course) scale->course = part->course;
    if (part->bar.denominator != 0 &&
        (scale->bar.denominator == 0 || ontrack__rational_compare(part->bar, scale->bar) > 0))
        scale->bar = part->bar;
}

const char *ontrack__scale_verdict(const ontrack__scale *scale)
{
    if (scale->large * 2 > scale->students) return "too large";
    if (scale->small * 2 > scale->students) return "too small";
    return NULL;
}
