/* courses.h - grade rows as course attempts. Layer: measures. */
#ifndef ONTRACK_MEASURES_COURSES_H
#define ONTRACK_MEASURES_COURSES_H

#include "measures/question.h"
#include "measures/why.h"
#include "records/schools.h"

typedef enum ontrack__course_state {
    ONTRACK__COURSE_WITHDRAWN,   /* as if it had not been attempted */
    ONTRACK__COURSE_IN_PROGRESS, /* no result yet */
    ONTRACK__COURSE_INCOMPLETE,  /* attempted, not earned, still open */
    ONTRACK__COURSE_FAILED,
    ONTRACK__COURSE_DONE,   /* none of these: what was earned says the rest */
    ONTRACK__COURSE_UNCLEAR /* a result whose mark does not say which */
} ontrack__course_state;

#define ONTRACK__THIS_YEAR INT32_MAX /* later than any before it */

/* One course in one term, as known at the as-of date. */
typedef struct ontrack__attempt {
    ontrack__code course, subject, term, mark;
    ontrack__code so_far;    /* the mark so far of a course without a result; 0: none */
    const ontrack__term *in; /* NULL: not known */
    ontrack__categories courses, subjects, terms, marks;
    ontrack__course_state state;
    ontrack__why unclear_earned;  /* why `earned` is not known; KNOWN when it is */
    ontrack__why unclear_failure; /* why it is not known whether it was failed */
    ontrack__why unclear_mark;    /* why it is not known what the mark is worth */
    ontrack__why unclear_so_far;  /* why it is not known whether the mark so far passes */
    bool passing_so_far;
    ontrack_decimal attempted, earned;
    ontrack_decimal points; /* NONE: does not count in a GPA */
    ontrack_date posted;    /* NONE: not told, or not known yet */
    ontrack_date time;      /* when the course was taken, for the order of attempts */
    uint32_t times;         /* so often was its row given */
    bool extra;             /* another row of the course and term stands for it */
    int year;               /* calendar year in which its school year began; THIS_YEAR: this one */
    bool prior;             /* from before this school year */
    bool repeat;            /* a summer term or a recovery course */
    bool year_long;
} ontrack__attempt;

/* Whether nothing is left to earn. */
static inline bool ontrack__attempt_passed(const ontrack__attempt *attempt)
{
    return attempt->state == ONTRACK__COURSE_DONE &&
           (attempt->earned > 0 || (attempt->marks & ONTRACK__PASSING) != 0);
}

/* The student's attempts by course and time: one for each course and term. With `each_repeat` the
 * extra rows come behind them. Borrowed from the notes. */
ontrack_status ontrack__attempts(const ontrack_question *question, const ontrack__attempt **out,
                                 size_t *count);

/* Whether `subjects`, `terms` and `include_prior` choose the attempt. */
static inline bool ontrack__attempt_chosen(const ontrack_question *question,
                                           const ontrack__attempt *attempt)
{
    const ontrack__options *options = question->options;
    const ontrack__choice *subjects = &options->subjects, *courses = &options->courses;
    if (attempt->prior && !options->include_prior) return false;
    if (!ontrack__chosen(options->terms, attempt->terms)) return false;
    if (((subjects->none & attempt->subjects) | (courses->none & attempt->courses)) != 0)
        return false;
    if (!subjects->narrowed && !courses->narrowed) return true;
    return ((subjects->any & attempt->subjects) | (courses->any & attempt->courses)) != 0;
}

/* A part of a course, and the attempts made at it. */
typedef struct ontrack__place {
    const ontrack__attempt *standing; /* the one that counts */
    const ontrack__attempt *retake;   /* in progress, to take its place; NULL: none */
    int64_t failures, low_marks;
    int64_t failed; /* credits of the failures */
    ontrack__why unclear_failure, unclear_mark;
} ontrack__place;

/* The places that the chosen attempts fill, repeats settled. `rows` tells whether the student has
 * any course rows, chosen or not. Borrowed from the notes until the next call. */
ontrack_status ontrack__places(const ontrack_question *question, const ontrack__place **out,
                               size_t *count, bool *rows);

#endif
