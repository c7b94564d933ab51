/* verdict.h - from a condition's value to an outcome, from outcomes to a status. Layer: rulesets.
 * The evaluation and a rule set's own tests share it. */
#ifndef ONTRACK_RULESETS_VERDICT_H
#define ONTRACK_RULESETS_VERDICT_H

#include "rulesets/ruleset.h"
#include <ontrack/evaluation.h>

/* True fires, false is clear, anything else (unknown, an error in evaluation) is unknown. */
ontrack_outcome ontrack__outcome(const ontrack__cel_value *value);
/* Whether a student was enrolled for the days that a rule asks for; unknown days are too few. */
bool ontrack__long_enough(int64_t min_days, const ontrack_value *days_enrolled);

/* Outcomes taken together, of all rules or of one indicator's. */
typedef struct ontrack__verdict {
    size_t rules;
    int worst; /* level of a rule that fired; 0: none did */
    bool undecided;
} ontrack__verdict;

/* Adds what a rule that is counted already came to. */
static inline void ontrack__verdict_hear(ontrack__verdict *verdict, int level,
                                         ontrack_outcome outcome)
{
    if (outcome == ONTRACK_OUTCOME_UNKNOWN) verdict->undecided = true;
    if (outcome == ONTRACK_OUTCOME_FIRED && level > verdict->worst) verdict->worst = level;
}
static inline void ontrack__verdict_add(ontrack__verdict *verdict, int level,
                                        ontrack_outcome outcome)
{
    if (outcome == ONTRACK_OUTCOME_OFF) return;
    verdict->rules++;
    ontrack__verdict_hear(verdict, level, outcome);
}
/* The worst level that fired; ONTRACK_LEVEL_UNKNOWN when none fired and one could not be decided;
 * else 0; ONTRACK_LEVEL_NONE when there were no rules. */
int ontrack__verdict_level(const ontrack__verdict *verdict);

#endif
