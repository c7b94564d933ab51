/* stays.h - where a student was enrolled, as far as the as-of date tells. Layer: measures. */
#ifndef ONTRACK_MEASURES_STAYS_H
#define ONTRACK_MEASURES_STAYS_H

#include "measures/notes.h"

#define ONTRACK__STILL_THERE INT32_MAX

/* First and last day at a school. */
typedef struct ontrack__stay {
    ontrack_date entry;
    ontrack_date exit; /* STILL_THERE: at the as-of date */
    ontrack__code school;
} ontrack__stay;

/* See below. */
ontrack_status ontrack__read_stays(const ontrack_question *question);
void ontrack__find_school(const ontrack_question *question);

/* Stays begun by the as-of date, by entry, exit and school; those of one school that overlap or
 * adjoin are one. Without an enrollments table: one stay without beginning or end at the school of
 * the student's own line. Borrowed from the notes. */
static inline ontrack_status ontrack__stays(const ontrack_question *question,
                                            const ontrack__stay **out, size_t *count)
{
    const ontrack__notes *notes = question->notes;
    const ontrack_status status = notes->has_stays ? ONTRACK_OK : ontrack__read_stays(question);
    *out = notes->stays.items;
    *count = notes->stays.count;
    return status;
}

/* Whether the student was enrolled on any day of the school year up to the as-of date. */
static inline ontrack_status ontrack__enrolled_this_year(const ontrack_question *question,
                                                         bool *out)
{
    const ontrack__notes *notes = question->notes;
    const ontrack_status status = notes->has_stays ? ONTRACK_OK : ontrack__read_stays(question);
    *out = notes->enrolled;
    return status;
}

/* School of the last stay begun by the as-of date (of several begun that day the one that lasts
 * longest, then the lesser name); else that of the student's own line. 0: none. */
static inline ontrack__code ontrack__current_school(const ontrack_question *question)
{
    if (!question->notes->has_school) ontrack__find_school(question);
    return question->notes->school;
}

#endif
