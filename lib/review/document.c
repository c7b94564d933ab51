#include "review/document.h"

#include "base/buffer.h"
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

ontrack_status ontrack_test_document_ruleset(ontrack_text json, const char *source,
                                             ontrack_buffer *out, ontrack_error *error)
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
    ontrack__buffer_clear(out);
    if (status == ONTRACK_OK &&
        !ontrack__buffer_text(out, ontrack__json_text(ontrack__json_get(root.value, "ruleset"))))
        status = ontrack__no_memory(error);
    ontrack__json_free(document);
    return status;
}
