#include "cel/functions.h"

#include "base/text.h"
#include "cel/conversions.h"
#include "cel/operators.h"
#include "cel/strings.h"
#include "cel/times.h"

#define BOOL ONTRACK__CEL_BIT(ONTRACK__CEL_BOOL)
#define INT ONTRACK__CEL_BIT(ONTRACK__CEL_INT)
#define UINT ONTRACK__CEL_BIT(ONTRACK__CEL_UINT)
#define DOUBLE ONTRACK__CEL_BIT(ONTRACK__CEL_DOUBLE)
#define DECIMAL ONTRACK__CEL_BIT(ONTRACK__CEL_DECIMAL)
#define STRING ONTRACK__CEL_BIT(ONTRACK__CEL_STRING)
#define BYTES ONTRACK__CEL_BIT(ONTRACK__CEL_BYTES)
#define TIMESTAMP ONTRACK__CEL_BIT(ONTRACK__CEL_TIMESTAMP)
#define DURATION ONTRACK__CEL_BIT(ONTRACK__CEL_DURATION)
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
#define ALONE(name, a, result, apply)                                                              \
    {                                                                                              \
        name, ONTRACK__STYLE_MEMBER, 1, {a, 0}, ONTRACK__CEL_##result, apply                       \
    }
/* A part of a timestamp, in UTC or in a time zone. */
#define PART(name, apply)                                                                          \
    {name, ONTRACK__STYLE_MEMBER, 1, {TIMESTAMP, 0}, ONTRACK__CEL_INT, apply},                     \
    {                                                                                              \
        name, ONTRACK__STYLE_MEMBER, 2, {TIMESTAMP, STRING}, ONTRACK__CEL_INT, apply               \
    }
#define EITHER (ONTRACK__STYLE_GLOBAL | ONTRACK__STYLE_MEMBER)

