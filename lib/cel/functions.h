/* functions.h - the operators and functions as one table of overloads. Layer: cel, inner.
 * The checker and the evaluator read the same rows: what is not there cannot be called. */
#ifndef ONTRACK_CEL_FUNCTIONS_H
#define ONTRACK_CEL_FUNCTIONS_H

#include "cel/call.h"

enum { ONTRACK__CEL_ARGUMENTS = 2 }; /* that an overload takes at most */

typedef struct ontrack__cel_overload {
    const char *name;
    uint8_t styles; /* ONTRACK__STYLE_... */
    uint8_t arity;
    uint32_t takes[ONTRACK__CEL_ARGUMENTS]; /* sets of kinds */
    ontrack__cel_kind result;
    ontrack__cel_apply *apply;
} ontrack__cel_overload;

/* The rows with a name, which stand together; NULL when there is none. */
const ontrack__cel_overload *ontrack__cel_overloads(ontrack_text name, size_t *count);
/* All rows. */
const ontrack__cel_overload *ontrack__cel_functions(size_t *count);
/* The row of a call that takes the arguments; NULL when there is none. */
const ontrack__cel_overload *ontrack__cel_dispatch(const ontrack__cel_node *call,
                                                   const ontrack__cel_value *arguments);
/* The comparison of that name; NONE when the operator is none. */
ontrack__cel_sign ontrack__cel_sign_of(ontrack_text name);
/* "<="; static. NULL for NONE. */
const char *ontrack__cel_sign_text(ontrack__cel_sign sign);
/* Whether a comparison holds when the left is below (-1), at (0) or above (1) the right. */
bool ontrack__cel_holds(ontrack__cel_sign sign, int order);

#endif
