#include "base/digits.h"

static size_t count_digits(uint64_t number)
{
    size_t count = 1;
    for (uint64_t bound = 10; count < ONTRACK__MOST_DIGITS && number >= bound; bound *= 10)
        count++;
    return count;
}

size_t ontrack__put_digits(char *out, uint64_t number, size_t least)
{
    size_t count = count_digits(number);
    if (count < least) count = least;
    size_t i = count;
    for (; i > 1; number /= 100) { /* half as many divisions */
        const uint64_t pair = number % 100;
        out[--i] = (char)('0' + pair % 10);
        out[--i] = (char)('0' + pair / 10);
    }
    if (i > 0) out[0] = (char)('0' + number % 10);
    return count;
}

size_t ontrack__put_integer(char *out, int64_t number)
{
    const uint64_t size = number < 0 ? (uint64_t)0 - (uint64_t)number : (uint64_t)number;
    if (number >= 0) return ontrack__put_digits(out, size, 1);
    *out = '-';
    return 1 + ontrack__put_digits(out + 1, size, 1);
}
