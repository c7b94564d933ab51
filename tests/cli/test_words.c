#include "words.h"

#include <criterion/criterion.h>
#include <string.h>

Test(words, numbers)
{
    static const struct {
        int64_t number;
        const char *text;
    } rows[] = {
        {0, "0"},          {7, "7"},          {999, "999"},
        {1000, "1,000"},   {18412, "18,412"}, {123456789, "123,456,789"},
        {-1000, "-1,000"}, {-999, "-999"},    {INT64_MAX, "9,223,372,036,854,775,807"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[WORDS_NUMBER_SIZE];
        cr_expect_str_eq(words_number(rows[i].number, out), rows[i].text, "%s", out);
    }
}

/* What `print` writes. */
static void capture(char *out, size_t size, const char *text, size_t column, size_t indent,
                    size_t width)
{
    FILE *stream = tmpfile();
    cr_assert_not_null(stream);
    words_wrap(stream, column, indent, width, text);
    rewind(stream);
    out[fread(out, 1, size - 1, stream)] = '\0';
    fclose(stream);
}

Test(words, wrapping)
{
    static const struct {
        const char *label, *text;
        size_t column, indent, width;
        const char *expected;
    } rows[] = {
        {"fits", "one two", 0, 0, 7, "one two"},
        {"does not fit", "one two", 0, 0, 6, "one\ntwo"},
        {"hangs", "one two three", 2, 2, 9, "one two\n  three"},
        {"a long word stays whole", "a extraordinary b", 0, 1, 5, "a\n extraordinary\n b"},
        {"accents are one character",
         "Zo\xc3\xab N\xc3\xba\xc3\xb1"
         "ez",
         0, 0, 9,
         "Zo\xc3\xab N\xc3\xba\xc3\xb1"
         "ez"},
        {"blanks and newlines part words", " one\n  two ", 0, 0, 80, "one two"},
        {"nothing", "", 4, 4, 80, ""},
        {"controls", "a\x1b[31mb", 0, 0, 80, "a?[31mb"},
        {"a C1 control",
         "a\xc2\x9b"
         "b",
         0, 0, 80, "a?b"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[256];
        capture(out, sizeof out, rows[i].text, rows[i].column, rows[i].indent, rows[i].width);
        cr_expect_str_eq(out, rows[i].expected, "%s: %s", rows[i].label, out);
    }
}
