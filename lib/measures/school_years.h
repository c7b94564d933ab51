/* school_years.h - the days of a school's calendar in the school year, for all its students. Layer:
 * measures. */
#ifndef ONTRACK_MEASURES_SCHOOL_YEARS_H
#define ONTRACK_MEASURES_SCHOOL_YEARS_H

#include "measures/ledger.h"

void ontrack__school_years_free(ontrack__school_years *years, const ontrack_allocator *allocator);

/* That of a school which a student is at, or of 0; borrowed from the notes. */
ontrack_status ontrack__school_year_of(const ontrack_question *question, ontrack__code school,
                                       const ontrack__school_year **out);

/* First day of the school year, or of all days that there are (days.h). */
static inline ontrack_date ontrack__first_of_year(const ontrack_question *question)
{
    return question->year_start > ONTRACK__FIRST_DAY ? question->year_start : ONTRACK__FIRST_DAY;
}
/* The columns that hold the school year up to the as-of date. */
static inline size_t ontrack__first_column(const ontrack_question *question)
{
    return ontrack__day_column_of(ontrack__first_of_year(question));
}
static inline size_t ontrack__column_count(const ontrack_question *question)
{
    return ontrack__day_column_of(question->as_of) - ontrack__first_column(question) + 1;
}

#endif
