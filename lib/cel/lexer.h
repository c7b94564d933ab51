/* lexer.h - an expression cut into tokens. Layer: cel, inner. */
#ifndef ONTRACK_CEL_LEXER_H
#define ONTRACK_CEL_LEXER_H

#include <ontrack/text.h>
#include <stdbool.h>

typedef enum ontrack__cel_token_kind {
    ONTRACK__TOKEN_END,
    ONTRACK__TOKEN_NAME,   /* identifiers and reserved words */
    ONTRACK__TOKEN_QUOTED, /* `content-type`, only behind a point */
    ONTRACK__TOKEN_INT,
    ONTRACK__TOKEN_UINT,
    ONTRACK__TOKEN_DOUBLE,
    ONTRACK__TOKEN_STRING,
    ONTRACK__TOKEN_BYTES,
    ONTRACK__TOKEN_SIGN /* operators and punctuation */
} ontrack__cel_token_kind;

typedef struct ontrack__cel_token {
    ontrack__cel_token_kind kind;
    ontrack_text text;    /* as written */
    ontrack_text content; /* what stands between quotes */
    size_t offset;        /* of the text in the expression */
    bool raw;             /* a string without escapes */
} ontrack__cel_token;

typedef struct ontrack__cel_lexer {
    ontrack_text source; /* well-formed UTF-8 */
    size_t at;
    const char *problem; /* why the last call failed */
    size_t problem_at;
} ontrack__cel_lexer;

/* Reads the next token; false when there is none to be read, with the problem set. At the end it
 * keeps answering ONTRACK__TOKEN_END. */
bool ontrack__cel_next(ontrack__cel_lexer *lexer, ontrack__cel_token *out);

#endif
