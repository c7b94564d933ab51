/* nearest.h - which known word did somebody mean? */
#ifndef ONTRACK_NEAREST_H
#define ONTRACK_NEAREST_H

#include <stddef.h>

/* Whether `candidate` is closer to `typed` than `*distance`, which then becomes its distance.
 * Start with NEAREST_START: a word further off than a third of its letters is no help. */
int nearest_is_closer(const char *typed, const char *candidate, size_t *distance);
#define NEAREST_START ((size_t)-1)

#endif
