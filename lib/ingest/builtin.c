#include "ingest/builtin.h"

#include "ingest/document.h"

size_t ontrack_layout_builtin_count(void)
{
    return ontrack__layouts_total;
}

const char *ontrack_layout_builtin_name(size_t index)
{
    return index < ontrack__layouts_total ? ontrack__layouts[index].name : NULL;
}

ontrack_text ontrack_layout_builtin_json(const char *name)
{
    ontrack_text json = {"", 0};
    for (size_t i = 0; name != NULL && i < ontrack__layouts_total; i++) {
        if (strcmp(ontrack__layouts[i].name, name) != 0) continue;
        json.data = (const char *)ontrack__layouts[i].json;
        json.size = ontrack__layouts[i].size;
    }
    return json;
}

const char *ontrack_layout_text(const ontrack_layout *layout, ontrack_layout_text_kind kind)
{
    return (unsigned)kind < ONTRACK_LAYOUT_TEXT_COUNT ? layout->texts[kind] : "";
}

/* ---- which file feeds which table ---- */

/* Names of the file that stand for its targets: each name with each table, or with none. */
static size_t feeds_of(const ontrack__layout_source *file)
{
    return file->source.file_count * file->target_count;
}

size_t ontrack_layout_feed_count(const ontrack_layout *layout)
{
    size_t count = 0;
    for (size_t i = 0; i < layout->file_count; i++)
        count += feeds_of(&layout->files[i]);
    for (size_t i = 0; i < layout->lookup_count; i++)
        count += layout->lookups[i].source.file_count;
    return count;
}

ontrack_layout_feed ontrack_layout_feed_at(const ontrack_layout *layout, size_t index)
{
    ontrack_layout_feed feed = {NULL, NULL};
    for (size_t i = 0; i < layout->file_count; i++) {
        const ontrack__layout_source *file = &layout->files[i];
        if (index < feeds_of(file)) {
            feed.file = file->source.files[index / file->target_count].data;
            feed.table = file->targets[index % file->target_count].table->name;
            return feed;
        }
        index -= feeds_of(file);
    }
    for (size_t i = 0; i < layout->lookup_count; i++) {
        const ontrack__source *source = &layout->lookups[i].source;
        if (index < source->file_count) {
            feed.file = source->files[index].data;
            return feed;
        }
        index -= source->file_count;
    }
    return feed;
}
