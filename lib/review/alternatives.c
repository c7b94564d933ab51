#include "review/alternatives.h"

#include "base/text.h"

enum { MOST_REPEATS = 4, DEPTH = 20 };

/* Texts that a piece of a pattern stands for; those that it has besides them make it incomplete. */
typedef struct set {
    ontrack_text *items;
    size_t count;
    bool complete;
} set;

typedef struct parser {
    ontrack_text pattern;
    size_t at;
    ontrack__arena *arena;
    int depth;
    bool strange; /* something that is not simple */
    bool failed;  /* memory ran out */
} parser;

/* ---- sets ---- */

static set nothing(bool complete)
{
    const set none = {NULL, 0, complete};
    return none;
}

static set one_text(parser *in, ontrack_text text)
{
    set one = {ontrack__arena_allocate(in->arena, 1, sizeof *one.items), 1, true};
    if (one.items == NULL) {
        in->failed = true;
        return nothing(false);
    }
    *one.items = text;
    return one;
}

static set join(parser *in, const set *a, const set *b)
{
    const size_t count = a->count + b->count;
    set both = {NULL, 0, a->complete && b->complete};
    if (count > ONTRACK__ALTERNATIVE_LIMIT) return nothing(false);
    both.items = ontrack__arena_allocate(in->arena, count, sizeof *both.items);
    if (both.items == NULL) {
        in->failed = true;
        return nothing(false);
    }
    for (size_t i = 0; i < a->count; i++)
        both.items[both.count++] = a->items[i];
    for (size_t i = 0; i < b->count; i++)
        both.items[both.count++] = b->items[i];
    return both;
}

static bool put_behind(parser *in, ontrack_text a, ontrack_text b, ontrack_text *out)
{
    char *bytes = ontrack__arena_allocate(in->arena, a.size + b.size + 1, 1);
    if (bytes == NULL) {
        in->failed = true;
        return false;
    }
    if (a.size > 0) memcpy(bytes, a.data, a.size);
    if (b.size > 0) memcpy(bytes + a.size, b.data, b.size);
    out->data = bytes;
    out->size = a.size + b.size;
    return true;
}

/* Every text of `a` with every text of `b` behind it. */
static set follow(parser *in, const set *a, const set *b)
{
    const size_t count = a->count * b->count;
    set both = {NULL, 0, a->complete && b->complete};
    if (count > ONTRACK__ALTERNATIVE_LIMIT) return nothing(false);
    both.items = ontrack__arena_allocate(in->arena, count, sizeof *both.items);
    if (both.items == NULL) {
        in->failed = true;
        return nothing(false);
    }
    for (size_t i = 0; i < count; i++)
        if (!put_behind(in, a->items[i / b->count], b->items[i % b->count],
                        &both.items[both.count++]))
            return nothing(false);
    return both;
}

/* ---- reading ---- */

static char peek(const parser *in)
{
    return in->at < in->pattern.size ? in->pattern.data[in->at] : '\0';
}

static bool take(parser *in, const char *word)
{
    const size_t size = strlen(word);
    if (in->pattern.size - in->at < size || memcmp(in->pattern.data + in->at, word, size) != 0)
        return false;
    in->at += size;
    return true;
}

static set strange(parser *in)
{
    in->strange = true;
    in->at = in->pattern.size;
    return nothing(false);
}

static set parse_alternatives(parser *in);

static set parse_group(parser *in)
{
    take(in, "?:");
    if (peek(in) == '?' || peek(in) == '*' || ++in->depth > DEPTH) return strange(in);
    const set inner = parse_alternatives(in);
    in->depth--;
    return in->strange || take(in, ")") ? inner : strange(in);
}

/* "[ABC]"; a range or a negation has texts that are not listed. */
static set parse_class(parser *in)
{
    set all = nothing(true);
    if (peek(in) == '^') return strange(in);
    while (in->at < in->pattern.size && peek(in) != ']') {
        const ontrack_text letter = {in->pattern.data + in->at, 1};
        const bool ranged = in->at + 1 < in->pattern.size && letter.data[1] == '-';
        if (peek(in) == '\\' || peek(in) == '[' || ranged || (unsigned char)peek(in) >= 0x80)
            return strange(in);
        const set one = one_text(in, letter);
        all = join(in, &all, &one);
        in->at++;
    }
    return take(in, "]") ? all : strange(in);
}

static set parse_escape(parser *in)
{
    const ontrack_text escaped = {in->pattern.data + in->at, 1};
    const char c = peek(in);
    if (c == 'd' || c == 'w' || c == 's') {
        in->at++;
        return nothing(false);
    }
    const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c == '\0' || letter) return strange(in);
    in->at++;
    return one_text(in, escaped);
}

