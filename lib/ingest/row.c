#include "ingest/row.h"

#include "base/text.h"
#include "ingest/dateform.h"
#include "ingest/names.h"

#include <ontrack/decimal.h>

/* ---- references ---- */

static ontrack_text clean(const ontrack__source *source, ontrack_text text)
{
    const ontrack_text none = {NULL, 0};
    text = ontrack__text_trim(text);
    for (size_t i = 0; i < source->empty_count; i++)
        if (ontrack__text_equal(text, source->empty[i])) return none;
    return text;
}

static ontrack_text cell_text(ontrack__row *row, size_t cell)
{
    const ontrack_text none = {NULL, 0};
    if (cell == ONTRACK__NO_CELL) return none;
    row->cell = (int32_t)cell + 1;
    return cell < row->csv->count ? clean(row->source, row->csv->cells[cell]) : none;
}

/* Looks a find up, once a row. */
static ontrack_status look(ontrack__row *row, size_t index, ontrack_error *error)
{
    const ontrack__lookup_use *find = &row->selection->finds[index];
    ontrack__found *found = &row->found[index];
    ontrack_text key;
    if (found->looked) return ONTRACK_OK;
    row->cell = 0;
    const ontrack_status status = ontrack__row_key(row, find->keys, find->key_count, &key, error);
    if (status != ONTRACK_OK) return status;
    bool torn = false;
    found->cell = row->cell;
    found->given = ontrack__lookup_find(&row->lookups[find->lookup], key, &torn);
    if (torn)
        return ontrack__fail(error, ONTRACK_INVALID_DATA,
                             "several rows of the lookup \"%s\" have this key and do not agree",
                             row->lookups[find->lookup].rule->name);
    found->looked = true;
    if (found->given != NULL || find->missing == ONTRACK__MISSING_EMPTY) return ONTRACK_OK;
    found->looked = false;
    row->skip_reason = row->selection->condition_count + index;
    if (find->missing == ONTRACK__MISSING_SKIP) return ONTRACK_NOT_FOUND;
    return ontrack__fail(error, ONTRACK_INVALID_DATA, "%s", find->because);
}

static ontrack_status found_text(ontrack__row *row, const ontrack__reference *reference,
                                 ontrack_text *out, ontrack_error *error)
{
    const ontrack_text none = {NULL, 0};
    const ontrack_status status = look(row, reference->index, error);
    if (status != ONTRACK_OK) return status;
    const ontrack__found *found = &row->found[reference->index];
    *out = found->given == NULL ? none : found->given[reference->give];
    row->cell = found->cell;
    return ONTRACK_OK;
}

static ontrack_status reference_text(ontrack__row *row, const ontrack__reference *reference,
                                     ontrack_text *out, ontrack_error *error)
{
    switch (reference->kind) {
    case ONTRACK__REFERENCE_CELL:
        *out = cell_text(row, row->cells[reference->index]);
        break;
    case ONTRACK__REFERENCE_SLOT_VALUE:
        *out = cell_text(row, row->slot->cell);
        break;
    case ONTRACK__REFERENCE_SLOT_NAME:
        *out = row->slot->name;
        break;
    case ONTRACK__REFERENCE_SLOT_NUMBER:
        *out = row->slot->number;
        break;
    case ONTRACK__REFERENCE_DAY:
        *out = row->day;
        break;
    case ONTRACK__REFERENCE_FOUND:
        return found_text(row, reference, out, error);
    }
    return ONTRACK_OK;
}

/* ---- values ---- */

/* Of several references the first one's cell is to blame, unless another gave the text. */
static ontrack_status first_text(ontrack__row *row, const ontrack__value *value, ontrack_text *out,
                                 ontrack_error *error)
{
    int32_t blamed = 0;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < value->reference_count && out->size == 0; i++) {
        row->cell = 0;
        status = reference_text(row, &value->references[i], out, error);
        if (blamed == 0 || out->size > 0) blamed = row->cell;
    }
    if (status == ONTRACK_OK) row->cell = blamed;
    return status;
}

