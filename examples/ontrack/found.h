/* found.h - what a check of a rule set found, printed line by line and counted. */
#ifndef ONTRACK_FOUND_H
#define ONTRACK_FOUND_H

#include <ontrack/review.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct found {
    const char *file; /* borrowed; what was checked */
    bool json;        /* a JSON object a line */
    size_t count[ONTRACK_SEVERITY_ERROR + 1];
} found;

/* Prints one on standard output. For ontrack_check_options; `user` is a found. */
ontrack_status found_take(void *user, const ontrack_finding *finding);
/* "2 errors, 1 note", or "" when there is nothing. Returns `out`. */
const char *found_summary(const found *all, char *out, size_t size);

#endif
