/* types.h - types as the checker knows them. Layer: cel, inner. */
#ifndef ONTRACK_CEL_TYPES_H
#define ONTRACK_CEL_TYPES_H

#include "base/arena.h"
#include "cel/value.h"

/* A list has an item, a map a key and an item; where one is missing it is dyn. A record has an
 * object; NULL: any. */
typedef struct ontrack__cel_type {
    ontrack__cel_kind kind;
    const struct ontrack__cel_type *key, *item;
    const ontrack__cel_object *object;
} ontrack__cel_type;

/* The type of a kind, with dyn inside. */
const ontrack__cel_type *ontrack__cel_basic(ontrack__cel_kind kind);
/* What a host's map is: map(string, string). */
const ontrack__cel_type *ontrack__cel_text_map(void);
/* The type of a field. */
const ontrack__cel_type *ontrack__cel_of_field(const ontrack__cel_field *field);
/* list(item) of records; NULL when memory is out. */
const ontrack__cel_type *ontrack__cel_list_of_objects(ontrack__arena *arena,
                                                      const ontrack__cel_object *object);
/* list(item) and map(key, item); NULL when memory is out. */
const ontrack__cel_type *ontrack__cel_list_of(ontrack__arena *arena, const ontrack__cel_type *item);
const ontrack__cel_type *ontrack__cel_map_of(ontrack__arena *arena, const ontrack__cel_type *key,
                                             const ontrack__cel_type *item);
/* What a list's or map's items, and a map's keys, are; dyn for other types. */
const ontrack__cel_type *ontrack__cel_item(const ontrack__cel_type *type);
const ontrack__cel_type *ontrack__cel_key(const ontrack__cel_type *type);
/* The one type of both, or dyn. A NULL is no type yet. */
const ontrack__cel_type *ontrack__cel_join(const ontrack__cel_type *a, const ontrack__cel_type *b);
/* Whether values of both may be equal, as far as is known. */
bool ontrack__cel_comparable(const ontrack__cel_type *a, const ontrack__cel_type *b);
/* Whether the kind is one of a set, or not known. */
bool ontrack__cel_may_be(const ontrack__cel_type *type, uint32_t kinds);

#endif
