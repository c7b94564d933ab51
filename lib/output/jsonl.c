/* Results as JSON Lines: an object a student, members in a fixed order. */
#include "base/buffer.h"
#include "output/format.h"
#include "output/values.h"

static bool put_string(ontrack_buffer *out, const char *string)
{
    return ontrack__buffer_json(out, ontrack_text_of(string));
}

/* `"name":`, with a comma before it unless it is the first of its object. Names are our own or a
 * rule set's. */
static bool put_name(ontrack_buffer *out, bool first, const char *name)
{
    return (first || ontrack__buffer_char(out, ',')) && put_string(out, name) &&
           ontrack__buffer_char(out, ':');
}

static bool put_member(ontrack_buffer *out, bool first, const char *name, const char *string)
{
    return put_name(out, first, name) && put_string(out, string);
}

/* The levels, the best first: what makes one worse than another. */
static bool put_levels(ontrack_buffer *out, const ontrack_ruleset *ruleset)
{
    bool done = put_name(out, false, "levels") && ontrack__buffer_char(out, '[');
    for (size_t i = 0; i < ontrack_ruleset_level_count(ruleset) && done; i++)
        done = (i == 0 || ontrack__buffer_char(out, ',')) &&
               put_string(out, ontrack_ruleset_level(ruleset, (int)i));
    return done && ontrack__buffer_char(out, ']');
}

static bool put_ruleset(ontrack_buffer *out, const ontrack_ruleset *ruleset)
{
    return put_name(out, false, "ruleset") && ontrack__buffer_char(out, '{') &&
           put_member(out, true, "id", ontrack_ruleset_text(ruleset, ONTRACK_RULESET_ID)) &&
           put_member(out, false, "version",
                      ontrack_ruleset_text(ruleset, ONTRACK_RULESET_VERSION)) &&
           put_member(out, false, "fingerprint",
                      ontrack_ruleset_text(ruleset, ONTRACK_RULESET_FINGERPRINT)) &&
           put_member(out, false, "codes",
                      ontrack_ruleset_text(ruleset, ONTRACK_RULESET_CODES_FINGERPRINT)) &&
           put_levels(out, ruleset) && ontrack__buffer_char(out, '}');
}

static bool put_head(ontrack_buffer *out, const ontrack_result *result)
{
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    char date[ONTRACK_DATE_SIZE];
    ontrack_date_format(ontrack_result_as_of(result), date);
    return ontrack__buffer_char(out, '{') && put_name(out, true, "student_id") &&
           ontrack__buffer_json(out, ontrack_result_text(result, ONTRACK_RESULT_STUDENT_ID)) &&
           put_member(out, false, "as_of", date) && put_ruleset(out, ruleset) &&
           put_member(out, false, "status",
                      ontrack_ruleset_level(ruleset, ontrack_result_status(result)));
}

static bool put_indicators(ontrack_buffer *out, const ontrack_result *result)
{
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    bool done = put_name(out, false, "indicators") && ontrack__buffer_char(out, '{');
    for (size_t i = 0; i < ontrack_ruleset_indicator_count(ruleset) && done; i++) {
        const int level = ontrack_result_indicator(result, i);
        done =
            put_name(out, i == 0, ontrack_ruleset_indicator(ruleset, i)) &&
            (level == ONTRACK_LEVEL_NONE ? ontrack__buffer_string(out, "null")
                                         : put_string(out, ontrack_ruleset_level(ruleset, level)));
    }
    return done && ontrack__buffer_char(out, '}');
}

/* ---- readings ---- */

static bool put_reading(ontrack_buffer *out, const ontrack_result *result, bool first, size_t index)
{
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    return put_name(out, first, ontrack_ruleset_reading_at(ruleset, index)->name) &&
           ontrack__put_json(out, ontrack_result_value(result, index));
}

static bool put_values(ontrack_buffer *out, const ontrack_result *result,
                       const ontrack_rule_result *rule)
{
    bool done = put_name(out, false, "values") && ontrack__buffer_char(out, '{');
    for (size_t i = 0; i < rule->value_count && done; i++)
        done = put_reading(out, result, i == 0, rule->values[i]);
    return done && ontrack__buffer_char(out, '}');
}

static bool put_measures(ontrack_buffer *out, const ontrack_result *result)
{
    const size_t count = ontrack_ruleset_reading_count(ontrack_result_ruleset(result));
    bool done = put_name(out, false, "measures") && ontrack__buffer_char(out, '{');
    for (size_t i = 0; i < count && done; i++)
        done = put_reading(out, result, i == 0, i);
    return done && ontrack__buffer_char(out, '}');
}

/* ---- rules ---- */

