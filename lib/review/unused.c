/* Parameters, measures and inputs that nothing reads. */
#include "review/pieces.h"

#include "base/text.h"

#include <stdio.h>

/* ---- parameters ---- */

static bool program_reads(const ontrack__cel_program *program, size_t variable)
{
    size_t count = 0;
    const uint32_t *reads = program == NULL ? NULL : ontrack__cel_reads(program, &count);
    for (size_t i = 0; i < count; i++)
        if (reads[i] == variable) return true;
    return false;
}

static bool rule_reads(const ontrack__rule_plan *plan, size_t variable)
{
    if (program_reads(plan->when, variable)) return true;
    return ontrack__names(&plan->because, variable);
}

static bool conditions_read(const ontrack_ruleset *ruleset, size_t variable)
{
    if (program_reads(ruleset->applies, variable)) return true;
    for (size_t i = 0; i < ruleset->rule_count; i++)
        if (rule_reads(&ruleset->rules[i], variable)) return true;
    for (size_t i = 0; i < ruleset->note_count; i++)
        if (ontrack__names(&ruleset->note_sentences[i], variable)) return true;
    return false;
}

/* Whether a text of the document, however deep, is that name: options name parameters so. */
static bool names(const ontrack__json_value *value, const char *name)
{
    void *cursor = NULL;
    const char *key = NULL;
    ontrack__json_value *member = NULL;
    if (value == NULL) return false;
    switch (ontrack__json_kind_of(value)) {
    case ONTRACK__JSON_STRING:
        return ontrack__text_is(ontrack__json_text(value), name);
    case ONTRACK__JSON_ARRAY:
        for (size_t i = 0; i < ontrack__json_count(value); i++)
            if (names(ontrack__json_at(value, i), name)) return true;
        return false;
    case ONTRACK__JSON_OBJECT:
        while (ontrack__json_next(value, &cursor, &key, &member))
            if (names(member, name)) return true;
        return false;
    default:
        return false;
    }
}

static bool options_name(const ontrack_ruleset *ruleset, const char *name)
{
    const ontrack__json_value *root = ontrack__json_root(ruleset->document);
    return names(ontrack__json_get(root, "measures"), name) ||
           names(ontrack__json_get(root, "defaults"), name) ||
           names(ontrack__json_get(root, "rules"), name);
}

/* ---- each ---- */

static ontrack_status tell(ontrack__review *review, ontrack__finding_kind kind, const char *object,
                           const char *name, const char *what)
{
    char path[160];
    if (!ontrack__owns(review, object, name)) return ONTRACK_OK; /* its author's matter */
    snprintf(path, sizeof path, "/%s/%s", object, name);
    return ontrack__find(review, kind, ontrack__spot_at(path), "%s; remove it, or use it", what);
}

static ontrack_status check_variable(ontrack__review *review, size_t position)
{
    const ontrack_ruleset *ruleset = review->ruleset;
    const ontrack__variable *variable = &ruleset->variables[position];
    if (conditions_read(ruleset, position)) return ONTRACK_OK;
    switch (variable->kind) {
    case ONTRACK__VARIABLE_PARAMETER:
        return options_name(ruleset, variable->name)
                   ? ONTRACK_OK
                   : tell(review, ONTRACK__FINDING_UNUSED_PARAMETER, "parameters",
                          variable->name + strlen("params."),
                          "no condition, reason or option reads this parameter");
    case ONTRACK__VARIABLE_MEASURE:
        return tell(review, ONTRACK__FINDING_UNUSED_MEASURE, "measures", variable->name,
                    "no condition and no reason reads this measure");
    case ONTRACK__VARIABLE_INPUT:
        return tell(review, ONTRACK__FINDING_UNUSED_INPUT, "inputs", variable->name,
                    "no condition and no reason reads this input");
    case ONTRACK__VARIABLE_LIST: /* not of the rule set's making */
        break;
    }
    return ONTRACK_OK;
}

ontrack_status ontrack__check_unused(ontrack__review *review)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < review->ruleset->variable_count; i++)
        status = check_variable(review, i);
    return status;
}
