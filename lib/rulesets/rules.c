#include "rulesets/loader.h"

#include "base/text.h"
#include "rulesets/shape.h"

enum { MOST_DAYS = 366, MOST_WEEKS = 52 };
const ontrack__number ontrack__min_days_number = {true, 0, MOST_DAYS};
const ontrack__number ontrack__weeks_number = {true, 1, MOST_WEEKS};

static const char *const five[] = {"attendance", "behavior", "credits", "discipline",
                                   "transitions"};
enum { FIVE = sizeof five / sizeof *five };

ontrack_status ontrack__load_condition(ontrack__loader *loader, const ontrack__json_cursor *at,
                                       ontrack__cel_program **out)
{
    const ontrack__cel_options options = {loader->declarations, loader->ruleset->variable_count,
                                          true, false};
    ontrack_error fault = ONTRACK_ERROR_INIT;
    const ontrack_status status = ontrack__cel_compile(
        &loader->ruleset->allocator, ontrack__json_text(at->value), &options, out, &fault);
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(loader->error);
    if (status != ONTRACK_OK)
        return ontrack__fail_inside(at, status, fault.line, fault.column, fault.message,
                                    loader->error);
    return ontrack__check_protected(loader, at, *out);
}

/* ---- one rule ---- */

/* The indicator's position; a new one is added behind the five. */
static ontrack_status load_indicator(ontrack__loader *loader, const ontrack__json_cursor *rule,
                                     size_t *out)
{
    ontrack_ruleset *ruleset = loader->ruleset;
    const ontrack__json_cursor at = ontrack__json_member(rule, "indicator");
    const ontrack_text name = ontrack__json_text(at.value);
    for (*out = 0; *out < ruleset->indicator_count; *out += 1)
        if (ontrack__text_is(name, ruleset->indicators[*out])) return ONTRACK_OK;
    if (!ontrack__is_name(name))
        return ontrack__json_fail(&at, loader->error,
                                  "an indicator is lower-case letters, digits and \"_\"");
    char close[ONTRACK__TEXT_LIMIT + 1];
    memcpy(close, name.data, name.size);
    close[name.size] = '\0';
    const char *nearest = ontrack__json_nearest(close, five, FIVE);
    if (nearest != NULL)
        return ontrack__json_fail(&at, loader->error, "did you mean \"%s\"?", nearest);
    ruleset->indicators[*out] = ontrack__keep_text(loader, at.value);
    if (ruleset->indicators[*out] == NULL) return ontrack__no_memory(loader->error);
    ruleset->indicator_count++;
    return ONTRACK_OK;
}

ontrack_status ontrack__load_level(ontrack__loader *loader, const ontrack__json_cursor *rule,
                                   int *out)
{
    const ontrack__json_cursor at = ontrack__json_member(rule, "level");
    *out = ontrack__find_level(loader->ruleset, ontrack__json_text(at.value));
    if (*out < 0) return ontrack__json_fail(&at, loader->error, "is not one of \"levels\"");
    if (*out == 0)
        return ontrack__json_fail(&at, loader->error,
                                  "is the best level, which students have when no rule fires; "
                                  "name a worse one");
    return ONTRACK_OK;
}

ontrack_status ontrack__load_respond(ontrack__loader *loader, const ontrack__json_cursor *rule,
                                     ontrack_rule *out)
{
    const ontrack__json_value *value = ontrack__json_get(rule->value, "respond");
    if (value == NULL) return ONTRACK_OK;
    const bool one = ontrack__json_kind_of(value) == ONTRACK__JSON_STRING;
    const size_t count = one ? 1 : ontrack__json_count(value);
    const char **texts = ontrack__arena_allocate(&loader->ruleset->arena, count, sizeof *texts);
    if (texts == NULL) return ontrack__no_memory(loader->error);
    for (size_t i = 0; i < count; i++) {
        texts[i] = ontrack__keep_text(loader, one ? value : ontrack__json_at(value, i));
        if (texts[i] == NULL) return ontrack__no_memory(loader->error);
    }
    out->respond = texts;
    out->respond_count = count;
    return ONTRACK_OK;
}

/* A number of the rule that may follow a parameter; what is not told stays as it is. */
static ontrack_status load_number(ontrack__loader *loader, const ontrack__json_cursor *rule,
                                  const char *key, const ontrack__number *number, int *parameter,
                                  int64_t *out)
{
    const ontrack__json_cursor at = ontrack__json_member(rule, key);
    int32_t value = 0;
    if (at.value == NULL) return ONTRACK_OK;
    const ontrack_status status = ontrack__load_number(loader, &at, number, parameter, &value);
    *out = value;
    return status;
}

