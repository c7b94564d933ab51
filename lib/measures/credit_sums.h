/* credit_sums.h - what a student's courses add up to. Layer: measures. */
#ifndef ONTRACK_MEASURES_CREDIT_SUMS_H
#define ONTRACK_MEASURES_CREDIT_SUMS_H

#include "measures/question.h"
#include "measures/why.h"

/* What the chosen places add up to, and what stands against each sum. */
typedef struct ontrack__credit_sums {
    ontrack__why why; /* KNOWN, or why there is nothing to add up */
    int64_t attempted, earned, in_progress, passing_so_far; /* ten-thousandths */
    int64_t failures, low_marks;
    int64_t failed;         /* credits of the failures */
    int64_t points, weight; /* of grade points: ten-thousandths squared; ten-thousandths */
    bool term_behind;       /* a course of an ended term has no result */
    ontrack__why unclear_earned, unclear_failure, unclear_mark, unclear_points, unclear_so_far;
} ontrack__credit_sums;

/* Sums and the options that chose what they add up: measures that choose alike share them. The
 * note outlasts the student, the sums do not. */
typedef struct ontrack__credit_note {
    ontrack__options options;
    bool there; /* the sums are, of the student at hand */
    ontrack__credit_sums sums;
} ontrack__credit_note;

/* The sums of what the question's options choose. Borrowed from the notes until the next call. */
ontrack_status ontrack__credit_sums_of(const ontrack_question *question,
                                       const ontrack__credit_sums **out);

#endif
