#include "base/text.h"
#include "cel/functions.h"
#include "cel/macros.h"
#include "cel/parser.h"

#include <stdio.h>

typedef ontrack__cel_evaluation evaluation;
typedef ontrack__cel_node node;
typedef ontrack__cel_value value;

static void visit(evaluation *e, const node *n, value *out);

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
        ontrack__cel_set_error(out, n->offset, "the record has no such field");
    else if (n->kind == ONTRACK__NODE_HAS)
        ontrack__cel_set_bool(out, found->kind != ONTRACK__CEL_UNKNOWN);
    else
        *out = *found;
}

static void visit_select(evaluation *e, const node *n, value *out)
{
    value map;
    visit(e, n->first, &map);
    if (!ontrack__cel_goes_on(e)) return;
    if (!ontrack__cel_is_set(&map)) {
        *out = map;
        return;
    }
    if (map.kind == ONTRACK__CEL_OBJECT) {
        select_field(n, &map, out);
        return;
    }
    if (map.kind != ONTRACK__CEL_MAP) {
        ontrack__cel_set_error(out, n->offset, "only maps have keys to select");
        return;
    }
    uint64_t cost = 0;
    const value key = {.kind = ONTRACK__CEL_STRING, .as.text = n->name};
    const value *found = ontrack__cel_find(&map, &key, &cost);
    ontrack__cel_spend(&e->budget, cost);
    if (n->kind == ONTRACK__NODE_HAS)
        ontrack__cel_set_bool(out, found != NULL);
    else if (found != NULL)
        *out = *found;
    else
        ontrack__cel_set_error(out, n->offset, "the map has no such key");
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
    char *kept = ontrack__cel_take(&e->budget, e->arena, (size_t)length + 1, 1);
    if (kept == NULL) return;
    memcpy(kept, text, (size_t)length + 1);
    ontrack__cel_set_error(out, n->offset, kept);
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
        if (ontrack__cel_goes_on(e)) e->budget.status = ONTRACK_NO_MEMORY;
        return;
    }
    if (ontrack__cel_spend(&e->budget, call.cost) && n->count == 2 &&
        row->result == ONTRACK__CEL_BOOL)
        report(e, n, &arguments[0], &arguments[1], out);
}

static void visit_call(evaluation *e, const node *n, value *out)
{
    value arguments[ONTRACK__CEL_ARGUMENTS], missing = {.kind = ONTRACK__CEL_NULL};
    size_t count = 0;
    for (const node *part = n->first; part != NULL; part = part->next) {
        visit(e, part, &arguments[count]);
        if (!ontrack__cel_goes_on(e)) return;
        ontrack__cel_gather(e, &missing, &arguments[count++]);
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
        ontrack__cel_spend(&e->budget, 1);
        return ready;
    }
    visit(e, n, room);
    return room;
}

static void gather_both(evaluation *e, const value *a, const value *b, value *out)
{
    value missing = {.kind = ONTRACK__CEL_NULL};
    ontrack__cel_gather(e, &missing, a);
    ontrack__cel_gather(e, &missing, b);
    *out = missing;
}

static void visit_comparison(evaluation *e, const node *n, value *out)
{
    value rooms[2];
    const value *a = look(e, n->first, &rooms[0]), *b = look(e, n->last, &rooms[1]);
    int order = 0;
    if (!ontrack__cel_goes_on(e)) return;
    if (!ontrack__cel_is_set(a) || !ontrack__cel_is_set(b)) {
        gather_both(e, a, b, out);
    } else if (!are_numbers(a, b)) { /* not as declared */
        const value arguments[] = {*a, *b};
        apply(e, n, arguments, out);
    } else {
        const bool ordered = ontrack__cel_order(a, b, &order);
        ontrack__cel_set_bool(out, ordered ? ontrack__cel_holds(n->sign, order)
                                           : n->sign == ONTRACK__SIGN_DIFFERENT);
        report(e, n, a, b, out);
    }
}

/* --- logic --- */

static void visit_logic(evaluation *e, const node *n, value *out)
{
    ontrack__cel_verdict v = {.decisive = n->kind == ONTRACK__NODE_OR};
    for (const node *part = n->first; part != NULL && ontrack__cel_is_open(e, &v);
         part = part->next) {
        value found;
        visit(e, part, &found);
        if (ontrack__cel_goes_on(e)) ontrack__cel_hear(e, &v, &found, part->offset);
    }
    ontrack__cel_conclude(&v, out);
}

static void visit_choice(evaluation *e, const node *n, value *out)
{
    value condition;
    visit(e, n->first, &condition);
    if (!ontrack__cel_goes_on(e)) return;
    if (!ontrack__cel_is_set(&condition))
        *out = condition;
    else if (condition.kind != ONTRACK__CEL_BOOL)
        ontrack__cel_set_error(out, n->first->offset, "a bool is needed here");
    else
        visit(e, condition.as.boolean ? n->first->next : n->last, out);
}

/* --- lists and maps --- */

/* The parts' values in the arena; NULL when one is missing, with `out` set, or on failure. */
static value *visit_parts(evaluation *e, const node *n, value *out)
{
    value missing = {.kind = ONTRACK__CEL_NULL};
    value *items = ontrack__cel_take(&e->budget, e->arena, n->count, sizeof *items);
    size_t count = 0;
    for (const node *part = n->first; part != NULL && ontrack__cel_goes_on(e); part = part->next) {
        visit(e, part, &items[count]);
        if (ontrack__cel_goes_on(e)) ontrack__cel_gather(e, &missing, &items[count++]);
    }
    *out = missing;
    return ontrack__cel_goes_on(e) && missing.kind == ONTRACK__CEL_NULL ? items : NULL;
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
    for (; key != NULL && ontrack__cel_goes_on(e); key = key->next->next) {
        uint64_t cost = 0;
        const value *here = &map.as.list.items[2 * map.as.list.count];
        if (!ontrack__cel_is(here->kind, ONTRACK__CEL_KEYS)) {
            ontrack__cel_set_error(out, key->offset, "a map's key is bool, int, uint or string");
            return;
        }
        if (ontrack__cel_find(&map, here, &cost) != NULL) {
            ontrack__cel_set_error(out, key->offset, "the map has this key twice");
            return;
        }
        ontrack__cel_spend(&e->budget, cost / 8);
        map.as.list.count++;
    }
    *out = map;
}

static void visit(evaluation *e, const node *n, value *out)
{
    if (!ontrack__cel_spend(&e->budget, 1)) return;
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
        ontrack__cel_visit_macro(e, n, out);
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
        ontrack__cel_set_bool(out, answer == ONTRACK__ANSWER_TRUE);
        return ONTRACK_OK;
    }
    evaluation e = {
        .program = program, .bindings = bindings, .arena = arena, .trace = trace, .visit = visit};
    if (program->slots > 0)
        e.slots = ontrack__cel_take(&e.budget, arena, program->slots, sizeof *e.slots);
    if (e.budget.status != ONTRACK_OK) return e.budget.status;
    value result;
    visit(&e, program->root, &result);
    if (e.budget.status == ONTRACK_OK) *out = result;
    return e.budget.status;
}
