#include "base/number.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *label, *text;
    double number;
    bool ok;
} parses[] = {
    {"zero", "0", 0.0, true},
    {"negative zero", "-0", -0.0, true},
    {"integer", "42", 42.0, true},
    {"plus", "+42", 42.0, true},
    {"fraction", "0.9", 0.9, true},
    {"no whole", ".25", 0.25, true},
    {"leading zeros", "000012.5000", 12.5, true},
    {"small", "0.000001", 0.000001, true},
    {"exponent", "6.02214e23", 6.02214e23, true},
    {"exponent plus", "1E+3", 1000.0, true},
    {"exponent minus", "25e-2", 0.25, true},
    {"largest", "1.7976931348623157e308", 1.7976931348623157e308, true},
    {"smallest", "5e-324", 5e-324, true},
    {"underflow", "1e-400", 0.0, true},
    {"exponent without end", "0e99999999999999999999", 0.0, true},
    {"overflow", "1e309", 0, false},
    {"overflow without end", "1e99999999999999999999", 0, false},
    {"empty", "", 0, false},
    {"sign only", "-", 0, false},
    {"point only", ".", 0, false},
    {"nothing behind the point", "1.", 0, false},
    {"no exponent", "1e", 0, false},
    {"exponent sign only", "1e+", 0, false},
    {"comma", "1,5", 0, false},
    {"hexadecimal", "0x10", 0, false},
    {"infinity", "inf", 0, false},
    {"blank before", " 1", 0, false},
    {"blank behind", "1 ", 0, false},
    {"two points", "1.2.3", 0, false},
};

static void check_parses(void)
{
    for (size_t i = 0; i < sizeof parses / sizeof *parses; i++) {
        double got = 77;
        const bool ok = ontrack__number_parse(ontrack_text_of(parses[i].text), &got);
        cr_expect_eq(ok, parses[i].ok, "%s", parses[i].label);
        cr_expect(!ok || got == parses[i].number, "%s: %a", parses[i].label, got);
        cr_expect(!ok || signbit(got) == signbit(parses[i].number), "%s: sign", parses[i].label);
        cr_expect(ok || got == 77, "%s: left alone", parses[i].label);
    }
}

static const struct {
    double number;
    const char *text;
} formats[] = {
    {0.0, "0"},
    {-0.0, "-0"},
    {1.0, "1"},
    {-4.5e-3, "-0.0045"},
    {0.1, "0.1"},
    {0.3, "0.3"},
    {0.1 + 0.2, "0.30000000000000004"},
    {123.456, "123.456"},
    {1000000.0, "1000000"},
    {100.0, "100"},
    {0.0001, "0.0001"},
    {0.00001, "1e-05"},
    {1e20, "100000000000000000000"},
    {1e21, "1e+21"},
    {-6.02214e23, "-6.02214e+23"},
    {5e-324, "5e-324"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {5.9604644775390625e-08, "5.960464477539063e-08"}, /* 2 to the -24th */
    {9007199254740993.0, "9007199254740992"},
    {(double)INFINITY, "Infinity"},
    {-(double)INFINITY, "-Infinity"},
    {(double)NAN, "NaN"},
};

static void check_formats(void)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char text[40];
        const size_t length = ontrack__number_format(formats[i].number, text);
        cr_expect_str_eq(text, formats[i].text);
        cr_expect_eq(length, strlen(formats[i].text), "%s", formats[i].text);
    }
}

Test(number, parse)
{
    check_parses();
}

Test(number, format)
{
    check_formats();
}

/* Where a locale with a comma is installed: the texts stay what they were. */
Test(number, comma_locale)
{
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "fr_FR.utf8"};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++)
        found = setlocale(LC_ALL, names[i]) != NULL && localeconv()->decimal_point[0] == ',';
    if (!found) cr_skip_test("no locale with a decimal comma is installed");
    check_parses();
    check_formats();
}

/* A text halfway between two doubles goes to the even one, and to the upper one when only its last
 * of a thousand digits says so. */
Test(number, long_texts_round_correctly)
{
    static const char half[] = "9007199254740993"; /* 2 to the 53rd, plus 1 */
    char text[1100];
    double got = 0;
    snprintf(text, sizeof text, "%s.%01000d", half, 0);
    cr_assert(ontrack__number_parse(ontrack_text_of(text), &got));
    cr_expect_eq(got, 9007199254740992.0);
    text[strlen(text) - 1] = '1';
    cr_assert(ontrack__number_parse(ontrack_text_of(text), &got));
    cr_expect_eq(got, 9007199254740994.0);
    memset(text, '1', 1000);
    snprintf(text + 1000, 100, "e-999");
    cr_assert(ontrack__number_parse(ontrack_text_of(text), &got));
    cr_expect_eq(got, 1.1111111111111111);
    memset(text, '0', 1000);
    snprintf(text + 1000, 100, "7.5");
    cr_assert(ontrack__number_parse(ontrack_text_of(text), &got));
    cr_expect_eq(got, 7.5);
    memset(text, '7', 1000);
    snprintf(text + 1000, 100, ".5e-1000");
    cr_assert(ontrack__number_parse(ontrack_text_of(text), &got));
    cr_expect_eq(got, 0.7777777777777778);
}

Test(number, random_bits_read_back)
{
    uint64_t state = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        double number, got = 0;
        memcpy(&number, &state, sizeof number);
        if (!isfinite(number)) continue;
        char text[40];
        ontrack__number_format(number, text);
        cr_assert(ontrack__number_parse(ontrack_text_of(text), &got), "%s", text);
        cr_assert_eq(got, number, "%s", text);
    }
}
