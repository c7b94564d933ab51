/* Override documents, read and checked against the rule set that they change. */
#include "rulesets/overriding.h"

#include "base/text.h"
#include "rulesets/shape.h"

typedef ontrack_status load_item(ontrack__loader *loader, const ontrack__json_cursor *root,
                                 size_t document, size_t index, const char *id);

/* ---- documents ---- */

static ontrack_status parse(ontrack__loader *loader, size_t document)
{
    ontrack__overrides *overrides = &loader->ruleset->overrides;
    const ontrack_override_document *given = &loader->documents[document];
    ontrack_status status = ontrack__json_parse(given->json, ONTRACK_RULESET_LIMIT, given->source,
                                                &overrides->documents[document], loader->error);
    if (status != ONTRACK_OK) return status;
    overrides->document_count++;
    const ontrack__json_cursor root = ontrack__override_root(loader, document);
    return ontrack__override_shape(&root, loader->error);
}

/* It must have been written for this rule set, and bear a name of its own. */
static ontrack_status check_head(const ontrack__loader *loader, size_t document)
{
    const ontrack__json_cursor root = ontrack__override_root(loader, document);
    const ontrack__json_cursor ruleset = ontrack__json_member(&root, "ruleset");
    const ontrack__json_cursor id = ontrack__json_member(&root, "id");
    if (!ontrack__text_is(ontrack__json_text(ruleset.value), loader->ruleset->id))
        return ontrack__json_fail(&ruleset, loader->error,
                                  "names another rule set than the one that is loaded, \"%s\"",
                                  loader->ruleset->id);
    for (size_t i = 0; i < document; i++) {
        const ontrack__json_cursor other = ontrack__override_root(loader, i);
        if (ontrack__text_equal(ontrack__json_text(id.value),
                                ontrack__json_text(ontrack__json_get(other.value, "id"))))
            return ontrack__json_fail(&id, loader->error,
                                      "is the id of an earlier override document too");
    }
    return ONTRACK_OK;
}

static size_t count_in(const ontrack__loader *loader, const char *name, size_t document)
{
    const ontrack__json_cursor root = ontrack__override_root(loader, document);
    const ontrack__json_value *list = ontrack__json_get(root.value, name);
    return list == NULL ? 0 : ontrack__json_count(list);
}

static ontrack_status load_override(ontrack__loader *loader, const ontrack__json_cursor *at,
                                    size_t document, size_t index, const char *id)
{
    ontrack__overrides *overrides = &loader->ruleset->overrides;
    ontrack__override *item = &overrides->items[overrides->count++];
    item->face.document = id;
    item->document = document;
    item->index = index;
    const ontrack_status status = ontrack__load_override(loader, at, item);
    if (status != ONTRACK_OK) return status;
    return ontrack__override_words(loader->ruleset, item) ? ONTRACK_OK
                                                          : ontrack__no_memory(loader->error);
}

static ontrack_status load_exemption(ontrack__loader *loader, const ontrack__json_cursor *at,
                                     size_t document, size_t index, const char *id)
{
    ontrack__overrides *overrides = &loader->ruleset->overrides;
    ontrack__exempt *item = &overrides->exempt[overrides->exempt_count++];
    (void)document;
    (void)index;
    item->face.document = id;
    return ontrack__load_exemption(loader, at, item);
}

/* Every item of the list `name` of a document. */
static ontrack_status load_each(ontrack__loader *loader, size_t document, const char *name,
                                load_item *one)
{
    const ontrack__json_cursor root = ontrack__override_root(loader, document);
    const ontrack__json_cursor list = ontrack__json_member(&root, name);
    const char *id = ontrack__keep_text(loader, ontrack__json_get(root.value, "id"));
    ontrack_status status = id == NULL ? ontrack__no_memory(loader->error) : ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count_in(loader, name, document); i++) {
        const ontrack__json_cursor item = ontrack__json_item(&list, i);
        status = one(loader, &item, document, i, id);
    }
    return status;
}

/* ---- all ---- */

static ontrack_status make_room(ontrack__loader *loader)
{
    ontrack__overrides *overrides = &loader->ruleset->overrides;
    size_t items = 0, exempt = 0;
    for (size_t i = 0; i < loader->document_count; i++) {
        items += count_in(loader, "overrides", i);
        exempt += count_in(loader, "exemptions", i);
    }
    overrides->items =
        ontrack__arena_allocate(&loader->ruleset->arena, items, sizeof *overrides->items);
    overrides->exempt =
        ontrack__arena_allocate(&loader->ruleset->arena, exempt, sizeof *overrides->exempt);
    return overrides->items == NULL || overrides->exempt == NULL ? ontrack__no_memory(loader->error)
                                                                 : ONTRACK_OK;
}

static ontrack_status parse_all(ontrack__loader *loader)
{
    ontrack__overrides *overrides = &loader->ruleset->overrides;
    if (loader->document_count > ONTRACK__DOCUMENT_LIMIT)
        return ontrack__fail(loader->error, ONTRACK_LIMIT,
                             "%zu override documents are given; at most %d are allowed",
                             loader->document_count, ONTRACK__DOCUMENT_LIMIT);
    overrides->documents = ontrack__arena_allocate(&loader->ruleset->arena, loader->document_count,
                                                   sizeof *overrides->documents);
    if (overrides->documents == NULL) return ontrack__no_memory(loader->error);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < loader->document_count; i++) {
        status = parse(loader, i);
        if (status == ONTRACK_OK) status = check_head(loader, i);
    }
    return status;
}

/* The most weekly dates that a plan may ask for, whatever value its parameter gets. */
static int64_t most_weeks(const ontrack_ruleset *ruleset, const ontrack__rule_plan *plan)
{
    int64_t most = plan->rule.weekly_dates;
    for (size_t i = 0; plan->weeks_parameter >= 0 && i < ruleset->overrides.count; i++) {
        const ontrack__override *item = &ruleset->overrides.items[i];
        const int64_t weeks = item->value.number / ONTRACK_DECIMAL_ONE;
        if (item->parameter == plan->weeks_parameter && weeks > most) most = weeks;
    }
    return most;
}

static void find_most_weeks(ontrack_ruleset *ruleset)
{
    ruleset->most_weeks = 1;
    for (size_t i = 0; i < ruleset->rule_count + ruleset->overrides.count; i++) {
        const ontrack__rule_plan *plan =
            i < ruleset->rule_count ? &ruleset->rules[i]
                                    : &ruleset->overrides.items[i - ruleset->rule_count].plan;
        const int64_t weeks = most_weeks(ruleset, plan);
        if (weeks > ruleset->most_weeks) ruleset->most_weeks = weeks;
    }
}

ontrack_status ontrack__load_overrides(ontrack__loader *loader)
{
    ontrack_status status = parse_all(loader);
    if (status == ONTRACK_OK) status = make_room(loader);
    for (size_t i = 0; status == ONTRACK_OK && i < loader->document_count; i++) {
        status = load_each(loader, i, "overrides", load_override);
        if (status == ONTRACK_OK) status = load_each(loader, i, "exemptions", load_exemption);
    }
    if (status == ONTRACK_OK) status = ontrack__order_overrides(loader);
    if (status == ONTRACK_OK) find_most_weeks(loader->ruleset);
    return status;
}
