/* covered.h - what tests reached of a rule set, for a reader. */
#ifndef ONTRACK_COVERED_H
#define ONTRACK_COVERED_H

#include <ontrack/review.h>
#include <stdbool.h>
#include <stdio.h>

/* A line of counts, then a line for each thing that was not reached. Answers whether every rule was
 * seen fired and clear, and every comparison true and false. */
bool covered_print(FILE *stream, const char *name, const ontrack_coverage *coverage);

#endif
