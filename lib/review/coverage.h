/* coverage.h - what tests reach of a rule set's rules and comparisons. Layer: review. */
#ifndef ONTRACK_REVIEW_COVERAGE_H
#define ONTRACK_REVIEW_COVERAGE_H

#include <ontrack/evaluation.h>
#include <ontrack/review.h>

/* Counts one test's result; NULL when the rule set does not apply. Of the same rule set, or of one
 * with other parameters. */
void ontrack__coverage_take(ontrack_coverage *coverage, const ontrack_result *result);
/* Whether it is a coverage of that rule set. */
bool ontrack__coverage_fits(const ontrack_coverage *coverage, const ontrack_ruleset *ruleset);

#endif
