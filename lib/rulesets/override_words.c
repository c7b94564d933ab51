/* What an override does, in words for a reader. */
#include "rulesets/overriding.h"

#include "base/buffer.h"

static bool put_list(ontrack_buffer *out, const char *name, const ontrack__texts *places)
{
    bool good = (out->size == 0 || ontrack__buffer_string(out, ", ")) &&
                ontrack__buffer_string(out, name) && ontrack__buffer_char(out, ' ');
    for (size_t i = 0; good && i < places->count; i++)
        good = (i == 0 || ontrack__buffer_string(out, i + 1 < places->count ? ", " : " or ")) &&
               ontrack__buffer_string(out, places->items[i]);
    return good;
}

static bool put_scope(ontrack_buffer *out, const ontrack__override *item)
{
    static const char *const names[ONTRACK__DIMENSIONS] = {"district", "school", "grade", "term"};
    bool good = item->rank != 0 || ontrack__buffer_string(out, "everybody");
    for (int i = 0; good && i < ONTRACK__DIMENSIONS; i++)
        if (item->places[i].count > 0) good = put_list(out, names[i], &item->places[i]);
    return good;
}

static bool put_value(ontrack_buffer *out, const ontrack_value *value)
{
    char text[ONTRACK_VALUE_SIZE];
    if (value->kind == ONTRACK_KIND_TEXT) return ontrack__buffer_json(out, value->text);
    ontrack_value_format(value, 0, text, sizeof text);
    return ontrack__buffer_string(out, text);
}

/* "when: X instead of Y" */
static bool put_part(ontrack_buffer *out, const char *name, const char *now, const char *before)
{
    return (out->size == 0 || ontrack__buffer_string(out, "; ")) &&
           ontrack__buffer_string(out, name) && ontrack__buffer_string(out, now) &&
           ontrack__buffer_string(out, " instead of ") && ontrack__buffer_string(out, before);
}

/* A number, or the parameter that it follows. */
static const char *number_text(const ontrack_ruleset *ruleset, int64_t number, int parameter,
                               char out[ONTRACK_VALUE_SIZE])
{
    if (parameter >= 0) return ruleset->variables[parameter].name;
    const ontrack_value value = ontrack_value_count(number);
    ontrack_value_format(&value, 0, out, ONTRACK_VALUE_SIZE);
    return out;
}

static bool put_patience(ontrack_buffer *out, const ontrack_ruleset *ruleset,
                         const ontrack__override *item)
{
    const ontrack__rule_plan *base = &ruleset->rules[item->rule], *plan = &item->plan;
    char now[ONTRACK_VALUE_SIZE], before[ONTRACK_VALUE_SIZE];
    bool good = true;
    if (item->changes & ONTRACK__CHANGES_MIN_DAYS)
        good = put_part(
            out, "days enrolled at least ",
            number_text(ruleset, plan->rule.min_days_enrolled, plan->min_days_parameter, now),
            number_text(ruleset, base->rule.min_days_enrolled, base->min_days_parameter, before));
    if (good && (item->changes & ONTRACK__CHANGES_WEEKS))
        good =
            put_part(out, "weekly dates ",
                     number_text(ruleset, plan->rule.weekly_dates, plan->weeks_parameter, now),
                     number_text(ruleset, base->rule.weekly_dates, base->weeks_parameter, before));
    return good;
}

static bool put_rule(ontrack_buffer *out, const ontrack_ruleset *ruleset,
                     const ontrack__override *item)
{
    const ontrack_rule *base = &ruleset->rules[item->rule].rule, *now = &item->plan.rule;
    bool good = true;
    if (item->changes & ONTRACK__CHANGES_OFF)
        good = ontrack__buffer_string(out, item->plan.off ? "switched off" : "switched on");
    if (good && (item->changes & ONTRACK__CHANGES_LEVEL))
        good = put_part(out, "level ", ruleset->levels[now->level], ruleset->levels[base->level]);
    if (good && (item->changes & ONTRACK__CHANGES_WHEN))
        good = put_part(out, "when ", now->when, base->when);
    if (good && (item->changes & ONTRACK__CHANGES_BECAUSE))
        good = (out->size == 0 || ontrack__buffer_string(out, "; ")) &&
               ontrack__buffer_string(out, "another reason text");
    if (good && (item->changes & ONTRACK__CHANGES_RESPOND))
        good = (out->size == 0 || ontrack__buffer_string(out, "; ")) &&
               ontrack__buffer_string(out, "other responses");
    return good && put_patience(out, ruleset, item);
}

static bool put_change(ontrack_buffer *out, const ontrack_ruleset *ruleset,
                       const ontrack__override *item)
{
    if (item->rule >= 0) return put_rule(out, ruleset, item);
    return put_value(out, &item->value) && ontrack__buffer_string(out, " instead of ") &&
           put_value(out, &ruleset->variables[item->parameter].value);
}

bool ontrack__override_words(ontrack_ruleset *ruleset, ontrack__override *item)
{
    ontrack_buffer words = ONTRACK_BUFFER_INIT;
    words.allocator = ruleset->allocator;
    if (put_scope(&words, item))
        item->face.scope = ontrack__arena_copy(&ruleset->arena, ontrack__buffer_view(&words));
    ontrack__buffer_clear(&words);
    if (put_change(&words, ruleset, item))
        item->face.change = ontrack__arena_copy(&ruleset->arena, ontrack__buffer_view(&words));
    ontrack_buffer_dispose(&words);
    return item->face.scope != NULL && item->face.change != NULL;
}
