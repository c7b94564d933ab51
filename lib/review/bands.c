/* Rules of one indicator whose conditions are spans of the same measures: do they overlap, ask the
 * same, or leave a gap? Conditions that are more than that are left alone. */
#include "review/pieces.h"

#include "base/buffer.h"
#include "base/text.h"
#include "review/boxes.h"

/* A rule as what it asks of each variable. */
typedef struct band {
    size_t rule;
    size_t count;             /* variables that it narrows */
    const uint32_t *variable; /* their positions, ascending */
    const ontrack__side *side;
    const ontrack__span *whole;
} band;

typedef struct bands {
    ontrack__review *review;
    band *items;
    size_t count;
    bool failed; /* memory ran out */
} bands;

/* ---- making ---- */

static bool narrows(const ontrack__side *side, const ontrack__side *whole)
{
    return side->text.data != NULL || !ontrack__span_equal(&side->span, &whole->span);
}

static bool add_band(bands *to, size_t rule, const ontrack__axes *axes, const ontrack__box *box)
{
    ontrack__arena *arena = &to->review->arena;
    band *item = &to->items[to->count];
    uint32_t *variables = ontrack__arena_allocate(arena, axes->count, sizeof *variables);
    ontrack__side *sides = ontrack__arena_allocate(arena, axes->count, sizeof *sides);
    ontrack__span *wholes = ontrack__arena_allocate(arena, axes->count, sizeof *wholes);
    if (variables == NULL || sides == NULL || wholes == NULL) return false;
    item->rule = rule;
    item->count = 0;
    for (size_t i = 0; i < axes->count; i++) {
        if (!narrows(&box->sides[i], &axes->whole[i])) continue;
        variables[item->count] = axes->variables[i];
        wholes[item->count] = axes->whole[i].span;
        sides[item->count++] = box->sides[i];
    }
    item->variable = variables;
    item->side = sides;
    item->whole = wholes;
    to->count += item->count > 0;
    return true;
}

static ontrack_status collect(bands *to)
{
    const ontrack_ruleset *ruleset = to->review->ruleset;
    to->items = ontrack__arena_allocate(&to->review->arena, ruleset->rule_count, sizeof *to->items);
    if (to->items == NULL) return ontrack__review_no_memory(to->review);
    for (size_t i = 0; i < ruleset->rule_count; i++) {
        const ontrack__cel_program *when = ruleset->rules[i].when;
        ontrack__axes axes = ontrack__axes_of(ruleset, when, NULL, &to->review->arena);
        if (axes.failed) return ontrack__review_no_memory(to->review);
        const ontrack__boxes boxes = ontrack__boxes_of(&axes, ontrack__cel_root(when), true);
        const bool plain = !boxes.given_up && boxes.count == 1 && !boxes.items->free;
        if (axes.failed || (plain && !add_band(to, i, &axes, boxes.items)))
            return ontrack__review_no_memory(to->review);
    }
    return ONTRACK_OK;
}

/* ---- two of them ---- */

static const ontrack_rule *rule_of(const bands *in, const band *one)
{
    return &in->review->ruleset->rules[one->rule].rule;
}

static bool same_side(const ontrack__side *a, const ontrack__side *b)
{
    return ontrack__span_equal(&a->span, &b->span) && ontrack__text_equal(a->text, b->text);
}

/* Whether two rules ask the same but of one variable at most: `axis` is that one's, or -1. */
static bool comparable(const bands *in, const band *a, const band *b, int *axis)
{
    *axis = -1;
    if (rule_of(in, a)->indicator != rule_of(in, b)->indicator || a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (a->variable[i] != b->variable[i]) return false;
        if (same_side(&a->side[i], &b->side[i])) continue;
        if (*axis >= 0 || a->side[i].text.data != NULL || b->side[i].text.data != NULL)
            return false;
        *axis = (int)i;
    }
    return true;
}

static const char *span_text(bands *in, const ontrack__span *span)
{
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    text.allocator = in->review->ruleset->allocator;
    const char *kept = ontrack__span_print(span, &text)
                           ? ontrack__arena_copy(&in->review->arena, ontrack__buffer_view(&text))
                           : NULL;
    ontrack_buffer_dispose(&text);
    if (kept == NULL) in->failed = true; /* the check ends behind the finding */
    return kept == NULL ? "" : kept;
}

static const char *name_of(const bands *in, const band *one, int axis)
{
    return in->review->ruleset->variables[one->variable[axis]].name;
}

/* The narrower of two rules, one within the other, and whether it can change the status. */
static ontrack_status tell_nested(bands *in, const band *wide, const band *narrow, int axis)
{
    const bool idle = rule_of(in, narrow)->level <= rule_of(in, wide)->level;
    return ontrack__find(
        in->review, ONTRACK__FINDING_BOTH_FIRE, ontrack__spot_when((int)narrow->rule, 0, 0),
        "where %s is %s, '%s' fires too%s", name_of(in, narrow, axis),
        span_text(in, &narrow->side[axis].span), rule_of(in, wide)->id,
        idle ? ", at a level as bad or worse, so this rule never changes the status"
             : "; bound that rule if only one flag is wanted");
}

/* Whether two rules wait for the same before they fire. */
static bool same_patience(const bands *in, size_t a, size_t b)
{
    const ontrack__rule_plan *rules = in->review->ruleset->rules;
    return rules[a].rule.min_days_enrolled == rules[b].rule.min_days_enrolled &&
           rules[a].rule.weekly_dates == rules[b].rule.weekly_dates;
}

