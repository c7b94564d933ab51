/* case_values.h - values as tests write them. Layer: rulesets. */
#ifndef ONTRACK_RULESETS_CASE_VALUES_H
#define ONTRACK_RULESETS_CASE_VALUES_H

#include "base/arena.h"
#include "json/json.h"
#include <ontrack/measure.h>

/* Reads a value of a variable's type; JSON's null is unknown. Pairs of a map are put into `arena`,
 * texts are borrowed from the document. */
ontrack_status ontrack__case_value(const ontrack__json_cursor *at, ontrack_type type,
                                   ontrack__arena *arena, ontrack_value *out, ontrack_error *error);

#endif
