#include "review/words.h"

#include "base/buffer.h"

#include <inttypes.h>
#include <ontrack/decimal.h>
#include <stdio.h>

enum { RATIO_DIGITS = 4 };

bool ontrack__words_line(ontrack_buffer *out)
{
    return out->size == 0 || ontrack__buffer_char(out, '\n');
}

bool ontrack__words(ontrack_buffer *out, const char *const *texts)
{
    bool good = true;
    for (; good && *texts != NULL; texts++)
        good = ontrack__buffer_string(out, *texts);
    return good;
}

/* "0.9 (153/170)": the decimal without trailing zeros, and the exact fraction behind it. Days are
 * kept in ten-thousandths, which no reader wants to see. */
static bool put_ratio(ontrack_buffer *out, const ontrack_value *value)
{
    char text[ONTRACK_VALUE_SIZE], fraction[48];
    const bool whole =
        value->number % ONTRACK_DECIMAL_ONE == 0 && value->denominator % ONTRACK_DECIMAL_ONE == 0;
    const int64_t unit = whole ? ONTRACK_DECIMAL_ONE : 1;
    size_t size = ontrack_value_format(value, RATIO_DIGITS, text, sizeof text);
    while (strchr(text, '.') != NULL && (text[size - 1] == '0' || text[size - 1] == '.'))
        text[--size] = '\0';
    snprintf(fraction, sizeof fraction, " (%" PRId64 "/%" PRId64 ")", value->number / unit,
             value->denominator / unit);
    return ONTRACK__WORDS(out, text, value->denominator == 1 ? "" : fraction);
}

static bool put_map(ontrack_buffer *out, const ontrack_value *value)
{
    bool good = ontrack__buffer_char(out, '{');
    for (size_t i = 0; good && i < value->count; i++)
        good = (i == 0 || ontrack__buffer_string(out, ", ")) &&
               ontrack__buffer_json(out, value->pairs[i].key) &&
               ontrack__buffer_string(out, ": ") &&
               ontrack__buffer_json(out, value->pairs[i].value);
    return good && ontrack__buffer_char(out, '}');
}

bool ontrack__words_value(ontrack_buffer *out, const ontrack_value *value)
{
    char text[ONTRACK_VALUE_SIZE];
    switch (value->kind) {
    case ONTRACK_KIND_UNKNOWN:
        return ontrack__buffer_string(out, "not known (") &&
               ontrack__buffer_text(out, value->text) && ontrack__buffer_char(out, ')');
    case ONTRACK_KIND_RATIO:
        return put_ratio(out, value);
    case ONTRACK_KIND_TEXT:
        return ontrack__buffer_json(out, value->text);
    case ONTRACK_KIND_MAP:
        return put_map(out, value);
    default:
        break;
    }
    ontrack_value_format(value, RATIO_DIGITS, text, sizeof text);
    return ontrack__buffer_string(out, text);
}
