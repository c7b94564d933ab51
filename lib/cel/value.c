#include "cel/value.h"

#include "base/text.h"
#include "cel/instant.h"

#include <math.h>

typedef ontrack__cel_value value;

enum { BYTES_A_STEP = 64 };

static const char *const kind_names[] = {
    [ONTRACK__CEL_NULL] = "null_type",
    [ONTRACK__CEL_BOOL] = "bool",
    [ONTRACK__CEL_INT] = "int",
    [ONTRACK__CEL_UINT] = "uint",
    [ONTRACK__CEL_DOUBLE] = "double",
    [ONTRACK__CEL_STRING] = "string",
    [ONTRACK__CEL_BYTES] = "bytes",
    [ONTRACK__CEL_LIST] = "list",
    [ONTRACK__CEL_MAP] = "map",
    [ONTRACK__CEL_TYPE] = "type",
    [ONTRACK__CEL_TIMESTAMP] = "timestamp",
    [ONTRACK__CEL_DURATION] = "duration",
    [ONTRACK__CEL_OBJECT] = "record",
    [ONTRACK__CEL_DECIMAL] = "decimal",
    [ONTRACK__CEL_DYN] = "dyn",
    [ONTRACK__CEL_UNKNOWN] = "unknown",
    [ONTRACK__CEL_ERROR] = "error",
};

const char *ontrack__cel_kind_name(ontrack__cel_kind kind)
{
    return kind_names[kind];
}

const char *ontrack__cel_type_name(ontrack__cel_kind kind)
{
    if (kind == ONTRACK__CEL_TIMESTAMP) return "google.protobuf.Timestamp";
    if (kind == ONTRACK__CEL_DURATION) return "google.protobuf.Duration";
    return kind_names[kind];
}

static int sign_of(bool above, bool below)
{
    return (int)above - (int)below;
}

/* --- the order of numbers, on one line --- */

static int order_int_uint(int64_t a, uint64_t b)
{
    if (a < 0) return -1;
    return sign_of((uint64_t)a > b, (uint64_t)a < b);
}

/* As the specification's cases say: beyond the range of the integers the double decides alone,
 * within it the integer is made a double, which loses bits above 2^53. */
static int order_int_double(int64_t a, double b)
{
    if (b > 9223372036854775808.0) return -1;
    if (b < -9223372036854775808.0) return 1;
    return sign_of((double)a > b, (double)a < b);
}

static int order_uint_double(uint64_t a, double b)
{
    if (b > 18446744073709551616.0) return -1;
    if (b < 0) return 1;
    return sign_of((double)a > b, (double)a < b);
}

/* A double stands for the decimal that its shortest text shows. Where that needs more than 64 bits,
 * the nearest doubles decide: they differ whenever the decimal lies outside of what that text could
 * mean. */
static int order_decimal_double(ontrack__rational a, double b)
{
    ontrack__rational exact;
    if (ontrack__rational_from_double(b, &exact)) return ontrack__rational_compare(a, exact);
    const double near = ontrack__rational_to_double(a);
    return sign_of(near > b, near < b);
}

static int order_decimal(ontrack__rational a, const value *b)
{
    if (b->kind == ONTRACK__CEL_DOUBLE) return order_decimal_double(a, b->as.number);
    if (b->kind == ONTRACK__CEL_DECIMAL) return ontrack__rational_compare(a, b->as.decimal);
    const bool large = b->kind == ONTRACK__CEL_UINT && b->as.natural > INT64_MAX;
    if (large) return -1; /* no fraction reaches so far */
    const ontrack__rational whole = {
        b->kind == ONTRACK__CEL_UINT ? (int64_t)b->as.natural : b->as.integer, 1};
    return ontrack__rational_compare(a, whole);
}

static int order_integer(const value *a, const value *b)
{
    const int64_t left = a->as.integer;
    if (b->kind == ONTRACK__CEL_INT) return sign_of(left > b->as.integer, left < b->as.integer);
    if (b->kind == ONTRACK__CEL_UINT) return order_int_uint(left, b->as.natural);
    return order_int_double(left, b->as.number);
}

static int order_natural(const value *a, const value *b)
{
    const uint64_t left = a->as.natural;
    if (b->kind == ONTRACK__CEL_UINT) return sign_of(left > b->as.natural, left < b->as.natural);
    if (b->kind == ONTRACK__CEL_INT) return -order_int_uint(b->as.integer, left);
    return order_uint_double(left, b->as.number);
}

static int order_double(const value *a, const value *b)
{
    const double left = a->as.number;
    if (b->kind == ONTRACK__CEL_INT) return -order_int_double(b->as.integer, left);
    if (b->kind == ONTRACK__CEL_UINT) return -order_uint_double(b->as.natural, left);
    return sign_of(left > b->as.number, left < b->as.number);
}

