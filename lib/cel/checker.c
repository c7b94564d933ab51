#include "cel/checker.h"

#include "base/text.h"
#include "cel/calls.h"
#include "cel/checking.h"
#include "cel/names.h"

typedef ontrack__cel_checker checker;
typedef ontrack__cel_node node;
typedef ontrack__cel_type type;

/* The type of a node and all below it. */
static const type *check_node(checker *c, node *n);

static const type *check_bool_part(checker *c, node *part, const char *where)
{
    const type *found = check_node(c, part);
    if (found != NULL && !ontrack__cel_may_be(found, ONTRACK__CEL_BIT(ONTRACK__CEL_BOOL)))
        return ontrack__cel_mismatch(c, part->offset, "%s takes bool, not %s", where,
                                     ontrack__cel_kind_name(found->kind));
    return found;
}

static const type *check_logic(checker *c, node *n)
{
    const char *where = n->kind == ONTRACK__NODE_AND ? "&&" : "||";
    for (node *part = n->first; part != NULL; part = part->next)
        if (check_bool_part(c, part, where) == NULL) return NULL;
    return ontrack__cel_basic(ONTRACK__CEL_BOOL);
}

static bool both_numbers(const type *a, const type *b)
{
    return ontrack__cel_is(a->kind, ONTRACK__CEL_NUMBERS) &&
           ontrack__cel_is(b->kind, ONTRACK__CEL_NUMBERS);
}

static const type *check_choice(checker *c, node *n)
{
    node *yes = n->first->next, *no = yes->next;
    if (check_bool_part(c, n->first, "a choice") == NULL) return NULL;
    const type *a = check_node(c, yes);
    const type *b = a == NULL ? NULL : check_node(c, no);
    if (b == NULL) return NULL;
    const bool free = a->kind == ONTRACK__CEL_DYN || b->kind == ONTRACK__CEL_DYN ||
                      a->kind == ONTRACK__CEL_NULL || b->kind == ONTRACK__CEL_NULL;
    if (!free && a->kind != b->kind && !both_numbers(a, b))
        return ontrack__cel_mismatch(c, n->offset, "a choice between %s and %s: give both one type",
                                     ontrack__cel_kind_name(a->kind),
                                     ontrack__cel_kind_name(b->kind));
    return ontrack__cel_join(a, b);
}

/* A list of literals is made once, not at each evaluation. */
static bool fold_list(checker *c, node *n)
{
    for (const node *part = n->first; part != NULL; part = part->next)
        if (part->kind != ONTRACK__NODE_LITERAL) return true;
    ontrack__cel_value *items =
        ontrack__arena_allocate(&c->program->arena, n->count, sizeof *items);
    if (items == NULL) return ontrack__cel_no_memory(c) != NULL;
    n->value.kind = ONTRACK__CEL_LIST;
    n->value.as.list.items = items;
    n->value.as.list.count = n->count;
    for (const node *part = n->first; part != NULL; part = part->next)
        *items++ = part->value;
    n->kind = ONTRACK__NODE_LITERAL;
    return true;
}

static const type *check_list(checker *c, node *n)
{
    const type *item = NULL;
    for (node *part = n->first; part != NULL; part = part->next) {
        const type *found = check_node(c, part);
        if (found == NULL) return NULL;
        item = ontrack__cel_join(item, found);
    }
    if (!fold_list(c, n)) return NULL;
    const type *made = ontrack__cel_list_of(&c->program->arena, item);
    return made != NULL ? made : ontrack__cel_no_memory(c);
}

static const type *check_map(checker *c, node *n)
{
    const type *key = NULL, *item = NULL;
    for (node *part = n->first; part != NULL; part = part->next->next) {
        const type *k = check_node(c, part);
        const type *v = k == NULL ? NULL : check_node(c, part->next);
        if (v == NULL) return NULL;
        if (!ontrack__cel_may_be(k, ONTRACK__CEL_KEYS))
            if (ontrack__cel_mismatch(c, part->offset,
                                      "a map's key is bool, int, uint or string, not %s",
                                      ontrack__cel_kind_name(k->kind)) == NULL)
                return NULL;
        key = ontrack__cel_join(key, k);
        item = ontrack__cel_join(item, v);
    }
    const type *made = ontrack__cel_map_of(&c->program->arena, key, item);
    return made != NULL ? made : ontrack__cel_no_memory(c);
}

static const type *check_call(checker *c, node *n)
{
    const type *types[ONTRACK__CEL_ARGUMENTS] = {NULL, NULL};
    size_t at = 0;
    for (node *part = n->first; part != NULL; part = part->next, at++) {
        const type *found = check_node(c, part);
        if (found == NULL) return NULL;
        if (at < ONTRACK__CEL_ARGUMENTS) types[at] = found;
    }
    return ontrack__cel_check_call(c, n, types);
}

/* --- macros --- */

static const char *const macro_names[] = {[ONTRACK__MACRO_ALL] = "all()",
                                          [ONTRACK__MACRO_EXISTS] = "exists()",
                                          [ONTRACK__MACRO_EXISTS_ONE] = "exists_one()",
                                          [ONTRACK__MACRO_MAP] = "map()",
                                          [ONTRACK__MACRO_FILTER] = "filter()"};

