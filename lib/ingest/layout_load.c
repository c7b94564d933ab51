#include "ingest/document.h"

#include "base/error.h"
#include "base/text.h"
#include "ingest/loading.h"

#include <stdio.h>

/* ---- head ---- */

static ontrack_status load_texts(const ontrack__loading *loading, const ontrack__json_cursor *root)
{
    static const char *const keys[] = {[ONTRACK_LAYOUT_ID] = "id",
                                       [ONTRACK_LAYOUT_VERSION] = "version",
                                       [ONTRACK_LAYOUT_TITLE] = "title",
                                       [ONTRACK_LAYOUT_ABOUT] = "about",
                                       [ONTRACK_LAYOUT_SOURCE] = "source"};
    const ontrack__json_cursor number = ontrack__json_member(root, "ontrack_layout");
    if (ontrack__json_integer(number.value) != 1)
        return ontrack__json_fail(&number, loading->error,
                                  "this library reads layouts of form 1; a newer one is needed");
    for (size_t i = 0; i < ONTRACK_LAYOUT_TEXT_COUNT; i++) {
        const ontrack__json_cursor at = ontrack__json_member(root, keys[i]);
        if (i <= ONTRACK_LAYOUT_VERSION && ontrack__json_text(at.value).size == 0)
            return ontrack__json_fail(&at, loading->error, "is empty");
        loading->layout->texts[i] =
            at.value == NULL ? ""
                             : ontrack__loading_copy(loading, ontrack__json_text(at.value)).data;
        if (loading->layout->texts[i] == NULL) return ontrack__no_memory(loading->error);
    }
    return ONTRACK_OK;
}

/* ---- lookups ---- */

static ontrack_status load_several(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                   ontrack__lookup_rule *out)
{
    static const char *const words[] = {
        [ONTRACK__SEVERAL_REFUSE] = "refuse",
        [ONTRACK__SEVERAL_LEAST] = "least",
        [ONTRACK__SEVERAL_GREATEST] = "greatest",
    };
    const ontrack__json_cursor several = ontrack__json_member(at, "several");
    const ontrack__json_cursor by = ontrack__json_member(at, "by");
    const size_t count = sizeof words / sizeof *words;
    size_t found = 0;
    while (several.value != NULL && found < count &&
           !ontrack__text_is(ontrack__json_text(several.value), words[found]))
        found++;
    if (found == count)
        return ontrack__json_fail(&several, loading->error,
                                  "must be \"refuse\", \"least\" or \"greatest\"");
    out->several = (ontrack__several)found;
    if ((out->several == ONTRACK__SEVERAL_REFUSE) != (by.value == NULL))
        return ontrack__json_fail(at, loading->error,
                                  "\"by\" tells by what the \"least\" or \"greatest\" is chosen: "
                                  "both, or neither");
    return by.value == NULL ? ONTRACK_OK : ontrack__load_value(loading, &by, &out->by);
}

static ontrack_status load_gives(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                 ontrack__lookup_rule *out)
{
    const size_t count = ontrack__json_count(at->value);
    if (count > ONTRACK__LAYOUT_FILES)
        return ontrack__json_fail(at, loading->error, "has more than %d members",
                                  ONTRACK__LAYOUT_FILES);
    out->give_names = ontrack__loading_room(loading, count, sizeof *out->give_names);
    out->gives = ontrack__loading_room(loading, count, sizeof *out->gives);
    if (out->give_names == NULL || out->gives == NULL) return ontrack__no_memory(loading->error);
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    ontrack_status status = ONTRACK_OK;
    while (status == ONTRACK_OK && ontrack__json_next(at->value, &cursor, &name, &value)) {
        const ontrack__json_cursor give = ontrack__json_member(at, name);
        out->give_names[out->give_count] =
            ontrack__loading_copy(loading, ontrack_text_of(name)).data;
        if (out->give_names[out->give_count] == NULL) return ontrack__no_memory(loading->error);
        status = ontrack__load_value(loading, &give, &out->gives[out->give_count++]);
    }
    return status;
}

