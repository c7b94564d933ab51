/* A variant of a rule set: what it is for the students for whom certain overrides hold. */
#include "rulesets/overriding.h"

#include <string.h>

typedef struct making {
    ontrack_ruleset *made;
    ontrack__arena *arena;
    const ontrack__override **parameters; /* by variable: the override that gave it its value */
    /* By rule, ONTRACK__CHANGES_COUNT each: the override that made the part what it is. */
    const ontrack__override **parts;
} making;

static void *copy(ontrack__arena *arena, const void *items, size_t count, size_t size)
{
    void *made = ontrack__arena_allocate(arena, count, size);
    if (made != NULL && count > 0) memcpy(made, items, count * size);
    return made;
}

static bool start(making *to, const ontrack_ruleset *ruleset)
{
    to->made = copy(to->arena, ruleset, 1, sizeof *ruleset);
    if (to->made == NULL) return false;
    to->made->variables =
        copy(to->arena, ruleset->variables, ruleset->variable_count, sizeof *ruleset->variables);
    to->made->rules = copy(to->arena, ruleset->rules, ruleset->rule_count, sizeof *ruleset->rules);
    to->parameters =
        ontrack__arena_allocate(to->arena, ruleset->variable_count, sizeof(ontrack__override *));
    to->parts = ontrack__arena_allocate(to->arena, ruleset->rule_count,
                                        ONTRACK__CHANGES_COUNT * sizeof(ontrack__override *));
    return to->made->variables != NULL && to->made->rules != NULL && to->parameters != NULL &&
           to->parts != NULL;
}

/* ---- putting in place ---- */

static void put_parts(ontrack__rule_plan *to, const ontrack__rule_plan *from, unsigned changes)
{
    if (changes & ONTRACK__CHANGES_LEVEL) to->rule.level = from->rule.level;
    if (changes & ONTRACK__CHANGES_WHEN) {
        to->when = from->when;
        to->rule.when = from->rule.when;
    }
    if (changes & ONTRACK__CHANGES_BECAUSE) {
        to->because = from->because;
        to->rule.because = from->rule.because;
    }
    if (changes & ONTRACK__CHANGES_RESPOND) {
        to->rule.respond = from->rule.respond;
        to->rule.respond_count = from->rule.respond_count;
    }
    if (changes & ONTRACK__CHANGES_MIN_DAYS) {
        to->min_days_parameter = from->min_days_parameter;
        to->rule.min_days_enrolled = from->rule.min_days_enrolled;
    }
    if (changes & ONTRACK__CHANGES_WEEKS) {
        to->weeks_parameter = from->weeks_parameter;
        to->rule.weekly_dates = from->rule.weekly_dates;
    }
    if (changes & ONTRACK__CHANGES_OFF) to->off = from->off;
}

static void put_override(making *to, const ontrack__override *item)
{
    if (item->parameter >= 0) {
        to->made->variables[item->parameter].value = item->value;
        to->made->variables[item->parameter].overridden = &item->face;
        to->parameters[item->parameter] = item;
        return;
    }
    put_parts(&to->made->rules[item->rule], &item->plan, item->changes);
    for (unsigned part = 0; part < ONTRACK__CHANGES_COUNT; part++)
        if (item->changes & 1u << part)
            to->parts[(size_t)item->rule * ONTRACK__CHANGES_COUNT + part] = item;
}

/* ---- what follows a parameter ---- */

static int32_t follow(const ontrack_ruleset *made, size_t parameter, const ontrack__number *number)
{
    int32_t value = 0;
    ontrack__number_fits(number, (ontrack_decimal)made->variables[parameter].value.number, &value);
    return value; /* it fits: that was checked when the override was loaded */
}

static void follow_all(ontrack_ruleset *made)
{
    const ontrack__parameter_use *uses = made->uses.items;
    for (size_t i = 0; i < made->uses.count; i++) {
        const int32_t value = follow(made, uses[i].parameter, &uses[i].number);
        memcpy((char *)&made->variables[uses[i].variable].options + uses[i].offset, &value,
               sizeof value);
    }
    for (size_t i = 0; i < made->rule_count; i++) {
        ontrack__rule_plan *plan = &made->rules[i];
        if (plan->min_days_parameter >= 0)
            plan->rule.min_days_enrolled =
                follow(made, (size_t)plan->min_days_parameter, &ontrack__min_days_number);
        if (plan->weeks_parameter >= 0)
            plan->rule.weekly_dates =
                follow(made, (size_t)plan->weeks_parameter, &ontrack__weeks_number);
    }
}

/* ---- which overrides a rule comes from ---- */

static bool names(const ontrack__rule_plan *plan, size_t variable)
{
    size_t count = 0;
    const uint32_t *reads = ontrack__cel_reads(plan->when, &count);
    for (size_t i = 0; i < count; i++)
        if (reads[i] == variable) return true;
    return ontrack__names(&plan->because, variable);
}

static bool follows(const ontrack_ruleset *made, const ontrack__rule_plan *plan, size_t parameter)
{
    const ontrack__parameter_use *uses = made->uses.items;
    if (names(plan, parameter) || plan->min_days_parameter == (int)parameter ||
        plan->weeks_parameter == (int)parameter)
        return true;
    for (size_t i = 0; i < made->uses.count; i++)
        if (uses[i].parameter == parameter && names(plan, uses[i].variable)) return true;
    return false;
}

/* Adds an override once; `list` has room. */
static void add_once(const ontrack_override **list, size_t *count, const ontrack__override *item)
{
    for (size_t i = 0; i < *count; i++)
        if (list[i] == &item->face) return;
    list[(*count)++] = &item->face;
}

static bool tell_overrides(const making *to, size_t rule, size_t most)
{
    ontrack__rule_plan *plan = &to->made->rules[rule];
    const ontrack_override **list =
        ontrack__arena_allocate(to->arena, most, sizeof(ontrack_override *));
    if (list == NULL) return false;
    plan->override_count = 0;
    plan->overrides = list;
    for (size_t part = 0; part < ONTRACK__CHANGES_COUNT; part++) {
        const ontrack__override *item = to->parts[rule * ONTRACK__CHANGES_COUNT + part];
        if (item != NULL) add_once(list, &plan->override_count, item);
    }
    for (size_t i = 0; i < to->made->variable_count; i++)
        if (to->parameters[i] != NULL && follows(to->made, plan, i))
            add_once(list, &plan->override_count, to->parameters[i]);
    return true;
}

const ontrack_ruleset *ontrack__variant(const ontrack_ruleset *ruleset, const size_t *entries,
                                        size_t count, ontrack__arena *arena)
{
    making to = {NULL, arena, NULL, NULL};
    if (!start(&to, ruleset)) return NULL;
    for (size_t i = 0; i < count; i++)
        put_override(&to, &ruleset->overrides.items[entries[i]]);
    follow_all(to.made);
    for (size_t i = 0; i < ruleset->rule_count; i++)
        if (!tell_overrides(&to, i, count) ||
            !ontrack__fill_reads(ruleset, &to.made->rules[i], arena))
            return NULL;
    return to.made;
}
