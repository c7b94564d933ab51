/* causes.h - what made a rule come out otherwise. Layer: comparison. */
#ifndef ONTRACK_COMPARISON_CAUSES_H
#define ONTRACK_COMPARISON_CAUSES_H

#include "comparison/standing.h"
#include <ontrack/comparison.h>

/* How a rule came out at one time. */
typedef struct ontrack__rule_then {
    ontrack_outcome outcome;
    const ontrack__json_value *flag; /* FIRED */
} ontrack__rule_then;

ontrack__rule_then ontrack__rule_at(const ontrack__standing *standing, ontrack_text rule);
/* How two outcomes of a rule differ. */
ontrack_change ontrack__rule_change(const ontrack__line *then_line, ontrack__rule_then then,
                                    const ontrack__line *now_line, ontrack__rule_then now);

/* The causes of a rule's change from the old line to the new one; 0 when it did not change. */
unsigned ontrack__causes_of_rule(const ontrack__line *old_line, const ontrack__line *new_line,
                                 ontrack_text rule);

#endif
