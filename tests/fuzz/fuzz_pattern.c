/* A pattern from a stranger, its first line, on a code, the rest. */
#include "fuzz.h"

#include "base/pattern.h"
#include "base/text.h"

#include <string.h>

static void match(const ontrack__pattern *pattern, ontrack_text subject)
{
    uint64_t steps = 0;
    bool plain = false, counted = false;
    ontrack_error error = ONTRACK_ERROR_INIT;
    const ontrack_status first = ontrack__pattern_match(pattern, subject, &plain, &error);
    const ontrack_status second =
        ontrack__pattern_match_counted(pattern, subject, &steps, &counted, &error);
    MUST(first == ONTRACK_OK || first == ONTRACK_LIMIT);
    MUST(second == ONTRACK_OK || second == ONTRACK_LIMIT);
    if (first == ONTRACK_OK && second == ONTRACK_OK) MUST(plain == counted);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ontrack_text text = {(const char *)data, size}, subject = {NULL, 0};
    const char *end = size == 0 ? NULL : memchr(data, '\n', size);
    if (end != NULL) {
        text.size = (size_t)(end - text.data);
        subject = (ontrack_text){end + 1, size - text.size - 1};
    }
    ontrack__pattern *pattern = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    const ontrack_status status = ontrack__pattern_compile(NULL, text, &pattern, &error);
    if (status != ONTRACK_OK) {
        MUST(status == ONTRACK_INVALID_RULES || status == ONTRACK_LIMIT);
        MUST(error.status == status && error.message[0] != '\0');
        MUST(pattern == NULL);
        return 0;
    }
    MUST(ontrack__pattern_size(pattern) > 0);
    if (ontrack__utf8_valid(subject, NULL)) match(pattern, subject);
    ontrack__pattern_free(pattern);
    return 0;
}
