/* own_schools.h - what the schools of a dataset share, as far as one student's records can ask for
 * it. Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_OWN_SCHOOLS_H
#define ONTRACK_EVALUATION_OWN_SCHOOLS_H

#include "records/dataset.h"
#include <ontrack/evaluation.h>

/* Pushes terms and feeds of the schools that the student's tables name: with the calendars of those
 * schools (ontrack_builder.calendars) the same answers follow as from the tables of all schools.
 * The student's tables hold neither calendar, terms nor feeds. */
ontrack_status ontrack__push_own_schools(ontrack_builder *builder, const ontrack_dataset *schools,
                                         const ontrack_records *tables, size_t count,
                                         ontrack_date as_of, ontrack_error *error);

/* How far a school's attendance goes is seen from all of its students, so that one student's rows
 * cannot tell it: it is handed on as a line of feeds. */
ontrack_status ontrack__push_through(ontrack_builder *builder, const ontrack_dataset *schools,
                                     ontrack__code school, ontrack_date as_of,
                                     ontrack_error *error);

#endif
