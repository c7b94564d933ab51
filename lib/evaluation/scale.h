/* scale.h - notices credits that cannot be in the rule set's unit. Layer: evaluation.
 *
 * A year-long course is worth 1 in one district and 5 or 10 in another; a rule set that asks for 6
 * credits then finds everybody on track, or nobody. The test holds what courses are worth against
 * the bar that a rule compares credits with, so it does not depend on how much of the year is over:
 * a single course is never worth more than half of the bar while the student's courses come to four
 * times the bar, nor less than a thirtieth of it while they come to less than a third of it. When
 * this is so for more than half of the students who have courses, the scale is reported. */
#ifndef ONTRACK_EVALUATION_SCALE_H
#define ONTRACK_EVALUATION_SCALE_H

#include "evaluation/bars.h"

/* Counts over students; sums and maxima, so that parts of a run add up to the whole. */
typedef struct ontrack__scale {
    int64_t students;     /* with a bar and courses */
    int64_t large, small; /* of them: courses look too large, too small */
    ontrack__rational bar;
    int64_t course; /* largest seen, in ten-thousandths */
} ontrack__scale;

/* Holds the student's courses against the highest bar whose credits are known, and counts. */
ontrack_status ontrack__scale_take(ontrack__scale *scale, ontrack__bars *bars,
                                   const ontrack_ruleset *ruleset, ontrack__values *values,
                                   ontrack__arena *arena, ontrack_error *error);
/* Adds another part of the run. */
void ontrack__scale_merge(ontrack__scale *scale, const ontrack__scale *part);
/* "too large", "too small", or NULL when the scale can be right. */
const char *ontrack__scale_verdict(const ontrack__scale *scale);

#endif
