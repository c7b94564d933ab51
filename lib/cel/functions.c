#include "cel/functions.h"

#include "base/text.h"
#include "cel/conversions.h"
#include "cel/operators.h"
#include "cel/regex.h"

typedef ontrack__cel_call call;

static ontrack_text text_at(const call *c, size_t i)
{
    return c->arguments[i].as.text;
}

static bool size_of_string(call *c)
{
    const ontrack_text text = text_at(c, 0);
    size_t points = 0;
    for (size_t i = 0; i < text.size; i++)
        points += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    c->cost += text.size / 64;
    return ontrack__cel_gives_int(c, (int64_t)points);
}

static bool size_of_list(call *c)
{
    return ontrack__cel_gives_int(c, (int64_t)c->arguments[0].as.list.count);
}

static bool equal_at(ontrack_text text, size_t at, ontrack_text part)
{
    return part.size == 0 || memcmp(text.data + at, part.data, part.size) == 0;
}

static bool contains(call *c)
{
    const ontrack_text text = text_at(c, 0), part = text_at(c, 1);
    bool found = part.size == 0;
    for (size_t at = 0; !found && at < text.size && part.size <= text.size - at; at++) {
        found = text.data[at] == part.data[0] && equal_at(text, at, part);
        c->cost += text.data[at] == part.data[0] ? 1 + part.size / 64 : 0;
    }
    c->cost += text.size / 64;
    return ontrack__cel_gives_bool(c, found);
}

static bool starts_with(call *c)
{
    const ontrack_text text = text_at(c, 0), part = text_at(c, 1);
    return ontrack__cel_gives_bool(c, part.size <= text.size && equal_at(text, 0, part));
}

static bool ends_with(call *c)
{
    const ontrack_text text = text_at(c, 0), part = text_at(c, 1);
    return ontrack__cel_gives_bool(c, part.size <= text.size &&
                                          equal_at(text, text.size - part.size, part));
}

enum { MATCH_COST = 20 }; /* steps, the pattern's own limit being far above */

static bool match(call *c, const ontrack__pattern *pattern)
{
    bool matched = false;
    const ontrack_status status = ontrack__pattern_match(pattern, text_at(c, 0), &matched, NULL);
    if (status == ONTRACK_NO_MEMORY) return false;
    if (status == ONTRACK_LIMIT)
        return ontrack__cel_fails(c, "the pattern needs too many steps for this text");
    if (status != ONTRACK_OK) return ontrack__cel_fails(c, "the text is not valid UTF-8");
    return ontrack__cel_gives_bool(c, matched);
}

/* A literal pattern was compiled by the checker; another one is compiled for this call. */
static bool matches(call *c)
{
    ontrack__pattern *pattern = NULL;
    c->cost += MATCH_COST + text_at(c, 0).size;
    if (c->node->pattern != NULL) return match(c, c->node->pattern);
    const ontrack_status status =
        ontrack__cel_regex(&c->arena->allocator, text_at(c, 1), &pattern, NULL);
    if (status == ONTRACK_NO_MEMORY) return false;
    if (status != ONTRACK_OK) return ontrack__cel_fails(c, "the pattern is not valid");
    c->cost += text_at(c, 1).size;
    const bool done = match(c, pattern);
    ontrack__pattern_free(pattern);
    return done;
}

#define BOOL ONTRACK__CEL_BIT(ONTRACK__CEL_BOOL)
#define INT ONTRACK__CEL_BIT(ONTRACK__CEL_INT)
#define UINT ONTRACK__CEL_BIT(ONTRACK__CEL_UINT)
#define DOUBLE ONTRACK__CEL_BIT(ONTRACK__CEL_DOUBLE)
#define DECIMAL ONTRACK__CEL_BIT(ONTRACK__CEL_DECIMAL)
#define STRING ONTRACK__CEL_BIT(ONTRACK__CEL_STRING)
#define LIST ONTRACK__CEL_BIT(ONTRACK__CEL_LIST)
#define MAP ONTRACK__CEL_BIT(ONTRACK__CEL_MAP)
#define NUMBER ONTRACK__CEL_NUMBERS
#define ANY (ONTRACK__CEL_BIT(ONTRACK__CEL_DECIMAL + 1) - 1)

#define UNARY(name, a, result, apply)                                                              \
    {                                                                                              \
        name, ONTRACK__STYLE_OPERATOR, 1, {a, 0}, ONTRACK__CEL_##result, apply                     \
    }
#define BINARY(name, a, b, result, apply)                                                          \
    {                                                                                              \
        name, ONTRACK__STYLE_OPERATOR, 2, {a, b}, ONTRACK__CEL_##result, apply                     \
    }
