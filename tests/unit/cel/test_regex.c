#include "cel/regex.h"

#include <criterion/criterion.h>

static const struct {
    const char *label, *pattern;
    int column; /* 0: accepted */
} rows[] = {
    {"plain", "^(U|UX|TRU)$", 0},
    {"group without a number", "(?:a|b)+", 0},
    {"named groups", "(?P<x>a)(?<y_1>b)", 0},
    {"flags", "(?i)a(?s-m:.)(?U)b+?", 0},
    {"repetitions", "a*b+c?d{2}e{2,}f{2,5}g*?h+?i??j{2}?", 0},
    {"escapes", "\\d\\D\\w\\W\\s\\S\\b\\B\\A\\.\\*\\(\\x41\\pL\\z", 0},
    {"quoted run", "\\Q(?=++\\1\\E+", 0},
    {"quoted to the end", "\\Q(?=", 0},
    {"class", "[a(?=*+\\d\\]]+", 0},
    {"class with a bracket first", "[](?=]+[^](?=]", 0},
    {"class by name", "[[:alpha:](?=]+", 0},
    {"a brace that repeats nothing", "a{x}+", 0},
    {"an escaped plus", "a+\\+", 0},
    {"as often as RE2 repeats", "a{1000}b{2,1000}", 0},
    {"repeated in groups", "((a{10}b){10}c{2}){10}(d{9}){9}", 0},
    {"a repeated choice", "(a{100}|b{2}){10}", 0},
    {"an end of nothing", "a)", 2},
    {"too often", "xa{1001}", 3},
    {"too often at most", "a{2,1001}", 2},
    {"too often by its groups", "((a{10}b){11}c){10}", 16},
    {"look ahead", "a(?=b)", 2},
    {"look ahead, not", "a(?!b)", 2},
    {"look behind", "(?<=a)b", 1},
    {"look behind, not", "(?<!a)b", 1},
    {"atomic", "(?>a+)b", 1},
    {"reference back", "(a)\\1", 4},
    {"reference by name", "(?P<x>a)(?P=x)", 9},
    {"reference with k", "(?<x>a)\\k<x>", 8},
    {"recursion", "a(?R)?", 2},
    {"condition", "(a)?(?(1)b)", 5},
    {"comment", "a(?#b)", 2},
    {"callout", "a(?C1)", 2},
    {"verb", "(*ACCEPT)a", 1},
    {"limit verb", "(*LIMIT_MATCH=9)a", 1},
    {"possessive", "a++", 2},
    {"possessive count", "a{2}+", 2},
    {"extended", "(?x)a", 1},
    {"keep out", "a\\Kb", 2},
    {"any newline", "a\\R", 2},
    {"escape in a class", "[a\\h]", 1},
    {"unclosed class", "[a", 3},
    {"unclosed group", "(a", 3},
    {"backslash last", "a\\", 3},
};

Test(regex, knows_what_re2_knows)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack__pattern *pattern = NULL;
        const ontrack_status status =
            ontrack__cel_regex(NULL, ontrack_text_of(rows[i].pattern), &pattern, &error);
        const ontrack_status wanted = rows[i].column == 0 ? ONTRACK_OK : ONTRACK_INVALID_RULES;
        cr_expect_eq(status, wanted, "%s: %s", rows[i].label, error.message);
        cr_expect_eq(error.column, rows[i].column, "%s: %d: %s", rows[i].label, (int)error.column,
                     error.message);
        ontrack__pattern_free(pattern);
    }
}
