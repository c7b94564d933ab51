/* variants.h - what the rule set is for the student at hand, where overrides hold for some.
 * Layer: evaluation. Belongs to one thread. Costs nothing where no override holds. */
#ifndef ONTRACK_EVALUATION_VARIANTS_H
#define ONTRACK_EVALUATION_VARIANTS_H

#include "base/arena.h"
#include "evaluation/values.h"

/* Variants are made when the first student comes for whom they are right, and kept. */
typedef struct ontrack__variants {
    const ontrack__binding *binding;
    size_t places_asked[ONTRACK__TERM]; /* variables: district, school, grade */
    ontrack__arena arena;               /* the variants */
    ontrack__interner places;           /* district, school and grade of the students seen */
    ontrack__array of_places;           /* of const ontrack_ruleset *, by number of the place */
    ontrack__array made;                /* of ontrack__made_variant */
    size_t *entries;                    /* room for the overrides that hold for a student */
    unsigned ranks;                     /* which kinds of place some override asks for */
} ontrack__variants;

/* `variants` must be disposed of whatever this answers. false when memory is out. */
bool ontrack__variants_init(ontrack__variants *variants, const ontrack__binding *binding);
void ontrack__variants_dispose(ontrack__variants *variants);
/* The rule set for the student that `values` was turned to; the binding's own when no override
 * holds. `arena` is the student's. */
ontrack_status ontrack__variants_choose(ontrack__variants *variants, ontrack__values *values,
                                        ontrack__arena *arena, const ontrack_ruleset **out,
                                        ontrack_error *error);

#endif
