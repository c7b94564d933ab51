#include "base/digits.h"

#include <criterion/criterion.h>

static const struct {
    uint64_t number;
    size_t least;
    const char *text;
} natural[] = {
    {0, 1, "0"},           {0, 0, "0"},
    {0, 3, "000"},         {9, 1, "9"},
    {10, 1, "10"},         {10, 2, "10"},
    {10, 4, "0010"},       {99999, 1, "99999"},
    {100000, 1, "100000"}, {UINT64_MAX, 1, "18446744073709551615"},
};

Test(digits, whole_numbers)
{
    for (size_t i = 0; i < sizeof natural / sizeof *natural; i++) {
        char text[32] = {0};
        const size_t size = ontrack__put_digits(text, natural[i].number, natural[i].least);
        cr_expect_str_eq(text, natural[i].text);
        cr_expect_eq(size, strlen(natural[i].text), "%s", natural[i].text);
    }
}

static const struct {
    int64_t number;
    const char *text;
} integers[] = {
    {0, "0"},
    {7, "7"},
    {-1, "-1"},
    {-10, "-10"},
    {INT64_MAX, "9223372036854775807"},
    {INT64_MIN, "-9223372036854775808"},
};

Test(digits, signs)
{
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++) {
        char text[32] = {0};
        const size_t size = ontrack__put_integer(text, integers[i].number);
        cr_expect_str_eq(text, integers[i].text);
        cr_expect_eq(size, strlen(integers[i].text), "%s", integers[i].text);
    }
}
