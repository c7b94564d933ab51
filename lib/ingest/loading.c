#include "ingest/loading.h"

#include "base/text.h"
#include "ingest/dateform.h"
#include "ingest/names.h"

ontrack_text ontrack__loading_copy(const ontrack__loading *loading, ontrack_text text)
{
    const ontrack_text copy = {ontrack__arena_copy(&loading->layout->arena, text), text.size};
    return copy;
}

void *ontrack__loading_room(const ontrack__loading *loading, size_t count, size_t size)
{
    return ontrack__arena_allocate(&loading->layout->arena, count, size);
}

size_t ontrack__loading_count(const ontrack__json_cursor *at)
{
    if (at->value == NULL) return 0;
    const bool is_list = ontrack__json_kind_of(at->value) == ONTRACK__JSON_ARRAY;
    return is_list ? ontrack__json_count(at->value) : 1;
}

ontrack__json_cursor ontrack__loading_item(const ontrack__json_cursor *at, size_t index)
{
    const bool is_list = ontrack__json_kind_of(at->value) == ONTRACK__JSON_ARRAY;
    return is_list ? ontrack__json_item(at, index) : *at;
}

ontrack_status ontrack__loading_texts(const ontrack__loading *loading,
                                      const ontrack__json_cursor *at, ontrack_text **out,
                                      size_t *count)
{
    const size_t items = ontrack__loading_count(at);
    *count = 0;
    if (at->value == NULL) return ONTRACK_OK;
    if (items > ONTRACK__LAYOUT_ITEMS)
        return ontrack__json_fail(at, loading->error, "must have at most %d items",
                                  ONTRACK__LAYOUT_ITEMS);
    *out = ontrack__loading_room(loading, items, sizeof **out);
    if (*out == NULL) return ontrack__no_memory(loading->error);
    for (size_t i = 0; i < items; i++) {
        const ontrack__json_cursor item = ontrack__loading_item(at, i);
        const ontrack_status status =
            ontrack__json_expect(&item, 1u << ONTRACK__JSON_STRING, loading->error);
        if (status != ONTRACK_OK) return status;
        (*out)[i] = ontrack__loading_copy(loading, ontrack__json_text(item.value));
        if ((*out)[i].data == NULL) return ontrack__no_memory(loading->error);
        *count = i + 1;
    }
    return ONTRACK_OK;
}

ontrack_status ontrack__loading_form(const ontrack__loading *loading,
                                     const ontrack__json_cursor *at, ontrack_text *out)
{
    const char *fault = ontrack__dateform_fault(ontrack__json_text(at->value));
    if (fault != NULL) return ontrack__json_fail(at, loading->error, "%s", fault);
    *out = ontrack__loading_copy(loading, ontrack__json_text(at->value));
    return out->data == NULL ? ontrack__no_memory(loading->error) : ONTRACK_OK;
}

ontrack_status ontrack__loading_name(const ontrack__loading *loading,
                                     const ontrack__json_cursor *at, ontrack_text name, size_t *out)
{
    ontrack__source *source = loading->source;
    if (!ontrack__name_is_well_formed(name))
        return ontrack__json_fail(at, loading->error,
                                  "a column's name has letters, and one \"*\" or \"#\" at most");
    for (*out = 0; *out < source->name_count; ++*out)
        if (ontrack__text_equal(source->names[*out], name)) return ONTRACK_OK;
    if (source->name_count == ONTRACK__LAYOUT_NAMES)
        return ontrack__json_fail(at, loading->error, "is one column too many; at most %d are read",
                                  ONTRACK__LAYOUT_NAMES);
    source->names[source->name_count] = ontrack__loading_copy(loading, name);
    if (source->names[source->name_count++].data == NULL) return ontrack__no_memory(loading->error);
    return ONTRACK_OK;
}
