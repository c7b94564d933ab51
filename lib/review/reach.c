/* Conditions that no student can meet, or that all do. */
#include "review/pieces.h"

#include "base/buffer.h"
#include "base/text.h"
#include "review/boxes.h"
#include "review/excerpt.h"

typedef struct ontrack__cel_node node;

enum { MOST_PAIRED = 32 };

/* One condition that is looked into. */
typedef struct condition {
    ontrack__review *review;
    const ontrack__cel_program *program;
    int rule; /* -1: applies_to */
    ontrack__axes axes;
} condition;

static ontrack__spot spot_of(const condition *in, size_t offset)
{
    int32_t line = 0, column = 0;
    ontrack__cel_locate(in->program, offset, &line, &column);
    ontrack__spot spot = ontrack__spot_when(in->rule, line, column);
    if (in->rule < 0) spot.path = "/applies_to";
    return spot;
}

/* A text in the arena; without memory the check ends behind the finding. */
static const char *keep(condition *in, const char *text)
{
    if (text == NULL) in->axes.failed = true;
    return text == NULL ? "" : text;
}

static const char *excerpt(condition *in, size_t offset)
{
    return keep(in, ontrack__excerpt(ontrack__cel_text(in->program), offset, &in->review->arena));
}

/* A rule with a least number of days sees no fewer. */
static void require_days(condition *in)
{
    const ontrack__rule_plan *plan = &in->review->ruleset->rules[in->rule];
    for (size_t i = 0; i < in->axes.count; i++) {
        const ontrack__variable *variable = &in->review->ruleset->variables[in->axes.variables[i]];
        if (strcmp(variable->name, "attendance.days_enrolled") != 0) continue;
        ontrack__span least = ontrack__span_all(false);
        least.low.given = true;
        least.low.at.numerator = plan->rule.min_days_enrolled;
        in->axes.whole[i].span = ontrack__span_common(&in->axes.whole[i].span, &least);
    }
}

/* ---- why a comparison cannot be ---- */

/* ": attendance.rate lies from 0 to 1" */
static const char *range_text(condition *in, uint32_t variable, const ontrack__span *span)
{
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    text.allocator = in->review->ruleset->allocator;
    const bool good =
        ontrack__buffer_string(&text, ": ") &&
        ontrack__buffer_string(&text, in->review->ruleset->variables[variable].name) &&
        ontrack__buffer_string(&text, " lies ") && ontrack__span_print(span, &text);
    const char *kept =
        good ? ontrack__arena_copy(&in->review->arena, ontrack__buffer_view(&text)) : NULL;
    ontrack_buffer_dispose(&text);
    return keep(in, kept);
}

/* The range of the first variable in a condition that has one; "" when none has. */
static const char *describe_range(condition *in, const node *at)
{
    const ontrack__cel_view view = ontrack__cel_look(at);
    if (view.form == ONTRACK__FORM_VARIABLE) {
        const int axis = ontrack__axis_of(&in->axes, view.position);
        const ontrack__span *span = axis < 0 ? NULL : &in->axes.whole[axis].span;
        if (span != NULL && (span->low.given || span->high.given))
            return range_text(in, view.position, span);
    }
    const char *found = "";
    for (const node *part = view.first; found[0] == '\0' && part != NULL;
         part = ontrack__cel_look(part).next)
        found = describe_range(in, part);
    return found;
}

/* Whether a comparison reads anything of a student; a switch among parameters is meant to be fixed.
 */
static bool reads_student(const condition *in, const node *at)
{
    const ontrack__cel_view view = ontrack__cel_look(at);
    if (view.form == ONTRACK__FORM_VARIABLE)
        return in->review->ruleset->variables[view.position].kind != ONTRACK__VARIABLE_PARAMETER;
    bool reads = false;
    for (const node *part = view.first; !reads && part != NULL; part = ontrack__cel_look(part).next)
        reads = reads_student(in, part);
    return reads;
}

/* ---- comparisons alone ---- */

