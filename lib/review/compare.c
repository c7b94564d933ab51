#include "review/compare.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/rational.h"
#include "base/text.h"
#include "evaluation/comparisons.h"
#include "review/words.h"
#include "rulesets/case_values.h"

/* One comparison of a test. */
typedef struct comparing {
    const ontrack_ruleset *ruleset;
    const ontrack__json_value *expect;
    const ontrack__json_cursor *at;
    const ontrack_result *result; /* NULL: the rule set does not apply */
    ontrack__arena *arena;
    ontrack_buffer *out;
    ontrack_error *error;
} comparing;

#define DOES_NOT_APPLY "the rule set does not apply to the student (applies_to is false)"

/* ---- one rule ---- */

static ontrack_outcome outcome_of(const comparing *in, size_t rule)
{
    return in->result == NULL ? ONTRACK_OUTCOME_CLEAR
                              : ontrack_result_rule(in->result, rule)->outcome;
}

/* "attendance.rate 0.9 (153/170), attendance.days_enrolled 170" */
static bool put_values(const comparing *in, const ontrack_rule_result *rule)
{
    bool good = true;
    for (size_t i = 0; good && i < rule->value_count; i++) {
        const ontrack_reading *reading = ontrack_ruleset_reading_at(in->ruleset, rule->values[i]);
        good = ONTRACK__WORDS(in->out, i == 0 ? "" : ", ", reading->name, " ") &&
               ontrack__words_value(in->out, ontrack_result_value(in->result, rule->values[i]));
    }
    return good;
}

/* What a rule came to, and the values that it read. */
static bool put_outcome(const comparing *in, size_t index)
{
    static const char *const names[] = {
        [ONTRACK_OUTCOME_CLEAR] = "clear",
        [ONTRACK_OUTCOME_FIRED] = "fired",
        [ONTRACK_OUTCOME_UNKNOWN] = "unknown",
        [ONTRACK_OUTCOME_OFF] = "off",
    };
    if (in->result == NULL) return ONTRACK__WORDS(in->out, DOES_NOT_APPLY);
    const ontrack_rule_result *rule = ontrack_result_rule(in->result, index);
    if (!ONTRACK__WORDS(in->out, names[rule->outcome])) return false;
    if (rule->outcome == ONTRACK_OUTCOME_UNKNOWN)
        return ONTRACK__WORDS(in->out, " (", rule->why, ")");
    if (rule->outcome == ONTRACK_OUTCOME_OFF)
        return ONTRACK__WORDS(in->out, " (an override switched it off)");
    return rule->value_count == 0 ||
           (ONTRACK__WORDS(in->out, " (") && put_values(in, rule) && ONTRACK__WORDS(in->out, ")"));
}

static bool tell_rule(const comparing *in, size_t index, const char *expected)
{
    return ontrack__words_line(in->out) &&
           ONTRACK__WORDS(in->out, in->ruleset->rules[index].rule.id, ": expected ", expected,
                          ", got ") &&
           put_outcome(in, index);
}

/* ---- flags ---- */

static bool lists(const ontrack__json_value *list, const char *id)
{
    if (list == NULL) return false;
    if (ontrack__json_kind_of(list) == ONTRACK__JSON_OBJECT)
        return ontrack__json_get(list, id) != NULL;
    for (size_t i = 0; i < ontrack__json_count(list); i++)
        if (ontrack__text_is(ontrack__json_text(ontrack__json_at(list, i)), id)) return true;
    return false;
}

/* The rules of one outcome against the ids that are expected to have it, exactly. */
static bool compare_rules(const comparing *in, const char *name, ontrack_outcome outcome,
                          const char *wanted, const char *unwanted)
{
    const ontrack__json_value *list = ontrack__json_get(in->expect, name);
    bool good = true;
    for (size_t i = 0; list != NULL && good && i < in->ruleset->rule_count; i++) {
        const bool expected = lists(list, in->ruleset->rules[i].rule.id);
        if (expected != (outcome_of(in, i) == outcome))
            good = tell_rule(in, i, expected ? wanted : unwanted);
    }
    return good;
}

/* ---- texts ---- */

static bool tell_text(const comparing *in, const char *rule, const char *what, ontrack_text wanted,
                      const char *came)
{
    return ontrack__words_line(in->out) &&
           ONTRACK__WORDS(in->out, rule, ": expected the ", what, " ") &&
           ontrack__buffer_json(in->out, wanted) && ONTRACK__WORDS(in->out, ", got ") &&
           ontrack__buffer_json(in->out, ontrack_text_of(came));
}

/* Texts by rule: `field` of the rules that came to `outcome`. A rule that came to something else
 * is told when `strict`, unless the flags tell it. */
static bool compare_texts(const comparing *in, const char *name, ontrack_outcome outcome,
                          const char *what, bool strict)
{
    const ontrack__json_value *texts = ontrack__json_get(in->expect, name);
    bool good = true;
    if (texts == NULL || ontrack__json_kind_of(texts) != ONTRACK__JSON_OBJECT) return true;
    for (size_t i = 0; good && i < in->ruleset->rule_count; i++) {
        const char *id = in->ruleset->rules[i].rule.id;
        const ontrack__json_value *wanted = ontrack__json_get(texts, id);
        if (wanted == NULL) continue;
        if (outcome_of(in, i) != outcome) {
            const bool told = !strict || lists(ontrack__json_get(in->expect, "flags"), id);
            good = told || tell_rule(in, i, "to fire");
            continue;
        }
        const ontrack_rule_result *rule = ontrack_result_rule(in->result, i);
        const char *came = outcome == ONTRACK_OUTCOME_FIRED ? rule->message : rule->why;
        if (!ontrack__text_is(ontrack__json_text(wanted), came))
            good = tell_text(in, id, what, ontrack__json_text(wanted), came);
    }
    return good;
}

