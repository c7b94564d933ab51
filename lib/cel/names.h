/* names.h - what the names of an expression stand for. Layer: cel, inner. */
#ifndef ONTRACK_CEL_NAMES_H
#define ONTRACK_CEL_NAMES_H

#include "cel/checking.h"

/* The type of a NODE_NAME: what a macro binds, a variable, or a type. */
const ontrack__cel_type *ontrack__cel_check_name(ontrack__cel_checker *checker,
                                                 ontrack__cel_node *node);
/* The type of a NODE_SELECT whose whole is a variable. `inside` is set when it is none and its part
 * is to be checked first, for ontrack__cel_select_from(). */
const ontrack__cel_type *ontrack__cel_check_select(ontrack__cel_checker *checker,
                                                   ontrack__cel_node *node, bool *inside);
/* Whether a NODE_HAS asks for a key; false when it was refused. */
bool ontrack__cel_check_has(ontrack__cel_checker *checker, ontrack__cel_node *node);
/* The type of what a selection or has() finds in an operand. */
const ontrack__cel_type *ontrack__cel_select_from(ontrack__cel_checker *checker,
                                                  ontrack__cel_node *node,
                                                  const ontrack__cel_type *operand);

#endif
