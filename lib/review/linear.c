#include "review/linear.h"

#include "base/text.h"

typedef struct ontrack__cel_node node;
typedef ontrack__linear linear;

static const ontrack__rational zero = {0, 1}, one = {1, 1}, minus_one = {-1, 1};

static bool set_constant(ontrack__rational number, bool whole, linear *out)
{
    out->variable = -1;
    out->factor = zero;
    out->constant = number;
    out->whole = whole;
    return true;
}

static bool literal(const ontrack__cel_value *value, linear *out)
{
    ontrack__rational number = {0, 1};
    switch (value->kind) {
    case ONTRACK__CEL_INT:
        number.numerator = value->as.integer;
        return set_constant(number, true, out);
    case ONTRACK__CEL_UINT:
        number.numerator = (int64_t)value->as.natural;
        return value->as.natural <= INT64_MAX && set_constant(number, true, out);
    case ONTRACK__CEL_DECIMAL:
        return set_constant(value->as.decimal, false, out);
    case ONTRACK__CEL_DOUBLE:
        return ontrack__rational_from_double(value->as.number, &number) &&
               set_constant(number, false, out);
    default:
        return false;
    }
}

static bool parameter(const ontrack_value *value, linear *out)
{
    const ontrack__rational number = {value->number, ONTRACK_DECIMAL_ONE};
    return value->kind == ONTRACK_KIND_DECIMAL && set_constant(number, false, out);
}

static bool variable(const ontrack_ruleset *ruleset, uint32_t position, linear *out)
{
    const ontrack__variable *named = &ruleset->variables[position];
    if (named->kind == ONTRACK__VARIABLE_PARAMETER) return parameter(&named->value, out);
    if (named->type != ONTRACK_TYPE_COUNT && named->type != ONTRACK_TYPE_DECIMAL &&
        named->type != ONTRACK_TYPE_RATIO)
        return false;
    out->variable = (int)position;
    out->factor = one;
    out->constant = zero;
    out->whole = named->type == ONTRACK_TYPE_COUNT;
    return true;
}

static bool scale(const linear *of, ontrack__rational by, linear *out)
{
    out->variable = of->variable;
    out->whole = of->whole;
    return ontrack__rational_multiply(of->factor, by, &out->factor) &&
           ontrack__rational_multiply(of->constant, by, &out->constant);
}

static bool add(const linear *a, const linear *b, linear *out)
{
    if (a->variable >= 0 && b->variable >= 0 && a->variable != b->variable) return false;
    out->variable = a->variable >= 0 ? a->variable : b->variable;
    out->whole = a->whole && b->whole;
    return ontrack__rational_add(a->factor, b->factor, &out->factor) &&
           ontrack__rational_add(a->constant, b->constant, &out->constant);
}

bool ontrack__linear_subtract(const linear *left, const linear *right, linear *out)
{
    linear negative;
    return scale(right, minus_one, &negative) && add(left, &negative, out);
}

static bool multiply(const linear *a, const linear *b, linear *out)
{
    if (a->variable >= 0 && b->variable >= 0) return false;
    const bool good = a->variable < 0 ? scale(b, a->constant, out) : scale(a, b->constant, out);
    out->whole = a->whole && b->whole;
    return good;
}

/* Whole numbers divide into whole ones, which is no line. */
static bool divide(const linear *a, const linear *b, linear *out)
{
    ontrack__rational inverse;
    if (b->variable >= 0 || (a->whole && b->whole)) return false;
    if (!ontrack__rational_divide(one, b->constant, &inverse)) return false;
    const bool good = scale(a, inverse, out);
    out->whole = false;
    return good;
}

static bool call(const ontrack_ruleset *ruleset, const ontrack__cel_view *view, linear *out)
{
    linear left, right;
    if (view->parts == 0 || view->parts > 2) return false;
    if (view->name.size != 1 || !ontrack__linear_of(ruleset, view->first, &left)) return false;
    const char sign = view->name.data[0];
    if (view->parts == 1) return sign == '-' && scale(&left, minus_one, out);
    if (!ontrack__linear_of(ruleset, ontrack__cel_look(view->first).next, &right)) return false;
    switch (sign) {
    case '+':
        return add(&left, &right, out);
    case '-':
        return ontrack__linear_subtract(&left, &right, out);
    case '*':
        return multiply(&left, &right, out);
    case '/':
        return divide(&left, &right, out);
    default:
        return false;
    }
}

bool ontrack__linear_of(const ontrack_ruleset *ruleset, const node *at, linear *out)
{
    const ontrack__cel_view view = ontrack__cel_look(at);
    switch (view.form) {
    case ONTRACK__FORM_LITERAL:
        return literal(view.value, out);
    case ONTRACK__FORM_VARIABLE:
        return variable(ruleset, view.position, out);
    case ONTRACK__FORM_CALL:
        return call(ruleset, &view, out);
    default:
        return false;
    }
}
