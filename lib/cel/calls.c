/* Which overloads a call may mean, and what it then gives. */
#include "cel/calls.h"

#include "base/suggest.h"
#include "base/text.h"
#include "cel/constants.h"

#include <stdio.h>

typedef ontrack__cel_checker checker;
typedef ontrack__cel_node node;
typedef ontrack__cel_overload overload;
typedef ontrack__cel_type type;

static const type *unknown_function(checker *c, node *call)
{
    size_t count;
    const overload *rows = ontrack__cel_functions(&count);
    ontrack__suggestion near = {.wanted = call->name};
    for (size_t i = 0; i < count; i++)
        if (rows[i].styles != ONTRACK__STYLE_OPERATOR)
            ontrack__suggest(&near, ontrack_text_of(rows[i].name));
    const int shown = call->name.size < 60 ? (int)call->name.size : 60;
    if (near.best.size == 0)
        return ontrack__cel_missing(c, call, call->offset, "there is no function \"%.*s\"", shown,
                                    call->name.data);
    return ontrack__cel_missing(c, call, call->offset,
                                "there is no function \"%.*s\"; did you mean \"%.*s\"?", shown,
                                call->name.data, (int)near.best.size, near.best.data);
}

/* There is such a function, but not with this many arguments or not written this way. */
static const type *wrong_shape(checker *c, node *call)
{
    const overload *row = call->overloads;
    if ((row->styles & call->style) == 0)
        return ontrack__cel_missing(c, call, call->offset,
                                    row->styles & ONTRACK__STYLE_MEMBER
                                        ? "\"%s\" stands behind a value, as in x.%s()"
                                        : "\"%s\" stands before its argument, as in %s(x)",
                                    row->name, row->name);
    const int arguments = row->arity - (call->style == ONTRACK__STYLE_MEMBER);
    return ontrack__cel_missing(c, call, call->offset, "\"%s\" takes %d argument%s here", row->name,
                                arguments, arguments == 1 ? "" : "s");
}

static bool has_shape(const overload *row, const node *call)
{
    return (row->styles & call->style) != 0 && row->arity == call->count;
}

static bool may_take(const overload *row, const type *const *types)
{
    for (size_t i = 0; i < row->arity; i++)
        if (!ontrack__cel_may_be(types[i], row->takes[i])) return false;
    return true;
}

static const type *no_overload(checker *c, const node *call, const type *const *types)
{
    const char *a = ontrack__cel_kind_name(types[0]->kind);
    const int size = (int)call->name.size;
    if (call->count == 1)
        return ontrack__cel_mismatch(c, call->offset, "\"%.*s\" does not take %s", size,
                                     call->name.data, a);
    const bool numbers = ontrack__cel_is(types[0]->kind, ONTRACK__CEL_NUMBERS) &&
                         ontrack__cel_is(types[1]->kind, ONTRACK__CEL_NUMBERS);
    const bool mixed = numbers && types[0]->kind != types[1]->kind;
    return ontrack__cel_mismatch(c, call->offset, "\"%.*s\" does not take %s and %s%s", size,
                                 call->name.data, a, ontrack__cel_kind_name(types[1]->kind),
                                 mixed ? "; convert one side, as in double(x)" : "");
}

/* --- what the table cannot say --- */

static const type *check_equality(checker *c, const node *call, const type *const *types)
{
    if (!ontrack__cel_comparable(types[0], types[1])) return no_overload(c, call, types);
    return ontrack__cel_basic(ONTRACK__CEL_BOOL);
}

static const type *check_in(checker *c, const node *call, const type *const *types)
{
    const type *held = types[1]->kind == ONTRACK__CEL_MAP ? ontrack__cel_key(types[1])
                                                          : ontrack__cel_item(types[1]);
    if (!ontrack__cel_comparable(types[0], held))
        return ontrack__cel_mismatch(
            c, call->offset, "%s is never in a %s of %s", ontrack__cel_kind_name(types[0]->kind),
            ontrack__cel_kind_name(types[1]->kind), ontrack__cel_kind_name(held->kind));
    return ontrack__cel_basic(ONTRACK__CEL_BOOL);
}

