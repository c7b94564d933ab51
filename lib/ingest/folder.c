#include "base/buffer.h"
#include "base/error.h"
#include "base/sort.h"
#include "ingest/export.h"
#include "ingest/listing.h"
#include "ingest/reader.h"

#include <string.h>

/* A file of the folder that is to be read. */
typedef struct entry {
    const ontrack__layout_file *file;
    const char *name;
} entry;

typedef struct folder {
    ontrack_reader *reader;
    const char *path;
    ontrack__array names;   /* const char * */
    ontrack__array entries; /* entry */
    ontrack_error *error;
} folder;

static int compare_entries(const void *a, const void *b, const void *context)
{
    const entry *left = a, *right = b;
    (void)context;
    /* The layout's files are in the order of reading. */
    if (left->file != right->file) return left->file < right->file ? -1 : 1;
    return strcmp(left->name, right->name);
}

static ontrack_status add_name(folder *self, const char *name)
{
    bool is_csv = false;
    const ontrack__layout_file *file = ontrack__layout_of_file(ontrack_text_of(name), &is_csv);
    if (!is_csv) return ONTRACK_OK;
    const ontrack_allocator *allocator = &self->reader->allocator;
    void *item = file == NULL ? ontrack__array_add(allocator, &self->reader->ignored, sizeof name)
                              : ontrack__array_add(allocator, &self->entries, sizeof(entry));
    if (item == NULL) return ontrack__no_memory(self->error);
    const entry found = {file, name};
    if (file == NULL) memcpy(item, &name, sizeof name);
    if (file != NULL) memcpy(item, &found, sizeof found);
    return ONTRACK_OK;
}

static ontrack_status add_names(folder *self)
{
    const char *const *names = self->names.items;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < self->names.count; i++)
        status = add_name(self, names[i]);
    if (status != ONTRACK_OK || self->entries.count == 0) return status;
    return ontrack__sort(&self->reader->allocator, self->entries.items, self->entries.count,
                         sizeof(entry), compare_entries, NULL)
               ? ONTRACK_OK
               : ontrack__no_memory(self->error);
}

static ontrack_status read_entry(const folder *self, const entry *found)
{
    ontrack_buffer path = ONTRACK_BUFFER_INIT;
    path.allocator = self->reader->allocator;
    ontrack_status status = ONTRACK_NO_MEMORY;
    if (ontrack__buffer_string(&path, self->path) && ontrack__buffer_char(&path, '/') &&
        ontrack__buffer_string(&path, found->name))
        status = ontrack__reader_path(self->reader, found->file, path.data, self->error);
    else
        ontrack__no_memory(self->error);
    ontrack_buffer_dispose(&path);
    return status;
}

static ontrack_status read_entries(folder *self)
{
    const entry *entries = self->entries.items;
    if (self->entries.count == 0 || entries[0].file != ontrack__layout_at(0)) {
        const ontrack__place place = {self->path, NULL, 0, 0};
        return ontrack__fail_at(self->error, ONTRACK_IO, place,
                                "students.csv is missing; a data folder needs it");
    }
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < self->entries.count; i++)
        status = read_entry(self, &entries[i]);
    return status;
}

ontrack_status ontrack_reader_folder(ontrack_reader *reader, const char *path, ontrack_error *error)
{
    if (reader->options.layout != NULL) return ontrack__reader_export(reader, path, error);
    folder self = {reader, path, {NULL, 0, 0}, {NULL, 0, 0}, error};
    ontrack_status status =
        ontrack__list_folder(&reader->arena, path, "", false, &self.names, error);
    if (status == ONTRACK_OK) status = add_names(&self);
    if (status == ONTRACK_OK) status = read_entries(&self);
    ontrack__array_free(&reader->allocator, &self.names, sizeof(const char *));
    ontrack__array_free(&reader->allocator, &self.entries, sizeof(entry));
    return status;
}
