/* evaluation.h - one evaluation while it goes on, and what its parts share. Layer: cel, inner. */
#ifndef ONTRACK_CEL_EVALUATION_H
#define ONTRACK_CEL_EVALUATION_H

#include "cel/budget.h"
#include "cel/program.h"

/* It stops when the budget's status is set; the values are then of no meaning. */
typedef struct ontrack__cel_evaluation ontrack__cel_evaluation;
struct ontrack__cel_evaluation {
    const ontrack__cel_program *program;
    const ontrack__cel_value *bindings;
    ontrack__arena *arena;
    const ontrack__cel_trace *trace;
    ontrack__cel_value *slots; /* what the macros' names stand for */
    int inside;                /* bodies of macros that are being evaluated */
    ontrack__cel_budget budget;
    /* The value of a part of the tree. */
    void (*visit)(ontrack__cel_evaluation *e, const ontrack__cel_node *n, ontrack__cel_value *out);
};

static inline bool ontrack__cel_goes_on(const ontrack__cel_evaluation *e)
{
    return e->budget.status == ONTRACK_OK;
}

/* ---- values ---- */

static inline void ontrack__cel_set_bool(ontrack__cel_value *out, bool boolean)
{
    out->kind = ONTRACK__CEL_BOOL;
    out->as.boolean = boolean;
}

static inline void ontrack__cel_set_error(ontrack__cel_value *out, size_t offset, const char *why)
{
    out->kind = ONTRACK__CEL_ERROR;
    out->as.text = ontrack_text_of(why);
    out->offset = offset;
}

static inline bool ontrack__cel_is_set(const ontrack__cel_value *v)
{
    return v->kind != ONTRACK__CEL_UNKNOWN && v->kind != ONTRACK__CEL_ERROR;
}

/* What keeps a result from being known: unknowns are gathered and outweigh errors, of which the
 * first is kept. `into` starts as a null. */
void ontrack__cel_gather(ontrack__cel_evaluation *e, ontrack__cel_value *into,
                         const ontrack__cel_value *part);

/* ---- verdicts ---- */

/* The answer of && and ||, of all() and exists(): one part that decides is enough, whatever the
 * others are. */
typedef struct ontrack__cel_verdict {
    bool decisive; /* the bool that decides */
    bool decided;
    ontrack__cel_value missing;
} ontrack__cel_verdict;

void ontrack__cel_hear(ontrack__cel_evaluation *e, ontrack__cel_verdict *v,
                       const ontrack__cel_value *part, size_t offset);
/* Whether another part is to be heard: with a trace all are, so that every comparison is reported.
 */
bool ontrack__cel_is_open(const ontrack__cel_evaluation *e, const ontrack__cel_verdict *v);
void ontrack__cel_conclude(const ontrack__cel_verdict *v, ontrack__cel_value *out);

#endif
