#define _POSIX_C_SOURCE 200809L

#include "base/buffer.h"
#include "base/error.h"
#include "base/sort.h"
#include "ingest/reader.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

/* A file of the folder that is to be read. */
typedef struct entry {
    const ontrack__layout_file *file;
    const char *name;
} entry;

typedef struct listing {
    ontrack_reader *reader;
    const char *path;
    ontrack__array entries; /* entry */
    ontrack_error *error;
} listing;

static int compare_entries(const void *a, const void *b, const void *context)
{
    const entry *left = a, *right = b;
    (void)context;
    /* The layout's files are in the order of reading. */
    if (left->file != right->file) return left->file < right->file ? -1 : 1;
    return strcmp(left->name, right->name);
}

static int compare_names(const void *a, const void *b, const void *context)
{
    (void)context;
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static ontrack_status add_name(listing *self, const char *name)
{
    bool is_csv = false;
    const ontrack__layout_file *file = ontrack__layout_of_file(ontrack_text_of(name), &is_csv);
    if (!is_csv) return ONTRACK_OK;
    const ontrack_allocator *allocator = &self->reader->allocator;
    const char *kept = ontrack__arena_copy(&self->reader->arena, ontrack_text_of(name));
    void *item = NULL;
    if (kept != NULL)
        item = file == NULL ? ontrack__array_add(allocator, &self->reader->ignored, sizeof kept)
                            : ontrack__array_add(allocator, &self->entries, sizeof(entry));
    if (item == NULL) return ontrack__no_memory(self->error);
    const entry found = {file, kept};
    if (file == NULL) memcpy(item, &kept, sizeof kept);
    if (file != NULL) memcpy(item, &found, sizeof found);
    return ONTRACK_OK;
}

static ontrack_status fail_folder(const listing *self, const char *fact)
{
    const ontrack__place place = {self->path, NULL, 0, 0};
    return ontrack__fail_at(self->error, ONTRACK_IO, place, "%s", fact);
}

static ontrack_status list_folder(listing *self)
{
    DIR *folder = opendir(self->path);
    if (folder == NULL && errno == ENOMEM) return ontrack__no_memory(self->error);
    if (folder == NULL) return fail_folder(self, "there is no such folder, or it may not be read");
    ontrack_status status = ONTRACK_OK;
    while (status == ONTRACK_OK) {
        errno = 0;
        const struct dirent *item = readdir(folder);
        if (item == NULL && errno != 0) status = fail_folder(self, "it could not be listed");
        if (item == NULL) break;
        status = add_name(self, item->d_name);
    }
    closedir(folder);
    return status;
}

/* The order in which a folder lists its files is chance. */
static ontrack_status sort_names(listing *self, size_t ignored_before)
{
    const ontrack_allocator *allocator = &self->reader->allocator;
    ontrack__array *ignored = &self->reader->ignored;
    const char **names = ignored->items;
    const bool sorted =
        ontrack__sort(allocator, self->entries.items, self->entries.count, sizeof(entry),
                      compare_entries, NULL) &&
        (ignored->count == ignored_before ||
         ontrack__sort(allocator, names + ignored_before, ignored->count - ignored_before,
                       sizeof *names, compare_names, NULL));
    return sorted ? ONTRACK_OK : ontrack__no_memory(self->error);
}

static ontrack_status read_entry(const listing *self, const entry *found)
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

static ontrack_status read_entries(listing *self)
{
    const entry *entries = self->entries.items;
    if (self->entries.count == 0 || entries[0].file != ontrack__layout_at(0))
        return fail_folder(self, "students.csv is missing; a data folder needs it");
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < self->entries.count; i++)
        status = read_entry(self, &entries[i]);
    return status;
}

ontrack_status ontrack_reader_folder(ontrack_reader *reader, const char *path, ontrack_error *error)
{
    listing self = {reader, path, {NULL, 0, 0}, error};
    const size_t ignored_before = reader->ignored.count;
    ontrack_status status = list_folder(&self);
    if (status == ONTRACK_OK) status = sort_names(&self, ignored_before);
    if (status == ONTRACK_OK) status = read_entries(&self);
    ontrack__array_free(&reader->allocator, &self.entries, sizeof(entry));
    return status;
}
