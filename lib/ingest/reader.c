#include "ingest/reader.h"

#include "base/error.h"
#include "base/share.h"
#include "ingest/columns_told.h"
#include "ingest/pipeline.h"
#include "ingest/unescape.h"

#include <string.h>

#define FIELD_LIMIT ((size_t)1 << 20)
#define FIELD_LIMIT_HIGHEST ((size_t)1 << 30)
#define PROGRESS_STEP (INT64_C(1) << 20)

/* Hands bytes on and tells of the progress. */
typedef struct watch {
    ontrack__bytes base;
    ontrack__bytes *source;
    const ontrack_reader_options *options;
    const char *file;
    int64_t told, read, all;
} watch;

/* Options of any age: members that the caller does not know keep their defaults. */
static ontrack_reader_options known_options(const ontrack_reader_options *options)
{
    ontrack_reader_options known = ONTRACK_READER_OPTIONS_INIT;
    if (options != NULL)
        memcpy(&known, options,
               options->struct_size < sizeof known ? options->struct_size : sizeof known);
    if (known.field_limit == 0) known.field_limit = FIELD_LIMIT;
    return known;
}

ontrack_status ontrack_reader_new(ontrack_builder *builder, const ontrack_reader_options *options,
                                  ontrack_reader **out, ontrack_error *error)
{
    if (builder == NULL || out == NULL || (options != NULL && options->struct_size == 0))
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "a builder, a place for the reader and options made with "
                             "ONTRACK_READER_OPTIONS_INIT are needed");
    const ontrack_reader_options known = known_options(options);
    if (known.field_limit > FIELD_LIMIT_HIGHEST)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT, "field_limit is above 1 GiB");
    const ontrack_status status = ontrack__crew_check(known.crew, error);
    if (status != ONTRACK_OK) return status;
    const ontrack_allocator allocator = ontrack__allocator(known.allocator);
    ontrack_reader *reader = ontrack__allocate_zero(&allocator, 1, sizeof *reader);
    if (reader == NULL) return ontrack__no_memory(error);
    reader->allocator = allocator;
    reader->builder = builder;
    reader->options = known;
    ontrack__arena_init(&reader->arena, &allocator);
    *out = reader;
    return ONTRACK_OK;
}

void ontrack_reader_free(ontrack_reader *reader)
{
    if (reader == NULL) return;
    const ontrack_allocator allocator = reader->allocator;
    ontrack__array_free(&allocator, &reader->files, sizeof(ontrack_file_counts));
    ontrack__array_free(&allocator, &reader->details, sizeof(ontrack__file_detail));
    ontrack__array_free(&allocator, &reader->ignored, sizeof(const char *));
    ontrack__arena_free(&reader->arena);
    ontrack__release(&allocator, reader, 1, sizeof *reader);
}

static ontrack_status read_watched(ontrack__bytes *base, void *out, size_t size, size_t *got,
                                   ontrack_error *error)
{
    watch *self = (watch *)base;
    const ontrack_reader_options *options = self->options;
    ontrack_status status = self->source->read(self->source, out, size, got, error);
    if (status != ONTRACK_OK) return status;
    self->read += (int64_t)*got;
    const bool due =
        *got == 0 ? self->read != self->told : self->read - self->told >= PROGRESS_STEP;
    if (options->progress == NULL || !due) return ONTRACK_OK;
    self->told = self->read;
    status = options->progress(options->user, self->file, self->read, self->all);
    return status == ONTRACK_OK
               ? ONTRACK_OK
               : ontrack__fail(error, status, "the progress callback ended the reading");
}

static void close_watched(ontrack__bytes *base)
{
    watch *self = (watch *)base;
    self->source->close(self->source);
}