/* A macro's body: bools for all but the last part of map(). */
static const type *check_bodies(checker *c, node *n, const type *item)
{
    const type *last = item;
    for (node *part = n->first->next; part != NULL; part = part->next) {
        const bool result = n->macro == ONTRACK__MACRO_MAP && part->next == NULL;
        last = result ? check_node(c, part) : check_bool_part(c, part, macro_names[n->macro]);
        if (last == NULL) return NULL;
    }
    if (n->macro == ONTRACK__MACRO_MAP || n->macro == ONTRACK__MACRO_FILTER) {
        const type *made =
            ontrack__cel_list_of(&c->program->arena, n->macro == ONTRACK__MACRO_MAP ? last : item);
        return made != NULL ? made : ontrack__cel_no_memory(c);
    }
    return ontrack__cel_basic(ONTRACK__CEL_BOOL);
}

static const type *check_macro(checker *c, node *n)
{
    const uint32_t collections =
        ONTRACK__CEL_BIT(ONTRACK__CEL_LIST) | ONTRACK__CEL_BIT(ONTRACK__CEL_MAP);
    const type *range = check_node(c, n->first);
    if (range == NULL) return NULL;
    if (!ontrack__cel_may_be(range, collections)) {
        if (ontrack__cel_mismatch(c, n->offset, "%s goes through a list or a map, not %s",
                                  macro_names[n->macro],
                                  ontrack__cel_kind_name(range->kind)) == NULL)
            return NULL;
    }
    const type *item =
        range->kind == ONTRACK__CEL_MAP ? ontrack__cel_key(range) : ontrack__cel_item(range);
    const ontrack__cel_scope inner = {c->scope, n->name, c->scope == NULL ? 0 : c->scope->slot + 1,
                                      item};
    n->position = inner.slot;
    if (c->program->slots <= inner.slot) c->program->slots = inner.slot + 1;
    c->scope = &inner;
    const type *result = check_bodies(c, n, item);
    c->scope = inner.outer;
    return result;
}

static const type *check_select(checker *c, node *n)
{
    bool inside = false;
    const type *whole = ontrack__cel_check_select(c, n, &inside);
    if (!inside) return whole;
    const type *operand = check_node(c, n->first);
    return operand == NULL ? NULL : ontrack__cel_select_from(c, n, operand);
}

static const type *check_has(checker *c, node *n)
{
    if (!ontrack__cel_check_has(c, n)) return NULL;
    const type *operand = check_node(c, n->first);
    if (operand == NULL || ontrack__cel_select_from(c, n, operand) == NULL) return NULL;
    return ontrack__cel_basic(ONTRACK__CEL_BOOL);
}

static const type *check_node(checker *c, node *n)
{
    switch (n->kind) {
    case ONTRACK__NODE_LITERAL:
        return ontrack__cel_basic(n->value.kind);
    case ONTRACK__NODE_NAME:
        return ontrack__cel_check_name(c, n);
    case ONTRACK__NODE_SELECT:
        return check_select(c, n);
    case ONTRACK__NODE_HAS:
        return check_has(c, n);
    case ONTRACK__NODE_CALL:
        return check_call(c, n);
    case ONTRACK__NODE_LIST:
        return check_list(c, n);
    case ONTRACK__NODE_MAP:
        return check_map(c, n);
    case ONTRACK__NODE_AND:
    case ONTRACK__NODE_OR:
        return check_logic(c, n);
    case ONTRACK__NODE_CHOICE:
        return check_choice(c, n);
    case ONTRACK__NODE_MACRO:
        return check_macro(c, n);
    default:
        return ontrack__cel_basic(ONTRACK__CEL_DYN);
    }
}

static ontrack_status keep_reads(checker *c)
{
    ontrack__cel_program *program = c->program;
    const size_t count = c->options->variable_count;
    for (size_t i = 0; i < count; i++)
        program->read_count += c->read[i];
    program->reads =
        ontrack__arena_allocate(&program->arena, program->read_count, sizeof *program->reads);
    if (program->reads == NULL) return ontrack__no_memory(c->error);
    for (size_t i = 0, at = 0; i < count; i++)
        if (c->read[i]) program->reads[at++] = (uint32_t)i;
    return ONTRACK_OK;
}

ontrack_status ontrack__cel_check(ontrack__cel_program *program,
                                  const ontrack__cel_options *options, ontrack_error *error)
{
    checker c = {.program = program, .options = options, .error = error};
    c.read = ontrack__arena_allocate(&program->arena, options->variable_count, sizeof *c.read);
    if (c.read == NULL) return ontrack__no_memory(error);
    const type *found = check_node(&c, program->root);
    if (found != NULL && options->must_be_bool && !options->lenient &&
        !ontrack__cel_may_be(found, ONTRACK__CEL_BIT(ONTRACK__CEL_BOOL)))
        ontrack__cel_refuse(&c, program->root->offset, "the condition gives %s, not bool",
                            ontrack__cel_kind_name(found->kind));
    return c.status == ONTRACK_OK ? keep_reads(&c) : c.status;
}
