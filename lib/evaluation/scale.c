#include "evaluation/scale.h"

#include "base/error.h"
#include "evaluation/comparisons.h"

/* Credits of a measure with the bar's own options; 0 when they are not known. */
static ontrack_status ask(ontrack__values *values, const ontrack_measure *measure,
                          const ontrack__options *options, ontrack__arena *arena,
                          ontrack__rational *out, ontrack_error *error)
{
    const ontrack__rational none = {0, 1};
    ontrack_value value = ontrack_value_unknown("");
    const ontrack_status status =
        ontrack__values_ask(values, measure, options, arena, &value, error);
    if (!ontrack__value_rational(&value, out)) *out = none;
    return status;
}

static bool add(ontrack__rational a, ontrack__rational b, ontrack__rational *out)
{
    out->denominator = a.denominator;
    if (a.denominator == b.denominator)
        return !__builtin_add_overflow(a.numerator, b.numerator, &out->numerator);
    return ontrack__rational_add(a, b, out);
}

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
    ontrack__rational attempted, open, total;
    const ontrack__bar *bar;
    if (!ontrack__bars_find(bars, ruleset, values, arena, &bar)) return ontrack__no_memory(error);
    if (bar == NULL) return ONTRACK_OK;
    const ontrack__options *options = &ruleset->variables[bar->variable].options;
    ontrack_status status = ask(values, bars->attempted, options, arena, &attempted, error);
    if (status == ONTRACK_OK) status = ask(values, bars->in_progress, options, arena, &open, error);
    if (status != ONTRACK_OK) return status;
    int64_t largest;
    status = ontrack__largest_course(&values->question, &largest);
    if (status != ONTRACK_OK) return ontrack__no_memory(error);
    const ontrack__rational course = {largest, ONTRACK_DECIMAL_ONE};
    if (!add(attempted, open, &total) || total.numerator <= 0 || largest == 0) return ONTRACK_OK;
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
