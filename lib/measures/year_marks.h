/* year_marks.h - a student's marks of attendance of the school year, day by day, as far as anything
 * follows from them. Layer: measures.
 * Where the dataset keeps the commonest mark as a bit and that mark plainly says present, the days
 * that bear no other are left out: nothing follows from them but that presence is recorded. */
#ifndef ONTRACK_MEASURES_YEAR_MARKS_H
#define ONTRACK_MEASURES_YEAR_MARKS_H

#include "measures/marks.h"

/* The marks from the first day of the school year to the as-of date, read from day to day. */
typedef struct ontrack__year_marks {
    const ontrack_question *question;
    const ontrack__mark_kind *kinds;
    bool plain;           /* days of the commonest mark alone are left out */
    size_t next, end;     /* of the student's entries */
    ontrack__entry entry; /* the next; behind the last one that is later than any */
    size_t column;        /* of days */
    uint64_t bits;        /* its days of the commonest mark; unless plain, those to come */
} ontrack__year_marks;

/* Before the first day. */
ontrack_status ontrack__year_marks_start(const ontrack_question *question,
                                         ontrack__year_marks *out);
/* The next day that is not left out. false behind the last. */
bool ontrack__year_marks_next(ontrack__year_marks *marks, ontrack__day_marks *day);

/* Whether a mark passes the test on any day, be it left out. */
typedef bool ontrack__mark_test(const ontrack__resolved *mark);
ontrack_status ontrack__any_mark(const ontrack_question *question, ontrack__mark_test *test,
                                 bool *out);
/* Adds the days from `from` to `to` on which the student bears any mark of this school year. */
void ontrack__add_marked_days(const ontrack_question *question, ontrack_date from, ontrack_date to,
                              ontrack__day_set *set);
/* First day of the school year, or of all days that there are (days.h). */
ontrack_date ontrack__first_of_year(const ontrack_question *question);

#endif
