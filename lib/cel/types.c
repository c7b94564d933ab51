#include "cel/types.h"

typedef ontrack__cel_type type;

#define BASIC(name) [ONTRACK__CEL_##name] = {.kind = ONTRACK__CEL_##name}

static const type basics[] = {
    BASIC(NULL),      BASIC(BOOL),     BASIC(INT),    BASIC(UINT),    BASIC(DOUBLE),
    BASIC(STRING),    BASIC(BYTES),    BASIC(LIST),   BASIC(MAP),     BASIC(TYPE),
    BASIC(TIMESTAMP), BASIC(DURATION), BASIC(OBJECT), BASIC(DECIMAL), BASIC(DYN),
};

static const type text_map = {.kind = ONTRACK__CEL_MAP,
                              .key = &basics[ONTRACK__CEL_STRING],
                              .item = &basics[ONTRACK__CEL_STRING]};
static const type text_list = {.kind = ONTRACK__CEL_LIST, .item = &basics[ONTRACK__CEL_STRING]};

const type *ontrack__cel_basic(ontrack__cel_kind kind)
{
    return &basics[kind <= ONTRACK__CEL_DYN ? kind : ONTRACK__CEL_DYN];
}

const type *ontrack__cel_text_map(void)
{
    return &text_map;
}

const type *ontrack__cel_of_field(const ontrack__cel_field *field)
{
    return field->kind == ONTRACK__CEL_LIST ? &text_list : ontrack__cel_basic(field->kind);
}

const type *ontrack__cel_list_of_objects(ontrack__arena *arena, const ontrack__cel_object *object)
{
    type *item = ontrack__arena_allocate(arena, 1, sizeof *item);
    if (item == NULL) return NULL;
    item->kind = ONTRACK__CEL_OBJECT;
    item->object = object;
    return ontrack__cel_list_of(arena, item);
}

const type *ontrack__cel_map_of(ontrack__arena *arena, const type *key, const type *item)
{
    type *made = ontrack__arena_allocate(arena, 1, sizeof *made);
    if (made == NULL) return NULL;
    made->kind = ONTRACK__CEL_MAP;
    made->key = key;
    made->item = item;
    return made;
}

const type *ontrack__cel_list_of(ontrack__arena *arena, const type *item)
{
    type *made = ontrack__arena_allocate(arena, 1, sizeof *made);
    if (made == NULL) return NULL;
    made->kind = ONTRACK__CEL_LIST;
    made->item = item;
    return made;
}

const type *ontrack__cel_item(const type *t)
{
    return t->item != NULL ? t->item : ontrack__cel_basic(ONTRACK__CEL_DYN);
}

const type *ontrack__cel_key(const type *t)
{
    return t->key != NULL ? t->key : ontrack__cel_basic(ONTRACK__CEL_DYN);
}

/* Keys are compared by their kind: they are scalars, and where they are not, nested keys would make
 * this take for ever. */
static bool same(const type *a, const type *b)
{
    if (a == b) return true;
    if (a->kind != b->kind || a->object != b->object) return false;
    if (a->kind != ONTRACK__CEL_LIST && a->kind != ONTRACK__CEL_MAP) return true;
    return same(ontrack__cel_item(a), ontrack__cel_item(b)) &&
           ontrack__cel_key(a)->kind == ontrack__cel_key(b)->kind;
}

/* Lists of different items are still lists. */
const type *ontrack__cel_join(const type *a, const type *b)
{
    if (a == NULL || b == NULL) return a == NULL ? b : a;
    if (same(a, b)) return a;
    return ontrack__cel_basic(a->kind == b->kind ? a->kind : ONTRACK__CEL_DYN);
}

bool ontrack__cel_may_be(const type *t, uint32_t kinds)
{
    return t->kind == ONTRACK__CEL_DYN || ontrack__cel_is(t->kind, kinds);
}

static bool comparable_kinds(ontrack__cel_kind a, ontrack__cel_kind b)
{
    if (a == ONTRACK__CEL_DYN || b == ONTRACK__CEL_DYN || a == b) return true;
    return ontrack__cel_is(a, ONTRACK__CEL_NUMBERS) && ontrack__cel_is(b, ONTRACK__CEL_NUMBERS);
}

bool ontrack__cel_comparable(const type *a, const type *b)
{
    if (!comparable_kinds(a->kind, b->kind)) return false;
    if (a->kind != b->kind) return true;
    if (a->object != b->object) return a->object == NULL || b->object == NULL;
    if (a->kind != ONTRACK__CEL_LIST && a->kind != ONTRACK__CEL_MAP) return true;
    return ontrack__cel_comparable(ontrack__cel_item(a), ontrack__cel_item(b)) &&
           comparable_kinds(ontrack__cel_key(a)->kind, ontrack__cel_key(b)->kind);
}
