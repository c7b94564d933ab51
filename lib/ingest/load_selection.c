#include "ingest/loading.h"

#include "base/text.h"

#include <stdio.h>

/* ---- finds ---- */

static ontrack_status load_missing(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                   ontrack__lookup_use *out)
{
    static const char *const words[] = {
        [ONTRACK__MISSING_REJECT] = "reject",
        [ONTRACK__MISSING_EMPTY] = "empty",
        [ONTRACK__MISSING_SKIP] = "skip",
    };
    const ontrack__json_cursor missing = ontrack__json_member(at, "missing");
    if (missing.value == NULL) return ONTRACK_OK;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!ontrack__text_is(ontrack__json_text(missing.value), words[i])) continue;
        out->missing = (ontrack__missing)i;
        return ONTRACK_OK;
    }
    return ontrack__json_fail(&missing, loading->error,
                              "must be \"reject\", \"empty\" or \"skip\"");
}

static ontrack_status load_lookup_name(const ontrack__loading *loading,
                                       const ontrack__json_cursor *at, const char *name,
                                       ontrack__lookup_use *out)
{
    const ontrack__json_cursor in = ontrack__json_member(at, "in");
    const ontrack_text wanted =
        in.value == NULL ? ontrack_text_of(name) : ontrack__json_text(in.value);
    const ontrack_layout *layout = loading->layout;
    for (out->lookup = 0; out->lookup < layout->lookup_count; out->lookup++)
        if (ontrack__text_is(wanted, layout->lookups[out->lookup].name)) return ONTRACK_OK;
    return ontrack__json_fail(in.value == NULL ? at : &in, loading->error,
                              "no lookup before this one has that name; \"lookups\" defines them");
}

static ontrack_status load_because(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                   const char *otherwise, const char **out)
{
    const ontrack__json_cursor because = ontrack__json_member(at, "because");
    const ontrack_text text =
        because.value == NULL ? ontrack_text_of(otherwise) : ontrack__json_text(because.value);
    if (text.size == 0) return ontrack__json_fail(&because, loading->error, "is empty; say why");
    *out = ontrack__loading_copy(loading, text).data;
    return *out == NULL ? ontrack__no_memory(loading->error) : ONTRACK_OK;
}

static bool hangs_on_part(const ontrack__loading *loading, const ontrack__value *value)
{
    for (size_t i = 0; i < value->reference_count; i++) {
        const ontrack__reference *reference = &value->references[i];
        if (reference->kind == ONTRACK__REFERENCE_CELL) continue;
        if (reference->kind != ONTRACK__REFERENCE_FOUND) return true;
        if (loading->selection->finds[reference->index].by_part) return true;
    }
    return false;
}

/* A row can only be left out as a whole. */
static ontrack_status check_part(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                 ontrack__lookup_use *out)
{
    for (size_t i = 0; i < out->key_count; i++)
        out->by_part |= hangs_on_part(loading, &out->keys[i]);
    if (!out->by_part || out->missing != ONTRACK__MISSING_SKIP) return ONTRACK_OK;
    return ontrack__json_fail(at, loading->error,
                              "a slot or a day cannot leave the row out; use \"reject\" or "
                              "\"empty\"");
}

static ontrack_status load_find(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                const char *name, ontrack__lookup_use *out)
{
    ontrack_status status = ontrack__layout_check(at, ONTRACK__LAYOUT_FIND, loading->error);
    if (status == ONTRACK_OK) status = load_lookup_name(loading, at, name, out);
    if (status == ONTRACK_OK) status = load_missing(loading, at, out);
    if (status != ONTRACK_OK) return status;
    char otherwise[160];
    snprintf(otherwise, sizeof otherwise, "no row of the lookup \"%s\" has this key",
             loading->layout->lookups[out->lookup].name);
    status = load_because(loading, at, otherwise, &out->because);
    const ontrack__json_cursor key = ontrack__json_member(at, "key");
    if (status == ONTRACK_OK)
        status = ontrack__load_values(loading, &key, &out->keys, &out->key_count);
    if (status == ONTRACK_OK) status = check_part(loading, at, out);
    if (status != ONTRACK_OK) return status;
    if (out->key_count != loading->layout->lookups[out->lookup].key_count)
        return ontrack__json_fail(&key, loading->error, "has %zu parts, the lookup's key %zu",
                                  out->key_count, loading->layout->lookups[out->lookup].key_count);
    out->name = ontrack__loading_copy(loading, ontrack_text_of(name)).data;
    return out->name == NULL ? ontrack__no_memory(loading->error) : ONTRACK_OK;
}