static ontrack_status load_lookup(ontrack__loading *loading, const ontrack__json_cursor *at,
                                  const char *name, ontrack__lookup_rule *out)
{
    ontrack_status status = ontrack__layout_check(at, ONTRACK__LAYOUT_LOOKUP, loading->error);
    const ontrack__json_cursor key = ontrack__json_member(at, "key");
    const ontrack__json_cursor give = ontrack__json_member(at, "give");
    if (status == ONTRACK_OK) status = ontrack__load_source(loading, at, &out->source);
    if (status == ONTRACK_OK) status = ontrack__load_selection(loading, at, &out->selection);
    if (status == ONTRACK_OK)
        status = ontrack__load_values(loading, &key, &out->keys, &out->key_count);
    if (status == ONTRACK_OK) status = load_gives(loading, &give, out);
    if (status == ONTRACK_OK) status = load_several(loading, at, out);
    if (status != ONTRACK_OK) return status;
    out->name = ontrack__loading_copy(loading, ontrack_text_of(name)).data;
    return out->name == NULL ? ontrack__no_memory(loading->error) : ONTRACK_OK;
}

static ontrack_status load_lookups(ontrack__loading *loading, const ontrack__json_cursor *at)
{
    ontrack_layout *layout = loading->layout;
    if (at->value == NULL) return ONTRACK_OK;
    const size_t count = ontrack__json_count(at->value);
    if (count > ONTRACK__LAYOUT_FILES)
        return ontrack__json_fail(at, loading->error, "has more than %d members",
                                  ONTRACK__LAYOUT_FILES);
    layout->lookups = ontrack__loading_room(loading, count, sizeof *layout->lookups);
    if (layout->lookups == NULL) return ontrack__no_memory(loading->error);
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    ontrack_status status = ONTRACK_OK;
    while (status == ONTRACK_OK && ontrack__json_next(at->value, &cursor, &name, &value)) {
        const ontrack__json_cursor lookup = ontrack__json_member(at, name);
        status = load_lookup(loading, &lookup, name, &layout->lookups[layout->lookup_count]);
        if (status == ONTRACK_OK) layout->lookup_count++;
    }
    return status;
}

/* ---- files ---- */

/* A file with a table's own columns is read as any canonical file is. */
static ontrack_status check_plain(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                  size_t count)
{
    static const char *const keys[] = {"header", "encoding", "backslash", "empty", "dates"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (ontrack__json_get(at->value, keys[i]) != NULL)
            return ontrack__json_fail(at, loading->error,
                                      "\"%s\" means nothing for a table without \"columns\"",
                                      keys[i]);
    if (count == 1) return ONTRACK_OK;
    return ontrack__json_fail(at, loading->error,
                              "a file that feeds several tables needs \"columns\" for each");
}

static ontrack_status load_file(ontrack__loading *loading, const ontrack__json_cursor *at,
                                ontrack__layout_source *out)
{
    ontrack_status status = ontrack__layout_check(at, ONTRACK__LAYOUT_FILE, loading->error);
    const ontrack__json_cursor to = ontrack__json_member(at, "to");
    if (status == ONTRACK_OK) status = ontrack__load_source(loading, at, &out->source);
    if (status != ONTRACK_OK) return status;
    const size_t count = ontrack__json_count(to.value);
    if (count == 0 || count > ONTRACK__LAYOUT_FILES)
        return ontrack__json_fail(&to, loading->error, "must name 1 to %d tables",
                                  ONTRACK__LAYOUT_FILES);
    out->targets = ontrack__loading_room(loading, count, sizeof *out->targets);
    if (out->targets == NULL) return ontrack__no_memory(loading->error);
    while (status == ONTRACK_OK && out->target_count < count) {
        const ontrack__json_cursor target = ontrack__json_item(&to, out->target_count);
        status = ontrack__load_target(loading, &target, &out->targets[out->target_count++]);
    }
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++)
        if (out->targets[i].plain) status = check_plain(loading, at, count);
    return status;
}

