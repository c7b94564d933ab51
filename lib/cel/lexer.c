#include "cel/lexer.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool begins_name(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool continues_name(char c)
{
    return begins_name(c) || is_digit(c);
}

/* The byte `ahead` of the place, NUL behind the end. */
static char peek(const ontrack__cel_lexer *lexer, size_t ahead)
{
    const size_t left = lexer->source.size - lexer->at;
    return ahead < left ? lexer->source.data[lexer->at + ahead] : '\0';
}

static bool complain(ontrack__cel_lexer *lexer, size_t at, const char *problem)
{
    lexer->problem = problem;
    lexer->problem_at = at;
    return false;
}

static void skip_blanks(ontrack__cel_lexer *lexer)
{
    for (;;) {
        const char c = peek(lexer, 0);
        if (lexer->at < lexer->source.size &&
            (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')) {
            lexer->at++;
        } else if (c == '/' && peek(lexer, 1) == '/') {
            while (lexer->at < lexer->source.size && peek(lexer, 0) != '\n' &&
                   peek(lexer, 0) != '\r')
                lexer->at++;
        } else {
            return;
        }
    }
}

static ontrack_text slice(const ontrack__cel_lexer *lexer, size_t from, size_t to)
{
    const ontrack_text text = {lexer->source.data + from, to - from};
    return text;
}

static bool finish(ontrack__cel_lexer *lexer, ontrack__cel_token_kind kind, ontrack__cel_token *out)
{
    out->kind = kind;
    out->text = slice(lexer, out->offset, lexer->at);
    return true;
}

static void skip_digits(ontrack__cel_lexer *lexer)
{
    while (is_digit(peek(lexer, 0)))
        lexer->at++;
}

/* The exponent's place, when one with digits follows: `e5`, `E-3`. */
static bool skip_exponent(ontrack__cel_lexer *lexer)
{
    if (peek(lexer, 0) != 'e' && peek(lexer, 0) != 'E') return false;
    const size_t sign = peek(lexer, 1) == '+' || peek(lexer, 1) == '-';
    if (!is_digit(peek(lexer, 1 + sign))) return false;
    lexer->at += 1 + sign;
    skip_digits(lexer);
    return true;
}

static ontrack__cel_token_kind skip_decimal(ontrack__cel_lexer *lexer)
{
    bool whole = true;
    skip_digits(lexer);
    if (peek(lexer, 0) == '.' && is_digit(peek(lexer, 1))) {
        lexer->at++;
        skip_digits(lexer);
        whole = false;
    }
    if (skip_exponent(lexer)) whole = false;
    return whole ? ONTRACK__TOKEN_INT : ONTRACK__TOKEN_DOUBLE;
}

static bool read_number(ontrack__cel_lexer *lexer, ontrack__cel_token *out)
{
    ontrack__cel_token_kind kind = ONTRACK__TOKEN_INT;
    if (peek(lexer, 0) == '0' && peek(lexer, 1) == 'x' && is_hex(peek(lexer, 2))) {
        lexer->at += 2;
        while (is_hex(peek(lexer, 0)))
            lexer->at++;
    } else {
        kind = skip_decimal(lexer);
    }
    if (kind == ONTRACK__TOKEN_INT && (peek(lexer, 0) == 'u' || peek(lexer, 0) == 'U')) {
        lexer->at++;
        kind = ONTRACK__TOKEN_UINT;
    }
    if (continues_name(peek(lexer, 0)))
        return complain(lexer, lexer->at, "a number runs into a name");
    return finish(lexer, kind, out);
}

/* How many bytes of `rR` and `bB` stand before a quote here; -1 when this is no string. */
static int string_prefix(const ontrack__cel_lexer *lexer, bool *raw, bool *bytes)
{
    size_t at = 0;
    *bytes = peek(lexer, at) == 'b' || peek(lexer, at) == 'B';
    at += *bytes;
    *raw = peek(lexer, at) == 'r' || peek(lexer, at) == 'R';
    at += *raw;
    return peek(lexer, at) == '"' || peek(lexer, at) == '\'' ? (int)at : -1;
}

static bool at_closing(const ontrack__cel_lexer *lexer, char quote, size_t width)
{
    for (size_t i = 0; i < width; i++)
        if (peek(lexer, i) != quote) return false;
    return true;
}

static bool read_string(ontrack__cel_lexer *lexer, size_t prefix, bool bytes,
                        ontrack__cel_token *out)
{
    lexer->at += prefix;
    const char quote = peek(lexer, 0);
    const size_t width = at_closing(lexer, quote, 3) ? 3 : 1;
    lexer->at += width;
    const size_t start = lexer->at;
    while (lexer->at < lexer->source.size && !at_closing(lexer, quote, width)) {
        const char c = peek(lexer, 0);
        if (width == 1 && (c == '\n' || c == '\r')) break;
        const bool escape = c == '\\' && !out->raw;
        lexer->at += escape && lexer->at + 1 < lexer->source.size ? 2 : 1;
    }
    if (lexer->at >= lexer->source.size || !at_closing(lexer, quote, width))
        return complain(lexer, out->offset, "a text is not closed: its last quote is missing");
    out->content = slice(lexer, start, lexer->at);
    lexer->at += width;
    return finish(lexer, bytes ? ONTRACK__TOKEN_BYTES : ONTRACK__TOKEN_STRING, out);
}

static bool read_quoted_name(ontrack__cel_lexer *lexer, ontrack__cel_token *out)
{
    static const char others[] = "_.-/ ";
    const size_t start = ++lexer->at;
    while (continues_name(peek(lexer, 0)) ||
           (peek(lexer, 0) != '\0' && strchr(others, peek(lexer, 0)) != NULL))
        lexer->at++;
    if (peek(lexer, 0) != '`' || lexer->at == start)
        return complain(lexer, out->offset,
                        "a name in backquotes holds letters, digits, "
                        "blanks and _ . - / and ends with a backquote");
    out->content = slice(lexer, start, lexer->at);
    lexer->at++;
    return finish(lexer, ONTRACK__TOKEN_QUOTED, out);
}

static bool refuse_sign(ontrack__cel_lexer *lexer)
{
    switch (peek(lexer, 0)) {
    case '&':
        return complain(lexer, lexer->at, "a single & means nothing here: write && for \"and\"");
    case '|':
        return complain(lexer, lexer->at, "a single | means nothing here: write || for \"or\"");
    case '=':
        return complain(lexer, lexer->at, "a single = means nothing here: write == to compare");
    default:
        return complain(lexer, lexer->at, "a character that means nothing here");
    }
}

static bool read_sign(ontrack__cel_lexer *lexer, ontrack__cel_token *out)
{
    static const char *const pairs[] = {"<=", ">=", "==", "!=", "&&", "||"};
    static const char singles[] = "()[]{}.,:?+-*/%!<>";
    const char c = peek(lexer, 0);
    size_t width = c != '\0' && strchr(singles, c) != NULL ? 1 : 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (c == pairs[i][0] && peek(lexer, 1) == pairs[i][1]) width = 2;
    if (width == 0) return refuse_sign(lexer);
    lexer->at += width;
    return finish(lexer, ONTRACK__TOKEN_SIGN, out);
}

bool ontrack__cel_next(ontrack__cel_lexer *lexer, ontrack__cel_token *out)
{
    const ontrack__cel_token empty = {0};
    *out = empty;
    skip_blanks(lexer);
    out->offset = lexer->at;
    if (lexer->at >= lexer->source.size) return finish(lexer, ONTRACK__TOKEN_END, out);
    const char c = peek(lexer, 0);
    bool bytes;
    const int prefix = string_prefix(lexer, &out->raw, &bytes);
    if (prefix >= 0) return read_string(lexer, (size_t)prefix, bytes, out);
    if (is_digit(c) || (c == '.' && is_digit(peek(lexer, 1)))) return read_number(lexer, out);
    if (c == '`') return read_quoted_name(lexer, out);
    if (!begins_name(c)) return read_sign(lexer, out);
    while (continues_name(peek(lexer, 0)))
        lexer->at++;
    return finish(lexer, ONTRACK__TOKEN_NAME, out);
}
