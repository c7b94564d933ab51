/* distance.h - how far a comparison was from turning over, in a sentence a counselor can check. */
#ifndef ONTRACK_DISTANCE_H
#define ONTRACK_DISTANCE_H

#include <ontrack/evaluation.h>

enum { DISTANCE_SIZE = 512 };

/* What must be known to speak of days. */
typedef struct distance_view {
    const ontrack_ruleset *ruleset;
    bool days_to_date; /* a rate over the year to date counts in ten-thousandths of a day */
    bool days_within;  /* so does one with options of its own */
} distance_view;

/* "attendance.rate is 0.9118, 0.0118 above 0.9; 4 more absent days, the next ones, would flag".
 * `alone`: the condition is this comparison and nothing else. */
void distance_describe(const ontrack_comparison *comparison, const distance_view *view, bool alone,
                       char out[DISTANCE_SIZE]);

/* The least number of whole days, from here on, that takes the rate `present` / `enrolled` across
 * the bar (ten-thousandths), all three in units of `day` to a day: absences when the rate is on
 * the upper side, present days when it is on the lower one. `or_equal`: the bar itself belongs to
 * the upper side. -1 when no number of days does it. */
int64_t distance_days_ahead(int64_t present, int64_t enrolled, int64_t day, int64_t bar,
                            bool or_equal);
/* The same when a day's mark is changed and the number of days stays. */
int64_t distance_days_within(int64_t present, int64_t enrolled, int64_t day, int64_t bar,
                             bool or_equal);

#endif
