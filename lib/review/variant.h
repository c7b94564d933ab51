/* variant.h - a rule set with some of its parameters changed, for one test. Layer: review. */
#ifndef ONTRACK_REVIEW_VARIANT_H
#define ONTRACK_REVIEW_VARIANT_H

#include "rulesets/ruleset.h"

/* `params` is an object of values by the parameters' names, all of them known. The variant has the
 * same rules in the same order, the same overrides over them, and no tests; free it with
 * ontrack_ruleset_free(). */
ontrack_status ontrack__ruleset_variant(const ontrack_ruleset *ruleset,
                                        const ontrack__json_value *params, ontrack_ruleset **out,
                                        ontrack_error *error);

#endif
