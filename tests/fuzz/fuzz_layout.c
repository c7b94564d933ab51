/* A layout from a stranger: loaded, and, when it is right, given rows that have every column it
 * names. Each row is used, left out or set aside. */
#include "fuzz.h"

#include "ingest/lookup_reader.h"
#include "ingest/mapper.h"
#include <ontrack/dataset.h>

enum { ROWS = 4, MOST = ONTRACK__LAYOUT_NAMES };

/* A header that fits the source's names, and rows of cells that layouts speak of. */
typedef struct sheet {
    char names[MOST][80];
    ontrack_text cells[MOST];
    size_t count;
} sheet;

static const char *const texts[] = {"S1", "2025-09-01", "9/1/2025", "",     "-5",
                                    "1",  "0.5",        "x,y#z",    "NULL", "student"};

static void fill_header(sheet *out, const ontrack__source *source)
{
    out->count = source->name_count;
    for (size_t i = 0; i < source->name_count; i++) {
        const ontrack_text name = source->names[i];
        size_t size = 0;
        for (size_t at = 0; at < name.size && size + 1 < sizeof out->names[i]; at++)
            out->names[i][size++] = name.data[at] == '#' ? '7' : name.data[at];
        out->cells[i].data = out->names[i];
        out->cells[i].size = size;
    }
}

static ontrack__csv_row row_of(sheet *out, size_t number)
{
    for (size_t i = 0; number > 0 && i < out->count; i++)
        out->cells[i] =
            ontrack_text_of(texts[(i * number + number) % (sizeof texts / sizeof *texts)]);
    const ontrack__csv_row row = {(int64_t)number + 1, out->cells, out->count};
    return row;
}

static bool is_answer(ontrack_status status)
{
    return status == ONTRACK_OK || status == ONTRACK_INVALID_DATA || status == ONTRACK_LIMIT;
}

static void fill_lookup(ontrack__lookup *lookups, size_t index, sheet *page)
{
    ontrack__lookup_reader reader;
    const ontrack__source *source = &lookups[index].rule->source;
    fill_header(page, source);
    if (page->count == 0) return;
    ontrack_status status =
        ontrack__lookup_reader_init(&reader, &lookups[index], lookups, "y.csv", NULL);
    MUST(is_answer(status));
    if (status != ONTRACK_OK) return;
    for (size_t i = source->header_count > 0; status == ONTRACK_OK && i <= ROWS; i++) {
        const ontrack__csv_row row = row_of(page, i);
        status = ontrack__lookup_reader_row(&reader, &row, NULL);
    }
    MUST(is_answer(status));
    ontrack__lookup_reader_free(&reader);
}

static void check_counts(const ontrack_file_counts *counts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        MUST(counts[i].rows <= ROWS && counts[i].skipped <= counts[i].rows);
        MUST(counts[i].rejected <= counts[i].read);
    }
}

static void map_file(const ontrack__layout_source *source, const ontrack__lookup *lookups,
                     ontrack_builder *builder, sheet *page)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    const ontrack_reader_options options = ONTRACK_READER_OPTIONS_INIT;
    ontrack_file_counts counts[ONTRACK__LAYOUT_FILES] = {{.file = "x.csv"}};
    ontrack__mapper mapper;
    fill_header(page, &source->source);
    if (source->targets[0].plain || page->count == 0) return;
    for (size_t i = 0; i < source->target_count; i++)
        counts[i].file = "x.csv";
    ontrack_status status =
        ontrack__mapper_init(&mapper, &allocator, builder, &options, source, lookups, counts, NULL);
    MUST(status == ONTRACK_OK);
    for (size_t i = source->source.header_count > 0; status == ONTRACK_OK && i <= ROWS; i++) {
        const ontrack__csv_row row = row_of(page, i);
        status = ontrack__mapper_row(&mapper, &row, NULL);
    }
    if (status == ONTRACK_OK) status = ontrack__mapper_finish(&mapper, NULL);
    MUST(is_answer(status));
    check_counts(counts, source->target_count);
    ontrack__mapper_free(&mapper);
}

static void map_all(const ontrack_layout *layout)
{
    static sheet page;
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    ontrack__lookup lookups[ONTRACK__LAYOUT_FILES];
    ontrack_builder *builder = NULL;
    MUST(ontrack_builder_new(NULL, &builder, NULL) == ONTRACK_OK);
    for (size_t i = 0; i < layout->lookup_count; i++)
        ontrack__lookup_init(&lookups[i], &allocator, &layout->lookups[i]);
    for (size_t i = 0; i < layout->lookup_count; i++)
        fill_lookup(lookups, i, &page);
    for (size_t i = 0; i < layout->file_count; i++)
        map_file(&layout->files[i], lookups, builder, &page);
    for (size_t i = 0; i < layout->lookup_count; i++)
        ontrack__lookup_free(&lookups[i]);
    ontrack_builder_free(builder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ontrack_text json = {(const char *)data, size};
    ontrack_layout *layout = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    const ontrack_status status = ontrack_layout_load(json, NULL, &layout, &error);
    if (status != ONTRACK_OK) {
        MUST(status == ONTRACK_INVALID_RULES || status == ONTRACK_LIMIT);
        MUST(error.status == status && error.message[0] != '\0' && layout == NULL);
        return 0;
    }
    MUST(ontrack_layout_feed_count(layout) > 0);
    map_all(layout);
    ontrack_layout_free(layout);
    return 0;
}
