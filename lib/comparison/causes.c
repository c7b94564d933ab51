#include "comparison/causes.h"

#include "base/rational.h"
#include "base/text.h"
#include "evaluation/change.h"

const char *ontrack_cause_name(ontrack_cause cause)
{
    switch (cause) {
    case ONTRACK_CAUSE_NEW_DATA:
        return "new data";
    case ONTRACK_CAUSE_LATE_EDIT:
        return "late edit";
    case ONTRACK_CAUSE_RULES:
        return "changed rule";
    case ONTRACK_CAUSE_CODES:
        return "changed code map";
    case ONTRACK_CAUSE_UNCERTAIN:
        return "uncertain";
    }
    return NULL;
}

ontrack__rule_then ontrack__rule_at(const ontrack__standing *standing, ontrack_text rule)
{
    ontrack__rule_then at = {ONTRACK_OUTCOME_CLEAR, ontrack__flag_of(standing, rule)};
    if (at.flag != NULL)
        at.outcome = ONTRACK_OUTCOME_FIRED;
    else if (ontrack__is_unknown(standing, rule))
        at.outcome = ONTRACK_OUTCOME_UNKNOWN;
    return at;
}

/* ---- how far beyond a threshold ---- */

static bool same_member(const ontrack__json_value *a, const ontrack__json_value *b,
                        const char *name)
{
    const ontrack__json_value *left = ontrack__json_get(a, name),
                              *right = ontrack__json_get(b, name);
    if (left == NULL || right == NULL) return left == right;
    return ontrack__json_kind_of(left) == ontrack__json_kind_of(right) &&
           ontrack__text_equal(ontrack__json_text(left), ontrack__json_text(right));
}

/* The same comparison of the other time's flag; NULL when it has none. */
static const ontrack__json_value *same_comparison(const ontrack__json_value *comparisons,
                                                  const ontrack__json_value *wanted)
{
    for (size_t i = 0; comparisons != NULL && i < ontrack__json_count(comparisons); i++) {
        const ontrack__json_value *item = ontrack__json_at(comparisons, i);
        if (same_member(item, wanted, "left") && same_member(item, wanted, "operator") &&
            same_member(item, wanted, "right"))
            return item;
    }
    return NULL;
}

/* The margin of a comparison that holds. */
static bool margin_of(const ontrack__json_value *comparison, ontrack__rational *out)
{
    const ontrack__json_value *holds = ontrack__json_get(comparison, "holds");
    const ontrack__json_value *margin = ontrack__json_get(comparison, "margin");
    if (holds == NULL || margin == NULL || !ontrack__json_bool(holds)) return false;
    const ontrack__json_kind kind = ontrack__json_kind_of(margin);
    if (kind != ONTRACK__JSON_INTEGER && kind != ONTRACK__JSON_REAL) return false;
    return ontrack__rational_from_double(ontrack__json_real(margin), out);
}

/* Above 0 when every comparison that holds both times is at least as far beyond its threshold now
 * and one is further; below 0 the other way round; else 0. */
static int further_beyond(const ontrack__json_value *then, const ontrack__json_value *now)
{
    const ontrack__json_value *before = ontrack__json_get(then, "comparisons");
    const ontrack__json_value *after = ontrack__json_get(now, "comparisons");
    bool further = false, nearer = false;
    for (size_t i = 0; after != NULL && i < ontrack__json_count(after); i++) {
        const ontrack__json_value *item = ontrack__json_at(after, i);
        const ontrack__json_value *other = same_comparison(before, item);
        ontrack__rational margin, old_margin;
        if (other == NULL || !margin_of(item, &margin) || !margin_of(other, &old_margin)) continue;
        const int order = ontrack__rational_compare(margin, old_margin);
        further = further || order > 0;
        nearer = nearer || order < 0;
    }
    return further == nearer ? 0 : further ? 1 : -1;
}

static ontrack__verdict_then verdict(const ontrack__line *line, ontrack__rule_then at)
{
    ontrack__verdict_then out = {at.outcome, 0};
    if (at.flag != NULL) {
        const ontrack__json_value *level = ontrack__json_get(at.flag, "level");
        out.level = level == NULL ? 0 : ontrack__level_of(line, ontrack__json_text(level));
    }
    return out;
}

ontrack_change ontrack__rule_change(const ontrack__line *then_line, ontrack__rule_then then,
                                    const ontrack__line *now_line, ontrack__rule_then now)
{
    const bool both = then.flag != NULL && now.flag != NULL;
    return ontrack__change_of_rule(verdict(then_line, then), verdict(now_line, now),
                                   both ? further_beyond(then.flag, now.flag) : 0);
}

static bool differs(const ontrack__line *then_line, ontrack__rule_then then,
                    const ontrack__line *now_line, ontrack__rule_then now)
{
    const ontrack_change change = ontrack__rule_change(then_line, then, now_line, now);
    return change != ONTRACK_CHANGE_NONE && change != ONTRACK_CHANGE_STILL_MET;
}

