/* term_counts.h - how many terms of the year are over, and how many are to come. Layer: measures.
 */
#ifndef ONTRACK_MEASURES_TERM_COUNTS_H
#define ONTRACK_MEASURES_TERM_COUNTS_H

#include "measures/options.h"
#include "measures/why.h"

/* The terms of this school year in which credits are earned: semesters, or else trimesters, or else
 * quarters, or else years. Of those that `terms` chooses: all, those that have ended by the as-of
 * date, and those that have not begun by then. */
typedef struct ontrack__term_counts {
    int64_t all, ended, ahead;
} ontrack__term_counts;

/* The last counts, and the `terms` that chose them. */
typedef struct ontrack__term_note {
    bool there;
    ontrack__choice terms;
    ontrack__term_counts counts;
    ontrack__why why;
} ontrack__term_note;

#endif
