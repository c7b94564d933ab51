/* Runs the specification's conformance cases over the condition language:
 *
 *     cel_conformance FILE...
 *
 * A file is a JSON array of cases: file, section, name, expr, perhaps bindings, and value or error.
 * A case is skipped only when the compiler answers that something is not supported; the skipped
 * are listed by file and section, the failed one by one. Exit status 0 when nothing failed. */
#include "cel/cel.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { BINDINGS = 16, GROUPS = 256 };

typedef enum outcome { PASSED, FAILED, SKIPPED } outcome;

typedef struct group {
    char name[128];
    size_t skipped;
} group;

typedef struct tally {
    size_t count[3];
    group groups[GROUPS];
    size_t group_count;
} tally;

static bool read_value(ontrack__arena *arena, json_t *json, ontrack__cel_value *out);

static bool read_items(ontrack__arena *arena, json_t *array, ontrack__cel_value *out)
{
    size_t i;
    json_t *item;
    const bool map = out->kind == ONTRACK__CEL_MAP;
    const size_t width = map ? 2 : 1;
    out->as.list.count = json_array_size(array);
    out->as.list.items = ontrack__arena_allocate(arena, out->as.list.count * width, sizeof *out);
    json_array_foreach(array, i, item)
    {
        for (size_t j = 0; j < width; j++)
            if (!read_value(arena, map ? json_array_get(item, j) : item,
                            &out->as.list.items[i * width + j]))
                return false;
    }
    return true;
}

static ontrack_text text_of(json_t *json)
{
    const ontrack_text text = {json_string_value(json), json_string_length(json)};
    return text;
}

/* Bytes written as hexadecimal digits. */
static bool read_bytes(ontrack__arena *arena, ontrack_text digits, ontrack_text *out)
{
    char *data = ontrack__arena_allocate(arena, digits.size / 2, 1);
    if (data == NULL) return false;
    for (size_t i = 0; i < digits.size / 2; i++) {
        const char pair[] = {digits.data[2 * i], digits.data[2 * i + 1], '\0'};
        data[i] = (char)strtoul(pair, NULL, 16);
    }
    out->data = data;
    out->size = digits.size / 2;
    return true;
}

/* An object with one key, the type. */
static bool read_value(ontrack__arena *arena, json_t *json, ontrack__cel_value *out)
{
    void *member = json_object_iter(json);
    const char *type = json_object_iter_key(member);
    json_t *given = json_object_iter_value(member);
    static const char *const types[] = {"null",   "bool",  "int",  "uint", "double",
                                        "string", "bytes", "list", "map",  "type"};
    size_t kind = 0;
    while (kind < sizeof types / sizeof *types && strcmp(types[kind], type) != 0)
        kind++;
    if (kind == sizeof types / sizeof *types) return false;
    out->kind = (ontrack__cel_kind)kind;
    switch (out->kind) {
    case ONTRACK__CEL_NULL:
        return true;
    case ONTRACK__CEL_BOOL:
        out->as.boolean = json_is_true(given);
        return true;
    case ONTRACK__CEL_INT:
        out->as.integer = strtoll(json_string_value(given), NULL, 10);
        return true;
    case ONTRACK__CEL_UINT:
        out->as.natural = strtoull(json_string_value(given), NULL, 10);
        return true;
    case ONTRACK__CEL_DOUBLE:
        out->as.number = strtod(json_string_value(given), NULL);
        return true;
    case ONTRACK__CEL_STRING:
    case ONTRACK__CEL_TYPE:
        out->as.text = text_of(given);
        return true;
    case ONTRACK__CEL_BYTES:
        return read_bytes(arena, text_of(given), &out->as.text);
    case ONTRACK__CEL_LIST:
    case ONTRACK__CEL_MAP:
        return read_items(arena, given, out);
    default:
        return false;
    }
}

/* Equal in kind too, zeros by their sign, and NaN to itself: more than == asks. */
static bool identical(const ontrack__cel_value *a, const ontrack__cel_value *b)
{
    if (a->kind != b->kind) return false;
    if (a->kind == ONTRACK__CEL_DOUBLE && isnan(a->as.number)) return isnan(b->as.number);
    if (a->kind == ONTRACK__CEL_DOUBLE && signbit(a->as.number) != signbit(b->as.number))
        return false;
    if (a->kind == ONTRACK__CEL_LIST && a->as.list.count == b->as.list.count) {
        for (size_t i = 0; i < a->as.list.count; i++)
            if (!identical(&a->as.list.items[i], &b->as.list.items[i])) return false;
        return true;
    }
    return ontrack__cel_equal(a, b);
}

