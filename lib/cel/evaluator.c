#include "base/text.h"
#include "cel/budget.h"
#include "cel/functions.h"
#include "cel/parser.h"
#include "cel/program.h"

#include <stdio.h>

typedef ontrack__cel_node node;
typedef ontrack__cel_value value;

/* An evaluation stops when the budget's status is set; the values are then of no meaning. */
typedef struct evaluation {
    const ontrack__cel_program *program;
    const value *bindings;
    ontrack__arena *arena;
    const ontrack__cel_trace *trace;
    value *slots; /* what the macros' names stand for */
    int inside;   /* bodies of macros that are being evaluated */
    ontrack__cel_budget budget;
} evaluation;

static void visit(evaluation *e, const node *n, value *out);

static bool spend(evaluation *e, uint64_t steps)
{
    return ontrack__cel_spend(&e->budget, steps);
}

static void *take(evaluation *e, size_t count, size_t size)
{
    return ontrack__cel_take(&e->budget, e->arena, count, size);
}

static void set_bool(value *out, bool boolean)
{
    out->kind = ONTRACK__CEL_BOOL;
    out->as.boolean = boolean;
}

static void set_error(value *out, size_t offset, const char *why)
{
    out->kind = ONTRACK__CEL_ERROR;
    out->as.text = ontrack_text_of(why);
    out->offset = offset;
}

/* --- unknown values --- */

/* Whether every position of `b` is in `a`; both ascend. */
static bool covers(const value *a, const value *b)
{
    size_t i = 0;
    for (size_t j = 0; j < b->as.unknown.count; j++) {
        while (i < a->as.unknown.count && a->as.unknown.ids[i] < b->as.unknown.ids[j])
            i++;
        if (i == a->as.unknown.count || a->as.unknown.ids[i] != b->as.unknown.ids[j]) return false;
    }
    return true;
}

/* Adds the positions of one unknown value to those of another. */
static void merge_unknown(evaluation *e, value *into, const value *more)
{
    if (covers(into, more)) return;
    const uint32_t *a = into->as.unknown.ids, *b = more->as.unknown.ids;
    const uint32_t *const a_end = a + into->as.unknown.count;
    const uint32_t *const b_end = b + more->as.unknown.count;
    uint32_t *ids =
        take(e, into->as.unknown.count + more->as.unknown.count, sizeof *into->as.unknown.ids);
    if (ids == NULL) return;
    size_t count = 0;
    while (a < a_end || b < b_end) {
        const uint32_t next = b == b_end || (a < a_end && *a <= *b) ? *a : *b;
        ids[count++] = next;
        if (a < a_end && *a == next) a++;
        if (b < b_end && *b == next) b++;
    }
    spend(e, count);
    into->as.unknown.ids = ids;
    into->as.unknown.count = count;
}

static bool is_set(const value *v)
{
    return v->kind != ONTRACK__CEL_UNKNOWN && v->kind != ONTRACK__CEL_ERROR;
}

/* What keeps a result from being known: unknowns are gathered and outweigh errors, of which the
 * first is kept. `into` starts as a null. */
static void gather(evaluation *e, value *into, const value *part)
{
    if (is_set(part)) return;
    if (part->kind == ONTRACK__CEL_UNKNOWN && into->kind == ONTRACK__CEL_UNKNOWN)
        merge_unknown(e, into, part);
    else if (part->kind == ONTRACK__CEL_UNKNOWN || into->kind == ONTRACK__CEL_NULL)
        *into = *part;
}

/* --- names and selections --- */

static void visit_variable(evaluation *e, const node *n, value *out)
{
    *out = e->bindings[n->position];
    if (out->kind != ONTRACK__CEL_UNKNOWN || out->as.unknown.count > 0) return;
    out->as.unknown.ids = &n->position;
    out->as.unknown.count = 1;
}

/* The field that the checker found, or, where it did not know the type, one of that name. */
static const value *find_field(const node *n, const value *object)
{
    if (n->field > 0) return &object->as.object.fields[n->field - 1];
    const ontrack__cel_object *type = object->as.object.type;
    for (size_t i = 0; i < type->count; i++)
        if (ontrack__text_is(n->name, type->fields[i].name)) return &object->as.object.fields[i];
    return NULL;
}

