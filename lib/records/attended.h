/* attended.h - which schools the students of a dataset name, and on which days each has attendance
 * rows of its students. Layer: records. Filled while students are settled, one for each worker. */
#ifndef ONTRACK_RECORDS_ATTENDED_H
#define ONTRACK_RECORDS_ATTENDED_H

#include "records/dataset.h"
#include "records/schools.h"

typedef struct ontrack__attended {
    ontrack_allocator allocator;
    const ontrack__schools *schools;
    bool by_stays;                   /* there is an enrollments table */
    ontrack__attended_school *items; /* of each school, in its place */
    size_t count;
} ontrack__attended;

/* Nobody yet. false when memory is out. */
bool ontrack__attended_begin(ontrack__attended *attended, const ontrack_allocator *allocator,
                             const ontrack__schools *schools, bool by_stays);
/* Adds a settled student's days, to the schools for which they count (attending.h). Days that are
 * bits are those of the student's place. false when memory is out. */
bool ontrack__attended_add(ontrack__attended *attended, const ontrack_student *student);
void ontrack__attended_free(ontrack__attended *attended);

#endif
