/* evaluator.h - what the library itself asks of an evaluator. Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_EVALUATOR_H
#define ONTRACK_EVALUATION_EVALUATOR_H

#include "evaluation/binding.h"
#include <ontrack/evaluation.h>

/* A host's options, or the defaults where it has none; INVALID_ARGUMENT for a size too small. */
ontrack_status ontrack__evaluate_options(const ontrack_evaluate_options *given,
                                         ontrack_evaluate_options *out, ontrack_error *error);

/* As ontrack_evaluator_new(), with meanings that were found before; `memo` is borrowed until the
 * evaluator is freed, NULL: none. */
ontrack_status ontrack__evaluator_new(const ontrack_ruleset *ruleset,
                                      const ontrack_dataset *dataset,
                                      const ontrack_evaluate_options *options, ontrack__memo *memo,
                                      ontrack_evaluator **out, ontrack_error *error);

/* Values that are said instead of worked out, by variable of the rule set; NULL for a variable that
 * is worked out from the records. Borrowed until the evaluator is freed. */
void ontrack__evaluator_give(ontrack_evaluator *evaluator, const ontrack_value *const *given);

/* Nobody will ask for a report: what it alone tells is not looked for. */
void ontrack__evaluator_spare_report(ontrack_evaluator *evaluator);

/* The dataset is of another edition (records/single.h), with the same numbers of codes; the as-of
 * date stays. An evaluator for which this fails can only be freed. */
ontrack_status ontrack__evaluator_again(ontrack_evaluator *evaluator, ontrack_error *error);

#endif
