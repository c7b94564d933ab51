/* pattern.h - regular expressions: the one home of PCRE2. Layer: base.
 * Patterns come from files that nobody has checked: their length and depth, and the steps and
 * memory of each match are limited. No JIT. A compiled pattern is immutable. */
#ifndef ONTRACK_BASE_PATTERN_H
#define ONTRACK_BASE_PATTERN_H

#include <ontrack/allocator.h>
#include <ontrack/error.h>
#include <ontrack/text.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ONTRACK__PATTERN_LIMIT 1000 /* bytes in a pattern */

typedef struct ontrack__pattern ontrack__pattern;

/* Compiles `text` as UTF-8. INVALID_RULES with the error's column set to the 1-based offset in the
 * pattern (source and path are the caller's to fill), or LIMIT, or NO_MEMORY. */
ontrack_status ontrack__pattern_compile(const ontrack_allocator *allocator, ontrack_text text,
                                        ontrack__pattern **out, ontrack_error *error);
void ontrack__pattern_free(ontrack__pattern *pattern);
/* Whether the pattern matches anywhere in `subject` (well-formed UTF-8). LIMIT when the match needs
 * more than the limits allow. Several threads may match one pattern at once. */
ontrack_status ontrack__pattern_match(const ontrack__pattern *pattern, ontrack_text subject,
                                      bool *matched, ontrack_error *error);
/* As ontrack__pattern_match(), adding to *steps how many it took: not below the truth, and no more
 * than some five times it. */
ontrack_status ontrack__pattern_match_counted(const ontrack__pattern *pattern, ontrack_text subject,
                                              uint64_t *steps, bool *matched, ontrack_error *error);
/* Bytes of the compiled pattern: about as many steps does compiling take. */
size_t ontrack__pattern_size(const ontrack__pattern *pattern);

#endif
