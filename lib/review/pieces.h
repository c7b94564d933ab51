/* pieces.h - the pieces of a check of a rule set, each in its own file. Layer: review. */
#ifndef ONTRACK_REVIEW_PIECES_H
#define ONTRACK_REVIEW_PIECES_H

#include "review/findings.h"

/* reach.c: rules, comparisons and a scope that can never or must always be so. */
ontrack_status ontrack__check_reach(ontrack__review *review);
/* bands.c: rules of one indicator that overlap, ask the same, or leave a gap. */
ontrack_status ontrack__check_bands(ontrack__review *review);
/* unused.c: parameters, measures and inputs that nothing reads. */
ontrack_status ontrack__check_unused(ontrack__review *review);
/* categories.c: categories that nothing reads, and those that no line gives. */
ontrack_status ontrack__check_categories(ontrack__review *review);
/* lines.c: lines of code maps that earlier ones leave nothing to. */
ontrack_status ontrack__check_lines(ontrack__review *review);
/* advice.c: what is allowed and still makes a rule set weaker than it could be. */
ontrack_status ontrack__check_advice(ontrack__review *review);
/* proof.c: its own tests fail, or leave a rule out. */
ontrack_status ontrack__check_proof(ontrack__review *review);

#endif