static int order_numbers(const value *a, const value *b)
{
    if (a->kind == ONTRACK__CEL_DECIMAL) return order_decimal(a->as.decimal, b);
    if (b->kind == ONTRACK__CEL_DECIMAL) return -order_decimal(b->as.decimal, a);
    if (a->kind == ONTRACK__CEL_INT) return order_integer(a, b);
    if (a->kind == ONTRACK__CEL_UINT) return order_natural(a, b);
    return order_double(a, b);
}

static bool is_nan(const value *v)
{
    return v->kind == ONTRACK__CEL_DOUBLE && isnan(v->as.number);
}

bool ontrack__cel_order(const value *a, const value *b, int *order)
{
    if (is_nan(a) || is_nan(b)) return false;
    switch (a->kind) {
    case ONTRACK__CEL_STRING: /* UTF-8 sorts by code points */
    case ONTRACK__CEL_BYTES:
        *order = ontrack__text_compare(a->as.text, b->as.text);
        break;
    case ONTRACK__CEL_BOOL:
        *order = (int)a->as.boolean - (int)b->as.boolean;
        break;
    case ONTRACK__CEL_TIMESTAMP:
        *order = ontrack__instant_compare(a->as.instant, b->as.instant);
        break;
    case ONTRACK__CEL_DURATION:
        *order = sign_of(a->as.integer > b->as.integer, a->as.integer < b->as.integer);
        break;
    default:
        *order = order_numbers(a, b);
        break;
    }
    return true;
}

bool ontrack__cel_exact(const value *number, ontrack__rational *out)
{
    if (number->kind == ONTRACK__CEL_DOUBLE)
        return ontrack__rational_from_double(number->as.number, out);
    if (number->kind == ONTRACK__CEL_UINT && number->as.natural > INT64_MAX) return false;
    if (number->kind == ONTRACK__CEL_DECIMAL) {
        *out = number->as.decimal;
        return out->denominator > 0;
    }
    out->denominator = 1;
    out->numerator =
        number->kind == ONTRACK__CEL_UINT ? (int64_t)number->as.natural : number->as.integer;
    return true;
}

/* --- equality --- */

static bool same_objects(const value *a, const value *b, uint64_t *cost)
{
    if (a->as.object.type != b->as.object.type) return false;
    for (size_t i = 0; i < a->as.object.type->count; i++)
        if (!ontrack__cel_same(&a->as.object.fields[i], &b->as.object.fields[i], cost))
            return false;
    return true;
}

static bool same_lists(const value *a, const value *b, uint64_t *cost)
{
    if (a->as.list.count != b->as.list.count) return false;
    for (size_t i = 0; i < a->as.list.count; i++)
        if (!ontrack__cel_same(&a->as.list.items[i], &b->as.list.items[i], cost)) return false;
    return true;
}

const value *ontrack__cel_find(const value *map, const value *key, uint64_t *cost)
{
    for (size_t i = 0; i < map->as.list.count; i++)
        if (ontrack__cel_same(&map->as.list.items[2 * i], key, cost))
            return &map->as.list.items[2 * i + 1];
    return NULL;
}

static bool same_maps(const value *a, const value *b, uint64_t *cost)
{
    if (a->as.list.count != b->as.list.count) return false;
    for (size_t i = 0; i < a->as.list.count; i++) {
        const value *other = ontrack__cel_find(b, &a->as.list.items[2 * i], cost);
        if (other == NULL || !ontrack__cel_same(&a->as.list.items[2 * i + 1], other, cost))
            return false;
    }
    return true;
}

bool ontrack__cel_same(const value *a, const value *b, uint64_t *cost)
{
    int order = 0;
    /* Lists may hold one list many times over: what is written in a line can take for ever. */
    if (++*cost > ONTRACK__CEL_STEP_LIMIT) return false;
    if (ontrack__cel_is(a->kind, ONTRACK__CEL_NUMBERS) &&
        ontrack__cel_is(b->kind, ONTRACK__CEL_NUMBERS))
        return ontrack__cel_order(a, b, &order) && order == 0;
    if (a->kind != b->kind) return false;
    switch (a->kind) {
    case ONTRACK__CEL_NULL:
        return true;
    case ONTRACK__CEL_BOOL:
        return a->as.boolean == b->as.boolean;
    case ONTRACK__CEL_TIMESTAMP:
        return ontrack__instant_compare(a->as.instant, b->as.instant) == 0;
    case ONTRACK__CEL_DURATION:
        return a->as.integer == b->as.integer;
    case ONTRACK__CEL_STRING:
    case ONTRACK__CEL_BYTES:
    case ONTRACK__CEL_TYPE:
        *cost += a->as.text.size / BYTES_A_STEP;
        return ontrack__text_equal(a->as.text, b->as.text);
    case ONTRACK__CEL_LIST:
        return same_lists(a, b, cost);
    case ONTRACK__CEL_MAP:
        return same_maps(a, b, cost);
    case ONTRACK__CEL_OBJECT:
        return same_objects(a, b, cost);
    default:
        return false;
    }
}

bool ontrack__cel_equal(const value *a, const value *b)
{
    uint64_t cost = 0;
    return ontrack__cel_same(a, b, &cost);
}
