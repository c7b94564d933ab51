/* Results as CSV: RFC 4180 with LF, a row a student. */
#include "base/buffer.h"
#include "output/cell.h"
#include "output/format.h"
#include "output/values.h"

static bool put_string(ontrack_buffer *out, const char *string)
{
    return ontrack__put_cell(out, ontrack_text_of(string));
}

static bool next_cell(ontrack_buffer *out)
{
    return ontrack__buffer_char(out, ',');
}

/* ---- header ---- */

static bool begin(ontrack_writer *writer)
{
    const ontrack_ruleset *ruleset = writer->ruleset;
    ontrack_buffer *out = &writer->out;
    bool done = ontrack__buffer_string(out, "student_id,school_id,grade_level,status");
    for (size_t i = 0; i < ontrack_ruleset_indicator_count(ruleset) && done; i++)
        done = next_cell(out) && put_string(out, ontrack_ruleset_indicator(ruleset, i));
    done = done && ontrack__buffer_string(out, ",flags,unknown");
    for (size_t i = 0; i < ontrack_ruleset_reading_count(ruleset) && done; i++)
        done = next_cell(out) && put_string(out, ontrack_ruleset_reading_at(ruleset, i)->name);
    if (ontrack_ruleset_exemption_count(ruleset) > 0)
        done = done && ontrack__buffer_string(out, ",exempt");
    if (writer->since) done = done && ontrack__buffer_string(out, ",since_status,changes");
    return done && ontrack__buffer_char(out, '\n');
}

/* ---- rows ---- */

/* Ids of the rules with that outcome, joined by ";": names without commas or quotes. */
static bool put_rules(ontrack_buffer *out, const ontrack_result *result, ontrack_outcome outcome)
{
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    const size_t count = ontrack_ruleset_rule_count(ruleset);
    bool any = false, done = true;
    for (size_t i = 0; i < count && done; i++) {
        if (ontrack_result_outcome(result, i) != outcome) continue;
        done = (!any || ontrack__buffer_char(out, ';')) &&
               ontrack__buffer_string(out, ontrack_ruleset_rule_at(ruleset, i)->id);
        any = true;
    }
    return done;
}

static bool is_exempt_flag(const ontrack_result *result, size_t rule)
{
    return ontrack_result_outcome(result, rule) == ONTRACK_OUTCOME_FIRED &&
           ontrack_result_rule(result, rule)->exemption != NULL;
}

/* The same of the flags that the student is exempt from. */
static bool put_exempt(ontrack_buffer *out, const ontrack_result *result)
{
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    bool any = false, done = true;
    for (size_t i = 0; i < ontrack_ruleset_rule_count(ruleset) && done; i++) {
        if (!is_exempt_flag(result, i)) continue;
        done = (!any || ontrack__buffer_char(out, ';')) &&
               ontrack__buffer_string(out, ontrack_ruleset_rule_at(ruleset, i)->id);
        any = true;
    }
    return done;
}

/* Numbers are ours and stay numbers; a text is the data's. A map is one cell of JSON. */
static bool put_value(ontrack_buffer *out, const ontrack_value *value, ontrack_allocator allocator)
{
    if (value->kind == ONTRACK_KIND_UNKNOWN) return true;
    if (value->kind == ONTRACK_KIND_TEXT) return ontrack__put_cell(out, value->text);
    if (value->kind != ONTRACK_KIND_MAP) return ontrack__put_number(out, value);
    ontrack_buffer json = ONTRACK_BUFFER_INIT;
    json.allocator = allocator;
    const bool done =
        ontrack__put_json(&json, value) && ontrack__put_cell(out, ontrack__buffer_view(&json));
    ontrack_buffer_dispose(&json);
    return done;
}

static bool put_levels(ontrack_buffer *out, const ontrack_result *result)
{
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    bool done = put_string(out, ontrack_ruleset_level(ruleset, ontrack_result_status(result)));
    for (size_t i = 0; i < ontrack_ruleset_indicator_count(ruleset) && done; i++) {
        const int level = ontrack_result_indicator(result, i);
        done = next_cell(out) && (level == ONTRACK_LEVEL_NONE ||
                                  put_string(out, ontrack_ruleset_level(ruleset, level)));
    }
    return done;
}

/* The status of the earlier day, and "rule:change" joined by ";". */
static bool put_since(ontrack_buffer *out, const ontrack_result *result)
{
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    const ontrack_result *since = ontrack_result_since(result);
    bool any = false, done = next_cell(out);
    if (since != NULL)
        done =
            done && put_string(out, ontrack_ruleset_level(ruleset, ontrack_result_status(since)));
    done = done && next_cell(out);
    for (size_t i = 0; i < ontrack_ruleset_rule_count(ruleset) && done; i++) {
        const ontrack_change change = ontrack_result_change(result, i);
        if (change == ONTRACK_CHANGE_NONE) continue;
        done = (!any || ontrack__buffer_char(out, ';')) &&
               ontrack__buffer_string(out, ontrack_ruleset_rule_at(ruleset, i)->id) &&
               ontrack__buffer_char(out, ':') &&
               ontrack__buffer_string(out, ontrack_change_name(change));
        any = true;
    }
    return done;
}

static bool take(ontrack_writer *writer, const ontrack_result *result)
{
    static const ontrack_result_field fields[] = {
        ONTRACK_RESULT_STUDENT_ID, ONTRACK_RESULT_SCHOOL_ID, ONTRACK_RESULT_GRADE_LEVEL};
    ontrack_buffer *out = &writer->out;
    bool done = true;
    for (size_t i = 0; i < sizeof fields / sizeof *fields && done; i++)
        done = ontrack__put_cell(out, ontrack_result_text(result, fields[i])) && next_cell(out);
    done = done && put_levels(out, result) && next_cell(out) &&
           put_rules(out, result, ONTRACK_OUTCOME_FIRED) && next_cell(out) &&
           put_rules(out, result, ONTRACK_OUTCOME_UNKNOWN);
    for (size_t i = 0; i < ontrack_ruleset_reading_count(writer->ruleset) && done; i++)
        done = next_cell(out) && put_value(out, ontrack_result_value(result, i), writer->allocator);
    if (ontrack_ruleset_exemption_count(writer->ruleset) > 0)
        done = done && next_cell(out) && put_exempt(out, result);
    if (writer->since) done = done && put_since(out, result);
    return done && ontrack__buffer_char(out, '\n');
}

const ontrack__format ontrack__format_csv = {begin, take, NULL, NULL, false};
