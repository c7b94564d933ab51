/* One override: for whom it holds, and what it changes. */
#include "rulesets/overriding.h"

#include "base/sort.h"
#include "base/suggest.h"
#include "base/text.h"
#include "records/grade_level.h"

#include <stdio.h>

enum { NAME_SIZE = 80 };

/* ---- for whom ---- */

/* Grade levels are compared as students have them. */
static ontrack_status normal_grades(ontrack__loader *loader, ontrack__texts *grades)
{
    char buffer[ONTRACK__GRADE_LEVEL_SIZE];
    for (size_t i = 0; i < grades->count; i++) {
        const ontrack_text normal = ontrack__grade_level(ontrack_text_of(grades->items[i]), buffer);
        grades->items[i] = ontrack__arena_copy(&loader->ruleset->arena, normal);
        if (grades->items[i] == NULL) return ontrack__no_memory(loader->error);
    }
    return ONTRACK_OK;
}

static int compare(const void *a, const void *b, const void *context)
{
    (void)context;
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static ontrack_status load_scope(ontrack__loader *loader, const ontrack__json_cursor *at,
                                 ontrack__override *out)
{
    static const char *const names[ONTRACK__DIMENSIONS] = {
        [ONTRACK__DISTRICT] = "district",
        [ONTRACK__SCHOOL] = "school",
        [ONTRACK__GRADE] = "grade",
        [ONTRACK__TERM] = "term",
    };
    const ontrack__json_cursor scope = ontrack__json_member(at, "scope");
    if (scope.value == NULL) return ONTRACK_OK;
    for (int i = 0; i < ONTRACK__DIMENSIONS; i++) {
        const ontrack_status status =
            ontrack__load_place(loader, &scope, names[i], &out->places[i]);
        if (status != ONTRACK_OK) return status;
        if (out->places[i].count > 0) out->rank |= 1u << i;
    }
    const ontrack_status status = normal_grades(loader, &out->places[ONTRACK__GRADE]);
    if (status != ONTRACK_OK) return status;
    for (int i = 0; i < ONTRACK__DIMENSIONS; i++)
        if (!ontrack__sort(&loader->ruleset->allocator, out->places[i].items, out->places[i].count,
                           sizeof(char *), compare, NULL))
            return ontrack__no_memory(loader->error);
    return ONTRACK_OK;
}

/* ---- a parameter ---- */

static ontrack_status unknown_parameter(const ontrack__loader *loader,
                                        const ontrack__json_cursor *at)
{
    const ontrack_ruleset *ruleset = loader->ruleset;
    ontrack__suggestion near = {.wanted = ontrack__json_text(at->value)};
    for (size_t i = 0; i < ruleset->variable_count; i++)
        if (ruleset->variables[i].kind == ONTRACK__VARIABLE_PARAMETER)
            ontrack__suggest(&near,
                             ontrack_text_of(ruleset->variables[i].name + strlen("params.")));
    if (near.best.size > 0)
        return ontrack__json_fail(at, loader->error,
                                  "the rule set has no such parameter; did you mean \"%s\"?",
                                  near.best.data);
    return ontrack__json_fail(at, loader->error,
                              "the rule set has no such parameter; `ontrack rules show %s` tells "
                              "them",
                              ruleset->id);
}

/* 92 where 0.92 is meant would flag everybody. */
static ontrack_status check_share(const ontrack__loader *loader, const ontrack__override *override,
                                  const ontrack__json_cursor *at)
{
    const ontrack__json_cursor all = ontrack__json_member(&loader->root, "parameters");
    const ontrack__json_value *own = ontrack__json_get(all.value, override->face.parameter);
    const ontrack__json_value *unit = own == NULL ? NULL : ontrack__json_get(own, "unit");
    if (override->value.kind != ONTRACK_KIND_DECIMAL || unit == NULL ||
        !ontrack__text_is(ontrack__json_text(unit), "share") ||
        override->value.number <= ONTRACK_DECIMAL_ONE)
        return ONTRACK_OK;
    return ontrack__json_fail(at, loader->error,
                              "is a share, 1 at most; write 0.92 for 92 per cent");
}

static ontrack_status load_parameter(ontrack__loader *loader, const ontrack__json_cursor *at,
                                     ontrack__override *out)
{
    char name[NAME_SIZE];
    const ontrack__json_cursor parameter = ontrack__json_member(at, "parameter");
    const ontrack__json_cursor value = ontrack__json_member(at, "value");
    out->face.parameter = ontrack__keep_text(loader, parameter.value);
    if (out->face.parameter == NULL) return ontrack__no_memory(loader->error);
    const int size = snprintf(name, sizeof name, "params.%s", out->face.parameter);
    out->parameter = (size_t)size < sizeof name
                         ? ontrack__find_variable(loader->ruleset, ontrack_text_of(name))
                         : -1;
    if (out->parameter < 0) return unknown_parameter(loader, &parameter);
    ontrack_type type;
    const ontrack_status status = ontrack__load_constant(loader, &value, &type, &out->value);
    if (status != ONTRACK_OK) return status;
    const ontrack_type wanted = loader->ruleset->variables[out->parameter].type;
    if (type == wanted) return check_share(loader, out, &value);
    return ontrack__json_fail(&value, loader->error, "must be %s, as the parameter is",
                              wanted == ONTRACK_TYPE_DECIMAL   ? "a number"
                              : wanted == ONTRACK_TYPE_BOOLEAN ? "true or false"
                                                               : "a text");
}

/* ---- a rule ---- */

static ontrack_status load_level(ontrack__loader *loader, const ontrack__json_cursor *set,
                                 ontrack__rule_plan *plan)
{
    return ontrack__load_level(loader, set, &plan->rule.level);
}

static ontrack_status load_when(ontrack__loader *loader, const ontrack__json_cursor *set,
                                ontrack__rule_plan *plan)
{
    const ontrack__json_cursor at = ontrack__json_member(set, "when");
    plan->rule.when = ontrack__keep_text(loader, at.value);
    if (plan->rule.when == NULL) return ontrack__no_memory(loader->error);
    return ontrack__load_condition(loader, &at, &plan->when);
}

static ontrack_status load_because(ontrack__loader *loader, const ontrack__json_cursor *set,
                                   ontrack__rule_plan *plan)
{
    const ontrack__json_cursor at = ontrack__json_member(set, "because");
    plan->rule.because = ontrack__keep_text(loader, at.value);
    if (plan->rule.because == NULL) return ontrack__no_memory(loader->error);
    return ontrack__load_sentence(loader, &at, plan->rule.because, &plan->because);
}

static ontrack_status load_respond(ontrack__loader *loader, const ontrack__json_cursor *set,
                                   ontrack__rule_plan *plan)
{
    return ontrack__load_respond(loader, set, &plan->rule);
}

static const struct {
    const char *key;
    unsigned change;
    ontrack_status (*load)(ontrack__loader *, const ontrack__json_cursor *, ontrack__rule_plan *);
} parts[] = {
    {"level", ONTRACK__CHANGES_LEVEL, load_level},
    {"when", ONTRACK__CHANGES_WHEN, load_when},
    {"because", ONTRACK__CHANGES_BECAUSE, load_because},
    {"respond", ONTRACK__CHANGES_RESPOND, load_respond},
    /* Both at once, since a number that is not told has a value too. */
    {"min_days_enrolled", ONTRACK__CHANGES_MIN_DAYS, ontrack__load_patience},
    {"for", ONTRACK__CHANGES_WEEKS, ontrack__load_patience},
};

static ontrack_status load_set(ontrack__loader *loader, const ontrack__json_cursor *set,
                               ontrack__override *out)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < sizeof parts / sizeof *parts; i++) {
        if (ontrack__json_get(set->value, parts[i].key) == NULL) continue;
        out->changes |= parts[i].change;
        status = parts[i].load(loader, set, &out->plan);
    }
    return status;
}

