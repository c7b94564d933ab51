/* sight.h - one student as seen on one as-of date. Layer: evaluation.
 * Working memory of one thread; nothing is carried from one student to the next. */
#ifndef ONTRACK_EVALUATION_SIGHT_H
#define ONTRACK_EVALUATION_SIGHT_H

#include "evaluation/reasons.h"
#include "evaluation/result.h"
#include "evaluation/values.h"
#include "evaluation/variants.h"

/* A rule as all students of a variant are asked it. */
typedef struct ontrack__asked {
    ontrack__cel_opening opening; /* of its condition */
    const ontrack__rule_plan *plan;
    int64_t least_days; /* of enrollment, before it is asked at all */
} ontrack__asked;

typedef struct ontrack__sight {
    const ontrack__binding *binding;
    ontrack__values values;
    ontrack__reasons reasons;
    ontrack__variants variants;
    const ontrack_ruleset *ruleset;   /* what the rule set is for the student at hand */
    const ontrack__rule_plan **plans; /* by rule: what it is for the student at hand */
    ontrack__asked *asked;            /* by rule: the same, ready to be asked */
    bool *fixed;          /* by variable: whether it is the same for every student of a variant */
    ontrack__arena arena; /* of the student at hand */
    size_t days_enrolled; /* variable: what a rule's min_days_enrolled is held against */
} ontrack__sight;

/* `sight` must be disposed of whatever this answers. */
ontrack_status ontrack__sight_init(ontrack__sight *sight, const ontrack__binding *binding,
                                   ontrack_error *error);
void ontrack__sight_dispose(ontrack__sight *sight);
/* Turns to another student. */
ontrack_status ontrack__sight_turn(ontrack__sight *sight, const ontrack_student *student,
                                   ontrack_error *error);
/* A condition's value for the student. One that needs too many steps is an error of its own. */
ontrack_status ontrack__sight_condition(ontrack__sight *sight, const ontrack__cel_program *program,
                                        ontrack__cel_value *out, ontrack_error *error);
/* How the rule at that position comes out on this date alone; `told` is blank. */
ontrack_status ontrack__sight_rule(ontrack__sight *sight, size_t index, ontrack__told *told,
                                   ontrack_outcome *out, ontrack_error *error);
/* The same of all rules, once all readings were read. */
ontrack_status ontrack__sight_rules(ontrack__sight *sight, ontrack_result *result,
                                    ontrack_error *error);

#endif
