/* What names mean: a macro's, a variable's with as many points as it has, or a type's. */
#include "cel/names.h"

#include "base/suggest.h"
#include "base/text.h"

typedef ontrack__cel_checker checker;
typedef ontrack__cel_node node;
typedef ontrack__cel_type type;

/* The name that a.b.c starts with; NULL when the selection starts with anything else. */
static const node *root_of(const node *n)
{
    while (n->kind == ONTRACK__NODE_SELECT && n->verbatim && !n->first->grouped)
        n = n->first;
    return n->kind == ONTRACK__NODE_NAME ? n : NULL;
}

/* Whether a.b.c is the first `length` bytes of a name, read from its end. */
static bool spells(const node *n, const char *name, size_t length)
{
    for (;; n = n->first) {
        const size_t size = n->name.size;
        if (size > length || memcmp(name + length - size, n->name.data, size) != 0) return false;
        length -= size;
        if (n->kind == ONTRACK__NODE_NAME) return length == 0;
        if (length == 0 || name[--length] != '.') return false;
    }
}

static const ontrack__cel_scope *find_local(const checker *c, const node *name)
{
    if (name->rooted) return NULL;
    const ontrack__cel_scope *scope = c->scope;
    while (scope != NULL && !ontrack__text_equal(scope->name, name->name))
        scope = scope->outer;
    return scope;
}

/* The variable that all of a.b.c names; the count of variables when there is none. */
static size_t find_variable(const checker *c, const node *n)
{
    size_t i = c->options->variable_count;
    const node *root = root_of(n);
    if (root == NULL || find_local(c, root) != NULL) return i;
    for (i = 0; i < c->options->variable_count; i++) {
        const char *name = c->options->variables[i].name;
        if (spells(n, name, strlen(name))) break;
    }
    return i;
}

static bool is_variable(const checker *c, const node *n)
{
    return find_variable(c, n) < c->options->variable_count;
}

/* Turns the node into the variable; NULL when there is none. */
static const type *use_variable(checker *c, node *n)
{
    const size_t position = find_variable(c, n);
    if (position == c->options->variable_count) return NULL;
    n->offset = root_of(n)->offset;
    n->kind = ONTRACK__NODE_VARIABLE;
    n->position = (uint32_t)position;
    n->first = n->last = NULL;
    n->count = 0;
    c->read[position] = true;
    const ontrack__cel_variable *variable = &c->options->variables[position];
    if (variable->items != NULL) {
        const type *list = ontrack__cel_list_of_objects(&c->program->arena, variable->items);
        return list != NULL ? list : ontrack__cel_no_memory(c);
    }
    return variable->kind == ONTRACK__CEL_MAP ? ontrack__cel_text_map()
                                              : ontrack__cel_basic(variable->kind);
}

/* The name of the type that all of a.b.c is; NULL when it is none. */
static const char *names_type(const node *n)
{
    if (root_of(n) == NULL) return NULL;
    for (size_t i = 0; i <= ONTRACK__CEL_DECIMAL; i++) {
        const char *name = ontrack__cel_type_name((ontrack__cel_kind)i);
        if (i == ONTRACK__CEL_OBJECT) continue; /* of many types, each with its own name */
        if (spells(n, name, strlen(name))) return name;
    }
    return NULL;
}

/* Turns the node into that type; NULL when there is none. */
static const type *use_type(const checker *c, node *n)
{
    const node *root = root_of(n);
    const char *name = names_type(n);
    if (name == NULL || find_local(c, root) != NULL) return NULL;
    n->offset = root->offset;
    n->kind = ONTRACK__NODE_LITERAL;
    n->value.kind = ONTRACK__CEL_TYPE;
    n->value.as.text = ontrack_text_of(name);
    n->first = n->last = NULL;
    n->count = 0;
    return ontrack__cel_basic(ONTRACK__CEL_TYPE);
}

/* Writes a.b.c as far as it fits. */
static ontrack_text spell(const node *n, char *out, size_t size)
{
    size_t at = size;
    for (;; n = n->first) {
        const size_t keep = n->name.size < at ? n->name.size : at;
        at -= keep;
        if (keep > 0) memcpy(out + at, n->name.data + (n->name.size - keep), keep);
        if (n->kind == ONTRACK__NODE_NAME || at == 0) break;
        out[--at] = '.';
    }
    const ontrack_text text = {out + at, size - at};
    return text;
}

