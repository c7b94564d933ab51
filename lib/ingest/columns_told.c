#include "ingest/columns_told.h"

#include "base/error.h"
#include "base/text.h"

/* A list that is filled up to its room. */
typedef struct telling {
    ontrack__arena *arena;
    ontrack_file_column *columns;
    size_t count;
} telling;

static bool begin(telling *self, ontrack__arena *arena, size_t room)
{
    self->arena = arena;
    self->count = 0;
    self->columns = ontrack__arena_allocate(arena, room, sizeof *self->columns);
    return self->columns != NULL;
}

/* `cell` is a header's, copied; none when it is empty. */
static bool tell_cell(telling *self, const char *column, ontrack_text cell)
{
    const ontrack_text name = ontrack__text_trim(cell);
    ontrack_file_column *told = &self->columns[self->count++];
    told->column = column;
    told->from = ontrack__arena_copy(self->arena, name);
    told->found = column != NULL;
    return told->from != NULL;
}

static void tell_words(telling *self, const char *column, const char *from, bool found)
{
    const ontrack_file_column told = {column, from, found};
    self->columns[self->count++] = told;
}

static ontrack_status end(const telling *self, bool done, ontrack__file_detail *out,
                          ontrack_error *error)
{
    out->columns = self->columns;
    out->column_count = self->count;
    return done ? ONTRACK_OK : ontrack__no_memory(error);
}

/* ---- a file with a table's own columns ---- */

static bool tell_table(telling *self, const ontrack__bound_header *binding,
                       const ontrack__layout_file *file)
{
    const ontrack__table_info *info = ontrack__table(file->table);
    for (size_t i = 0; i < info->column_count && i < file->named_columns; i++) {
        const int32_t cell = ontrack__header_cell(binding, &info->columns[i]);
        if (cell == 0)
            tell_words(self, info->columns[i].name, NULL, false);
        else if (!tell_cell(self, info->columns[i].name, binding->header[cell - 1]))
            return false;
    }
    return true;
}

static bool is_bound(const ontrack__bound_header *binding, size_t cell)
{
    for (size_t i = 0; i < binding->column_count; i++)
        if (binding->columns[i].cell == cell) return true;
    return false;
}

ontrack_status ontrack__tell_plain_columns(ontrack__arena *arena,
                                           const ontrack__bound_header *binding,
                                           const ontrack__layout_file *file,
                                           ontrack__file_detail *out, ontrack_error *error)
{
    telling self;
    const bool kept = binding->other_count > 0;
    bool done =
        begin(&self, arena, ontrack__table(file->table)->column_count + binding->header_count) &&
        tell_table(&self, binding, file);
    for (size_t cell = 0; done && cell < binding->header_count; cell++) {
        if (is_bound(binding, cell)) continue;
        if (ontrack__text_trim(binding->header[cell]).size == 0) continue;
        done = tell_cell(&self, kept ? "" : NULL, binding->header[cell]);
        if (done && kept) self.columns[self.count - 1].column = self.columns[self.count - 1].from;
    }
    return end(&self, done, out, error);
}

/* ---- a file of an export ---- */

static bool is_read(const ontrack__mapper *mapper, size_t cell)
{
    const ontrack__mapped_file *file = &mapper->file;
    for (size_t i = 0; i < file->source->name_count; i++)
        if (file->cells[i] == cell) return true;
    for (size_t i = 0; i < mapper->count; i++)
        for (size_t slot = 0; slot < mapper->mappings[i].slot_count; slot++)
            if (mapper->mappings[i].slots[slot].cell == cell) return true;
    return false;
}

static bool is_there(const ontrack__mapping *mapping, const ontrack__reference *reference)
{
    const ontrack__mapped_file *file = mapping->file;
    if (reference->kind == ONTRACK__REFERENCE_CELL)
        return file->cells[reference->index] != ONTRACK__NO_CELL;
    if (reference->kind != ONTRACK__REFERENCE_FOUND) return true;
    return file->lookups[mapping->target->selection.finds[reference->index].lookup].given;
}

/* Of several references the first that is there; *found tells whether what is needed is. */
static const char *describe(const ontrack__mapping *mapping, const ontrack__value *value,
                            bool *found)
{
    size_t there = 0;
    const char *first = value->label;
    for (size_t i = 0; i < value->reference_count; i++) {
        const bool is = is_there(mapping, &value->references[i]);
        if (is && there == 0 && value->kind == ONTRACK__VALUE_FIRST)
            first = value->references[i].label;
        there += is;
    }
    *found = value->kind == ONTRACK__VALUE_FIRST ? there > 0 : there == value->reference_count;
    return first;
}

static void tell_target(telling *self, const ontrack__mapping *mapping)
{
    for (size_t i = 0; i < mapping->target->column_count; i++) {
        const ontrack__target_column *column = &mapping->target->columns[i];
        bool found = false;
        const char *from = describe(mapping, &column->value, &found);
        tell_words(self, column->name, from, found);
    }
}

ontrack_status ontrack__tell_mapped_columns(ontrack__arena *arena, const ontrack__mapper *mapper,
                                            ontrack__file_detail *out, ontrack_error *error)
{
    const ontrack__mapped_file *file = &mapper->file;
    for (size_t i = 0; i < mapper->count; i++) {
        telling self;
        const ontrack__mapping *mapping = &mapper->mappings[i];
        bool done =
            begin(&self, arena, mapping->target->column_count + (i == 0 ? file->header_count : 0));
        if (done) tell_target(&self, mapping);
        for (size_t cell = 0; done && i == 0 && cell < file->header_count; cell++)
            if (!is_read(mapper, cell) && ontrack__text_trim(file->header[cell]).size > 0)
                done = tell_cell(&self, NULL, file->header[cell]);
        const ontrack_status status = end(&self, done, &out[i], error);
        if (status != ONTRACK_OK) return status;
    }
    return ONTRACK_OK;
}
