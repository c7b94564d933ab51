#include "base/text.h"

#include <criterion/criterion.h>

static const struct {
    const char *label, *bytes;
    size_t size, bad; /* bad == size: well-formed */
} utf8_rows[] = {
    {"ASCII", "abc", 3, 3},
    {"two bytes", "\xC3\xA9", 2, 2},
    {"three bytes", "\xE2\x82\xAC", 3, 3},
    {"four bytes", "\xF0\x9F\x90\xB1", 4, 4},
    {"the last code point", "\xF4\x8F\xBF\xBF", 4, 4},
    {"above the last", "\xF4\x90\x80\x80", 4, 0},
    {"Latin-1", "caf\xE9", 4, 3},
    {"overlong slash", "\xC0\xAF", 2, 0},
    {"overlong in three", "\xE0\x80\xAF", 3, 0},
    {"overlong in four", "\xF0\x80\x80\xAF", 4, 0},
    {"surrogate", "\xED\xA0\x80", 3, 0},
    {"before the surrogates", "\xED\x9F\xBF", 3, 3},
    {"lone continuation", "a\x80", 2, 1},
    {"cut short", "ab\xE2\x82", 4, 2},
    {"no text", "", 0, 0},
};

Test(text, utf8_valid)
{
    for (size_t i = 0; i < sizeof utf8_rows / sizeof *utf8_rows; i++) {
        const ontrack_text text = {utf8_rows[i].bytes, utf8_rows[i].size};
        size_t bad = utf8_rows[i].size;
        const bool valid = ontrack__utf8_valid(text, &bad);
        cr_expect_eq(valid, utf8_rows[i].bad == utf8_rows[i].size, "%s", utf8_rows[i].label);
        cr_expect_eq(bad, utf8_rows[i].bad, "%s: at %zu", utf8_rows[i].label, bad);
    }
}

Test(text, utf8_next_reads_what_put_wrote)
{
    const uint32_t points[] = {0x24, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        char bytes[4];
        const ontrack_text text = {bytes, ontrack__utf8_put(points[i], bytes)};
        size_t at = 0;
        cr_expect(ontrack__utf8_valid(text, NULL));
        cr_expect_eq(ontrack__utf8_next(text, &at), points[i]);
        cr_expect_eq(at, text.size);
    }
}

Test(text, compare_is_the_order_of_bytes)
{
    static const char *const ascending[] = {"", "A", "A0", "AA", "B", "a", "\xC3\xA9"};
    const size_t count = sizeof ascending / sizeof *ascending;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            const int order =
                ontrack__text_compare(ontrack_text_of(ascending[i]), ontrack_text_of(ascending[j]));
            cr_expect_eq(order < 0 ? -1 : order > 0, i < j ? -1 : i > j, "%zu and %zu", i, j);
        }
}

static const struct {
    const char *text;
    bool ok;
    int32_t value;
} integer_rows[] = {
    {"0", true, 0},
    {"-7", true, -7},
    {"+7", true, 7},
    {"2147483647", true, INT32_MAX},
    {"2147483648", false, 0},
    {"-2147483647", true, -INT32_MAX},
    {"-2147483648", false, 0}, /* the mark for "not given" */
    {"99999999999", false, 0},
    {"", false, 0},
    {"-", false, 0},
    {"1.0", false, 0},
    {" 1", false, 0},
};

Test(text, integer)
{
    for (size_t i = 0; i < sizeof integer_rows / sizeof *integer_rows; i++) {
        int32_t got = 99;
        const bool ok = ontrack__text_integer(ontrack_text_of(integer_rows[i].text), &got);
        cr_expect_eq(ok, integer_rows[i].ok, "'%s'", integer_rows[i].text);
        cr_expect_eq(got, ok ? integer_rows[i].value : 99, "'%s'", integer_rows[i].text);
    }
}

Test(text, trim)
{
    cr_expect(ontrack__text_is(ontrack__text_trim(ontrack_text_of(" \t a b\r\n")), "a b"));
    cr_expect_eq(ontrack__text_trim(ontrack_text_of(" \t ")).size, 0);
}

Test(text, bytes_are_equal_when_each_is)
{
    for (size_t size = 0; size < 40; size++) {
        char a[40] = {0}, b[41] = {0};
        for (size_t i = 0; i < size; i++)
            a[i] = b[i + 1] = (char)('a' + i % 26);
        cr_expect(ontrack__bytes_equal(a, b + 1, size), "%zu bytes", size);
        for (size_t i = 0; i < size; i++) {
            b[i + 1] ^= 0x40;
            cr_expect_not(ontrack__bytes_equal(a, b + 1, size), "%zu bytes but byte %zu", size, i);
            b[i + 1] ^= 0x40;
        }
    }
}
