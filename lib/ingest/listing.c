#define _POSIX_C_SOURCE 200809L

#include "ingest/listing.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/sort.h"
#include "ingest/names.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

typedef struct listing {
    ontrack__arena *arena;
    const char *path, *prefix;
    ontrack__array *names;
    ontrack_error *error;
} listing;

static ontrack_status fail_folder(const listing *self, const char *fact)
{
    const ontrack__place place = {self->path, NULL, 0, 0};
    return ontrack__fail_at(self->error, ONTRACK_IO, place, "%s", fact);
}

static bool is_table(ontrack_text name)
{
    ontrack__name_take_ending(&name, ".gz");
    return ontrack__name_take_ending(&name, ".csv") || ontrack__name_take_ending(&name, ".txt") ||
           ontrack__name_take_ending(&name, ".tsv");
}

static ontrack_status add_name(const listing *self, const char *name)
{
    const ontrack_allocator *allocator = &self->arena->allocator;
    const char **item = NULL;
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    if (!is_table(ontrack_text_of(name))) return ONTRACK_OK;
    text.allocator = *allocator;
    if (ontrack__buffer_string(&text, self->prefix) && ontrack__buffer_string(&text, name))
        item = ontrack__array_add(allocator, self->names, sizeof *item);
    if (item != NULL) *item = ontrack__arena_copy(self->arena, ontrack__buffer_view(&text));
    ontrack_buffer_dispose(&text);
    return item == NULL || *item == NULL ? ontrack__no_memory(self->error) : ONTRACK_OK;
}

static ontrack_status read_folder(const listing *self, bool may_lack)
{
    DIR *folder = opendir(self->path);
    if (folder == NULL && errno == ENOMEM) return ontrack__no_memory(self->error);
    if (folder == NULL && may_lack && (errno == ENOENT || errno == ENOTDIR)) return ONTRACK_OK;
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

static int compare_names(const void *a, const void *b, const void *context)
{
    (void)context;
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

ontrack_status ontrack__list_folder(ontrack__arena *arena, const char *path, const char *prefix,
                                    bool may_lack, ontrack__array *names, ontrack_error *error)
{
    const listing self = {arena, path, prefix, names, error};
    const size_t before = names->count;
    const ontrack_status status = read_folder(&self, may_lack);
    if (status != ONTRACK_OK || names->count == before) return status;
    /* The order in which a folder lists its files is chance. */
    const char **added = (const char **)names->items + before;
    if (ontrack__sort(&arena->allocator, added, names->count - before, sizeof *added, compare_names,
                      NULL))
        return ONTRACK_OK;
    return ontrack__no_memory(error);
}
