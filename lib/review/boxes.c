#include "review/boxes.h"

#include "base/text.h"
#include "review/linear.h"
#include "review/ranges.h"

#include <string.h>

typedef struct ontrack__cel_node node;
typedef ontrack__boxes boxes;

/* ---- axes ---- */

int ontrack__axis_of(const ontrack__axes *axes, size_t variable)
{
    for (size_t i = 0; i < axes->count; i++)
        if (axes->variables[i] == variable) return (int)i;
    return -1;
}

static void add_axes(ontrack__axes *axes, const ontrack__cel_program *program)
{
    size_t count = 0;
    const uint32_t *reads = ontrack__cel_reads(program, &count);
    for (size_t i = 0; i < count; i++) {
        const ontrack__variable *variable = &axes->ruleset->variables[reads[i]];
        if (ontrack__axis_of(axes, reads[i]) >= 0) continue;
        axes->variables[axes->count] = reads[i];
        axes->whole[axes->count].span = ontrack__range_of(axes->ruleset, variable);
        axes->count++;
    }
}

ontrack__axes ontrack__axes_of(const ontrack_ruleset *ruleset, const ontrack__cel_program *first,
                               const ontrack__cel_program *second, ontrack__arena *arena)
{
    ontrack__axes axes = {ruleset, arena, NULL, NULL, 0, ONTRACK__SIDE_BUDGET, false};
    size_t most = 0, more = 0;
    ontrack__cel_reads(first, &most);
    if (second != NULL) ontrack__cel_reads(second, &more);
    axes.variables = ontrack__arena_allocate(arena, most + more, sizeof *axes.variables);
    axes.whole = ontrack__arena_allocate(arena, most + more, sizeof *axes.whole);
    axes.failed = axes.variables == NULL || axes.whole == NULL;
    if (axes.failed) return axes;
    add_axes(&axes, first);
    if (second != NULL) add_axes(&axes, second);
    return axes;
}

/* ---- lists of boxes ---- */

static boxes give_up(void)
{
    const boxes none = {NULL, 0, true};
    return none;
}

static boxes fail(ontrack__axes *axes)
{
    axes->failed = true;
    return give_up();
}

static boxes no_boxes(void)
{
    const boxes none = {NULL, 0, false};
    return none;
}

/* Takes room for that many boxes off the budget. */
static bool afford(ontrack__axes *axes, size_t count)
{
    const size_t sides = count * (axes->count + 1);
    if (sides > axes->budget) {
        axes->budget = 0;
        return false;
    }
    axes->budget -= sides;
    return true;
}

/* One box with all there is. */
static boxes everything(ontrack__axes *axes, bool free)
{
    if (!afford(axes, 1)) return give_up();
    boxes all = {ontrack__arena_allocate(axes->arena, 1, sizeof *all.items), 1, false};
    if (all.items == NULL) return fail(axes);
    all.items->free = free;
    all.items->sides = ontrack__arena_allocate(axes->arena, axes->count, sizeof *all.items->sides);
    if (all.items->sides == NULL) return fail(axes);
    memcpy(all.items->sides, axes->whole, axes->count * sizeof *axes->whole);
    return all;
}

static boxes join(ontrack__axes *axes, const boxes *a, const boxes *b)
{
    boxes both = {NULL, a->count + b->count, false};
    if (a->given_up || b->given_up || both.count > ONTRACK__BOX_LIMIT || !afford(axes, both.count))
        return give_up();
    both.items = ontrack__arena_allocate(axes->arena, both.count, sizeof *both.items);
    if (both.items == NULL) return fail(axes);
    if (a->count > 0) memcpy(both.items, a->items, a->count * sizeof *a->items);
    if (b->count > 0) memcpy(both.items + a->count, b->items, b->count * sizeof *b->items);
    return both;
}

/* What both boxes allow of a variable; false when that is nothing. */
static bool common_side(const ontrack__side *a, const ontrack__side *b, ontrack__side *out)
{
    out->span = ontrack__span_common(&a->span, &b->span);
    out->text = a->text.data != NULL ? a->text : b->text;
    const bool named = a->text.data != NULL && b->text.data != NULL;
    return !ontrack__span_is_empty(&out->span) && (!named || ontrack__text_equal(a->text, b->text));
}

static bool common_box(ontrack__axes *axes, const ontrack__box *a, const ontrack__box *b,
                       ontrack__box *out)
{
    out->free = a->free || b->free;
    for (size_t i = 0; i < axes->count; i++)
        if (!common_side(&a->sides[i], &b->sides[i], &out->sides[i])) return false;
    return true;
}

