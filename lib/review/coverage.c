#include "review/coverage.h"

#include "base/error.h"
#include "cel/visit.h"
#include "review/excerpt.h"
#include "rulesets/ruleset.h"

typedef struct ontrack__cel_node node;

struct ontrack_coverage {
    ontrack_allocator allocator;
    ontrack__arena arena; /* texts */
    const ontrack_ruleset *ruleset;
    ontrack__array items; /* of ontrack_covered */
    bool applies;         /* items[0] is applies_to */
    size_t *rules;        /* position of each rule's item */
};

/* ---- making ---- */

static ontrack_covered *add(ontrack_coverage *coverage, const char *rule, const char *text)
{
    ontrack_covered *item =
        ontrack__array_add(&coverage->allocator, &coverage->items, sizeof *item);
    if (item == NULL) return NULL;
    item->rule = rule;
    item->text = text;
    return item;
}

static bool is_number(ontrack_type type)
{
    return type == ONTRACK_TYPE_COUNT || type == ONTRACK_TYPE_DECIMAL || type == ONTRACK_TYPE_RATIO;
}

/* Whether a side of a comparison is surely a number; then the other is one too. */
static bool is_numeric(const ontrack_ruleset *ruleset, const node *side)
{
    const ontrack__cel_view view = ontrack__cel_look(side);
    switch (view.form) {
    case ONTRACK__FORM_VARIABLE:
        return is_number(ruleset->variables[view.position].type);
    case ONTRACK__FORM_LITERAL:
        return view.value->kind == ONTRACK__CEL_INT || view.value->kind == ONTRACK__CEL_UINT ||
               view.value->kind == ONTRACK__CEL_DOUBLE || view.value->kind == ONTRACK__CEL_DECIMAL;
    case ONTRACK__FORM_CALL:
        return (view.name.size == 1 && strchr("-*/%", view.name.data[0]) != NULL) ||
               (view.name.size == 1 && view.name.data[0] == '+' &&
                is_numeric(ruleset, view.first)) ||
               (view.name.size == 4 && memcmp(view.name.data, "size", 4) == 0);
    default:
        return false;
    }
}

static bool add_comparison(ontrack_coverage *coverage, const ontrack__rule_plan *plan,
                           size_t offset)
{
    const char *text = ontrack__excerpt(ontrack__cel_text(plan->when), offset, &coverage->arena);
    ontrack_covered *item = text == NULL ? NULL : add(coverage, plan->rule.id, text);
    if (item == NULL) return false;
    ontrack__cel_locate(plan->when, offset, &item->line, &item->column);
    return true;
}

static bool add_comparisons(ontrack_coverage *coverage, const ontrack__rule_plan *plan,
                            const node *at)
{
    const ontrack__cel_view view = ontrack__cel_look(at);
    bool good = true;
    if (ontrack__cel_compares(&view) != NULL &&
        (is_numeric(coverage->ruleset, view.first) ||
         is_numeric(coverage->ruleset, ontrack__cel_look(view.first).next)))
        good = add_comparison(coverage, plan, view.offset);
    for (const node *part = view.first; good && part != NULL; part = ontrack__cel_look(part).next)
        good = add_comparisons(coverage, plan, part);
    return good;
}

static bool fill(ontrack_coverage *coverage)
{
    const ontrack_ruleset *ruleset = coverage->ruleset;
    coverage->rules =
        ontrack__arena_allocate(&coverage->arena, ruleset->rule_count, sizeof *coverage->rules);
    coverage->applies = ruleset->applies != NULL;
    bool good = coverage->rules != NULL &&
                (!coverage->applies || add(coverage, "", ruleset->applies_to) != NULL);
    for (size_t i = 0; good && i < ruleset->rule_count; i++) {
        const ontrack__rule_plan *plan = &ruleset->rules[i];
        coverage->rules[i] = coverage->items.count;
        good = add(coverage, plan->rule.id, plan->rule.when) != NULL &&
               add_comparisons(coverage, plan, ontrack__cel_root(plan->when));
    }
    return good;
}

ontrack_status ontrack_coverage_new(const ontrack_ruleset *ruleset, ontrack_coverage **out,
                                    ontrack_error *error)
{
    ontrack_coverage *coverage = ontrack__allocate_zero(&ruleset->allocator, 1, sizeof *coverage);
    if (coverage == NULL) return ontrack__no_memory(error);
    coverage->allocator = ruleset->allocator;
    coverage->ruleset = ruleset;
    ontrack__arena_init(&coverage->arena, &coverage->allocator);
    if (!fill(coverage)) {
        ontrack_coverage_free(coverage);
        return ontrack__no_memory(error);
    }
    *out = coverage;
    return ONTRACK_OK;
}

void ontrack_coverage_free(ontrack_coverage *coverage)
{
    if (coverage == NULL) return;
    const ontrack_allocator allocator = coverage->allocator;
    ontrack__array_free(&allocator, &coverage->items, sizeof(ontrack_covered));
    ontrack__arena_free(&coverage->arena);
    ontrack__release(&allocator, coverage, 1, sizeof *coverage);
}

/* ---- counting ---- */

static void take_comparison(ontrack_covered *items, size_t count, const ontrack_comparison *seen)
{
    for (size_t i = 0; i < count; i++) {
        ontrack_covered *item = &items[i];
        if (item->line != seen->line || item->column != seen->column) continue;
        item->yes += seen->holds;
        item->no += !seen->holds;
        item->equal += seen->margin.kind != ONTRACK_KIND_UNKNOWN && seen->margin.number == 0;
    }
}

static void take_rule(ontrack_coverage *coverage, size_t rule, const ontrack_result *result)
{
    ontrack_covered *items = coverage->items.items;
    const size_t first = coverage->rules[rule];
    const size_t end = rule + 1 < coverage->ruleset->rule_count ? coverage->rules[rule + 1]
                                                                : coverage->items.count;
    const ontrack_outcome outcome = ontrack_result_outcome(result, rule);
    size_t count;
    const ontrack_comparison *seen = ontrack_result_comparisons(result, rule, &count);
    items[first].yes += outcome == ONTRACK_OUTCOME_FIRED;
    items[first].no += outcome == ONTRACK_OUTCOME_CLEAR;
    items[first].unknown += outcome == ONTRACK_OUTCOME_UNKNOWN;
    /* An override may have put another condition in its place. */
    const char *when = ontrack_result_rule(result, rule)->rule->when;
    if (strcmp(when, coverage->ruleset->rules[rule].rule.when) != 0) return;
    for (size_t i = 0; i < count; i++)
        take_comparison(items + first + 1, end - first - 1, &seen[i]);
}

void ontrack__coverage_take(ontrack_coverage *coverage, const ontrack_result *result)
{
    ontrack_covered *items = coverage->items.items;
    if (coverage->applies) {
        items[0].yes += result != NULL;
        items[0].no += result == NULL;
    }
    for (size_t i = 0; result != NULL && i < coverage->ruleset->rule_count; i++)
        take_rule(coverage, i, result);
}

bool ontrack__coverage_fits(const ontrack_coverage *coverage, const ontrack_ruleset *ruleset)
{
    return coverage->ruleset == ruleset;
}

/* ---- reading ---- */

size_t ontrack_coverage_count(const ontrack_coverage *coverage)
{
    return coverage->items.count;
}

const ontrack_covered *ontrack_coverage_at(const ontrack_coverage *coverage, size_t index)
{
    const ontrack_covered *items = coverage->items.items;
    return index < coverage->items.count ? &items[index] : NULL;
}
