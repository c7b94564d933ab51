/* What overrides and exemptions share. */
#include "rulesets/overriding.h"

#include "base/suggest.h"
#include "base/text.h"

ontrack__json_cursor ontrack__override_root(const ontrack__loader *loader, size_t document)
{
    return ontrack__json_start(ontrack__json_root(loader->ruleset->overrides.documents[document]),
                               loader->documents[document].source);
}

ontrack_status ontrack__load_place(ontrack__loader *loader, const ontrack__json_cursor *parent,
                                   const char *name, ontrack__texts *out)
{
    const ontrack__json_cursor at = ontrack__json_member(parent, name);
    if (at.value == NULL) return ONTRACK_OK;
    const bool one = ontrack__json_kind_of(at.value) == ONTRACK__JSON_STRING;
    const size_t count = one ? 1 : ontrack__json_count(at.value);
    out->items = ontrack__arena_allocate(&loader->ruleset->arena, count, sizeof *out->items);
    if (out->items == NULL) return ontrack__no_memory(loader->error);
    for (; out->count < count; out->count++) {
        const ontrack__json_cursor item = one ? at : ontrack__json_item(&at, out->count);
        if (ontrack__json_text(item.value).size == 0)
            return ontrack__json_fail(&item, loader->error, "is empty; remove it");
        out->items[out->count] = ontrack__keep_text(loader, item.value);
        if (out->items[out->count] == NULL) return ontrack__no_memory(loader->error);
    }
    return ONTRACK_OK;
}

static ontrack_status load_day(const ontrack__json_cursor *parent, const char *name,
                               ontrack_date *out, ontrack_error *error)
{
    const ontrack__json_cursor at = ontrack__json_member(parent, name);
    if (ontrack_date_parse(ontrack__json_text(at.value), out)) return ONTRACK_OK;
    return ontrack__json_fail(&at, error, "must be a date, YYYY-MM-DD");
}

ontrack_status ontrack__load_days(const ontrack__json_cursor *at, ontrack_date *from,
                                  ontrack_date *until, ontrack_error *error)
{
    const ontrack__json_cursor end = ontrack__json_member(at, "until");
    ontrack_status status = load_day(at, "from", from, error);
    if (status == ONTRACK_OK) status = load_day(at, "until", until, error);
    if (status == ONTRACK_OK && *until < *from)
        status = ontrack__json_fail(&end, error, "ends before it begins; swap it with \"from\"");
    return status;
}

ontrack_status ontrack__named_rule(const ontrack__loader *loader, const ontrack__json_cursor *at,
                                   size_t *out)
{
    const ontrack_ruleset *ruleset = loader->ruleset;
    const ontrack_text name = ontrack__json_text(at->value);
    for (*out = 0; *out < ruleset->rule_count; *out += 1)
        if (ontrack__text_is(name, ruleset->rules[*out].rule.id)) return ONTRACK_OK;
    ontrack__suggestion near = {.wanted = name};
    for (size_t i = 0; i < ruleset->rule_count; i++)
        ontrack__suggest(&near, ontrack_text_of(ruleset->rules[i].rule.id));
    if (near.best.size > 0)
        return ontrack__json_fail(at, loader->error,
                                  "the rule set has no such rule; did you mean \"%s\"?",
                                  near.best.data);
    return ontrack__json_fail(at, loader->error,
                              "the rule set has no such rule; `ontrack rules show %s` tells them",
                              ruleset->id);
}
