/* The texts that simple patterns stand for. */
#include "review/alternatives.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct {
    const char *pattern;
    const char *texts; /* joined by blanks, "*" behind open ones; "!": not simple */
    bool complete;
} rows[] = {
    {"^A$", "A", true},
    {"^(A|BC)$", "A BC", true},
    {"^A|^B$", "A* B", true},
    {"(?i)^(U|UN(EXC)?)$", "U UN UNEXC", true},
    {"^[AB]C?$", "A AC B BC", true},
    {"^T\\d{1,3}$", "", false},
    {"^(T|T\\d{1,3})$", "T", false},
    {"^A{2,3}$", "AA AAA", true},
    {"^AB*", "A*", false},
    {"^H\\.E", "H.E*", true},
    {"^((A|B)(C|D))$", "AC AD BC BD", true},
    {"A", "!", false},
    {"^A(?!B)", "!", false},
    {"^[A-C]$", "!", false},
    {"^[^A]$", "!", false},
    {"^(A$|B)", "!", false},
    {"^A+?B", "!", false},
    {"^\\bA", "!", false},
    {"^(A", "!", false},
    {"^(((((((((((((((((((((((((A)))))))))))))))))))))))))", "!", false},
    {"^[AB][AB][AB][AB][AB][AB][AB][AB]$", "", false},
};

static void join(const ontrack__alternatives *all, char *out)
{
    if (!all->simple) strcpy(out, "!");
    for (size_t i = 0; i < all->count; i++) {
        if (i > 0) strcat(out, " ");
        strncat(out, all->items[i].text.data, all->items[i].text.size);
        if (all->items[i].open) strcat(out, "*");
    }
}

Test(alternatives, of_simple_patterns)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1024] = "";
        ontrack__arena arena;
        ontrack__alternatives all;
        ontrack__arena_init(&arena, &allocator);
        cr_assert(ontrack__alternatives_of(ontrack_text_of(rows[i].pattern), &arena, &all));
        join(&all, text);
        cr_expect_str_eq(text, rows[i].texts, "%s: %s", rows[i].pattern, text);
        cr_expect_eq(all.complete, rows[i].complete, "%s", rows[i].pattern);
        cr_expect_not(all.everything);
        ontrack__arena_free(&arena);
    }
}

Test(alternatives, catch_alls)
{
    static const char *const patterns[] = {".", "", ".*", "^.+$", "(?i)."};
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        ontrack__arena arena;
        ontrack__alternatives all;
        ontrack__arena_init(&arena, &allocator);
        cr_assert(ontrack__alternatives_of(ontrack_text_of(patterns[i]), &arena, &all));
        cr_expect(all.everything, "%s", patterns[i]);
        ontrack__arena_free(&arena);
    }
}