/* A field that is not known is there, but has() says no. */
static void select_field(const node *n, const value *object, value *out)
{
    const value *found = find_field(n, object);
    if (found == NULL)
        set_error(out, n->offset, "the record has no such field");
    else if (n->kind == ONTRACK__NODE_HAS)
        set_bool(out, found->kind != ONTRACK__CEL_UNKNOWN);
    else
        *out = *found;
}

static void visit_select(evaluation *e, const node *n, value *out)
{
    value map;
    visit(e, n->first, &map);
    if (e->budget.status != ONTRACK_OK) return;
    if (!is_set(&map)) {
        *out = map;
        return;
    }
    if (map.kind == ONTRACK__CEL_OBJECT) {
        select_field(n, &map, out);
        return;
    }
    if (map.kind != ONTRACK__CEL_MAP) {
        set_error(out, n->offset, "only maps have keys to select");
        return;
    }
    uint64_t cost = 0;
    const value key = {.kind = ONTRACK__CEL_STRING, .as.text = n->name};
    const value *found = ontrack__cel_find(&map, &key, &cost);
    spend(e, cost);
    if (n->kind == ONTRACK__NODE_HAS)
        set_bool(out, found != NULL);
    else if (found != NULL)
        *out = *found;
    else
        set_error(out, n->offset, "the map has no such key");
}

/* --- calls --- */

static void no_overload(evaluation *e, const node *n, const value *arguments, value *out)
{
    char text[120];
    const bool two = n->count > 1;
    const int length =
        snprintf(text, sizeof text, "no overload of \"%.*s\" for %s%s%s", (int)n->name.size,
                 n->name.data, ontrack__cel_kind_name(arguments[0].kind), two ? " and " : "",
                 two ? ontrack__cel_kind_name(arguments[1].kind) : "");
    char *kept = take(e, (size_t)length + 1, 1);
    if (kept == NULL) return;
    memcpy(kept, text, (size_t)length + 1);
    set_error(out, n->offset, kept);
}

static int32_t position_of(const node *n)
{
    return n->kind == ONTRACK__NODE_VARIABLE ? (int32_t)n->position : -1;
}

static bool are_numbers(const value *a, const value *b)
{
    return ontrack__cel_is(a->kind, ONTRACK__CEL_NUMBERS) &&
           ontrack__cel_is(b->kind, ONTRACK__CEL_NUMBERS);
}

static void report(evaluation *e, const node *n, const value *a, const value *b,
                   const value *result)
{
    if (e->trace == NULL || e->trace->compared == NULL || e->inside > 0) return;
    const ontrack__cel_sign sign = ontrack__cel_sign_of(n->name);
    if (sign == ONTRACK__SIGN_NONE || !are_numbers(a, b)) return;
    const ontrack__place place = ontrack__cel_place(e->program->expression, n->offset);
    const ontrack__cel_comparison comparison = {
        .line = place.line,
        .column = place.column,
        .operator_ = ontrack__cel_sign_text(sign),
        .left = position_of(n->first),
        .right = position_of(n->last),
        .a = *a,
        .b = *b,
        .holds = result->as.boolean,
    };
    e->trace->compared(e->trace->user, &comparison);
}

static void apply(evaluation *e, const node *n, const value *arguments, value *out)
{
    const ontrack__cel_overload *row = ontrack__cel_dispatch(n, arguments);
    if (row == NULL) {
        no_overload(e, n, arguments, out);
        return;
    }
    ontrack__cel_call call = {e->arena, &e->budget, n, arguments, out, 0};
    if (!row->apply(&call)) {
        if (e->budget.status == ONTRACK_OK) e->budget.status = ONTRACK_NO_MEMORY;
        return;
    }
    if (spend(e, call.cost) && n->count == 2 && row->result == ONTRACK__CEL_BOOL)
        report(e, n, &arguments[0], &arguments[1], out);
}

