#include "evaluation/reasons.h"

#include "base/buffer.h"
#include "base/error.h"

#include <string.h>

void ontrack__reasons_init(ontrack__reasons *reasons, ontrack__values *values,
                           ontrack__arena *arena, size_t days_enrolled)
{
    const ontrack_error none = ONTRACK_ERROR_INIT;
    reasons->values = values;
    reasons->arena = arena;
    reasons->days_enrolled = days_enrolled;
    reasons->comparisons.allocator = arena->allocator;
    reasons->text.allocator = arena->allocator;
    reasons->error = none;
}

void ontrack__reasons_dispose(ontrack__reasons *reasons)
{
    ontrack__comparisons_dispose(&reasons->comparisons);
    ontrack_buffer_dispose(&reasons->text);
}

/* Takes the text written so far into the student's arena. */
static const char *keep_text(ontrack__reasons *reasons)
{
    return ontrack__arena_copy(reasons->arena, ontrack__buffer_view(&reasons->text));
}

static ontrack_status set_why(ontrack__reasons *reasons, ontrack_rule_result *rule, bool written)
{
    const char *why = written ? keep_text(reasons) : NULL;
    if (why == NULL) return ontrack__no_memory(&reasons->error);
    rule->why = why;
    return ONTRACK_OK;
}

/* ---- why a rule is unknown ---- */

/* Why a reading is not known: all of it, or a field of one of its records. */
static ontrack_text why_unknown(const ontrack__values *values, uint32_t position)
{
    const ontrack_value *value = &values->of[position];
    const char *unclear = values->unclear[position];
    if (value->kind == ONTRACK_KIND_UNKNOWN || unclear == NULL) return value->text;
    return ontrack_text_of(unclear);
}

/* "attendance.rate: no calendar" */
static bool write_unknown(ontrack_buffer *text, const char *name, ontrack_text why)
{
    return (text->size == 0 || ontrack__buffer_string(text, "; ")) &&
           ontrack__buffer_string(text, name) && ontrack__buffer_string(text, ": ") &&
           ontrack__buffer_text(text, why);
}

/* The readings that the condition's answer hangs on, each with its own reason. */
static ontrack_status explain_missing(ontrack__reasons *reasons, const uint32_t *positions,
                                      size_t count, ontrack_rule_result *rule)
{
    const ontrack_ruleset *ruleset = reasons->values->binding->ruleset;
    size_t *missing = ontrack__arena_allocate(reasons->arena, count, sizeof *missing);
    bool written = missing != NULL;
    for (size_t i = 0; i < count && written; i++) {
        const ontrack__variable *variable = &ruleset->variables[positions[i]];
        if (variable->reading >= 0) missing[rule->missing_count++] = (size_t)variable->reading;
        written = write_unknown(&reasons->text, variable->name,
                                why_unknown(reasons->values, positions[i]));
    }
    rule->missing = missing;
    return set_why(reasons, rule, written);
}

static ontrack_status explain_error(ontrack__reasons *reasons, const ontrack__cel_value *value,
                                    ontrack_rule_result *rule)
{
    const ontrack_text words = value->kind == ONTRACK__CEL_ERROR
                                   ? value->as.text
                                   : ontrack_text_of("the condition is neither true nor false");
    return set_why(reasons, rule,
                   ontrack__buffer_string(&reasons->text, "error: ") &&
                       ontrack__buffer_text(&reasons->text, words));
}

static ontrack_status explain_days(ontrack__reasons *reasons, ontrack_rule_result *rule)
{
    const ontrack_value *days = &reasons->values->of[reasons->days_enrolled];
    ontrack_buffer *text = &reasons->text;
    char number[ONTRACK_VALUE_SIZE];
    if (days->kind == ONTRACK_KIND_UNKNOWN) {
        const uint32_t position = (uint32_t)reasons->days_enrolled;
        return explain_missing(reasons, &position, 1, rule);
    }
    ontrack_value_format(days, 0, number, sizeof number);
    return set_why(reasons, rule,
                   ontrack__buffer_string(text, "too few days enrolled yet: ") &&
                       ontrack__buffer_string(text, number) &&
                       ontrack__buffer_string(text, " of ") &&
                       ontrack__buffer_integer(text, rule->rule->min_days_enrolled));
}

