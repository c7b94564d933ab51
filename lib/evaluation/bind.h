/* bind.h - makes and ends a binding. Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_BIND_H
#define ONTRACK_EVALUATION_BIND_H

#include "evaluation/binding.h"

/* `as_of` NONE: the dataset's last date. `memo` may be NULL; borrowed. A failed binding is to be
 * disposed of too. */
ontrack_status ontrack__bind(ontrack__binding *binding, const ontrack_allocator *allocator,
                             const ontrack_ruleset *ruleset, const ontrack_dataset *dataset,
                             ontrack_date as_of, ontrack__memo *memo, ontrack_error *error);
/* The same rule set and data on an earlier as-of date. `binding` must outlive it. */
ontrack_status ontrack__bind_earlier(const ontrack__binding *binding, ontrack_date as_of,
                                     ontrack__binding *out, ontrack_error *error);
/* Once the dataset is of another edition, whose codes are the same. */
ontrack_status ontrack__bind_again(ontrack__binding *binding, ontrack_error *error);
void ontrack__binding_dispose(ontrack__binding *binding);
/* Looks through the rows for what a report says of the data, once. false when memory is out. */
bool ontrack__binding_look(ontrack__binding *binding);

#endif
