#include "cel/macros.h"

typedef ontrack__cel_evaluation evaluation;
typedef ontrack__cel_node node;
typedef ontrack__cel_value value;
typedef ontrack__cel_verdict verdict;

/* What a macro goes through: a list's items or a map's keys. */
static const value *range_item(const value *range, size_t i)
{
    return &range->as.list.items[range->kind == ONTRACK__CEL_MAP ? 2 * i : i];
}

static void visit_body(evaluation *e, const node *n, const node *body, const value *item,
                       value *out)
{
    e->slots[n->position] = *item;
    e->inside++;
    e->visit(e, body, out);
    e->inside--;
}

static void visit_quantifier(evaluation *e, const node *n, const value *range, value *out)
{
    verdict v = {.decisive = n->macro == ONTRACK__MACRO_EXISTS};
    for (size_t i = 0; i < range->as.list.count && ontrack__cel_is_open(e, &v); i++) {
        value found;
        visit_body(e, n, n->last, range_item(range, i), &found);
        if (ontrack__cel_goes_on(e)) ontrack__cel_hear(e, &v, &found, n->last->offset);
    }
    ontrack__cel_conclude(&v, out);
}

/* Counts what holds; anything missing makes the whole missing. */
static void visit_exists_one(evaluation *e, const node *n, const value *range, value *out)
{
    verdict v = {0};
    size_t holding = 0;
    for (size_t i = 0; i < range->as.list.count && ontrack__cel_goes_on(e); i++) {
        value found;
        visit_body(e, n, n->last, range_item(range, i), &found);
        if (!ontrack__cel_goes_on(e)) return;
        ontrack__cel_hear(e, &v, &found, n->last->offset);
        holding += found.kind == ONTRACK__CEL_BOOL && found.as.boolean;
    }
    if (v.missing.kind != ONTRACK__CEL_NULL)
        *out = v.missing;
    else
        ontrack__cel_set_bool(out, holding == 1);
}

/* Whether an item passes the condition of filter() or of map() with three parts. */
static bool passes(evaluation *e, const node *n, const node *condition, const value *item,
                   verdict *v)
{
    value found;
    visit_body(e, n, condition, item, &found);
    if (!ontrack__cel_goes_on(e)) return false;
    ontrack__cel_hear(e, v, &found, condition->offset);
    return found.kind == ONTRACK__CEL_BOOL && found.as.boolean;
}

static void visit_collector(evaluation *e, const node *n, const value *range, value *out)
{
    verdict v = {0};
    const node *first = n->first->next;
    const node *condition = n->macro == ONTRACK__MACRO_FILTER || first != n->last ? first : NULL;
    const node *transform = n->macro == ONTRACK__MACRO_MAP ? n->last : NULL;
    size_t count = 0;
    value *items = ontrack__cel_take(&e->budget, e->arena, range->as.list.count, sizeof *items);
    ontrack__cel_spend(&e->budget, range->as.list.count);
    for (size_t i = 0; i < range->as.list.count && ontrack__cel_goes_on(e); i++) {
        const value *item = range_item(range, i);
        if (condition != NULL && !passes(e, n, condition, item, &v)) continue;
        if (transform != NULL)
            visit_body(e, n, transform, item, &items[count]);
        else
            items[count] = *item;
        if (ontrack__cel_goes_on(e)) ontrack__cel_gather(e, &v.missing, &items[count++]);
    }
    *out = v.missing;
    if (out->kind != ONTRACK__CEL_NULL) return;
    out->kind = ONTRACK__CEL_LIST;
    out->as.list.items = items;
    out->as.list.count = count;
}

void ontrack__cel_visit_macro(evaluation *e, const node *n, value *out)
{
    value range;
    e->visit(e, n->first, &range);
    if (!ontrack__cel_goes_on(e)) return;
    if (!ontrack__cel_is_set(&range))
        *out = range;
    else if (range.kind != ONTRACK__CEL_LIST && range.kind != ONTRACK__CEL_MAP)
        ontrack__cel_set_error(out, n->offset, "a list or a map is needed here");
    else if (n->macro == ONTRACK__MACRO_EXISTS_ONE)
        visit_exists_one(e, n, &range, out);
    else if (n->macro == ONTRACK__MACRO_ALL || n->macro == ONTRACK__MACRO_EXISTS)
        visit_quantifier(e, n, &range, out);
    else
        visit_collector(e, n, &range, out);
}
