/* parts.h - the parts of a binding, each made in its own file. Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_PARTS_H
#define ONTRACK_EVALUATION_PARTS_H

#include "evaluation/binding.h"

/* meanings: runs the code maps over the codes that occur. */
ontrack_status ontrack__bind_meanings(ontrack__binding *binding, ontrack_error *error);
/* The same over those of the dataset's edition. */
ontrack_status ontrack__bind_edition(ontrack__binding *binding, ontrack_error *error);
/* unmapped: codes of the kinds that the rule set reads and maps. false when memory is out. */
bool ontrack__bind_unmapped(ontrack__binding *binding);
/* stale: schools whose tables end before the as-of date. false when memory is out. */
bool ontrack__bind_stale(ontrack__binding *binding);
/* undated_grades: results without a posted date and without a term that terms.csv dates. false when
 * memory is out. */
bool ontrack__bind_undated(ontrack__binding *binding);
/* overrides, exempt: those that hold on the as-of date. false when memory is out. */
bool ontrack__bind_overrides(ontrack__binding *binding);
/* exempt alone. */
bool ontrack__bind_exempt(ontrack__binding *binding);

#endif
