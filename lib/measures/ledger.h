/* ledger.h - the ledger of a student's school days, as it is kept. Layer: measures.
 * A day is in the ledger when school was in session for the student, on or after the first day of
 * the school year and by the as-of date, and the school's attendance is known for it. */
#ifndef ONTRACK_MEASURES_LEDGER_H
#define ONTRACK_MEASURES_LEDGER_H

#include "measures/question.h"
#include "measures/why.h"

/* An absence: so much of a day or period was missed under these categories. Those of one day or
 * period never add up to more than the whole. */
typedef struct ontrack__mark {
    ontrack__categories categories;
    ontrack_decimal missed; /* above 0 */
} ontrack__mark;

typedef struct ontrack__day {
    ontrack_date date;
    uint32_t first, count; /* its absences in the ledger */
    uint32_t periods;      /* distinct periods marked; 0: the absences are shares of the day */
    bool unclear;          /* a code that is not mapped: neither present nor absent */
} ontrack__day;

typedef struct ontrack__ledger {
    ontrack__why why;         /* KNOWN, or why there are no days to go by */
    const ontrack__day *days; /* by date */
    size_t count;
    const ontrack__mark *marks;
    bool by_periods;          /* some day is told by its periods */
    bool presence_by_periods; /* some period bears a mark of presence */
    int64_t common;           /* least common multiple of the days' `periods`; 0: too large */
} ontrack__ledger;

#endif
