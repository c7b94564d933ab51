/* json.h - the one adapter over jansson: typed members, JSON pointers in complaints, limits, no
 * duplicate and no unknown keys. Layer: json. A parsed document belongs to one thread. */
#ifndef ONTRACK_JSON_JSON_H
#define ONTRACK_JSON_JSON_H

#include "base/error.h"
#include "json/scan.h"
#include <ontrack/buffer.h>
#include <ontrack/decimal.h>
#include <ontrack/error.h>
#include <ontrack/text.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum ontrack__json_kind {
    ONTRACK__JSON_NULL,
    ONTRACK__JSON_BOOL,
    ONTRACK__JSON_INTEGER,
    ONTRACK__JSON_REAL,
    ONTRACK__JSON_STRING,
    ONTRACK__JSON_ARRAY,
    ONTRACK__JSON_OBJECT
} ontrack__json_kind;

/* A value somewhere in a document; opaque (jansson's json_t behind it). */
typedef struct ontrack__json_value ontrack__json_value;
/* A parsed document, owner of its values. */
typedef struct ontrack__json ontrack__json;

/* Parses a whole document: INVALID_RULES with line and column for bad JSON, duplicate keys, bad
 * UTF-8, NULs in strings; LIMIT when larger than `size_limit`, deeper than
 * ONTRACK__JSON_DEPTH_LIMIT, or with a number of more than 15 characters. `source` (may be NULL)
 * names it in errors. */
ontrack_status ontrack__json_parse(ontrack_text text, size_t size_limit, const char *source,
                                   ontrack__json **out, ontrack_error *error);
/* An empty object as a new document, to be filled with ontrack__json_set(). */
ontrack_status ontrack__json_new(ontrack__json **out, ontrack_error *error);
void ontrack__json_free(ontrack__json *document);
/* The document's outermost value, borrowed. */
ontrack__json_value *ontrack__json_root(ontrack__json *document);

ontrack__json_kind ontrack__json_kind_of(const ontrack__json_value *value);
ontrack_text
ontrack__json_text(const ontrack__json_value *value); /* a string's bytes, NUL behind; else empty */
bool ontrack__json_bool(const ontrack__json_value *value);
int64_t ontrack__json_integer(const ontrack__json_value *value);
/* An integer or a real as an exact decimal (through the shortest text of the real); false when it
 * is no number, has more than four places or is too large. */
bool ontrack__json_decimal(const ontrack__json_value *value, ontrack_decimal *out);
double
ontrack__json_real(const ontrack__json_value *value); /* an integer's or real's value; else 0 */

size_t
ontrack__json_count(const ontrack__json_value *value); /* items or members; 0 for anything else */
ontrack__json_value *ontrack__json_at(const ontrack__json_value *array, size_t index);
/* Member by name, NULL when absent. */
ontrack__json_value *ontrack__json_get(const ontrack__json_value *object, const char *name);
/* Walks members in written order: start with NULL; returns false at the end. `*cursor` is opaque.
 */
bool ontrack__json_next(const ontrack__json_value *object, void **cursor, const char **name,
                        ontrack__json_value **value);

/* Changing a document (inheritance, the builder). The value is copied deeply. false when memory is
 * out. */
bool ontrack__json_set(ontrack__json_value *object, const char *name,
                       const ontrack__json_value *value);
bool ontrack__json_append(ontrack__json_value *array, const ontrack__json_value *value);
bool ontrack__json_replace(ontrack__json_value *array, size_t index,
                           const ontrack__json_value *value);
bool ontrack__json_remove(ontrack__json_value *object, const char *name);
bool ontrack__json_remove_at(ontrack__json_value *array, size_t index);

/* Writes a value: two-space indent (or none when `compact`), keys in their order, reals in their
 * shortest form. */
bool ontrack__json_print(const ontrack__json_value *value, bool compact, ontrack_buffer *out);

/* A place in a document while it is walked: a pointer built up piece by piece, and who complains.
 */
typedef struct ontrack__json_cursor {
    const ontrack__json_value *value;
    const struct ontrack__json_cursor *parent; /* NULL at the root */
    const char *name;                          /* member name, or NULL for an item */
    size_t index;                              /* of an item */
    const char *source;
} ontrack__json_cursor;

ontrack__json_cursor ontrack__json_start(const ontrack__json_value *root, const char *source);
/* The member or item below `parent`; its value is NULL when there is none. `parent` must outlive
 * it. */
ontrack__json_cursor ontrack__json_member(const ontrack__json_cursor *parent, const char *name);
ontrack__json_cursor ontrack__json_item(const ontrack__json_cursor *parent, size_t index);
/* "/rules/3/when" with ~0 and ~1 escapes, cut to fit. */
void ontrack__json_pointer(const ontrack__json_cursor *cursor, char *out, size_t size);
/* INVALID_RULES at the cursor. */
ontrack_status ontrack__json_fail(const ontrack__json_cursor *cursor, ontrack_error *error,
                                  const char *format, ...) ONTRACK__PRINTF(3, 4);

/* Fails unless the cursor's value is of one of `kinds` (a bit set of 1u << ontrack__json_kind). */
ontrack_status ontrack__json_expect(const ontrack__json_cursor *cursor, unsigned kinds,
                                    ontrack_error *error);
/* The one of `known` that is a few letters away from `name`, for a complaint; NULL when none is. */
const char *ontrack__json_nearest(const char *name, const char *const *known, size_t count);

/* One known member of an object. */
typedef struct ontrack__json_shape {
    const char *name;
    unsigned kinds; /* bit set of 1u << ontrack__json_kind */
    bool required;
} ontrack__json_shape;
/* Fails unless the cursor is an object with only the members of `shapes` (`count` of them), each of
 * its kind and the required ones present. The complaint names the nearest known key. */
ontrack_status ontrack__json_check(const ontrack__json_cursor *cursor,
                                   const ontrack__json_shape *shapes, size_t count,
                                   ontrack_error *error);

#endif
