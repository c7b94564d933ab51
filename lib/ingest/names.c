#include "ingest/names.h"

#include "base/text.h"

#include <stdint.h>

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool counts(char c)
{
    return c != ' ' && c != '\t' && c != '_' && c != '-';
}

/* The next byte that counts, or -1 at the end. */
static int next_letter(ontrack_text text, size_t *at)
{
    while (*at < text.size) {
        const char c = text.data[(*at)++];
        if (counts(c)) return (unsigned char)lower(c);
    }
    return -1;
}

bool ontrack__name_matches(ontrack_text written, ontrack_text name)
{
    size_t at = 0, name_at = 0;
    int a, b;
    do {
        a = next_letter(written, &at);
        b = next_letter(name, &name_at);
    } while (a == b && a >= 0);
    return a == b;
}

static bool is_wildcard(char c)
{
    return c == '*' || c == '#';
}

/* Where the wildcard stands; the size when there is none. */
static size_t wildcard(ontrack_text pattern)
{
    size_t at = 0;
    while (at < pattern.size && !is_wildcard(pattern.data[at]))
        at++;
    return at;
}

bool ontrack__name_is_pattern(ontrack_text name)
{
    return wildcard(name) < name.size;
}

bool ontrack__name_is_well_formed(ontrack_text name)
{
    size_t letters = 0, wildcards = 0;
    for (size_t i = 0; i < name.size; i++) {
        wildcards += is_wildcard(name.data[i]);
        letters += counts(name.data[i]) && !is_wildcard(name.data[i]);
    }
    return letters > 0 && wildcards <= 1;
}

/* Takes the letters of `name` off the beginning of *text. */
static bool take_beginning(ontrack_text *text, ontrack_text name)
{
    size_t at = 0, name_at = 0;
    int wanted;
    while ((wanted = next_letter(name, &name_at)) >= 0)
        if (next_letter(*text, &at) != wanted) return false;
    text->data += at;
    text->size -= at;
    return true;
}

static bool take_end(ontrack_text *text, ontrack_text name)
{
    size_t size = text->size;
    for (size_t i = name.size; i-- > 0;) {
        if (!counts(name.data[i])) continue;
        while (size > 0 && !counts(text->data[size - 1]))
            size--;
        if (size == 0 || lower(text->data[--size]) != lower(name.data[i])) return false;
    }
    text->size = size;
    return true;
}

static bool is_digits(ontrack_text text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9') return false;
    return text.size > 0;
}

bool ontrack__name_like(ontrack_text written, ontrack_text pattern, ontrack_text *digits)
{
    const ontrack_text none = {NULL, 0};
    const size_t at = wildcard(pattern);
    if (digits != NULL) *digits = none;
    if (at == pattern.size) return ontrack__name_matches(written, pattern);
    const ontrack_text before = {pattern.data, at};
    const ontrack_text behind = {pattern.data + at + 1, pattern.size - at - 1};
    ontrack_text rest = written;
    if (!take_beginning(&rest, before) || !take_end(&rest, behind)) return false;
    if (pattern.data[at] == '*') return true;
    while (rest.size > 0 && !counts(rest.data[0])) {
        rest.data++;
        rest.size--;
    }
    while (rest.size > 0 && !counts(rest.data[rest.size - 1]))
        rest.size--;
    if (!is_digits(rest)) return false;
    if (digits != NULL) *digits = rest;
    return true;
}

bool ontrack__name_take_ending(ontrack_text *text, const char *ending)
{
    const ontrack_text wanted = ontrack_text_of(ending);
    if (text->size < wanted.size) return false;
    const ontrack_text end = {text->data + (text->size - wanted.size), wanted.size};
    if (!ontrack__name_is_word(end, wanted)) return false;
    text->size -= wanted.size;
    return true;
}

bool ontrack__name_is_word(ontrack_text written, ontrack_text word)
{
    if (written.size != word.size) return false;
    for (size_t i = 0; i < word.size; i++)
        if (lower(written.data[i]) != lower(word.data[i])) return false;
    return true;
}
