#include "ingest/loading.h"

#include "base/text.h"
#include "ingest/names.h"

/* The part behind the last '/'. */
static ontrack_text stem_of(ontrack_text name)
{
    size_t at = name.size;
    while (at > 0 && name.data[at - 1] != '/')
        at--;
    const ontrack_text stem = {name.data + at, name.size - at};
    return stem;
}

/* A folder below the export's and no other place: the document is untrusted. */
static bool is_inside(ontrack_text name)
{
    if (name.size > 200 || name.data[0] == '/') return false;
    for (size_t i = 0; i < name.size; i++)
        if (name.data[i] == '.' || name.data[i] == '\\' || name.data[i] == '\n') return false;
    const ontrack_text folder = {name.data, name.size - stem_of(name).size};
    return !ontrack__name_is_pattern(folder);
}

static ontrack_status load_files(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                 ontrack__source *out)
{
    ontrack_status status = ontrack__loading_texts(loading, at, &out->files, &out->file_count);
    if (status == ONTRACK_OK && out->file_count == 0)
        return ontrack__json_fail(at, loading->error, "names no file");
    for (size_t i = 0; status == ONTRACK_OK && i < out->file_count; i++) {
        const ontrack__json_cursor item = ontrack__loading_item(at, i);
        if (!ontrack__name_is_well_formed(stem_of(out->files[i])) || !is_inside(out->files[i]))
            return ontrack__json_fail(&item, loading->error,
                                      "must be a file's name without its ending, with letters, one "
                                      "\"*\" or \"#\" at most, and perhaps a folder before it");
    }
    return status;
}

static ontrack_status load_encoding(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                    ontrack__source *out)
{
    if (at->value == NULL) return ONTRACK_OK;
    const ontrack_text text = ontrack__json_text(at->value);
    out->latin1 = ontrack__text_is(text, "latin1");
    if (out->latin1 || ontrack__text_is(text, "utf-8")) return ONTRACK_OK;
    return ontrack__json_fail(at, loading->error, "must be \"utf-8\" or \"latin1\"");
}

/* A file's own texts that mean nothing stand in place of the document's. */
static ontrack_status load_empty(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                 const ontrack__json_cursor *document, ontrack__source *out)
{
    const ontrack__json_cursor own = ontrack__json_member(at, "empty");
    const ontrack__json_cursor shared = ontrack__json_member(document, "empty");
    return ontrack__loading_texts(loading, own.value != NULL ? &own : &shared, &out->empty,
                                  &out->empty_count);
}

static ontrack_status load_dates(ontrack__loading *loading, const ontrack__json_cursor *at,
                                 const ontrack__json_cursor *document)
{
    const ontrack__json_cursor own = ontrack__json_member(at, "dates");
    const ontrack__json_cursor shared = ontrack__json_member(document, "dates");
    const ontrack__json_cursor *dates = own.value != NULL ? &own : &shared;
    const ontrack_text none = {NULL, 0};
    loading->dates = none;
    return dates->value == NULL ? ONTRACK_OK
                                : ontrack__loading_form(loading, dates, &loading->dates);
}

ontrack_status ontrack__load_source(ontrack__loading *loading, const ontrack__json_cursor *at,
                                    ontrack__source *out)
{
    const ontrack__json_cursor *document = at;
    while (document->parent != NULL)
        document = document->parent;
    const ontrack__json_cursor files = ontrack__json_member(at, "file");
    const ontrack__json_cursor header = ontrack__json_member(at, "header");
    const ontrack__json_cursor encoding = ontrack__json_member(at, "encoding");
    const ontrack__json_cursor backslash = ontrack__json_member(at, "backslash");
    out->names = ontrack__loading_room(loading, ONTRACK__LAYOUT_NAMES, sizeof *out->names);
    if (out->names == NULL) return ontrack__no_memory(loading->error);
    loading->source = out;
    ontrack_status status = load_files(loading, &files, out);
    if (status == ONTRACK_OK)
        status = ontrack__loading_texts(loading, &header, &out->header, &out->header_count);
    if (status == ONTRACK_OK && header.value != NULL && out->header_count == 0)
        return ontrack__json_fail(&header, loading->error, "names no column");
    if (status == ONTRACK_OK) status = load_encoding(loading, &encoding, out);
    if (status == ONTRACK_OK) status = load_empty(loading, at, document, out);
    if (status == ONTRACK_OK) status = load_dates(loading, at, document);
    if (backslash.value != NULL) out->backslash = ontrack__json_bool(backslash.value);
    return status;
}
