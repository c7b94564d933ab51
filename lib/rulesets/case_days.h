/* case_days.h - the days that one row of a test's records stands for. Layer: rulesets.
 * A row with "from", "to", "days" or "except" stands for many: every school day of the range.
 * School days are those of the test's own calendar, or Monday to Friday where it has none. */
#ifndef ONTRACK_RULESETS_CASE_DAYS_H
#define ONTRACK_RULESETS_CASE_DAYS_H

#include "base/arena.h"
#include "json/json.h"
#include <ontrack/date.h>

/* School days of a test's calendar, ascending. */
typedef struct ontrack__case_days {
    const ontrack_date *days;
    size_t count;
} ontrack__case_days;

/* Whether a key of a row is one of a range's. */
bool ontrack__is_range_key(const char *name);
/* Whether a row has any of them. */
bool ontrack__has_range(const ontrack__json_value *row);
/* The days of a row with a range. `school` is empty before the calendar is known. `*next` is the
 * day on which a range without "from" begins, NONE when there is none yet, and becomes the day
 * after this range. `out` (in `arena`) receives the days, ascending. */
ontrack_status ontrack__range_days(const ontrack__json_cursor *row,
                                   const ontrack__case_days *school, ontrack_date *next,
                                   ontrack__arena *arena, ontrack__case_days *out,
                                   ontrack_error *error);
/* A day as a row's member writes it. */
ontrack_status ontrack__case_date(const ontrack__json_cursor *at, ontrack_date *out,
                                  ontrack_error *error);

#endif
