/* The comparison around an operator. */
#include "review/excerpt.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct {
    const char *condition, *operator_, *excerpt;
} rows[] = {
    {"a < 1", "<", "a < 1"},
    {"a < 1 && b > 2", ">", "b > 2"},
    {"(a < 1 || b > 2) && c", "<", "a < 1"},
    {"!(a  <\n 1)", "<", "a < 1"},
    {"x && size(l) > 2 ? a : b", ">", "size(l) > 2"},
    {"f(a, b >= 2)", ">=", "b >= 2"},
    {"m['a && b'] != 3 || c", "!=", "m['a && b'] != 3"},
    {"(a + b) * 2 <= 1 - c", "<=", "(a + b) * 2 <= 1 - c"},
};

Test(excerpt, up_to_the_next_joint)
{
    ontrack_allocator none = {NULL, NULL, NULL, NULL};
    ontrack_allocator allocator = ontrack__allocator(&none);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ontrack__arena arena;
        ontrack__arena_init(&arena, &allocator);
        const size_t offset =
            (size_t)(strstr(rows[i].condition, rows[i].operator_) - rows[i].condition);
        cr_expect_str_eq(ontrack__excerpt(ontrack_text_of(rows[i].condition), offset, &arena),
                         rows[i].excerpt, "%s", rows[i].condition);
        ontrack__arena_free(&arena);
    }
}
