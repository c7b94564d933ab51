/* digits.h - whole numbers as digits; a row of results has many, and printf() is slow. Layer: base.
 */
#ifndef ONTRACK_BASE_DIGITS_H
#define ONTRACK_BASE_DIGITS_H

#include <stddef.h>
#include <stdint.h>

/* Most digits of a number that is not asked to have more. */
enum { ONTRACK__MOST_DIGITS = 20 };

/* Writes a number with zeros before it where it has fewer than `least` digits, and no NUL. Returns
 * how many bytes. */
size_t ontrack__put_digits(char *out, uint64_t number, size_t least);
/* The same with a sign before it when it is negative. */
size_t ontrack__put_integer(char *out, int64_t number);

#endif
