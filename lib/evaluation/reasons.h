/* reasons.h - why a rule came out as it did, told when somebody asks. Layer: evaluation.
 * Belongs to one examiner and its student at hand. */
#ifndef ONTRACK_EVALUATION_REASONS_H
#define ONTRACK_EVALUATION_REASONS_H

#include "evaluation/comparisons.h"
#include "evaluation/result.h"
#include "evaluation/values.h"

typedef struct ontrack__reasons {
    ontrack__values *values;
    ontrack__arena *arena; /* of the student at hand */
    size_t days_enrolled;  /* variable: what a rule's min_days_enrolled is held against */
    ontrack__comparisons comparisons;
    ontrack_buffer text; /* words while they are written */
    ontrack_status status;
    ontrack_error error; /* of what could not be told */
} ontrack__reasons;

void ontrack__reasons_init(ontrack__reasons *reasons, ontrack__values *values,
                           ontrack__arena *arena, size_t days_enrolled);
void ontrack__reasons_dispose(ontrack__reasons *reasons);
/* Tells of results of these values. */
ontrack__teller ontrack__reasons_teller(ontrack__reasons *reasons);
/* The first failure while telling, once; OK when all could be told. */
ontrack_status ontrack__reasons_status(ontrack__reasons *reasons, ontrack_error *error);

#endif
