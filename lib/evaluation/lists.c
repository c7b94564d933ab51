#include "evaluation/lists.h"

#include <string.h>

/* A list on its way. */
typedef struct making {
    const ontrack_question *question;
    const ontrack__variable *variable;
    ontrack__arena *arena;
    ontrack__array records;   /* of ontrack__cel_value */
    const uint32_t *hangs_on; /* the variable's position: what an unknown field hangs on */
    const char *unclear;      /* why the first unknown field is; NULL: none is */
    /* Neighbours mostly have the same categories, which then share one list of names. */
    ontrack__categories before[ONTRACK__FIELDS];
    ontrack__cel_value names[ONTRACK__FIELDS];
} making;

static bool name_categories(const making *m, const ontrack__cell *cell, ontrack__cel_value *out)
{
    const ontrack_question *question = m->question;
    size_t count = 0;
    for (size_t bit = 0; bit < question->category_count[cell->kind]; bit++)
        count += cell->categories >> bit & 1;
    ontrack__cel_value *items = ontrack__arena_allocate(m->arena, count, sizeof *items);
    if (items == NULL) return false;
    out->kind = ONTRACK__CEL_LIST;
    out->as.list.items = items;
    out->as.list.count = count;
    for (size_t bit = 0; bit < question->category_count[cell->kind]; bit++) {
        if ((cell->categories >> bit & 1) == 0) continue;
        items->kind = ONTRACK__CEL_STRING;
        items++->as.text = ontrack_text_of(question->category_names[cell->kind][bit]);
    }
    return true;
}

static bool put_categories(making *m, size_t field, const ontrack__cell *cell,
                           ontrack__cel_value *out)
{
    const bool same =
        m->names[field].kind == ONTRACK__CEL_LIST && m->before[field] == cell->categories;
    if (!same && !name_categories(m, cell, &m->names[field])) return false;
    m->before[field] = cell->categories;
    *out = m->names[field];
    return true;
}

static void put_unknown(making *m, const ontrack__cell *cell, ontrack__cel_value *out)
{
    if (m->unclear == NULL) m->unclear = ontrack__cell_why(cell);
    out->kind = ONTRACK__CEL_UNKNOWN;
    out->as.unknown.ids = m->hangs_on;
    out->as.unknown.count = 1;
}

/* A day is the instant at which it begins in UTC. */
static bool put(making *m, size_t field, const ontrack__cell *cell, ontrack__cel_value *out)
{
    if (cell->why != ONTRACK__KNOWN) {
        put_unknown(m, cell, out);
        return true;
    }
    switch (m->variable->list->fields[field].type) {
    case ONTRACK__FIELD_TRUTH:
        out->kind = ONTRACK__CEL_BOOL;
        out->as.boolean = cell->truth;
        break;
    case ONTRACK__FIELD_NUMBER:
        out->kind = ONTRACK__CEL_DECIMAL;
        out->as.decimal.numerator = cell->numerator;
        out->as.decimal.denominator = cell->denominator * ONTRACK_DECIMAL_ONE;
        break;
    case ONTRACK__FIELD_TEXT:
        out->kind = ONTRACK__CEL_STRING;
        out->as.text = cell->text;
        break;
    case ONTRACK__FIELD_DATE:
        out->kind = ONTRACK__CEL_TIMESTAMP;
        out->as.instant.seconds = (int64_t)cell->date * 86400;
        break;
    case ONTRACK__FIELD_CATEGORIES:
        return put_categories(m, field, cell, out);
    }
    return true;
}

static ontrack_status add(void *user, const ontrack__cell *cells)
{
    making *m = user;
    const ontrack__cel_object *object = m->variable->object;
    ontrack__cel_value *fields = ontrack__arena_allocate(m->arena, object->count, sizeof *fields);
    ontrack__cel_value *record =
        ontrack__array_add(&m->arena->allocator, &m->records, sizeof *record);
    if (fields == NULL || record == NULL) return ONTRACK_NO_MEMORY;
    record->kind = ONTRACK__CEL_OBJECT;
    record->as.object.type = object;
    record->as.object.fields = fields;
    for (size_t i = 0; i < object->count; i++)
        if (!put(m, i, &cells[i], &fields[i])) return ONTRACK_NO_MEMORY;
    return ONTRACK_OK;
}

static bool keep(const making *m, ontrack__cel_value *out)
{
    const size_t size = m->records.count * sizeof(ontrack__cel_value);
    ontrack__cel_value *items =
        ontrack__arena_allocate(m->arena, m->records.count, sizeof(ontrack__cel_value));
    if (items == NULL) return false;
    if (size > 0) memcpy(items, m->records.items, size);
    out->kind = ONTRACK__CEL_LIST;
    out->as.list.items = items;
    out->as.list.count = m->records.count;
    return true;
}

ontrack_status ontrack__list_make(const ontrack_question *question,
                                  const ontrack__variable *variable, size_t position,
                                  ontrack__arena *arena, ontrack__made_list *out)
{
    making m = {.question = question, .variable = variable, .arena = arena};
    const ontrack__list_sink sink = {add, &m};
    uint32_t *hangs_on = ontrack__arena_allocate(arena, 1, sizeof *hangs_on);
    if (hangs_on == NULL) return ONTRACK_NO_MEMORY;
    *hangs_on = (uint32_t)position;
    m.hangs_on = hangs_on;
    memset(out, 0, sizeof *out);
    out->list.kind = ONTRACK__CEL_UNKNOWN;
    ontrack_status status = ontrack__list_read(variable->list, question, &sink, &out->count);
    const bool known = status == ONTRACK_OK && out->count.kind != ONTRACK_KIND_UNKNOWN;
    if (known && !keep(&m, &out->list)) status = ONTRACK_NO_MEMORY;
    out->unclear = m.unclear;
    ontrack__array_free(&arena->allocator, &m.records, sizeof(ontrack__cel_value));
    return status;
}
