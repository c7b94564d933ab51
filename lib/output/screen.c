#include "output/screen.h"

#include "base/buffer.h"
#include "base/text.h"

#include <stdint.h>

typedef struct range {
    uint32_t first, last;
} range;

static const range no_column[] = {{0x0300, 0x036F}, {0x0591, 0x05BD}, {0x0610, 0x061A},
                                  {0x064B, 0x065F}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},
                                  {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200D},
                                  {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};

static const range two_columns[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},  {0xA960, 0xA97C}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}};

/* Line and paragraph separators, and marks that turn the direction of what follows. */
static const range hidden[] = {{0x0000, 0x001F}, {0x007F, 0x009F}, {0x061C, 0x061C},
                               {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069},
                               {0xFEFF, 0xFEFF}};

static bool within(const range *ranges, size_t count, uint32_t code_point)
{
    for (size_t i = 0; i < count; i++)
        if (code_point >= ranges[i].first && code_point <= ranges[i].last) return true;
    return false;
}

#define WITHIN(ranges, code_point) within(ranges, sizeof(ranges) / sizeof *(ranges), code_point)

static size_t columns_of(uint32_t code_point)
{
    if (code_point < 0x0300) return 1;
    if (WITHIN(no_column, code_point)) return 0;
    return WITHIN(two_columns, code_point) ? 2 : 1;
}

/* ---- cleaning ---- */

static bool put_clean(ontrack_buffer *out, uint32_t code_point)
{
    char bytes[4];
    if (code_point == '\n' || code_point == '\r' || code_point == '\t')
        code_point = ' ';
    else if (WITHIN(hidden, code_point))
        code_point = 0xFFFD;
    return ontrack__buffer_append(out, bytes, ontrack__utf8_put(code_point, bytes));
}

static bool clean_valid(ontrack_buffer *out, ontrack_text text)
{
    bool done = true;
    for (size_t at = 0; at < text.size && done;)
        done = put_clean(out, ontrack__utf8_next(text, &at));
    return done;
}

bool ontrack__screen_clean(ontrack_buffer *out, ontrack_text text)
{
    size_t bad = 0;
    while (!ontrack__utf8_valid(text, &bad)) {
        const ontrack_text good = {text.data, bad};
        if (!clean_valid(out, good) || !put_clean(out, 0xFFFD)) return false;
        text.data += bad + 1;
        text.size -= bad + 1;
    }
    return clean_valid(out, text);
}

/* ---- measuring ---- */

size_t ontrack__screen_width(ontrack_text text)
{
    size_t width = 0;
    for (size_t at = 0; at < text.size;)
        width += columns_of(ontrack__utf8_next(text, &at));
    return width;
}

ontrack_text ontrack__screen_fit(ontrack_text text, size_t width)
{
    size_t used = 0, end = 0;
    for (size_t at = 0; at < text.size; end = at) {
        used += columns_of(ontrack__utf8_next(text, &at));
        if (used > width) break;
    }
    const ontrack_text fits = {text.data, end};
    return fits;
}

static ontrack_text without_blanks(ontrack_text text)
{
    while (text.size > 0 && text.data[0] == ' ') {
        text.data++;
        text.size--;
    }
    return text;
}

ontrack_text ontrack__screen_line(ontrack_text *rest, size_t width)
{
    const ontrack_text all = without_blanks(*rest);
    ontrack_text line = ontrack__screen_fit(all, width);
    if (line.size < all.size && all.data[line.size] != ' ') {
        size_t end = line.size;
        while (end > 0 && line.data[end - 1] != ' ')
            end--;
        if (end > 0) line.size = end;
    }
    rest->data = all.data + line.size;
    rest->size = all.size - line.size;
    *rest = without_blanks(*rest);
    while (line.size > 0 && line.data[line.size - 1] == ' ')
        line.size--;
    return line;
}
