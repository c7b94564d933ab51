#include "support.h"

#include <stdlib.h>

static const outcome_row precedence[] = {
    {"1 + 2 * 3", "7"},
    {"(1 + 2) * 3", "9"},
    {"7 - 2 - 1", "4"},
    {"16 / 4 / 2", "2"},
    {"2 * 3 % 4", "2"},
    {"1 + 1 == 2 && 2 < 3", "true"},
    {"true || false && false", "true"},
    {"(true || false) && false", "false"},
    {"1 < 2 == true", "true"},
    {"-1 - -1", "0"},
    {"--1", "1"},
    {"!!true", "true"},
    {"-credits.earned < 0", "true"},
    {"-5.0", "-5 double"},
    {"-[1][0]", "-1"},
    {"1 in [1] == true", "true"},
    {"true ? 1 : false ? 2 : 3", "1"},
    {"1 // a comment\n + 2", "3"},
    {"1 + 2 // ends with the text", "3"},
    {"\t1\f+\r\n2", "3"},
    {".5 + 1.25e1", "13 double"},
    {"0x1F", "31"},
    {"-0x10", "-16"},
    {"0xFFu", "255u"},
    {"'a' 'b'", "refused 1:5: expected an operator or the end, not a text"},
};

Test(parser, precedence)
{
    EXPECT_OUTCOMES(precedence);
}

static const outcome_row bad[] = {
    {"", "refused 1:1: expected a value, but the expression ends"},
    {"   ", "refused 1:4: expected a value, but the expression ends"},
    {"1 +", "refused 1:4: expected a value, but the expression ends"},
    {"(1", "refused 1:3: expected \")\", but the expression ends"},
    {"1)", "refused 1:2: expected an operator or the end, not \")\""},
    {"[1, 2", "refused 1:6: expected \",\" or \"]\", but the expression ends"},
    {"[,]", "refused 1:2: expected a value, not \",\""},
    {"size(1,)", "refused 1:8: expected a value, not \")\""},
    {"{1}", "refused 1:3: expected \":\" behind the key, not \"}\""},
    {"{1: 2", "refused 1:6: expected \",\" or \"}\", but the expression ends"},
    {"a[1", "refused 1:4: expected \"]\", but the expression ends"},
    {"true ? 1", "refused 1:9: expected \":\" of the choice, but the expression ends"},
    {"a.", "refused 1:3: expected a name behind \".\", but the expression ends"},
    {"a.in", "refused 1:3: expected a name behind \".\", not \"in\""},
    {"a.1", "refused 1:2: expected an operator or the end, not \".1\""},
    {"a and b", "refused 1:3: expected an operator or the end, not \"and\"; write && for \"and\""},
    {"a OR b", "refused 1:3: expected an operator or the end, not \"OR\"; write || for \"or\""},
    {"a = 1", "refused 1:3: a single = means nothing here: write == to compare"},
    {"a & b", "refused 1:3: a single & means nothing here: write && for \"and\""},
    {"a | b", "refused 1:3: a single | means nothing here: write || for \"or\""},
    {"a ; b", "refused 1:3: a character that means nothing here"},
    {"\n\n \xC3\xA9", "refused 3:2: a character that means nothing here"},
    {"for", "refused 1:1: \"for\" is a reserved word and cannot be a name"},
    {"while(1)", "refused 1:1: \"while\" is a reserved word and cannot be a name"},
    {"in", "refused 1:1: \"in\" is a reserved word and cannot be a name"},
    {"12abc", "refused 1:3: a number runs into a name"},
    {"0x", "refused 1:2: a number runs into a name"},
    {"1e", "refused 1:2: a number runs into a name"},
    {"1uu", "refused 1:3: a number runs into a name"},
    {"9223372036854775808", "refused 1:1: a number too large for an int"},
    {"-9223372036854775809", "refused 1:2: a number too large for an int"},
    {"0x8000000000000000", "refused 1:1: a number too large for an int"},
    {"18446744073709551616u", "refused 1:1: a number too large for a uint"},
    {"1e999", "refused 1:1: a number too large for a double"},
    {"'abc", "refused 1:1: a text is not closed: its last quote is missing"},
    {"1 + 'a\nb'", "refused 1:5: a text is not closed: its last quote is missing"},
    {"'abc\\'", "refused 1:1: a text is not closed: its last quote is missing"},
    {"'abc\\", "refused 1:1: a text is not closed: its last quote is missing"},
    {"'''a''", "refused 1:1: a text is not closed: its last quote is missing"},
    {"`a`", "refused 1:1: expected a value, not \"`a`\""},
    {"a.`", "refused 1:3: a name in backquotes holds letters, digits, blanks and _ . - / and ends "
            "with a backquote"},
    {"has(a)", "refused 1:1: has() takes one selection, such as has(map.key)"},
    {"has(a.b, a.c)", "refused 1:1: has() takes one selection, such as has(map.key)"},
    {"has()", "refused 1:1: has() takes one selection, such as has(map.key)"},
    {"[1].all(1, true)", "refused 1:9: all() takes a simple name first, such as x"},
    {"[1].all(a.b, true)", "refused 1:11: all() takes a simple name first, such as x"},
    {"[1].all(x)", "refused 1:9: undeclared name \"x\""},
    {"!-1", "refused 1:2: expected a value, not \"-\""},
};

Test(parser, refuses_with_a_place)
{
    EXPECT_OUTCOMES(bad);
}

