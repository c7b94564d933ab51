#include "cel/functions.h"
#include "support.h"

#include <locale.h>

static const outcome_row strings[] = {
    {"size('\xC3\xA9\xF0\x9F\x98\x80!')", "3"},
    {"'abc'.size()", "3"},
    {"'abc'.contains('bc')", "true"},
    {"'abc'.contains('')", "true"},
    {"''.contains('a')", "false"},
    {"'ab'.contains('abc')", "false"},
    {"'aab'.contains('ab')", "true"},
    {"'abc'.startsWith('ab')", "true"},
    {"'abc'.startsWith('bc')", "false"},
    {"'ab'.startsWith('abc')", "false"},
    {"'abc'.endsWith('bc')", "true"},
    {"'bc'.endsWith('abc')", "false"},
    {"'abc'.matches('^a.c$')", "true"},
    {"matches('abc', 'b')", "true"},
    {"'abc'.matches('a' + '.c')", "true"},
    {"'abc'.matches('(' + '')", "error 6: the pattern is not valid"},
    {"'ALGEBRA'.matches('(?i)alg')", "true"},
    {"'a' < 'b' && 'B' < 'a' && '' < 'a' && 'a' < 'ab'", "true"},
    {"'\xEF\xBF\xBD' < '\xF0\x90\x80\x80'", "true"},
    {"'\xC3\xA9' == 'e\xCC\x81'", "false"},
};

Test(functions, strings)
{
    EXPECT_OUTCOMES(strings);
}

static const outcome_row conversions[] = {
    {"int('-9223372036854775808')", "-9223372036854775808"},
    {"int('+7')", "7"},
    {"int('9223372036854775808')", "error 0: the value does not fit an int"},
    {"int('')", "error 0: the value does not fit an int"},
    {"int('-')", "error 0: the value does not fit an int"},
    {"int(' 1')", "error 0: the value does not fit an int"},
    {"int('0x10')", "error 0: the value does not fit an int"},
    {"int(1.9)", "1"},
    {"int(-1.9)", "-1"},
    {"int(0.0/0.0)", "error 0: the value does not fit an int"},
    {"int(1e19)", "error 0: the value does not fit an int"},
    {"int(-9223372036854775808.0)", "error 0: the value does not fit an int"},
    {"int(9223372036854774784.0)", "9223372036854774784"},
    {"uint('18446744073709551615')", "18446744073709551615u"},
    {"uint('18446744073709551616')", "error 0: the value does not fit a uint"},
    {"uint('-1')", "error 0: the value does not fit a uint"},
    {"uint(-0.5)", "error 0: the value does not fit a uint"},
    {"uint(0.0/0.0)", "error 0: the value does not fit a uint"},
    {"uint(1e300)", "error 0: the value does not fit a uint"},
    {"double('1.5e3')", "1500 double"},
    {"double('-Infinity') < 0.0", "true"},
    {"double('NaN') == double('NaN')", "false"},
    {"double('1,5')", "error 0: the text is not a number that fits a double"},
    {"double('')", "error 0: the text is not a number that fits a double"},
    {"double(' 1')", "error 0: the text is not a number that fits a double"},
    {"double('1e999')", "error 0: the text is not a number that fits a double"},
    {"double(18446744073709551615u) == 18446744073709551616.0", "true"},
    {"string(1.0)", "'1'"},
    {"string(0.1)", "'0.1'"},
    {"string(-4.5e-3)", "'-0.0045'"},
    {"string(1e100)", "'1e+100'"},
    {"string(1.0/0.0)", "'Infinity'"},
    {"string(true)", "'true'"},
    {"string(18446744073709551615u)", "'18446744073709551615'"},
    {"string(-9223372036854775808)", "'-9223372036854775808'"},
    {"bool('t') && bool('True') && !bool('0')", "true"},
    {"bool('yes')", "error 0: the text is neither true nor false"},
    {"1.5 + double('2.5')", "4 double"},
};

Test(functions, conversions)
{
    EXPECT_OUTCOMES(conversions);
}

/* What a host's locale says about decimal points is of no matter. */
Test(functions, comma_locale)
{
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "fr_FR.utf8"};
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(names) && !found; i++)
        found = setlocale(LC_NUMERIC, names[i]) != NULL && localeconv()->decimal_point[0] == ',';
    if (!found) cr_skip_test("no locale with a decimal comma is installed");
    static const outcome_row rows[] = {
        {"string(double('1.5')) + string(0.25)", "'1.50.25'"},
        {"1.5 * 2.0 == 3.0 && attendance.rate <= 0.9", "true"},
        {"double('1,5')", "error 0: the text is not a number that fits a double"},
    };
    EXPECT_OUTCOMES(rows);
}

/* The checker and the evaluator count on the table's shape. */
Test(functions, table)
{
    size_t count, found;
    const ontrack__cel_overload *rows = ontrack__cel_functions(&count);
    cr_assert_gt(count, 0);
    for (size_t i = 0; i < count; i++) {
        const ontrack_text name = ontrack_text_of(rows[i].name);
        const ontrack__cel_overload *first = ontrack__cel_overloads(name, &found);
        cr_expect(&rows[i] >= first && &rows[i] < first + found, "%s stands apart", rows[i].name);
        cr_expect(rows[i].arity >= 1 && rows[i].arity <= ONTRACK__CEL_ARGUMENTS, "%s",
                  rows[i].name);
        cr_expect(rows[i].apply != NULL && rows[i].styles != 0, "%s", rows[i].name);
        for (size_t j = 0; j < ONTRACK__CEL_ARGUMENTS; j++)
            cr_expect_eq(rows[i].takes[j] != 0, j < rows[i].arity, "%s", rows[i].name);
    }
    cr_expect_null(ontrack__cel_overloads(ontrack_text_of("nothing"), &found));
    cr_expect_eq(found, 0);
}
