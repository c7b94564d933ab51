#include "cel/regex.h"

#include "base/error.h"

enum {
    REPEATS = 1000, /* that RE2 allows, nested ones multiplied */
    GROUPS = 64     /* one in another; more are refused elsewhere */
};

typedef struct scan {
    ontrack_text text;
    size_t at;
    uint32_t last;         /* how often the piece before is repeated inside of itself */
    uint32_t most[GROUPS]; /* the most of any piece in each open group */
    size_t group;
} scan;

static char peek(const scan *s, size_t ahead)
{
    return ahead < s->text.size - s->at ? s->text.data[s->at + ahead] : '\0';
}

static bool one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static bool is_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* An escape that means the same in both, or the quoted run of \Q...\E; moves past it. */
static bool pass_escape(scan *s)
{
    const char letter = peek(s, 1);
    if (is_letter_or_digit(letter) && !one_of(letter, "0aftnrxdDsSwWbBAzpPQE")) return false;
    s->at += letter == '\0' ? 1 : 2;
    if (letter != 'Q') return true;
    while (s->at < s->text.size && !(peek(s, 0) == '\\' && peek(s, 1) == 'E'))
        s->at++;
    return true;
}

/* A class in brackets; a closing one that stands first is a member. */
static bool pass_class(scan *s)
{
    s->at += peek(s, 1) == '^' ? 2 : 1;
    for (bool first = true; s->at < s->text.size; first = false) {
        const bool named = peek(s, 0) == '[' && peek(s, 1) == ':';
        if (peek(s, 0) == ']' && !first) break;
        if (peek(s, 0) == '\\') {
            if (!pass_escape(s)) return false;
            continue;
        }
        s->at++;
        while (named && s->at < s->text.size && peek(s, 0) != ']')
            s->at++;
        s->at += named && s->at < s->text.size;
    }
    if (s->at < s->text.size) s->at++;
    return true;
}

/* Behind "(": a plain group, (?:, (?P<name>, (?<name> or (?flags. */
static bool pass_group(scan *s)
{
    s->at++;
    if (peek(s, 0) == '*') return false;
    if (peek(s, 0) != '?') return true;
    size_t ahead = 1;
    if (peek(s, ahead) == 'P') ahead++;
    if (peek(s, ahead) == '<')
        return is_letter_or_digit(peek(s, ahead + 1)) || peek(s, ahead + 1) == '_';
    if (ahead > 1) return false;
    while (one_of(peek(s, ahead), "imsU-"))
        ahead++;
    if (!one_of(peek(s, ahead), ":)")) return false;
    s->at += ahead; /* the flags; what ends them is read as any other character */
    return true;
}

/* Length of a repetition that begins here: * + ? {2} {2,} {2,5}; 0 when none does. */
static size_t repetition(const scan *s)
{
    size_t length = 1, digits = 0;
    if (one_of(peek(s, 0), "*+?")) return 1;
    if (peek(s, 0) != '{') return 0;
    for (; (peek(s, length) >= '0' && peek(s, length) <= '9') ||
           (digits > 0 && peek(s, length) == ',');
         length++)
        digits++;
    return digits > 0 && peek(s, length) == '}' ? length + 1 : 0;
}

/* Multiplies the piece before by the counted repetition that begins here; false when that is more
 * than RE2 allows. */
static bool repeat(scan *s, size_t length)
{
    uint32_t count = 0, most = 0;
    if (peek(s, 0) != '{') return true;
    for (size_t i = 1; i < length; i++) {
        const char c = peek(s, i);
        count = c < '0' || c > '9' ? 0 : count * 10 + (uint32_t)(c - '0');
        if (count > REPEATS) return false;
        if (count > most) most = count;
    }
    s->last *= most > 0 ? most : 1;
    return s->last <= REPEATS;
}

static bool pass_group_end(scan *s)
{
    s->at++;
    if (s->group == 0) return true; /* of nothing: PCRE2 says so */
    s->last = s->most[s->group--];
    return true;
}

static bool pass_group_start(scan *s)
{
    if (s->group + 1 == GROUPS) return false;
    s->most[++s->group] = 1;
    return pass_group(s);
}

/* One piece of the pattern; false when RE2 does not know it, with *at where it begins. */
static bool pass_piece(scan *s)
{
    const size_t length = repetition(s);
    if (length > 0) {
        if (!repeat(s, length)) return false;
        s->at += length;
        return peek(s, 0) != '+';
    }
    s->last = 1;
    switch (peek(s, 0)) {
    case '\\':
        return pass_escape(s);
    case '[':
        return pass_class(s);
    case '(':
        return pass_group_start(s);
    case ')':
        return pass_group_end(s);
    default:
        s->at++;
        return true;
    }
}

ontrack_status ontrack__cel_regex(const ontrack_allocator *allocator, ontrack_text text,
                                  ontrack__pattern **out, ontrack_error *error)
{
    scan s = {.text = text, .last = 1};
    while (s.at < text.size) {
        const ontrack__place place = {NULL, NULL, 0, (int32_t)s.at + 1};
        const bool known = pass_piece(&s);
        if (s.last > s.most[s.group]) s.most[s.group] = s.last;
        if (!known)
            return ontrack__fail_at(error, ONTRACK_INVALID_RULES, place,
                                    "the pattern is not valid: this is not supported (only what "
                                    "RE2 knows is)");
    }
    return ontrack__pattern_compile(allocator, text, out, error);
}
