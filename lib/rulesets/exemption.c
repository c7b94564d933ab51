/* One exemption: a student, and the rules that the student is exempt from. */
#include "rulesets/overriding.h"

#include "base/suggest.h"
#include "base/text.h"

static ontrack_status take_rule(const ontrack__loader *loader, const ontrack__json_cursor *at,
                                ontrack__exempt *out)
{
    size_t rule = 0;
    const ontrack_status status = ontrack__named_rule(loader, at, &rule);
    if (status == ONTRACK_OK) out->rules[rule] = true;
    return status;
}

static ontrack_status unknown_indicator(const ontrack__loader *loader,
                                        const ontrack__json_cursor *at)
{
    ontrack__suggestion near = {.wanted = ontrack__json_text(at->value)};
    for (size_t i = 0; i < loader->ruleset->indicator_count; i++)
        ontrack__suggest(&near, ontrack_text_of(loader->ruleset->indicators[i]));
    if (near.best.size > 0)
        return ontrack__json_fail(at, loader->error,
                                  "the rule set has no such indicator; did you mean \"%s\"?",
                                  near.best.data);
    return ontrack__json_fail(at, loader->error, "the rule set has no such indicator");
}

static ontrack_status take_indicator(const ontrack__loader *loader, const ontrack__json_cursor *at,
                                     ontrack__exempt *out)
{
    const ontrack_ruleset *ruleset = loader->ruleset;
    const ontrack_text name = ontrack__json_text(at->value);
    size_t indicator = 0;
    while (indicator < ruleset->indicator_count &&
           !ontrack__text_is(name, ruleset->indicators[indicator]))
        indicator++;
    if (indicator == ruleset->indicator_count) return unknown_indicator(loader, at);
    for (size_t i = 0; i < ruleset->rule_count; i++)
        if (ruleset->rules[i].rule.indicator == indicator) out->rules[i] = true;
    return ONTRACK_OK;
}

/* The text or every text of the member `key`. */
static ontrack_status each(const ontrack__loader *loader, const ontrack__json_cursor *parent,
                           const char *key,
                           ontrack_status (*one)(const ontrack__loader *,
                                                 const ontrack__json_cursor *, ontrack__exempt *),
                           ontrack__exempt *out)
{
    const ontrack__json_cursor at = ontrack__json_member(parent, key);
    if (at.value == NULL) return ONTRACK_OK;
    if (ontrack__json_kind_of(at.value) == ONTRACK__JSON_STRING) return one(loader, &at, out);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(at.value); i++) {
        const ontrack__json_cursor item = ontrack__json_item(&at, i);
        status = one(loader, &item, out);
    }
    return status;
}

static ontrack_status load_texts(ontrack__loader *loader, const ontrack__json_cursor *at,
                                 ontrack__exempt *out)
{
    const char *student = ontrack__keep_text(loader, ontrack__json_get(at->value, "student"));
    out->face.reason = ontrack__keep_text(loader, ontrack__json_get(at->value, "reason"));
    out->face.author = ontrack__keep_text(loader, ontrack__json_get(at->value, "author"));
    if (student == NULL || out->face.reason == NULL || out->face.author == NULL)
        return ontrack__no_memory(loader->error);
    out->student = ontrack_text_of(student);
    return ONTRACK_OK;
}

ontrack_status ontrack__load_exemption(ontrack__loader *loader, const ontrack__json_cursor *at,
                                       ontrack__exempt *out)
{
    out->rules = ontrack__arena_allocate(&loader->ruleset->arena, loader->ruleset->rule_count,
                                         sizeof *out->rules);
    if (out->rules == NULL) return ontrack__no_memory(loader->error);
    ontrack_status status = load_texts(loader, at, out);
    if (status == ONTRACK_OK)
        status = ontrack__load_days(at, &out->face.from, &out->face.until, loader->error);
    if (status == ONTRACK_OK) status = each(loader, at, "rules", take_rule, out);
    if (status == ONTRACK_OK) status = each(loader, at, "indicators", take_indicator, out);
    return status;
}
