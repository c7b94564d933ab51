#include "evaluation/bars.h"

#include "base/sort.h"
#include "evaluation/comparisons.h"

#include <string.h>

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

/* The bars of one rule set lie at first .. first + count - 1. */
typedef struct bar_set {
    const ontrack_ruleset *ruleset;
    size_t first, count;
} bar_set;

static bool take_side(ontrack__bars *bars, const ontrack_ruleset *ruleset,
                      const ontrack__rule_plan *rule, int32_t credits, int32_t other,
                      const ontrack_value *value)
{
    ontrack__rational number;
    if (!is_credits(ruleset, credits) || !is_constant(ruleset, rule, credits, other)) return true;
    if (!ontrack__value_rational(value, &number) || number.numerator <= 0) return true;
    ontrack__bar *bar = ontrack__array_add(&bars->allocator, &bars->bars, sizeof *bar);
    if (bar == NULL) return false;
    bar->variable = credits;
    bar->bar = number;
    return true;
}

static bool take_compared(ontrack__bars *bars, const ontrack_ruleset *ruleset,
                          const ontrack__rule_plan *rule, const ontrack__comparisons *comparisons)
{
    const ontrack__compared *found = comparisons->found.items;
    for (size_t i = 0; i < comparisons->found.count; i++)
        if (!take_side(bars, ruleset, rule, found[i].left, found[i].right, &found[i].face.right) ||
            !take_side(bars, ruleset, rule, found[i].right, found[i].left, &found[i].face.left))
            return false;
    return true;
}

/* What a condition compares when nothing is known but parameters and credits. */
static ontrack__cel_value *bindings_of(const ontrack_ruleset *ruleset, ontrack__arena *arena)
{
    ontrack__cel_value *bound =
        ontrack__arena_allocate(arena, ruleset->variable_count, sizeof *bound);
    const ontrack_value zero = ontrack_value_decimal(0), unknown = ontrack_value_unknown("");
    for (size_t i = 0; bound != NULL && i < ruleset->variable_count; i++) {
        const ontrack__variable *variable = &ruleset->variables[i];
        const ontrack_value *value = variable->kind == ONTRACK__VARIABLE_PARAMETER
                                         ? &variable->value
                                     : is_credits(ruleset, (int32_t)i) ? &zero
                                                                       : &unknown;
        if (!ontrack__to_cel(value, arena, &bound[i])) return NULL;
    }
    return bound;
}

static bool find_in_rules(ontrack__bars *bars, const ontrack_ruleset *ruleset,
                          ontrack__comparisons *comparisons, ontrack__arena *arena)
{
    const ontrack__cel_value *bound = bindings_of(ruleset, arena);
    bool done = bound != NULL;
    for (size_t i = 0; i < ruleset->rule_count && done; i++) {
        const ontrack__rule_plan *rule = &ruleset->rules[i];
        const ontrack__cel_trace trace = ontrack__comparisons_start(comparisons);
        ontrack__cel_value value;
        done =
            ontrack__cel_evaluate(rule->when, bound, arena, &trace, &value) != ONTRACK_NO_MEMORY &&
            !comparisons->failed && take_compared(bars, ruleset, rule, comparisons);
    }
    return done;
}

static int compare_bars(const void *a, const void *b, const void *context)
{
    const ontrack__bar *left = a, *right = b;
    (void)context;
    const int order = ontrack__rational_compare(right->bar, left->bar);
    return order != 0 ? order
                      : (left->variable > right->variable) - (left->variable < right->variable);
}

static bool find_bars(ontrack__bars *bars, const ontrack_ruleset *ruleset, ontrack__arena *arena)
{
    ontrack_value *values = ontrack__arena_allocate(arena, ruleset->variable_count, sizeof *values);
    bar_set *set = ontrack__array_add(&bars->allocator, &bars->sets, sizeof *set);
    if (values == NULL || set == NULL) return false;
    set->ruleset = ruleset;
    set->first = bars->bars.count;
    for (size_t i = 0; i < ruleset->variable_count; i++)
        values[i] = ruleset->variables[i].kind == ONTRACK__VARIABLE_PARAMETER
                        ? ruleset->variables[i].value
                        : ontrack_value_decimal(0);
    ontrack__comparisons comparisons = {bars->allocator, ruleset, values, {NULL, 0, 0}, false};
    const bool found = find_in_rules(bars, ruleset, &comparisons, arena);
    ontrack__comparisons_dispose(&comparisons);
    set->count = bars->bars.count - set->first;
    ontrack__bar *first = bars->bars.items;
    return found &&
           (set->count == 0 || ontrack__sort(&bars->allocator, first + set->first, set->count,
                                             sizeof *first, compare_bars, NULL));
}

/* The rule set's bars, found when it is first met; NULL when memory is out. */
static const bar_set *bars_of(ontrack__bars *bars, const ontrack_ruleset *ruleset,
                              ontrack__arena *arena)
{
    for (size_t i = 0; i < bars->sets.count; i++)
        if (((bar_set *)bars->sets.items)[i].ruleset == ruleset)
            return (bar_set *)bars->sets.items + i;
    if (!find_bars(bars, ruleset, arena)) return NULL;
    return (bar_set *)bars->sets.items + bars->sets.count - 1;
}

bool ontrack__bars_find(ontrack__bars *bars, const ontrack_ruleset *ruleset,
                        const ontrack__values *values, ontrack__arena *arena,
                        const ontrack__bar **out)
{
    const bar_set *set = bars_of(bars, ruleset, arena);
    const ontrack__bar *items = bars->bars.items;
    *out = NULL;
    for (size_t i = 0; set != NULL && *out == NULL && i < set->count; i++)
        if (values->of[items[set->first + i].variable].kind != ONTRACK_KIND_UNKNOWN)
            *out = &items[set->first + i];
    return set != NULL;
}

void ontrack__bars_init(ontrack__bars *bars, const ontrack_allocator *allocator)
{
    memset(bars, 0, sizeof *bars);
    bars->allocator = *allocator;
}

void ontrack__bars_dispose(ontrack__bars *bars)
{
    ontrack__array_free(&bars->allocator, &bars->bars, sizeof(ontrack__bar));
    ontrack__array_free(&bars->allocator, &bars->sets, sizeof(bar_set));
}
