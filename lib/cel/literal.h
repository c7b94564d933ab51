/* literal.h - the values that tokens stand for. Layer: cel, inner. */
#ifndef ONTRACK_CEL_LITERAL_H
#define ONTRACK_CEL_LITERAL_H

#include "cel/cel.h"
#include "cel/lexer.h"

/* What went wrong with a literal; `at` is an offset in the expression. */
typedef struct ontrack__cel_fault {
    ontrack_status status; /* OK, INVALID_RULES or NO_MEMORY */
    const char *problem;
    size_t at;
} ontrack__cel_fault;

/* The number of a token; `negative` says that a minus stands before it and belongs to it. */
ontrack__cel_fault ontrack__cel_number(const ontrack__cel_token *token, bool negative,
                                       ontrack__cel_value *out);
/* The text of a string or bytes token, escapes resolved, in `arena`. */
ontrack__cel_fault ontrack__cel_string(ontrack__arena *arena, ontrack_text source,
                                       const ontrack__cel_token *token, ontrack_text *out);
/* Digits with an optional sign that fit; no blanks. For conversions of texts. */
bool ontrack__cel_parse_int(ontrack_text text, int64_t *out);
bool ontrack__cel_parse_uint(ontrack_text text, uint64_t *out);

#endif
