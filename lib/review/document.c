#include "review/document.h"

#include "base/error.h"
#include "rulesets/cases.h"
#include "rulesets/shape_tests.h"

#include <ontrack/review.h>

ontrack_status ontrack__test_document(ontrack_text json, const char *source,
                                      const ontrack_ruleset *ruleset, ontrack__json **out,
                                      ontrack_error *error)
{
    ontrack__json *document = NULL;
    ontrack_status status =
        ontrack__json_parse(json, ONTRACK_RULESET_LIMIT, source, &document, error);
    if (status != ONTRACK_OK) return status;
    const ontrack__json_cursor root = ontrack__json_start(ontrack__json_root(document), source);
    status = ontrack__test_document_shape(&root, error);
    if (status == ONTRACK_OK) status = ontrack__cases_check(ruleset, &root, error);
    if (status != ONTRACK_OK)
        ontrack__json_free(document);
    else
        *out = document;
    return status;
}

/* A rule set says which format it is of; a test document has tests without that. */
static bool is_test_document(const ontrack__json_value *root)
{
    return ontrack__json_get(root, "ontrack") == NULL && ontrack__json_get(root, "tests") != NULL;
}

typedef ontrack_status take_name(void *user, const char *key, const char *name);

static ontrack_status take_overrides(const ontrack__json_value *overrides, take_name *name,
                                     void *user)
{
    ontrack_status status = ONTRACK_OK;
    if (overrides == NULL) return ONTRACK_OK;
    if (ontrack__json_kind_of(overrides) == ONTRACK__JSON_STRING)
        return name(user, "overrides", ontrack__json_text(overrides).data);
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(overrides); i++)
        status = name(user, "overrides", ontrack__json_text(ontrack__json_at(overrides, i)).data);
    return status;
}

static ontrack_status take_names(const ontrack__json_value *root, take_name *name, void *user)
{
    const ontrack_status status =
        name(user, "ruleset", ontrack__json_text(ontrack__json_get(root, "ruleset")).data);
    return status == ONTRACK_OK ? take_overrides(ontrack__json_get(root, "overrides"), name, user)
                                : status;
}

ontrack_status ontrack_test_document_names(ontrack_text json, const char *source,
                                           ontrack_status (*name)(void *user, const char *key,
                                                                  const char *name),
                                           void *user, ontrack_error *error)
{
    ontrack__json *document = NULL;
    ontrack_status status =
        ontrack__json_parse(json, ONTRACK_RULESET_LIMIT, source, &document, NULL);
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(error);
    if (status != ONTRACK_OK || !is_test_document(ontrack__json_root(document))) {
        if (document != NULL) ontrack__json_free(document);
        return ontrack__fail(error, ONTRACK_NOT_FOUND, "this is no test document");
    }
    const ontrack__json_cursor root = ontrack__json_start(ontrack__json_root(document), source);
    status = ontrack__test_document_shape(&root, error);
    if (status == ONTRACK_OK) status = take_names(root.value, name, user);
    ontrack__json_free(document);
    return status;
}