static ontrack_status load_finds(ontrack__loading *loading, const ontrack__json_cursor *at,
                                 ontrack__selection *out)
{
    const ontrack__json_cursor finds = ontrack__json_member(at, "find");
    if (finds.value == NULL) return ONTRACK_OK;
    const size_t count = ontrack__json_count(finds.value);
    if (count > ONTRACK__LAYOUT_FILES)
        return ontrack__json_fail(&finds, loading->error, "has more than %d members",
                                  ONTRACK__LAYOUT_FILES);
    out->finds = ontrack__loading_room(loading, count, sizeof *out->finds);
    if (out->finds == NULL) return ontrack__no_memory(loading->error);
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    ontrack_status status = ONTRACK_OK;
    while (status == ONTRACK_OK && ontrack__json_next(finds.value, &cursor, &name, &value)) {
        const ontrack__json_cursor find = ontrack__json_member(&finds, name);
        status = load_find(loading, &find, name, &out->finds[out->find_count]);
        if (status == ONTRACK_OK) out->find_count++;
    }
    return status;
}

/* ---- conditions ---- */

static ontrack_status load_pattern(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                   ontrack__pattern **out)
{
    ontrack_layout *layout = loading->layout;
    ontrack_error fault = ONTRACK_ERROR_INIT;
    ontrack__pattern **kept =
        ontrack__array_add(&layout->allocator, &layout->patterns, sizeof(ontrack__pattern *));
    if (kept == NULL) return ontrack__no_memory(loading->error);
    const ontrack_status status =
        ontrack__pattern_compile(&layout->allocator, ontrack__json_text(at->value), kept, &fault);
    *out = *kept;
    if (status == ONTRACK_OK) return ONTRACK_OK;
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(loading->error);
    char pointer[sizeof loading->error->path];
    ontrack__json_pointer(at, pointer, sizeof pointer);
    const ontrack__place place = {at->source, pointer, 0, fault.column};
    return ontrack__fail_at(loading->error, status, place, "%s", fault.message);
}

static ontrack_status load_condition(const ontrack__loading *loading,
                                     const ontrack__json_cursor *at, ontrack__condition *out)
{
    ontrack_status status = ontrack__layout_check(at, ONTRACK__LAYOUT_CONDITION, loading->error);
    const ontrack__json_cursor value = ontrack__json_member(at, "value");
    const ontrack__json_cursor is = ontrack__json_member(at, "is");
    const ontrack__json_cursor matches = ontrack__json_member(at, "matches");
    if (status == ONTRACK_OK && (is.value == NULL) == (matches.value == NULL))
        return ontrack__json_fail(at, loading->error, "needs one of \"is\" and \"matches\"");
    if (status == ONTRACK_OK) status = ontrack__load_value(loading, &value, &out->value);
    if (status == ONTRACK_OK)
        status = ontrack__loading_texts(loading, &is, &out->is, &out->is_count);
    if (status == ONTRACK_OK && matches.value != NULL)
        status = load_pattern(loading, &matches, &out->pattern);
    return status == ONTRACK_OK ? load_because(loading, at, "", &out->because) : status;
}

static ontrack_status load_conditions(const ontrack__loading *loading,
                                      const ontrack__json_cursor *at, bool drops,
                                      ontrack__selection *out)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(at->value); i++) {
        const ontrack__json_cursor item = ontrack__json_item(at, i);
        ontrack__condition *condition = &out->conditions[out->condition_count++];
        condition->drops = drops;
        status = load_condition(loading, &item, condition);
    }
    return status;
}

ontrack_status ontrack__load_selection(ontrack__loading *loading, const ontrack__json_cursor *at,
                                       ontrack__selection *out)
{
    const ontrack__json_cursor keep = ontrack__json_member(at, "keep");
    const ontrack__json_cursor drop = ontrack__json_member(at, "drop");
    const size_t count = (keep.value == NULL ? 0 : ontrack__json_count(keep.value)) +
                         (drop.value == NULL ? 0 : ontrack__json_count(drop.value));
    if (count > ONTRACK__LAYOUT_ITEMS)
        return ontrack__json_fail(at, loading->error, "has more than %d conditions",
                                  ONTRACK__LAYOUT_ITEMS);
    loading->selection = out;
    out->conditions = ontrack__loading_room(loading, count, sizeof *out->conditions);
    if (out->conditions == NULL) return ontrack__no_memory(loading->error);
    ontrack_status status = load_finds(loading, at, out);
    loading->has_slots = loading->has_days = false; /* conditions are of the whole row */
    if (status == ONTRACK_OK && keep.value != NULL)
        status = load_conditions(loading, &keep, false, out);
    if (status == ONTRACK_OK && drop.value != NULL)
        status = load_conditions(loading, &drop, true, out);
    return status;
}
