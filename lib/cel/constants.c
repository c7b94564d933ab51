#include "cel/constants.h"

#include "base/suggest.h"
#include "base/text.h"
#include "cel/regex.h"
#include "cel/zones.h"

typedef ontrack__cel_checker checker;
typedef ontrack__cel_node node;
typedef ontrack__cel_type type;

static bool is_string(const node *n)
{
    return n->kind == ONTRACK__NODE_LITERAL && n->value.kind == ONTRACK__CEL_STRING;
}

static bool no_memory(checker *c)
{
    return ontrack__cel_no_memory(c) != NULL;
}

/* A pattern is compiled now, so that its mistakes have a place. */
static bool settle_pattern(checker *c, node *call)
{
    const node *literal = call->last;
    ontrack__cel_program *program = c->program;
    struct ontrack__cel_held *held = ontrack__arena_allocate(&program->arena, 1, sizeof *held);
    if (held == NULL) return no_memory(c);
    ontrack_error inner = ONTRACK_ERROR_INIT;
    const ontrack_status status = ontrack__cel_regex(
        &program->arena.allocator, literal->value.as.text, &held->pattern, &inner);
    if (status == ONTRACK_NO_MEMORY) return no_memory(c);
    if (status != ONTRACK_OK) {
        const size_t inside = inner.column > 0 ? (size_t)inner.column - 1 : 0;
        const size_t offset = literal->verbatim ? literal->content + inside : literal->offset;
        return ontrack__cel_refuse(c, offset, "%s", inner.message) != NULL;
    }
    program->pattern_bytes += ontrack__pattern_size(held->pattern);
    held->next = program->patterns;
    program->patterns = held;
    call->pattern = held->pattern;
    if (program->pattern_bytes <= ONTRACK__CEL_PATTERN_LIMIT) return true;
    return ontrack__cel_exceed(c, literal->offset,
                               "the patterns of the expression are too large together") != NULL;
}

static bool settle_zone(checker *c, const node *call)
{
    const ontrack_text zone = call->last->value.as.text;
    if (ontrack__zone_known(zone)) return true;
    const int shown = zone.size < 40 ? (int)zone.size : 40;
    ontrack__suggestion near = {.wanted = zone};
    ontrack__zone_suggest(&near);
    if (near.best.size == 0)
        ontrack__cel_refuse(c, call->last->offset,
                            "there is no time zone \"%.*s\": write it as in 'America/Denver', "
                            "'-07:00' or 'UTC'",
                            shown, zone.data);
    else
        ontrack__cel_refuse(c, call->last->offset,
                            "there is no time zone \"%.*s\"; did you mean \"%.*s\"?", shown,
                            zone.data, (int)near.best.size, near.best.data);
    return false;
}

/* A date or a duration is read once, and not at each evaluation. */
static bool settle_time(checker *c, node *n)
{
    const ontrack__cel_overload *row = ontrack__cel_dispatch(n, &n->first->value);
    ontrack__cel_budget budget = {0};
    ontrack__cel_value made = {.kind = ONTRACK__CEL_NULL};
    ontrack__cel_call call = {&c->program->arena, &budget, n, &n->first->value, &made, 0};
    if (row == NULL) return true;
    if (!row->apply(&call)) return no_memory(c);
    if (made.kind == ONTRACK__CEL_ERROR)
        return ontrack__cel_refuse(c, n->first->offset, "%s", made.as.text.data) != NULL;
    n->kind = ONTRACK__NODE_LITERAL;
    n->value = made;
    n->first = n->last = NULL;
    n->count = 0;
    return true;
}

/* A double literal beside a decimal is read as the decimal that it means. */
static void make_exact(node *part, const type *beside)
{
    ontrack__rational exact;
    if (part->kind != ONTRACK__NODE_LITERAL || part->value.kind != ONTRACK__CEL_DOUBLE) return;
    if (beside->kind != ONTRACK__CEL_DECIMAL) return;
    if (!ontrack__rational_from_double(part->value.as.number, &exact)) return;
    part->value.kind = ONTRACK__CEL_DECIMAL;
    part->value.as.decimal = exact;
}

static bool takes_zone(const node *call)
{
    return call->count == 2 &&
           call->overloads->takes[0] == ONTRACK__CEL_BIT(ONTRACK__CEL_TIMESTAMP) &&
           call->style == ONTRACK__STYLE_MEMBER;
}

bool ontrack__cel_settle(checker *c, node *call, const type *const *types)
{
    const bool time =
        ontrack__text_is(call->name, "timestamp") || ontrack__text_is(call->name, "duration");
    if (time && call->first->kind == ONTRACK__NODE_LITERAL) return settle_time(c, call);
    if (takes_zone(call) && is_string(call->last)) return settle_zone(c, call);
    if (ontrack__text_is(call->name, "matches") && is_string(call->last))
        return settle_pattern(c, call);
    if (call->style == ONTRACK__STYLE_OPERATOR && call->count == 2) {
        make_exact(call->first, types[1]);
        make_exact(call->last, types[0]);
    }
    return true;
}
