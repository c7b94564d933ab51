/* inforce.h - the exemptions that hold for a student. Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_INFORCE_H
#define ONTRACK_EVALUATION_INFORCE_H

#include "evaluation/binding.h"

/* Those of the student that hold on the binding's as-of date, in written order; NULL and 0 when
 * there are none. Borrowed. */
const ontrack__exempt_student *ontrack__exempt_of(const ontrack__binding *binding,
                                                  const ontrack_student *student, size_t *count);

#endif
