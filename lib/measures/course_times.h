/* course_times.h - when a student took a course. Layer: measures. */
#ifndef ONTRACK_MEASURES_COURSE_TIMES_H
#define ONTRACK_MEASURES_COURSE_TIMES_H

#include "measures/gradebook.h"
#include "records/dataset.h"

/* Finds it anew for the student, who is of that school. */
ontrack_status ontrack__find_course_time(const ontrack_question *question, ontrack__code school,
                                         ontrack__course_time *time);

/* Whether it holds for the student because it was found for that one. */
static inline bool ontrack__course_time_is_of(const ontrack__course_time *time,
                                              const ontrack_student *student)
{
    return time->only == student && time->edition == student->dataset->edition;
}

/* Mostly it was found for the same school before. */
static inline ontrack_status ontrack__course_time_for(const ontrack_question *question,
                                                      ontrack__code school,
                                                      ontrack__course_time *time)
{
    if (time->found && time->school == school &&
        (time->only == NULL || ontrack__course_time_is_of(time, question->student)))
        return ONTRACK_OK;
    return ontrack__find_course_time(question, school, time);
}

#endif
