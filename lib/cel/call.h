/* call.h - one application of a function, and what every function says alike. Layer: cel, inner. */
#ifndef ONTRACK_CEL_CALL_H
#define ONTRACK_CEL_CALL_H

#include "cel/node.h"
#include "cel/value.h"

/* One application of an overload to arguments that are neither unknown nor errors. */
typedef struct ontrack__cel_call {
    ontrack__arena *arena;
    const ontrack__cel_node *node;
    const ontrack__cel_value *arguments;
    ontrack__cel_value *result;
    uint64_t cost; /* steps beyond the one of the call itself */
} ontrack__cel_call;

/* Sets the result, an error value among others; false only when memory is out. */
typedef bool ontrack__cel_apply(ontrack__cel_call *call);

/* Sets a result to an error at the call; always true. */
static inline bool ontrack__cel_fails(ontrack__cel_call *call, const char *why)
{
    call->result->kind = ONTRACK__CEL_ERROR;
    call->result->as.text = ontrack_text_of(why);
    call->result->offset = call->node->offset;
    return true;
}

#endif
