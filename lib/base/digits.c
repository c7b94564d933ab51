#include "base/digits.h"

size_t ontrack__put_digits(char *out, uint64_t number, size_t least)
{
    size_t count = 1;
    for (uint64_t left = number / 10; left > 0; left /= 10)
        count++;
    if (count < least) count = least;
    for (size_t i = count; i-- > 0; number /= 10)
        out[i] = (char)('0' + number % 10);
    return count;
}

size_t ontrack__put_integer(char *out, int64_t number)
{
    const uint64_t size = number < 0 ? (uint64_t)0 - (uint64_t)number : (uint64_t)number;
    if (number >= 0) return ontrack__put_digits(out, size, 1);
    *out = '-';
    return 1 + ontrack__put_digits(out + 1, size, 1);
}
