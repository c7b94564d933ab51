#include "rulesets/shape_tests.h"

#define TEXT (1u << ONTRACK__JSON_STRING)
#define TRUTH (1u << ONTRACK__JSON_BOOL)
#define LIST (1u << ONTRACK__JSON_ARRAY)
#define OBJECT (1u << ONTRACK__JSON_OBJECT)
#define OPTIONAL false
#define REQUIRED true

static const ontrack__json_shape test_keys[] = {
    {"name", TEXT, REQUIRED},     {"about", TEXT, OPTIONAL},    {"as_of", TEXT, OPTIONAL},
    {"given", OBJECT, OPTIONAL},  {"params", OBJECT, OPTIONAL}, {"records", OBJECT, OPTIONAL},
    {"expect", OBJECT, REQUIRED},
};

static const ontrack__json_shape expect_keys[] = {
    {"applies", TRUTH, OPTIONAL},
    {"flags", LIST, OPTIONAL},
    {"unknown", LIST | OBJECT, OPTIONAL},
    {"status", TEXT, OPTIONAL},
    {"indicators", OBJECT, OPTIONAL},
    {"reasons", OBJECT, OPTIONAL},
    {"off", LIST, OPTIONAL},
    {"measures", OBJECT, OPTIONAL},
};

static const ontrack__json_shape test_document_keys[] = {
    {"ruleset", TEXT, REQUIRED},
    {"overrides", TEXT | LIST, OPTIONAL},
    {"about", TEXT, OPTIONAL},
    {"tests", LIST, REQUIRED},
};

#define CHECK(at, keys, error) ontrack__json_check(at, keys, sizeof keys / sizeof *keys, error)

/* Every item of a list is a text; anything else than a list is left to others. */
static ontrack_status check_texts(const ontrack__json_cursor *parent, const char *name,
                                  ontrack_error *error)
{
    const ontrack__json_cursor list = ontrack__json_member(parent, name);
    ontrack_status status = ONTRACK_OK;
    if (list.value == NULL || ontrack__json_kind_of(list.value) != ONTRACK__JSON_ARRAY)
        return ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(list.value); i++) {
        const ontrack__json_cursor item = ontrack__json_item(&list, i);
        status = ontrack__json_expect(&item, TEXT, error);
    }
    return status;
}

/* The same for every member of an object. */
static ontrack_status check_members(const ontrack__json_cursor *parent, const char *name,
                                    ontrack_error *error)
{
    const ontrack__json_cursor object = ontrack__json_member(parent, name);
    ontrack_status status = ONTRACK_OK;
    void *cursor = NULL;
    const char *key = NULL;
    ontrack__json_value *value = NULL;
    if (object.value == NULL || ontrack__json_kind_of(object.value) != ONTRACK__JSON_OBJECT)
        return ONTRACK_OK;
    while (status == ONTRACK_OK && ontrack__json_next(object.value, &cursor, &key, &value)) {
        const ontrack__json_cursor member = ontrack__json_member(&object, key);
        status = ontrack__json_expect(&member, TEXT, error);
    }
    return status;
}

static ontrack_status check_expect(const ontrack__json_cursor *expect, ontrack_error *error)
{
    static const char *const lists[] = {"flags", "unknown", "off"};
    static const char *const objects[] = {"unknown", "indicators", "reasons"};
    ontrack_status status = CHECK(expect, expect_keys, error);
    if (status == ONTRACK_OK && ontrack__json_count(expect->value) == 0)
        return ontrack__json_fail(expect, error, "expects nothing; say which \"flags\" fire");
    for (size_t i = 0; status == ONTRACK_OK && i < sizeof lists / sizeof *lists; i++)
        status = check_texts(expect, lists[i], error);
    for (size_t i = 0; status == ONTRACK_OK && i < sizeof objects / sizeof *objects; i++)
        status = check_members(expect, objects[i], error);
    return status;
}

ontrack_status ontrack__test_shape(const ontrack__json_cursor *test, ontrack_error *error)
{
    ontrack_status status = CHECK(test, test_keys, error);
    if (status != ONTRACK_OK) return status;
    if (ontrack__json_get(test->value, "given") == NULL &&
        ontrack__json_get(test->value, "records") == NULL)
        return ontrack__json_fail(test, error,
                                  "gives nothing; add \"given\" with values of measures, or "
                                  "\"records\"");
    const ontrack__json_cursor expect = ontrack__json_member(test, "expect");
    return check_expect(&expect, error);
}

ontrack_status ontrack__test_document_shape(const ontrack__json_cursor *root, ontrack_error *error)
{
    ontrack_status status = CHECK(root, test_document_keys, error);
    if (status != ONTRACK_OK) return status;
    const ontrack__json_cursor tests = ontrack__json_member(root, "tests");
    const size_t count = ontrack__json_count(tests.value);
    status = check_texts(root, "overrides", error);
    if (status != ONTRACK_OK) return status;
    if (count > ONTRACK__TEST_LIMIT)
        return ontrack__json_fail(&tests, error, "has %zu items; at most %d are allowed", count,
                                  ONTRACK__TEST_LIMIT);
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        const ontrack__json_cursor test = ontrack__json_item(&tests, i);
        status = ontrack__test_shape(&test, error);
    }
    return status;
}
