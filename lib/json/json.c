#include "json/json.h"

#include "base/buffer.h"
#include "base/number.h"
#include "base/rational.h"
#include "base/text.h"
#include "json/scan.h"

#include <jansson.h>
#include <string.h>

/* Both opaque types are jansson's json_t: a document is its outermost value. jansson takes its
 * memory from malloc, or from what the host told json_set_alloc_funcs(): the one place where the
 * library's own allocator does not reach. */

static json_t *inside(const ontrack__json_value *value)
{
    return (json_t *)(uintptr_t)value;
}

static ontrack__json_value *outside(json_t *value)
{
    return (ontrack__json_value *)value;
}

/* ---- parsing ---- */

static ontrack_status too_large(const char *source, size_t limit, ontrack_error *error)
{
    const ontrack__place place = {source, NULL, 0, 0};
    return ontrack__fail_at(error, ONTRACK_LIMIT, place,
                            "the document is larger than %zu bytes; split it or shorten it", limit);
}

static ontrack_status too_much(const ontrack__json_scan *scan, const char *source,
                               ontrack_error *error)
{
    const ontrack__place place = {source, NULL, scan->line, scan->column};
    if (scan->excess == ONTRACK__JSON_TOO_DEEP)
        return ontrack__fail_at(error, ONTRACK_LIMIT, place,
                                "nested deeper than %d levels; flatten the document",
                                ONTRACK__JSON_DEPTH_LIMIT);
    if (scan->excess == ONTRACK__JSON_NUL_BYTE)
        return ontrack__fail_at(error, ONTRACK_INVALID_RULES, place,
                                "a NUL byte is no JSON; save the file as UTF-8");
    return ontrack__fail_at(error, ONTRACK_LIMIT, place,
                            "a number has more than %d characters; shorten it",
                            ONTRACK__JSON_NUMBER_LIMIT);
}

/* jansson does not always say that memory ran out: its message may be empty, or call a whole string
 * no token, or no key. Every real fault of a string has a message of its own, and no other faulty
 * token ends in a quote. */
static bool ran_out(const json_error_t *fault, ontrack_text text)
{
    static const char no_token[] = "invalid token", no_key[] = "string or '}' expected";
    if (json_error_code(fault) == json_error_out_of_memory || fault->text[0] == '\0') return true;
    if (strncmp(fault->text, no_token, sizeof no_token - 1) != 0 &&
        strncmp(fault->text, no_key, sizeof no_key - 1) != 0)
        return false;
    const size_t end = fault->position > 0 ? (size_t)fault->position : 0;
    return end > 0 && end <= text.size && text.data[end - 1] == '"';
}

static ontrack_status bad_json(const json_error_t *fault, ontrack_text text, const char *source,
                               ontrack_error *error)
{
    if (ran_out(fault, text)) return ontrack__no_memory(error);
    const ontrack__place place = {source, NULL, fault->line > 0 ? fault->line : 0,
                                  fault->column > 0 ? fault->column : 0};
    const char *advice = json_error_code(fault) == json_error_duplicate_key
                             ? "keep one of the two"
                             : "mend the JSON here or just before";
    return ontrack__fail_at(error, ONTRACK_INVALID_RULES, place, "%s; %s", fault->text, advice);
}

/* Bytes of all strings and keys below a value; no deeper than the scan let pass. */
static size_t string_bytes(json_t *value)
{
    size_t bytes = json_is_string(value) ? json_string_length(value) : 0;
    size_t index;
    const char *key;
    json_t *below;
    json_array_foreach(value, index, below) bytes += string_bytes(below);
    json_object_foreach(value, key, below) bytes += strlen(key) + string_bytes(below);
    return bytes;
}