static const outcome_row strings[] = {
    {"'\\x41\\u00e9\\U0001F600\\101'", "'A\xC3\xA9\xF0\x9F\x98\x80\x41'"},
    {"'\\ud83d\\ude00'", "'\xF0\x9F\x98\x80'"},
    {"r'\\n'", "'\\n'"},
    {"R\"\\\"", "'\\'"},
    {"'''it's\n''x'''", "'it's\n''x'"},
    {"\"\"\"a\"b\"\"\"", "'a\"b'"},
    {"'\\\\\\'\\\"\\`\\?'", "'\\'\"`?'"},
    {"size('a\\000b')", "3"},
    {"'a\\q'",
     "refused 1:3: an unknown escape: a backslash itself is written \\\\, or put r before "
     "the text"},
    {"'\\xg0'", "refused 1:2: an escape has too few hexadecimal digits"},
    {"'\\u12'", "refused 1:2: an escape has too few hexadecimal digits"},
    {"'\\u+123'", "refused 1:2: an escape has too few hexadecimal digits"},
    {"'\\12'", "refused 1:2: an octal escape has three digits"},
    {"'\\400'", "refused 1:2: an unknown escape: a backslash itself is written \\\\, or put r "
                "before the text"},
    {"'\\ud800'", "refused 1:2: an escape names no character"},
    {"'\\ud800\\u0041'", "refused 1:2: an escape names no character"},
    {"'\\udc00'", "refused 1:2: an escape names no character"},
    {"'\\U00110000'", "refused 1:2: an escape names no character"},
    {"'\\Uffffffff'", "refused 1:2: an escape names no character"},
};

Test(parser, strings)
{
    EXPECT_OUTCOMES(strings);
}

/* `count` copies of `piece` between two ends. */
static char *repeat(const char *before, const char *piece, size_t count, const char *after)
{
    const size_t size = strlen(piece);
    char *text = malloc(strlen(before) + size * count + strlen(after) + 1);
    cr_assert_not_null(text);
    char *at = text + strlen(strcpy(text, before));
    for (size_t i = 0; i < count; i++, at += size)
        memcpy(at, piece, size);
    strcpy(at, after);
    return text;
}

static ontrack_status compile(const char *text, ontrack_error *error)
{
    ontrack__cel_program *program = NULL;
    const ontrack__cel_options options = {.lenient = true};
    const ontrack_status status =
        ontrack__cel_compile(NULL, ontrack_text_of(text), &options, &program, error);
    ontrack__cel_free(program);
    return status;
}

static const struct {
    const char *label, *before, *piece, *after;
    size_t count;
    ontrack_status status;
} deep[] = {
    {"parentheses", "", "(", "1", 60000, ONTRACK_LIMIT},
    {"lists", "", "[", "", 60000, ONTRACK_LIMIT},
    {"maps", "", "{1:", "", 20000, ONTRACK_LIMIT},
    {"calls", "", "size(", "", 12000, ONTRACK_LIMIT},
    {"nots", "", "!", "true", 60000, ONTRACK_LIMIT},
    {"minuses", "", "-", "a", 60000, ONTRACK_LIMIT},
    {"indexes inward", "", "a[", "", 30000, ONTRACK_LIMIT},
    {"indexes in a row", "a", "[0]", "", 20000, ONTRACK_LIMIT},
    {"selections", "a", ".b", "", 30000, ONTRACK_LIMIT},
    {"sums", "1", "+1", "", 30000, ONTRACK_LIMIT},
    {"choices to the right", "", "a?b:", "c", 16000, ONTRACK_LIMIT},
    {"macros", "[]", ".map(x,[]", "", 7000, ONTRACK_LIMIT},
    {"member calls", "a", ".size()", "", 9000, ONTRACK_LIMIT},
    {"a long or is not deep", "a", "||a", "", 20000, ONTRACK_OK},
    {"a long and is not deep", "a", "&&a", "", 20000, ONTRACK_OK},
    {"a long list is not deep", "[", "1,", "]", 30000, ONTRACK_OK},
    {"as many sums as fit", "1", "+1", "", 249, ONTRACK_OK},
    {"32 selections", "a", ".b", "", 32, ONTRACK_OK},
    {"240 parentheses open", "", "(", "1", 240, ONTRACK_INVALID_RULES},
    {"too long", "", " ", "1", 65536, ONTRACK_LIMIT},
    {"as long as may be", "", " ", "1", 65535, ONTRACK_OK},
};

Test(parser, depth_and_length)
{
    for (size_t i = 0; i < COUNT_OF(deep); i++) {
        ontrack_error error = ONTRACK_ERROR_INIT;
        char *text = repeat(deep[i].before, deep[i].piece, deep[i].count, deep[i].after);
        cr_expect_eq(compile(text, &error), deep[i].status, "%s: %s", deep[i].label, error.message);
        free(text);
    }
}

Test(parser, text_that_is_no_utf8)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_expect_eq(compile("'\xC3\xA9' ==\n '\xC3('", &error), ONTRACK_INVALID_RULES);
    cr_expect_eq(error.line, 2);
    cr_expect_eq(error.column, 3);
    cr_expect_eq(compile("'\xED\xA0\x80'", NULL), ONTRACK_INVALID_RULES);
}

Test(parser, a_nul_byte_is_refused_outside_of_texts)
{
    ontrack__cel_program *program = NULL;
    const ontrack_text outside = {"1\0+ 1", 5}, inside = {"'\0'", 3}, comment = {"1//\0", 4};
    cr_expect_eq(ontrack__cel_compile(NULL, outside, NULL, &program, NULL), ONTRACK_INVALID_RULES);
    cr_assert_eq(ontrack__cel_compile(NULL, inside, NULL, &program, NULL), ONTRACK_OK);
    ontrack__cel_free(program);
    cr_assert_eq(ontrack__cel_compile(NULL, comment, NULL, &program, NULL), ONTRACK_OK);
    ontrack__cel_free(program);
}
