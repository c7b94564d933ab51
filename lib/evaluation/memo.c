#include "evaluation/memo.h"

#include "base/error.h"

/* Codes of one kind that are kept: far more than any district has, so that made-up ones cannot fill
 * the memory. Further ones are worked out each time. */
enum { MOST_CODES = 65536 };

void ontrack__memo_init(ontrack__memo *memo, const ontrack_allocator *allocator,
                        const ontrack_ruleset *ruleset)
{
    const ontrack__array none = {NULL, 0, 0};
    memo->allocator = *allocator;
    memo->ruleset = ruleset;
    for (size_t kind = 0; kind < ONTRACK_CODES_COUNT; kind++) {
        ontrack__interner_init(&memo->of[kind].codes, allocator);
        memo->of[kind].meanings = none;
    }
}

void ontrack__memo_dispose(ontrack__memo *memo)
{
    for (size_t kind = 0; kind < ONTRACK_CODES_COUNT; kind++) {
        ontrack__interner_free(&memo->of[kind].codes);
        ontrack__array_free(&memo->allocator, &memo->of[kind].meanings, sizeof(ontrack__meaning));
    }
}

static bool keep(ontrack__memo *memo, ontrack_code_kind kind, ontrack_text code,
                 const ontrack__meaning *meaning)
{
    ontrack__symbol symbol;
    ontrack__array *meanings = &memo->of[kind].meanings;
    ontrack__meaning *place = ontrack__array_add(&memo->allocator, meanings, sizeof *place);
    if (place == NULL) return false;
    *place = *meaning;
    if (ontrack__intern(&memo->of[kind].codes, code, &symbol)) return true;
    meanings->count--; /* both grow or neither does */
    return false;
}

ontrack_status ontrack__memo_meaning(ontrack__memo *memo, ontrack_code_kind kind, ontrack_text code,
                                     ontrack__meaning *out, ontrack_error *error)
{
    const ontrack__array *meanings = &memo->of[kind].meanings;
    ontrack__symbol symbol;
    if (ontrack__intern_find(&memo->of[kind].codes, code, &symbol)) {
        *out = ((const ontrack__meaning *)meanings->items)[symbol - 1];
        return ONTRACK_OK;
    }
    const ontrack_status status = ontrack__code_map_meaning(memo->ruleset, kind, code, out, error);
    if (status != ONTRACK_OK || meanings->count >= MOST_CODES) return status;
    return keep(memo, kind, code, out) ? ONTRACK_OK : ontrack__no_memory(error);
}