ontrack_status ontrack__load_patience(ontrack__loader *loader, const ontrack__json_cursor *rule,
                                      ontrack__rule_plan *plan)
{
    plan->min_days_parameter = plan->weeks_parameter = -1;
    plan->rule.min_days_enrolled = 0;
    plan->rule.weekly_dates = 1;
    const ontrack_status status =
        load_number(loader, rule, "min_days_enrolled", &ontrack__min_days_number,
                    &plan->min_days_parameter, &plan->rule.min_days_enrolled);
    if (status != ONTRACK_OK) return status;
    return load_number(loader, rule, "for", &ontrack__weeks_number, &plan->weeks_parameter,
                       &plan->rule.weekly_dates);
}

static ontrack_status load_texts(ontrack__loader *loader, const ontrack__json_cursor *rule,
                                 ontrack_rule *out)
{
    const struct {
        const char *key;
        const char **out;
    } texts[] = {{"id", &out->id},
                 {"when", &out->when},
                 {"because", &out->because},
                 {"source", &out->source}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i].out = ontrack__keep_text(loader, ontrack__json_get(rule->value, texts[i].key));
        if (*texts[i].out == NULL) return ontrack__no_memory(loader->error);
    }
    return ONTRACK_OK;
}

static ontrack_status load_rule(ontrack__loader *loader, const ontrack__json_cursor *at,
                                ontrack__rule_plan *plan)
{
    const ontrack__json_cursor when = ontrack__json_member(at, "when");
    const ontrack__json_cursor because = ontrack__json_member(at, "because");
    ontrack_rule *rule = &plan->rule;
    ontrack_status status = load_texts(loader, at, rule);
    if (status == ONTRACK_OK) status = load_indicator(loader, at, &rule->indicator);
    if (status == ONTRACK_OK) status = ontrack__load_level(loader, at, &rule->level);
    if (status == ONTRACK_OK) status = ontrack__load_respond(loader, at, rule);
    if (status == ONTRACK_OK) status = ontrack__load_patience(loader, at, plan);
    if (status == ONTRACK_OK) status = ontrack__load_condition(loader, &when, &plan->when);
    if (status == ONTRACK_OK)
        status = ontrack__load_sentence(loader, &because, rule->because, &plan->because);
    return status;
}

/* ---- all ---- */

static ontrack_status start_rules(ontrack__loader *loader, size_t count)
{
    ontrack_ruleset *ruleset = loader->ruleset;
    ruleset->rules = ontrack__arena_allocate(&ruleset->arena, count, sizeof *ruleset->rules);
    ruleset->indicators =
        ontrack__arena_allocate(&ruleset->arena, count + FIVE, sizeof *ruleset->indicators);
    if (ruleset->rules == NULL || ruleset->indicators == NULL)
        return ontrack__no_memory(loader->error);
    memcpy(ruleset->indicators, five, sizeof five);
    ruleset->indicator_count = FIVE;
    return ONTRACK_OK;
}

static ontrack_status load_each(ontrack__loader *loader, const ontrack__json_cursor *rules,
                                size_t count)
{
    ontrack_ruleset *ruleset = loader->ruleset;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        ontrack__json_cursor rule = ontrack__json_item(rules, i);
        if (loader->origins != NULL) { /* complain where the rule was written */
            rule.source = loader->origins[i].source;
            rule.index = loader->origins[i].index;
        }
        status = load_rule(loader, &rule, &ruleset->rules[ruleset->rule_count++]);
    }
    return status;
}

ontrack_status ontrack__load_rules(ontrack__loader *loader)
{
    const ontrack__json_cursor rules = ontrack__json_member(&loader->root, "rules");
    const ontrack__json_cursor applies = ontrack__json_member(&loader->root, "applies_to");
    const size_t count = rules.value == NULL ? 0 : ontrack__json_count(rules.value);
    if (count == 0 && !loader->is_parent)
        return ontrack__json_fail(&loader->root, loader->error,
                                  "there are no rules; add \"rules\", or extend a rule set that "
                                  "has some");
    if (count > ONTRACK__RULE_LIMIT)
        return ontrack__json_fail(&rules, loader->error,
                                  "has %zu rules with the inherited ones; at most %d are allowed",
                                  count, ONTRACK__RULE_LIMIT);
    ontrack_status status = start_rules(loader, count);
    if (status == ONTRACK_OK && applies.value != NULL)
        status = ontrack__load_condition(loader, &applies, &loader->ruleset->applies);
    return status == ONTRACK_OK ? load_each(loader, &rules, count) : status;
}
