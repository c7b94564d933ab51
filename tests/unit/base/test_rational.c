#include "base/rational.h"

#include <criterion/criterion.h>
#include <math.h>

typedef ontrack__rational fraction;
typedef bool operation(fraction, fraction, fraction *);

static const struct {
    const char *label;
    fraction a, b;
    int order;
} orders[] = {
    {"17 of 170 is a tenth", {17, 170}, {1, 10}, 0},
    {"17 of 173 is less", {17, 173}, {1, 10}, -1},
    {"153 of 170 is nine tenths", {153, 170}, {9, 10}, 0},
    {"not reduced", {2, 4}, {50, 100}, 0},
    {"signs", {-1, 2}, {1, 2}, -1},
    {"negatives", {-1, 3}, {-1, 2}, 1},
    {"largest", {INT64_MAX, 1}, {INT64_MAX - 1, 1}, 1},
    {"neighbours", {INT64_MAX - 1, INT64_MAX}, {INT64_MAX - 2, INT64_MAX - 1}, 1},
    {"extremes", {INT64_MIN, 1}, {INT64_MAX, INT64_MAX - 1}, -1},
};

Test(rational, compare)
{
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        const int got = ontrack__rational_compare(orders[i].a, orders[i].b);
        const int back = ontrack__rational_compare(orders[i].b, orders[i].a);
        cr_expect_eq((got > 0) - (got < 0), orders[i].order, "%s", orders[i].label);
        cr_expect_eq((back > 0) - (back < 0), -orders[i].order, "%s", orders[i].label);
    }
}

static const struct {
    const char *label;
    operation *apply;
    fraction a, b, result;
    bool ok;
} sums[] = {
    {"halves", ontrack__rational_add, {1, 2}, {1, 2}, {1, 1}, true},
    {"thirds", ontrack__rational_add, {1, 3}, {1, 6}, {1, 2}, true},
    {"to nothing", ontrack__rational_add, {1, 3}, {-2, 6}, {0, 1}, true},
    {"large and cancelling", ontrack__rational_add, {INT64_MAX, 2}, {-INT64_MAX, 2}, {0, 1}, true},
    {"over", ontrack__rational_add, {INT64_MAX, 1}, {1, 1}, {0, 0}, false},
    {"to the last", ontrack__rational_add, {INT64_MAX - 1, 1}, {1, 1}, {INT64_MAX, 1}, true},
    {"to the first", ontrack__rational_subtract, {INT64_MIN + 1, 1}, {1, 1}, {INT64_MIN, 1}, true},
    {"under", ontrack__rational_subtract, {INT64_MIN, 1}, {1, 1}, {0, 0}, false},
    {"difference", ontrack__rational_subtract, {6, 1}, {11, 2}, {1, 2}, true},
    {"denominators too large",
     ontrack__rational_add,
     {1, INT64_MAX},
     {1, INT64_MAX - 1},
     {0, 0},
     false},
    {"product", ontrack__rational_multiply, {-2, 3}, {9, 4}, {-3, 2}, true},
    {"product cancelling",
     ontrack__rational_multiply,
     {INT64_MAX, 7},
     {7, INT64_MAX},
     {1, 1},
     true},
    {"product over", ontrack__rational_multiply, {INT64_MAX, 1}, {2, 1}, {0, 0}, false},
    {"quotient", ontrack__rational_divide, {153, 1}, {170, 1}, {9, 10}, true},
    {"quotient of negatives", ontrack__rational_divide, {-1, 2}, {-1, 4}, {2, 1}, true},
    {"sign stays above", ontrack__rational_divide, {1, 1}, {-2, 1}, {-1, 2}, true},
    {"by zero", ontrack__rational_divide, {1, 1}, {0, 5}, {0, 0}, false},
    {"nothing by something", ontrack__rational_divide, {0, 3}, {-5, 1}, {0, 1}, true},
    {"first by minus one", ontrack__rational_divide, {INT64_MIN, 1}, {-1, 1}, {0, 0}, false},
    {"one by first", ontrack__rational_divide, {1, 1}, {INT64_MIN, 1}, {0, 0}, false},
};

Test(rational, arithmetic)
{
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        fraction got = {77, 77};
        const bool ok = sums[i].apply(sums[i].a, sums[i].b, &got);
        cr_expect_eq(ok, sums[i].ok, "%s", sums[i].label);
        if (!ok) continue;
        cr_expect_eq(got.numerator, sums[i].result.numerator, "%s", sums[i].label);
        cr_expect_eq(got.denominator, sums[i].result.denominator, "%s", sums[i].label);
    }
}

