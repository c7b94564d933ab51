/* result.h - one student's result. Layer: evaluation. Immutable once made. */
#ifndef ONTRACK_EVALUATION_RESULT_H
#define ONTRACK_EVALUATION_RESULT_H

#include "base/arena.h"
#include "records/dataset.h"
#include <ontrack/evaluation.h>

enum { ONTRACK__RESULT_FIELDS = ONTRACK_RESULT_FIRST_NAME + 1 };

struct ontrack_result {
    const ontrack_ruleset *ruleset;
    const ontrack_student *student;
    ontrack_date as_of;
    ontrack_text texts[ONTRACK__RESULT_FIELDS]; /* by field; borrowed from the dataset, but the
                                                   school, which stands in the arena */
    int status;
    int *indicators;            /* by indicator */
    ontrack_value *values;      /* by reading */
    ontrack_rule_result *rules; /* by rule */
};

/* An empty result in `arena`, with all texts but the school; NULL when memory is out. */
ontrack_result *ontrack__result_new(const ontrack_ruleset *ruleset, const ontrack_student *student,
                                    ontrack_date as_of, ontrack__arena *arena);
/* A copy that borrows from the rule set and the dataset alone; NULL when memory is out. */
ontrack_result *ontrack__result_copy(const ontrack_result *result, ontrack__arena *arena);

#endif
