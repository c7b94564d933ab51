#include "base/buffer.h"
#include "base/text.h"
#include "json/json.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE_LIMIT = 1 << 20 };

static ontrack__json *parsed(const char *text)
{
    ontrack__json *document = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack__json_parse(ontrack_text_of(text), SIZE_LIMIT, NULL, &document, &error),
                 ONTRACK_OK, "%s: %s", text, error.message);
    return document;
}

static const struct {
    const char *label, *text;
    ontrack_status status;
    int32_t line, column;
    const char *message; /* its beginning */
} faults[] = {
    {"empty", "", ONTRACK_INVALID_RULES, 1, 0, "'[' or '{' expected"},
    {"cut short", "{\"a\": [1,", ONTRACK_INVALID_RULES, 1, 9, ""},
    {"second line", "{\n  \"a\": tru\n}", ONTRACK_INVALID_RULES, 2, 10, "invalid token"},
    {"duplicate", "{\"a\": 1,\n \"a\": 2}", ONTRACK_INVALID_RULES, 2, 4, "duplicate object key"},
    {"behind the end", "{} {}", ONTRACK_INVALID_RULES, 1, 4, "end of file expected"},
    {"comment", "{} // no", ONTRACK_INVALID_RULES, 1, 4, ""},
    {"no UTF-8", "[\"\xff\"]", ONTRACK_INVALID_RULES, 1, 2, "unable to decode"},
    {"NUL in a string", "[\"\\u0000\"]", ONTRACK_INVALID_RULES, 1, 9, "\\u0000 is not allowed"},
    {"lone surrogate", "[\"\\ud800\"]", ONTRACK_INVALID_RULES, 1, 9, "invalid Unicode"},
    {"whole number too large", "[9999999999999999]", ONTRACK_LIMIT, 1, 2, "a number has more"},
    {"16 characters", "[\n 1.00000000000001]", ONTRACK_LIMIT, 2, 2, "a number has more"},
};

Test(json, faults_have_a_place)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        ontrack__json *document = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        const ontrack_status status = ontrack__json_parse(ontrack_text_of(faults[i].text),
                                                          SIZE_LIMIT, "x.json", &document, &error);
        cr_expect_eq(status, faults[i].status, "%s: %d", faults[i].label, (int)status);
        cr_expect_null(document, "%s", faults[i].label);
        cr_expect_str_eq(error.source, "x.json", "%s", faults[i].label);
        if (strcmp(faults[i].label, "empty") != 0)
            cr_expect(strncmp(error.message, faults[i].message, strlen(faults[i].message)) == 0,
                      "%s: %s", faults[i].label, error.message);
        cr_expect_eq(error.line, faults[i].line, "%s: line %d", faults[i].label, (int)error.line);
        cr_expect_eq(error.column, faults[i].column, "%s: column %d", faults[i].label,
                     (int)error.column);
    }
}

Test(json, size_and_depth_are_limited)
{
    ontrack__json *document = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_expect_eq(ontrack__json_parse(ontrack_text_of("[1]"), 3, NULL, &document, &error),
                 ONTRACK_OK);
    ontrack__json_free(document);
    cr_expect_eq(ontrack__json_parse(ontrack_text_of("[1]"), 2, NULL, &document, &error),
                 ONTRACK_LIMIT);
    char deep[2 * ONTRACK__JSON_DEPTH_LIMIT + 3] = "";
    for (int depth = ONTRACK__JSON_DEPTH_LIMIT; depth <= ONTRACK__JSON_DEPTH_LIMIT + 1; depth++) {
        memset(deep, '[', (size_t)depth);
        memset(deep + depth, ']', (size_t)depth);
        deep[2 * depth] = '\0';
        ontrack_error fault = ONTRACK_ERROR_INIT;
        const ontrack_status status =
            ontrack__json_parse(ontrack_text_of(deep), SIZE_LIMIT, NULL, &document, &fault);
        cr_expect_eq(status, depth == ONTRACK__JSON_DEPTH_LIMIT ? ONTRACK_OK : ONTRACK_LIMIT, "%d",
                     depth);
        if (status == ONTRACK_OK)
            ontrack__json_free(document);
        else
            cr_expect_eq(fault.column, ONTRACK__JSON_DEPTH_LIMIT + 1);
    }
}

static const struct {
    const char *text;
    bool good;
    ontrack_decimal value;
} decimals[] = {
    {"6", true, 60000},        {"6.0", true, 60000},
    {"-0.25", true, -2500},    {"0.0001", true, 1},
    {"0.00001", false, 0},     {"0.1", true, 1000},
    {"1e2", true, 1000000},    {"214748.3647", true, 2147483647},
    {"214748.3648", false, 0}, {"99999999999", false, 0},
    {"1e300", false, 0},       {"\"6\"", false, 0},
    {"true", false, 0},        {"0.3333", true, 3333},
};

Test(json, decimals_are_exact)
{
    for (size_t i = 0; i < sizeof decimals / sizeof *decimals; i++) {
        ontrack__json *document = parsed(decimals[i].text);
        ontrack_decimal value = 0;
        cr_expect_eq(ontrack__json_decimal(ontrack__json_root(document), &value), decimals[i].good,
                     "%s", decimals[i].text);
        if (decimals[i].good)
            cr_expect_eq(value, decimals[i].value, "%s: %d", decimals[i].text, (int)value);
        ontrack__json_free(document);
    }
}

