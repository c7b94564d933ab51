/* budget.h - what one evaluation may cost, so that a hostile condition ends in an error. Layer:
 * cel, inner. */
#ifndef ONTRACK_CEL_BUDGET_H
#define ONTRACK_CEL_BUDGET_H

#include "cel/cel.h"

/* Starts as zeros; `status` is no longer OK once a limit is passed or memory is out. */
typedef struct ontrack__cel_budget {
    uint64_t steps;
    size_t bytes;
    ontrack_status status;
} ontrack__cel_budget;

/* Counts steps; false when the evaluation must end. */
static inline bool ontrack__cel_spend(ontrack__cel_budget *budget, uint64_t steps)
{
    budget->steps += steps;
    if (budget->steps > ONTRACK__CEL_STEP_LIMIT && budget->status == ONTRACK_OK)
        budget->status = ONTRACK_LIMIT;
    return budget->status == ONTRACK_OK;
}

/* Zeroed memory from the arena; NULL when the evaluation must end. */
void *ontrack__cel_take(ontrack__cel_budget *budget, ontrack__arena *arena, size_t count,
                        size_t size);

#endif