#define GLOBAL(name, a, result, apply)                                                             \
    {                                                                                              \
        name, ONTRACK__STYLE_GLOBAL, 1, {a, 0}, ONTRACK__CEL_##result, apply                       \
    }
#define MEMBER(name, a, b, result, apply)                                                          \
    {                                                                                              \
        name, ONTRACK__STYLE_MEMBER, 2, {a, b}, ONTRACK__CEL_##result, apply                       \
    }
#define EITHER (ONTRACK__STYLE_GLOBAL | ONTRACK__STYLE_MEMBER)

/* Rows with one name stand together. */
static const ontrack__cel_overload table[] = {
    BINARY("+", INT, INT, INT, ontrack__cel_add_int),
    BINARY("+", UINT, UINT, UINT, ontrack__cel_add_uint),
    BINARY("+", DOUBLE, DOUBLE, DOUBLE, ontrack__cel_add_double),
    BINARY("+", DECIMAL, NUMBER, DECIMAL, ontrack__cel_add_decimal),
    BINARY("+", NUMBER, DECIMAL, DECIMAL, ontrack__cel_add_decimal),
    BINARY("+", STRING, STRING, STRING, ontrack__cel_join_strings),
    BINARY("+", LIST, LIST, LIST, ontrack__cel_join_lists),
    BINARY("-", INT, INT, INT, ontrack__cel_subtract_int),
    BINARY("-", UINT, UINT, UINT, ontrack__cel_subtract_uint),
    BINARY("-", DOUBLE, DOUBLE, DOUBLE, ontrack__cel_subtract_double),
    BINARY("-", DECIMAL, NUMBER, DECIMAL, ontrack__cel_subtract_decimal),
    BINARY("-", NUMBER, DECIMAL, DECIMAL, ontrack__cel_subtract_decimal),
    UNARY("-", INT, INT, ontrack__cel_negate_int),
    UNARY("-", DOUBLE, DOUBLE, ontrack__cel_negate_double),
    UNARY("-", DECIMAL, DECIMAL, ontrack__cel_negate_decimal),
    BINARY("*", INT, INT, INT, ontrack__cel_multiply_int),
    BINARY("*", UINT, UINT, UINT, ontrack__cel_multiply_uint),
    BINARY("*", DOUBLE, DOUBLE, DOUBLE, ontrack__cel_multiply_double),
    BINARY("*", DECIMAL, NUMBER, DECIMAL, ontrack__cel_multiply_decimal),
    BINARY("*", NUMBER, DECIMAL, DECIMAL, ontrack__cel_multiply_decimal),
    BINARY("/", INT, INT, INT, ontrack__cel_divide_int),
    BINARY("/", UINT, UINT, UINT, ontrack__cel_divide_uint),
    BINARY("/", DOUBLE, DOUBLE, DOUBLE, ontrack__cel_divide_double),
    BINARY("/", DECIMAL, NUMBER, DECIMAL, ontrack__cel_divide_decimal),
    BINARY("/", NUMBER, DECIMAL, DECIMAL, ontrack__cel_divide_decimal),
    BINARY("%", INT, INT, INT, ontrack__cel_modulo_int),
    BINARY("%", UINT, UINT, UINT, ontrack__cel_modulo_uint),
    BINARY("<", NUMBER, NUMBER, BOOL, ontrack__cel_less),
    BINARY("<", STRING, STRING, BOOL, ontrack__cel_less),
    BINARY("<", BOOL, BOOL, BOOL, ontrack__cel_less),
    BINARY("<=", NUMBER, NUMBER, BOOL, ontrack__cel_less_or_equal),
    BINARY("<=", STRING, STRING, BOOL, ontrack__cel_less_or_equal),
    BINARY("<=", BOOL, BOOL, BOOL, ontrack__cel_less_or_equal),
    BINARY(">", NUMBER, NUMBER, BOOL, ontrack__cel_greater),
    BINARY(">", STRING, STRING, BOOL, ontrack__cel_greater),
    BINARY(">", BOOL, BOOL, BOOL, ontrack__cel_greater),
    BINARY(">=", NUMBER, NUMBER, BOOL, ontrack__cel_greater_or_equal),
    BINARY(">=", STRING, STRING, BOOL, ontrack__cel_greater_or_equal),
    BINARY(">=", BOOL, BOOL, BOOL, ontrack__cel_greater_or_equal),
    BINARY("==", ANY, ANY, BOOL, ontrack__cel_equals),
    BINARY("!=", ANY, ANY, BOOL, ontrack__cel_differs),
    UNARY("!", BOOL, BOOL, ontrack__cel_not),
    BINARY("in", ANY, LIST, BOOL, ontrack__cel_in_list),
    BINARY("in", ANY, MAP, BOOL, ontrack__cel_in_map),
    BINARY("[]", LIST, NUMBER, DYN, ontrack__cel_index_list),
    BINARY("[]", MAP, ANY, DYN, ontrack__cel_index_map),
    {"size", EITHER, 1, {STRING, 0}, ONTRACK__CEL_INT, size_of_string},
    {"size", EITHER, 1, {LIST | MAP, 0}, ONTRACK__CEL_INT, size_of_list},
    MEMBER("contains", STRING, STRING, BOOL, contains),
    MEMBER("startsWith", STRING, STRING, BOOL, starts_with),
    MEMBER("endsWith", STRING, STRING, BOOL, ends_with),
    {"matches", EITHER, 2, {STRING, STRING}, ONTRACK__CEL_BOOL, matches},
    GLOBAL("int", INT, INT, ontrack__cel_keep),
    GLOBAL("int", UINT, INT, ontrack__cel_int_of_uint),
    GLOBAL("int", DOUBLE, INT, ontrack__cel_int_of_double),
    GLOBAL("int", DECIMAL, INT, ontrack__cel_int_of_decimal),
    GLOBAL("int", STRING, INT, ontrack__cel_int_of_string),
    GLOBAL("uint", UINT, UINT, ontrack__cel_keep),
    GLOBAL("uint", INT, UINT, ontrack__cel_uint_of_int),
    GLOBAL("uint", DOUBLE, UINT, ontrack__cel_uint_of_double),
    GLOBAL("uint", DECIMAL, UINT, ontrack__cel_uint_of_decimal),
    GLOBAL("uint", STRING, UINT, ontrack__cel_uint_of_string),
    GLOBAL("double", DOUBLE, DOUBLE, ontrack__cel_keep),
    GLOBAL("double", INT, DOUBLE, ontrack__cel_double_of_int),
    GLOBAL("double", UINT, DOUBLE, ontrack__cel_double_of_uint),
    GLOBAL("double", DECIMAL, DOUBLE, ontrack__cel_double_of_decimal),
    GLOBAL("double", STRING, DOUBLE, ontrack__cel_double_of_string),
    GLOBAL("string", STRING, STRING, ontrack__cel_keep),
    GLOBAL("string", BOOL, STRING, ontrack__cel_string_of_bool),
    GLOBAL("string", INT, STRING, ontrack__cel_string_of_int),
    GLOBAL("string", UINT, STRING, ontrack__cel_string_of_uint),
    GLOBAL("string", DOUBLE, STRING, ontrack__cel_string_of_double),
    GLOBAL("string", DECIMAL, STRING, ontrack__cel_string_of_decimal),
    GLOBAL("bool", BOOL, BOOL, ontrack__cel_keep),
    GLOBAL("bool", STRING, BOOL, ontrack__cel_bool_of_string),
    GLOBAL("type", ANY, TYPE, ontrack__cel_type_of),
    GLOBAL("dyn", ANY, DYN, ontrack__cel_keep),
};

