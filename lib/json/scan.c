#include "json/scan.h"

#include <stdbool.h>

/* A place in the text, with the line it is in. */
typedef struct place {
    ontrack_text text;
    size_t at, line_start;
    int32_t line;
} place;

static bool is_number_byte(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return 0;
}

/* The UTF-16 unit of the escape at `at` ("\u00e9"), or 0 when it is cut off. */
static unsigned escape_unit(ontrack_text text, size_t at)
{
    if (at + 6 > text.size || text.data[at] != '\\' || text.data[at + 1] != 'u') return 0;
    unsigned unit = 0;
    for (size_t i = at + 2; i < at + 6; i++)
        unit = unit * 16 + (unsigned)hex_digit(text.data[i]);
    return unit;
}

/* Moves past the escape at `*at` and returns how many bytes it stands for. A surrogate pair makes
 * four: two for each half. */
static size_t pass_escape(ontrack_text text, size_t *at)
{
    const unsigned unit = escape_unit(text, *at);
    const bool wide = *at + 1 < text.size && text.data[*at + 1] == 'u';
    *at += wide ? 6 : 2;
    if (!wide || unit < 0x80) return 1;
    return unit < 0x800 || (unit >= 0xD800 && unit < 0xE000) ? 2 : 3;
}

/* Moves past the string that opens at the place. */
static size_t pass_string(place *here)
{
    size_t bytes = 0, at = here->at + 1;
    while (at < here->text.size && here->text.data[at] != '"') {
        if (here->text.data[at] == '\\') {
            bytes += pass_escape(here->text, &at);
        } else {
            bytes++;
            at++;
        }
    }
    here->at = at < here->text.size ? at + 1 : here->text.size;
    return bytes;
}

static size_t pass_number(place *here)
{
    const size_t start = here->at;
    while (here->at < here->text.size && is_number_byte(here->text.data[here->at]))
        here->at++;
    return here->at - start;
}

static ontrack__json_scan excess_at(const place *here, size_t at, ontrack__json_excess excess)
{
    int32_t column = 1;
    for (size_t i = here->line_start; i < at; i++)
        if (((unsigned char)here->text.data[i] & 0xC0) != 0x80) column++;
    const ontrack__json_scan found = {excess, here->line, column, 0};
    return found;
}

ontrack__json_scan ontrack__json_scan_text(ontrack_text text)
{
    ontrack__json_scan scan = {ONTRACK__JSON_FITS, 0, 0, 0};
    place here = {text, 0, 0, 1};
    int depth = 0;
    while (here.at < text.size) {
        const char c = text.data[here.at];
        const size_t start = here.at;
        if (c == '"') {
            scan.string_bytes += pass_string(&here);
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            if (pass_number(&here) > ONTRACK__JSON_NUMBER_LIMIT)
                return excess_at(&here, start, ONTRACK__JSON_NUMBER_TOO_LONG);
        } else {
            if (c == '\0') return excess_at(&here, start, ONTRACK__JSON_NUL_BYTE);
            if ((c == '{' || c == '[') && ++depth > ONTRACK__JSON_DEPTH_LIMIT)
                return excess_at(&here, start, ONTRACK__JSON_TOO_DEEP);
            if (c == '}' || c == ']') depth--;
            here.at++;
            if (c == '\n') {
                here.line++;
                here.line_start = here.at;
            }
        }
    }
    return scan;
}
