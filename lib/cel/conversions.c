#include "cel/conversions.h"

#include "base/number.h"
#include "base/text.h"
#include "cel/literal.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

typedef ontrack__cel_call call;
typedef ontrack__cel_value value;

enum { BYTES_A_STEP = 64 };

static const value *subject(const call *c)
{
    return &c->arguments[0];
}

static bool give_int(call *c, bool fits, int64_t number)
{
    return fits ? ontrack__cel_gives_int(c, number)
                : ontrack__cel_fails(c, "the value does not fit an int");
}

static bool give_uint(call *c, bool fits, uint64_t number)
{
    return fits ? ontrack__cel_gives_uint(c, number)
                : ontrack__cel_fails(c, "the value does not fit a uint");
}

bool ontrack__cel_gives_text(call *c, const char *text)
{
    const ontrack_text from = ontrack_text_of(text);
    char *copy = ontrack__cel_take(c->budget, c->arena, from.size, 1);
    if (copy == NULL) return false;
    memcpy(copy, from.data, from.size);
    c->result->kind = ONTRACK__CEL_STRING;
    c->result->as.text.data = copy;
    c->result->as.text.size = from.size;
    return true;
}

bool ontrack__cel_keep(call *c)
{
    *c->result = *subject(c);
    return true;
}

bool ontrack__cel_type_of(call *c)
{
    const value *v = subject(c);
    const char *name =
        v->kind == ONTRACK__CEL_OBJECT ? v->as.object.type->name : ontrack__cel_type_name(v->kind);
    c->result->kind = ONTRACK__CEL_TYPE;
    c->result->as.text = ontrack_text_of(name);
    return true;
}

/* --- int --- */

bool ontrack__cel_int_of_uint(call *c)
{
    const uint64_t number = subject(c)->as.natural;
    const bool fits = number <= INT64_MAX;
    return give_int(c, fits, fits ? (int64_t)number : 0);
}

/* Toward zero. Both ends are left out: a double there may stand for a number beyond. */
bool ontrack__cel_int_of_double(call *c)
{
    const double number = subject(c)->as.number;
    const bool fits = number > -9223372036854775808.0 && number < 9223372036854775808.0;
    return give_int(c, fits, fits ? (int64_t)number : 0);
}

bool ontrack__cel_int_of_decimal(call *c)
{
    const ontrack__rational number = subject(c)->as.decimal;
    return give_int(c, true, number.numerator / number.denominator);
}

bool ontrack__cel_int_of_string(call *c)
{
    int64_t number = 0;
    const bool fits = ontrack__cel_parse_int(subject(c)->as.text, &number);
    return give_int(c, fits, number);
}

/* --- uint --- */

bool ontrack__cel_uint_of_int(call *c)
{
    const int64_t number = subject(c)->as.integer;
    return give_uint(c, number >= 0, (uint64_t)number);
}

bool ontrack__cel_uint_of_double(call *c)
{
    const double number = subject(c)->as.number;
    const bool fits = number >= 0.0 && number < 18446744073709551616.0;
    return give_uint(c, fits, fits ? (uint64_t)number : 0);
}

bool ontrack__cel_uint_of_decimal(call *c)
{
    const ontrack__rational number = subject(c)->as.decimal;
    return give_uint(c, number.numerator >= 0, (uint64_t)(number.numerator / number.denominator));
}

bool ontrack__cel_uint_of_string(call *c)
{
    uint64_t number = 0;
    const bool fits = ontrack__cel_parse_uint(subject(c)->as.text, &number);
    return give_uint(c, fits, number);
}

/* --- double --- */

bool ontrack__cel_double_of_int(call *c)
{
    return ontrack__cel_gives_double(c, (double)subject(c)->as.integer);
}

bool ontrack__cel_double_of_uint(call *c)
{
    return ontrack__cel_gives_double(c, (double)subject(c)->as.natural);
}

bool ontrack__cel_double_of_decimal(call *c)
{
    return ontrack__cel_gives_double(c, ontrack__rational_to_double(subject(c)->as.decimal));
}

static const struct {
    const char *text;
    double number;
} named_doubles[] = {
    {"NaN", (double)NAN},
    {"Infinity", (double)INFINITY},
    {"+Infinity", (double)INFINITY},
    {"-Infinity", -(double)INFINITY},
};

bool ontrack__cel_double_of_string(call *c)
{
    double number;
    const ontrack_text text = subject(c)->as.text;
    if (ontrack__number_parse(text, &number)) return ontrack__cel_gives_double(c, number);
    for (size_t i = 0; i < sizeof named_doubles / sizeof *named_doubles; i++)
        if (ontrack__text_is(text, named_doubles[i].text))
            return ontrack__cel_gives_double(c, named_doubles[i].number);
    return ontrack__cel_fails(c, "the text is not a number that fits a double");
}

/* --- string --- */

bool ontrack__cel_string_of_bool(call *c)
{
    return ontrack__cel_gives_text(c, subject(c)->as.boolean ? "true" : "false");
}

bool ontrack__cel_string_of_int(call *c)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, subject(c)->as.integer);
    return ontrack__cel_gives_text(c, text);
}

bool ontrack__cel_string_of_uint(call *c)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, subject(c)->as.natural);
    return ontrack__cel_gives_text(c, text);
}

bool ontrack__cel_string_of_double(call *c)
{
    char text[40];
    ontrack__number_format(subject(c)->as.number, text);
    return ontrack__cel_gives_text(c, text);
}

/* A fraction need not end: the nearest double's shortest text stands for it. */
bool ontrack__cel_string_of_decimal(call *c)
{
    char text[40];
    ontrack__number_format(ontrack__rational_to_double(subject(c)->as.decimal), text);
    return ontrack__cel_gives_text(c, text);
}

/* A string is well-formed UTF-8; bytes may be anything. */
bool ontrack__cel_string_of_bytes(call *c)
{
    c->cost += subject(c)->as.text.size / BYTES_A_STEP;
    if (!ontrack__utf8_valid(subject(c)->as.text, NULL))
        return ontrack__cel_fails(c, "the bytes are not valid UTF-8");
    *c->result = *subject(c);
    c->result->kind = ONTRACK__CEL_STRING;
    return true;
}

bool ontrack__cel_bytes_of_string(call *c)
{
    *c->result = *subject(c);
    c->result->kind = ONTRACK__CEL_BYTES;
    return true;
}

/* --- bool --- */

static const struct {
    const char *text;
    bool boolean;
} bools[] = {
    {"1", true},  {"t", true},  {"true", true},   {"TRUE", true},   {"True", true},
    {"0", false}, {"f", false}, {"false", false}, {"FALSE", false}, {"False", false},
};

bool ontrack__cel_bool_of_string(call *c)
{
    for (size_t i = 0; i < sizeof bools / sizeof *bools; i++) {
        if (!ontrack__text_is(subject(c)->as.text, bools[i].text)) continue;
        return ontrack__cel_gives_bool(c, bools[i].boolean);
    }
    return ontrack__cel_fails(c, "the text is neither true nor false");
}
