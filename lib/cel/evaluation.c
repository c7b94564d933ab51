#include "cel/evaluation.h"

typedef ontrack__cel_evaluation evaluation;
typedef ontrack__cel_value value;

/* Whether every position of `b` is in `a`; both ascend. */
static bool covers(const value *a, const value *b)
{
    size_t i = 0;
    for (size_t j = 0; j < b->as.unknown.count; j++) {
        while (i < a->as.unknown.count && a->as.unknown.ids[i] < b->as.unknown.ids[j])
            i++;
        if (i == a->as.unknown.count || a->as.unknown.ids[i] != b->as.unknown.ids[j]) return false;
    }
    return true;
}

/* Adds the positions of one unknown value to those of another. */
static void merge_unknown(evaluation *e, value *into, const value *more)
{
    if (covers(into, more)) return;
    const uint32_t *a = into->as.unknown.ids, *b = more->as.unknown.ids;
    const uint32_t *const a_end = a + into->as.unknown.count;
    const uint32_t *const b_end = b + more->as.unknown.count;
    uint32_t *ids =
        ontrack__cel_take(&e->budget, e->arena, into->as.unknown.count + more->as.unknown.count,
                          sizeof *into->as.unknown.ids);
    if (ids == NULL) return;
    size_t count = 0;
    while (a < a_end || b < b_end) {
        const uint32_t next = b == b_end || (a < a_end && *a <= *b) ? *a : *b;
        ids[count++] = next;
        if (a < a_end && *a == next) a++;
        if (b < b_end && *b == next) b++;
    }
    ontrack__cel_spend(&e->budget, count);
    into->as.unknown.ids = ids;
    into->as.unknown.count = count;
}

void ontrack__cel_gather(evaluation *e, value *into, const value *part)
{
    if (ontrack__cel_is_set(part)) return;
    if (part->kind == ONTRACK__CEL_UNKNOWN && into->kind == ONTRACK__CEL_UNKNOWN)
        merge_unknown(e, into, part);
    else if (part->kind == ONTRACK__CEL_UNKNOWN || into->kind == ONTRACK__CEL_NULL)
        *into = *part;
}

void ontrack__cel_hear(evaluation *e, ontrack__cel_verdict *v, const value *part, size_t offset)
{
    value wrong;
    if (part->kind == ONTRACK__CEL_BOOL) {
        v->decided = v->decided || part->as.boolean == v->decisive;
    } else if (ontrack__cel_is_set(part)) {
        ontrack__cel_set_error(&wrong, offset, "a bool is needed here");
        ontrack__cel_gather(e, &v->missing, &wrong);
    } else {
        ontrack__cel_gather(e, &v->missing, part);
    }
}

bool ontrack__cel_is_open(const evaluation *e, const ontrack__cel_verdict *v)
{
    return ontrack__cel_goes_on(e) && (!v->decided || e->trace != NULL);
}

void ontrack__cel_conclude(const ontrack__cel_verdict *v, value *out)
{
    if (v->decided || v->missing.kind == ONTRACK__CEL_NULL)
        ontrack__cel_set_bool(out, v->decided ? v->decisive : !v->decisive);
    else
        *out = v->missing;
}
