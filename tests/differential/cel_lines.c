/* Evaluates CEL, one expression a line from standard input, and writes one line of JSON for each:
 *
 *     {"int":"3"}    {"list":[{"string":"a"}]}    {"error":"..."}    {"refused":"..."}
 *
 * Types are left to the evaluation, as in the conformance cases. */
#include "cel/cel.h"
#include "cel/instant.h"
#include "cel/value.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

enum { LINE = 70000 };

static json_t *pack_text(const char *type, ontrack_text text)
{
    return json_pack("{s:s%}", type, text.data == NULL ? "" : text.data, text.size);
}

static json_t *pack_bytes(ontrack_text bytes)
{
    char *digits = malloc(2 * bytes.size + 1);
    if (digits == NULL) return NULL;
    digits[0] = '\0';
    for (size_t i = 0; i < bytes.size; i++)
        snprintf(digits + 2 * i, 3, "%02x", (unsigned)(unsigned char)bytes.data[i]);
    json_t *packed = json_pack("{s:s}", "bytes", digits);
    free(digits);
    return packed;
}

static json_t *pack(const ontrack__cel_value *v);

static json_t *pack_items(const ontrack__cel_value *v)
{
    json_t *items = json_array();
    const bool map = v->kind == ONTRACK__CEL_MAP;
    for (size_t i = 0; i < v->as.list.count; i++) {
        const ontrack__cel_value *at = &v->as.list.items[map ? 2 * i : i];
        json_array_append_new(items, map ? json_pack("[o,o]", pack(at), pack(at + 1)) : pack(at));
    }
    return json_pack("{s:o}", map ? "map" : "list", items);
}

static json_t *pack_scalar(const ontrack__cel_value *v)
{
    char text[64] = "";
    switch (v->kind) {
    case ONTRACK__CEL_BOOL:
        return json_pack("{s:b}", "bool", v->as.boolean);
    case ONTRACK__CEL_INT:
        snprintf(text, sizeof text, "%" PRId64, v->as.integer);
        break;
    case ONTRACK__CEL_UINT:
        snprintf(text, sizeof text, "%" PRIu64, v->as.natural);
        break;
    case ONTRACK__CEL_DOUBLE:
        snprintf(text, sizeof text, "%.17g", v->as.number);
        break;
    case ONTRACK__CEL_TIMESTAMP:
        ontrack__instant_format(v->as.instant, text);
        break;
    case ONTRACK__CEL_DURATION:
        ontrack__span_format(v->as.integer, text);
        break;
    default:
        return json_pack("{s:n}", "null");
    }
    return json_pack("{s:s}", ontrack__cel_kind_name(v->kind), text);
}

static json_t *pack(const ontrack__cel_value *v)
{
    switch (v->kind) {
    case ONTRACK__CEL_STRING:
    case ONTRACK__CEL_TYPE:
    case ONTRACK__CEL_ERROR:
        return pack_text(ontrack__cel_kind_name(v->kind), v->as.text);
    case ONTRACK__CEL_BYTES:
        return pack_bytes(v->as.text);
    case ONTRACK__CEL_LIST:
    case ONTRACK__CEL_MAP:
        return pack_items(v);
    default:
        return pack_scalar(v);
    }
}

static json_t *answer(ontrack_text expression, ontrack__arena *arena)
{
    const ontrack__cel_options options = {.lenient = true};
    ontrack__cel_program *program = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack__cel_value value = {.kind = ONTRACK__CEL_NULL};
    ontrack_status status = ontrack__cel_compile(NULL, expression, &options, &program, &error);
    if (status != ONTRACK_OK) return json_pack("{s:s}", "refused", error.message);
    status = ontrack__cel_evaluate(program, NULL, arena, NULL, &value);
    json_t *packed = status == ONTRACK_OK ? pack(&value) : json_pack("{s:s}", "error", "limit");
    ontrack__cel_free(program);
    return packed;
}

int main(void)
{
    static char line[LINE];
    ontrack__arena arena;
    ontrack__arena_init(&arena, NULL);
    while (fgets(line, sizeof line, stdin) != NULL) {
        const ontrack_text expression = {line, strcspn(line, "\n")};
        json_t *packed = answer(expression, &arena);
        if (packed == NULL) return 1;
        json_dumpf(packed, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(packed);
        ontrack__arena_reset(&arena);
    }
    ontrack__arena_free(&arena);
    return 0;
}
