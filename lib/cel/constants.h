/* constants.h - what a call with literals means is settled when it is compiled. Layer: cel, inner.
 */
#ifndef ONTRACK_CEL_CONSTANTS_H
#define ONTRACK_CEL_CONSTANTS_H

#include "cel/checking.h"

/* Compiles a literal pattern, reads a literal date, duration or time zone, and makes a double
 * beside a decimal exact; `types` has one for each part of the call. False when a literal is
 * refused. */
bool ontrack__cel_settle(ontrack__cel_checker *checker, ontrack__cel_node *call,
                         const ontrack__cel_type *const *types);

#endif
