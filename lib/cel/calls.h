/* calls.h - which overload a call means, and its type. Layer: cel, inner. */
#ifndef ONTRACK_CEL_CALLS_H
#define ONTRACK_CEL_CALLS_H

#include "cel/checking.h"

/* The type of a call whose parts have these types; `types` has one for each part. */
const ontrack__cel_type *ontrack__cel_check_call(ontrack__cel_checker *checker,
                                                 ontrack__cel_node *call,
                                                 const ontrack__cel_type *const *types);

#endif
