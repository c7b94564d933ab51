/* compare.h - what a test expects against what came. Layer: review. */
#ifndef ONTRACK_REVIEW_COMPARE_H
#define ONTRACK_REVIEW_COMPARE_H

#include "rulesets/cases.h"
#include <ontrack/evaluation.h>

/* Writes a line into `failure` for each thing that differs, and nothing when all is as expected.
 * `expect` is the test's member of that name. `result` is NULL when the rule set does not apply to
 * the student. Working memory comes from `arena`. */
ontrack_status ontrack__test_compare(const ontrack_ruleset *ruleset,
                                     const ontrack__json_cursor *expect,
                                     const ontrack_result *result, ontrack__arena *arena,
                                     ontrack_buffer *failure, ontrack_error *error);

#endif
