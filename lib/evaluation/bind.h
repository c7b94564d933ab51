/* bind.h - a rule set bound to a dataset and an as-of date. Layer: evaluation.
 * Made once, then only read: the code maps have run over the codes that occur, and what can be said
 * about the data before any student is looked at has been said. */
#ifndef ONTRACK_EVALUATION_BIND_H
#define ONTRACK_EVALUATION_BIND_H

#include "records/dataset.h"
#include "rulesets/ruleset.h"
#include <ontrack/evaluation.h>

typedef struct ontrack__binding {
    ontrack_allocator allocator;
    const ontrack_ruleset *ruleset;
    const ontrack_dataset *dataset;
    ontrack_date as_of;
    ontrack_date year_start;
    ontrack__meanings meanings;
    ontrack__code *input_names; /* by variable: an input's name in the dataset, 0 for any other */
    ontrack__array unmapped;    /* of ontrack_unmapped, sorted */
    ontrack__array stale;       /* of ontrack_stale_feed, sorted */
    int64_t undated_grades;     /* rows of the table grades that nothing dates */
} ontrack__binding;

/* `as_of` NONE: the dataset's last date. A failed binding is to be disposed of too. */
ontrack_status ontrack__bind(ontrack__binding *binding, const ontrack_allocator *allocator,
                             const ontrack_ruleset *ruleset, const ontrack_dataset *dataset,
                             ontrack_date as_of, ontrack_error *error);
void ontrack__binding_dispose(ontrack__binding *binding);

/* Parts of ontrack__bind(), each in its own file. */
/* meanings.of: runs the code maps over the codes that occur. */
ontrack_status ontrack__bind_meanings(ontrack__binding *binding, ontrack_error *error);
/* unmapped: codes of the kinds that the rule set reads and maps. false when memory is out. */
bool ontrack__bind_unmapped(ontrack__binding *binding);
/* stale: schools whose tables end before the as-of date. false when memory is out. */
bool ontrack__bind_stale(ontrack__binding *binding);

#endif
