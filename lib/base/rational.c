#include "base/rational.h"

#include "base/digits.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

enum { MOST_PLACES = 9 };

/* Products of two 64-bit numbers, and sums of two such products, need no more than this. */
__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 wide_natural;

static wide_natural wide_size(wide number)
{
    return number < 0 ? (wide_natural)0 - (wide_natural)number : (wide_natural)number;
}

/* Nearly always 64 bits hold both; dividing wider ones takes ten times as long. */
static wide_natural greatest_divisor(wide_natural a, wide_natural b)
{
    while (b != 0 && (a | b) > UINT64_MAX) {
        const wide_natural rest = a % b;
        a = b;
        b = rest;
    }
    if (b == 0) return a;
    uint64_t greater = (uint64_t)a, less = (uint64_t)b;
    while (less != 0) {
        const uint64_t rest = greater % less;
        greater = less;
        less = rest;
    }
    return greater;
}

static wide_natural quotient(wide_natural a, wide_natural b)
{
    return (a | b) > UINT64_MAX ? a / b : (uint64_t)a / (uint64_t)b;
}

/* Reduces; false when it does not fit. The denominator is not 0. */
static bool settle(wide numerator, wide denominator, ontrack__rational *out)
{
    const bool negative = (numerator < 0) != (denominator < 0);
    wide_natural over = wide_size(numerator), under = wide_size(denominator);
    const wide_natural divisor = greatest_divisor(over, under);
    if (divisor > 1) {
        over = quotient(over, divisor);
        under = quotient(under, divisor);
    }
    if (under > INT64_MAX || over > (wide_natural)INT64_MAX + negative) return false;
    out->numerator = negative ? (int64_t)(-(wide)over) : (int64_t)over;
    out->denominator = (int64_t)under;
    return true;
}

int ontrack__rational_compare_wide(ontrack__rational a, ontrack__rational b)
{
    const wide left = (wide)a.numerator * b.denominator, right = (wide)b.numerator * a.denominator;
    return (left > right) - (left < right);
}

bool ontrack__rational_add(ontrack__rational a, ontrack__rational b, ontrack__rational *out)
{
    return settle((wide)a.numerator * b.denominator + (wide)b.numerator * a.denominator,
                  (wide)a.denominator * b.denominator, out);
}

bool ontrack__rational_subtract(ontrack__rational a, ontrack__rational b, ontrack__rational *out)
{
    return settle((wide)a.numerator * b.denominator - (wide)b.numerator * a.denominator,
                  (wide)a.denominator * b.denominator, out);
}

bool ontrack__rational_multiply(ontrack__rational a, ontrack__rational b, ontrack__rational *out)
{
    return settle((wide)a.numerator * b.numerator, (wide)a.denominator * b.denominator, out);
}

bool ontrack__rational_divide(ontrack__rational a, ontrack__rational b, ontrack__rational *out)
{
    if (b.numerator == 0) return false;
    return settle((wide)a.numerator * b.denominator, (wide)a.denominator * b.numerator, out);
}

bool ontrack__rational_from_double(double number, ontrack__rational *out)
{
    if (!isfinite(number)) return false;
    const ontrack__digits digits = ontrack__number_digits(number);
    wide numerator = 0, denominator = 1;
    for (size_t i = 0; i < digits.count; i++)
        numerator = numerator * 10 + (digits.digits[i] - '0');
    /* At most 17 digits times 10 to the 20th stay below 2 to the 127th. */
    const int places = (int)digits.count - digits.point;
    if (places > 37 || places < -20) return false;
    for (int i = 0; i < places; i++)
        denominator *= 10;
    for (int i = places; i < 0; i++)
        numerator *= 10;
    return settle(digits.negative ? -numerator : numerator, denominator, out);
}

double ontrack__rational_to_double(ontrack__rational a)
{
    wide_natural over = wide_size(a.numerator);
    const wide_natural under = (wide_natural)a.denominator;
    if (over == 0) return 0.0;
    int shift = 0;
    for (; over >> 126 == 0; shift++)
        over <<= 1;
    /* At least 63 bits of quotient; the last is set when anything was cut, so that rounding to the
     * 53 bits of a double sees it. */
    wide_natural quotient = over / under;
    bool cut = over % under != 0;
    for (; quotient >> 63 != 0; shift--) {
        cut = cut || (quotient & 1) != 0;
        quotient >>= 1;
    }
    const double size = ldexp((double)((uint64_t)quotient | cut), -shift);
    return a.numerator < 0 ? -size : size;
}

/* size * one / under, rounded half up: twice that, plus the half. Nearly always 64 bits hold it. */
static wide_natural scale(uint64_t size, uint64_t one, uint64_t under)
{
    uint64_t twice;
    if (!__builtin_mul_overflow(size, one * 2, &twice) &&
        !__builtin_add_overflow(twice, under, &twice))
        return twice / (under * 2);
    return ((wide_natural)size * one * 2 + under) / ((wide_natural)under * 2);
}

size_t ontrack__rational_format(ontrack__rational a, int digits, char out[48])
{
    uint64_t one = 1;
    if (digits > MOST_PLACES) digits = MOST_PLACES;
    for (int i = 0; i < digits; i++)
        one *= 10;
    const wide_natural scaled =
        scale((uint64_t)wide_size(a.numerator), one, (uint64_t)a.denominator);
    const uint64_t whole = (uint64_t)(scaled / one), rest = (uint64_t)(scaled % one);
    size_t length = 0;
    if (a.numerator < 0 && scaled != 0) out[length++] = '-';
    length += ontrack__put_digits(out + length, whole, 1);
    if (digits > 0) {
        out[length++] = '.';
        length += ontrack__put_digits(out + length, rest, (size_t)digits);
    }
    out[length] = '\0';
    return length;
}
