/* tally.h - counts over the students of a run; parts of a run add up to the whole.
 * Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_TALLY_H
#define ONTRACK_EVALUATION_TALLY_H

#include "evaluation/scale.h"
#include "evaluation/student.h"

/* Why a rule was undecided for everybody so far. */
typedef struct ontrack__common_why {
    char *text;  /* NULL: nobody yet */
    size_t size; /* of its block */
    bool varies;
} ontrack__common_why;

typedef struct ontrack__tally {
    ontrack_allocator allocator;
    const ontrack_ruleset *ruleset;
    int64_t students, not_applicable, filtered, unknown;
    int64_t left_out; /* of those filtered: for whom `where` was neither true nor false */
    ontrack__common_why left_out_why;
    int64_t *by_level, *fired, *undecided;
    ontrack__common_why *whys; /* by rule */
    ontrack__scale scale;
} ontrack__tally;

/* `tally` must be disposed of whatever this answers. false when memory is out. */
bool ontrack__tally_init(ontrack__tally *tally, const ontrack_allocator *allocator,
                         const ontrack_ruleset *ruleset);
void ontrack__tally_dispose(ontrack__tally *tally);
/* Counts a student's result. false when memory is out. */
bool ontrack__tally_result(ontrack__tally *tally, const ontrack_result *result);
/* Counts a student for whom `where` was undecided. false when memory is out. */
bool ontrack__tally_left_out(ontrack__tally *tally, ontrack_text why);
/* Adds another part of the run, over the same rule set. false when memory is out. */
bool ontrack__tally_merge(ontrack__tally *tally, const ontrack__tally *part);

#endif
