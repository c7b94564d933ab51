/* courses.h - grade rows as course attempts. Layer: measures. */
#ifndef ONTRACK_MEASURES_COURSES_H
#define ONTRACK_MEASURES_COURSES_H

#include "measures/gradebook.h"

/* One course in one term, as known at the as-of date. */
typedef struct ontrack__attempt {
    const ontrack__grade *grade;
    const ontrack__course_time *when;
    ontrack__code course;
    uint32_t kind;  /* of its row */
    uint32_t times; /* so often was its row given */
    bool repeat;    /* a summer term or a recovery course */
    bool extra;     /* another row of the course and term stands for it */
} ontrack__attempt;

/* The student's attempts by course and time: one for each course and term. With `each_repeat` the
 * extra rows come behind them. Borrowed from the notes. */
ontrack_status ontrack__attempts(const ontrack_question *question, const ontrack__attempt **out,
                                 size_t *count);

/* A part of a course, and the attempts made at it. */
typedef struct ontrack__course_part {
    const ontrack__attempt *standing; /* the one that counts */
    const ontrack__attempt *retake;   /* in progress, to take its place; NULL: none */
    bool retaken;                     /* an earlier attempt stood here */
    int64_t failures, low_marks;
    int64_t failed; /* credits of the failures */
    ontrack__why unclear_failure, unclear_mark;
} ontrack__course_part;

/* Notes that an attempt was made at the place. */
static inline void ontrack__place_note(const ontrack_question *question,
                                       ontrack__course_part *place, const ontrack__attempt *attempt)
{
    const ontrack__grade *grade = attempt->grade;
    const bool counts_twice = question->options->by_semester & attempt->when->year_long;
    place->failures += grade->failure << counts_twice;
    place->failed += grade->failed;
    place->low_marks += (grade->result_marks & question->options->marks) != 0;
    if (!grade->unclear || !grade->is_result) return;
    if (place->unclear_failure == ONTRACK__KNOWN) place->unclear_failure = grade->unclear_failure;
    if (place->unclear_mark == ONTRACK__KNOWN) place->unclear_mark = grade->unclear_mark;
}

/* The place of an attempt that is the first of its part. */
static inline ontrack__course_part ontrack__place_of(const ontrack_question *question,
                                                     const ontrack__attempt *attempt)
{
    ontrack__course_part place = {attempt, NULL, false, 0, 0, 0, ONTRACK__KNOWN, ONTRACK__KNOWN};
    ontrack__place_note(question, &place, attempt);
    return place;
}

/* Whether failures at the place were made good, and the options say that they count no more. */
static inline bool ontrack__place_erased(const ontrack_question *question,
                                         const ontrack__course_part *place)
{
    return question->options->erase_recovered && place->retaken && place->standing->grade->passed;
}

/* The attempts that `subjects`, `terms` and `include_prior` choose, in order. */
typedef struct ontrack__chosen_attempts {
    const ontrack__attempt *const *items;
    size_t count;
    bool rows;  /* the student has course rows, chosen or not */
    bool alone; /* each has a place of its own: none repeats another */
} ontrack__chosen_attempts;

/* Borrowed from the notes until the next call. */
ontrack_status ontrack__choose_attempts(const ontrack_question *question,
                                        ontrack__chosen_attempts *out);

/* The places that chosen attempts fill, repeats settled. Borrowed from the notes until the next
 * call. */
ontrack_status ontrack__places(const ontrack_question *question,
                               const ontrack__chosen_attempts *chosen,
                               const ontrack__course_part **out, size_t *count);

#endif
