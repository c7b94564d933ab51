#include "review/findings.h"

#include "rulesets/loader.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE_SIZE = 600, PATH_SIZE = 200 };

static const struct {
    const char *name;
    ontrack_severity severity;
} kinds[] = {
#define FINDING_ROW(constant, name, severity) {name, ONTRACK_SEVERITY_##severity},
    ONTRACK__FINDINGS(FINDING_ROW)
#undef FINDING_ROW
};

const char *ontrack_severity_name(ontrack_severity severity)
{
    static const char *const names[] = {
        [ONTRACK_SEVERITY_NOTE] = "note",
        [ONTRACK_SEVERITY_WARNING] = "warning",
        [ONTRACK_SEVERITY_ERROR] = "error",
    };
    return (unsigned)severity <= ONTRACK_SEVERITY_ERROR ? names[severity] : "";
}

ontrack_status ontrack__find(ontrack__review *review, ontrack__finding_kind kind,
                             ontrack__spot spot, const char *format, ...)
{
    char message[MESSAGE_SIZE], path[PATH_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    ontrack_finding finding = {
        kinds[kind].severity, kinds[kind].name, "",     spot.path, "", spot.line,
        spot.column,          spot.rows,        message};
    if (spot.rule >= 0) {
        const ontrack__origin *origin = &review->ruleset->origins[spot.rule];
        snprintf(path, sizeof path, "/rules/%zu%s", origin->index, spot.path);
        finding.rule = review->ruleset->rules[spot.rule].rule.id;
        finding.path = path;
        finding.source = origin->source;
    }
    return review->options->take(review->options->user, &finding);
}

ontrack__spot ontrack__spot_when(int rule, int32_t line, int32_t column)
{
    const ontrack__spot spot = {rule, "/when", line, column, 0};
    return spot;
}

ontrack__spot ontrack__spot_at(const char *path)
{
    const ontrack__spot spot = {-1, path, 0, 0, 0};
    return spot;
}

ontrack_status ontrack__review_no_memory(ontrack__review *review)
{
    return ontrack__no_memory(review->error);
}

size_t ontrack__own_lines(const ontrack__review *review, ontrack_code_kind kind)
{
    const ontrack__json_value *codes = ontrack__json_get(review->own, "codes");
    return ontrack__json_count(ontrack__json_get(codes, ontrack_code_kind_name(kind)));
}

bool ontrack__owns(const ontrack__review *review, const char *object, const char *name)
{
    return ontrack__json_get(ontrack__json_get(review->own, object), name) != NULL;
}