static void visit_call(evaluation *e, const node *n, value *out)
{
    value arguments[ONTRACK__CEL_ARGUMENTS], missing = {.kind = ONTRACK__CEL_NULL};
    size_t count = 0;
    for (const node *part = n->first; part != NULL; part = part->next) {
        visit(e, part, &arguments[count]);
        if (e->budget.status != ONTRACK_OK) return;
        gather(e, &missing, &arguments[count++]);
    }
    if (missing.kind != ONTRACK__CEL_NULL) {
        *out = missing;
        return;
    }
    apply(e, n, arguments, out);
}

/* --- comparisons of numbers: what most conditions consist of --- */

/* The value of a part: where it lies, or worked out in `room`. */
static const value *look(evaluation *e, const node *n, value *room)
{
    const value *ready = n->kind == ONTRACK__NODE_LITERAL    ? &n->value
                         : n->kind == ONTRACK__NODE_VARIABLE ? &e->bindings[n->position]
                                                             : NULL;
    if (ready != NULL && ready->kind != ONTRACK__CEL_UNKNOWN) {
        spend(e, 1);
        return ready;
    }
    visit(e, n, room);
    return room;
}

static void gather_both(evaluation *e, const value *a, const value *b, value *out)
{
    value missing = {.kind = ONTRACK__CEL_NULL};
    gather(e, &missing, a);
    gather(e, &missing, b);
    *out = missing;
}

static void visit_comparison(evaluation *e, const node *n, value *out)
{
    value rooms[2];
    const value *a = look(e, n->first, &rooms[0]), *b = look(e, n->last, &rooms[1]);
    int order = 0;
    if (e->budget.status != ONTRACK_OK) return;
    if (!is_set(a) || !is_set(b)) {
        gather_both(e, a, b, out);
    } else if (!are_numbers(a, b)) { /* not as declared */
        const value arguments[] = {*a, *b};
        apply(e, n, arguments, out);
    } else {
        const bool ordered = ontrack__cel_order(a, b, &order);
        set_bool(out,
                 ordered ? ontrack__cel_holds(n->sign, order) : n->sign == ONTRACK__SIGN_DIFFERENT);
        report(e, n, a, b, out);
    }
}

/* --- logic --- */

/* The answer of && and ||, of all() and exists(): one part that decides is enough, whatever the
 * others are. */
typedef struct verdict {
    bool decisive; /* the bool that decides */
    bool decided;
    value missing;
} verdict;

static void hear(evaluation *e, verdict *v, const value *part, size_t offset)
{
    value wrong;
    if (part->kind == ONTRACK__CEL_BOOL) {
        v->decided = v->decided || part->as.boolean == v->decisive;
    } else if (is_set(part)) {
        set_error(&wrong, offset, "a bool is needed here");
        gather(e, &v->missing, &wrong);
    } else {
        gather(e, &v->missing, part);
    }
}

/* With a trace everything is visited, so that every comparison is reported. */
static bool goes_on(const evaluation *e, const verdict *v)
{
    return e->budget.status == ONTRACK_OK && (!v->decided || e->trace != NULL);
}

static void conclude(const verdict *v, value *out)
{
    if (v->decided || v->missing.kind == ONTRACK__CEL_NULL)
        set_bool(out, v->decided ? v->decisive : !v->decisive);
    else
        *out = v->missing;
}

static void visit_logic(evaluation *e, const node *n, value *out)
{
    verdict v = {.decisive = n->kind == ONTRACK__NODE_OR};
    for (const node *part = n->first; part != NULL && goes_on(e, &v); part = part->next) {
        value found;
        visit(e, part, &found);
        if (e->budget.status == ONTRACK_OK) hear(e, &v, &found, part->offset);
    }
    conclude(&v, out);
}

static void visit_choice(evaluation *e, const node *n, value *out)
{
    value condition;
    visit(e, n->first, &condition);
    if (e->budget.status != ONTRACK_OK) return;
    if (!is_set(&condition))
        *out = condition;
    else if (condition.kind != ONTRACK__CEL_BOOL)
        set_error(out, n->first->offset, "a bool is needed here");
    else
        visit(e, condition.as.boolean ? n->first->next : n->last, out);
}

/* --- lists and maps --- */

