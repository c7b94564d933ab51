#include "ingest/loading.h"

#include "base/suggest.h"
#include "base/text.h"
#include "ingest/names.h"

/* ---- the table ---- */

static ontrack_status load_table(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                 ontrack__target *out)
{
    const ontrack_text name = ontrack__json_text(at->value);
    ontrack__suggestion near = {name, {NULL, 0}, 0};
    out->table = ontrack__layout_find(name);
    if (out->table != NULL) return ONTRACK_OK;
    for (size_t i = 0; ontrack__layout_at(i) != NULL; i++)
        ontrack__suggest(&near, ontrack_text_of(ontrack__layout_at(i)->name));
    if (near.best.size > 0)
        return ontrack__json_fail(at, loading->error,
                                  "no table has this name; did you mean \"%.*s\"?",
                                  (int)near.best.size, near.best.data);
    return ontrack__json_fail(at, loading->error,
                              "no table has this name; docs/tables.md lists them");
}

/* ---- slots and days ---- */

static ontrack_status load_slots(ontrack__loading *loading, const ontrack__json_cursor *at,
                                 ontrack__slots *out)
{
    const bool is_object = ontrack__json_kind_of(at->value) == ONTRACK__JSON_OBJECT;
    ontrack_status status = ONTRACK_OK;
    if (is_object) status = ontrack__layout_check(at, ONTRACK__LAYOUT_SLOTS, loading->error);
    if (status != ONTRACK_OK) return status;
    const ontrack__json_cursor is = ontrack__json_member(at, "is");
    const ontrack__json_cursor columns = is_object ? ontrack__json_member(at, "columns") : *at;
    const size_t count = ontrack__loading_count(&columns);
    if (count == 0 || count > ONTRACK__LAYOUT_ITEMS)
        return ontrack__json_fail(&columns, loading->error, "must name 1 to %d columns",
                                  ONTRACK__LAYOUT_ITEMS);
    out->names = ontrack__loading_room(loading, count, sizeof *out->names);
    if (out->names == NULL) return ontrack__no_memory(loading->error);
    while (status == ONTRACK_OK && out->count < count) {
        const ontrack__json_cursor item = ontrack__loading_item(&columns, out->count);
        status = ontrack__json_expect(&item, 1u << ONTRACK__JSON_STRING, loading->error);
        if (status == ONTRACK_OK)
            status = ontrack__loading_name(loading, &item, ontrack__json_text(item.value),
                                           &out->names[out->count++]);
    }
    if (status == ONTRACK_OK && is_object)
        status = ontrack__loading_texts(loading, &is, &out->is, &out->is_count);
    return status;
}

/* The file's form of dates is meant where a value that is a column's has none of its own. */
static void add_date(const ontrack__loading *loading, ontrack__value *value)
{
    static const char canonical[] = "YYYY-MM-DD";
    if (value->kind != ONTRACK__VALUE_FIRST || value->date.size > 0) return;
    if (value->references[0].kind == ONTRACK__REFERENCE_DAY) return;
    value->date = loading->dates.size > 0 ? loading->dates : ontrack_text_of(canonical);
}

static ontrack_status load_days(ontrack__loading *loading, const ontrack__json_cursor *at,
                                ontrack__each_day *out)
{
    ontrack_status status = ontrack__layout_check(at, ONTRACK__LAYOUT_DAYS, loading->error);
    const ontrack__json_cursor from = ontrack__json_member(at, "from");
    const ontrack__json_cursor to = ontrack__json_member(at, "to");
    const ontrack__json_cursor weekdays = ontrack__json_member(at, "weekdays");
    if (status == ONTRACK_OK) status = ontrack__load_value(loading, &from, &out->from);
    if (status == ONTRACK_OK) status = ontrack__load_value(loading, &to, &out->to);
    if (status != ONTRACK_OK) return status;
    add_date(loading, &out->from);
    add_date(loading, &out->to);
    out->given = true;
    if (weekdays.value != NULL) out->weekdays = ontrack__json_bool(weekdays.value);
    return ONTRACK_OK;
}

/* ---- columns ---- */

static const ontrack__column *find_column(const ontrack__layout_file *file, const char *name)
{
    const ontrack__table_info *info = ontrack__table(file->table);
    for (size_t i = 0; i < info->column_count && i < file->named_columns; i++)
        if (strcmp(info->columns[i].name, name) == 0) return &info->columns[i];
    return NULL;
}

static ontrack_status refuse_column(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                    const ontrack__target *target, const char *name)
{
    const ontrack__table_info *info = ontrack__table(target->table->table);
    ontrack__suggestion near = {ontrack_text_of(name), {NULL, 0}, 0};
    for (size_t i = 0; i < info->column_count; i++)
        ontrack__suggest(&near, ontrack_text_of(info->columns[i].name));
    if (near.best.size == 0)
        return ontrack__json_fail(at, loading->error, "the table \"%s\" has no such column",
                                  target->table->name);
    return ontrack__json_fail(at, loading->error,
                              "the table \"%s\" has no such column; did you mean \"%.*s\"?",
                              target->table->name, (int)near.best.size, near.best.data);
}

