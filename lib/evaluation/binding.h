/* binding.h - a rule set bound to a dataset and an as-of date. Layer: evaluation.
 * Made once, then only read: the code maps have run over the codes that occur. What a report says
 * of the data is looked for when there is a report. */
#ifndef ONTRACK_EVALUATION_BINDING_H
#define ONTRACK_EVALUATION_BINDING_H

#include "evaluation/memo.h"
#include "records/dataset.h"
#include "rulesets/ruleset.h"
#include <ontrack/evaluation.h>

/* A student of the dataset who is exempt from something. */
typedef struct ontrack__exempt_student {
    size_t student; /* position among the dataset's students */
    const ontrack__exempt *exempt;
} ontrack__exempt_student;

typedef struct ontrack__binding {
    ontrack_allocator allocator;
    const ontrack_ruleset *ruleset;
    const ontrack_dataset *dataset;
    ontrack_date as_of;
    ontrack_date year_start;
    ontrack__memo *memo; /* NULL: nothing is kept from other datasets; borrowed */
    ontrack__meanings meanings;
    ontrack__code *input_names; /* by variable: an input's name in the dataset, 0 for any other */
    bool looked;                /* the rest is there */
    ontrack__array unmapped;    /* of ontrack_unmapped, sorted */
    ontrack__array stale;       /* of ontrack_stale_feed, sorted */
    int64_t undated_grades;     /* rows of the table grades that nothing dates */
    const struct ontrack__binding *later; /* whose meanings and input names are borrowed; NULL: they
                                           * are its own */
    ontrack__array overrides; /* of size_t: those that hold on the as-of date, ascending */
    ontrack__array exempt;    /* of ontrack__exempt_student, by student, then as written */
    int64_t exempt_strangers; /* exemptions that hold, of students who are not in the data */
} ontrack__binding;

#endif
