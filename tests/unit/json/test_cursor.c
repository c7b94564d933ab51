#include "json/json.h"

#include <criterion/criterion.h>
#include <string.h>

static const ontrack__json_shape shapes[] = {
    {"name", 1u << ONTRACK__JSON_STRING, true},
    {"value", 1u << ONTRACK__JSON_INTEGER | 1u << ONTRACK__JSON_REAL | 1u << ONTRACK__JSON_BOOL,
     false},
    {"list", 1u << ONTRACK__JSON_ARRAY, false},
};

static const struct {
    const char *text, *path, *message;
} rows[] = {
    {"[]", "/0", "must be an object"},
    {"{\"value\": 1}", "/0", "\"name\" is missing; add it"},
    {"{\"name\": 1}", "/0/name", "must be a text"},
    {"{\"name\": \"x\", \"value\": \"6\"}", "/0/value", "must be true or false or a number"},
    {"{\"name\": \"x\", \"valeu\": 1}", "/0/valeu", "unknown key; did you mean \"value\"?"},
    {"{\"name\": \"x\", \"lists\": 1}", "/0/lists", "unknown key; did you mean \"list\"?"},
    {"{\"name\": \"x\", \"zzzzzz\": 1}", "/0/zzzzzz",
     "unknown key; remove it or see the known ones in docs/"},
    {"{\"name\": \"x\", \"a/b~c\": 1}", "/0/a~1b~0c", "unknown key"},
};

Test(cursor, complaints_name_the_place)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[256] = "[";
        strcat(strcat(text, rows[i].text), "]");
        ontrack__json *document = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_assert_eq(ontrack__json_parse(ontrack_text_of(text), 1000, "a.json", &document, &error),
                     ONTRACK_OK);
        const ontrack__json_cursor root =
            ontrack__json_start(ontrack__json_root(document), "a.json");
        const ontrack__json_cursor item = ontrack__json_item(&root, 0);
        cr_expect_eq(ontrack__json_check(&item, shapes, 3, &error), ONTRACK_INVALID_RULES, "%s",
                     rows[i].text);
        cr_expect_str_eq(error.path, rows[i].path);
        cr_expect_str_eq(error.source, "a.json");
        cr_expect(strncmp(error.message, rows[i].message, strlen(rows[i].message)) == 0, "%s: %s",
                  rows[i].text, error.message);
        ontrack__json_free(document);
    }
}

Test(cursor, a_good_object_passes)
{
    ontrack__json *document = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    const char *text = "{\"name\": \"x\", \"value\": 1.5, \"list\": []}";
    cr_assert_eq(ontrack__json_parse(ontrack_text_of(text), 1000, NULL, &document, &error),
                 ONTRACK_OK);
    const ontrack__json_cursor root = ontrack__json_start(ontrack__json_root(document), NULL);
    cr_expect_eq(ontrack__json_check(&root, shapes, 3, &error), ONTRACK_OK, "%s", error.message);
    const ontrack__json_cursor gone = ontrack__json_member(&root, "none");
    cr_expect_null(gone.value);
    ontrack__json_free(document);
}

Test(cursor, a_long_pointer_is_cut)
{
    ontrack__json *document = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(
        ontrack__json_parse(ontrack_text_of("{\"abcdef\": [1]}"), 100, NULL, &document, &error),
        ONTRACK_OK);
    const ontrack__json_cursor root = ontrack__json_start(ontrack__json_root(document), NULL);
    const ontrack__json_cursor member = ontrack__json_member(&root, "abcdef");
    const ontrack__json_cursor item = ontrack__json_item(&member, 0);
    char whole[16], cut[5], none[1];
    ontrack__json_pointer(&item, whole, sizeof whole);
    ontrack__json_pointer(&item, cut, sizeof cut);
    ontrack__json_pointer(&item, none, sizeof none);
    cr_expect_str_eq(whole, "/abcdef/0");
    cr_expect_str_eq(cut, "/abc");
    cr_expect_str_eq(none, "");
    ontrack__json_free(document);
}
