#include "base/buffer.h"
#include "base/error.h"
#include "ingest/export.h"
#include "ingest/header.h"
#include "ingest/mapper.h"

#include <ontrack/dataset.h>

typedef struct fitting {
    ontrack_reader *reader;
    const char *path;
    const ontrack__layout_source *source; /* at hand */
    const char *name;
    ontrack_layout_fit *fit;
    size_t columns, students; /* of the file at hand */
    bool has_header;
} fitting;

static void count_column(fitting *self, const ontrack__target *target)
{
    self->columns++;
    self->students += target->table->table == ONTRACK_TABLE_STUDENTS;
}

static ontrack_status look_plain(fitting *self, const ontrack__csv_row *row, ontrack_error *error)
{
    const ontrack__target *target = self->source->targets;
    ontrack__arena arena;
    ontrack__bound_header binding;
    ontrack__arena_init(&arena, &self->reader->allocator);
    const ontrack_status status =
        ontrack__header_bind(&arena, target->table, row, self->name, &binding, error);
    for (size_t i = 0; status == ONTRACK_OK && i < binding.column_count; i++)
        count_column(self, target);
    ontrack__arena_free(&arena);
    return status;
}

/* The mapper binds the header as it will when the file is read. */
static ontrack_status look_mapped(fitting *self, const ontrack__csv_row *row, ontrack_error *error)
{
    const ontrack__layout_source *source = self->source;
    const ontrack_allocator *allocator = &self->reader->allocator;
    ontrack_file_counts *counts =
        ontrack__allocate_zero(allocator, source->target_count, sizeof *counts);
    if (counts == NULL) return ontrack__no_memory(error);
    counts->file = self->name;
    ontrack__mapper mapper;
    ontrack_status status =
        ontrack__mapper_init(&mapper, allocator, self->reader->builder, &self->reader->options,
                             source, NULL, counts, error);
    if (status == ONTRACK_OK) {
        status = source->source.header_count > 0 ? ontrack__mapper_header(&mapper, error)
                                                 : ontrack__mapper_row(&mapper, row, error);
        for (size_t i = 0; status == ONTRACK_OK && i < mapper.count; i++)
            for (size_t j = 0; j < mapper.mappings[i].column_count; j++)
                count_column(self, mapper.mappings[i].target);
        ontrack__mapper_free(&mapper);
    }
    ontrack__release(allocator, counts, source->target_count, sizeof *counts);
    return status;
}

/* Looks at the first row and stops. */
static ontrack_status look_row(void *user, const ontrack__csv_row *row, ontrack_error *error)
{
    fitting *self = user;
    const ontrack_status status = self->source->targets[0].plain ? look_plain(self, row, error)
                                                                 : look_mapped(self, row, error);
    self->has_header = status == ONTRACK_OK;
    return status == ONTRACK_OK ? ONTRACK_STOPPED : status;
}

static ontrack_status look_file(fitting *self)
{
    ontrack_error cause = ONTRACK_ERROR_INIT; /* a file that cannot be read counts as none */
    ontrack_buffer path = ONTRACK_BUFFER_INIT;
    path.allocator = self->reader->allocator;
    const ontrack__row_taker rows = {self->name, &self->source->source, look_row, self};
    self->columns = self->students = 0;
    self->has_header = false;
    ontrack_status status = ONTRACK_NO_MEMORY;
    if (ontrack__buffer_string(&path, self->path) && ontrack__buffer_char(&path, '/') &&
        ontrack__buffer_string(&path, self->name))
        status = ontrack__reader_rows(self->reader, path.data, &rows, &cause);
    ontrack_buffer_dispose(&path);
    if (status == ONTRACK_NO_MEMORY) return status;
    if (!self->has_header) return ONTRACK_OK;
    self->fit->files++;
    self->fit->columns += self->columns;
    self->fit->students += self->students;
    return ONTRACK_OK;
}

static ontrack_status look_all(fitting *self, const ontrack_layout *layout,
                               const ontrack__array *names, ontrack_error *error)
{
    const char *const *all = names->items;
    for (size_t i = 0; i < layout->file_count; i++) {
        self->source = &layout->files[i];
        for (size_t j = 0; j < names->count; j++) {
            self->name = all[j];
            if (!ontrack__export_is(&self->source->source, all[j])) continue;
            if (look_file(self) != ONTRACK_OK) return ontrack__no_memory(error);
        }
    }
    return ONTRACK_OK;
}

ontrack_status ontrack_layout_fits(const ontrack_layout *layout, const char *path,
                                   ontrack_layout_fit *out, ontrack_error *error)
{
    ontrack_builder *builder = NULL;
    ontrack__array names = {NULL, 0, 0};
    ontrack_reader_options options = ONTRACK_READER_OPTIONS_INIT;
    fitting self = {.path = path, .fit = out};
    const ontrack_layout_fit none = {0, 0, 0};
    *out = none;
    options.allocator = &layout->allocator;
    ontrack_status status = ontrack_builder_new(&layout->allocator, &builder, error);
    if (status == ONTRACK_OK) status = ontrack_reader_new(builder, &options, &self.reader, error);
    if (status == ONTRACK_OK)
        status = ontrack__export_names(&self.reader->arena, layout, path, &names, error);
    if (status == ONTRACK_OK) status = look_all(&self, layout, &names, error);
    ontrack__array_free(&layout->allocator, &names, sizeof(const char *));
    ontrack_reader_free(self.reader);
    ontrack_builder_free(builder);
    return status;
}