boxes ontrack__boxes_common(ontrack__axes *axes, const boxes *a, const boxes *b)
{
    if (ontrack__boxes_none(a) || ontrack__boxes_none(b)) return no_boxes();
    if (a->given_up || b->given_up || a->count * b->count > ONTRACK__BOX_LIMIT ||
        !afford(axes, a->count * b->count))
        return give_up();
    boxes both = {ontrack__arena_allocate(axes->arena, a->count * b->count, sizeof *both.items), 0,
                  false};
    for (size_t i = 0; i < a->count * b->count; i++) {
        ontrack__box *next = both.items == NULL ? NULL : &both.items[both.count];
        if (next != NULL && next->sides == NULL)
            next->sides = ontrack__arena_allocate(axes->arena, axes->count, sizeof *next->sides);
        if (next == NULL || next->sides == NULL) return fail(axes);
        both.count += common_box(axes, &a->items[i / b->count], &b->items[i % b->count], next);
    }
    return both;
}

/* ---- comparisons ---- */

/* The span on which `number SIGN at` is true. */
static ontrack__span span_of(const char *sign, ontrack__rational at)
{
    ontrack__span span = ontrack__span_all(false);
    const ontrack__end end = {true, sign[1] != '=', at};
    if (sign[0] == '<') span.high = end;
    if (sign[0] == '>') span.low = end;
    if (sign[0] == '=') span = ontrack__span_at(at);
    return span;
}

/* "<" where both sides change their sign, ">=" where the comparison is negated. */
static const char *turned(const char *sign, bool mirrored, bool negated)
{
    static const char *const table[][4] = {
        /* sign, mirrored, negated, both */
        {"<", ">", ">=", "<="}, {"<=", ">=", ">", "<"},   {">", "<", "<=", ">="},
        {">=", "<=", "<", ">"}, {"==", "==", "!=", "!="}, {"!=", "!=", "==", "=="},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(sign, table[i][0]) == 0) return table[i][(mirrored ? 1 : 0) + (negated ? 2 : 0)];
    return sign;
}

static boxes cut(ontrack__axes *axes, int axis, const ontrack__span *span)
{
    boxes all = everything(axes, false);
    if (all.given_up) return all;
    ontrack__side *side = &all.items->sides[axis];
    side->span = ontrack__span_common(&side->span, span);
    return ontrack__span_is_empty(&side->span) ? no_boxes() : all;
}

static boxes cut_by_sign(ontrack__axes *axes, int axis, const char *sign, ontrack__rational at)
{
    if (strcmp(sign, "!=") != 0) {
        const ontrack__span span = span_of(sign, at);
        return cut(axes, axis, &span);
    }
    const ontrack__span below = span_of("<", at), above = span_of(">", at);
    const boxes left = cut(axes, axis, &below), right = cut(axes, axis, &above);
    return join(axes, &left, &right);
}

/* Two numbers that are the same for every student. */
static boxes constant(ontrack__axes *axes, const char *sign, ontrack__rational difference)
{
    const ontrack__rational zero = {0, 1};
    const int order = ontrack__rational_compare(difference, zero);
    const bool holds = strcmp(sign, "!=") == 0   ? order != 0
                       : strcmp(sign, "==") == 0 ? order == 0
                       : sign[0] == '<'          ? order < 0 || (order == 0 && sign[1] == '=')
                                                 : order > 0 || (order == 0 && sign[1] == '=');
    return holds ? everything(axes, false) : no_boxes();
}

static boxes compare_numbers(ontrack__axes *axes, const ontrack__linear *difference,
                             const char *sign, bool negated)
{
    const ontrack__rational zero = {0, 1};
    ontrack__rational at;
    if (difference->variable < 0 || ontrack__rational_compare(difference->factor, zero) == 0)
        return constant(axes, turned(sign, false, negated), difference->constant);
    const int axis = ontrack__axis_of(axes, (size_t)difference->variable);
    const ontrack__rational factor = difference->factor;
    if (!ontrack__rational_divide(difference->constant, factor, &at) ||
        !ontrack__rational_subtract(zero, at, &at))
        return everything(axes, true);
    return cut_by_sign(axes, axis, turned(sign, factor.numerator < 0, negated), at);
}

