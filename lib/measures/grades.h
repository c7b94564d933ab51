/* grades.h - what one grade row says under the rule set. Layer: measures. */
#ifndef ONTRACK_MEASURES_GRADES_H
#define ONTRACK_MEASURES_GRADES_H

#include "measures/gradebook.h"

/* What the rule set says of a course; a course without a subject may be one by its own code. */
typedef struct ontrack__course_key {
    ontrack__code subject;
    ontrack__categories courses, subjects;
} ontrack__course_key;

ontrack__course_key ontrack__course_key_of(const ontrack_question *question,
                                           const ontrack__grade_row *row);
/* What the row of such a course says once its result is `known`, or before; all but its time. */
void ontrack__read_grade(const ontrack_question *question, const ontrack__grade_row *row,
                         const ontrack__course_key *course, bool known, ontrack__grade *out);

#endif
