/* The tests that travel with a rule set, or stand in a document of their own, checked. */
#include "rulesets/cases.h"
#include "rulesets/loader.h"

ontrack_status ontrack__cases_check(const ontrack_ruleset *ruleset,
                                    const ontrack__json_cursor *root, ontrack_error *error)
{
    const ontrack__json_cursor tests = ontrack__json_member(root, "tests");
    const size_t count = tests.value == NULL ? 0 : ontrack__json_count(tests.value);
    ontrack__arena arena;
    ontrack__arena_init(&arena, &ruleset->allocator);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        const ontrack__json_cursor item = ontrack__json_item(&tests, i);
        ontrack__case test;
        status = ontrack__case_read(ruleset, &item, &arena, &test, error);
        if (status == ONTRACK_OK) status = ontrack__case_push(&test, &item, &arena, NULL, error);
        ontrack__arena_reset(&arena);
    }
    ontrack__arena_free(&arena);
    return status;
}

ontrack_status ontrack__check_tests(ontrack__loader *loader)
{
    return ontrack__cases_check(loader->ruleset, &loader->root, loader->error);
}
