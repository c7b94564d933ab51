/* explanation.h - one result as plain text: who, the records, the measures, every rule. */
#ifndef ONTRACK_EXPLANATION_H
#define ONTRACK_EXPLANATION_H

#include <ontrack/evaluation.h>

/* Prints on standard output, wrapped to `width`. */
void explanation_print(const ontrack_result *result, const ontrack_student *student, size_t width);

#endif
