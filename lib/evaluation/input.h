/* input.h - a host's own value of a student, read by the type that the rule set declares.
 * Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_INPUT_H
#define ONTRACK_EVALUATION_INPUT_H

#include "records/dataset.h"
#include <ontrack/value.h>

/* A text as a value of that type; unknown, with the reason, when it is empty or is none. Texts are
 * borrowed. */
ontrack_value ontrack__input_parse(ontrack_text text, ontrack_type type);
/* The student's value under the name (0: nobody has one), borrowed from the dataset. */
ontrack_value ontrack__input_value(const ontrack_student *student, ontrack__code name,
                                   ontrack_type type);

#endif
