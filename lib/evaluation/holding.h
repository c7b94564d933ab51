/* holding.h - rules that must hold on several weekly as-of dates before they fire.
 * Layer: evaluation. Nothing is stored from run to run: the earlier dates are looked at anew, and
 * only for a student for whom such a rule holds on the as-of date. */
#ifndef ONTRACK_EVALUATION_HOLDING_H
#define ONTRACK_EVALUATION_HOLDING_H

#include "evaluation/sight.h"

typedef struct ontrack__holding {
    const ontrack__binding *binding;
    struct ontrack__earlier **earlier; /* by weeks before the as-of date, less one; NULL: not yet */
    size_t count;
} ontrack__holding;

/* `holding` must be disposed of whatever this answers. false when memory is out. */
bool ontrack__holding_init(ontrack__holding *holding, const ontrack__binding *binding);
void ontrack__holding_dispose(ontrack__holding *holding);
/* Looks back for the rules of the result that hold now and must hold longer. `now` was turned to
 * the student; what it was given is given on the earlier dates too. */
ontrack_status ontrack__hold(ontrack__holding *holding, ontrack__sight *now, ontrack_result *result,
                             ontrack_error *error);

#endif