ontrack_status ontrack__json_parse(ontrack_text text, size_t size_limit, const char *source,
                                   ontrack__json **out, ontrack_error *error)
{
    *out = NULL;
    if (text.size > size_limit) return too_large(source, size_limit, error);
    const ontrack__json_scan scan = ontrack__json_scan_text(text);
    if (scan.excess != ONTRACK__JSON_FITS) return too_much(&scan, source, error);
    json_error_t fault;
    json_t *root = json_loadb(text.data == NULL ? "" : text.data, text.size,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &fault);
    if (root == NULL) return bad_json(&fault, text, source, error);
    /* A string's byte that found no memory is left out by jansson, not reported. */
    if (string_bytes(root) != scan.string_bytes) {
        json_decref(root);
        return ontrack__no_memory(error);
    }
    *out = (ontrack__json *)root;
    return ONTRACK_OK;
}

ontrack_status ontrack__json_new(ontrack__json **out, ontrack_error *error)
{
    *out = (ontrack__json *)json_object();
    return *out == NULL ? ontrack__no_memory(error) : ONTRACK_OK;
}

void ontrack__json_free(ontrack__json *document)
{
    json_decref((json_t *)document);
}

ontrack__json_value *ontrack__json_root(ontrack__json *document)
{
    return (ontrack__json_value *)document;
}

/* ---- reading ---- */

ontrack__json_kind ontrack__json_kind_of(const ontrack__json_value *value)
{
    switch (json_typeof(inside(value))) {
    case JSON_OBJECT:
        return ONTRACK__JSON_OBJECT;
    case JSON_ARRAY:
        return ONTRACK__JSON_ARRAY;
    case JSON_STRING:
        return ONTRACK__JSON_STRING;
    case JSON_INTEGER:
        return ONTRACK__JSON_INTEGER;
    case JSON_REAL:
        return ONTRACK__JSON_REAL;
    case JSON_TRUE:
    case JSON_FALSE:
        return ONTRACK__JSON_BOOL;
    case JSON_NULL:
        break;
    }
    return ONTRACK__JSON_NULL;
}

ontrack_text ontrack__json_text(const ontrack__json_value *value)
{
    ontrack_text text = {"", 0};
    if (json_is_string(inside(value))) {
        text.data = json_string_value(inside(value));
        text.size = json_string_length(inside(value));
    }
    return text;
}

bool ontrack__json_bool(const ontrack__json_value *value)
{
    return json_is_true(inside(value));
}

int64_t ontrack__json_integer(const ontrack__json_value *value)
{
    return json_integer_value(inside(value));
}

double ontrack__json_real(const ontrack__json_value *value)
{
    return json_number_value(inside(value));
}

bool ontrack__json_decimal(const ontrack__json_value *value, ontrack_decimal *out)
{
    ontrack__rational number = {json_integer_value(inside(value)), 1};
    if (!json_is_number(inside(value))) return false;
    if (json_is_real(inside(value)) &&
        !ontrack__rational_from_double(json_real_value(inside(value)), &number))
        return false;
    const ontrack__rational scale = {ONTRACK_DECIMAL_ONE, 1};
    ontrack__rational scaled;
    if (!ontrack__rational_multiply(number, scale, &scaled) || scaled.denominator != 1)
        return false;
    if (scaled.numerator > INT32_MAX || scaled.numerator < -INT32_MAX) return false;
    *out = (ontrack_decimal)scaled.numerator;
    return true;
}

size_t ontrack__json_count(const ontrack__json_value *value)
{
    return json_is_object(inside(value)) ? json_object_size(inside(value))
                                         : json_array_size(inside(value));
}

ontrack__json_value *ontrack__json_at(const ontrack__json_value *array, size_t index)
{
    return outside(json_array_get(inside(array), index));
}

ontrack__json_value *ontrack__json_get(const ontrack__json_value *object, const char *name)
{
    return outside(json_object_get(inside(object), name));
}

bool ontrack__json_next(const ontrack__json_value *object, void **cursor, const char **name,
                        ontrack__json_value **value)
{
    json_t *members = inside(object);
    *cursor = *cursor == NULL ? json_object_iter(members) : json_object_iter_next(members, *cursor);
    if (*cursor == NULL) return false;
    *name = json_object_iter_key(*cursor);
    *value = outside(json_object_iter_value(*cursor));
    return true;
}