static bool put_respond(ontrack_buffer *out, const ontrack_rule *rule)
{
    bool done = put_name(out, false, "respond") && ontrack__buffer_char(out, '[');
    for (size_t i = 0; i < rule->respond_count && done; i++)
        done = (i == 0 || ontrack__buffer_char(out, ',')) && put_string(out, rule->respond[i]);
    return done && ontrack__buffer_char(out, ']');
}

static bool put_date(ontrack_buffer *out, const char *name, ontrack_date date)
{
    char text[ONTRACK_DATE_SIZE];
    ontrack_date_format(date, text);
    return put_member(out, false, name, text);
}

/* Since when a rule that must hold on has held; nothing for any other. */
static bool put_held(ontrack_buffer *out, const ontrack_rule_result *rule)
{
    return rule->held_since == ONTRACK_DATE_NONE || put_date(out, "held_since", rule->held_since);
}

/* Which overrides made a rule what it is; nothing when none did. */
static bool put_overrides(ontrack_buffer *out, const ontrack_rule_result *rule)
{
    if (rule->override_count == 0) return true;
    bool done = put_name(out, false, "overrides") && ontrack__buffer_char(out, '[');
    for (size_t i = 0; i < rule->override_count && done; i++) {
        const ontrack_override *item = rule->overrides[i];
        done = ontrack__buffer_string(out, i == 0 ? "{" : ",{") &&
               put_member(out, true, "id", item->id) &&
               put_member(out, false, "document", item->document) &&
               (item->parameter == NULL || put_member(out, false, "parameter", item->parameter)) &&
               put_member(out, false, "scope", item->scope) &&
               put_member(out, false, "change", item->change) &&
               put_member(out, false, "reason", item->reason) &&
               put_member(out, false, "author", item->author) &&
               put_date(out, "from", item->from) && put_date(out, "until", item->until) &&
               ontrack__buffer_char(out, '}');
    }
    return done && ontrack__buffer_char(out, ']');
}

static bool put_exempt(ontrack_buffer *out, const ontrack_rule_result *rule)
{
    const ontrack_exemption *exemption = rule->exemption;
    if (exemption == NULL) return true;
    return put_name(out, false, "exempt") && ontrack__buffer_char(out, '{') &&
           put_member(out, true, "document", exemption->document) &&
           put_member(out, false, "reason", exemption->reason) &&
           put_member(out, false, "author", exemption->author) &&
           put_date(out, "from", exemption->from) && put_date(out, "until", exemption->until) &&
           ontrack__buffer_char(out, '}');
}

/* A side of a comparison: the name of a reading or a parameter, null for an expression. */
static bool put_side(ontrack_buffer *out, bool first, const char *name, const char *side)
{
    return put_name(out, first, name) &&
           (side == NULL ? ontrack__buffer_string(out, "null") : put_string(out, side));
}

static bool put_comparison(ontrack_buffer *out, const ontrack_comparison *comparison)
{
    return put_side(out, true, "left", comparison->left_name) &&
           put_member(out, false, "operator", comparison->operator_) &&
           put_side(out, false, "right", comparison->right_name) &&
           put_name(out, false, "values") && ontrack__buffer_char(out, '[') &&
           ontrack__put_json(out, &comparison->left) && ontrack__buffer_char(out, ',') &&
           ontrack__put_json(out, &comparison->right) && ontrack__buffer_char(out, ']') &&
           put_name(out, false, "margin") && ontrack__put_json(out, &comparison->margin) &&
           put_name(out, false, "holds") &&
           ontrack__buffer_string(out, comparison->holds ? "true" : "false");
}

/* How far each threshold of a rule's condition is. */
static bool put_comparisons(ontrack_buffer *out, const ontrack_result *result, size_t rule)
{
    size_t count = 0;
    const ontrack_comparison *comparisons = ontrack_result_comparisons(result, rule, &count);
    bool done = put_name(out, false, "comparisons") && ontrack__buffer_char(out, '[');
    for (size_t i = 0; i < count && done; i++)
        done = ontrack__buffer_string(out, i == 0 ? "{" : ",{") &&
               put_comparison(out, &comparisons[i]) && ontrack__buffer_char(out, '}');
    return done && ontrack__buffer_char(out, ']');
}

static bool put_flag(ontrack_buffer *out, const ontrack_result *result, size_t index)
{
    const ontrack_rule_result *flag = ontrack_result_rule(result, index);
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    const ontrack_rule *rule = flag->rule;
    return put_member(out, true, "rule", rule->id) &&
           put_member(out, false, "indicator",
                      ontrack_ruleset_indicator(ruleset, rule->indicator)) &&
           put_member(out, false, "level", ontrack_ruleset_level(ruleset, rule->level)) &&
           put_member(out, false, "message", flag->message) && put_values(out, result, flag) &&
           put_respond(out, rule) && put_member(out, false, "source", rule->source) &&
           put_comparisons(out, result, index) && put_held(out, flag) && put_overrides(out, flag) &&
           put_exempt(out, flag);
}

