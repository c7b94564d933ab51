/* bars.h - the numbers of credits that a rule set asks for. Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_BARS_H
#define ONTRACK_EVALUATION_BARS_H

#include "base/rational.h"
#include "evaluation/values.h"

/* A bar that rules hold a student's credits against. */
typedef struct ontrack__bar {
    int32_t variable; /* the credits measure */
    ontrack__rational bar;
} ontrack__bar;

/* The bars of the rule sets that were asked for. Parameters and constants alone make a bar, so that
 * it is found once, without any student. */
typedef struct ontrack__bars {
    ontrack_allocator allocator;
    ontrack__array bars; /* of ontrack__bar: those of one rule set together, the highest first */
    ontrack__array sets; /* which bars are whose */
} ontrack__bars;

void ontrack__bars_init(ontrack__bars *bars, const ontrack_allocator *allocator);
void ontrack__bars_dispose(ontrack__bars *bars);
/* The highest bar whose credits the student has, NULL when there is none. false when memory is out.
 */
bool ontrack__bars_find(ontrack__bars *bars, const ontrack_ruleset *ruleset,
                        const ontrack__values *values, ontrack__arena *arena,
                        const ontrack__bar **out);

#endif
