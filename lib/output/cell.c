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

static bool needs_quotes(ontrack_text text)
{
    static const bool quoted[256] = {[','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};
    size_t i = 0;
    while (i < text.size && !quoted[(unsigned char)text.data[i]])
        i++;
    return i < text.size;
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
    const bool quotes = needs_quotes(text);
    if (quotes && !ontrack__buffer_char(out, '"')) return false;
    if (runs_as_formula(text) && !ontrack__buffer_char(out, '\'')) return false;
    if (!quotes) return ontrack__buffer_text(out, text);
    return put_quoted(out, text) && ontrack__buffer_char(out, '"');
}
