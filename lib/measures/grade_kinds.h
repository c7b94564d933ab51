/* grade_kinds.h - what each kind of grade row says, written into the gradebook. Layer: measures. */
#ifndef ONTRACK_MEASURES_GRADE_KINDS_H
#define ONTRACK_MEASURES_GRADE_KINDS_H

#include "measures/gradebook.h"

/* What the rows of the student's dataset say; only the times in it change with the student. */
ontrack_status ontrack__gradebook_of(const ontrack_question *question,
                                     const ontrack__gradebook **out);
void ontrack__gradebook_free(ontrack__gradebook *book, const ontrack_allocator *allocator);

#endif