static const type *check_index(checker *c, const node *call, const type *const *types)
{
    const type *operand = types[0], *index = types[1];
    if (operand->kind == ONTRACK__CEL_DYN) return operand;
    if (operand->kind == ONTRACK__CEL_LIST &&
        !ontrack__cel_may_be(index, ONTRACK__CEL_BIT(ONTRACK__CEL_INT)))
        return ontrack__cel_mismatch(c, call->offset, "a list is indexed by int, not by %s",
                                     ontrack__cel_kind_name(index->kind));
    const type *key = ontrack__cel_key(operand);
    if (operand->kind == ONTRACK__CEL_MAP && !ontrack__cel_comparable(key, index))
        return ontrack__cel_mismatch(c, call->offset, "a map with keys of %s has no key of %s",
                                     ontrack__cel_kind_name(key->kind),
                                     ontrack__cel_kind_name(index->kind));
    return ontrack__cel_item(operand);
}

static const type *check_sum(checker *c, const node *call, const type *const *types)
{
    (void)c;
    (void)call;
    const bool lists = types[0]->kind == ONTRACK__CEL_LIST && types[1]->kind == ONTRACK__CEL_LIST;
    return lists ? ontrack__cel_join(types[0], types[1]) : NULL;
}

/* Rules beyond the table's; NULL with the status OK where there are none. */
static const type *check_special(checker *c, node *call, const type *const *types)
{
    const ontrack_text name = call->name;
    if (ontrack__text_is(name, "==") || ontrack__text_is(name, "!="))
        return check_equality(c, call, types);
    if (ontrack__text_is(name, "in")) return check_in(c, call, types);
    if (ontrack__text_is(name, "[]")) return check_index(c, call, types);
    if (ontrack__text_is(name, "+")) return check_sum(c, call, types);
    return NULL;
}

/* What the types tell the evaluation: the row that it will want, and whether numbers are compared.
 */
static void foresee(node *call, const type *const *types)
{
    bool known = true, numbers = call->count == 2;
    for (size_t i = 0; i < call->count; i++) {
        known = known && types[i]->kind != ONTRACK__CEL_DYN;
        numbers = numbers && ontrack__cel_is(types[i]->kind, ONTRACK__CEL_NUMBERS);
    }
    if (numbers) call->sign = ontrack__cel_sign_of(call->name);
    for (size_t i = 0; known && call->only == NULL && i < call->overload_count; i++)
        if (has_shape(&call->overloads[i], call) && may_take(&call->overloads[i], types))
            call->only = &call->overloads[i];
}

const type *ontrack__cel_check_call(checker *c, node *call, const type *const *types)
{
    call->overloads = ontrack__cel_overloads(call->name, &call->overload_count);
    if (call->overloads == NULL || (call->style != ONTRACK__STYLE_OPERATOR &&
                                    call->overloads->styles == ONTRACK__STYLE_OPERATOR))
        return unknown_function(c, call);
    const type *result = NULL;
    bool shape = false;
    for (size_t i = 0; i < call->overload_count; i++) {
        const overload *row = &call->overloads[i];
        if (!has_shape(row, call)) continue;
        shape = true;
        if (may_take(row, types))
            result = ontrack__cel_join(result, ontrack__cel_basic(row->result));
    }
    if (!shape) return wrong_shape(c, call);
    if (ontrack__text_is(call->name, "[]") && check_index(c, call, types) == NULL) return NULL;
    if (result == NULL) return no_overload(c, call, types);
    foresee(call, types);
    const type *special = check_special(c, call, types);
    if (c->status != ONTRACK_OK) return NULL;
    if (!c->options->lenient && !ontrack__cel_settle(c, call, types)) return NULL;
    return special != NULL ? special : result;
}