static const struct {
    const char *label;
    double number;
    fraction result;
    bool ok;
} doubles[] = {
    {"0.9 as written", 0.9, {9, 10}, true},
    {"0.3333 as written", 0.3333, {3333, 10000}, true},
    {"negative", -5.5, {-11, 2}, true},
    {"zero", 0.0, {0, 1}, true},
    {"negative zero", -0.0, {0, 1}, true},
    {"integer", 180.0, {180, 1}, true},
    {"large", 9e18, {9000000000000000000, 1}, true},
    {"two to the 62nd", 4611686018427387904.0, {4611686018427388000, 1}, true},
    {"too large", 1e19, {0, 0}, false},
    {"far too large", 1e300, {0, 0}, false},
    {"small", 1e-18, {1, 1000000000000000000}, true},
    {"halving helps", 5e-19, {1, 2000000000000000000}, true},
    {"too small", 1e-19, {0, 0}, false},
    {"far too small", 5e-324, {0, 0}, false},
    {"infinite", (double)INFINITY, {0, 0}, false},
    {"not a number", (double)NAN, {0, 0}, false},
};

Test(rational, from_double)
{
    for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++) {
        fraction got = {77, 77};
        const bool ok = ontrack__rational_from_double(doubles[i].number, &got);
        cr_expect_eq(ok, doubles[i].ok, "%s", doubles[i].label);
        if (!ok) continue;
        cr_expect_eq(got.numerator, doubles[i].result.numerator, "%s", doubles[i].label);
        cr_expect_eq(got.denominator, doubles[i].result.denominator, "%s", doubles[i].label);
    }
}

static const struct {
    fraction a;
    double number;
} nearest[] = {
    {{0, 5}, 0.0},
    {{9, 10}, 0.9},
    {{-1, 3}, -1.0 / 3.0},
    {{153, 170}, 0.9},
    {{9007199254740993, 1}, 9007199254740992.0},
    {{9007199254740995, 1}, 9007199254740996.0},
    {{INT64_MAX, 1}, 9223372036854775808.0},
    {{INT64_MIN, 1}, -9223372036854775808.0},
    {{INT64_MIN, INT64_MAX}, -1.0},
    {{1, INT64_MAX}, 1.0842021724855044e-19},
    /* Just above a point halfway between two doubles: a rounding in two steps goes wrong. */
    {{4503599627370497, 9007199254740992}, 0.5000000000000001},
    {{9007199254740993, 9007199254740992}, 1.0},
};

Test(rational, to_double)
{
    for (size_t i = 0; i < sizeof nearest / sizeof *nearest; i++)
        cr_expect_eq(ontrack__rational_to_double(nearest[i].a), nearest[i].number, "row %zu: %.17g",
                     i, ontrack__rational_to_double(nearest[i].a));
}

static const struct {
    fraction a;
    int digits;
    const char *text;
} formats[] = {
    {{153, 170}, 4, "0.9000"},
    {{2, 3}, 4, "0.6667"},
    {{-2, 3}, 2, "-0.67"},
    {{1, 8}, 2, "0.13"},
    {{-1, 8}, 2, "-0.13"},
    {{1, 2}, 0, "1"},
    {{-1, 2}, 0, "-1"},
    {{49, 100}, 0, "0"},
    {{-1, 1000}, 2, "0.00"},
    {{9999, 10000}, 3, "1.000"},
    {{7, 1}, 1, "7.0"},
    {{INT64_MAX, 1}, 9, "9223372036854775807.000000000"},
    {{INT64_MIN, 1}, 0, "-9223372036854775808"},
    {{1, INT64_MAX}, 9, "0.000000000"},
    /* on both sides of what 64 bits hold twice of */
    {{INT64_C(9223372036), INT64_C(1)}, 9, "9223372036.000000000"},
    {{INT64_C(9223372037), INT64_C(1)}, 9, "9223372037.000000000"},
    {{INT64_C(9223372036), INT64_C(7)}, 9, "1317624576.571428571"},
    {{INT64_C(9223372037), INT64_C(7)}, 9, "1317624576.714285714"},
    {{INT64_C(-9223372037), INT64_C(9223372036)}, 9, "-1.000000000"},
};

Test(rational, format)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char text[48];
        const size_t length = ontrack__rational_format(formats[i].a, formats[i].digits, text);
        cr_expect_str_eq(text, formats[i].text);
        cr_expect_eq(length, strlen(formats[i].text), "row %zu", i);
    }
}
