#include "ingest/loading.h"

#include "base/text.h"
#include "ingest/dateform.h"
#include "ingest/names.h"

enum { MOST_DAYS = 366 };

static ontrack_text part(ontrack_text text, size_t from, size_t to)
{
    const ontrack_text piece = {text.data + from, to - from};
    return piece;
}

static size_t position(ontrack_text text, size_t from, char c)
{
    while (from < text.size && text.data[from] != c)
        from++;
    return from;
}

static ontrack_status load_special(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                   ontrack_text name, ontrack__reference *out, bool *taken)
{
    static const struct {
        const char *name;
        ontrack__reference_kind kind;
    } specials[] = {
        {"slot.name", ONTRACK__REFERENCE_SLOT_NAME},
        {"slot.number", ONTRACK__REFERENCE_SLOT_NUMBER},
        {"slot.value", ONTRACK__REFERENCE_SLOT_VALUE},
        {"day.date", ONTRACK__REFERENCE_DAY},
    };
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++) {
        if (!ontrack__text_is(name, specials[i].name)) continue;
        const bool is_day = specials[i].kind == ONTRACK__REFERENCE_DAY;
        if (is_day ? !loading->has_days : !loading->has_slots)
            return ontrack__json_fail(at, loading->error, "\"%s\" needs \"%s\" beside it",
                                      specials[i].name, is_day ? "days" : "slots");
        out->kind = specials[i].kind;
        *taken = true;
    }
    return ONTRACK_OK;
}

/* "FIND.NAME", when there is such a find. */
static ontrack_status load_found(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                 ontrack_text name, ontrack__reference *out, bool *taken)
{
    const size_t dot = position(name, 0, '.');
    for (size_t i = 0; dot < name.size && i < loading->selection->find_count; i++) {
        const ontrack__lookup_use *find = &loading->selection->finds[i];
        if (!ontrack__text_is(part(name, 0, dot), find->name)) continue;
        const ontrack__lookup_rule *lookup = &loading->layout->lookups[find->lookup];
        for (size_t give = 0; give < lookup->give_count && !*taken; give++) {
            *taken = ontrack__text_is(part(name, dot + 1, name.size), lookup->give_names[give]);
            out->give = give;
        }
        out->kind = ONTRACK__REFERENCE_FOUND;
        out->index = i;
        if (*taken && find->by_part && !loading->has_slots && !loading->has_days)
            return ontrack__json_fail(at, loading->error,
                                      "\"%s\" hangs on a slot or a day; it cannot be used here",
                                      find->name);
        if (!*taken)
            return ontrack__json_fail(at, loading->error, "the lookup \"%s\" gives no such thing",
                                      lookup->name);
    }
    return ONTRACK_OK;
}

static ontrack_status load_reference(const ontrack__loading *loading,
                                     const ontrack__json_cursor *at, ontrack_text name,
                                     ontrack__reference *out)
{
    bool taken = false;
    out->label = ontrack__loading_copy(loading, name).data;
    if (out->label == NULL) return ontrack__no_memory(loading->error);
    ontrack_status status = load_special(loading, at, name, out, &taken);
    if (status == ONTRACK_OK && !taken) status = load_found(loading, at, name, out, &taken);
    if (status != ONTRACK_OK || taken) return status;
    out->kind = ONTRACK__REFERENCE_CELL;
    return ontrack__loading_name(loading, at, name, &out->index);
}

/* References of a text or a list, behind those that are there already. */
static ontrack_status load_references(const ontrack__loading *loading,
                                      const ontrack__json_cursor *at, ontrack__value *out)
{
    const size_t count = ontrack__loading_count(at), before = out->reference_count;
    if (count == 0 || count > ONTRACK__LAYOUT_ITEMS)
        return ontrack__json_fail(at, loading->error, "must name 1 to %d columns",
                                  ONTRACK__LAYOUT_ITEMS);
    ontrack__reference *references =
        ontrack__loading_room(loading, before + count, sizeof *references);
    if (references == NULL) return ontrack__no_memory(loading->error);
    if (before > 0) memcpy(references, out->references, before * sizeof *references);
    out->references = references;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        const ontrack__json_cursor item = ontrack__loading_item(at, i);
        status = ontrack__json_expect(&item, 1u << ONTRACK__JSON_STRING, loading->error);
        if (status == ONTRACK_OK)
            status = load_reference(loading, &item, ontrack__json_text(item.value),
                                    &references[out->reference_count++]);
    }
    return status;
}

static ontrack_status load_constant(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                    ontrack__value *out)
{
    out->kind = ONTRACK__VALUE_TEXT;
    out->pieces = ontrack__loading_room(loading, 1, sizeof *out->pieces);
    if (out->pieces == NULL) return ontrack__no_memory(loading->error);
    *out->pieces = ontrack__loading_copy(loading, ontrack__json_text(at->value));
    return out->pieces->data == NULL ? ontrack__no_memory(loading->error) : ONTRACK_OK;
}

