/* boxes.h - for which values a condition can hold, as far as that is certain. Layer: review.
 *
 * A condition becomes a list of boxes: in each, every variable lies in a span, or a text is one
 * text. Where a condition asks something that no span can say, its box is `free`: the condition may
 * hold there or not. So when a condition has no boxes it never holds, and when its negation has
 * none it always does; both only where the variables are known. */
#ifndef ONTRACK_REVIEW_BOXES_H
#define ONTRACK_REVIEW_BOXES_H

#include "cel/visit.h"
#include "review/span.h"
#include "rulesets/ruleset.h"

#define ONTRACK__BOX_LIMIT 256 /* boxes of one condition; beyond that nothing is claimed */
/* Sides that one condition may take in all; a hostile one is given up on. */
#define ONTRACK__SIDE_BUDGET 400000

/* What one variable must be. */
typedef struct ontrack__side {
    ontrack__span span;
    ontrack_text text; /* with a text: the one that it must be; NULL data: any */
} ontrack__side;

typedef struct ontrack__box {
    ontrack__side *sides; /* by axis */
    bool free;
} ontrack__box;

typedef struct ontrack__boxes {
    ontrack__box *items;
    size_t count;
    bool given_up; /* too many: nothing can be said */
} ontrack__boxes;

/* The variables that are looked at, and their whole ranges. */
typedef struct ontrack__axes {
    const ontrack_ruleset *ruleset;
    ontrack__arena *arena;
    uint32_t *variables; /* positions among the rule set's */
    ontrack__side *whole;
    size_t count;
    size_t budget; /* sides that may still be taken */
    bool failed;   /* memory ran out */
} ontrack__axes;

/* The variables of one or two programs (the second may be NULL). `failed` when memory is out. */
ontrack__axes ontrack__axes_of(const ontrack_ruleset *ruleset, const ontrack__cel_program *first,
                               const ontrack__cel_program *second, ontrack__arena *arena);
/* The axis of a variable, or -1. */
int ontrack__axis_of(const ontrack__axes *axes, size_t variable);
/* Boxes in which the node is true (`holds`) or false. */
ontrack__boxes ontrack__boxes_of(ontrack__axes *axes, const struct ontrack__cel_node *node,
                                 bool holds);
/* Boxes of both at once. */
ontrack__boxes ontrack__boxes_common(ontrack__axes *axes, const ontrack__boxes *a,
                                     const ontrack__boxes *b);
/* Whether it is certain that there is nothing. */
static inline bool ontrack__boxes_none(const ontrack__boxes *boxes)
{
    return boxes->count == 0 && !boxes->given_up;
}

#endif