/* Rows with one name stand together. */
static const ontrack__cel_overload table[] = {
    BINARY("+", INT, INT, INT, ontrack__cel_add_int),
    BINARY("+", UINT, UINT, UINT, ontrack__cel_add_uint),
    BINARY("+", DOUBLE, DOUBLE, DOUBLE, ontrack__cel_add_double),
    BINARY("+", DECIMAL, NUMBER, DECIMAL, ontrack__cel_add_decimal),
    BINARY("+", NUMBER, DECIMAL, DECIMAL, ontrack__cel_add_decimal),
    BINARY("+", STRING, STRING, STRING, ontrack__cel_join_texts),
    BINARY("+", BYTES, BYTES, BYTES, ontrack__cel_join_texts),
    BINARY("+", LIST, LIST, LIST, ontrack__cel_join_lists),
    BINARY("+", TIMESTAMP, DURATION, TIMESTAMP, ontrack__cel_add_timestamp_duration),
    BINARY("+", DURATION, TIMESTAMP, TIMESTAMP, ontrack__cel_add_duration_timestamp),
    BINARY("+", DURATION, DURATION, DURATION, ontrack__cel_add_durations),
    BINARY("-", INT, INT, INT, ontrack__cel_subtract_int),
    BINARY("-", UINT, UINT, UINT, ontrack__cel_subtract_uint),
    BINARY("-", DOUBLE, DOUBLE, DOUBLE, ontrack__cel_subtract_double),
    BINARY("-", DECIMAL, NUMBER, DECIMAL, ontrack__cel_subtract_decimal),
    BINARY("-", NUMBER, DECIMAL, DECIMAL, ontrack__cel_subtract_decimal),
    BINARY("-", TIMESTAMP, TIMESTAMP, DURATION, ontrack__cel_subtract_timestamps),
    BINARY("-", TIMESTAMP, DURATION, TIMESTAMP, ontrack__cel_subtract_timestamp_duration),
    BINARY("-", DURATION, DURATION, DURATION, ontrack__cel_subtract_durations),
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
    BINARY("<", BYTES, BYTES, BOOL, ontrack__cel_less),
    BINARY("<", TIMESTAMP, TIMESTAMP, BOOL, ontrack__cel_less),
    BINARY("<", DURATION, DURATION, BOOL, ontrack__cel_less),
    BINARY("<=", NUMBER, NUMBER, BOOL, ontrack__cel_less_or_equal),
    BINARY("<=", STRING, STRING, BOOL, ontrack__cel_less_or_equal),
    BINARY("<=", BOOL, BOOL, BOOL, ontrack__cel_less_or_equal),
    BINARY("<=", BYTES, BYTES, BOOL, ontrack__cel_less_or_equal),
    BINARY("<=", TIMESTAMP, TIMESTAMP, BOOL, ontrack__cel_less_or_equal),
    BINARY("<=", DURATION, DURATION, BOOL, ontrack__cel_less_or_equal),
    BINARY(">", NUMBER, NUMBER, BOOL, ontrack__cel_greater),
    BINARY(">", STRING, STRING, BOOL, ontrack__cel_greater),
    BINARY(">", BOOL, BOOL, BOOL, ontrack__cel_greater),
    BINARY(">", BYTES, BYTES, BOOL, ontrack__cel_greater),
    BINARY(">", TIMESTAMP, TIMESTAMP, BOOL, ontrack__cel_greater),
    BINARY(">", DURATION, DURATION, BOOL, ontrack__cel_greater),
    BINARY(">=", NUMBER, NUMBER, BOOL, ontrack__cel_greater_or_equal),
    BINARY(">=", STRING, STRING, BOOL, ontrack__cel_greater_or_equal),
    BINARY(">=", BOOL, BOOL, BOOL, ontrack__cel_greater_or_equal),
    BINARY(">=", BYTES, BYTES, BOOL, ontrack__cel_greater_or_equal),
    BINARY(">=", TIMESTAMP, TIMESTAMP, BOOL, ontrack__cel_greater_or_equal),
    BINARY(">=", DURATION, DURATION, BOOL, ontrack__cel_greater_or_equal),
    BINARY("==", ANY, ANY, BOOL, ontrack__cel_equals),
    BINARY("!=", ANY, ANY, BOOL, ontrack__cel_differs),
    UNARY("!", BOOL, BOOL, ontrack__cel_not),
    BINARY("in", ANY, LIST, BOOL, ontrack__cel_in_list),
    BINARY("in", ANY, MAP, BOOL, ontrack__cel_in_map),
    BINARY("[]", LIST, NUMBER, DYN, ontrack__cel_index_list),
    BINARY("[]", MAP, ANY, DYN, ontrack__cel_index_map),
    {"size", EITHER, 1, {STRING, 0}, ONTRACK__CEL_INT, ontrack__cel_size_of_string},
    {"size", EITHER, 1, {BYTES, 0}, ONTRACK__CEL_INT, ontrack__cel_size_of_bytes},
    {"size", EITHER, 1, {LIST | MAP, 0}, ONTRACK__CEL_INT, ontrack__cel_size_of_list},
    MEMBER("contains", STRING, STRING, BOOL, ontrack__cel_contains),
    MEMBER("startsWith", STRING, STRING, BOOL, ontrack__cel_starts_with),
    MEMBER("endsWith", STRING, STRING, BOOL, ontrack__cel_ends_with),
    {"matches", EITHER, 2, {STRING, STRING}, ONTRACK__CEL_BOOL, ontrack__cel_matches},
    GLOBAL("int", INT, INT, ontrack__cel_keep),
    GLOBAL("int", UINT, INT, ontrack__cel_int_of_uint),
    GLOBAL("int", DOUBLE, INT, ontrack__cel_int_of_double),
    GLOBAL("int", DECIMAL, INT, ontrack__cel_int_of_decimal),
    GLOBAL("int", STRING, INT, ontrack__cel_int_of_string),
    GLOBAL("int", TIMESTAMP, INT, ontrack__cel_int_of_timestamp),
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
    GLOBAL("string", BYTES, STRING, ontrack__cel_string_of_bytes),
    GLOBAL("string", TIMESTAMP, STRING, ontrack__cel_string_of_timestamp),
    GLOBAL("string", DURATION, STRING, ontrack__cel_string_of_duration),
    GLOBAL("bytes", BYTES, BYTES, ontrack__cel_keep),
    GLOBAL("bytes", STRING, BYTES, ontrack__cel_bytes_of_string),
    GLOBAL("bool", BOOL, BOOL, ontrack__cel_keep),
    GLOBAL("bool", STRING, BOOL, ontrack__cel_bool_of_string),
    GLOBAL("timestamp", TIMESTAMP, TIMESTAMP, ontrack__cel_keep),
    GLOBAL("timestamp", STRING, TIMESTAMP, ontrack__cel_timestamp_of_string),
    GLOBAL("timestamp", INT, TIMESTAMP, ontrack__cel_timestamp_of_int),
    GLOBAL("duration", DURATION, DURATION, ontrack__cel_keep),
    GLOBAL("duration", STRING, DURATION, ontrack__cel_duration_of_string),
    PART("getFullYear", ontrack__cel_get_full_year),
    PART("getMonth", ontrack__cel_get_month),
    PART("getDate", ontrack__cel_get_date),
    PART("getDayOfMonth", ontrack__cel_get_day_of_month),
    PART("getDayOfWeek", ontrack__cel_get_day_of_week),
    PART("getDayOfYear", ontrack__cel_get_day_of_year),
    PART("getHours", ontrack__cel_get_hours),
    ALONE("getHours", DURATION, INT, ontrack__cel_hours_of),
    PART("getMinutes", ontrack__cel_get_minutes),
    ALONE("getMinutes", DURATION, INT, ontrack__cel_minutes_of),
    PART("getSeconds", ontrack__cel_get_seconds),
    ALONE("getSeconds", DURATION, INT, ontrack__cel_seconds_of),
    PART("getMilliseconds", ontrack__cel_get_milliseconds),
    ALONE("getMilliseconds", DURATION, INT, ontrack__cel_milliseconds_of),
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

static bool takes(const ontrack__cel_overload *row, const ontrack__cel_value *arguments)
{
    for (size_t i = 0; i < row->arity; i++)
        if (!ontrack__cel_is(arguments[i].kind, row->takes[i])) return false;
    return true;
}

const ontrack__cel_overload *ontrack__cel_dispatch(const ontrack__cel_node *n,
                                                   const ontrack__cel_value *arguments)
{
    if (n->only != NULL && takes(n->only, arguments)) return n->only;
    for (size_t i = 0; i < n->overload_count; i++) {
        const ontrack__cel_overload *row = &n->overloads[i];
        if (row->arity == n->count && (row->styles & n->style) != 0 && takes(row, arguments))
            return row;
    }
    return NULL;
}

static const char *const signs[] = {
    [ONTRACK__SIGN_LESS] = "<",    [ONTRACK__SIGN_LESS_OR_EQUAL] = "<=",
    [ONTRACK__SIGN_GREATER] = ">", [ONTRACK__SIGN_GREATER_OR_EQUAL] = ">=",
    [ONTRACK__SIGN_EQUAL] = "==",  [ONTRACK__SIGN_DIFFERENT] = "!=",
};

ontrack__cel_sign ontrack__cel_sign_of(ontrack_text name)
{
    for (size_t i = ONTRACK__SIGN_LESS; i <= ONTRACK__SIGN_DIFFERENT; i++)
        if (ontrack__text_is(name, signs[i])) return (ontrack__cel_sign)i;
    return ONTRACK__SIGN_NONE;
}

const char *ontrack__cel_sign_text(ontrack__cel_sign sign)
{
    return signs[sign];
}

bool ontrack__cel_holds(ontrack__cel_sign sign, int order)
{
    static const bool holds[][3] = {
        [ONTRACK__SIGN_LESS] = {true, false, false},
        [ONTRACK__SIGN_LESS_OR_EQUAL] = {true, true, false},
        [ONTRACK__SIGN_GREATER] = {false, false, true},
        [ONTRACK__SIGN_GREATER_OR_EQUAL] = {false, true, true},
        [ONTRACK__SIGN_EQUAL] = {false, true, false},
        [ONTRACK__SIGN_DIFFERENT] = {true, false, true},
    };
    return holds[sign][order + 1];
}