/* "{schoolid}:{code}": pieces of text with names of columns between. */
static ontrack_status load_template(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                    ontrack__value *out)
{
    const ontrack_text text = ontrack__loading_copy(loading, ontrack__json_text(at->value));
    size_t names = 0, from = 0;
    for (size_t i = 0; i < text.size; i++)
        names += text.data[i] == '{';
    out->kind = ONTRACK__VALUE_TEXT;
    out->pieces = ontrack__loading_room(loading, names + 1, sizeof *out->pieces);
    out->references = ontrack__loading_room(loading, names, sizeof *out->references);
    if (text.data == NULL || out->pieces == NULL || out->references == NULL)
        return ontrack__no_memory(loading->error);
    ontrack_status status = ONTRACK_OK;
    while (status == ONTRACK_OK && out->reference_count < names) {
        const size_t open = position(text, from, '{'), close = position(text, open, '}');
        if (close == text.size)
            return ontrack__json_fail(at, loading->error, "a \"{\" is not closed by a \"}\"");
        out->pieces[out->reference_count] = part(text, from, open);
        status = load_reference(loading, at, part(text, open + 1, close),
                                &out->references[out->reference_count++]);
        from = close + 1;
    }
    if (status == ONTRACK_OK) out->pieces[names] = part(text, from, text.size);
    return status;
}

static ontrack_status load_sum(const ontrack__loading *loading, const ontrack__json_cursor *at,
                               ontrack__value *out)
{
    const ontrack__json_cursor sum = ontrack__json_member(at, "sum");
    const ontrack__json_cursor less = ontrack__json_member(at, "less");
    out->kind = ONTRACK__VALUE_SUM;
    ontrack_status status = load_references(loading, &sum, out);
    out->added = out->reference_count;
    if (status == ONTRACK_OK && less.value != NULL) status = load_references(loading, &less, out);
    return status;
}

static ontrack_status load_map(const ontrack__loading *loading, const ontrack__json_cursor *at,
                               ontrack__value *out)
{
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *to = NULL;
    const size_t count = ontrack__json_count(at->value);
    if (count > 10 * ONTRACK__LAYOUT_ITEMS)
        return ontrack__json_fail(at, loading->error, "has more than %d lines",
                                  10 * ONTRACK__LAYOUT_ITEMS);
    out->lines = ontrack__loading_room(loading, count, sizeof *out->lines);
    if (out->lines == NULL) return ontrack__no_memory(loading->error);
    while (ontrack__json_next(at->value, &cursor, &name, &to)) {
        const ontrack__json_cursor line = ontrack__json_member(at, name);
        const ontrack_status status =
            ontrack__json_expect(&line, 1u << ONTRACK__JSON_STRING, loading->error);
        if (status != ONTRACK_OK) return status;
        ontrack__map_line *kept = &out->lines[out->line_count++];
        kept->from = ontrack__loading_copy(loading, ontrack_text_of(name));
        kept->to = ontrack__loading_copy(loading, ontrack__json_text(to));
        if (kept->from.data == NULL || kept->to.data == NULL)
            return ontrack__no_memory(loading->error);
    }
    return ONTRACK_OK;
}

static ontrack_status load_text(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                ontrack_text *out)
{
    if (at->value == NULL) return ONTRACK_OK;
    *out = ontrack__loading_copy(loading, ontrack__json_text(at->value));
    return out->data == NULL ? ontrack__no_memory(loading->error) : ONTRACK_OK;
}

static ontrack_status load_sign(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                const char *key, char *out)
{
    const ontrack__json_cursor sign = ontrack__json_member(at, key);
    if (sign.value == NULL) return ONTRACK_OK;
    if (ontrack__json_text(sign.value).size != 1)
        return ontrack__json_fail(&sign, loading->error, "must be one sign");
    *out = ontrack__json_text(sign.value).data[0];
    return ONTRACK_OK;
}

static ontrack_status load_days(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                ontrack__value *out)
{
    const ontrack__json_cursor days = ontrack__json_member(at, "add_days");
    if (days.value == NULL) return ONTRACK_OK;
    const int64_t number = ontrack__json_integer(days.value);
    if (number < -MOST_DAYS || number > MOST_DAYS)
        return ontrack__json_fail(&days, loading->error, "must lie from -%d to %d", MOST_DAYS,
                                  MOST_DAYS);
    out->add_days = (int32_t)number;
    return ONTRACK_OK;
}

