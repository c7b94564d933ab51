#include "plain.h"

#include "words.h"

#include <stdlib.h>
#include <string.h>

enum { VALUE_SIZE = 96 };

/* A text that grows. */
typedef struct text {
    char *bytes;
    size_t size, room;
    bool failed;
} text;

static void put_bytes(text *out, const char *bytes, size_t size)
{
    if (out->failed) return;
    if (out->bytes == NULL || out->size + size + 1 > out->room) {
        size_t room = 2 * (out->size + size) + 64;
        char *grown = realloc(out->bytes, room);
        if (grown == NULL) {
            out->failed = true;
            return;
        }
        out->bytes = grown;
        out->room = room;
    }
    memcpy(out->bytes + out->size, bytes, size);
    out->size += size;
    out->bytes[out->size] = '\0';
}

static void put(text *out, const char *string)
{
    put_bytes(out, string, strlen(string));
}

static char *finish(text *out, bool good)
{
    if (good && !out->failed) return out->bytes;
    free(out->bytes);
    return NULL;
}

/* ---- values ---- */

/* "courses", but "1 course" */
static size_t unit_length(const ontrack_parameter *parameter)
{
    size_t size = strlen(parameter->unit);
    bool one = parameter->value.kind == ONTRACK_KIND_DECIMAL &&
               parameter->value.number == ONTRACK_DECIMAL_ONE;
    return one && size > 1 && parameter->unit[size - 1] == 's' ? size - 1 : size;
}

void plain_value(const ontrack_parameter *parameter, bool unit, char *out, size_t size)
{
    char number[ONTRACK_VALUE_SIZE];
    ontrack_value shown = parameter->value;
    if (shown.kind == ONTRACK_KIND_TEXT) {
        snprintf(out, size, "\"%.*s\"", (int)(shown.text.size < 64 ? shown.text.size : 64),
                 shown.text.data);
        return;
    }
    if (strcmp(parameter->unit, "share") == 0 && shown.kind == ONTRACK_KIND_DECIMAL) {
        shown.number *= 100;
        words_format_value(&shown, 0, number, sizeof number);
        snprintf(out, size, "%s%%", number);
        return;
    }
    words_format_value(&shown, 0, number, sizeof number);
    snprintf(out, size, "%s%s%.*s", number, unit && parameter->unit[0] != '\0' ? " " : "",
             unit ? (int)unit_length(parameter) : 0, parameter->unit);
}

/* The value of "params.NAME", with its unit or without; false when it is none. */
static bool parameter_value(const ontrack_ruleset *ruleset, const char *name, size_t size,
                            bool unit, char out[VALUE_SIZE])
{
    ontrack_parameter parameter;
    if (size <= 7 || memcmp(name, "params.", 7) != 0) return false;
    for (size_t i = 0; ontrack_ruleset_parameter_at(ruleset, i, &parameter); i++) {
        if (strlen(parameter.name) != size - 7 || memcmp(parameter.name, name + 7, size - 7) != 0)
            continue;
        plain_value(&parameter, unit, out, VALUE_SIZE);
        return true;
    }
    return false;
}

/* ---- conditions ---- */

static const struct {
    const char *sign, *words;
} signs[] = {
    {"&&", " and "}, {"||", " or "},     {"<=", " is at most "}, {">=", " is at least "},
    {"==", " is "},  {"!=", " is not "}, {"<", " is below "},    {">", " is above "},
    {"(", "("},      {")", ")"},         {"+", " plus "},        {"*", " times "},
};

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
}

static size_t take_name(text *out, const ontrack_ruleset *ruleset, const char *at)
{
    char value[VALUE_SIZE];
    size_t size = 0;
    while (is_name(at[size]))
        size++;
    /* A call, an index or a word of the language has no such words. */
    if (at[size] == '(' || at[size] == '[' || (size == 2 && memcmp(at, "in", 2) == 0)) return 0;
    if (parameter_value(ruleset, at, size, true, value))
        put(out, value);
    else
        put_bytes(out, at, size);
    return size;
}

/* A quoted text, as it stands; 0 when it does not end. */
static size_t take_quoted(text *out, const char *at)
{
    const char *end = strchr(at + 1, *at);
    if (end == NULL || memchr(at, '\\', (size_t)(end - at)) != NULL) return 0;
    put_bytes(out, at, (size_t)(end - at) + 1);
    return (size_t)(end - at) + 1;
}

static size_t take_sign(text *out, const char *at)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t size = strlen(signs[i].sign);
        if (strncmp(at, signs[i].sign, size) != 0) continue;
        put(out, signs[i].words);
        return size;
    }
    return 0;
}

char *plain_condition(const ontrack_ruleset *ruleset, const char *when)
{
    text out = {NULL, 0, 0, false};
    for (const char *at = when; *at != '\0';) {
        size_t size;
        if (*at == ' ' || *at == '\n' || *at == '\t')
            size = 1;
        else if (is_name(*at))
            size = take_name(&out, ruleset, at);
        else if (*at == '\'' || *at == '"')
            size = take_quoted(&out, at);
        else
            size = take_sign(&out, at);
        if (size == 0) return finish(&out, false);
        at += size;
    }
    return finish(&out, true);
}

/* ---- reasons ---- */

/* What stands between braces, without its format. */
static void put_placeholder(text *out, const ontrack_ruleset *ruleset, const char *name,
                            size_t size)
{
    char value[VALUE_SIZE];
    const char *colon = memchr(name, ':', size);
    size_t bare = colon == NULL ? size : (size_t)(colon - name);
    if (parameter_value(ruleset, name, bare, false, value)) {
        put(out, value);
        return;
    }
    put(out, "[");
    put_bytes(out, name, bare);
    put(out, "]");
}

char *plain_reason(const ontrack_ruleset *ruleset, const char *because)
{
    text out = {NULL, 0, 0, false};
    for (const char *at = because; *at != '\0';) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        if (end == NULL || at[1] == '{') {
            put_bytes(&out, at, 1);
            at += *at == '{' && at[1] == '{' ? 2 : 1;
            continue;
        }
        put_placeholder(&out, ruleset, at + 1, (size_t)(end - at) - 1);
        at = end + 1;
    }
    return finish(&out, true);
}
