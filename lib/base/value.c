#include <ontrack/value.h>

#include "base/digits.h"
#include "base/rational.h"

#include <ontrack/decimal.h>
#include <stdio.h>

static size_t copy_text(ontrack_text text, char *buffer, size_t size)
{
    if (size > 0) {
        const size_t fits = text.size < size ? text.size : size - 1;
        if (fits > 0) memcpy(buffer, text.data, fits);
        buffer[fits] = '\0';
    }
    return text.size;
}

/* Of anything but a text; as ontrack_value_format() with a buffer that suffices. */
static size_t put_plain(const ontrack_value *value, int ratio_digits, char out[ONTRACK_VALUE_SIZE])
{
    const ontrack__rational ratio = {value->number, value->denominator};
    size_t size;
    switch (value->kind) {
    case ONTRACK_KIND_COUNT:
        size = ontrack__put_integer(out, value->number);
        out[size] = '\0';
        return size;
    case ONTRACK_KIND_DECIMAL:
        return ontrack_decimal_format(value->number, out);
    case ONTRACK_KIND_RATIO:
        return ontrack__rational_format(ratio, ratio_digits, out);
    case ONTRACK_KIND_BOOLEAN:
        return copy_text(ontrack_text_of(value->number != 0 ? "true" : "false"), out,
                         ONTRACK_VALUE_SIZE);
    case ONTRACK_KIND_MAP:
        return (size_t)snprintf(out, ONTRACK_VALUE_SIZE, "%zu entries", value->count);
    default:
        return copy_text(ontrack_text_of("unknown"), out, ONTRACK_VALUE_SIZE);
    }
}

size_t ontrack_value_format(const ontrack_value *value, int ratio_digits, char *buffer, size_t size)
{
    char plain[ONTRACK_VALUE_SIZE];
    if (value->kind == ONTRACK_KIND_TEXT) return copy_text(value->text, buffer, size);
    if (size >= ONTRACK_VALUE_SIZE) return put_plain(value, ratio_digits, buffer);
    const ontrack_text text = {plain, put_plain(value, ratio_digits, plain)};
    return copy_text(text, buffer, size);
}
