/* grades.h - the gradebook of a dataset. Layer: measures. */
#ifndef ONTRACK_MEASURES_GRADES_H
#define ONTRACK_MEASURES_GRADES_H

#include "measures/gradebook.h"

/* Worked out once, then kept in the notes; only its times change with the student. */
ontrack_status ontrack__gradebook_of(const ontrack_question *question,
                                     const ontrack__gradebook **out);

#endif
