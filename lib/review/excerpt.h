/* excerpt.h - the comparison around an operator, as it is written. Layer: review. */
#ifndef ONTRACK_REVIEW_EXCERPT_H
#define ONTRACK_REVIEW_EXCERPT_H

#include "base/arena.h"

/* The piece of a condition around the operator at `offset`, up to the next `&&`, `||`, `?`, `:`,
 * comma or bracket that is not its own; white space as single blanks. NULL when memory is out. */
const char *ontrack__excerpt(ontrack_text condition, size_t offset, ontrack__arena *arena);

#endif
