/* value.h - comparing values, exactly and across the kinds of numbers. Layer: cel, inner. */
#ifndef ONTRACK_CEL_VALUE_H
#define ONTRACK_CEL_VALUE_H

#include "cel/cel.h"

/* A set of kinds. */
#define ONTRACK__CEL_BIT(kind) (1u << (kind))
#define ONTRACK__CEL_NUMBERS                                                                       \
    (ONTRACK__CEL_BIT(ONTRACK__CEL_INT) | ONTRACK__CEL_BIT(ONTRACK__CEL_UINT) |                    \
     ONTRACK__CEL_BIT(ONTRACK__CEL_DOUBLE) | ONTRACK__CEL_BIT(ONTRACK__CEL_DECIMAL))
/* Kinds that may be a map's key. */
#define ONTRACK__CEL_KEYS                                                                          \
    (ONTRACK__CEL_BIT(ONTRACK__CEL_BOOL) | ONTRACK__CEL_BIT(ONTRACK__CEL_INT) |                    \
     ONTRACK__CEL_BIT(ONTRACK__CEL_UINT) | ONTRACK__CEL_BIT(ONTRACK__CEL_STRING))

static inline bool ontrack__cel_is(ontrack__cel_kind kind, uint32_t kinds)
{
    return (ONTRACK__CEL_BIT(kind) & kinds) != 0;
}

/* The name of a kind for people: "int", "timestamp". */
const char *ontrack__cel_kind_name(ontrack__cel_kind kind);
/* The name of a kind as a type: "int", "google.protobuf.Timestamp". Only of kinds up to decimal; a
 * record's is that of its object. */
const char *ontrack__cel_type_name(ontrack__cel_kind kind);

/* The order of two numbers, or of two values of one kind that has an order; false when they have
 * none (NaN). */
bool ontrack__cel_order(const ontrack__cel_value *a, const ontrack__cel_value *b, int *order);
/* ontrack__cel_equal() that adds to *cost how many values and blocks of bytes it looked at, and
 * gives up, answering false, once that is above the step limit. */
bool ontrack__cel_same(const ontrack__cel_value *a, const ontrack__cel_value *b, uint64_t *cost);
/* The value under a key, or NULL. */
const ontrack__cel_value *ontrack__cel_find(const ontrack__cel_value *map,
                                            const ontrack__cel_value *key, uint64_t *cost);
/* A number as an exact fraction; false when it does not fit one. */
bool ontrack__cel_exact(const ontrack__cel_value *number, ontrack__rational *out);

#endif
