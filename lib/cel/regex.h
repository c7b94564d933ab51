/* regex.h - the patterns of matches(): RE2's syntax, run by PCRE2. Layer: cel, inner.
 * CEL says RE2. What PCRE2 knows beyond it (looking around, references back, possessive
 * repetition, verbs) is refused, so that an expression means the same everywhere. */
#ifndef ONTRACK_CEL_REGEX_H
#define ONTRACK_CEL_REGEX_H

#include "base/pattern.h"

/* As ontrack__pattern_compile(), for RE2's syntax alone. */
ontrack_status ontrack__cel_regex(const ontrack_allocator *allocator, ontrack_text text,
                                  ontrack__pattern **out, ontrack_error *error);

#endif