static bool put_clear(ontrack_buffer *out, const ontrack_result *result, size_t index)
{
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    return put_member(out, true, "rule", ontrack_ruleset_rule_at(ruleset, index)->id) &&
           put_comparisons(out, result, index);
}

static bool put_unknown(ontrack_buffer *out, const ontrack_result *result, size_t index)
{
    const ontrack_rule_result *rule = ontrack_result_rule(result, index);
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    bool done = put_member(out, true, "rule", rule->rule->id) && put_name(out, false, "missing") &&
                ontrack__buffer_char(out, '[');
    for (size_t i = 0; i < rule->missing_count && done; i++)
        done = (i == 0 || ontrack__buffer_char(out, ',')) &&
               put_string(out, ontrack_ruleset_reading_at(ruleset, rule->missing[i])->name);
    return done && ontrack__buffer_char(out, ']') && put_member(out, false, "why", rule->why) &&
           put_overrides(out, rule) && put_exempt(out, rule);
}

/* The rules with that outcome as an array of objects. */
static bool put_rules(ontrack_buffer *out, const ontrack_result *result, const char *name,
                      ontrack_outcome outcome,
                      bool (*put)(ontrack_buffer *, const ontrack_result *, size_t))
{
    const size_t count = ontrack_ruleset_rule_count(ontrack_result_ruleset(result));
    bool first = true, done = put_name(out, false, name) && ontrack__buffer_char(out, '[');
    for (size_t i = 0; i < count && done; i++) {
        if (ontrack_result_outcome(result, i) != outcome) continue;
        done = ontrack__buffer_string(out, first ? "{" : ",{") && put(out, result, i) &&
               ontrack__buffer_char(out, '}');
        first = false;
    }
    return done && ontrack__buffer_char(out, ']');
}

/* What the rule set says of every student. */
static bool put_notes(ontrack_buffer *out, const ontrack_result *result)
{
    const size_t count = ontrack_ruleset_note_count(ontrack_result_ruleset(result));
    if (count == 0) return true;
    bool done = put_name(out, false, "notes") && ontrack__buffer_char(out, '[');
    for (size_t i = 0; i < count && done; i++)
        done = (i == 0 || ontrack__buffer_char(out, ',')) &&
               put_string(out, ontrack_result_note(result, i));
    return done && ontrack__buffer_char(out, ']');
}

/* ---- since ---- */

/* How the student stood on the earlier day, in the members of a result. */
static bool put_since(ontrack_buffer *out, const ontrack_result *since)
{
    char date[ONTRACK_DATE_SIZE];
    ontrack_date_format(ontrack_result_as_of(since), date);
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(since);
    return put_name(out, false, "since") && ontrack__buffer_char(out, '{') &&
           put_member(out, true, "as_of", date) &&
           put_member(out, false, "status",
                      ontrack_ruleset_level(ruleset, ontrack_result_status(since))) &&
           put_indicators(out, since) &&
           put_rules(out, since, "flags", ONTRACK_OUTCOME_FIRED, put_flag) &&
           put_rules(out, since, "unknown", ONTRACK_OUTCOME_UNKNOWN, put_unknown) &&
           put_measures(out, since) && ontrack__buffer_char(out, '}');
}

/* The rules that changed, and those that are still met. */
static bool put_changes(ontrack_buffer *out, const ontrack_result *result)
{
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    bool first = true, done = put_name(out, false, "changes") && ontrack__buffer_char(out, '[');
    for (size_t i = 0; i < ontrack_ruleset_rule_count(ruleset) && done; i++) {
        const ontrack_change change = ontrack_result_change(result, i);
        if (change == ONTRACK_CHANGE_NONE) continue;
        done = ontrack__buffer_string(out, first ? "{" : ",{") &&
               put_member(out, true, "rule", ontrack_ruleset_rule_at(ruleset, i)->id) &&
               put_member(out, false, "change", ontrack_change_name(change)) &&
               ontrack__buffer_char(out, '}');
        first = false;
    }
    return done && ontrack__buffer_char(out, ']');
}

static bool take(ontrack_writer *writer, const ontrack_result *result)
{
    ontrack_buffer *out = &writer->out;
    const ontrack_result *since = ontrack_result_since(result);
    return put_head(out, result) && put_indicators(out, result) &&
           put_rules(out, result, "flags", ONTRACK_OUTCOME_FIRED, put_flag) &&
           put_rules(out, result, "unknown", ONTRACK_OUTCOME_UNKNOWN, put_unknown) &&
           put_rules(out, result, "clear", ONTRACK_OUTCOME_CLEAR, put_clear) &&
           put_measures(out, result) && put_notes(out, result) &&
           (since == NULL || (put_since(out, since) && put_changes(out, result))) &&
           ontrack__buffer_string(out, "}\n");
}

const ontrack__format ontrack__format_jsonl = {NULL, take, NULL, NULL, false};