static ontrack_status check_comparison(condition *in, const node *at, const ontrack__cel_view *view)
{
    const ontrack__boxes yes = ontrack__boxes_of(&in->axes, at, true);
    const ontrack__boxes no = ontrack__boxes_of(&in->axes, at, false);
    if (!reads_student(in, at)) return ONTRACK_OK;
    const bool never = ontrack__boxes_none(&yes), always = ontrack__boxes_none(&no);
    if (!never && !always) return ONTRACK_OK;
    return ontrack__find(
        in->review, never ? ONTRACK__FINDING_NEVER_TRUE : ONTRACK__FINDING_ALWAYS_TRUE,
        spot_of(in, view->offset),
        "%s is %s true%s; correct the number or leave "
        "the comparison out",
        excerpt(in, view->offset), never ? "never" : "always", describe_range(in, at));
}

static ontrack_status check_comparisons(condition *in, const node *at)
{
    const ontrack__cel_view view = ontrack__cel_look(at);
    ontrack_status status = ONTRACK_OK;
    if (ontrack__cel_compares(&view) != NULL) status = check_comparison(in, at, &view);
    for (const node *part = view.first; status == ONTRACK_OK && part != NULL;
         part = ontrack__cel_look(part).next)
        status = check_comparisons(in, part);
    return status;
}

/* ---- alternatives and parts ---- */

/* The two parts of a conjunction that exclude each other; false when it takes more than two, or
 * there are too many parts to try them in pairs. */
static bool excluding(condition *in, const node *at, size_t offsets[2])
{
    const ontrack__cel_view view = ontrack__cel_look(at);
    if (view.parts > MOST_PAIRED) return false;
    for (const node *a = view.first; a != NULL; a = ontrack__cel_look(a).next)
        for (const node *b = ontrack__cel_look(a).next; b != NULL; b = ontrack__cel_look(b).next) {
            const ontrack__boxes left = ontrack__boxes_of(&in->axes, a, true);
            const ontrack__boxes right = ontrack__boxes_of(&in->axes, b, true);
            const ontrack__boxes both = ontrack__boxes_common(&in->axes, &left, &right);
            if (!ontrack__boxes_none(&both)) continue;
            offsets[0] = ontrack__cel_look(a).offset;
            offsets[1] = ontrack__cel_look(b).offset;
            return true;
        }
    return false;
}

/* A comparison's own place; of anything else the whole condition. */
static ontrack__spot spot_of_node(const condition *in, const node *at)
{
    const ontrack__cel_view view = ontrack__cel_look(at);
    ontrack__spot spot = spot_of(in, view.offset);
    if (ontrack__cel_compares(&view) == NULL) spot.line = spot.column = 0;
    return spot;
}

/* The part of a conjunction that alone cannot hold; NULL when there is none. */
static const node *hopeless(condition *in, const node *at)
{
    const ontrack__cel_view view = ontrack__cel_look(at);
    if (view.form != ONTRACK__FORM_AND) return NULL;
    for (const node *part = view.first; part != NULL; part = ontrack__cel_look(part).next) {
        const ontrack__boxes boxes = ontrack__boxes_of(&in->axes, part, true);
        if (ontrack__boxes_none(&boxes)) return part;
    }
    return NULL;
}

/* Why the whole of a condition cannot hold, in words. */
static ontrack_status tell_never(condition *in, const node *at, ontrack__finding_kind kind,
                                 const char *what)
{
    const node *part = hopeless(in, at);
    const node *told = part == NULL ? at : part;
    const ontrack__cel_view view = ontrack__cel_look(told);
    size_t offsets[2] = {0, 0};
    if (part != NULL && !reads_student(in, part))
        return ontrack__find(in->review, ONTRACK__FINDING_SWITCHED_OFF, spot_of_node(in, part),
                             "%s, with the parameters as they are", what);
    if (view.form == ONTRACK__FORM_AND && excluding(in, told, offsets))
        return ontrack__find(in->review, kind, spot_of(in, offsets[1]),
                             "%s: %s and %s exclude each other", what, excerpt(in, offsets[0]),
                             excerpt(in, offsets[1]));
    const char *range = ontrack__cel_compares(&view) != NULL ? describe_range(in, told) : "";
    return ontrack__find(in->review, kind, spot_of_node(in, told), "%s%s", what,
                         range[0] == '\0' ? ": no values meet its condition" : range);
}

