/* Numbers that a document writes out or takes from a parameter, "params.NAME". */
#include "rulesets/loader.h"

#include <string.h>

static ontrack_status find_parameter(ontrack__loader *loader, const ontrack__json_cursor *at,
                                     int *out)
{
    static const char prefix[] = "params.";
    const ontrack_text name = ontrack__json_text(at->value);
    const bool named =
        name.size > sizeof prefix - 1 && memcmp(name.data, prefix, sizeof prefix - 1) == 0;
    *out = named ? ontrack__find_variable(loader->ruleset, name) : -1;
    if (*out < 0)
        return ontrack__json_fail(at, loader->error,
                                  "must be a number or the name of a parameter, \"params.NAME\"");
    if (loader->ruleset->variables[*out].type != ONTRACK_TYPE_DECIMAL)
        return ontrack__json_fail(at, loader->error, "names a parameter that is no number");
    return ONTRACK_OK;
}

bool ontrack__number_fits(const ontrack__number *number, ontrack_decimal value, int32_t *out)
{
    const bool whole = value % ONTRACK_DECIMAL_ONE == 0;
    *out = number->whole ? value / ONTRACK_DECIMAL_ONE : value;
    return (!number->whole || whole) && *out >= number->least && *out <= number->most;
}

ontrack_status ontrack__number_refuse(const ontrack__number *number, const ontrack__json_cursor *at,
                                      ontrack_error *error)
{
    if (!number->whole) return ontrack__json_fail(at, error, "must not be negative");
    return ontrack__json_fail(at, error, "must be a whole number from %d to %d", (int)number->least,
                              (int)number->most);
}

ontrack_status ontrack__load_number(ontrack__loader *loader, const ontrack__json_cursor *at,
                                    const ontrack__number *number, int *parameter, int32_t *out)
{
    ontrack_decimal value = 0;
    *parameter = -1;
    if (ontrack__json_kind_of(at->value) == ONTRACK__JSON_STRING) {
        const ontrack_status status = find_parameter(loader, at, parameter);
        if (status != ONTRACK_OK) return status;
        value = (ontrack_decimal)loader->ruleset->variables[*parameter].value.number;
    } else if (!ontrack__json_decimal(at->value, &value)) {
        return ontrack__json_fail(at, loader->error,
                                  "must have four decimal places at most and lie below 214748");
    }
    if (ontrack__number_fits(number, value, out)) return ONTRACK_OK;
    return ontrack__number_refuse(number, at, loader->error);
}
