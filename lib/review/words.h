/* words.h - lines of text about what differs, for a reader. Layer: review.
 * Every call returns false when memory is out. */
#ifndef ONTRACK_REVIEW_WORDS_H
#define ONTRACK_REVIEW_WORDS_H

#include "rulesets/ruleset.h"

/* Begins a new line in a buffer that has lines already. */
bool ontrack__words_line(ontrack_buffer *out);
/* Appends texts one behind the other; the list ends with NULL. */
bool ontrack__words(ontrack_buffer *out, const char *const *texts);
#define ONTRACK__WORDS(out, ...) ontrack__words(out, (const char *const[]){__VA_ARGS__, NULL})
/* A value as a test could give it: 0.9 (153/170), "09", not known (no calendar). */
bool ontrack__words_value(ontrack_buffer *out, const ontrack_value *value);

#endif
