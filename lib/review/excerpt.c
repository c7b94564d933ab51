#include "review/excerpt.h"

#include "base/text.h"

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

/* Whether the byte lies inside a text literal. */
static bool in_quotes(ontrack_text text, size_t at)
{
    char open = '\0';
    for (size_t i = 0; i < at; i++) {
        const char c = text.data[i];
        if (open != '\0' && c == '\\')
            i++;
        else if (open == '\0' && is_quote(c))
            open = c;
        else if (c == open)
            open = '\0';
    }
    return open != '\0';
}

/* Whether a comparison cannot reach across this byte at the same depth of brackets. */
static bool ends(ontrack_text text, size_t at)
{
    const char c = text.data[at];
    const bool doubled = at + 1 < text.size && text.data[at + 1] == c;
    const bool second = at > 0 && text.data[at - 1] == c;
    return c == ',' || c == '?' || c == ':' || ((c == '&' || c == '|') && (doubled || second));
}

static bool opens(char c)
{
    return c == '(' || c == '[' || c == '{';
}

static bool closes(char c)
{
    return c == ')' || c == ']' || c == '}';
}

static size_t find_start(ontrack_text text, size_t offset)
{
    int depth = 0;
    size_t at = offset;
    for (; at > 0; at--) {
        const char c = text.data[at - 1];
        if (in_quotes(text, at - 1)) continue;
        if (depth == 0 && (opens(c) || ends(text, at - 1))) break;
        if (depth == 0 && c == '!' && text.data[at] != '=') break;
        depth += closes(c) ? 1 : opens(c) ? -1 : 0;
    }
    return at;
}

static size_t find_end(ontrack_text text, size_t offset)
{
    int depth = 0;
    size_t at = offset;
    for (; at < text.size; at++) {
        const char c = text.data[at];
        if (in_quotes(text, at)) continue;
        if (depth == 0 && (closes(c) || ends(text, at))) break;
        depth += opens(c) ? 1 : closes(c) ? -1 : 0;
    }
    return at;
}

const char *ontrack__excerpt(ontrack_text condition, size_t offset, ontrack__arena *arena)
{
    const size_t start = find_start(condition, offset), end = find_end(condition, offset);
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
