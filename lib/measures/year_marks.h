/* year_marks.h - a student's marks of attendance of the school year, as far as anything follows
 * from them. Layer: measures.
 * Where the dataset keeps the commonest mark as a bit and that mark plainly says present, it is
 * left out but on days that bear a mark of a period, over which it decides: nothing else follows
 * from it but that presence is recorded. */
#ifndef ONTRACK_MEASURES_YEAR_MARKS_H
#define ONTRACK_MEASURES_YEAR_MARKS_H

#include "measures/marks.h"
#include "measures/school_years.h"

/* From the first day of the school year to the as-of date, by date. */
typedef struct ontrack__year_marks {
    const ontrack__dated_mark *marks;
    size_t count;
} ontrack__year_marks;

/* The student's marks, borrowed from the notes. */
ontrack_status ontrack__year_marks_of(const ontrack_question *question, ontrack__year_marks *out);
/* Whether nothing follows from a mark that is kept as a bit, on days of no mark of a period, but
 * that presence is recorded. */
bool ontrack__only_entries_tell(const ontrack_question *question, const ontrack__mark_kind *kinds);
/* The end of the day whose marks begin at an index. */
static inline size_t ontrack__day_end(const ontrack__year_marks *marks, size_t first)
{
    size_t end = first + 1;
    while (end < marks->count && marks->marks[end].date == marks->marks[first].date)
        end++;
    return end;
}

/* Whether a mark passes the test on any day, be it left out. */
typedef bool ontrack__mark_test(const ontrack__resolved *mark);
ontrack_status ontrack__any_mark(const ontrack_question *question, ontrack__mark_test *test,
                                 bool *out);
/* Adds the days from `from` to `to` on which the student bears any mark of this school year. */
void ontrack__add_marked_days(const ontrack_question *question, ontrack_date from, ontrack_date to,
                              ontrack__day_set *set);

#endif
