#include "ingest/export.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"
#include "ingest/columns_told.h"
#include "ingest/listing.h"
#include "ingest/lookup_reader.h"
#include "ingest/mapper.h"
#include "ingest/names.h"

/* ---- names ---- */

/* "m365/" of "m365/Session"; empty without one. */
static ontrack_text folder_of(ontrack_text name)
{
    while (name.size > 0 && name.data[name.size - 1] != '/')
        name.size--;
    return name;
}

static ontrack_text without(ontrack_text name, size_t size)
{
    const ontrack_text rest = {name.data + size, name.size - size};
    return rest;
}

bool ontrack__export_is(const ontrack__source *source, const char *name)
{
    ontrack_text written = ontrack_text_of(name);
    ontrack__name_take_ending(&written, ".gz");
    if (!ontrack__name_take_ending(&written, ".csv") &&
        !ontrack__name_take_ending(&written, ".txt"))
        ontrack__name_take_ending(&written, ".tsv");
    const ontrack_text folder = folder_of(written);
    for (size_t i = 0; i < source->file_count; i++) {
        const ontrack_text wanted = source->files[i], wanted_folder = folder_of(wanted);
        if (ontrack__text_equal(folder, wanted_folder) &&
            ontrack__name_like(without(written, folder.size), without(wanted, folder.size), NULL))
            return true;
    }
    return false;
}

/* Folders that were listed already. */
typedef struct visits {
    ontrack__arena *arena;
    const char *path;
    ontrack_text folders[2 * ONTRACK__LAYOUT_FILES];
    size_t count;
    ontrack__array *names;
    ontrack_error *error;
} visits;

static ontrack_status visit(visits *self, ontrack_text folder)
{
    for (size_t i = 0; i < self->count; i++)
        if (ontrack__text_equal(self->folders[i], folder)) return ONTRACK_OK;
    if (self->count == sizeof self->folders / sizeof *self->folders)
        return ontrack__fail(self->error, ONTRACK_LIMIT, "the layout names too many folders");
    self->folders[self->count++] = folder;
    ontrack_buffer path = ONTRACK_BUFFER_INIT;
    path.allocator = self->arena->allocator;
    const char *prefix = ontrack__arena_copy(self->arena, folder);
    ontrack_status status = ONTRACK_NO_MEMORY;
    if (prefix != NULL && ontrack__buffer_string(&path, self->path) &&
        (folder.size == 0 ||
         (ontrack__buffer_char(&path, '/') && ontrack__buffer_string(&path, prefix))))
        status = ontrack__list_folder(self->arena, path.data, prefix, folder.size > 0, self->names,
                                      self->error);
    else
        ontrack__no_memory(self->error);
    ontrack_buffer_dispose(&path);
    return status;
}

static ontrack_status visit_all(visits *self, const ontrack__source *source)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < source->file_count; i++)
        status = visit(self, folder_of(source->files[i]));
    return status;
}

ontrack_status ontrack__export_names(ontrack__arena *arena, const ontrack_layout *layout,
                                     const char *path, ontrack__array *names, ontrack_error *error)
{
    visits self = {.arena = arena, .path = path, .names = names, .error = error};
    const ontrack_text top = {NULL, 0};
    ontrack_status status = visit(&self, top);
    for (size_t i = 0; status == ONTRACK_OK && i < layout->file_count; i++)
        status = visit_all(&self, &layout->files[i].source);
    for (size_t i = 0; status == ONTRACK_OK && i < layout->lookup_count; i++)
        status = visit_all(&self, &layout->lookups[i].source);
    return status;
}

/* ---- reading ---- */

typedef struct export_job {
    ontrack_reader *reader;
    const ontrack_layout *layout;
    const char *path;
    ontrack__array names; /* const char * */
    ontrack__lookup *lookups;
    ontrack_error *error;
} export_job;

/* Something that is done with each file of a source. */
typedef ontrack_status take_file(export_job *job, size_t index, const char *name, const char *path);

static ontrack_status take_files(export_job *job, const ontrack__source *source, size_t index,
                                 take_file *take)
{
    const char *const *names = job->names.items;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < job->names.count; i++) {
        if (!ontrack__export_is(source, names[i])) continue;
        ontrack_buffer path = ONTRACK_BUFFER_INIT;
        path.allocator = job->reader->allocator;
        if (ontrack__buffer_string(&path, job->path) && ontrack__buffer_char(&path, '/') &&
            ontrack__buffer_string(&path, names[i]))
            status = take(job, index, names[i], path.data);
        else
            status = ontrack__no_memory(job->error);
        ontrack_buffer_dispose(&path);
    }
    return status;
}

static ontrack_status take_lookup(export_job *job, size_t index, const char *name, const char *path)
{
    ontrack__lookup *lookup = &job->lookups[index];
    ontrack__lookup_reader reading;
    const ontrack__row_taker rows = {name, &lookup->rule->source, ontrack__lookup_reader_row,
                                     &reading};
    ontrack_status status =
        ontrack__lookup_reader_init(&reading, lookup, job->lookups, name, job->error);
    if (status != ONTRACK_OK) return status;
    status = ontrack__reader_rows(job->reader, path, &rows, job->error);
    ontrack__lookup_reader_free(&reading);
    return status;
}

static ontrack_status tell_skips(ontrack_reader *reader, const ontrack__mapping *mapping,
                                 ontrack__file_detail *out, ontrack_error *error)
{
    const size_t count = ontrack__mapping_skip_count(mapping->target);
    ontrack_file_skip *skips = ontrack__arena_allocate(&reader->arena, count, sizeof *skips);
    if (skips == NULL) return ontrack__no_memory(error);
    out->skips = skips;
    for (size_t i = 0; mapping->skipped != NULL && i < count; i++) {
        if (mapping->skipped[i] == 0) continue;
        skips[out->skip_count].because = ontrack__mapping_skip_reason(mapping->target, i);
        skips[out->skip_count++].rows = mapping->skipped[i];
    }
    return ONTRACK_OK;
}

