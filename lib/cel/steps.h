/* steps.h - what a flat condition consists of. Layer: cel, inner. */
#ifndef ONTRACK_CEL_STEPS_H
#define ONTRACK_CEL_STEPS_H

#include "cel/node.h"

/* Beyond these the tree evaluates. They keep a flat condition far below what the tree may spend, so
 * that no limit that the tree would reach is passed over. */
enum {
    ONTRACK__FLAT_STEPS = 128,
    ONTRACK__FLAT_DEPTH = 16,  /* answers that wait for others */
    ONTRACK__FLAT_RESULTS = 8, /* of sums and products */
    ONTRACK__FLAT_TEXT = 4096  /* bytes of a text that is compared */
};

typedef enum ontrack__cel_action {
    ONTRACK__FLAT_TRUTH,         /* puts a bool on the pile */
    ONTRACK__FLAT_COMPARE,       /* puts on the pile whether `sign` holds between two numbers */
    ONTRACK__FLAT_COMPARE_TEXTS, /* == or != between two texts */
    ONTRACK__FLAT_ADD,           /* result `to`, of both operands */
    ONTRACK__FLAT_SUBTRACT,      /* the same */
    ONTRACK__FLAT_MULTIPLY,      /* the same */
    ONTRACK__FLAT_NOT,           /* turns the top of the pile */
    ONTRACK__FLAT_AND,           /* makes one of the two at the top */
    ONTRACK__FLAT_OR,            /* the same */
    ONTRACK__FLAT_LEAVE_FALSE,   /* goes on at step `to` when the top is false */
    ONTRACK__FLAT_LEAVE_TRUE     /* or true */
} ontrack__cel_action;

typedef enum ontrack__cel_source {
    ONTRACK__FROM_BINDING,
    ONTRACK__FROM_LITERAL,
    ONTRACK__FROM_RESULT /* of an earlier step */
} ontrack__cel_source;

typedef struct ontrack__cel_operand {
    ontrack__cel_source source;
    uint32_t at;
} ontrack__cel_operand;

typedef struct ontrack__cel_step {
    ontrack__cel_action action;
    ontrack__cel_sign sign;
    uint32_t to;
    ontrack__cel_operand operands[2];
} ontrack__cel_step;

struct ontrack__cel_flat {
    const ontrack__cel_step *steps;
    size_t count;
    const ontrack__cel_value *const *literals; /* in the tree */
};

#endif
