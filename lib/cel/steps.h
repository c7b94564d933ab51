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
    ONTRACK__FLAT_COMPARE, /* answers whether two numbers stand to each other as `holds` says */
    ONTRACK__FLAT_COMPARE_TEXTS, /* the same of two texts: equal, or not */
    ONTRACK__FLAT_TRUTH,         /* answers whether a bool is true */
    ONTRACK__FLAT_NOT,           /* turns the last answer */
    ONTRACK__FLAT_JOIN,          /* takes up the answer that waits */
    ONTRACK__FLAT_ADD,           /* result `to`, of both operands; from here on no answers */
    ONTRACK__FLAT_SUBTRACT,      /* the same */
    ONTRACK__FLAT_MULTIPLY       /* the same */
} ontrack__cel_action;

/* What becomes of an answer. */
typedef enum ontrack__cel_join {
    ONTRACK__JOIN_WAIT,   /* it is the last one now; the one before waits */
    ONTRACK__JOIN_AND,    /* it is made one with the last */
    ONTRACK__JOIN_OR,     /* the same */
    ONTRACK__JOIN_INSTEAD /* it takes the place of the last */
} ontrack__cel_join;

typedef enum ontrack__cel_source {
    ONTRACK__FROM_BINDING,
    ONTRACK__FROM_LITERAL,
    ONTRACK__FROM_RESULT, /* of an earlier step */
    ONTRACK__SOURCES
} ontrack__cel_source;

typedef struct ontrack__cel_operand {
    uint32_t source; /* ontrack__cel_source */
    uint32_t at;
} ontrack__cel_operand;

/* Whether a comparison holds, by the order of its sides. */
enum { ONTRACK__HOLDS_BELOW = 1, ONTRACK__HOLDS_EQUAL = 2, ONTRACK__HOLDS_ABOVE = 4 };

typedef struct ontrack__cel_step {
    uint8_t action; /* ontrack__cel_action */
    uint8_t join;   /* ontrack__cel_join */
    uint8_t leave;  /* when the last answer is this one, go on at step `to`; LEAVE_NEVER: go on */
    uint8_t holds;  /* set of ONTRACK__HOLDS_... */
    uint32_t to;
    ontrack__cel_operand operands[2];
} ontrack__cel_step;

/* No answer. */
enum { ONTRACK__LEAVE_NEVER = 3 };

struct ontrack__cel_flat {
    const ontrack__cel_step *steps;
    size_t count;
    const ontrack__cel_value *literals; /* texts borrowed from the tree */
};

#endif
