/* ledger.h - the ledger of a student's school days, as it is kept. Layer: measures.
 * A day is in the ledger when school was in session for the student, on or after the first day of
 * the school year and by the as-of date, and the school's attendance is known for it. The days are
 * a set of bits; only those on which something was missed are listed. */
#ifndef ONTRACK_MEASURES_LEDGER_H
#define ONTRACK_MEASURES_LEDGER_H

#include "measures/question.h"
#include "measures/why.h"
#include "records/dayset.h"

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
    ontrack__day_set all;     /* its days */
    ontrack__day_set clear;   /* those that are known as present or absent */
    const ontrack__day *days; /* the clear ones that bear absences, by date */
    size_t count;
    const ontrack__mark *marks;
    bool by_periods;          /* some day is told by its periods */
    bool presence_by_periods; /* some period bears a mark of presence */
    int64_t common;           /* least common multiple of the days' `periods`; 0: too large */
} ontrack__ledger;

/* The student's rows of attendance of this school year by the as-of date, by date. Where the
 * dataset keeps the commonest mark as a bit and that mark plainly says present, it is left out of
 * days that bear no other: nothing follows from it but that presence is recorded. */
typedef struct ontrack__year_marks {
    const ontrack__attendance_row *rows;
    size_t count;
    bool left_out; /* some are */
    bool presence; /* some mark shows that presence is recorded */
} ontrack__year_marks;

#endif
