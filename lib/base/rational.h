/* rational.h - exact fractions of 64-bit integers. Layer: base.
 * A fraction has a denominator above 0 and need not be reduced; results are reduced. */
#ifndef ONTRACK_BASE_RATIONAL_H
#define ONTRACK_BASE_RATIONAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ontrack__rational {
    int64_t numerator;
    int64_t denominator;
} ontrack__rational;

/* The same as below, by products of 128 bits. */
int ontrack__rational_compare_wide(ontrack__rational a, ontrack__rational b);
/* Below, at or above 0; exact for all 64-bit inputs. */
static inline int ontrack__rational_compare(ontrack__rational a, ontrack__rational b)
{
    int64_t left = a.numerator, right = b.numerator;
    if (a.denominator != b.denominator && (__builtin_mul_overflow(left, b.denominator, &left) ||
                                           __builtin_mul_overflow(right, a.denominator, &right)))
        return ontrack__rational_compare_wide(a, b);
    return (int)(left > right) - (int)(left < right);
}
/* false when the exact result does not fit 64 bits, or on division by zero. */
bool ontrack__rational_add(ontrack__rational a, ontrack__rational b, ontrack__rational *out);
bool ontrack__rational_subtract(ontrack__rational a, ontrack__rational b, ontrack__rational *out);
bool ontrack__rational_multiply(ontrack__rational a, ontrack__rational b, ontrack__rational *out);
bool ontrack__rational_divide(ontrack__rational a, ontrack__rational b, ontrack__rational *out);
/* The decimal that the shortest text reading back as `number` stands for (0.9 gives 9/10), or false
 * when it is not finite or does not fit. */
bool ontrack__rational_from_double(double number, ontrack__rational *out);
/* The nearest double. */
double ontrack__rational_to_double(ontrack__rational a);
/* Rounded half away from zero to `digits` places (0 to 9), written with a NUL: "0.9136". Returns
 * the length. */
size_t ontrack__rational_format(ontrack__rational a, int digits, char out[48]);

#endif
