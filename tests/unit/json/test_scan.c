#include "json/scan.h"

#include <criterion/criterion.h>

static const struct {
    const char *label, *text;
    size_t bytes;
} strings[] = {
    {"none", "[1, true]", 0},
    {"keys count", "{\"ab\": \"cde\"}", 5},
    {"short escapes", "[\"\\n\\\\\\\"x\"]", 4},
    {"one, two and three bytes", "[\"\\u0041\\u00e9\\u20ac\"]", 6},
    {"a pair is four", "[\"\\ud83d\\ude00\"]", 4},
    {"raw bytes", "[\"\xC3\xA9\"]", 2},
    {"brackets inside", "[\"[[[{{{\"]", 6},
    {"cut in a string", "[\"ab", 2},
    {"cut in an escape", "[\"ab\\", 3},
    {"cut in a long escape", "[\"ab\\u00", 3},
};

Test(scan, counts_decoded_bytes)
{
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        const ontrack__json_scan scan = ontrack__json_scan_text(ontrack_text_of(strings[i].text));
        cr_expect_eq(scan.excess, ONTRACK__JSON_FITS, "%s", strings[i].label);
        cr_expect_eq(scan.string_bytes, strings[i].bytes, "%s: %zu", strings[i].label,
                     scan.string_bytes);
    }
}

Test(scan, places_are_in_characters)
{
    const ontrack__json_scan scan =
        ontrack__json_scan_text(ontrack_text_of("[\n\"\xC3\xA9\", 1234567890123456]"));
    cr_expect_eq(scan.excess, ONTRACK__JSON_NUMBER_TOO_LONG);
    cr_expect_eq(scan.line, 2);
    cr_expect_eq(scan.column, 6);
}

Test(scan, a_nul_byte_is_no_json)
{
    const ontrack_text text = {"123\0", 4};
    const ontrack__json_scan scan = ontrack__json_scan_text(text);
    cr_expect_eq(scan.excess, ONTRACK__JSON_NUL_BYTE);
    cr_expect_eq(scan.column, 4);
}

Test(scan, fifteen_characters_fit)
{
    cr_expect_eq(ontrack__json_scan_text(ontrack_text_of("-12345678901234")).excess,
                 ONTRACK__JSON_FITS);
    cr_expect_eq(ontrack__json_scan_text(ontrack_text_of("-123456789012345")).excess,
                 ONTRACK__JSON_NUMBER_TOO_LONG);
}
