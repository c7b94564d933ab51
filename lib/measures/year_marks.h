/* year_marks.h - a student's marks of attendance, as far as anything follows from them. Layer:
 * measures. */
#ifndef ONTRACK_MEASURES_YEAR_MARKS_H
#define ONTRACK_MEASURES_YEAR_MARKS_H

#include "measures/ledger.h"

/* The student's marks, borrowed from the notes; NULL when memory is out. */
const ontrack__year_marks *ontrack__year_marks_of(const ontrack_question *question);
/* Adds the days from `from` to `to` on which the student bears any mark of this school year. */
void ontrack__add_marked_days(const ontrack_question *question, const ontrack__year_marks *marks,
                              ontrack_date from, ontrack_date to, ontrack__day_set *set);
/* First day of the school year, or of all days that there are (days.h). */
ontrack_date ontrack__first_of_year(const ontrack_question *question);

#endif
