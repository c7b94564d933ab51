#include "ingest/header.h"

#include "base/error.h"
#include "base/text.h"
#include "ingest/names.h"

#include <string.h>

typedef struct binder {
    ontrack__arena *arena;
    const ontrack__layout_file *file;
    ontrack__place place;
    ontrack__bound_header *binding;
    ontrack_error *error;
} binder;

static bool is_named(const ontrack__column *column, ontrack_text cell)
{
    if (ontrack__name_matches(cell, ontrack_text_of(column->name))) return true;
    const char *alias = column->aliases;
    while (alias != NULL) {
        const char *end = strchr(alias, ' ');
        const ontrack_text name = {alias, end == NULL ? strlen(alias) : (size_t)(end - alias)};
        if (ontrack__name_matches(cell, name)) return true;
        alias = end == NULL ? NULL : end + 1;
    }
    return false;
}

static size_t named_columns(const ontrack__layout_file *file)
{
    const size_t all = ontrack__table(file->table)->column_count;
    return file->named_columns < all ? file->named_columns : all;
}

static const ontrack__column *find_column(const ontrack__layout_file *file, ontrack_text cell)
{
    const ontrack__column *columns = ontrack__table(file->table)->columns;
    for (size_t i = 0; i < named_columns(file); i++)
        if (is_named(&columns[i], cell)) return &columns[i];
    return NULL;
}

/* Names are told only of known columns: a file without a header row begins with a student. */
static ontrack_status fail_twice(const binder *self, const ontrack__bound_cell *first, size_t cell)
{
    ontrack__place place = self->place;
    place.column = (int32_t)cell + 1;
    if (first->column == NULL)
        return ontrack__fail_at(self->error, ONTRACK_INVALID_DATA, place,
                                "this column has the name of column %d; rename or remove one",
                                (int)first->cell + 1);
    return ontrack__fail_at(self->error, ONTRACK_INVALID_DATA, place,
                            "column \"%s\" is given twice, here and in column %d; rename or "
                            "remove one",
                            first->column->name, (int)first->cell + 1);
}

static ontrack_status bind_column(const binder *self, size_t cell, const ontrack__column *column)
{
    ontrack__bound_header *binding = self->binding;
    const int32_t before = ontrack__header_cell(binding, column);
    const ontrack__bound_cell bound = {cell, column, {NULL, 0}};
    if (before > 0) {
        const ontrack__bound_cell first = {(size_t)before - 1, column, {NULL, 0}};
        return fail_twice(self, &first, cell);
    }
    binding->columns[binding->column_count++] = bound;
    return ONTRACK_OK;
}

static ontrack_status bind_other(const binder *self, size_t cell, ontrack_text name)
{
    ontrack__bound_header *binding = self->binding;
    for (size_t i = 0; i < binding->other_count; i++)
        if (ontrack__text_equal(binding->others[i].name, name))
            return fail_twice(self, &binding->others[i], cell);
    const ontrack__bound_cell bound = {cell, NULL, name};
    binding->others[binding->other_count++] = bound;
    return ONTRACK_OK;
}

/* A cell without a name holds nothing: exports end their rows with a delimiter. */
static ontrack_status bind_cell(const binder *self, size_t cell)
{
    const ontrack_text name = ontrack__text_trim(self->binding->header[cell]);
    if (name.size == 0) return ONTRACK_OK;
    const ontrack__column *column = find_column(self->file, name);
    if (column != NULL) return bind_column(self, cell, column);
    return self->file->others == ONTRACK_TABLE_COUNT ? ONTRACK_OK : bind_other(self, cell, name);
}

static ontrack_status fail_missing(const binder *self, const ontrack__column *column)
{
    const char *aliases = column->aliases;
    return ontrack__fail_at(self->error, ONTRACK_INVALID_DATA, self->place,
                            "column \"%s\" is missing from the header row; give the column that "
                            "holds it this name%s%s%s",
                            column->name,
                            aliases == NULL ? "" : " (or one of: ", aliases == NULL ? "" : aliases,
                            aliases == NULL ? "" : ")");
}

static ontrack_status check_required(const binder *self)
{
    const ontrack__column *columns = ontrack__table(self->file->table)->columns;
    const char *needed = self->file->needed;
    for (size_t i = 0; i < named_columns(self->file); i++) {
        const bool required =
            columns[i].required || (needed != NULL && strcmp(columns[i].name, needed) == 0);
        if (required && ontrack__header_cell(self->binding, &columns[i]) == 0)
            return fail_missing(self, &columns[i]);
    }
    return ONTRACK_OK;
}

/* The header's cells in one block, their bytes in another. */
static bool copy_header(const binder *self, const ontrack__csv_row *row)
{
    size_t size = 0;
    for (size_t i = 0; i < row->count; i++)
        size += row->cells[i].size;
    ontrack_text *cells = ontrack__arena_allocate(self->arena, row->count, sizeof *cells);
    char *bytes = ontrack__arena_allocate(self->arena, size, 1);
    if (cells == NULL || bytes == NULL) return false;
    for (size_t i = 0; i < row->count; i++) {
        const ontrack_text cell = row->cells[i];
        if (cell.size > 0) memcpy(bytes, cell.data, cell.size);
        cells[i].data = bytes;
        cells[i].size = cell.size;
        bytes += cell.size;
    }
    self->binding->header = cells;
    self->binding->header_count = row->count;
    return true;
}

ontrack_status ontrack__header_bind(ontrack__arena *arena, const ontrack__layout_file *file,
                                    const ontrack__csv_row *row, const char *source,
                                    ontrack__bound_header *out, ontrack_error *error)
{
    const int32_t line = row->line < INT32_MAX ? (int32_t)row->line : INT32_MAX;
    const binder self = {arena, file, {source, NULL, line, 0}, out, error};
    memset(out, 0, sizeof *out);
    out->columns = ontrack__arena_allocate(arena, named_columns(file), sizeof *out->columns);
    out->others = ontrack__arena_allocate(arena, row->count, sizeof *out->others);
    if (out->columns == NULL || out->others == NULL || !copy_header(&self, row))
        return ontrack__no_memory(error);
    for (size_t cell = 0; cell < row->count; cell++) {
        const ontrack_status status = bind_cell(&self, cell);
        if (status != ONTRACK_OK) return status;
    }
    return check_required(&self);
}

int32_t ontrack__header_cell(const ontrack__bound_header *binding, const ontrack__column *column)
{
    for (size_t i = 0; i < binding->column_count; i++)
        if (binding->columns[i].column == column) return (int32_t)binding->columns[i].cell + 1;
    return 0;
}

bool ontrack__is_header(const ontrack_text *header, size_t count, const ontrack__csv_row *row)
{
    if (row->count != count) return false;
    for (size_t i = 0; i < count; i++)
        if (!ontrack__text_equal(row->cells[i], header[i])) return false;
    return true;
}

int32_t ontrack__surplus(size_t count, const ontrack__csv_row *row)
{
    for (size_t i = count; i < row->count; i++)
        if (ontrack__text_trim(row->cells[i]).size > 0) return (int32_t)i + 1;
    return 0;
}