static ontrack_status load_column(ontrack__loading *loading, const ontrack__json_cursor *at,
                                  const char *name, ontrack__target *target)
{
    ontrack__target_column *out = &target->columns[target->column_count++];
    out->column = find_column(target->table, name);
    if (out->column == NULL && target->table->others == ONTRACK_TABLE_COUNT)
        return refuse_column(loading, at, target, name);
    out->name = ontrack__loading_copy(loading, ontrack_text_of(name)).data;
    if (out->name == NULL) return ontrack__no_memory(loading->error);
    const ontrack_status status = ontrack__load_value(loading, at, &out->value);
    if (status == ONTRACK_OK && out->column != NULL && out->column->type == ONTRACK__COLUMN_DATE)
        add_date(loading, &out->value);
    return status;
}

static ontrack_status check_required(const ontrack__loading *loading,
                                     const ontrack__json_cursor *at, const ontrack__target *target)
{
    const ontrack__table_info *info = ontrack__table(target->table->table);
    for (size_t i = 0; i < info->column_count && i < target->table->named_columns; i++) {
        bool given = !info->columns[i].required;
        for (size_t j = 0; j < target->column_count && !given; j++)
            given = target->columns[j].column == &info->columns[i];
        if (!given)
            return ontrack__json_fail(at, loading->error, "the table \"%s\" needs \"%s\"; add it",
                                      target->table->name, info->columns[i].name);
    }
    return ONTRACK_OK;
}

static ontrack_status load_columns(ontrack__loading *loading, const ontrack__json_cursor *at,
                                   ontrack__target *out)
{
    const size_t count = ontrack__json_count(at->value);
    if (count > ONTRACK__LAYOUT_ITEMS)
        return ontrack__json_fail(at, loading->error, "has more than %d columns",
                                  ONTRACK__LAYOUT_ITEMS);
    out->columns = ontrack__loading_room(loading, count, sizeof *out->columns);
    if (out->columns == NULL) return ontrack__no_memory(loading->error);
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    ontrack_status status = ONTRACK_OK;
    while (status == ONTRACK_OK && ontrack__json_next(at->value, &cursor, &name, &value)) {
        const ontrack__json_cursor column = ontrack__json_member(at, name);
        status = load_column(loading, &column, name, out);
    }
    return status == ONTRACK_OK ? check_required(loading, at, out) : status;
}

/* ---- the whole ---- */

/* A file with the table's own columns is read as the table is, and nothing may be said of its rows.
 */
static ontrack_status load_plain(const ontrack__loading *loading, const ontrack__json_cursor *at,
                                 ontrack__target *out)
{
    static const char *const keys[] = {"find", "keep", "drop", "slots", "days"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (ontrack__json_get(at->value, keys[i]) != NULL)
            return ontrack__json_fail(at, loading->error,
                                      "\"%s\" means nothing without \"columns\"", keys[i]);
    out->plain = true;
    return ONTRACK_OK;
}

ontrack_status ontrack__load_target(ontrack__loading *loading, const ontrack__json_cursor *at,
                                    ontrack__target *out)
{
    ontrack_status status = ontrack__layout_check(at, ONTRACK__LAYOUT_TARGET, loading->error);
    if (status != ONTRACK_OK) return status;
    const ontrack__json_cursor table = ontrack__json_member(at, "table");
    const ontrack__json_cursor columns = ontrack__json_member(at, "columns");
    const ontrack__json_cursor slots = ontrack__json_member(at, "slots");
    const ontrack__json_cursor days = ontrack__json_member(at, "days");
    status = load_table(loading, &table, out);
    if (status == ONTRACK_OK && columns.value == NULL) return load_plain(loading, at, out);
    if (status == ONTRACK_OK && slots.value != NULL && days.value != NULL)
        return ontrack__json_fail(at, loading->error, "has \"slots\" or \"days\", not both");
    loading->has_slots = slots.value != NULL;
    loading->has_days = days.value != NULL;
    if (status == ONTRACK_OK) status = ontrack__load_selection(loading, at, &out->selection);
    if (status == ONTRACK_OK && days.value != NULL) status = load_days(loading, &days, &out->days);
    if (status == ONTRACK_OK && slots.value != NULL)
        status = load_slots(loading, &slots, &out->slots);
    loading->has_slots = slots.value != NULL;
    loading->has_days = days.value != NULL;
    if (status == ONTRACK_OK) status = load_columns(loading, &columns, out);
    loading->has_slots = loading->has_days = false;
    return status;
}
