#include "cel/operators.h"

#include "base/text.h"

typedef ontrack__cel_call call;
typedef ontrack__cel_value value;

static const char overflow[] = "the result does not fit";

static bool give_int(call *c, bool fits, int64_t number)
{
    return fits ? ontrack__cel_gives_int(c, number) : ontrack__cel_fails(c, overflow);
}

static bool give_uint(call *c, bool fits, uint64_t number)
{
    return fits ? ontrack__cel_gives_uint(c, number) : ontrack__cel_fails(c, overflow);
}

/* --- int --- */

static int64_t int_at(const call *c, size_t i)
{
    return c->arguments[i].as.integer;
}

bool ontrack__cel_add_int(call *c)
{
    int64_t sum = 0;
    const bool fits = !__builtin_add_overflow(int_at(c, 0), int_at(c, 1), &sum);
    return give_int(c, fits, sum);
}

bool ontrack__cel_subtract_int(call *c)
{
    int64_t difference = 0;
    const bool fits = !__builtin_sub_overflow(int_at(c, 0), int_at(c, 1), &difference);
    return give_int(c, fits, difference);
}

bool ontrack__cel_multiply_int(call *c)
{
    int64_t product = 0;
    const bool fits = !__builtin_mul_overflow(int_at(c, 0), int_at(c, 1), &product);
    return give_int(c, fits, product);
}

/* The smallest int has no positive counterpart. */
static bool divides(const call *c)
{
    return int_at(c, 0) != INT64_MIN || int_at(c, 1) != -1;
}

bool ontrack__cel_divide_int(call *c)
{
    if (int_at(c, 1) == 0) return ontrack__cel_fails(c, "division by zero");
    return give_int(c, divides(c), divides(c) ? int_at(c, 0) / int_at(c, 1) : 0);
}

bool ontrack__cel_modulo_int(call *c)
{
    if (int_at(c, 1) == 0) return ontrack__cel_fails(c, "remainder of a division by zero");
    return give_int(c, divides(c), divides(c) ? int_at(c, 0) % int_at(c, 1) : 0);
}

bool ontrack__cel_negate_int(call *c)
{
    const bool fits = int_at(c, 0) != INT64_MIN;
    return give_int(c, fits, fits ? -int_at(c, 0) : 0);
}

/* --- uint --- */

static uint64_t uint_at(const call *c, size_t i)
{
    return c->arguments[i].as.natural;
}

bool ontrack__cel_add_uint(call *c)
{
    return give_uint(c, uint_at(c, 0) <= UINT64_MAX - uint_at(c, 1), uint_at(c, 0) + uint_at(c, 1));
}

bool ontrack__cel_subtract_uint(call *c)
{
    return give_uint(c, uint_at(c, 0) >= uint_at(c, 1), uint_at(c, 0) - uint_at(c, 1));
}

bool ontrack__cel_multiply_uint(call *c)
{
    uint64_t product = 0;
    const bool fits = !__builtin_mul_overflow(uint_at(c, 0), uint_at(c, 1), &product);
    return give_uint(c, fits, product);
}

bool ontrack__cel_divide_uint(call *c)
{
    if (uint_at(c, 1) == 0) return ontrack__cel_fails(c, "division by zero");
    return give_uint(c, true, uint_at(c, 0) / uint_at(c, 1));
}

bool ontrack__cel_modulo_uint(call *c)
{
    if (uint_at(c, 1) == 0) return ontrack__cel_fails(c, "remainder of a division by zero");
    return give_uint(c, true, uint_at(c, 0) % uint_at(c, 1));
}

/* --- double --- */

static double double_at(const call *c, size_t i)
{
    return c->arguments[i].as.number;
}

bool ontrack__cel_add_double(call *c)
{
    return ontrack__cel_gives_double(c, double_at(c, 0) + double_at(c, 1));
}

bool ontrack__cel_subtract_double(call *c)
{
    return ontrack__cel_gives_double(c, double_at(c, 0) - double_at(c, 1));
}

bool ontrack__cel_multiply_double(call *c)
{
    return ontrack__cel_gives_double(c, double_at(c, 0) * double_at(c, 1));
}

/* By the rules of IEEE 754: x / 0.0 is infinite or NaN. */
bool ontrack__cel_divide_double(call *c)
{
    return ontrack__cel_gives_double(c, double_at(c, 0) / double_at(c, 1));
}

bool ontrack__cel_negate_double(call *c)
{
    return ontrack__cel_gives_double(c, -double_at(c, 0));
}

/* --- decimal, with any other number --- */

typedef bool exact_operation(ontrack__rational a, ontrack__rational b, ontrack__rational *out);

static bool apply_exact(call *c, exact_operation *operation)
{
    ontrack__rational a, b, result;
    if (!ontrack__cel_exact(&c->arguments[0], &a) || !ontrack__cel_exact(&c->arguments[1], &b))
        return ontrack__cel_fails(c, "a number does not fit an exact fraction");
    if (!operation(a, b, &result)) return ontrack__cel_fails(c, overflow);
    c->result->kind = ONTRACK__CEL_DECIMAL;
    c->result->as.decimal = result;
    return true;
}

