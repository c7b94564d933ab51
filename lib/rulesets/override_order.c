/* Which override wins. The narrower one does: a term before a grade before a school before a
 * district before everybody, places taken together. Of two that are as narrow, the one of the later
 * document. Two of one document must not meet. */
#include "rulesets/overriding.h"

#include "base/sort.h"

#include <string.h>

static int compare(const void *a, const void *b, const void *context)
{
    const ontrack__override *left = a, *right = b;
    (void)context;
    if (left->rank != right->rank) return left->rank < right->rank ? -1 : 1;
    if (left->document != right->document) return left->document < right->document ? -1 : 1;
    return 0;
}

/* ---- two that meet ---- */

/* Both are sorted; two of one rank name places of the same kinds. */
static bool share_place(const ontrack__texts *a, const ontrack__texts *b)
{
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        const int order = strcmp(a->items[i], b->items[j]);
        if (order == 0) return true;
        if (order < 0)
            i++;
        else
            j++;
    }
    return a->count == 0;
}

static bool change_the_same(const ontrack__override *a, const ontrack__override *b)
{
    if (a->rule != b->rule || a->parameter != b->parameter) return false;
    return a->rule < 0 || (a->changes & b->changes) != 0;
}

static bool meet(const ontrack__override *a, const ontrack__override *b)
{
    if (a->rank != b->rank || a->document != b->document || !change_the_same(a, b)) return false;
    if (a->face.from > b->face.until || b->face.from > a->face.until) return false;
    for (int i = 0; i < ONTRACK__DIMENSIONS; i++)
        if (!share_place(&a->places[i], &b->places[i])) return false;
    return true;
}

/* The cursors of an override; each must outlive the next. */
typedef struct written {
    ontrack__json_cursor root, list, item;
} written;

static void find_written(const ontrack__loader *loader, const ontrack__override *item, written *out)
{
    out->root = ontrack__override_root(loader, item->document);
    out->list = ontrack__json_member(&out->root, "overrides");
    out->item = ontrack__json_item(&out->list, item->index);
}

static ontrack_status refuse_meeting(const ontrack__loader *loader, const ontrack__override *a,
                                     const ontrack__override *b)
{
    written at;
    find_written(loader, b, &at);
    return ontrack__json_fail(&at.item, loader->error,
                              "changes the same as override %zu, for some of the same students on "
                              "some of the same days, and neither is narrower; change the scope "
                              "or the days of one",
                              a->index);
}

/* ---- values that something follows ---- */

/* A parameter's value must suit every number that follows the parameter. */
static ontrack_status check_number(const ontrack__loader *loader, const ontrack__override *item,
                                   const ontrack__number *number)
{
    int32_t kept = 0;
    if (ontrack__number_fits(number, (ontrack_decimal)item->value.number, &kept)) return ONTRACK_OK;
    written at;
    find_written(loader, item, &at);
    const ontrack__json_cursor value = ontrack__json_member(&at.item, "value");
    return ontrack__number_refuse(number, &value, loader->error);
}

static ontrack_status check_plan(const ontrack__loader *loader, const ontrack__override *item,
                                 const ontrack__rule_plan *plan)
{
    ontrack_status status = ONTRACK_OK;
    if (plan->min_days_parameter == item->parameter)
        status = check_number(loader, item, &ontrack__min_days_number);
    if (status == ONTRACK_OK && plan->weeks_parameter == item->parameter)
        status = check_number(loader, item, &ontrack__weeks_number);
    return status;
}

static ontrack_status check_value(const ontrack__loader *loader, const ontrack__override *item)
{
    const ontrack_ruleset *ruleset = loader->ruleset;
    const ontrack__parameter_use *uses = ruleset->uses.items;
    ontrack_status status = ONTRACK_OK;
    if (item->parameter < 0) return ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < ruleset->uses.count; i++)
        if ((int)uses[i].parameter == item->parameter)
            status = check_number(loader, item, &uses[i].number);
    for (size_t i = 0; status == ONTRACK_OK && i < ruleset->rule_count; i++)
        status = check_plan(loader, item, &ruleset->rules[i]);
    for (size_t i = 0; status == ONTRACK_OK && i < ruleset->overrides.count; i++)
        status = check_plan(loader, item, &ruleset->overrides.items[i].plan);
    return status;
}

/* ---- all ---- */

ontrack_status ontrack__order_overrides(ontrack__loader *loader)
{
    ontrack__overrides *overrides = &loader->ruleset->overrides;
    ontrack__override *items = overrides->items;
    ontrack_status status = ONTRACK_OK;
    if (!ontrack__sort(&loader->ruleset->allocator, items, overrides->count, sizeof *items, compare,
                       NULL))
        return ontrack__no_memory(loader->error);
    for (size_t i = 0; status == ONTRACK_OK && i < overrides->count; i++) {
        for (size_t j = 0; status == ONTRACK_OK && j < i; j++)
            if (meet(&items[j], &items[i])) status = refuse_meeting(loader, &items[j], &items[i]);
        if (status == ONTRACK_OK) status = check_value(loader, &items[i]);
    }
    return status;
}
