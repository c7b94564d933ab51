/**
 * @file
 * @brief Whole days.
 *
 * A date is the number of days since 1970-01-01 in the proleptic Gregorian calendar, without a
 * time or a zone.
 */
#ifndef ONTRACK_DATE_H
#define ONTRACK_DATE_H

#include <ontrack/export.h>
#include <ontrack/text.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Days since 1970-01-01. Valid dates lie from 1900-01-01 to 2199-12-31. */
typedef int32_t ontrack_date;

/** "No date": smaller than every date. */
#define ONTRACK_DATE_NONE INT32_MIN

/** Bytes that ontrack_date_format() writes, the ending NUL included. */
#define ONTRACK_DATE_SIZE 11

/**
 * Reads `YYYY-MM-DD`, nothing before or after it.
 * @param text  Borrowed.
 * @param out   Receives the date on success, else is left alone.
 * @return true when @p text is a day that exists, from 1900 to 2199.
 */
ONTRACK_API bool ontrack_date_parse(ontrack_text text, ontrack_date *out);

/**
 * Day number of a year, month (1 to 12) and day (1 to 31).
 * @return false when there is no such day or it lies outside 1900 to 2199.
 */
ONTRACK_API bool ontrack_date_make(int year, int month, int day, ontrack_date *out);

/** Year, month and day of a valid date; any of the three may be NULL. */
ONTRACK_API void ontrack_date_split(ontrack_date date, int *year, int *month, int *day);

/** Writes `YYYY-MM-DD` and a NUL; an invalid date gives an empty string. */
ONTRACK_API void ontrack_date_format(ontrack_date date, char out[ONTRACK_DATE_SIZE]);

#ifdef __cplusplus
}
#endif

#endif
