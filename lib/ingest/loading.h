/* loading.h - what the parts of the layout loader share. Layer: ingest. */
#ifndef ONTRACK_INGEST_LOADING_H
#define ONTRACK_INGEST_LOADING_H

#include "ingest/document.h"
#include "ingest/layout_shape.h"

typedef struct ontrack__loading {
    ontrack_layout *layout;
    ontrack_text dates;                  /* form of the file at hand */
    ontrack__source *source;             /* the file at hand; references add names to it */
    const ontrack__selection *selection; /* the finds known so far */
    bool has_slots, has_days;
    ontrack_error *error;
} ontrack__loading;

/* A copy of a text of the document that lives as long as the layout; data is NULL when memory is
 * out. */
ontrack_text ontrack__loading_copy(const ontrack__loading *loading, ontrack_text text);
/* Zeroed memory of the layout. */
void *ontrack__loading_room(const ontrack__loading *loading, size_t count, size_t size);

/* A text counts as a list of one. How many items there are, and the one at `index`, held by `at`.
 */
size_t ontrack__loading_count(const ontrack__json_cursor *at);
ontrack__json_cursor ontrack__loading_item(const ontrack__json_cursor *at, size_t index);
/* A text or a list of texts; an absent one (a NULL value) gives none. Limited. */
ontrack_status ontrack__loading_texts(const ontrack__loading *loading,
                                      const ontrack__json_cursor *at, ontrack_text **out,
                                      size_t *count);
/* A form of dates. */
ontrack_status ontrack__loading_form(const ontrack__loading *loading,
                                     const ontrack__json_cursor *at, ontrack_text *out);
/* The number of a column in the names of the source at hand, added when it is new. */
ontrack_status ontrack__loading_name(const ontrack__loading *loading,
                                     const ontrack__json_cursor *at, ontrack_text name,
                                     size_t *out);

/* A text, a list or an object that stands for a value. */
ontrack_status ontrack__load_value(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                   ontrack__value *out);
/* A value or a list of values, as of a key. */
ontrack_status ontrack__load_values(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                    ontrack__value **out, size_t *count);
/* Members `find`, `keep` and `drop` of an object. */
ontrack_status ontrack__load_selection(ontrack__loading *loading, const ontrack__json_cursor *at,
                                       ontrack__selection *out);
/* What tells how a file looks, of a file or a lookup; it becomes the file at hand. */
ontrack_status ontrack__load_source(ontrack__loading *loading, const ontrack__json_cursor *at,
                                    ontrack__source *out);
ontrack_status ontrack__load_target(ontrack__loading *loading, const ontrack__json_cursor *at,
                                    ontrack__target *out);

#endif