/* A text with a hole in it is none: half a code means something else. */
static ontrack_status joined_text(ontrack__row *row, const ontrack__value *value, ontrack_text *out,
                                  ontrack_error *error)
{
    const size_t count = value->reference_count;
    int32_t blamed = 0;
    size_t size = value->pieces[count].size;
    ontrack_text *parts = ontrack__arena_allocate(row->scratch, count, sizeof *parts);
    if (parts == NULL) return ontrack__no_memory(error);
    for (size_t i = 0; i < count; i++) {
        const ontrack_status status = reference_text(row, &value->references[i], &parts[i], error);
        if (status != ONTRACK_OK) return status;
        if (blamed == 0) blamed = row->cell;
        if (parts[i].size == 0) return ONTRACK_OK;
        size += value->pieces[i].size + parts[i].size;
    }
    char *text = ontrack__arena_allocate(row->scratch, size, 1);
    if (text == NULL) return ontrack__no_memory(error);
    out->data = text;
    out->size = size;
    for (size_t i = 0; i <= count; i++) {
        if (value->pieces[i].size > 0) memcpy(text, value->pieces[i].data, value->pieces[i].size);
        text += value->pieces[i].size;
        if (i == count) break;
        memcpy(text, parts[i].data, parts[i].size);
        text += parts[i].size;
    }
    row->cell = blamed;
    return ONTRACK_OK;
}

static ontrack_status sum_text(ontrack__row *row, const ontrack__value *value, ontrack_text *out,
                               ontrack_error *error)
{
    int64_t sum = 0;
    for (size_t i = 0; i < value->reference_count; i++) {
        ontrack_text text = {NULL, 0};
        ontrack_decimal number;
        const ontrack_status status = reference_text(row, &value->references[i], &text, error);
        if (status != ONTRACK_OK || text.size == 0) return status;
        if (!ontrack_decimal_parse(text, &number))
            return ontrack__fail(error, ONTRACK_INVALID_DATA,
                                 "the cell is not a number with at most four decimal places");
        sum += i < value->added ? number : -(int64_t)number;
    }
    if (sum < -INT32_MAX || sum > INT32_MAX)
        return ontrack__fail(error, ONTRACK_INVALID_DATA, "the sum is out of range");
    char digits[ONTRACK_DECIMAL_SIZE];
    ontrack_decimal_format((ontrack_decimal)sum, digits);
    out->data = ontrack__arena_copy(row->scratch, ontrack_text_of(digits));
    out->size = strlen(digits);
    return out->data == NULL ? ontrack__no_memory(error) : ONTRACK_OK;
}

/* Any form becomes the one that the tables have. */
static ontrack_status change_date(ontrack__row *row, const ontrack__value *value, ontrack_text *out,
                                  ontrack_error *error)
{
    ontrack_date date;
    char text[ONTRACK_DATE_SIZE];
    if (!ontrack__dateform_read(value->date, *out, &date))
        return ontrack__fail(error, ONTRACK_INVALID_DATA,
                             "the cell is not a date of the form %.*s from 1900 to 2199",
                             (int)value->date.size, value->date.data);
    ontrack_date_format(date + value->add_days, text);
    out->data = ontrack__arena_copy(row->scratch, ontrack_text_of(text));
    out->size = strlen(text);
    return out->data == NULL ? ontrack__no_memory(error) : ONTRACK_OK;
}

static ontrack_text map_text(const ontrack__value *value, ontrack_text text)
{
    for (size_t i = 0; i < value->line_count; i++)
        if (ontrack__text_equal(text, value->lines[i].from)) return value->lines[i].to;
    return value->closed && text.size > 0 ? value->otherwise : text;
}

/* The part of a list, or of a text with a prefix, that is meant. */
static void cut(const ontrack__value *value, ontrack_text *text)
{
    size_t from = 0, to = 0;
    while (value->first_of != 0 && to < text->size && text->data[to] != value->first_of)
        to++;
    if (value->first_of != 0) text->size = to;
    for (size_t i = 0; value->last_of != 0 && i < text->size; i++)
        if (text->data[i] == value->last_of) from = i + 1;
    if (from > 0) text->data += from;
    text->size -= from;
    if (value->first_of != 0 || value->last_of != 0) *text = ontrack__text_trim(*text);
}

ontrack_status ontrack__row_value(ontrack__row *row, const ontrack__value *value, ontrack_text *out,
                                  ontrack_error *error)
{
    const ontrack_text none = {NULL, 0};
    ontrack_status status = ONTRACK_OK;
    *out = none;
    row->cell = 0;
    switch (value->kind) {
    case ONTRACK__VALUE_FIRST:
        status = first_text(row, value, out, error);
        break;
    case ONTRACK__VALUE_TEXT:
        status = joined_text(row, value, out, error);
        break;
    case ONTRACK__VALUE_SUM:
        status = sum_text(row, value, out, error);
        break;
    }
    if (status != ONTRACK_OK) return status;
    cut(value, out);
    if (value->date.size > 0 && out->size > 0) status = change_date(row, value, out, error);
    if (value->line_count > 0) *out = map_text(value, *out);
    if (out->size == 0) *out = value->fallback;
    return status;
}