/* ---- levels ---- */

static bool compare_level(const comparing *in, const char *name,
                          const ontrack__json_value *expected, int level)
{
    const char *came = level == ONTRACK_LEVEL_NONE ? "none (no rule looks at it)"
                                                   : ontrack_ruleset_level(in->ruleset, level);
    if (expected == NULL) return true;
    if (in->result != NULL && ontrack__text_is(ontrack__json_text(expected), came)) return true;
    return ontrack__words_line(in->out) && ONTRACK__WORDS(in->out, name, ": expected ") &&
           ontrack__buffer_text(in->out, ontrack__json_text(expected)) &&
           ONTRACK__WORDS(in->out, ", got ", in->result == NULL ? DOES_NOT_APPLY : came);
}

static bool compare_levels(const comparing *in)
{
    const ontrack__json_value *indicators = ontrack__json_get(in->expect, "indicators");
    bool good =
        compare_level(in, "status", ontrack__json_get(in->expect, "status"),
                      in->result == NULL ? ONTRACK_LEVEL_NONE : ontrack_result_status(in->result));
    for (size_t i = 0; good && i < in->ruleset->indicator_count; i++)
        good = compare_level(in, in->ruleset->indicators[i],
                             ontrack__json_get(indicators, in->ruleset->indicators[i]),
                             in->result == NULL ? ONTRACK_LEVEL_NONE
                                                : ontrack_result_indicator(in->result, i));
    return good;
}

/* ---- values of measures ---- */

static bool equal_maps(const ontrack_value *a, const ontrack_value *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++) {
        size_t j = 0;
        while (j < b->count && !ontrack__text_equal(a->pairs[i].key, b->pairs[j].key))
            j++;
        if (j == b->count || !ontrack__text_equal(a->pairs[i].value, b->pairs[j].value))
            return false;
    }
    return true;
}

/* Numbers are equal as fractions; an unknown one is unknown for whatever reason. */
static bool equal_values(const ontrack_value *a, const ontrack_value *b)
{
    ontrack__rational left, right;
    if (ontrack__value_rational(a, &left) && ontrack__value_rational(b, &right))
        return ontrack__rational_compare(left, right) == 0;
    if (a->kind != b->kind) return false;
    if (a->kind == ONTRACK_KIND_MAP) return equal_maps(a, b);
    if (a->kind == ONTRACK_KIND_TEXT) return ontrack__text_equal(a->text, b->text);
    return a->kind == ONTRACK_KIND_UNKNOWN || a->number == b->number;
}

static bool tell_value(const comparing *in, const char *name, const ontrack_value *wanted,
                       const ontrack_value *came)
{
    return ontrack__words_line(in->out) && ONTRACK__WORDS(in->out, name, ": expected ") &&
           (wanted->kind == ONTRACK_KIND_UNKNOWN ? ONTRACK__WORDS(in->out, "not known")
                                                 : ontrack__words_value(in->out, wanted)) &&
           ONTRACK__WORDS(in->out, ", got ") &&
           (came == NULL ? ONTRACK__WORDS(in->out, DOES_NOT_APPLY)
                         : ontrack__words_value(in->out, came));
}

static ontrack_status compare_value(const comparing *in, const ontrack__json_cursor *at,
                                    size_t reading)
{
    ontrack_value wanted;
    const ontrack_value *came =
        in->result == NULL ? NULL : ontrack_result_value(in->result, reading);
    const ontrack_status status =
        ontrack__case_value(at, in->ruleset->readings[reading].type, in->arena, &wanted, in->error);
    if (status != ONTRACK_OK || (came != NULL && equal_values(&wanted, came))) return status;
    return tell_value(in, at->name, &wanted, came) ? ONTRACK_OK : ontrack__no_memory(in->error);
}

static ontrack_status compare_measures(const comparing *in)
{
    const ontrack__json_cursor measures = ontrack__json_member(in->at, "measures");
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < in->ruleset->reading_count; i++) {
        const ontrack__json_cursor wanted =
            ontrack__json_member(&measures, in->ruleset->readings[i].name);
        if (wanted.value != NULL) status = compare_value(in, &wanted, i);
    }
    return status;
}

/* ---- all ---- */

static bool compare_applies(const comparing *in)
{
    const ontrack__json_value *expected = ontrack__json_get(in->expect, "applies");
    if (expected == NULL || ontrack__json_bool(expected) == (in->result != NULL)) return true;
    return ontrack__words_line(in->out) &&
           ONTRACK__WORDS(in->out, "applies: expected ",
                          ontrack__json_bool(expected) ? "true, got false" : "false, got true");
}

ontrack_status ontrack__test_compare(const ontrack_ruleset *ruleset,
                                     const ontrack__json_cursor *expect,
                                     const ontrack_result *result, ontrack__arena *arena,
                                     ontrack_buffer *failure, ontrack_error *error)
{
    const comparing in = {ruleset, expect->value, expect, result, arena, failure, error};
    const bool good =
        compare_applies(&in) &&
        compare_rules(&in, "flags", ONTRACK_OUTCOME_FIRED, "to fire", "not to fire") &&
        compare_rules(&in, "unknown", ONTRACK_OUTCOME_UNKNOWN, "to be unknown", "to be decided") &&
        compare_rules(&in, "off", ONTRACK_OUTCOME_OFF, "to be off", "not to be off") &&
        compare_texts(&in, "reasons", ONTRACK_OUTCOME_FIRED, "reason", true) &&
        compare_texts(&in, "unknown", ONTRACK_OUTCOME_UNKNOWN, "why", false) && compare_levels(&in);
    return good ? compare_measures(&in) : ontrack__no_memory(error);
}
