/* attendance.h - what a rate of attendance is made of. Layer: measures. */
#ifndef ONTRACK_MEASURES_ATTENDANCE_H
#define ONTRACK_MEASURES_ATTENDANCE_H

#include "measures/question.h"
#include "measures/why.h"

/* Enrolled days that are known and what was missed of them, both in parts of which `unit` make a
 * day. */
typedef struct ontrack__attendance_sums {
    int64_t enrolled, missed, unit;
} ontrack__attendance_sums;

/* The sums of the question's window, from marks or, without any, from attendance totals; of no
 * meaning unless `why` is KNOWN. */
ontrack_status ontrack__sum_attendance(const ontrack_question *question,
                                       ontrack__attendance_sums *out, ontrack__why *why);

#endif
