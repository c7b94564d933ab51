/**
 * @file
 * @brief Exact decimals: credits, days, shares of a day.
 *
 * A decimal is an integer count of ten-thousandths: 0.5 is 5000. Sums are integer sums, so twelve
 * times 0.5 is 6 on every machine.
 */
#ifndef ONTRACK_DECIMAL_H
#define ONTRACK_DECIMAL_H

#include <ontrack/export.h>
#include <ontrack/text.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Ten-thousandths. In a record it lies within +/- 214,748.3647 (int32). */
typedef int32_t ontrack_decimal;

/** "Not given": smaller than every decimal. */
#define ONTRACK_DECIMAL_NONE INT32_MIN
/** 1.0 */
#define ONTRACK_DECIMAL_ONE 10000
/** Bytes that ontrack_decimal_format() writes at most, the ending NUL included. */
#define ONTRACK_DECIMAL_SIZE 24

/**
 * Reads digits with an optional sign, point and at most four decimal places ("6", "-0.5", ".25",
 * "0.3333"; further places only when they are zeros). No exponent, no thousands separator, no
 * locale.
 * @return false when @p text is anything else or too large; @p out is then left alone.
 */
ONTRACK_API bool ontrack_decimal_parse(ontrack_text text, ontrack_decimal *out);

/** Writes the shortest exact form of @p ten_thousandths and a NUL: "6", "5.5", "-0.0001". Returns
 * its length. */
ONTRACK_API size_t ontrack_decimal_format(int64_t ten_thousandths, char out[ONTRACK_DECIMAL_SIZE]);

#ifdef __cplusplus
}
#endif

#endif