/* A text variable that must be one text; anything else about texts is free. */
static boxes compare_texts(ontrack__axes *axes, const ontrack__cel_view *left,
                           const ontrack__cel_view *right, const char *sign, bool negated)
{
    if (left->form == ONTRACK__FORM_LITERAL) return compare_texts(axes, right, left, sign, negated);
    const bool equal = strcmp(turned(sign, false, negated), "==") == 0;
    if (!equal || left->form != ONTRACK__FORM_VARIABLE || right->form != ONTRACK__FORM_LITERAL ||
        right->value->kind != ONTRACK__CEL_STRING)
        return everything(axes, true);
    boxes all = everything(axes, false);
    const int axis = ontrack__axis_of(axes, left->position);
    if (all.given_up || axis < 0) return all;
    const ontrack_text text = right->value->as.text;
    all.items->sides[axis].text = text.data != NULL ? text : ontrack_text_of("");
    return all;
}

static boxes compare(ontrack__axes *axes, const ontrack__cel_view *view, const char *sign,
                     bool negated)
{
    ontrack__linear left, right, difference;
    const node *second = ontrack__cel_look(view->first).next;
    if (ontrack__linear_of(axes->ruleset, view->first, &left) &&
        ontrack__linear_of(axes->ruleset, second, &right))
        return ontrack__linear_subtract(&left, &right, &difference)
                   ? compare_numbers(axes, &difference, sign, negated)
                   : everything(axes, true);
    const ontrack__cel_view first = ontrack__cel_look(view->first);
    const ontrack__cel_view other = ontrack__cel_look(second);
    const bool both_literal =
        first.form == ONTRACK__FORM_LITERAL && other.form == ONTRACK__FORM_LITERAL;
    return both_literal ? everything(axes, true)
                        : compare_texts(axes, &first, &other, sign, negated);
}

/* ---- truths ---- */

static boxes truth(ontrack__axes *axes, const ontrack__cel_view *view, bool holds)
{
    const ontrack__rational number = {holds, 1};
    const ontrack__span span = ontrack__span_at(number);
    if (view->form == ONTRACK__FORM_LITERAL && view->value->kind == ONTRACK__CEL_BOOL)
        return view->value->as.boolean == holds ? everything(axes, false) : no_boxes();
    if (view->form != ONTRACK__FORM_VARIABLE) return everything(axes, true);
    const ontrack__variable *variable = &axes->ruleset->variables[view->position];
    if (variable->type != ONTRACK_TYPE_BOOLEAN) return everything(axes, true);
    if (variable->kind == ONTRACK__VARIABLE_PARAMETER)
        return (variable->value.number != 0) == holds ? everything(axes, false) : no_boxes();
    return cut(axes, ontrack__axis_of(axes, view->position), &span);
}

/* All parts, or one of them. */
static boxes combine(ontrack__axes *axes, const ontrack__cel_view *view, bool holds, bool all)
{
    boxes result = all ? everything(axes, false) : no_boxes();
    for (const node *part = view->first; part != NULL; part = ontrack__cel_look(part).next) {
        const boxes next = ontrack__boxes_of(axes, part, holds);
        result = all ? ontrack__boxes_common(axes, &result, &next) : join(axes, &result, &next);
    }
    return result;
}

static boxes choose(ontrack__axes *axes, const ontrack__cel_view *view, bool holds)
{
    const node *second = ontrack__cel_look(view->first).next;
    const node *third = ontrack__cel_look(second).next;
    const boxes yes = ontrack__boxes_of(axes, view->first, true);
    const boxes no = ontrack__boxes_of(axes, view->first, false);
    const boxes then = ontrack__boxes_of(axes, second, holds);
    const boxes otherwise = ontrack__boxes_of(axes, third, holds);
    const boxes left = ontrack__boxes_common(axes, &yes, &then);
    const boxes right = ontrack__boxes_common(axes, &no, &otherwise);
    return join(axes, &left, &right);
}

boxes ontrack__boxes_of(ontrack__axes *axes, const node *at, bool holds)
{
    const ontrack__cel_view view = ontrack__cel_look(at);
    const char *sign = ontrack__cel_compares(&view);
    if (sign != NULL) return compare(axes, &view, sign, !holds);
    switch (view.form) {
    case ONTRACK__FORM_AND:
        return combine(axes, &view, holds, holds);
    case ONTRACK__FORM_OR:
        return combine(axes, &view, holds, !holds);
    case ONTRACK__FORM_CHOICE:
        return choose(axes, &view, holds);
    case ONTRACK__FORM_CALL:
        return ontrack__text_is(view.name, "!") ? ontrack__boxes_of(axes, view.first, !holds)
                                                : everything(axes, true);
    default:
        return truth(axes, &view, holds);
    }
}