static ontrack_status load_rule(ontrack__loader *loader, const ontrack__json_cursor *at,
                                ontrack__override *out)
{
    const ontrack__json_cursor name = ontrack__json_member(at, "rule");
    const ontrack__json_cursor set = ontrack__json_member(at, "set");
    const ontrack__json_value *off = ontrack__json_get(at->value, "off");
    size_t rule = 0;
    const ontrack_status status = ontrack__named_rule(loader, &name, &rule);
    if (status != ONTRACK_OK) return status;
    out->rule = (int)rule;
    out->face.rule = loader->ruleset->rules[rule].rule.id;
    if (off != NULL) {
        out->changes |= ONTRACK__CHANGES_OFF;
        out->plan.off = ontrack__json_bool(off);
    }
    return set.value == NULL ? ONTRACK_OK : load_set(loader, &set, out);
}

/* ---- the whole ---- */

static ontrack_status load_texts(ontrack__loader *loader, const ontrack__json_cursor *at,
                                 ontrack_override *out)
{
    const struct {
        const char *key;
        const char **out;
    } texts[] = {{"id", &out->id}, {"reason", &out->reason}, {"author", &out->author}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i].out = ontrack__keep_text(loader, ontrack__json_get(at->value, texts[i].key));
        if (*texts[i].out == NULL) return ontrack__no_memory(loader->error);
    }
    return ONTRACK_OK;
}

/* An id names one override of its document. */
static ontrack_status check_id(const ontrack__loader *loader, const ontrack__json_cursor *at,
                               const ontrack__override *out)
{
    const ontrack__json_cursor id = ontrack__json_member(at, "id");
    for (const ontrack__override *other = out; other > loader->ruleset->overrides.items; other--)
        if (other[-1].document == out->document &&
            ontrack__text_is(ontrack__json_text(id.value), other[-1].face.id))
            return ontrack__json_fail(&id, loader->error,
                                      "is the id of override %zu too; ids must differ",
                                      other[-1].index);
    return ONTRACK_OK;
}

ontrack_status ontrack__load_override(ontrack__loader *loader, const ontrack__json_cursor *at,
                                      ontrack__override *out)
{
    out->parameter = out->rule = -1;
    out->plan.min_days_parameter = out->plan.weeks_parameter = -1;
    ontrack_status status = load_texts(loader, at, &out->face);
    if (status == ONTRACK_OK) status = check_id(loader, at, out);
    if (status == ONTRACK_OK)
        status = ontrack__load_days(at, &out->face.from, &out->face.until, loader->error);
    if (status == ONTRACK_OK) status = load_scope(loader, at, out);
    if (status != ONTRACK_OK) return status;
    return ontrack__json_get(at->value, "rule") != NULL ? load_rule(loader, at, out)
                                                        : load_parameter(loader, at, out);
}
