#include "cel/strings.h"

#include "base/text.h"
#include "cel/regex.h"

typedef ontrack__cel_call call;

enum {
    BYTES_A_STEP = 64,
    COST_A_BYTE = 2,     /* of a pattern that is compiled in an evaluation */
    REFUSED_COST = 20000 /* of one that is none: the worst take longest */
};

static ontrack_text text_at(const call *c, size_t i)
{
    return c->arguments[i].as.text;
}

/* --- sizes --- */

/* Code points. */
bool ontrack__cel_size_of_string(call *c)
{
    const ontrack_text text = text_at(c, 0);
    size_t points = 0;
    for (size_t i = 0; i < text.size; i++)
        points += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    c->cost += text.size / BYTES_A_STEP;
    return ontrack__cel_gives_int(c, (int64_t)points);
}

bool ontrack__cel_size_of_bytes(call *c)
{
    return ontrack__cel_gives_int(c, (int64_t)text_at(c, 0).size);
}

/* --- joining --- */

bool ontrack__cel_join_texts(call *c)
{
    const ontrack_text a = text_at(c, 0), b = text_at(c, 1);
    char *data = ontrack__cel_take(c->budget, c->arena, a.size + b.size, 1);
    if (data == NULL) return false;
    if (a.size > 0) memcpy(data, a.data, a.size);
    if (b.size > 0) memcpy(data + a.size, b.data, b.size);
    c->result->kind = c->arguments[0].kind;
    c->result->as.text.data = data;
    c->result->as.text.size = a.size + b.size;
    c->cost += (a.size + b.size) / BYTES_A_STEP;
    return true;
}

/* --- looking into strings --- */

static bool equal_at(ontrack_text text, size_t at, ontrack_text part)
{
    return part.size == 0 || memcmp(text.data + at, part.data, part.size) == 0;
}

bool ontrack__cel_contains(call *c)
{
    const ontrack_text text = text_at(c, 0), part = text_at(c, 1);
    bool found = part.size == 0;
    for (size_t at = 0; !found && at < text.size && part.size <= text.size - at; at++) {
        found = text.data[at] == part.data[0] && equal_at(text, at, part);
        c->cost += text.data[at] == part.data[0] ? 1 + part.size / BYTES_A_STEP : 0;
    }
    c->cost += text.size / BYTES_A_STEP;
    return ontrack__cel_gives_bool(c, found);
}

bool ontrack__cel_starts_with(call *c)
{
    const ontrack_text text = text_at(c, 0), part = text_at(c, 1);
    return ontrack__cel_gives_bool(c, part.size <= text.size && equal_at(text, 0, part));
}

bool ontrack__cel_ends_with(call *c)
{
    const ontrack_text text = text_at(c, 0), part = text_at(c, 1);
    return ontrack__cel_gives_bool(c, part.size <= text.size &&
                                          equal_at(text, text.size - part.size, part));
}

static bool match(call *c, const ontrack__pattern *pattern)
{
    bool matched = false;
    const ontrack_status status =
        ontrack__pattern_match_counted(pattern, text_at(c, 0), &c->cost, &matched, NULL);
    if (status == ONTRACK_NO_MEMORY) return false;
    if (status == ONTRACK_LIMIT)
        return ontrack__cel_fails(c, "the pattern needs too many steps for this text");
    if (status != ONTRACK_OK) return ontrack__cel_fails(c, "the text is not valid UTF-8");
    return ontrack__cel_gives_bool(c, matched);
}

/* A literal pattern was compiled by the checker; another one is compiled for this call. */
bool ontrack__cel_matches(call *c)
{
    ontrack__pattern *pattern = NULL;
    c->cost += text_at(c, 0).size / BYTES_A_STEP;
    if (c->node->pattern != NULL) return match(c, c->node->pattern);
    const ontrack_status status =
        ontrack__cel_regex(&c->arena->allocator, text_at(c, 1), &pattern, NULL);
    if (status == ONTRACK_NO_MEMORY) return false;
    if (status != ONTRACK_OK) {
        c->cost += REFUSED_COST;
        return ontrack__cel_fails(c, "the pattern is not valid");
    }
    c->cost += COST_A_BYTE * ontrack__pattern_size(pattern);
    const bool done = match(c, pattern);
    ontrack__pattern_free(pattern);
    return done;
}
