#include "evaluation/scale.h"

#include "evaluation/codes.h"

#include <string.h>

/* ---- the bar ---- */

/* A measure of credits that grows with the courses a student takes. */
static bool is_credits(const ontrack_ruleset *ruleset, int32_t position)
{
    static const char *const names[] = {"credits.earned", "credits.attainable", "credits.projected",
                                        "credits.attempted"};
    if (position < 0 || ruleset->variables[position].kind != ONTRACK__VARIABLE_MEASURE)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(ruleset->variables[position].measure->name, names[i]) == 0) return true;
    return false;
}

/* Whether a condition reads nothing of a student but that one measure. */
static bool reads_only(const ontrack_ruleset *ruleset, const ontrack__rule_plan *rule,
                       int32_t position)
{
    size_t count;
    const uint32_t *reads = ontrack__cel_reads(rule->when, &count);
    for (size_t i = 0; i < count; i++)
        if (reads[i] != (uint32_t)position &&
            ruleset->variables[reads[i]].kind != ONTRACK__VARIABLE_PARAMETER)
            return false;
    return true;
}

/* Whether the side that credits are compared with is the same for every student: a parameter, or
 * an expression over parameters and constants. */
static bool is_constant(const ontrack_ruleset *ruleset, const ontrack__rule_plan *rule,
                        int32_t credits, int32_t other)
{
    return other < 0 ? reads_only(ruleset, rule, credits)
                     : ruleset->variables[other].kind == ONTRACK__VARIABLE_PARAMETER;
}

static void take_side(ontrack__bar *bar, const ontrack_ruleset *ruleset,
                      const ontrack__rule_plan *rule, int32_t credits, int32_t other,
                      const ontrack_value *value)
{
    ontrack__rational number;
    if (!is_credits(ruleset, credits) || !is_constant(ruleset, rule, credits, other)) return;
    if (!ontrack__value_rational(value, &number) || number.numerator <= 0) return;
    if (bar->variable >= 0 && ontrack__rational_compare(number, bar->bar) <= 0) return;
    bar->variable = credits;
    bar->bar = number;
}

void ontrack__bar_take(ontrack__bar *bar, const ontrack_ruleset *ruleset,
                       const ontrack__rule_plan *rule, const ontrack__comparisons *comparisons)
{
    const ontrack__compared *found = comparisons->found.items;
    for (size_t i = 0; i < comparisons->found.count; i++) {
        const ontrack__compared *one = &found[i];
        take_side(bar, ruleset, rule, one->left, one->right, &one->face.right);
        take_side(bar, ruleset, rule, one->right, one->left, &one->face.left);
    }
}

/* ---- a student's courses ---- */

static int64_t largest_course(const ontrack_student *student, ontrack_date as_of, bool as_recorded)
{
    size_t count;
    int64_t largest = 0;
    const ontrack__grade_row *rows =
        (const ontrack__grade_row *)ontrack__student_rows(student, ONTRACK_TABLE_GRADES, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].attempted > largest &&
            ontrack__grade_stage(student, &rows[i], as_of, as_recorded) != ONTRACK__STAGE_AHEAD)
            largest = rows[i].attempted;
    return largest;
}

/* Credits of a measure with the bar's own options; 0 when they are not known. */
static ontrack_status ask(ontrack__values *values, const ontrack__bar *bar, const char *name,
                          ontrack__arena *arena, ontrack__rational *out, ontrack_error *error)
{
    const ontrack_ruleset *ruleset = values->binding->ruleset;
    const ontrack_measure *measure =
        ontrack_catalogue_find(ruleset->catalogue, ontrack_text_of(name));
    const ontrack__rational none = {0, 1};
    ontrack_value value = ontrack_value_unknown("");
    ontrack_status status = ONTRACK_OK;
    if (measure != NULL)
        status = ontrack__values_ask(values, measure, &ruleset->variables[bar->variable].options,
                                     arena, &value, error);
    if (!ontrack__value_rational(&value, out)) *out = none;
    return status;
}

/* a * x compared with b * y; 0 when a product does not fit, which credits never come near. */
static int compare(int64_t a, ontrack__rational x, int64_t b, ontrack__rational y)
{
    const ontrack__rational left = {a, 1}, right = {b, 1};
    return ontrack__rational_multiply(x, left, &x) && ontrack__rational_multiply(y, right, &y)
               ? ontrack__rational_compare(x, y)
               : 0;
}

ontrack_status ontrack__scale_take(ontrack__scale *scale, const ontrack__bar *bar,
                                   ontrack__values *values, ontrack__arena *arena,
                                   ontrack_error *error)
{
    ontrack__rational attempted, open, total;
    if (bar->variable < 0) return ONTRACK_OK;
    ontrack_status status = ask(values, bar, "credits.attempted", arena, &attempted, error);
    if (status == ONTRACK_OK) status = ask(values, bar, "credits.in_progress", arena, &open, error);
    if (status != ONTRACK_OK) return status;
    const ontrack__options *options = &values->binding->ruleset->variables[bar->variable].options;
    const int64_t largest =
        largest_course(values->student, values->binding->as_of, options->as_recorded);
    const ontrack__rational course = {largest, ONTRACK_DECIMAL_ONE};
    if (!ontrack__rational_add(attempted, open, &total) || total.numerator <= 0 || largest == 0)
        return ONTRACK_OK;
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
