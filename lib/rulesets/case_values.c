#include "rulesets/case_values.h"

#include "base/rational.h"
#include "base/text.h"

/* "153/170" */
static bool read_fraction(ontrack_text text, ontrack_value *out)
{
    const char *slash = text.size == 0 ? NULL : memchr(text.data, '/', text.size);
    if (slash == NULL) return false;
    const ontrack_text above = {text.data, (size_t)(slash - text.data)};
    const ontrack_text below = {slash + 1, text.size - above.size - 1};
    int32_t numerator = 0, denominator = 0;
    if (!ontrack__text_integer(above, &numerator) || !ontrack__text_integer(below, &denominator))
        return false;
    *out = ontrack_value_ratio(numerator, denominator);
    return denominator > 0;
}

static bool read_ratio(const ontrack__json_value *value, ontrack_value *out)
{
    ontrack__rational ratio = {ontrack__json_integer(value), 1};
    switch (ontrack__json_kind_of(value)) {
    case ONTRACK__JSON_STRING:
        return read_fraction(ontrack__json_text(value), out);
    case ONTRACK__JSON_REAL:
        if (!ontrack__rational_from_double(ontrack__json_real(value), &ratio)) return false;
        break;
    case ONTRACK__JSON_INTEGER:
        break;
    default:
        return false;
    }
    *out = ontrack_value_ratio(ratio.numerator, ratio.denominator);
    return true;
}

static ontrack_status read_map(const ontrack__json_cursor *at, ontrack__arena *arena,
                               ontrack_value *out, ontrack_error *error)
{
    if (ontrack__json_kind_of(at->value) != ONTRACK__JSON_OBJECT)
        return ontrack__json_fail(at, error, "must be an object of texts, or null");
    ontrack_pair *pairs =
        ontrack__arena_allocate(arena, ontrack__json_count(at->value), sizeof *pairs);
    if (pairs == NULL) return ontrack__no_memory(error);
    const ontrack_value empty = {ONTRACK_KIND_MAP, 0, 1, {NULL, 0}, pairs, 0};
    *out = empty;
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    while (ontrack__json_next(at->value, &cursor, &name, &value)) {
        const ontrack__json_cursor member = ontrack__json_member(at, name);
        if (ontrack__json_kind_of(value) != ONTRACK__JSON_STRING)
            return ontrack__json_fail(&member, error, "must be a text");
        pairs[out->count].key = ontrack_text_of(name);
        pairs[out->count++].value = ontrack__json_text(value);
    }
    return ONTRACK_OK;
}

static bool read_decimal(const ontrack__json_value *value, ontrack_value *out)
{
    ontrack_decimal number = 0;
    if (ontrack__json_kind_of(value) == ONTRACK__JSON_STRING)
        return read_fraction(ontrack__json_text(value), out);
    if (!ontrack__json_decimal(value, &number)) return false;
    *out = ontrack_value_decimal(number);
    return true;
}

/* Reads a value of a variable's type; `wanted` is what a complaint asks for. */
static bool read_plain(const ontrack__json_value *value, ontrack_type type, ontrack_value *out,
                       const char **wanted)
{
    const ontrack__json_kind kind = ontrack__json_kind_of(value);
    switch (type) {
    case ONTRACK_TYPE_BOOLEAN:
        *wanted = "true or false";
        *out = ontrack_value_boolean(ontrack__json_bool(value));
        return kind == ONTRACK__JSON_BOOL;
    case ONTRACK_TYPE_COUNT:
        *wanted = "a whole number";
        *out = ontrack_value_count(ontrack__json_integer(value));
        return kind == ONTRACK__JSON_INTEGER;
    case ONTRACK_TYPE_DECIMAL:
        *wanted = "a number with four decimal places at most, or a fraction such as \"1/3\"";
        return read_decimal(value, out);
    case ONTRACK_TYPE_RATIO:
        *wanted = "a number, or a fraction such as \"153/170\"";
        return read_ratio(value, out);
    case ONTRACK_TYPE_TEXT:
    case ONTRACK_TYPE_MAP:
        break;
    }
    *wanted = "a text";
    *out = ontrack_value_text(ontrack__json_text(value));
    return kind == ONTRACK__JSON_STRING;
}

ontrack_status ontrack__case_value(const ontrack__json_cursor *at, ontrack_type type,
                                   ontrack__arena *arena, ontrack_value *out, ontrack_error *error)
{
    const char *wanted = NULL;
    if (ontrack__json_kind_of(at->value) == ONTRACK__JSON_NULL) {
        *out = ontrack_value_unknown("not given");
        return ONTRACK_OK;
    }
    if (type == ONTRACK_TYPE_MAP) return read_map(at, arena, out, error);
    if (read_plain(at->value, type, out, &wanted)) return ONTRACK_OK;
    return ontrack__json_fail(at, error, "must be %s, or null for unknown", wanted);
}