/* One part of an "or" that cannot hold though another can. */
static ontrack_status check_alternatives(condition *in, const node *at)
{
    const ontrack__cel_view view = ontrack__cel_look(at);
    ontrack_status status = ONTRACK_OK;
    for (const node *part = view.first; status == ONTRACK_OK && part != NULL;
         part = ontrack__cel_look(part).next) {
        const ontrack__boxes boxes = ontrack__boxes_of(&in->axes, part, true);
        const bool joint = ontrack__cel_look(part).form == ONTRACK__FORM_AND;
        if (view.form == ONTRACK__FORM_OR && joint && ontrack__boxes_none(&boxes))
            status =
                tell_never(in, part, ONTRACK__FINDING_NEVER_TRUE, "this alternative is never true");
        else
            status = check_alternatives(in, part);
    }
    return status;
}

/* ---- a whole condition ---- */

static ontrack_status check_rule(condition *in)
{
    const node *root = ontrack__cel_root(in->program);
    const ontrack__boxes yes = ontrack__boxes_of(&in->axes, root, true);
    const ontrack__boxes no = ontrack__boxes_of(&in->axes, root, false);
    if (ontrack__boxes_none(&yes))
        return tell_never(in, root, ONTRACK__FINDING_NEVER_FIRES, "the rule can never fire");
    if (ontrack__boxes_none(&no))
        return ontrack__find(in->review, ONTRACK__FINDING_ALWAYS_FIRES, spot_of_node(in, root),
                             "the rule fires for every student whose values are known%s",
                             describe_range(in, root));
    ontrack_status status = check_comparisons(in, root);
    if (status == ONTRACK_OK) status = check_alternatives(in, root);
    return status;
}

/* A rule that could fire, but not for those whom applies_to keeps. */
static ontrack_status check_scope(condition *in)
{
    const ontrack__cel_program *applies = in->review->ruleset->applies;
    if (applies == NULL) return ONTRACK_OK;
    ontrack__axes axes =
        ontrack__axes_of(in->review->ruleset, in->program, applies, &in->review->arena);
    if (axes.failed) return ontrack__review_no_memory(in->review);
    const ontrack__boxes fires = ontrack__boxes_of(&axes, ontrack__cel_root(in->program), true);
    const ontrack__boxes kept = ontrack__boxes_of(&axes, ontrack__cel_root(applies), true);
    const ontrack__boxes both = ontrack__boxes_common(&axes, &fires, &kept);
    if (axes.failed) return ontrack__review_no_memory(in->review);
    if (!ontrack__boxes_none(&both) || ontrack__boxes_none(&fires) || ontrack__boxes_none(&kept))
        return ONTRACK_OK;
    return ontrack__find(in->review, ONTRACK__FINDING_NEVER_FIRES,
                         spot_of_node(in, ontrack__cel_root(in->program)),
                         "the rule can never fire: its condition excludes every student whom "
                         "applies_to keeps (%s)",
                         in->review->ruleset->applies_to);
}

static ontrack_status start(condition *in)
{
    ontrack__arena_reset(&in->review->arena);
    in->axes = ontrack__axes_of(in->review->ruleset, in->program, NULL, &in->review->arena);
    return in->axes.failed ? ontrack__review_no_memory(in->review) : ONTRACK_OK;
}

static ontrack_status check_applies(ontrack__review *review)
{
    condition in = {review, review->ruleset->applies, -1, {0}};
    if (in.program == NULL) return ONTRACK_OK;
    ontrack_status status = start(&in);
    if (status != ONTRACK_OK) return status;
    const node *root = ontrack__cel_root(in.program);
    const ontrack__boxes yes = ontrack__boxes_of(&in.axes, root, true);
    if (ontrack__boxes_none(&yes))
        status = tell_never(&in, root, ONTRACK__FINDING_APPLIES_TO_NOBODY,
                            "the rule set applies to nobody");
    return status == ONTRACK_OK && in.axes.failed ? ontrack__review_no_memory(review) : status;
}

ontrack_status ontrack__check_reach(ontrack__review *review)
{
    ontrack_status status = check_applies(review);
    for (size_t i = 0; status == ONTRACK_OK && i < review->ruleset->rule_count; i++) {
        condition in = {review, review->ruleset->rules[i].when, (int)i, {0}};
        status = start(&in);
        if (status != ONTRACK_OK) break;
        require_days(&in);
        status = check_rule(&in);
        if (status == ONTRACK_OK) status = check_scope(&in);
        if (status == ONTRACK_OK && in.axes.failed) status = ontrack__review_no_memory(review);
    }
    return status;
}