/* ---- causes ---- */

/* A value of a reading; both absent counts as the same. */
static bool same_value(const ontrack__standing *then, const ontrack__standing *now,
                       const char *name)
{
    const ontrack__json_value *a = ontrack__json_get(then->measures, name);
    const ontrack__json_value *b = ontrack__json_get(now->measures, name);
    if (a == NULL || b == NULL) return a == b;
    const ontrack__json_kind kind = ontrack__json_kind_of(a);
    const ontrack__json_kind other = ontrack__json_kind_of(b);
    const bool number = kind == ONTRACK__JSON_INTEGER || kind == ONTRACK__JSON_REAL;
    const bool other_number = other == ONTRACK__JSON_INTEGER || other == ONTRACK__JSON_REAL;
    if (number && other_number) return ontrack__json_real(a) == ontrack__json_real(b);
    if (kind != other) return false;
    if (kind == ONTRACK__JSON_BOOL) return ontrack__json_bool(a) == ontrack__json_bool(b);
    return ontrack__text_equal(ontrack__json_text(a), ontrack__json_text(b));
}

/* Whether the rule read the same values both times. A flag names the values that it read; of a rule
 * that was no flag at either time all measures are held against each other. */
static bool same_values(const ontrack__standing *then, const ontrack__standing *now,
                        const ontrack__json_value *flag)
{
    const ontrack__json_value *names =
        flag == NULL ? now->measures : ontrack__json_get(flag, "values");
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    if (then->measures == NULL || now->measures == NULL || names == NULL) return false;
    while (ontrack__json_next(names, &cursor, &name, &value))
        if (!same_value(then, now, name)) return false;
    return true;
}

static bool same_rules(const ontrack__line *a, const ontrack__line *b)
{
    if (a->fingerprint.size > 0 && b->fingerprint.size > 0)
        return ontrack__text_equal(a->fingerprint, b->fingerprint);
    return ontrack__text_equal(a->ruleset, b->ruleset) &&
           ontrack__text_equal(a->version, b->version);
}

/* What made a rule come out otherwise on one and the same day. A rule that read the same values has
 * changed itself; under unchanged rules it is the records that did. */
static unsigned causes_on_a_day(const ontrack__line *old_line, const ontrack__line *new_line,
                                const ontrack__standing *now, ontrack_text rule)
{
    const ontrack__rule_then before = ontrack__rule_at(&old_line->now, rule);
    const ontrack__rule_then after = ontrack__rule_at(now, rule);
    const ontrack__json_value *flag = after.flag != NULL ? after.flag : before.flag;
    if (same_values(&old_line->now, now, flag)) return ONTRACK_CAUSE_RULES;
    if (same_rules(old_line, new_line)) return ONTRACK_CAUSE_LATE_EDIT;
    const bool same_codes = ontrack__text_equal(old_line->codes, new_line->codes);
    return (same_codes ? ONTRACK_CAUSE_RULES : ONTRACK_CAUSE_CODES) | ONTRACK_CAUSE_LATE_EDIT |
           ONTRACK_CAUSE_UNCERTAIN;
}

/* Without a look back, other days: the passing of time cannot be told from later edits. */
static unsigned causes_between_days(const ontrack__line *old_line, const ontrack__line *new_line)
{
    unsigned causes = ONTRACK_CAUSE_NEW_DATA | ONTRACK_CAUSE_LATE_EDIT | ONTRACK_CAUSE_UNCERTAIN;
    if (same_rules(old_line, new_line)) return causes;
    causes |= ONTRACK_CAUSE_RULES;
    if (!ontrack__text_equal(old_line->codes, new_line->codes)) causes |= ONTRACK_CAUSE_CODES;
    return causes;
}

unsigned ontrack__causes_of_rule(const ontrack__line *old_line, const ontrack__line *new_line,
                                 ontrack_text rule)
{
    const ontrack__rule_then then = ontrack__rule_at(&old_line->now, rule);
    const ontrack__rule_then now = ontrack__rule_at(&new_line->now, rule);
    if (!differs(old_line, then, new_line, now)) return 0;
    if (old_line->now.as_of == new_line->now.as_of)
        return causes_on_a_day(old_line, new_line, &new_line->now, rule);
    if (!new_line->has_since || new_line->since.as_of != old_line->now.as_of)
        return causes_between_days(old_line, new_line);
    const ontrack__rule_then between = ontrack__rule_at(&new_line->since, rule);
    unsigned causes = 0;
    if (differs(old_line, then, new_line, between))
        causes |= causes_on_a_day(old_line, new_line, &new_line->since, rule);
    if (differs(new_line, between, new_line, now)) causes |= ONTRACK_CAUSE_NEW_DATA;
    return causes;
}
