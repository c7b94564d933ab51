/* distance.h - how far a comparison was from turning over, in a sentence a counselor can check. */
#ifndef ONTRACK_DISTANCE_H
#define ONTRACK_DISTANCE_H

#include <ontrack/evaluation.h>

enum { DISTANCE_SIZE = 512 };

/* "attendance.rate is 0.9118, 0.0118 above 0.9; absent on the next 4 school days, it would flag".
 * `alone`: the condition is this comparison and nothing else. */
void distance_describe(const ontrack_comparison *comparison, const ontrack_ruleset *ruleset,
                       bool alone, char out[DISTANCE_SIZE]);

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
