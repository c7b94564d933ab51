/* instant.h - points in time and the spans between them, in numbers and in text. Layer: cel, inner.
 * A span is a whole number of nanoseconds in an int64, some 292 years either way, as CEL says. */
#ifndef ONTRACK_CEL_INSTANT_H
#define ONTRACK_CEL_INSTANT_H

#include "cel/cel.h"

enum { ONTRACK__INSTANT_SIZE = 40, ONTRACK__SPAN_SIZE = 32 }; /* bytes of their texts, with a NUL */

/* The instant at a number of seconds since 1970; false when it lies outside the years 1 to 9999. */
bool ontrack__instant_at(int64_t seconds, ontrack__cel_instant *out);
/* Reads RFC 3339: "2026-11-26T21:46:36.5-07:00". Digits behind the ninth of a second are dropped.
 */
bool ontrack__instant_parse(ontrack_text text, ontrack__cel_instant *out);
/* Writes RFC 3339 in UTC, without zeros at the end of the fraction. */
void ontrack__instant_format(ontrack__cel_instant instant, char out[ONTRACK__INSTANT_SIZE]);
int ontrack__instant_compare(ontrack__cel_instant a, ontrack__cel_instant b);
/* Move an instant by a span, and find the span from `b` to `a`; false when the result is outside of
 * its range. */
bool ontrack__instant_add(ontrack__cel_instant instant, int64_t span, ontrack__cel_instant *out);
bool ontrack__instant_subtract(ontrack__cel_instant instant, int64_t span,
                               ontrack__cel_instant *out);
bool ontrack__instant_between(ontrack__cel_instant a, ontrack__cel_instant b, int64_t *span);

/* Reads "1h30m", "-1.5s", "0": numbers with the units h, m, s, ms, us, ns. What is less than a
 * nanosecond is dropped. */
bool ontrack__span_parse(ontrack_text text, int64_t *out);
/* Writes seconds: "5400s", "-1.5s". */
void ontrack__span_format(int64_t span, char out[ONTRACK__SPAN_SIZE]);

/* An instant as a clock on a wall shows it. */
typedef struct ontrack__wall {
    int year, month, day;  /* month 1 to 12, day 1 to 31 */
    int weekday, year_day; /* from Sunday and from January 1, both 0 */
    int hours, minutes, seconds, nanos;
} ontrack__wall;
/* `offset` is in seconds east of UTC. */
ontrack__wall ontrack__instant_on_wall(ontrack__cel_instant instant, int32_t offset);

#endif