/* The parts' values in the arena; NULL when one is missing, with `out` set, or on failure. */
static value *visit_parts(evaluation *e, const node *n, value *out)
{
    value missing = {.kind = ONTRACK__CEL_NULL};
    value *items = take(e, n->count, sizeof *items);
    size_t count = 0;
    for (const node *part = n->first; part != NULL && e->budget.status == ONTRACK_OK;
         part = part->next) {
        visit(e, part, &items[count]);
        if (e->budget.status == ONTRACK_OK) gather(e, &missing, &items[count++]);
    }
    *out = missing;
    return e->budget.status == ONTRACK_OK && missing.kind == ONTRACK__CEL_NULL ? items : NULL;
}

static void visit_list(evaluation *e, const node *n, value *out)
{
    value *items = visit_parts(e, n, out);
    if (items == NULL) return;
    out->kind = ONTRACK__CEL_LIST;
    out->as.list.items = items;
    out->as.list.count = n->count;
}

static void visit_map(evaluation *e, const node *n, value *out)
{
    value map = {.kind = ONTRACK__CEL_MAP};
    map.as.list.items = visit_parts(e, n, out);
    if (map.as.list.items == NULL) return;
    const node *key = n->first;
    for (; key != NULL && e->budget.status == ONTRACK_OK; key = key->next->next) {
        uint64_t cost = 0;
        const value *here = &map.as.list.items[2 * map.as.list.count];
        if (!ontrack__cel_is(here->kind, ONTRACK__CEL_KEYS)) {
            set_error(out, key->offset, "a map's key is bool, int, uint or string");
            return;
        }
        if (ontrack__cel_find(&map, here, &cost) != NULL) {
            set_error(out, key->offset, "the map has this key twice");
            return;
        }
        spend(e, cost / 8);
        map.as.list.count++;
    }
    *out = map;
}

/* --- macros --- */

/* What a macro goes through: a list's items or a map's keys. */
static const value *range_item(const value *range, size_t i)
{
    return &range->as.list.items[range->kind == ONTRACK__CEL_MAP ? 2 * i : i];
}

static void visit_body(evaluation *e, const node *n, const node *body, const value *item,
                       value *out)
{
    e->slots[n->position] = *item;
    e->inside++;
    visit(e, body, out);
    e->inside--;
}

static void visit_quantifier(evaluation *e, const node *n, const value *range, value *out)
{
    verdict v = {.decisive = n->macro == ONTRACK__MACRO_EXISTS};
    for (size_t i = 0; i < range->as.list.count && goes_on(e, &v); i++) {
        value found;
        visit_body(e, n, n->last, range_item(range, i), &found);
        if (e->budget.status == ONTRACK_OK) hear(e, &v, &found, n->last->offset);
    }
    conclude(&v, out);
}

/* Counts what holds; anything missing makes the whole missing. */
static void visit_exists_one(evaluation *e, const node *n, const value *range, value *out)
{
    verdict v = {0};
    size_t holding = 0;
    for (size_t i = 0; i < range->as.list.count && e->budget.status == ONTRACK_OK; i++) {
        value found;
        visit_body(e, n, n->last, range_item(range, i), &found);
        if (e->budget.status != ONTRACK_OK) return;
        hear(e, &v, &found, n->last->offset);
        holding += found.kind == ONTRACK__CEL_BOOL && found.as.boolean;
    }
    if (v.missing.kind != ONTRACK__CEL_NULL)
        *out = v.missing;
    else
        set_bool(out, holding == 1);
}

/* Whether an item passes the condition of filter() or of map() with three parts. */
static bool passes(evaluation *e, const node *n, const node *condition, const value *item,
                   verdict *v)
{
    value found;
    visit_body(e, n, condition, item, &found);
    if (e->budget.status != ONTRACK_OK) return false;
    hear(e, v, &found, condition->offset);
    return found.kind == ONTRACK__CEL_BOOL && found.as.boolean;
}

