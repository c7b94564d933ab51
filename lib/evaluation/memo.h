/* memo.h - what codes mean by a rule set's maps, kept from one dataset to the next, so that
 * patterns run once for each code that was ever seen. Layer: evaluation. A meaning hangs on the
 * code's text alone: it is the same whatever was asked before. One thread at a time. */
#ifndef ONTRACK_EVALUATION_MEMO_H
#define ONTRACK_EVALUATION_MEMO_H

#include "base/intern.h"
#include "rulesets/ruleset.h"

typedef struct ontrack__memo {
    ontrack_allocator allocator;
    const ontrack_ruleset *ruleset;
    struct {
        ontrack__interner codes;
        ontrack__array meanings; /* of ontrack__meaning, by code - 1 */
    } of[ONTRACK_CODES_COUNT];
} ontrack__memo;

void ontrack__memo_init(ontrack__memo *memo, const ontrack_allocator *allocator,
                        const ontrack_ruleset *ruleset);
void ontrack__memo_dispose(ontrack__memo *memo);
/* The meaning of a code, which is not empty: as ontrack__code_map_meaning() has it. */
ontrack_status ontrack__memo_meaning(ontrack__memo *memo, ontrack_code_kind kind, ontrack_text code,
                                     ontrack__meaning *out, ontrack_error *error);

#endif