static const type *undeclared(checker *c, node *n)
{
    char name[80];
    const node *root = root_of(n);
    if (ontrack__text_is(root->name, "google"))
        return ontrack__cel_refuse(c, root->offset, "message types are not supported");
    ontrack__suggestion near = {.wanted = spell(n, name, sizeof name)};
    for (size_t i = 0; i < c->options->variable_count; i++)
        ontrack__suggest(&near, ontrack_text_of(c->options->variables[i].name));
    for (const ontrack__cel_scope *scope = c->scope; scope != NULL; scope = scope->outer)
        ontrack__suggest(&near, scope->name);
    if (near.best.size == 0)
        return ontrack__cel_missing(c, n, root->offset, "undeclared name \"%.*s\"",
                                    (int)near.wanted.size, near.wanted.data);
    return ontrack__cel_missing(
        c, n, root->offset, "undeclared name \"%.*s\"; did you mean \"%.*s\"?",
        (int)near.wanted.size, near.wanted.data, (int)near.best.size, near.best.data);
}

const type *ontrack__cel_check_name(checker *c, node *n)
{
    const ontrack__cel_scope *local = find_local(c, n);
    if (local != NULL) {
        n->kind = ONTRACK__NODE_LOCAL;
        n->position = local->slot;
        return local->type;
    }
    const type *found = use_variable(c, n);
    if (found != NULL) return found;
    const type *named = use_type(c, n);
    return named != NULL ? named : undeclared(c, n);
}

/* Whether a.b.c begins with anything that has a meaning. */
static bool begins_known(const checker *c, const node *n)
{
    const node *root = root_of(n);
    if (root == NULL || find_local(c, root) != NULL) return true;
    for (;; n = n->first) {
        if (is_variable(c, n) || names_type(n)) return true;
        if (n == root) return false;
    }
}

static const type *no_field(checker *c, const node *n, const ontrack__cel_object *object)
{
    const int shown = n->name.size < 60 ? (int)n->name.size : 60;
    ontrack__suggestion near = {.wanted = n->name};
    for (size_t i = 0; i < object->count; i++)
        ontrack__suggest(&near, ontrack_text_of(object->fields[i].name));
    if (near.best.size == 0)
        return ontrack__cel_mismatch(c, n->offset, "a %s has no field \"%.*s\"", object->name,
                                     shown, n->name.data);
    return ontrack__cel_mismatch(c, n->offset, "a %s has no field \"%.*s\"; did you mean \"%.*s\"?",
                                 object->name, shown, n->name.data, (int)near.best.size,
                                 near.best.data);
}

static const type *select_field(checker *c, node *n, const ontrack__cel_object *object)
{
    if (object == NULL) return ontrack__cel_basic(ONTRACK__CEL_DYN);
    for (uint32_t i = 0; i < object->count; i++) {
        if (!ontrack__text_is(n->name, object->fields[i].name)) continue;
        n->field = i + 1;
        return ontrack__cel_of_field(&object->fields[i]);
    }
    return no_field(c, n, object);
}

const type *ontrack__cel_select_from(checker *c, node *n, const type *operand)
{
    if (operand->kind == ONTRACK__CEL_DYN) return operand;
    if (operand->kind == ONTRACK__CEL_OBJECT) return select_field(c, n, operand->object);
    if (operand->kind != ONTRACK__CEL_MAP)
        return ontrack__cel_mismatch(c, n->offset, "\"%.*s\" cannot be selected from %s",
                                     (int)n->name.size, n->name.data,
                                     ontrack__cel_kind_name(operand->kind));
    const ontrack__cel_kind key = ontrack__cel_key(operand)->kind;
    if (key != ONTRACK__CEL_STRING && key != ONTRACK__CEL_DYN)
        return ontrack__cel_mismatch(c, n->offset, "a map with keys of %s has no key \"%.*s\"",
                                     ontrack__cel_kind_name(key), (int)n->name.size, n->name.data);
    return ontrack__cel_item(operand);
}

const type *ontrack__cel_check_select(checker *c, node *n, bool *inside)
{
    const type *whole = use_variable(c, n);
    if (whole != NULL) return whole;
    const type *named = use_type(c, n);
    if (named != NULL) return named;
    *inside = begins_known(c, n);
    return *inside ? NULL : undeclared(c, n);
}

bool ontrack__cel_check_has(checker *c, node *n)
{
    n->kind = ONTRACK__NODE_SELECT;
    const bool variable = is_variable(c, n);
    n->kind = ONTRACK__NODE_HAS;
    if (variable)
        ontrack__cel_refuse(c, n->offset, "has() asks for a key of a map, and this is a variable");
    return !variable;
}