static ontrack_status open_links(const ontrack_reader *reader, ontrack__bytes *first,
                                 const ontrack__source *looks, ontrack__bytes **out,
                                 ontrack_error *error)
{
    const ontrack__gunzip_limits limits = ONTRACK__GUNZIP_LIMITS;
    const ontrack_allocator *allocator = &reader->allocator;
    const bool latin1 = reader->options.latin1 || (looks != NULL && looks->latin1);
    ontrack_status status = ontrack__bytes_gunzip(allocator, first, &limits, out, error);
    if (status == ONTRACK_OK) status = ontrack__bytes_text(allocator, *out, latin1, out, error);
    if (status == ONTRACK_OK && looks != NULL && looks->backslash)
        status = ontrack__bytes_unescape(allocator, *out, out, error);
    return status;
}

/* The chain of which `watched` is the first link, as text. `looks` may be NULL. */
static ontrack_status open_text(const ontrack_reader *reader, watch *watched,
                                const ontrack__source *looks, ontrack__bytes **out,
                                ontrack_error *error)
{
    ontrack_error cause = ONTRACK_ERROR_INIT;
    const ontrack__place place = {watched->file, NULL, 0, 0};
    const ontrack_status status = open_links(reader, &watched->base, looks, out, &cause);
    return status == ONTRACK_OK ? ONTRACK_OK
                                : ontrack__fail_at(error, status, place, "%s", cause.message);
}

ontrack_status ontrack__reader_rows(ontrack_reader *reader, const char *path,
                                    const ontrack__row_taker *rows, ontrack_error *error)
{
    ontrack__bytes *bytes = NULL;
    watch watched = {{read_watched, close_watched}, NULL, &reader->options, rows->name, 0, 0, 0};
    ontrack_status status =
        ontrack__bytes_file(&reader->allocator, path, &watched.source, &watched.all, error);
    if (status == ONTRACK_OK) status = open_text(reader, &watched, rows->looks, &bytes, error);
    if (status != ONTRACK_OK) return status;
    const ontrack__csv_options options = {
        rows->name, reader->options.field_limit, 0, rows->row, NULL, rows->user};
    status = ontrack__csv_read(&reader->allocator, bytes, &options, error);
    bytes->close(bytes);
    return status;
}

static ontrack_file_counts *add_file(ontrack_reader *reader, const char *file, const char *table)
{
    const ontrack_allocator *allocator = &reader->allocator;
    ontrack__file_detail *detail = ontrack__array_add(allocator, &reader->details, sizeof *detail);
    ontrack_file_counts *counts =
        detail == NULL ? NULL : ontrack__array_add(allocator, &reader->files, sizeof *counts);
    if (counts == NULL) return NULL;
    counts->file = file;
    counts->table = table;
    return counts;
}

ontrack_status ontrack__reader_add(ontrack_reader *reader, const char *file,
                                   const ontrack__target *targets, size_t count, size_t *first,
                                   ontrack_error *error)
{
    *first = reader->files.count;
    for (size_t i = 0; i < count; i++)
        if (add_file(reader, file, targets[i].table->name) == NULL)
            return ontrack__no_memory(error);
    return ONTRACK_OK;
}

/* Reads rows with a table's own columns. */
static ontrack_status read_plain(ontrack_reader *reader, watch *watched, ontrack__intake *intake,
                                 ontrack_error *error)
{
    ontrack__bytes *bytes = NULL;
    ontrack_status status = open_text(reader, watched, NULL, &bytes, error);
    if (status != ONTRACK_OK) return status;
    status = ontrack__pipeline_run(&reader->allocator, reader->options.crew, bytes, intake,
                                   reader->options.field_limit, 0, error);
    bytes->close(bytes);
    if (status != ONTRACK_OK) return status;
    intake->counts->rows = intake->counts->read;
    return ontrack__tell_plain_columns(
        &reader->arena, &intake->binding, intake->file,
        (ontrack__file_detail *)reader->details.items + (reader->details.count - 1), error);
}

