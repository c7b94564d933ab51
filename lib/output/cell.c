#include "output/cell.h"

#include "base/buffer.h"

/* A spreadsheet runs a cell that begins with one of these as a formula. */
static bool runs_as_formula(ontrack_text text)
{
    if (text.size == 0) return false;
    switch (text.data[0]) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
        return true;
    default:
        return false;
    }
}

/* Copies a text into the room for it; false when something in it asks for quotes. */
static bool copy_plain(ontrack_buffer *out, ontrack_text text)
{
    static const bool asks[256] = {[','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};
    char *to = out->data + out->size;
    for (size_t i = 0; i < text.size; i++) {
        to[i] = text.data[i];
        if (asks[(unsigned char)text.data[i]]) return false;
    }
    to[text.size] = '\0';
    out->size += text.size;
    return true;
}

static bool put_quoted(ontrack_buffer *out, ontrack_text text)
{
    bool done = true;
    for (size_t i = 0; i < text.size && done; i++) {
        if (text.data[i] == '"') done = ontrack__buffer_char(out, '"');
        done = done && ontrack__buffer_char(out, text.data[i]);
    }
    return done;
}

bool ontrack__put_cell(ontrack_buffer *out, ontrack_text text)
{
    const size_t before = out->size;
    if (!ontrack__buffer_reserve(out, text.size + 1)) return false;
    if (runs_as_formula(text)) out->data[out->size++] = '\'';
    if (copy_plain(out, text)) return true;
    out->size = before;
    out->data[before] = '\0';
    return ontrack__buffer_char(out, '"') &&
           (!runs_as_formula(text) || ontrack__buffer_char(out, '\'')) && put_quoted(out, text) &&
           ontrack__buffer_char(out, '"');
}
