#include "measures/course_times.h"

#include "measures/terms.h"

static int school_year_of(const ontrack_question *question, ontrack_date date)
{
    int year, month, day, start_month, start_day;
    ontrack_date_split(date, &year, &month, &day);
    ontrack_date_split(question->year_start, NULL, &start_month, &start_day);
    return year - (month < start_month || (month == start_month && day < start_day));
}

/* A result is known on its posted date, or at its term's end, or, without either, always. Where
 * results count as recorded, no term's end is waited for. */
static void find_known(const ontrack_question *question, ontrack__course_time *time)
{
    const bool posted = time->posted != ONTRACK_DATE_NONE;
    time->ended = time->in != NULL && time->in->end <= question->as_of;
    time->recorded = !posted || time->posted <= question->as_of;
    time->known = posted || time->in == NULL ? time->recorded : time->ended;
    time->begun = time->in != NULL ? time->in->start <= question->as_of : time->known;
}

static void find_start(const ontrack_question *question, ontrack__course_time *time)
{
    const bool posted = time->posted != ONTRACK_DATE_NONE;
    time->start = time->in != NULL ? time->in->start : posted ? time->posted : question->as_of;
    time->prior = (time->in != NULL && time->in->end < question->year_start) ||
                  (posted && time->posted < question->year_start);
    time->year = time->prior ? school_year_of(question, time->start) : ONTRACK__THIS_YEAR;
}

static void find_kind(const ontrack_question *question, ontrack__course_time *time)
{
    time->terms = ontrack__term_categories(question, time->term, time->in);
    time->year_long = (time->terms & ontrack__term_kind_bit(ONTRACK__TERM_YEAR)) != 0;
    time->summer = (time->terms & ontrack__term_kind_bit(ONTRACK__TERM_SUMMER)) != 0;
}

ontrack_status ontrack__find_course_time(const ontrack_question *question, ontrack__code school,
                                         ontrack__course_time *time)
{
    const ontrack_date near = time->posted != ONTRACK_DATE_NONE ? time->posted : question->as_of;
    bool elsewhere;
    time->found = false;
    const ontrack_status status =
        ontrack__course_term(question, school, time->term, near, &time->in, &elsewhere);
    if (status != ONTRACK_OK) return status;
    time->found = true;
    time->school = school;
    time->only = elsewhere ? question->student : NULL;
    time->edition = question->student->dataset->edition;
    find_known(question, time);
    find_start(question, time);
    find_kind(question, time);
    return ONTRACK_OK;
}
