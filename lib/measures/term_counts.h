/* term_counts.h - what the notes keep of terms. Layer: measures. */
#ifndef ONTRACK_MEASURES_TERM_COUNTS_H
#define ONTRACK_MEASURES_TERM_COUNTS_H

#include "measures/options.h"
#include "measures/why.h"
#include "records/schools.h"

/* The terms of this school year in which credits are earned: semesters, or else trimesters, or else
 * quarters, or else years. Of those that `terms` chooses: all, those that have ended by the as-of
 * date, and those that have not begun by then. */
typedef struct ontrack__term_counts {
    int64_t all, ended, ahead;
} ontrack__term_counts;

/* The last counts for students of a school, and the `terms` that chose them. */
typedef struct ontrack__term_note {
    bool there;
    ontrack__code school;
    ontrack__choice terms;
    ontrack__term_counts counts;
    ontrack__why why;
} ontrack__term_note;
enum { ONTRACK__TERM_NOTES = 64 }; /* schools that do not share one */

#endif