static ontrack_status tell(const export_job *job, const ontrack__mapper *mapper, size_t first)
{
    ontrack__file_detail *details = (ontrack__file_detail *)job->reader->details.items + first;
    ontrack_status status =
        ontrack__tell_mapped_columns(&job->reader->arena, mapper, details, job->error);
    for (size_t i = 0; status == ONTRACK_OK && i < mapper->count; i++)
        status = tell_skips(job->reader, &mapper->mappings[i], &details[i], job->error);
    return status;
}

static ontrack_status take_mapped(export_job *job, size_t index, const char *name, const char *path)
{
    ontrack_reader *reader = job->reader;
    const ontrack__layout_source *source = &job->layout->files[index];
    size_t first = 0;
    ontrack__mapper mapper;
    ontrack_status status = ontrack__reader_add(reader, name, source->targets, source->target_count,
                                                &first, job->error);
    if (status != ONTRACK_OK) return status;
    status = ontrack__mapper_init(&mapper, &reader->allocator, reader->builder, &reader->options,
                                  source, job->lookups,
                                  (ontrack_file_counts *)reader->files.items + first, job->error);
    if (status != ONTRACK_OK) return status;
    const ontrack__row_taker rows = {name, &source->source, ontrack__mapper_row, &mapper};
    status = ontrack__reader_rows(reader, path, &rows, job->error);
    if (status == ONTRACK_OK) status = ontrack__mapper_finish(&mapper, job->error);
    if (status == ONTRACK_OK) status = tell(job, &mapper, first);
    ontrack__mapper_free(&mapper);
    return status;
}

static ontrack_status take_source(export_job *job, size_t index, const char *name, const char *path)
{
    const ontrack__layout_source *source = &job->layout->files[index];
    if (source->targets[0].plain)
        return ontrack__reader_path(job->reader, source->targets[0].table, path, job->error);
    return take_mapped(job, index, name, path);
}

/* ---- what is not there, and what is not read ---- */

static bool feeds_students(const ontrack__layout_source *source)
{
    for (size_t i = 0; i < source->target_count; i++)
        if (source->targets[i].table->table == ONTRACK_TABLE_STUDENTS) return true;
    return false;
}

static ontrack_status check_students(const export_job *job)
{
    const char *const *names = job->names.items;
    const char *wanted = "";
    for (size_t i = job->layout->file_count; i-- > 0;) {
        const ontrack__layout_source *source = &job->layout->files[i];
        if (!feeds_students(source)) continue;
        wanted = source->source.files[0].data;
        for (size_t j = 0; j < job->names.count; j++)
            if (ontrack__export_is(&source->source, names[j])) return ONTRACK_OK;
    }
    const ontrack__place place = {job->path, NULL, 0, 0};
    return ontrack__fail_at(job->error, ONTRACK_IO, place,
                            "%s.csv is missing; the layout \"%s\" reads the students from it",
                            wanted, job->layout->texts[ONTRACK_LAYOUT_ID]);
}

static bool is_named(const ontrack_layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->file_count; i++)
        if (ontrack__export_is(&layout->files[i].source, name)) return true;
    for (size_t i = 0; i < layout->lookup_count; i++)
        if (ontrack__export_is(&layout->lookups[i].source, name)) return true;
    return false;
}

static ontrack_status add_ignored(export_job *job)
{
    const char *const *names = job->names.items;
    for (size_t i = 0; i < job->names.count; i++) {
        if (is_named(job->layout, names[i])) continue;
        const char **item =
            ontrack__array_add(&job->reader->allocator, &job->reader->ignored, sizeof *item);
        if (item == NULL) return ontrack__no_memory(job->error);
        *item = names[i];
    }
    return ONTRACK_OK;
}

/* ---- the whole ---- */

static ontrack_status read_all(export_job *job)
{
    const ontrack_layout *layout = job->layout;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < layout->lookup_count; i++)
        status = take_files(job, &layout->lookups[i].source, i, take_lookup);
    for (size_t i = 0; status == ONTRACK_OK && i < layout->file_count; i++)
        status = take_files(job, &layout->files[i].source, i, take_source);
    return status == ONTRACK_OK ? add_ignored(job) : status;
}

ontrack_status ontrack__reader_export(ontrack_reader *reader, const char *path,
                                      ontrack_error *error)
{
    const ontrack_layout *layout = reader->options.layout;
    const ontrack_allocator *allocator = &reader->allocator;
    export_job job = {.reader = reader, .layout = layout, .path = path, .error = error};
    ontrack_status status = ontrack__export_names(&reader->arena, layout, path, &job.names, error);
    if (status == ONTRACK_OK) status = check_students(&job);
    job.lookups = ontrack__allocate(allocator, layout->lookup_count, sizeof *job.lookups);
    if (status == ONTRACK_OK && job.lookups == NULL) status = ontrack__no_memory(error);
    if (status == ONTRACK_OK) {
        for (size_t i = 0; i < layout->lookup_count; i++)
            ontrack__lookup_init(&job.lookups[i], allocator, &layout->lookups[i]);
        status = read_all(&job);
        for (size_t i = 0; i < layout->lookup_count; i++)
            ontrack__lookup_free(&job.lookups[i]);
    }
    ontrack__release(allocator, job.lookups, layout->lookup_count, sizeof *job.lookups);
    ontrack__array_free(allocator, &job.names, sizeof(const char *));
    return status;
}