static ontrack_status check_pair(bands *in, const band *a, const band *b)
{
    int axis = -1;
    if (!comparable(in, a, b, &axis)) return ONTRACK_OK;
    const ontrack__spot spot = ontrack__spot_when((int)b->rule, 0, 0);
    if (axis < 0)
        return !same_patience(in, a->rule, b->rule)
                   ? ONTRACK_OK
                   : ontrack__find(in->review, ONTRACK__FINDING_SAME_CONDITION, spot,
                                   "asks the same as '%s'; drop one of them", rule_of(in, a)->id);
    const ontrack__span *left = &a->side[axis].span, *right = &b->side[axis].span;
    const ontrack__span both = ontrack__span_common(left, right);
    if (ontrack__span_is_empty(&both)) return ONTRACK_OK;
    if (ontrack__span_covers(left, right)) return tell_nested(in, a, b, axis);
    if (ontrack__span_covers(right, left)) return tell_nested(in, b, a, axis);
    return ontrack__find(in->review, ONTRACK__FINDING_OVERLAP, spot,
                         "overlaps with '%s': both fire where %s is %s; one of the two bounds is "
                         "probably meant to leave that out",
                         rule_of(in, a)->id, name_of(in, a, axis), span_text(in, &both));
}

/* ---- gaps ---- */

/* Whether some rule like `a` fires for part of the span. */
static bool is_met(const bands *in, const band *a, int axis, const ontrack__span *span)
{
    for (size_t i = 0; i < in->count; i++) {
        int other = -1;
        const band *one = &in->items[i];
        if (!comparable(in, a, one, &other) || other != axis) continue;
        const ontrack__span common = ontrack__span_common(&one->side[axis].span, span);
        if (!ontrack__span_is_empty(&common)) return true;
    }
    return false;
}

/* Two rules that watch both ends of a measure leave its middle free on purpose; anything else that
 * lies between two rules is a gap. */
static bool is_gap(const band *below, const band *above, int axis, const ontrack__span *between)
{
    const ontrack__span *whole = &below->whole[axis];
    const bool from_start = !ontrack__span_begins_below(whole, &below->side[axis].span);
    const ontrack__end end = above->side[axis].span.high;
    const bool to_end = !end.given || (whole->high.given &&
                                       ontrack__rational_compare(end.at, whole->high.at) == 0 &&
                                       end.open == whole->high.open);
    return ontrack__span_is_point(between) || !from_start || !to_end;
}

static ontrack_status check_gap(bands *in, const band *below, const band *above)
{
    int axis = -1;
    if (!comparable(in, below, above, &axis) || axis < 0) return ONTRACK_OK;
    const ontrack__span *low = &below->side[axis].span, *high = &above->side[axis].span;
    if (!low->high.given || !high->low.given || !ontrack__span_begins_below(low, high))
        return ONTRACK_OK;
    const ontrack__span gap = ontrack__span_between_two(low, high);
    if (ontrack__span_is_empty(&gap) || !is_gap(below, above, axis, &gap) ||
        is_met(in, below, axis, &gap))
        return ONTRACK_OK;
    return ontrack__find(in->review, ONTRACK__FINDING_GAP,
                         ontrack__spot_when((int)above->rule, 0, 0),
                         "leaves a gap behind '%s': neither fires where %s is %s; move one of the "
                         "bounds",
                         rule_of(in, below)->id, name_of(in, below, axis), span_text(in, &gap));
}

/* ---- conditions that are no spans ---- */

static bool is_band(const bands *in, size_t rule)
{
    for (size_t i = 0; i < in->count; i++)
        if (in->items[i].rule == rule) return true;
    return false;
}

static ontrack_status check_text(const bands *in, size_t a, size_t b)
{
    const ontrack__rule_plan *rules = in->review->ruleset->rules;
    if (is_band(in, a) || rules[a].rule.indicator != rules[b].rule.indicator ||
        !same_patience(in, a, b) ||
        !ontrack__text_equal(ontrack__cel_text(rules[a].when), ontrack__cel_text(rules[b].when)))
        return ONTRACK_OK;
    return ontrack__find(in->review, ONTRACK__FINDING_SAME_CONDITION,
                         ontrack__spot_when((int)b, 0, 0),
                         "asks the same as '%s'; drop one of them", rules[a].rule.id);
}

ontrack_status ontrack__check_bands(ontrack__review *review)
{
    bands in = {review, NULL, 0, false};
    ontrack__arena_reset(&review->arena);
    ontrack_status status = collect(&in);
    for (size_t i = 0; i < in.count; i++)
        for (size_t j = 0; status == ONTRACK_OK && j < in.count; j++) {
            if (i < j) status = check_pair(&in, &in.items[i], &in.items[j]);
            if (status == ONTRACK_OK && i != j) status = check_gap(&in, &in.items[i], &in.items[j]);
        }
    for (size_t i = 0; i < review->ruleset->rule_count; i++)
        for (size_t j = i + 1; status == ONTRACK_OK && j < review->ruleset->rule_count; j++)
            status = check_text(&in, i, j);
    return status == ONTRACK_OK && in.failed ? ontrack__review_no_memory(review) : status;
}
