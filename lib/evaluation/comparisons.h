/* comparisons.h - how far the comparisons inside a condition were from turning over.
 * Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_COMPARISONS_H
#define ONTRACK_EVALUATION_COMPARISONS_H

#include "rulesets/ruleset.h"
#include <ontrack/evaluation.h>

/* One comparison, and which variables it was between. */
typedef struct ontrack__compared {
    ontrack_comparison face;
    int32_t left, right; /* positions of the variables; -1: an expression */
} ontrack__compared;

/* Collects what one evaluation compares. */
typedef struct ontrack__comparisons {
    ontrack_allocator allocator;
    const ontrack_ruleset *ruleset;
    const ontrack_value *values; /* by variable; borrowed */
    ontrack__array found;        /* of ontrack__compared */
    bool failed;                 /* memory ran out */
} ontrack__comparisons;

/* Empties the collection and answers what to hand to ontrack__cel_evaluate(). */
ontrack__cel_trace ontrack__comparisons_start(ontrack__comparisons *comparisons);
/* The collected public faces in `arena`; NULL when memory is, or was, out. */
const ontrack_comparison *ontrack__comparisons_faces(const ontrack__comparisons *comparisons,
                                                     ontrack__arena *arena);
void ontrack__comparisons_dispose(ontrack__comparisons *comparisons);

/* A number as an exact fraction; false for anything that is none. */
bool ontrack__value_rational(const ontrack_value *value, ontrack__rational *out);

#endif