/* The same from `source`, which is closed here. */
static ontrack_status read_source(ontrack_reader *reader, const ontrack__layout_file *file,
                                  const char *name, ontrack__bytes *source, int64_t size,
                                  ontrack_error *error)
{
    const char *kept = ontrack__arena_copy(&reader->arena, ontrack_text_of(name));
    ontrack_file_counts *counts = kept == NULL ? NULL : add_file(reader, kept, file->name);
    if (counts == NULL) {
        source->close(source);
        return ontrack__no_memory(error);
    }
    watch watched = {{read_watched, close_watched}, source, &reader->options, kept, 0, 0, size};
    ontrack__intake intake;
    ontrack__intake_init(&intake, &reader->allocator, reader->builder, &reader->options, file,
                         counts);
    const ontrack_status status = read_plain(reader, &watched, &intake, error);
    ontrack__intake_free(&intake);
    return status;
}

ontrack_status ontrack__reader_path(ontrack_reader *reader, const ontrack__layout_file *file,
                                    const char *path, ontrack_error *error)
{
    const char *slash = strrchr(path, '/');
    ontrack__bytes *source = NULL;
    int64_t size = 0;
    const ontrack_status status =
        ontrack__bytes_file(&reader->allocator, path, &source, &size, error);
    if (status != ONTRACK_OK) return status;
    return read_source(reader, file, slash == NULL ? path : slash + 1, source, size, error);
}

static ontrack_status find_file(const char *name, const ontrack__layout_file **out,
                                ontrack_error *error)
{
    *out = ontrack__layout_find(ontrack_text_of(name));
    if (*out != NULL) return ONTRACK_OK;
    return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                         "no table has that name; docs/tables.md lists them");
}

ontrack_status ontrack_reader_file(ontrack_reader *reader, const char *name, const char *path,
                                   ontrack_error *error)
{
    const ontrack__layout_file *file = NULL;
    const ontrack_status status = find_file(name, &file, error);
    return status != ONTRACK_OK ? status : ontrack__reader_path(reader, file, path, error);
}

ontrack_status ontrack_reader_bytes(ontrack_reader *reader, const char *name, const char *source,
                                    const void *data, size_t size, ontrack_error *error)
{
    const ontrack__layout_file *file = NULL;
    ontrack__bytes *bytes = NULL;
    ontrack_status status = find_file(name, &file, error);
    if (status == ONTRACK_OK)
        status = ontrack__bytes_memory(&reader->allocator, data, size, &bytes, error);
    if (status != ONTRACK_OK) return status;
    return read_source(reader, file, source == NULL ? name : source, bytes, (int64_t)size, error);
}

size_t ontrack_reader_file_count(const ontrack_reader *reader)
{
    return reader->files.count;
}

ontrack_file_counts ontrack_reader_counts(const ontrack_reader *reader, size_t index)
{
    const ontrack_file_counts none = {NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0};
    const ontrack_file_counts *files = reader->files.items;
    return index < reader->files.count ? files[index] : none;
}

static ontrack__file_detail detail_of(const ontrack_reader *reader, size_t file)
{
    const ontrack__file_detail none = {NULL, 0, NULL, 0};
    const ontrack__file_detail *details = reader->details.items;
    return file < reader->details.count ? details[file] : none;
}

size_t ontrack_reader_skip_count(const ontrack_reader *reader, size_t file)
{
    return detail_of(reader, file).skip_count;
}

ontrack_file_skip ontrack_reader_skip_at(const ontrack_reader *reader, size_t file, size_t index)
{
    const ontrack_file_skip none = {NULL, 0};
    const ontrack__file_detail detail = detail_of(reader, file);
    return index < detail.skip_count ? detail.skips[index] : none;
}

size_t ontrack_reader_column_count(const ontrack_reader *reader, size_t file)
{
    return detail_of(reader, file).column_count;
}

ontrack_file_column ontrack_reader_column_at(const ontrack_reader *reader, size_t file,
                                             size_t index)
{
    const ontrack_file_column none = {NULL, NULL, false};
    const ontrack__file_detail detail = detail_of(reader, file);
    return index < detail.column_count ? detail.columns[index] : none;
}

size_t ontrack_reader_ignored_count(const ontrack_reader *reader)
{
    return reader->ignored.count;
}

const char *ontrack_reader_ignored_at(const ontrack_reader *reader, size_t index)
{
    const char *const *names = reader->ignored.items;
    return index < reader->ignored.count ? names[index] : NULL;
}
