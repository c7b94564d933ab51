/* flat.h - a condition that only compares, as a list of steps. Layer: cel, inner.
 * Comparisons of numbers and texts, sums of numbers, and the logic over them: what nearly every
 * rule consists of. ontrack__cel_ask() takes the steps; it allocates nothing and answers only where
 * the tree would answer true or false; everything else, such as which variables an unknown hangs
 * on, is left to the tree. */
#ifndef ONTRACK_CEL_FLAT_H
#define ONTRACK_CEL_FLAT_H

#include "cel/program.h"

/* Sets the checked program's `flat`, to NULL where the tree is needed; false when memory is out. */
bool ontrack__cel_flatten(ontrack__cel_program *program, const ontrack__cel_options *options);

#endif
