/* call.h - one application of a function, and what every function says alike. Layer: cel, inner. */
#ifndef ONTRACK_CEL_CALL_H
#define ONTRACK_CEL_CALL_H

#include "cel/budget.h"
#include "cel/node.h"
#include "cel/value.h"

/* One application of an overload to arguments that are neither unknown nor errors. */
typedef struct ontrack__cel_call {
    ontrack__arena *arena;
    ontrack__cel_budget *budget;
    const ontrack__cel_node *node;
    const ontrack__cel_value *arguments;
    ontrack__cel_value *result;
    uint64_t cost; /* steps beyond the one of the call itself */
} ontrack__cel_call;

/* Sets the result, an error value among others; false only when the evaluation must end. */
typedef bool ontrack__cel_apply(ontrack__cel_call *call);

/* Sets a result to an error at the call; always true. */
static inline bool ontrack__cel_fails(ontrack__cel_call *call, const char *why)
{
    call->result->kind = ONTRACK__CEL_ERROR;
    call->result->as.text = ontrack_text_of(why);
    call->result->offset = call->node->offset;
    return true;
}

/* Set a result; always true. */
static inline bool ontrack__cel_gives_bool(ontrack__cel_call *call, bool boolean)
{
    call->result->kind = ONTRACK__CEL_BOOL;
    call->result->as.boolean = boolean;
    return true;
}

static inline bool ontrack__cel_gives_int(ontrack__cel_call *call, int64_t number)
{
    call->result->kind = ONTRACK__CEL_INT;
    call->result->as.integer = number;
    return true;
}

static inline bool ontrack__cel_gives_uint(ontrack__cel_call *call, uint64_t number)
{
    call->result->kind = ONTRACK__CEL_UINT;
    call->result->as.natural = number;
    return true;
}

static inline bool ontrack__cel_gives_double(ontrack__cel_call *call, double number)
{
    call->result->kind = ONTRACK__CEL_DOUBLE;
    call->result->as.number = number;
    return true;
}

/* Sets the result to a copy of a text; false when the evaluation must end. */
bool ontrack__cel_gives_text(ontrack__cel_call *call, const char *text);

#endif