ontrack_status ontrack__row_key(ontrack__row *row, const ontrack__value *values, size_t count,
                                ontrack_text *out, ontrack_error *error)
{
    static const char separator = '\x1f'; /* no code or id holds it */
    const ontrack_text none = {NULL, 0};
    int32_t blamed = 0;
    size_t size = 0;
    ontrack_text *parts = ontrack__arena_allocate(row->scratch, count, sizeof *parts);
    *out = none;
    if (parts == NULL) return ontrack__no_memory(error);
    for (size_t i = 0; i < count; i++) {
        const ontrack_status status = ontrack__row_value(row, &values[i], &parts[i], error);
        if (status != ONTRACK_OK) return status;
        if (blamed == 0) blamed = row->cell;
        size += parts[i].size + 1;
    }
    row->cell = blamed;
    for (size_t i = 0; i < count; i++)
        if (parts[i].size == 0) return ONTRACK_OK;
    char *key = ontrack__arena_allocate(row->scratch, size, 1);
    if (key == NULL) return ontrack__no_memory(error);
    out->data = key;
    out->size = size;
    for (size_t i = 0; i < count; i++) {
        memcpy(key, parts[i].data, parts[i].size);
        key += parts[i].size;
        *key++ = separator;
    }
    return ONTRACK_OK;
}

/* ---- whether a row stays ---- */

static ontrack_status meets(ontrack__row *row, const ontrack__condition *condition, bool *out,
                            ontrack_error *error)
{
    ontrack_text text;
    const ontrack_status status = ontrack__row_value(row, &condition->value, &text, error);
    *out = false;
    if (status != ONTRACK_OK) return status;
    if (condition->pattern != NULL)
        return ontrack__pattern_match(condition->pattern, text, out, error);
    for (size_t i = 0; i < condition->is_count && !*out; i++)
        *out = ontrack__name_is_word(text, condition->is[i]);
    return ONTRACK_OK;
}

ontrack_status ontrack__row_select(ontrack__row *row, ontrack_error *error)
{
    const ontrack__selection *selection = row->selection;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < selection->condition_count; i++) {
        bool met;
        status = meets(row, &selection->conditions[i], &met, error);
        if (status != ONTRACK_OK) return status;
        row->skip_reason = i;
        if (met == selection->conditions[i].drops) return ONTRACK_NOT_FOUND;
    }
    for (size_t i = 0; status == ONTRACK_OK && i < selection->find_count; i++)
        if (!selection->finds[i].by_part) status = look(row, i, error);
    return status;
}

ontrack_status ontrack__row_part(ontrack__row *row, ontrack_error *error)
{
    const ontrack__selection *selection = row->selection;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < selection->find_count; i++)
        if (selection->finds[i].by_part) row->found[i].looked = false;
    for (size_t i = 0; status == ONTRACK_OK && i < selection->find_count; i++)
        if (selection->finds[i].by_part) status = look(row, i, error);
    return status;
}

/* ---- the header ---- */

ontrack_status ontrack__row_bind(const ontrack__source *source, const ontrack_text *header,
                                 size_t count, ontrack__place place, size_t *out,
                                 ontrack_error *error)
{
    for (size_t name = 0; name < source->name_count; name++) {
        out[name] = ONTRACK__NO_CELL;
        const bool is_slots = ontrack__name_is_pattern(source->names[name]) &&
                              memchr(source->names[name].data, '#', source->names[name].size);
        for (size_t cell = 0; cell < count && !is_slots; cell++) {
            if (!ontrack__name_like(ontrack__text_trim(header[cell]), source->names[name], NULL))
                continue;
            place.column = (int32_t)cell + 1;
            if (out[name] != ONTRACK__NO_CELL)
                return ontrack__fail_at(error, ONTRACK_INVALID_DATA, place,
                                        "the layout's column \"%s\" is there twice, here and in "
                                        "column %d; rename or remove one",
                                        source->names[name].data, (int)out[name] + 1);
            out[name] = cell;
        }
    }
    return ONTRACK_OK;
}

bool ontrack__row_can_give(const ontrack__value *value, const size_t *cells)
{
    size_t given = 0;
    for (size_t i = 0; i < value->reference_count; i++)
        given += value->references[i].kind != ONTRACK__REFERENCE_CELL ||
                 cells[value->references[i].index] != ONTRACK__NO_CELL;
    if (value->fallback.size > 0) return true;
    return value->kind == ONTRACK__VALUE_FIRST ? given > 0 : given == value->reference_count;
}
