#include <criterion/criterion.h>
#include <ontrack/decimal.h>

static const struct {
    const char *text;
    bool ok;
    ontrack_decimal value;
    const char *back; /* how it is written again */
} rows[] = {
    {"6", true, 60000, "6"},
    {"0.5", true, 5000, "0.5"},
    {".25", true, 2500, "0.25"},
    {"5.", true, 50000, "5"},
    {"-0.5", true, -5000, "-0.5"},
    {"+1.0000", true, 10000, "1"},
    {"0.3333", true, 3333, "0.3333"},
    {"0.33330", true, 3333, "0.3333"},
    {"0.0001", true, 1, "0.0001"},
    {"0.00001", false, 0, ""},
    {"0.33333", false, 0, ""},
    {"214748.3647", true, 2147483647, "214748.3647"},
    {"214748.3648", false, 0, ""},
    {"-214748.3647", true, -2147483647, "-214748.3647"},
    {"99999999999999999999", false, 0, ""},
    {"000000000000000000006", true, 60000, "6"},
    {"1e3", false, 0, ""},
    {"1,5", false, 0, ""},
    {"1,000", false, 0, ""},
    {"", false, 0, ""},
    {"-", false, 0, ""},
    {".", false, 0, ""},
    {"1 ", false, 0, ""},
    {"0x1", false, 0, ""},
    {"nan", false, 0, ""},
};

Test(decimal, parse_and_format)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ontrack_decimal got = 7;
        const bool ok = ontrack_decimal_parse(ontrack_text_of(rows[i].text), &got);
        cr_expect_eq(ok, rows[i].ok, "'%s'", rows[i].text);
        cr_expect_eq(got, ok ? rows[i].value : 7, "'%s': %d", rows[i].text, (int)got);
        if (!ok || !rows[i].ok) continue;
        char text[ONTRACK_DECIMAL_SIZE];
        cr_expect_eq(ontrack_decimal_format(got, text), strlen(rows[i].back), "'%s'", rows[i].text);
        cr_expect_str_eq(text, rows[i].back);
    }
}

Test(decimal, twelve_halves_are_six)
{
    ontrack_decimal half, sum = 0;
    cr_assert(ontrack_decimal_parse(ontrack_text_of("0.5"), &half));
    for (int i = 0; i < 12; i++)
        sum += half;
    cr_expect_eq(sum, 6 * ONTRACK_DECIMAL_ONE);
}

Test(decimal, formats_the_widest_numbers)
{
    char text[ONTRACK_DECIMAL_SIZE];
    ontrack_decimal_format(INT64_MIN, text);
    cr_expect_str_eq(text, "-922337203685477.5808");
    ontrack_decimal_format(INT64_MAX, text);
    cr_expect_str_eq(text, "922337203685477.5807");
    ontrack_decimal_format(-1, text);
    cr_expect_str_eq(text, "-0.0001");
}