/* ---- why a rule fired ---- */

/* A text about the student, in the arena of the one at hand. */
static ontrack_status say(ontrack__reasons *reasons, const ontrack__sentence *sentence,
                          const char **out)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < sentence->count && status == ONTRACK_OK; i++)
        if (sentence->pieces[i].variable >= 0)
            status = ontrack__values_need(reasons->values, (size_t)sentence->pieces[i].variable,
                                          reasons->arena, &reasons->error);
    if (status != ONTRACK_OK) return status;
    const bool written = ontrack__say(sentence, reasons->values->of, &reasons->text);
    const char *text = written ? keep_text(reasons) : NULL;
    if (text == NULL) return ontrack__no_memory(&reasons->error);
    *out = text;
    return ONTRACK_OK;
}

/* ---- telling ---- */

static void keep_failure(ontrack__reasons *reasons, ontrack_status status)
{
    if (reasons->status == ONTRACK_OK) reasons->status = status;
}

static ontrack_status write_words(ontrack__reasons *reasons, const ontrack__told *told,
                                  ontrack_rule_result *rule)
{
    const ontrack__cel_value *value = &told->value;
    ontrack__buffer_clear(&reasons->text);
    switch (rule->outcome) {
    case ONTRACK_OUTCOME_FIRED:
        return say(reasons, &told->plan->because, &rule->message);
    case ONTRACK_OUTCOME_UNKNOWN:
        if (told->why != NULL) {
            rule->why = told->why;
            return ONTRACK_OK;
        }
        if (told->too_few_days) return explain_days(reasons, rule);
        return value->kind == ONTRACK__CEL_UNKNOWN
                   ? explain_missing(reasons, value->as.unknown.ids, value->as.unknown.count, rule)
                   : explain_error(reasons, value, rule);
    default:
        return ONTRACK_OK;
    }
}

static void tell_words(void *user, ontrack__told *told, ontrack_rule_result *rule)
{
    ontrack__reasons *reasons = user;
    told->words = true;
    keep_failure(reasons, write_words(reasons, told, rule));
}

/* The condition is evaluated again: what it reads is still there. */
static void tell_comparisons(void *user, ontrack__told *told)
{
    ontrack__reasons *reasons = user;
    ontrack__cel_value value;
    told->compared = true;
    if (told->plan->off || told->too_few_days) return;
    reasons->comparisons.ruleset = reasons->values->binding->ruleset;
    reasons->comparisons.values = reasons->values->of;
    const ontrack__cel_trace trace = ontrack__comparisons_start(&reasons->comparisons);
    const ontrack_status status = ontrack__cel_evaluate(told->plan->when, reasons->values->bound,
                                                        reasons->arena, &trace, &value);
    const ontrack_comparison *faces =
        status == ONTRACK_NO_MEMORY
            ? NULL
            : ontrack__comparisons_faces(&reasons->comparisons, reasons->arena);
    if (faces == NULL) {
        keep_failure(reasons, ontrack__no_memory(&reasons->error));
        return;
    }
    told->comparisons = faces;
    told->comparison_count = reasons->comparisons.found.count;
}

static const char *tell_note(void *user, const ontrack__sentence *sentence)
{
    ontrack__reasons *reasons = user;
    const char *text = "";
    ontrack__buffer_clear(&reasons->text);
    keep_failure(reasons, say(reasons, sentence, &text));
    return text;
}

ontrack__teller ontrack__reasons_teller(ontrack__reasons *reasons)
{
    const ontrack__teller teller = {tell_words, tell_comparisons, tell_note, reasons};
    return teller;
}

ontrack_status ontrack__reasons_status(ontrack__reasons *reasons, ontrack_error *error)
{
    const ontrack_status status = reasons->status;
    const ontrack_error none = ONTRACK_ERROR_INIT;
    if (status == ONTRACK_OK) return ONTRACK_OK;
    ontrack__fail(error, status, "%s", reasons->error.message);
    reasons->status = ONTRACK_OK;
    reasons->error = none;
    return status;
}
