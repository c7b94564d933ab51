/* result.h - one student's result. Layer: evaluation.
 * Whatever nobody may ask for is not made: words and comparisons are told by whoever made the
 * result when they are first asked for. A copy has been told everything and never changes. */
#ifndef ONTRACK_EVALUATION_RESULT_H
#define ONTRACK_EVALUATION_RESULT_H

#include "base/arena.h"
#include "records/dataset.h"
#include "rulesets/ruleset.h"
#include <ontrack/evaluation.h>

/* What there is to tell of a rule. */
typedef struct ontrack__told {
    uint64_t turn; /* when it was begun: of another turn than the result's it is of no use */
    const ontrack__rule_plan *plan; /* what the rule is for the student; NULL in a copy */
    ontrack__cel_value value;       /* of its condition, where that is neither true nor false */
    const char *why; /* why it is unknown whether it held long enough; NULL: that is not it */
    const ontrack_exemption *exemption;
    ontrack_date held_since;
    bool too_few_days;
    bool words, compared; /* told already */
    const ontrack_comparison *comparisons;
    size_t comparison_count;
} ontrack__told;

/* Who tells. What cannot be told stays empty; the teller remembers why. */
typedef struct ontrack__teller {
    void (*words)(void *user, ontrack__told *told, ontrack_rule_result *rule);
    void (*comparisons)(void *user, ontrack__told *told);
    const char *(*note)(void *user, const ontrack__sentence *sentence);
    void *user;
} ontrack__teller;

struct ontrack_result {
    uint64_t turn; /* another one for each student; 0: a copy */
    const ontrack_ruleset *ruleset;
    const ontrack_student *student; /* borrowed from the dataset */
    const ontrack_result *since;    /* how the student stood earlier; NULL: not asked */
    ontrack_date as_of;
    ontrack_text school; /* borrowed from the dataset */
    int status;
    int *indicators;                        /* by indicator */
    const ontrack_value *values;            /* the reading i is the value at places[i] */
    const size_t *places;                   /* NULL: at i */
    const ontrack__rule_plan *const *plans; /* by rule, borrowed; NULL in a copy */
    ontrack_outcome *outcomes;              /* by rule */
    size_t *spoken;      /* the rules that were not clear on the as-of date alone, in order */
    size_t spoken_count; /* 0 in a copy */
    ontrack__told *told; /* by rule; see ontrack__result_told() */
    ontrack_rule_result *rules; /* by rule, of those whose words were told */
    const char **notes;         /* by note; NULL: not told yet */
    ontrack__teller teller;     /* empty: everything was told */
};

/* Room in `arena` for the results of one student after the other; NULL when memory is out. `values`
 * are by variable, `plans` by rule, both borrowed. */
ontrack_result *ontrack__result_new(const ontrack_ruleset *ruleset, ontrack_date as_of,
                                    const ontrack_value *values,
                                    const ontrack__rule_plan *const *plans, ontrack__arena *arena);
/* Begins another student's result, of which nothing has been found out. */
void ontrack__result_begin(ontrack_result *result, const ontrack_student *student);
/* Nothing is told yet of a rule that is so for the student. */
static inline ontrack__told ontrack__told_nothing(const ontrack__rule_plan *plan)
{
    const ontrack__told told = {.plan = plan, .held_since = ONTRACK_DATE_NONE};
    return told;
}
/* What there is to tell of a rule of the student at hand. Of most there never is anything, so that
 * it is begun when it is first asked for. */
static inline ontrack__told *ontrack__result_told(const ontrack_result *result, size_t rule)
{
    ontrack__told *told = &result->told[rule];
    if (told->turn == result->turn) return told;
    *told = ontrack__told_nothing(result->plans[rule]);
    told->turn = result->turn;
    return told;
}
/* What is said of a rule beside its words. */
ontrack_rule_result ontrack__rule_face(const ontrack__told *told, ontrack_outcome outcome);
/* The level of a rule as it is for the student. */
static inline int ontrack__result_rule_level(const ontrack_result *result, size_t rule)
{
    return result->plans != NULL ? result->plans[rule]->rule.level
                                 : result->rules[rule].rule->level;
}
/* A copy that borrows from the rule set and the dataset alone; NULL when memory is out. */
ontrack_result *ontrack__result_copy(const ontrack_result *result, ontrack__arena *arena);

#endif
