/* values.h - values as text that machines read. Layer: output. */
#ifndef ONTRACK_OUTPUT_VALUES_H
#define ONTRACK_OUTPUT_VALUES_H

#include <ontrack/buffer.h>
#include <ontrack/value.h>

/* A boolean, count, decimal or ratio: a decimal exactly, a ratio with up to nine places, rounded
 * half away from zero from the exact fraction. false when memory is out. */
bool ontrack__put_number(ontrack_buffer *out, const ontrack_value *value);

/* Any value as JSON: unknown as null, a map as an object. */
bool ontrack__put_json(ontrack_buffer *out, const ontrack_value *value);

#endif
