/* A rule set from a stranger: loaded, printed, loaded again, and asked about a place. */
#include "fuzz.h"

#include <ontrack/ontrack.h>
#include <string.h>

static void check_error(ontrack_status status, const ontrack_error *error)
{
    MUST(status == ONTRACK_INVALID_RULES || status == ONTRACK_LIMIT);
    MUST(error->status == status && error->message[0] != '\0');
}

/* What was printed is the same rule set. */
static void print_and_load(const ontrack_ruleset *ruleset)
{
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    ontrack_ruleset *again = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    MUST(ontrack_ruleset_print(ruleset, &text, &error) == ONTRACK_OK);
    const ontrack_text json = {text.data, text.size};
    const ontrack_status status = ontrack_ruleset_load(json, NULL, &again, &error);
    /* With what it inherits in place a document may pass the limit of one. */
    if (status == ONTRACK_OK)
        MUST(strcmp(ontrack_ruleset_text(ruleset, ONTRACK_RULESET_FINGERPRINT),
                    ontrack_ruleset_text(again, ONTRACK_RULESET_FINGERPRINT)) == 0);
    else
        MUST(status == ONTRACK_LIMIT);
    ontrack_ruleset_free(again);
    ontrack_buffer_dispose(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ontrack_text text = {(const char *)data, size};
    ontrack_ruleset *ruleset = NULL;
    ontrack_resolved *resolved = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    const ontrack_place place = ONTRACK_PLACE_INIT;
    const ontrack_status status = ontrack_ruleset_load(text, NULL, &ruleset, &error);
    if (status != ONTRACK_OK) {
        check_error(status, &error);
        return 0;
    }
    print_and_load(ruleset);
    MUST(ontrack_resolved_new(ruleset, &place, &resolved, &error) == ONTRACK_OK);
    ontrack_resolved_free(resolved);
    ontrack_ruleset_free(ruleset);
    return 0;
}