/* What is done with the text, in the order in which it is done. */
static ontrack_status load_changes(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                   ontrack__value *out)
{
    const ontrack__json_cursor date = ontrack__json_member(at, "date");
    const ontrack__json_cursor map = ontrack__json_member(at, "map");
    const ontrack__json_cursor otherwise = ontrack__json_member(at, "else");
    const ontrack__json_cursor fallback = ontrack__json_member(at, "default");
    ontrack_status status = load_sign(loading, at, "first_of", &out->first_of);
    if (status == ONTRACK_OK) status = load_sign(loading, at, "last_of", &out->last_of);
    if (status == ONTRACK_OK && date.value != NULL)
        status = ontrack__loading_form(loading, &date, &out->date);
    if (status == ONTRACK_OK) status = load_days(loading, at, out);
    if (status == ONTRACK_OK && map.value != NULL) status = load_map(loading, &map, out);
    if (status == ONTRACK_OK && otherwise.value != NULL && map.value == NULL)
        return ontrack__json_fail(&otherwise, loading->error, "means nothing without \"map\"");
    out->closed = otherwise.value != NULL;
    if (status == ONTRACK_OK) status = load_text(loading, &otherwise, &out->otherwise);
    if (status == ONTRACK_OK) status = load_text(loading, &fallback, &out->fallback);
    return status;
}

static ontrack_status load_object(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                  ontrack__value *out)
{
    const ontrack__json_cursor column = ontrack__json_member(at, "column");
    const ontrack__json_cursor constant = ontrack__json_member(at, "constant");
    const ontrack__json_cursor text = ontrack__json_member(at, "text");
    const ontrack__json_cursor sum = ontrack__json_member(at, "sum");
    const int given = (column.value != NULL) + (constant.value != NULL) + (text.value != NULL) +
                      (sum.value != NULL);
    ontrack_status status = ontrack__layout_check(at, ONTRACK__LAYOUT_VALUE, loading->error);
    if (status != ONTRACK_OK) return status;
    if (given != 1)
        return ontrack__json_fail(at, loading->error,
                                  "needs one of \"column\", \"constant\", \"text\" and \"sum\"");
    if (sum.value == NULL && ontrack__json_get(at->value, "less") != NULL)
        return ontrack__json_fail(at, loading->error, "\"less\" means nothing without \"sum\"");
    if (column.value != NULL) status = load_references(loading, &column, out);
    if (constant.value != NULL) status = load_constant(loading, &constant, out);
    if (text.value != NULL) status = load_template(loading, &text, out);
    if (sum.value != NULL) status = load_sum(loading, at, out);
    return status == ONTRACK_OK ? load_changes(loading, at, out) : status;
}

/* The words by which the layout speaks of the value. */
static ontrack_status load_label(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                 ontrack__value *out)
{
    static const char *const keys[] = {"column", "text", "sum", "constant"};
    ontrack__json_cursor from = *at;
    for (size_t i = 0;
         ontrack__json_kind_of(at->value) == ONTRACK__JSON_OBJECT && i < sizeof keys / sizeof *keys;
         i++)
        if (ontrack__json_get(at->value, keys[i]) != NULL) from = ontrack__json_member(at, keys[i]);
    const ontrack__json_cursor first = ontrack__loading_item(&from, 0);
    out->label = ontrack__loading_copy(loading, ontrack__json_text(first.value)).data;
    return out->label == NULL ? ontrack__no_memory(loading->error) : ONTRACK_OK;
}

ontrack_status ontrack__load_value(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                   ontrack__value *out)
{
    const unsigned kinds =
        1u << ONTRACK__JSON_STRING | 1u << ONTRACK__JSON_ARRAY | 1u << ONTRACK__JSON_OBJECT;
    ontrack_status status = ontrack__json_expect(at, kinds, loading->error);
    if (status != ONTRACK_OK) return status;
    status = ontrack__json_kind_of(at->value) == ONTRACK__JSON_OBJECT
                 ? load_object(loading, at, out)
                 : load_references(loading, at, out);
    return status == ONTRACK_OK ? load_label(loading, at, out) : status;
}

ontrack_status ontrack__load_values(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                    ontrack__value **out, size_t *count)
{
    const size_t items = ontrack__loading_count(at);
    if (items == 0 || items > ONTRACK__LAYOUT_ITEMS)
        return ontrack__json_fail(at, loading->error, "must have 1 to %d values",
                                  ONTRACK__LAYOUT_ITEMS);
    *out = ontrack__loading_room(loading, items, sizeof **out);
    if (*out == NULL) return ontrack__no_memory(loading->error);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < items; i++) {
        const ontrack__json_cursor item = ontrack__loading_item(at, i);
        status = ontrack__load_value(loading, &item, &(*out)[(*count)++]);
    }
    return status;
}