bool ontrack__cel_add_decimal(call *c)
{
    return apply_exact(c, ontrack__rational_add);
}

bool ontrack__cel_subtract_decimal(call *c)
{
    return apply_exact(c, ontrack__rational_subtract);
}

bool ontrack__cel_multiply_decimal(call *c)
{
    return apply_exact(c, ontrack__rational_multiply);
}

bool ontrack__cel_divide_decimal(call *c)
{
    ontrack__rational by;
    if (ontrack__cel_exact(&c->arguments[1], &by) && by.numerator == 0)
        return ontrack__cel_fails(c, "division by zero");
    return apply_exact(c, ontrack__rational_divide);
}

bool ontrack__cel_negate_decimal(call *c)
{
    const ontrack__rational nothing = {0, 1};
    ontrack__rational result;
    if (!ontrack__rational_subtract(nothing, c->arguments[0].as.decimal, &result))
        return ontrack__cel_fails(c, overflow);
    c->result->kind = ONTRACK__CEL_DECIMAL;
    c->result->as.decimal = result;
    return true;
}

/* --- comparison --- */

/* Values without an order, such as NaN, are neither below, at nor above. */
static bool compare(call *c, bool below, bool at, bool above)
{
    int order = 0;
    const bool ordered = ontrack__cel_order(&c->arguments[0], &c->arguments[1], &order);
    return ontrack__cel_gives_bool(c, ordered && (order < 0 ? below : order > 0 ? above : at));
}

bool ontrack__cel_less(call *c)
{
    return compare(c, true, false, false);
}

bool ontrack__cel_less_or_equal(call *c)
{
    return compare(c, true, true, false);
}

bool ontrack__cel_greater(call *c)
{
    return compare(c, false, false, true);
}

bool ontrack__cel_greater_or_equal(call *c)
{
    return compare(c, false, true, true);
}

bool ontrack__cel_equals(call *c)
{
    return ontrack__cel_gives_bool(c,
                                   ontrack__cel_same(&c->arguments[0], &c->arguments[1], &c->cost));
}

bool ontrack__cel_differs(call *c)
{
    return ontrack__cel_gives_bool(
        c, !ontrack__cel_same(&c->arguments[0], &c->arguments[1], &c->cost));
}

bool ontrack__cel_not(call *c)
{
    return ontrack__cel_gives_bool(c, !c->arguments[0].as.boolean);
}

/* --- lists and maps --- */

bool ontrack__cel_size_of_list(call *c)
{
    return ontrack__cel_gives_int(c, (int64_t)c->arguments[0].as.list.count);
}

bool ontrack__cel_join_lists(call *c)
{
    const value *a = &c->arguments[0], *b = &c->arguments[1];
    const size_t count = a->as.list.count + b->as.list.count;
    value *items = ontrack__cel_take(c->budget, c->arena, count, sizeof *items);
    if (items == NULL) return false;
    for (size_t i = 0; i < count; i++)
        items[i] =
            i < a->as.list.count ? a->as.list.items[i] : b->as.list.items[i - a->as.list.count];
    c->result->kind = ONTRACK__CEL_LIST;
    c->result->as.list.items = items;
    c->result->as.list.count = count;
    c->cost += count;
    return true;
}

bool ontrack__cel_in_list(call *c)
{
    const value *list = &c->arguments[1];
    for (size_t i = 0; i < list->as.list.count; i++)
        if (ontrack__cel_same(&c->arguments[0], &list->as.list.items[i], &c->cost))
            return ontrack__cel_gives_bool(c, true);
    return ontrack__cel_gives_bool(c, false);
}

bool ontrack__cel_in_map(call *c)
{
    return ontrack__cel_gives_bool(
        c, ontrack__cel_find(&c->arguments[1], &c->arguments[0], &c->cost) != NULL);
}

bool ontrack__cel_index_list(call *c)
{
    const value *list = &c->arguments[0];
    int order = 0;
    /* A whole double or uint is an index too, where the checker did not know what comes. */
    value place = {.kind = ONTRACK__CEL_INT};
    ontrack__rational exact;
    if (!ontrack__cel_exact(&c->arguments[1], &exact))
        return ontrack__cel_fails(c, "the index is outside of the list");
    place.as.integer = exact.numerator / exact.denominator;
    if (!ontrack__cel_order(&place, &c->arguments[1], &order) || order != 0)
        return ontrack__cel_fails(c, "the index is not a whole number");
    if (place.as.integer < 0 || (uint64_t)place.as.integer >= list->as.list.count)
        return ontrack__cel_fails(c, "the index is outside of the list");
    *c->result = list->as.list.items[place.as.integer];
    return true;
}

bool ontrack__cel_index_map(call *c)
{
    const value *found = ontrack__cel_find(&c->arguments[0], &c->arguments[1], &c->cost);
    if (found == NULL) return ontrack__cel_fails(c, "the map has no such key");
    *c->result = *found;
    return true;
}
