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

size_t ontrack_value_format(const ontrack_value *value, int ratio_digits, char *buffer, size_t size)
{
    char number[48] = "unknown";
    switch (value->kind) {
    case ONTRACK_KIND_TEXT:
        return copy_text(value->text, buffer, size);
    case ONTRACK_KIND_BOOLEAN:
        return copy_text(ontrack_text_of(value->number != 0 ? "true" : "false"), buffer, size);
    case ONTRACK_KIND_COUNT:
        number[ontrack__put_integer(number, value->number)] = '\0';
        break;
    case ONTRACK_KIND_DECIMAL:
        ontrack_decimal_format(value->number, number);
        break;
    case ONTRACK_KIND_RATIO: {
        const ontrack__rational ratio = {value->number, value->denominator};
        ontrack__rational_format(ratio, ratio_digits, number);
        break;
    }
    case ONTRACK_KIND_MAP:
        snprintf(number, sizeof number, "%zu entries", value->count);
        break;
    case ONTRACK_KIND_UNKNOWN:
        break;
    }
    return copy_text(ontrack_text_of(number), buffer, size);
}