static ontrack_status load_files(ontrack__loading *loading, const ontrack__json_cursor *at)
{
    ontrack_layout *layout = loading->layout;
    const size_t count = ontrack__json_count(at->value);
    bool has_students = false;
    if (count > ONTRACK__LAYOUT_FILES)
        return ontrack__json_fail(at, loading->error, "has more than %d files",
                                  ONTRACK__LAYOUT_FILES);
    layout->files = ontrack__loading_room(loading, count, sizeof *layout->files);
    if (layout->files == NULL) return ontrack__no_memory(loading->error);
    ontrack_status status = ONTRACK_OK;
    while (status == ONTRACK_OK && layout->file_count < count) {
        ontrack__layout_source *file = &layout->files[layout->file_count];
        const ontrack__json_cursor item = ontrack__json_item(at, layout->file_count++);
        status = load_file(loading, &item, file);
        for (size_t i = 0; status == ONTRACK_OK && i < file->target_count; i++)
            has_students |= file->targets[i].table->table == ONTRACK_TABLE_STUDENTS;
    }
    if (status == ONTRACK_OK && !has_students)
        return ontrack__json_fail(at, loading->error, "no file feeds the table \"students\"");
    return status;
}

/* ---- the whole ---- */

static ontrack_status load_document(ontrack_layout *layout, const ontrack__json_cursor *root,
                                    ontrack_error *error)
{
    ontrack__loading loading = {.layout = layout, .error = error};
    const ontrack__json_cursor dates = ontrack__json_member(root, "dates");
    const ontrack__json_cursor lookups = ontrack__json_member(root, "lookups");
    const ontrack__json_cursor files = ontrack__json_member(root, "files");
    ontrack_text unused;
    ontrack_status status = ontrack__layout_check(root, ONTRACK__LAYOUT_DOCUMENT, error);
    if (status == ONTRACK_OK) status = load_texts(&loading, root);
    if (status == ONTRACK_OK && dates.value != NULL)
        status = ontrack__loading_form(&loading, &dates, &unused);
    if (status == ONTRACK_OK) status = load_lookups(&loading, &lookups);
    return status == ONTRACK_OK ? load_files(&loading, &files) : status;
}

ontrack_status ontrack_layout_load(ontrack_text json, const ontrack_layout_options *options,
                                   ontrack_layout **out, ontrack_error *error)
{
    ontrack_layout_options known = ONTRACK_LAYOUT_OPTIONS_INIT;
    if (out == NULL || (options != NULL && options->struct_size == 0))
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "a place for the layout and options made with "
                             "ONTRACK_LAYOUT_OPTIONS_INIT are needed");
    *out = NULL;
    if (options != NULL)
        memcpy(&known, options,
               options->struct_size < sizeof known ? options->struct_size : sizeof known);
    ontrack__json *document = NULL;
    ontrack_status status =
        ontrack__json_parse(json, ONTRACK_LAYOUT_LIMIT, known.source, &document, error);
    if (status != ONTRACK_OK) return status;
    const ontrack_allocator allocator = ontrack__allocator(known.allocator);
    ontrack_layout *layout = ontrack__allocate_zero(&allocator, 1, sizeof *layout);
    if (layout == NULL) {
        ontrack__json_free(document);
        return ontrack__no_memory(error);
    }
    layout->allocator = allocator;
    ontrack__arena_init(&layout->arena, &allocator);
    const ontrack__json_cursor root =
        ontrack__json_start(ontrack__json_root(document), known.source);
    status = load_document(layout, &root, error);
    ontrack__json_free(document);
    if (status == ONTRACK_OK)
        *out = layout;
    else
        ontrack_layout_free(layout);
    return status;
}

void ontrack_layout_free(ontrack_layout *layout)
{
    if (layout == NULL) return;
    const ontrack_allocator allocator = layout->allocator;
    ontrack__pattern **patterns = layout->patterns.items;
    for (size_t i = 0; i < layout->patterns.count; i++)
        ontrack__pattern_free(patterns[i]);
    ontrack__array_free(&allocator, &layout->patterns, sizeof *patterns);
    ontrack__arena_free(&layout->arena);
    ontrack__release(&allocator, layout, 1, sizeof *layout);
}
