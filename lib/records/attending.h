/* attending.h - which attendance days of a student count for which school. Layer: records. */
#ifndef ONTRACK_RECORDS_ATTENDING_H
#define ONTRACK_RECORDS_ATTENDING_H

#include "records/dataset.h"

/* Hears of a school and of the days that count for it; false ends the tour. */
typedef bool ontrack__attending(void *user, ontrack__code school, ontrack_date entry,
                                ontrack_date exit);
/* Attendance days count for the schools of the stays that hold them; without an enrollments table
 * for the school of the student's own line. */
bool ontrack__attending_tour(const ontrack_student *student, bool by_stays,
                             ontrack__attending *tell, void *user);
/* The latest such day of a school by the as-of date; NONE when there is none. The student is
 * sealed. */
ontrack_date ontrack__attending_latest(const ontrack_student *student, ontrack__code school,
                                       ontrack_date as_of);

#endif