/* ---- changing ---- */

bool ontrack__json_set(ontrack__json_value *object, const char *name,
                       const ontrack__json_value *value)
{
    json_t *copy = json_deep_copy(inside(value));
    return copy != NULL && json_object_set_new_nocheck(inside(object), name, copy) == 0;
}

bool ontrack__json_append(ontrack__json_value *array, const ontrack__json_value *value)
{
    json_t *copy = json_deep_copy(inside(value));
    return copy != NULL && json_array_append_new(inside(array), copy) == 0;
}

bool ontrack__json_replace(ontrack__json_value *array, size_t index,
                           const ontrack__json_value *value)
{
    json_t *copy = json_deep_copy(inside(value));
    return copy != NULL && json_array_set_new(inside(array), index, copy) == 0;
}

bool ontrack__json_remove(ontrack__json_value *object, const char *name)
{
    return json_object_del(inside(object), name) == 0;
}

bool ontrack__json_remove_at(ontrack__json_value *array, size_t index)
{
    return json_array_remove(inside(array), index) == 0;
}

/* ---- printing ---- */

typedef struct printer {
    ontrack_buffer *out;
    bool compact;
} printer;

static bool print_value(const printer *to, json_t *value, int depth);

static bool print_break(const printer *to, int depth)
{
    if (to->compact) return true;
    bool good = ontrack__buffer_char(to->out, '\n');
    for (int i = 0; good && i < depth; i++)
        good = ontrack__buffer_string(to->out, "  ");
    return good;
}

/* A whole number that was written as a real keeps its point. */
static bool print_real(const printer *to, json_t *value)
{
    char text[40];
    ontrack__number_format(json_real_value(value), text);
    const bool whole = strpbrk(text, ".e") == NULL;
    return ontrack__buffer_string(to->out, text) &&
           (!whole || ontrack__buffer_string(to->out, ".0"));
}

static bool print_array(const printer *to, json_t *array, int depth)
{
    size_t index;
    json_t *item;
    if (json_array_size(array) == 0) return ontrack__buffer_string(to->out, "[]");
    bool good = ontrack__buffer_char(to->out, '[');
    json_array_foreach(array, index, item)
    {
        if (index > 0) good = good && ontrack__buffer_char(to->out, ',');
        good = good && print_break(to, depth + 1) && print_value(to, item, depth + 1);
    }
    return good && print_break(to, depth) && ontrack__buffer_char(to->out, ']');
}

static bool print_object(const printer *to, json_t *object, int depth)
{
    const char *key;
    json_t *member;
    bool good = ontrack__buffer_char(to->out, '{'), first = true;
    json_object_foreach(object, key, member)
    {
        if (!first) good = good && ontrack__buffer_char(to->out, ',');
        first = false;
        good = good && print_break(to, depth + 1) &&
               ontrack__buffer_json(to->out, ontrack_text_of(key)) &&
               ontrack__buffer_string(to->out, to->compact ? ":" : ": ") &&
               print_value(to, member, depth + 1);
    }
    return good && (first || print_break(to, depth)) && ontrack__buffer_char(to->out, '}');
}

static bool print_value(const printer *to, json_t *value, int depth)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return print_object(to, value, depth);
    case JSON_ARRAY:
        return print_array(to, value, depth);
    case JSON_STRING:
        return ontrack__buffer_json(to->out, ontrack__json_text(outside(value)));
    case JSON_INTEGER:
        return ontrack__buffer_integer(to->out, json_integer_value(value));
    case JSON_REAL:
        return print_real(to, value);
    case JSON_TRUE:
        return ontrack__buffer_string(to->out, "true");
    case JSON_FALSE:
        return ontrack__buffer_string(to->out, "false");
    case JSON_NULL:
        break;
    }
    return ontrack__buffer_string(to->out, "null");
}

bool ontrack__json_print(const ontrack__json_value *value, bool compact, ontrack_buffer *out)
{
    const printer to = {out, compact};
    return print_value(&to, inside(value), 0);
}
