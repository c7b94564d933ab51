#include "review/excerpt.h"

#include "base/text.h"

enum { DEPTH = 256 }; /* more than conditions nest; deeper brackets share a beginning */

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

static bool opens(char c)
{
    return c == '(' || c == '[' || c == '{';
}

static bool closes(char c)
{
    return c == ')' || c == ']' || c == '}';
}

/* Whether a comparison cannot reach across this byte at the same depth of brackets. */
static bool ends(ontrack_text text, size_t at)
{
    const char c = text.data[at];
    const bool doubled = at + 1 < text.size && text.data[at + 1] == c;
    const bool second = at > 0 && text.data[at - 1] == c;
    const bool negation = c == '!' && !(at + 1 < text.size && text.data[at + 1] == '=');
    return c == ',' || c == '?' || c == ':' || negation ||
           ((c == '&' || c == '|') && (doubled || second));
}

/* The end of a text literal that begins at `at`: its closing quote, or the end of all. */
static size_t skip_literal(ontrack_text text, size_t at)
{
    const char open = text.data[at++];
    while (at < text.size && text.data[at] != open)
        at += text.data[at] == '\\' ? 2 : 1;
    return at;
}

/* Where the comparison around `offset` begins: behind the last end at its depth of brackets. */
static size_t find_start(ontrack_text text, size_t offset)
{
    size_t starts[DEPTH] = {0};
    size_t depth = 0;
    for (size_t at = 0; at < offset; at++) {
        const char c = text.data[at];
        if (is_quote(c))
            at = skip_literal(text, at);
        else if (opens(c) && depth + 1 < DEPTH)
            starts[++depth] = at + 1;
        else if (closes(c) && depth > 0)
            depth--;
        else if (ends(text, at))
            starts[depth] = at + 1;
    }
    return starts[depth];
}

static size_t find_end(ontrack_text text, size_t offset)
{
    int depth = 0;
    size_t at = offset;
    for (; at < text.size; at++) {
        const char c = text.data[at];
        if (is_quote(c)) {
            at = skip_literal(text, at);
            continue;
        }
        if (depth == 0 && (closes(c) || ends(text, at))) break;
        depth += opens(c) ? 1 : closes(c) ? -1 : 0;
    }
    return at < text.size ? at : text.size;
}

const char *ontrack__excerpt(ontrack_text condition, size_t offset, ontrack__arena *arena)
{
    const size_t start = find_start(condition, offset);
    const size_t end =
        offset + 1 < condition.size ? find_end(condition, offset + 1) : condition.size;
    const ontrack_text piece = {condition.data + start, end - start};
    char *copy = ontrack__arena_copy(arena, ontrack__text_trim(piece));
    size_t size = 0;
    for (const char *from = copy; from != NULL && *from != '\0'; from++) {
        const bool blank = *from == ' ' || *from == '\n' || *from == '\t' || *from == '\r';
        if (!blank || copy[size - 1] != ' ') copy[size++] = blank ? ' ' : *from;
    }
    if (copy != NULL) copy[size] = '\0';
    return copy;
}
