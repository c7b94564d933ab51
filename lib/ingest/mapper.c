#include "ingest/mapper.h"

#include "base/error.h"
#include "base/text.h"

ontrack_status ontrack__mapper_init(ontrack__mapper *self, const ontrack_allocator *allocator,
                                    ontrack_builder *builder, const ontrack_reader_options *options,
                                    const ontrack__layout_source *source,
                                    const ontrack__lookup *lookups, ontrack_file_counts *counts,
                                    ontrack_error *error)
{
    ontrack__mapped_file *file = &self->file;
    memset(self, 0, sizeof *self);
    file->source = &source->source;
    file->lookups = lookups;
    file->options = options;
    file->name = counts->file;
    ontrack__arena_init(&file->arena, allocator);
    ontrack__arena_init(&file->scratch, allocator);
    self->mappings =
        ontrack__arena_allocate(&file->arena, source->target_count, sizeof *self->mappings);
    if (self->mappings == NULL) {
        ontrack__mapper_free(self);
        return ontrack__no_memory(error);
    }
    for (; self->count < source->target_count; self->count++)
        ontrack__mapping_init(&self->mappings[self->count], file, &source->targets[self->count],
                              allocator, builder, &counts[self->count]);
    return ONTRACK_OK;
}

void ontrack__mapper_free(ontrack__mapper *self)
{
    for (size_t i = 0; i < self->count; i++)
        ontrack__mapping_free(&self->mappings[i]);
    ontrack__arena_free(&self->file.arena);
    ontrack__arena_free(&self->file.scratch);
}

/* ---- the header ---- */

static ontrack_status copy_header(ontrack__mapped_file *file, const ontrack_text *header,
                                  size_t count, ontrack_error *error)
{
    ontrack_text *copy = ontrack__arena_allocate(&file->arena, count, sizeof *copy);
    if (copy == NULL) return ontrack__no_memory(error);
    for (size_t i = 0; i < count; i++) {
        copy[i].data = ontrack__arena_copy(&file->arena, header[i]);
        copy[i].size = header[i].size;
        if (copy[i].data == NULL) return ontrack__no_memory(error);
    }
    file->header = copy;
    file->header_count = count;
    return ONTRACK_OK;
}

static ontrack_status take_header(ontrack__mapper *self, const ontrack_text *header, size_t count,
                                  int64_t line, ontrack_error *error)
{
    ontrack__mapped_file *file = &self->file;
    const ontrack__place place = {file->name, NULL, line < INT32_MAX ? (int32_t)line : INT32_MAX,
                                  0};
    file->cells =
        ontrack__arena_allocate(&file->arena, file->source->name_count, sizeof *file->cells);
    if (file->cells == NULL) return ontrack__no_memory(error);
    ontrack_status status = copy_header(file, header, count, error);
    if (status == ONTRACK_OK)
        status = ontrack__row_bind(file->source, file->header, count, place, file->cells, error);
    for (size_t i = 0; status == ONTRACK_OK && i < self->count; i++)
        status = ontrack__mapping_bind(&self->mappings[i], place, error);
    return status;
}

ontrack_status ontrack__mapper_header(ontrack__mapper *self, ontrack_error *error)
{
    const ontrack__source *source = self->file.source;
    if (self->file.header != NULL || source->header_count == 0) return ONTRACK_OK;
    return take_header(self, source->header, source->header_count, 1, error);
}

/* ---- rows ---- */

ontrack_status ontrack__mapper_row(void *user, const ontrack__csv_row *csv, ontrack_error *error)
{
    ontrack__mapper *self = user;
    ontrack__mapped_file *file = &self->file;
    ontrack_status status = ontrack__mapper_header(self, error);
    if (status != ONTRACK_OK) return status;
    if (file->header == NULL) return take_header(self, csv->cells, csv->count, csv->line, error);
    file->csv = csv;
    for (size_t i = 0; i < self->count; i++)
        self->mappings[i].counts->rows++;
    if (file->source->header_count == 0 &&
        ontrack__is_header(file->header, file->header_count, csv)) {
        self->mappings->counts->duplicate_headers++;
        return ontrack__mapping_reject(self->mappings, 0, ONTRACK__HEADER_AGAIN, error);
    }
    const int32_t extra = ontrack__surplus(file->header_count, csv);
    if (extra > 0)
        return ontrack__mapping_reject(self->mappings, extra, ONTRACK__TOO_MANY_CELLS, error);
    for (size_t i = 0; status == ONTRACK_OK && i < self->count; i++)
        status = ontrack__mapping_row(&self->mappings[i], error);
    return status;
}

ontrack_status ontrack__mapper_finish(ontrack__mapper *self, ontrack_error *error)
{
    ontrack_status status = ontrack__mapper_header(self, error);
    for (size_t i = 0; status == ONTRACK_OK && i < self->count; i++)
        status = ontrack__intake_finish(&self->mappings[i].intake, error);
    return status;
}
