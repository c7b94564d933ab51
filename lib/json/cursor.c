#include "json/json.h"

#include "base/buffer.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NEAR_LENGTH = 40, NEAR_DISTANCE = 3 };

ontrack__json_cursor ontrack__json_start(const ontrack__json_value *root, const char *source)
{
    const ontrack__json_cursor cursor = {root, NULL, NULL, 0, source};
    return cursor;
}

ontrack__json_cursor ontrack__json_member(const ontrack__json_cursor *parent, const char *name)
{
    const ontrack__json_cursor cursor = {ontrack__json_get(parent->value, name), parent, name, 0,
                                         parent->source};
    return cursor;
}

ontrack__json_cursor ontrack__json_item(const ontrack__json_cursor *parent, size_t index)
{
    const ontrack__json_cursor cursor = {ontrack__json_at(parent->value, index), parent, NULL,
                                         index, parent->source};
    return cursor;
}

/* Writes at `at` what fits; returns where the next byte goes. */
static size_t put(char *out, size_t size, size_t at, const char *bytes, size_t count)
{
    const size_t room = at + 1 < size ? size - 1 - at : 0;
    const size_t fits = count < room ? count : room;
    memcpy(out + at, bytes, fits);
    return at + fits;
}

static size_t put_name(char *out, size_t size, size_t at, const char *name)
{
    for (; *name != '\0'; name++) {
        const char *escape = *name == '~' ? "~0" : *name == '/' ? "~1" : NULL;
        at = escape != NULL ? put(out, size, at, escape, 2) : put(out, size, at, name, 1);
    }
    return at;
}

static size_t put_pointer(const ontrack__json_cursor *cursor, char *out, size_t size)
{
    if (cursor->parent == NULL) return 0;
    size_t at = put_pointer(cursor->parent, out, size);
    at = put(out, size, at, "/", 1);
    if (cursor->name != NULL) return put_name(out, size, at, cursor->name);
    char number[24];
    const int length = snprintf(number, sizeof number, "%zu", cursor->index);
    return put(out, size, at, number, (size_t)length);
}

void ontrack__json_pointer(const ontrack__json_cursor *cursor, char *out, size_t size)
{
    if (size == 0) return;
    out[put_pointer(cursor, out, size)] = '\0';
}

ontrack_status ontrack__json_fail(const ontrack__json_cursor *cursor, ontrack_error *error,
                                  const char *format, ...)
{
    char message[512], pointer[sizeof error->path];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    ontrack__json_pointer(cursor, pointer, sizeof pointer);
    const ontrack__place place = {cursor->source, pointer, 0, 0};
    return ontrack__fail_at(error, ONTRACK_INVALID_RULES, place, "%s", message);
}

/* ---- shapes ---- */

static size_t least(size_t a, size_t b, size_t c)
{
    const size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Letters to add, drop or change to turn one name into the other; many for long names. */
static size_t distance(const char *a, const char *b)
{
    const size_t rows = strlen(a), columns = strlen(b);
    if (rows > NEAR_LENGTH || columns > NEAR_LENGTH) return NEAR_LENGTH;
    size_t row[NEAR_LENGTH + 1];
    for (size_t j = 0; j <= columns; j++)
        row[j] = j;
    for (size_t i = 1; i <= rows; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            const size_t above = row[j];
            row[j] = least(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[columns];
}

const char *ontrack__json_nearest(const char *name, const char *const *known, size_t count)
{
    const char *nearest = NULL;
    size_t best = NEAR_DISTANCE + 1;
    for (size_t i = 0; i < count; i++) {
        const size_t far = distance(name, known[i]);
        if (far < best && far < strlen(known[i])) {
            best = far;
            nearest = known[i];
        }
    }
    return nearest;
}

/* "an object or a text" for a bit set of kinds. */
static void name_kinds(unsigned kinds, char *out, size_t size)
{
    static const char *const names[] = {"null",   "true or false", "a whole number", "a number",
                                        "a text", "an array",      "an object"};
    const unsigned number = 1u << ONTRACK__JSON_REAL;
    if ((kinds & number) != 0) kinds &= ~(1u << ONTRACK__JSON_INTEGER);
    size_t at = 0;
    for (unsigned kind = 0; kind < sizeof names / sizeof *names; kind++) {
        if ((kinds & 1u << kind) == 0) continue;
        if (at > 0) at = put(out, size, at, " or ", 4);
        at = put(out, size, at, names[kind], strlen(names[kind]));
    }
    out[at] = '\0';
}

ontrack_status ontrack__json_expect(const ontrack__json_cursor *cursor, unsigned kinds,
                                    ontrack_error *error)
{
    if ((kinds & 1u << ontrack__json_kind_of(cursor->value)) != 0) return ONTRACK_OK;
    char wanted[96];
    name_kinds(kinds, wanted, sizeof wanted);
    return ontrack__json_fail(cursor, error, "must be %s", wanted);
}

static ontrack_status unknown_key(const ontrack__json_cursor *cursor, const char *name,
                                  const ontrack__json_shape *shapes, size_t count,
                                  ontrack_error *error)
{
    const ontrack__json_cursor member = ontrack__json_member(cursor, name);
    const char *nearest = NULL;
    size_t best = NEAR_DISTANCE + 1;
    for (size_t i = 0; i < count; i++) {
        const char *one = ontrack__json_nearest(name, &shapes[i].name, 1);
        if (one == NULL || distance(name, one) >= best) continue;
        best = distance(name, one);
        nearest = one;
    }
    if (nearest != NULL)
        return ontrack__json_fail(&member, error, "unknown key; did you mean \"%s\"?", nearest);
    return ontrack__json_fail(&member, error,
                              "unknown key; remove it or see the known ones in docs/");
}

static const ontrack__json_shape *shape_of(const char *name, const ontrack__json_shape *shapes,
                                           size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, shapes[i].name) == 0) return &shapes[i];
    return NULL;
}

ontrack_status ontrack__json_check(const ontrack__json_cursor *cursor,
                                   const ontrack__json_shape *shapes, size_t count,
                                   ontrack_error *error)
{
    ontrack_status status = ontrack__json_expect(cursor, 1u << ONTRACK__JSON_OBJECT, error);
    void *at = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    while (status == ONTRACK_OK && ontrack__json_next(cursor->value, &at, &name, &value)) {
        const ontrack__json_shape *shape = shape_of(name, shapes, count);
        const ontrack__json_cursor member = ontrack__json_member(cursor, name);
        status = shape == NULL ? unknown_key(cursor, name, shapes, count, error)
                               : ontrack__json_expect(&member, shape->kinds, error);
    }
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++)
        if (shapes[i].required && ontrack__json_get(cursor->value, shapes[i].name) == NULL)
            status = ontrack__json_fail(cursor, error, "\"%s\" is missing; add it", shapes[i].name);
    return status;
}
