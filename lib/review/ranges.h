/* ranges.h - which values a variable can have at all. Layer: review. */
#ifndef ONTRACK_REVIEW_RANGES_H
#define ONTRACK_REVIEW_RANGES_H

#include "review/span.h"
#include "rulesets/ruleset.h"

/* The span of a number; of a truth 0 and 1; of anything else, and of what a host measures, all
 * numbers. */
ontrack__span ontrack__range_of(const ontrack_ruleset *ruleset, const ontrack__variable *variable);

#endif
