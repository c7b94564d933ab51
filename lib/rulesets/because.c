/* Texts about a student, reasons and notes: words and the values of variables between them. */
#include "rulesets/loader.h"

#include "base/buffer.h"
#include "base/rational.h"
#include "base/text.h"

#include <ontrack/decimal.h>
#include <stdio.h>

enum { RATIO_DIGITS = 4, PERCENT_DIGITS = 1 };

typedef struct splitter {
    ontrack__loader *loader;
    const ontrack__json_cursor *at;
    ontrack_text text; /* the rule set's own copy */
    ontrack__sentence *out;
} splitter;

static ontrack_status fail_at(const splitter *in, size_t offset, const char *message)
{
    int32_t line = 0, column = 0;
    ontrack__locate(in->text, offset, &line, &column);
    return ontrack__fail_inside(in->at, ONTRACK_INVALID_RULES, line, column, message,
                                in->loader->error);
}

static void add_words(const splitter *in, size_t from, size_t to)
{
    if (from == to) return;
    ontrack__piece *piece = &in->out->pieces[in->out->count++];
    piece->words.data = in->text.data + from;
    piece->words.size = to - from;
    piece->variable = -1;
}

static ontrack_status unknown_placeholder(const splitter *in, size_t offset, ontrack_text name)
{
    char text[80], message[256];
    const ontrack_value value = ontrack_value_text(name);
    ontrack_value_format(&value, 0, text, sizeof text);
    for (size_t i = 0; i < in->loader->ruleset->variable_count; i++) {
        const char *known = in->loader->ruleset->variables[i].name;
        if (ontrack__json_nearest(text, &known, 1) == NULL) continue;
        snprintf(message, sizeof message,
                 "{%s} is no measure, input or parameter; did you mean "
                 "{%s}?",
                 text, known);
        return fail_at(in, offset, message);
    }
    snprintf(message, sizeof message,
             "{%s} is no measure, input or parameter; write {{ for a brace", text);
    return fail_at(in, offset, message);
}

static bool is_number(ontrack_type type)
{
    return type == ONTRACK_TYPE_COUNT || type == ONTRACK_TYPE_DECIMAL || type == ONTRACK_TYPE_RATIO;
}

/* Splits "name:percent"; false for another word behind the colon. */
static bool split_format(ontrack_text *name, bool *percent)
{
    *percent = false;
    for (size_t i = 0; i < name->size; i++) {
        if (name->data[i] != ':') continue;
        const ontrack_text format = {name->data + i + 1, name->size - i - 1};
        name->size = i;
        *percent = true;
        return ontrack__text_is(format, "percent");
    }
    return true;
}

static ontrack_status add_placeholder(const splitter *in, size_t offset, ontrack_text name)
{
    bool percent = false;
    if (!split_format(&name, &percent))
        return fail_at(in, offset, "the only format behind a colon is \"percent\"");
    const int position = ontrack__find_variable(in->loader->ruleset, name);
    if (position < 0) return unknown_placeholder(in, offset, name);
    const ontrack_type type = in->loader->ruleset->variables[position].type;
    if (type == ONTRACK_TYPE_MAP) return fail_at(in, offset, "a map cannot be shown in a text");
    if (percent && !is_number(type)) return fail_at(in, offset, "only a number has a percentage");
    ontrack__piece *piece = &in->out->pieces[in->out->count++];
    piece->variable = position;
    piece->percent = percent;
    return ONTRACK_OK;
}

/* Braces in the text, which bound its pieces: words before each, and one thing for each. */
static size_t braces(ontrack_text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] == '{';
    return count;
}

static ontrack_status split(const splitter *in)
{
    size_t from = 0, at = 0;
    while (at < in->text.size) {
        if (in->text.data[at] != '{') {
            at++;
            continue;
        }
        const bool literal = at + 1 < in->text.size && in->text.data[at + 1] == '{';
        add_words(in, from, literal ? at + 1 : at);
        if (literal) {
            from = at += 2;
            continue;
        }
        const char *end = memchr(in->text.data + at, '}', in->text.size - at);
        if (end == NULL) return fail_at(in, at, "no } closes this brace; write {{ for a brace");
        const ontrack_text name = {in->text.data + at + 1, (size_t)(end - in->text.data) - at - 1};
        const ontrack_status status = add_placeholder(in, at, name);
        if (status != ONTRACK_OK) return status;
        from = at = (size_t)(end - in->text.data) + 1;
    }
    add_words(in, from, at);
    return ONTRACK_OK;
}

