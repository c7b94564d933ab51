/* number.h - doubles as text and back, whatever the host's locale. Layer: base. */
#ifndef ONTRACK_BASE_NUMBER_H
#define ONTRACK_BASE_NUMBER_H

#include <ontrack/text.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads digits with an optional sign, point and exponent ("6", "-0.5", ".25", "1e3"), correctly
 * rounded. false for anything else (blanks, hexadecimal, "inf"), or when it is too large for a
 * finite double. */
bool ontrack__number_parse(ontrack_text text, double *out);

/* A finite number as decimal digits, the shortest that read back as the same double: the value is
 * 0.DIGITS times 10 to the power of `point`. Zero is one digit "0" with point 1. */
typedef struct ontrack__digits {
    bool negative;
    int point;
    size_t count;
    char digits[20]; /* ended by a NUL */
} ontrack__digits;
ontrack__digits ontrack__number_digits(double number);

/* Writes the shortest text that reads back, and a NUL: "0.1", "-4.5e-07", "1e+21", "Infinity",
 * "NaN". Returns the length. */
size_t ontrack__number_format(double number, char out[40]);

#endif