static set parse_atom(parser *in)
{
    const ontrack_text letter = {in->pattern.data + in->at, 1};
    const char c = letter.data[0];
    in->at++;
    switch (c) {
    case '(':
        return parse_group(in);
    case '[':
        return parse_class(in);
    case '\\':
        return parse_escape(in);
    case '.':
        return nothing(false);
    case '^':
    case '$':
    case '*':
    case '+':
    case '?':
    case '{':
        return strange(in);
    default: /* a repeat behind a letter of several bytes would take the last one alone */
        return (unsigned char)c >= 0x80 ? strange(in) : one_text(in, letter);
    }
}

/* The atom from `least` to `most` times; -1: for ever. */
static set repeat(parser *in, const set *atom, int least, int most)
{
    const ontrack_text empty = {"", 0};
    set all = nothing(true), run = one_text(in, empty);
    if (most > MOST_REPEATS || least > MOST_REPEATS) return nothing(false);
    for (int i = 0; i <= (most < 0 ? least : most); i++) {
        if (i >= least) all = join(in, &all, &run);
        run = follow(in, &run, atom);
    }
    if (most < 0) all.complete = false;
    return all;
}

/* "{2}" and "{1,3}" behind the brace; anything else is strange. */
static bool parse_counts(parser *in, int *least, int *most)
{
    *least = peek(in) - '0';
    if (*least < 0 || *least > 9) return false;
    in->at++;
    *most = *least;
    if (take(in, ",")) {
        *most = peek(in) - '0';
        if (*most < *least || *most > 9) return false;
        in->at++;
    }
    return take(in, "}");
}

static set parse_piece(parser *in)
{
    const set atom = parse_atom(in);
    int least = 1, most = 1;
    if (in->strange) return atom;
    if (take(in, "?"))
        least = 0;
    else if (take(in, "*"))
        least = 0, most = -1;
    else if (take(in, "+"))
        most = -1;
    else if (take(in, "{") && !parse_counts(in, &least, &most))
        return strange(in);
    if (peek(in) == '?' || peek(in) == '+') return strange(in); /* lazy, possessive */
    return least == 1 && most == 1 ? atom : repeat(in, &atom, least, most);
}

static set parse_sequence(parser *in)
{
    const ontrack_text empty = {"", 0};
    set all = one_text(in, empty);
    while (in->at < in->pattern.size && peek(in) != '|' && peek(in) != ')' && peek(in) != '$') {
        const set next = parse_piece(in);
        all = follow(in, &all, &next);
    }
    return all;
}

static set parse_alternatives(parser *in)
{
    set all = parse_sequence(in);
    while (take(in, "|")) {
        const set next = parse_sequence(in);
        all = join(in, &all, &next);
    }
    return all;
}

/* ---- a whole pattern ---- */

/* "^(A|B)$" and the like, one behind the other with `|` between them. */
static bool parse_branch(parser *in, ontrack__alternative *out, size_t *count, bool *complete)
{
    if (!take(in, "^")) {
        strange(in);
        return true;
    }
    const set texts = parse_sequence(in);
    const bool closed = take(in, "$");
    *complete = *complete && texts.complete && !in->strange;
    for (size_t i = 0; i < texts.count && *count < ONTRACK__ALTERNATIVE_LIMIT; i++) {
        out[*count].text = texts.items[i];
        out[*count].open = !closed;
        *count += 1;
    }
    return !in->failed;
}

static bool matches_everything(ontrack_text pattern)
{
    static const char *const forms[] = {"",   ".",   ".*",  ".+",  "^",    "$",
                                        "^.", "^.*", "^.+", ".*$", "^.*$", "^.+$"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (ontrack__text_is(pattern, forms[i])) return true;
    return false;
}

bool ontrack__alternatives_of(ontrack_text pattern, ontrack__arena *arena,
                              ontrack__alternatives *out)
{
    parser in = {pattern, 0, arena, 0, false, false};
    ontrack__alternative *items =
        ontrack__arena_allocate(arena, ONTRACK__ALTERNATIVE_LIMIT, sizeof *items);
    const ontrack__alternatives none = {items, 0, true, true, false, false};
    *out = none;
    if (items == NULL) return false;
    out->any_case = take(&in, "(?i)");
    const ontrack_text rest = {pattern.data + in.at, pattern.size - in.at};
    out->everything = matches_everything(rest);
    if (out->everything) return true;
    do {
        if (!parse_branch(&in, items, &out->count, &out->complete)) return false;
    } while (!in.strange && take(&in, "|"));
    out->simple = !in.strange && in.at == pattern.size;
    out->complete = out->complete && out->simple && out->count < ONTRACK__ALTERNATIVE_LIMIT;
    if (!out->simple) out->count = 0;
    return !in.failed;
}