Test(json, members_are_typed_and_in_written_order)
{
    ontrack__json *document =
        parsed("{\"z\": true, \"a\": 5, \"m\": [1, 2.5, null], \"t\": \"h\\u00e9\"}");
    const ontrack__json_value *root = ontrack__json_root(document);
    cr_expect_eq(ontrack__json_kind_of(root), ONTRACK__JSON_OBJECT);
    cr_expect_eq(ontrack__json_count(root), 4);
    cr_expect(ontrack__json_bool(ontrack__json_get(root, "z")));
    cr_expect_eq(ontrack__json_integer(ontrack__json_get(root, "a")), 5);
    cr_expect(ontrack__text_is(ontrack__json_text(ontrack__json_get(root, "t")), "h\xC3\xA9"));
    cr_expect_null(ontrack__json_get(root, "q"));
    const ontrack__json_value *list = ontrack__json_get(root, "m");
    cr_expect_eq(ontrack__json_real(ontrack__json_at(list, 1)), 2.5);
    cr_expect_eq(ontrack__json_kind_of(ontrack__json_at(list, 2)), ONTRACK__JSON_NULL);
    cr_expect_null(ontrack__json_at(list, 3));
    char order[8] = "";
    void *at = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    while (ontrack__json_next(root, &at, &name, &value))
        strncat(order, name, 1);
    cr_expect_str_eq(order, "zamt");
    ontrack__json_free(document);
}

static char *printed(const ontrack__json *document, bool compact)
{
    ontrack_buffer out = ONTRACK_BUFFER_INIT;
    cr_assert(ontrack__json_print((const ontrack__json_value *)document, compact, &out));
    return out.data; /* from malloc */
}

static const struct {
    const char *text, *compact;
} prints[] = {
    {"{ \"b\" : 1 , \"a\" : [ ] , \"c\":{} }", "{\"b\":1,\"a\":[],\"c\":{}}"},
    {"[6.0, 0.1, 0.9, 1e300, -0.0001, 5]", "[6.0,0.1,0.9,1e+300,-0.0001,5]"},
    {"[0.1234567890123]", "[0.1234567890123]"},
    {"[\"a\\/\\\"\\u00e9\\n\\u007f\", true, false, null]",
     "[\"a/\\\"\xC3\xA9\\n\\u007f\",true,false,null]"},
};

Test(json, prints_what_it_reads)
{
    for (size_t i = 0; i < sizeof prints / sizeof *prints; i++) {
        ontrack__json *document = parsed(prints[i].text);
        char *compact = printed(document, true), *wide = printed(document, false);
        cr_expect_str_eq(compact, prints[i].compact);
        ontrack__json *again = parsed(wide);
        char *twice = printed(again, true);
        cr_expect_str_eq(twice, compact);
        free(compact);
        free(wide);
        free(twice);
        ontrack__json_free(document);
        ontrack__json_free(again);
    }
}

Test(json, indents_by_two)
{
    ontrack__json *document = parsed("{\"a\":[1,{\"b\":2}],\"c\":{}}");
    char *text = printed(document, false);
    cr_expect_str_eq(text,
                     "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ],\n  \"c\": {}\n}");
    free(text);
    ontrack__json_free(document);
}

Test(json, changes_copy_the_value)
{
    ontrack__json *target = NULL, *source = parsed("{\"list\": [1, 2, 3]}");
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack__json_new(&target, &error), ONTRACK_OK);
    ontrack__json_value *root = ontrack__json_root(target);
    cr_expect(
        ontrack__json_set(root, "copy", ontrack__json_get(ontrack__json_root(source), "list")));
    ontrack__json_free(source);
    ontrack__json_value *list = ontrack__json_get(root, "copy");
    cr_expect(ontrack__json_remove_at(list, 0));
    cr_expect(ontrack__json_append(list, ontrack__json_at(list, 0)));
    cr_expect(ontrack__json_replace(list, 1, ontrack__json_at(list, 2)));
    cr_expect(ontrack__json_set(root, "gone", list));
    cr_expect(ontrack__json_remove(root, "gone"));
    cr_expect_not(ontrack__json_remove(root, "gone"));
    cr_expect_not(ontrack__json_remove_at(list, 3));
    char *text = printed(target, true);
    cr_expect_str_eq(text, "{\"copy\":[2,2,2]}");
    free(text);
    ontrack__json_free(target);
}

/* jansson's memory is global, so this program alone counts and fails it. */
static size_t calls, fail_at, live;

static void *counted(size_t size)
{
    if (++calls == fail_at) return NULL;
    void *block = malloc(size);
    live += block != NULL;
    return block;
}

static void uncounted(void *block)
{
    live -= block != NULL;
    free(block);
}

Test(json, every_failed_allocation_is_no_memory)
{
    static const char text[] =
        "{\"a long name of a member to make the token grow\": [1, 2.5, \"words that are longer "
        "than "
        "the first sixteen bytes of a token, and longer still, so that it grows again\"],"
        "\"escaped \\u00e9\\ud83d\\ude00 \\n text that grows\": {\"x\": null, \"y\": true}}";
    json_set_alloc_funcs(counted, uncounted);
    size_t n = 1;
    for (bool done = false; !done; n++) {
        ontrack__json *document = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        calls = 0;
        fail_at = n;
        const ontrack_status status =
            ontrack__json_parse(ontrack_text_of(text), SIZE_LIMIT, NULL, &document, &error);
        done = calls < n;
        cr_expect_eq(status, done ? ONTRACK_OK : ONTRACK_NO_MEMORY, "call %zu: %s", n,
                     error.message);
        if (status == ONTRACK_OK) ontrack__json_free(document);
        cr_expect_eq(live, 0, "call %zu leaves %zu blocks", n, live);
    }
    cr_expect_gt(n, 20);
    json_set_alloc_funcs(malloc, free);
}
