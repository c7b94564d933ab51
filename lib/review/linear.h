/* linear.h - factor * variable + constant, out of a part of a condition. Layer: review. */
#ifndef ONTRACK_REVIEW_LINEAR_H
#define ONTRACK_REVIEW_LINEAR_H

#include "cel/visit.h"
#include "rulesets/ruleset.h"

typedef struct ontrack__linear {
    int variable; /* position among the rule set's; -1: a constant */
    ontrack__rational factor, constant;
    bool whole; /* of CEL's int: division cuts */
} ontrack__linear;

/* false when the part is anything else, or a number does not fit. Parameters are constants. */
bool ontrack__linear_of(const ontrack_ruleset *ruleset, const struct ontrack__cel_node *node,
                        ontrack__linear *out);
/* left - right; false when they read two variables. */
bool ontrack__linear_subtract(const ontrack__linear *left, const ontrack__linear *right,
                              ontrack__linear *out);

#endif