enum { ROWS = sizeof table / sizeof *table };

const ontrack__cel_overload *ontrack__cel_functions(size_t *count)
{
    *count = ROWS;
    return table;
}

const ontrack__cel_overload *ontrack__cel_overloads(ontrack_text name, size_t *count)
{
    size_t first = 0, end;
    while (first < ROWS && !ontrack__text_is(name, table[first].name))
        first++;
    for (end = first; end < ROWS && ontrack__text_is(name, table[end].name);)
        end++;
    *count = end - first;
    return end > first ? &table[first] : NULL;
}

/* Functions of the specification over timestamps, durations and bytes. */
static const char *const unsupported[] = {
    "timestamp",    "duration",     "bytes",       "getDate",  "getDayOfMonth",
    "getDayOfWeek", "getDayOfYear", "getFullYear", "getHours", "getMilliseconds",
    "getMinutes",   "getMonth",     "getSeconds",
};

bool ontrack__cel_unsupported(ontrack_text name)
{
    for (size_t i = 0; i < sizeof unsupported / sizeof *unsupported; i++)
        if (ontrack__text_is(name, unsupported[i])) return true;
    return false;
}

const char *ontrack__cel_comparison_sign(ontrack_text name)
{
    static const char *const signs[] = {"<", "<=", ">", ">=", "==", "!="};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (ontrack__text_is(name, signs[i])) return signs[i];
    return NULL;
}