ontrack_status ontrack__load_sentence(ontrack__loader *loader, const ontrack__json_cursor *at,
                                      const char *text, ontrack__sentence *out)
{
    const splitter in = {loader, at, ontrack_text_of(text), out};
    if (ontrack__text_trim(in.text).size == 0)
        return ontrack__json_fail(at, loader->error, "is empty; say it in words");
    out->count = 0;
    out->pieces = ontrack__arena_allocate(&loader->ruleset->arena, 2 * braces(in.text) + 1,
                                          sizeof *out->pieces);
    return out->pieces == NULL ? ontrack__no_memory(loader->error) : split(&in);
}

/* ---- notes ---- */

static ontrack_status load_note(ontrack__loader *loader, const ontrack__json_cursor *at,
                                size_t index)
{
    ontrack_ruleset *ruleset = loader->ruleset;
    ruleset->notes[index] = ontrack__keep_text(loader, at->value);
    if (ruleset->notes[index] == NULL) return ontrack__no_memory(loader->error);
    return ontrack__load_sentence(loader, at, ruleset->notes[index],
                                  &ruleset->note_sentences[index]);
}

ontrack_status ontrack__load_notes(ontrack__loader *loader)
{
    ontrack_ruleset *ruleset = loader->ruleset;
    const ontrack__json_cursor notes = ontrack__json_member(&loader->root, "notes");
    const size_t count = notes.value == NULL ? 0 : ontrack__json_count(notes.value);
    ruleset->notes = ontrack__arena_allocate(&ruleset->arena, count, sizeof *ruleset->notes);
    ruleset->note_sentences =
        ontrack__arena_allocate(&ruleset->arena, count, sizeof *ruleset->note_sentences);
    if (ruleset->notes == NULL || ruleset->note_sentences == NULL)
        return ontrack__no_memory(loader->error);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        const ontrack__json_cursor note = ontrack__json_item(&notes, i);
        status = load_note(loader, &note, ruleset->note_count++);
    }
    return status;
}

/* ---- filling ---- */

static bool put_percent(const ontrack_value *value, ontrack_buffer *out)
{
    ontrack__rational share = {value->number, 1};
    if (value->kind == ONTRACK_KIND_DECIMAL) share.denominator = ONTRACK_DECIMAL_ONE;
    if (value->kind == ONTRACK_KIND_RATIO) share.denominator = value->denominator;
    const ontrack__rational hundred = {100, 1};
    ontrack__rational percent;
    char text[48];
    if (!ontrack__rational_multiply(share, hundred, &percent))
        return ontrack__buffer_string(out, "unknown");
    const size_t length = ontrack__rational_format(percent, PERCENT_DIGITS, text);
    return ontrack__buffer_append(out, text, length) && ontrack__buffer_char(out, '%');
}

static bool put_value(const ontrack_value *value, bool percent, ontrack_buffer *out)
{
    char text[ONTRACK_VALUE_SIZE];
    if (value->kind == ONTRACK_KIND_TEXT) return ontrack__buffer_text(out, value->text);
    if (percent && value->kind != ONTRACK_KIND_UNKNOWN) return put_percent(value, out);
    ontrack_value_format(value, RATIO_DIGITS, text, sizeof text);
    return ontrack__buffer_string(out, text);
}

bool ontrack__names(const ontrack__sentence *sentence, size_t variable)
{
    for (size_t i = 0; i < sentence->count; i++)
        if (sentence->pieces[i].variable == (int)variable) return true;
    return false;
}

bool ontrack__say(const ontrack__sentence *sentence, const ontrack_value *values,
                  ontrack_buffer *out)
{
    for (size_t i = 0; i < sentence->count; i++) {
        const ontrack__piece *piece = &sentence->pieces[i];
        const bool good = piece->variable < 0
                              ? ontrack__buffer_text(out, piece->words)
                              : put_value(&values[piece->variable], piece->percent, out);
        if (!good) return false;
    }
    return true;
}
