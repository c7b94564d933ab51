#include <ontrack/decimal.h>

#include "base/digits.h"

enum { PLACES = 4 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits from *at on into *number, which stops growing once it is too large; how many were read. */
static size_t read_integer(ontrack_text text, size_t *at, int64_t *number)
{
    const size_t start = *at;
    while (*at < text.size && is_digit(text.data[*at])) {
        if (*number <= INT32_MAX) *number = *number * 10 + (text.data[*at] - '0');
        (*at)++;
    }
    return *at - start;
}

/* Four places into *number; further ones must be zeros. How many were read, or -1. */
static int read_fraction(ontrack_text text, size_t *at, int64_t *number)
{
    int read = 0;
    for (; *at < text.size && is_digit(text.data[*at]); (*at)++, read++) {
        if (read < PLACES)
            *number = *number * 10 + (text.data[*at] - '0');
        else if (text.data[*at] != '0')
            return -1;
    }
    for (int i = read; i < PLACES; i++)
        *number *= 10;
    return read;
}

bool ontrack_decimal_parse(ontrack_text text, ontrack_decimal *out)
{
    size_t at = 0;
    const bool negative = text.size > 0 && text.data[0] == '-';
    if (text.size > 0 && (text.data[0] == '-' || text.data[0] == '+')) at = 1;
    int64_t number = 0;
    size_t read = read_integer(text, &at, &number);
    if (number > INT32_MAX / ONTRACK_DECIMAL_ONE) return false;
    if (at < text.size && text.data[at] == '.') {
        at++;
        const int places = read_fraction(text, &at, &number);
        if (places < 0) return false;
        read += (size_t)places;
    } else {
        number *= ONTRACK_DECIMAL_ONE;
    }
    if (read == 0 || at != text.size || number > INT32_MAX) return false;
    *out = (ontrack_decimal)(negative ? -number : number);
    return true;
}

size_t ontrack_decimal_format(int64_t ten_thousandths, char out[ONTRACK_DECIMAL_SIZE])
{
    const bool negative = ten_thousandths < 0;
    const uint64_t size =
        negative ? (uint64_t)0 - (uint64_t)ten_thousandths : (uint64_t)ten_thousandths;
    const uint64_t whole = size / ONTRACK_DECIMAL_ONE, rest = size % ONTRACK_DECIMAL_ONE;
    size_t length = 0;
    if (negative) out[length++] = '-';
    length += ontrack__put_digits(out + length, whole, 1);
    if (rest != 0) {
        out[length++] = '.';
        length += ontrack__put_digits(out + length, rest, PLACES);
        while (out[length - 1] == '0')
            length--;
    }
    out[length] = '\0';
    return length;
}