static void visit_collector(evaluation *e, const node *n, const value *range, value *out)
{
    verdict v = {0};
    const node *first = n->first->next;
    const node *condition = n->macro == ONTRACK__MACRO_FILTER || first != n->last ? first : NULL;
    const node *transform = n->macro == ONTRACK__MACRO_MAP ? n->last : NULL;
    size_t count = 0;
    value *items = take(e, range->as.list.count, sizeof *items);
    spend(e, range->as.list.count);
    for (size_t i = 0; i < range->as.list.count && e->budget.status == ONTRACK_OK; i++) {
        const value *item = range_item(range, i);
        if (condition != NULL && !passes(e, n, condition, item, &v)) continue;
        if (transform != NULL)
            visit_body(e, n, transform, item, &items[count]);
        else
            items[count] = *item;
        if (e->budget.status == ONTRACK_OK) gather(e, &v.missing, &items[count++]);
    }
    *out = v.missing;
    if (out->kind != ONTRACK__CEL_NULL) return;
    out->kind = ONTRACK__CEL_LIST;
    out->as.list.items = items;
    out->as.list.count = count;
}

static void visit_macro(evaluation *e, const node *n, value *out)
{
    value range;
    visit(e, n->first, &range);
    if (e->budget.status != ONTRACK_OK) return;
    if (!is_set(&range))
        *out = range;
    else if (range.kind != ONTRACK__CEL_LIST && range.kind != ONTRACK__CEL_MAP)
        set_error(out, n->offset, "a list or a map is needed here");
    else if (n->macro == ONTRACK__MACRO_EXISTS_ONE)
        visit_exists_one(e, n, &range, out);
    else if (n->macro == ONTRACK__MACRO_ALL || n->macro == ONTRACK__MACRO_EXISTS)
        visit_quantifier(e, n, &range, out);
    else
        visit_collector(e, n, &range, out);
}

static void visit(evaluation *e, const node *n, value *out)
{
    if (!spend(e, 1)) return;
    switch (n->kind) {
    case ONTRACK__NODE_LITERAL:
        *out = n->value;
        break;
    case ONTRACK__NODE_VARIABLE:
        visit_variable(e, n, out);
        break;
    case ONTRACK__NODE_LOCAL:
        *out = e->slots[n->position];
        break;
    case ONTRACK__NODE_SELECT:
    case ONTRACK__NODE_HAS:
        visit_select(e, n, out);
        break;
    case ONTRACK__NODE_CALL:
        if (n->sign != ONTRACK__SIGN_NONE)
            visit_comparison(e, n, out);
        else
            visit_call(e, n, out);
        break;
    case ONTRACK__NODE_LIST:
        visit_list(e, n, out);
        break;
    case ONTRACK__NODE_MAP:
        visit_map(e, n, out);
        break;
    case ONTRACK__NODE_AND:
    case ONTRACK__NODE_OR:
        visit_logic(e, n, out);
        break;
    case ONTRACK__NODE_CHOICE:
        visit_choice(e, n, out);
        break;
    case ONTRACK__NODE_MACRO:
        visit_macro(e, n, out);
        break;
    case ONTRACK__NODE_NAME: /* none is left by the checker */
    case ONTRACK__NODE_FAILURE:
        out->kind = ONTRACK__CEL_ERROR;
        out->as.text = n->name;
        out->offset = n->offset;
        break;
    }
}

ontrack_status ontrack__cel_evaluate(const ontrack__cel_program *program, const value *bindings,
                                     ontrack__arena *arena, const ontrack__cel_trace *trace,
                                     value *out)
{
    const ontrack__cel_answer answer =
        trace == NULL ? ontrack__cel_ask(program, bindings) : ONTRACK__ANSWER_OPEN;
    if (answer != ONTRACK__ANSWER_OPEN) {
        set_bool(out, answer == ONTRACK__ANSWER_TRUE);
        return ONTRACK_OK;
    }
    evaluation e = {.program = program, .bindings = bindings, .arena = arena, .trace = trace};
    if (program->slots > 0) e.slots = take(&e, program->slots, sizeof *e.slots);
    if (e.budget.status != ONTRACK_OK) return e.budget.status;
    value result;
    visit(&e, program->root, &result);
    if (e.budget.status == ONTRACK_OK) *out = result;
    return e.budget.status;
}