static outcome judge(const ontrack__cel_value *got, json_t *row, ontrack__arena *arena)
{
    ontrack__cel_value wanted = {0};
    if (json_object_get(row, "error") != NULL)
        return got->kind == ONTRACK__CEL_ERROR ? PASSED : FAILED;
    if (!read_value(arena, json_object_get(row, "value"), &wanted)) return FAILED;
    return identical(got, &wanted) ? PASSED : FAILED;
}

static outcome evaluate(const ontrack__cel_program *program, const ontrack__cel_value *bindings,
                        json_t *row, ontrack__arena *arena)
{
    ontrack__cel_value got = {0};
    if (ontrack__cel_evaluate(program, bindings, arena, NULL, &got) != ONTRACK_OK) return FAILED;
    const outcome result = judge(&got, row, arena);
    if (result == FAILED)
        printf("  got a value of kind %d%s%.*s\n", (int)got.kind,
               got.kind == ONTRACK__CEL_ERROR ? ": " : "",
               got.kind == ONTRACK__CEL_ERROR ? (int)got.as.text.size : 0,
               got.kind == ONTRACK__CEL_ERROR ? got.as.text.data : "");
    return result;
}

static outcome run(json_t *row, ontrack__arena *arena)
{
    ontrack__cel_variable variables[BINDINGS];
    ontrack__cel_value values[BINDINGS] = {0};
    ontrack__cel_options options = {.variables = variables, .lenient = true};
    const char *name;
    json_t *given;
    json_object_foreach(json_object_get(row, "bindings"), name, given)
    {
        ontrack__cel_variable *variable = &variables[options.variable_count];
        if (options.variable_count == BINDINGS) return FAILED;
        if (!read_value(arena, given, &values[options.variable_count++])) return FAILED;
        variable->name = name;
        variable->kind = ONTRACK__CEL_DYN;
        variable->items = NULL;
    }
    ontrack__cel_program *program = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    if (ontrack__cel_compile(NULL, text_of(json_object_get(row, "expr")), &options, &program,
                             &error) != ONTRACK_OK) {
        if (strstr(error.message, "not supported") != NULL) return SKIPPED;
        if (json_object_get(row, "error") != NULL) return PASSED;
        printf("  refused: %d:%d: %s\n", (int)error.line, (int)error.column, error.message);
        return FAILED;
    }
    const outcome result = evaluate(program, values, row, arena);
    ontrack__cel_free(program);
    return result;
}

static void count_skipped(tally *t, const char *name)
{
    size_t i = 0;
    while (i < t->group_count && strcmp(t->groups[i].name, name) != 0)
        i++;
    if (i == GROUPS) return;
    if (i == t->group_count) snprintf(t->groups[t->group_count++].name, 128, "%s", name);
    t->groups[i].skipped++;
}

static void run_row(tally *t, json_t *row, ontrack__arena *arena)
{
    char name[128];
    snprintf(name, sizeof name, "%s/%s", json_string_value(json_object_get(row, "file")),
             json_string_value(json_object_get(row, "section")));
    const outcome result = run(row, arena);
    ontrack__arena_reset(arena);
    t->count[result]++;
    if (result == FAILED)
        printf("FAILED %s/%s: %s\n", name, json_string_value(json_object_get(row, "name")),
               json_string_value(json_object_get(row, "expr")));
    if (result == SKIPPED) count_skipped(t, name);
}

static bool run_file(tally *t, const char *path)
{
    size_t i;
    json_t *row;
    json_error_t problem;
    json_t *rows = json_load_file(path, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &problem);
    if (!json_is_array(rows)) {
        fprintf(stderr, "%s: %s\n", path, rows == NULL ? problem.text : "not an array of cases");
        json_decref(rows);
        return false;
    }
    ontrack__arena arena;
    ontrack__arena_init(&arena, NULL);
    json_array_foreach(rows, i, row) run_row(t, row, &arena);
    ontrack__arena_free(&arena);
    json_decref(rows);
    return true;
}

int main(int argc, char **argv)
{
    tally t = {0};
    if (argc < 2) {
        fprintf(stderr, "usage: cel_conformance FILE...\n");
        return 2;
    }
    for (int i = 1; i < argc; i++)
        if (!run_file(&t, argv[i])) return 2;
    for (size_t i = 0; i < t.group_count; i++)
        printf("skipped %s: %zu\n", t.groups[i].name, t.groups[i].skipped);
    printf("%zu passed, %zu failed, %zu skipped\n", t.count[PASSED], t.count[FAILED],
           t.count[SKIPPED]);
    return t.count[FAILED] == 0 ? 0 : 1;
}
