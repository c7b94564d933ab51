#include "review/variant.h"

#include "base/buffer.h"
#include "base/error.h"
#include "rulesets/shape.h"

#include <string.h>

/* A copy of the document without its tests. */
static ontrack_status copy_document(const ontrack_ruleset *ruleset, ontrack__json **out,
                                    ontrack_error *error)
{
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    const ontrack_status status = ontrack__json_new(out, error);
    bool good = true;
    while (status == ONTRACK_OK && good &&
           ontrack__json_next(ontrack__json_root(ruleset->document), &cursor, &name, &value))
        good =
            strcmp(name, "tests") == 0 || ontrack__json_set(ontrack__json_root(*out), name, value);
    return good ? status : ontrack__no_memory(error);
}

static bool set_parameters(ontrack__json *document, const ontrack__json_value *params)
{
    const ontrack__json_value *all = ontrack__json_get(ontrack__json_root(document), "parameters");
    bool good = true;
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    while (good && ontrack__json_next(params, &cursor, &name, &value))
        good = ontrack__json_set(ontrack__json_get(all, name), "value", value);
    return good;
}

/* The override documents of the rule set, as texts. */
typedef struct overrides {
    ontrack_buffer texts[ONTRACK__DOCUMENT_LIMIT];
    ontrack_override_document documents[ONTRACK__DOCUMENT_LIMIT];
    size_t count;
} overrides;

static bool print_overrides(const ontrack_ruleset *ruleset, overrides *out)
{
    for (; out->count < ruleset->overrides.document_count; out->count++) {
        ontrack_buffer *text = &out->texts[out->count];
        text->allocator = ruleset->allocator;
        if (!ontrack__json_print(ontrack__json_root(ruleset->overrides.documents[out->count]), true,
                                 text)) {
            ontrack_buffer_dispose(text);
            return false;
        }
        out->documents[out->count].json = ontrack__buffer_view(text);
    }
    return true;
}

static void dispose_overrides(overrides *from)
{
    for (size_t i = 0; i < from->count; i++)
        ontrack_buffer_dispose(&from->texts[i]);
}

static ontrack_status load(const ontrack_ruleset *ruleset, ontrack__json *document,
                           ontrack_ruleset **out, ontrack_error *error)
{
    ontrack_ruleset_options options = ONTRACK_RULESET_OPTIONS_INIT;
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    overrides kept = {0};
    ontrack_status status = ONTRACK_NO_MEMORY;
    text.allocator = ruleset->allocator;
    options.allocator = &ruleset->allocator;
    options.catalogue = ruleset->catalogue;
    options.source = ruleset->id;
    options.overrides = kept.documents;
    options.override_count = ruleset->overrides.document_count;
    if (print_overrides(ruleset, &kept) &&
        ontrack__json_print(ontrack__json_root(document), true, &text))
        status = ontrack_ruleset_load(ontrack__buffer_view(&text), &options, out, error);
    else
        status = ontrack__no_memory(error);
    ontrack_buffer_dispose(&text);
    dispose_overrides(&kept);
    return status;
}

ontrack_status ontrack__ruleset_variant(const ontrack_ruleset *ruleset,
                                        const ontrack__json_value *params, ontrack_ruleset **out,
                                        ontrack_error *error)
{
    ontrack__json *document = NULL;
    ontrack_status status = copy_document(ruleset, &document, error);
    if (status == ONTRACK_OK && !set_parameters(document, params))
        status = ontrack__no_memory(error);
    if (status == ONTRACK_OK) status = load(ruleset, document, out, error);
    if (document != NULL) ontrack__json_free(document);
    return status;
}
