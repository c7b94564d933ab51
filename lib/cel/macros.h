/* macros.h - all(), exists(), exists_one(), map() and filter(). Layer: cel, inner. */
#ifndef ONTRACK_CEL_MACROS_H
#define ONTRACK_CEL_MACROS_H

#include "cel/evaluation.h"

/* The value of a node that is a macro. */
void ontrack__cel_visit_macro(ontrack__cel_evaluation *e, const ontrack__cel_node *n,
                              ontrack__cel_value *out);

#endif
