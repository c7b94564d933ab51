/* Attributes that say what a student is, not what a student does: a rule that reads one says so. */
#include "rulesets/loader.h"

#include "base/text.h"
#include "rulesets/shape.h"

#include <stdio.h>

/* Found anywhere in a name, whatever its case, blanks, `_` and `-`. */
static const char *const stems[] = {"ethnic",    "gender",   "disab",   "specialed", "language",
                                    "income",    "homeless", "lunch",   "hispanic",  "latino",
                                    "disadvant", "poverty",  "immigra", "migrant",   "religio"};

/* Short ones, found only as a whole word of a name: "race" is no part of "grace". */
static const char *const words[] = {"race", "races", "racial", "sex", "iep", "sped", "swd",
                                    "ell",  "el",    "lep",    "esl", "frl", "frpl", "frm"};

enum { FOLDED_SIZE = 2 * ONTRACK__TEXT_LIMIT };

static bool is_separator(char c)
{
    return c == ' ' || c == '\t' || c == '_' || c == '-' || c == '.' || c == '/';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Lower case without separators, cut at the buffer. */
static void fold(ontrack_text name, char out[FOLDED_SIZE])
{
    size_t size = 0;
    for (size_t i = 0; i < name.size && size + 1 < FOLDED_SIZE; i++)
        if (!is_separator(name.data[i])) out[size++] = lower(name.data[i]);
    out[size] = '\0';
}

static bool is_word(ontrack_text word)
{
    char folded[FOLDED_SIZE];
    fold(word, folded);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(folded, words[i]) == 0) return true;
    return false;
}

/* A word ends at a separator, at a digit, and where a capital follows a small letter. */
static bool ends_word(ontrack_text name, size_t at)
{
    const char c = name.data[at];
    if (is_separator(c) || (c >= '0' && c <= '9')) return true;
    const char before = at > 0 ? name.data[at - 1] : 'A';
    return c >= 'A' && c <= 'Z' && before >= 'a' && before <= 'z';
}

static bool has_word(ontrack_text name)
{
    size_t from = 0;
    for (size_t at = 0; at <= name.size; at++) {
        if (at < name.size && !ends_word(name, at)) continue;
        const ontrack_text word = {name.data + from, at - from};
        if (is_word(word)) return true;
        from = at;
    }
    return is_word(name);
}

bool ontrack__is_protected(ontrack_text name)
{
    char folded[FOLDED_SIZE];
    fold(name, folded);
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (strstr(folded, stems[i]) != NULL) return true;
    return has_word(name);
}

/* Whether the rule set says openly that it reads this attribute. */
static bool is_declared(const ontrack__loader *loader, const char *folded)
{
    const ontrack__json_value *protected = ontrack__json_get(loader->root.value, "protected");
    const ontrack__json_value *names =
        protected == NULL ? NULL : ontrack__json_get(protected, "attributes");
    for (size_t i = 0; names != NULL && i < ontrack__json_count(names); i++) {
        char known[FOLDED_SIZE];
        fold(ontrack__json_text(ontrack__json_at(names, i)), known);
        if (strcmp(known, folded) == 0) return true;
    }
    return false;
}

typedef struct finding {
    ontrack__loader *loader;
    const ontrack__json_cursor *at;
    ontrack_status status;
} finding;

static bool take_key(void *user, ontrack_text key, int32_t line, int32_t column)
{
    finding *found = user;
    char folded[FOLDED_SIZE], message[256];
    fold(key, folded);
    if (key.size == 0) {
        if (is_declared(found->loader, "*")) return true;
        snprintf(message, sizeof message,
                 "may read any attribute; use a constant key, or name \"*\" in /protected");
    } else {
        if (!ontrack__is_protected(key) || is_declared(found->loader, folded)) return true;
        snprintf(message, sizeof message,
                 "reads the protected attribute \"%.*s\"; leave it out, or name it in /protected "
                 "and say why",
                 (int)(key.size < ONTRACK__TEXT_LIMIT ? key.size : ONTRACK__TEXT_LIMIT), key.data);
    }
    found->status = ontrack__fail_inside(found->at, ONTRACK_INVALID_RULES, line, column, message,
                                         found->loader->error);
    return false;
}

ontrack_status ontrack__check_protected(ontrack__loader *loader, const ontrack__json_cursor *at,
                                        const ontrack__cel_program *program)
{
    finding found = {loader, at, ONTRACK_OK};
    size_t count = 0;
    const uint32_t *reads = ontrack__cel_reads(program, &count);
    for (size_t i = 0; found.status == ONTRACK_OK && i < count; i++)
        if (loader->ruleset->variables[reads[i]].type == ONTRACK_TYPE_MAP)
            ontrack__cel_keys(program, reads[i], take_key, &found);
    return found.status;
}

ontrack_status ontrack__check_protected_name(ontrack__loader *loader,
                                             const ontrack__json_cursor *at, ontrack_text name)
{
    char folded[FOLDED_SIZE];
    fold(name, folded);
    if (!ontrack__is_protected(name) || is_declared(loader, folded)) return ONTRACK_OK;
    return ontrack__json_fail(at, loader->error,
                              "is a protected attribute; leave it out, or name it in /protected "
                              "and say why");
}
