#include "output/values.h"

#include "base/buffer.h"

#include <string.h>

/* Nine places tell apart any two shares of a school year, and a double keeps them all. */
enum { RATIO_PLACES = 9 };

/* A ratio loses the zeros at its end: 0.9, 1. */
bool ontrack__put_number(ontrack_buffer *out, const ontrack_value *value)
{
    if (!ontrack__buffer_reserve(out, ONTRACK_VALUE_SIZE)) return false;
    char *text = out->data + out->size;
    size_t size = ontrack_value_format(value, RATIO_PLACES, text, ONTRACK_VALUE_SIZE);
    if (value->kind == ONTRACK_KIND_RATIO) {
        while (text[size - 1] == '0')
            size--;
        if (text[size - 1] == '.') size--;
        text[size] = '\0';
    }
    out->size += size;
    return true;
}

static bool put_map(ontrack_buffer *out, const ontrack_value *value)
{
    bool done = ontrack__buffer_char(out, '{');
    for (size_t i = 0; i < value->count && done; i++)
        done = (i == 0 || ontrack__buffer_char(out, ',')) &&
               ontrack__buffer_json(out, value->pairs[i].key) && ontrack__buffer_char(out, ':') &&
               ontrack__buffer_json(out, value->pairs[i].value);
    return done && ontrack__buffer_char(out, '}');
}

bool ontrack__put_json(ontrack_buffer *out, const ontrack_value *value)
{
    switch (value->kind) {
    case ONTRACK_KIND_UNKNOWN:
        return ontrack__buffer_string(out, "null");
    case ONTRACK_KIND_TEXT:
        return ontrack__buffer_json(out, value->text);
    case ONTRACK_KIND_MAP:
        return put_map(out, value);
    default:
        return ontrack__put_number(out, value);
    }
}
