#include "evaluation/input.h"

#include "base/number.h"
#include "base/rational.h"
#include "base/text.h"
#include "records/walk.h"

#include <string.h>

static ontrack_value parse_boolean(ontrack_text text)
{
    if (ontrack__text_is(text, "true") || ontrack__text_is(text, "1"))
        return ontrack_value_boolean(true);
    if (ontrack__text_is(text, "false") || ontrack__text_is(text, "0"))
        return ontrack_value_boolean(false);
    return ontrack_value_unknown("the value is not true or false");
}

/* A spreadsheet may have written a whole number as 3.0. */
static ontrack_value parse_count(ontrack_text text)
{
    ontrack_decimal decimal;
    int32_t number;
    if (ontrack__text_integer(text, &number)) return ontrack_value_count(number);
    if (ontrack_decimal_parse(text, &decimal) && decimal % ONTRACK_DECIMAL_ONE == 0)
        return ontrack_value_count(decimal / ONTRACK_DECIMAL_ONE);
    return ontrack_value_unknown("the value is not a whole number");
}

/* Digits beyond ten-thousandths are kept as an exact fraction. */
static ontrack_value parse_number(ontrack_text text)
{
    ontrack_decimal decimal;
    double number;
    ontrack__rational fraction;
    if (ontrack_decimal_parse(text, &decimal)) return ontrack_value_decimal(decimal);
    if (ontrack__number_parse(text, &number) && ontrack__rational_from_double(number, &fraction))
        return ontrack_value_ratio(fraction.numerator, fraction.denominator);
    return ontrack_value_unknown("the value is not a number");
}

ontrack_value ontrack__input_parse(ontrack_text text, ontrack_type type)
{
    text = ontrack__text_trim(text);
    if (text.size == 0) return ontrack_value_unknown("no value was given");
    switch (type) {
    case ONTRACK_TYPE_BOOLEAN:
        return parse_boolean(text);
    case ONTRACK_TYPE_COUNT:
        return parse_count(text);
    case ONTRACK_TYPE_DECIMAL:
    case ONTRACK_TYPE_RATIO:
        return parse_number(text);
    case ONTRACK_TYPE_TEXT:
        return ontrack_value_text(text);
    case ONTRACK_TYPE_MAP:
        break;
    }
    return ontrack_value_unknown("a map cannot be given as a value");
}

ontrack_value ontrack__input_value(const ontrack_student *student, ontrack__code name,
                                   ontrack_type type)
{
    ontrack__value_row row;
    int32_t cells[ONTRACK__MOST_COLUMNS];
    ontrack__walk walk = ontrack__walk_start(student, ONTRACK_TABLE_VALUES);
    while (name != 0 && ontrack__walk_next(&walk, cells)) {
        memcpy(&row, cells, sizeof row);
        if (row.name == name)
            return ontrack__input_parse(ontrack__free_text_of(student->dataset, row.value), type);
    }
    return ontrack_value_unknown("no value was given");
}
