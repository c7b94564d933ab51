#include "ingest/batch.h"

#include "base/error.h"

#include <string.h>

enum { FIRST_ROWS = 1024 };

void ontrack__batch_init(ontrack__batch *batch, const ontrack_allocator *allocator)
{
    memset(batch, 0, sizeof *batch);
    batch->allocator = *allocator;
    ontrack__interner_init(&batch->strangers, allocator);
    ontrack__arena_init(&batch->arena, allocator);
}

static void free_rows(const ontrack_allocator *allocator, ontrack__batch_rows *rows)
{
    ontrack__release(allocator, rows->cells, rows->capacity * rows->width, sizeof *rows->cells);
    memset(rows, 0, sizeof *rows);
}

void ontrack__batch_free(ontrack__batch *batch)
{
    free_rows(&batch->allocator, &batch->rows);
    free_rows(&batch->allocator, &batch->others);
    free_rows(&batch->allocator, &batch->kinds);
    ontrack__release(&batch->allocator, batch->marks.items, batch->marks.capacity,
                     sizeof *batch->marks.items);
    ontrack__interner_free(&batch->strangers);
    ontrack__array_free(&batch->allocator, &batch->odd, sizeof(ontrack__csv_row));
    ontrack__arena_free(&batch->arena);
}

static void begin_rows(const ontrack_allocator *allocator, ontrack__batch_rows *rows, size_t width)
{
    if (rows->width != width) free_rows(allocator, rows);
    rows->width = width;
    rows->count = 0;
}

void ontrack__batch_begin(ontrack__batch *batch, size_t width, size_t others_width)
{
    begin_rows(&batch->allocator, &batch->rows, width);
    begin_rows(&batch->allocator, &batch->others, others_width);
    ontrack__interner_free(&batch->strangers);
    batch->own = NULL;
    batch->unread_cells = batch->unread_line = 0;
    batch->unread_column = 0;
    batch->marks.count = 0;
    batch->odd.count = 0;
    ontrack__arena_reset(&batch->arena);
}

void ontrack__batch_number(ontrack__batch *batch, ontrack__own_kinds *own)
{
    batch->own = own;
    begin_rows(&batch->allocator, &batch->kinds, own->kinds.width);
}

bool ontrack__batch_kind(ontrack__batch *batch, const int32_t *cells, uint32_t *kind)
{
    ontrack__kinds *kinds = &batch->own->kinds;
    const size_t before = kinds->count;
    int32_t *added = ontrack__batch_room(batch, &batch->kinds, 1);
    if (added == NULL || !ontrack__kinds_add(kinds, &batch->allocator, cells, kind)) return false;
    if (kinds->count == before) return true;
    memcpy(added, cells, kinds->width * sizeof *cells);
    batch->kinds.count++;
    return true;
}

bool ontrack__batch_mark_room(ontrack__batch *batch)
{
    ontrack__batch_marks *marks = &batch->marks;
    if (marks->count < marks->capacity) return true;
    const size_t capacity = marks->capacity == 0 ? FIRST_ROWS : marks->capacity * 2;
    ontrack__attendance_mark *items =
        ontrack__resize(&batch->allocator, marks->items, marks->capacity, capacity, sizeof *items);
    if (items == NULL) return false;
    marks->items = items;
    marks->capacity = capacity;
    return true;
}

int32_t *ontrack__batch_room(ontrack__batch *batch, ontrack__batch_rows *rows, size_t count)
{
    if (count > rows->capacity - rows->count) {
        size_t capacity = rows->capacity == 0 ? FIRST_ROWS : rows->capacity * 2;
        if (capacity - rows->count < count) capacity = rows->count + count;
        int32_t *cells =
            ontrack__resize(&batch->allocator, rows->cells, rows->capacity * rows->width,
                            capacity * rows->width, sizeof *cells);
        if (cells == NULL) return NULL;
        rows->cells = cells;
        rows->capacity = capacity;
    }
    return rows->cells + rows->count * rows->width;
}

ontrack_status ontrack__batch_keep(ontrack__batch *batch, const ontrack__csv_row *row,
                                   ontrack_error *error)
{
    size_t size = 0;
    for (size_t i = 0; i < row->count; i++)
        size += row->cells[i].size;
    ontrack_text *cells = ontrack__arena_allocate(&batch->arena, row->count, sizeof *cells);
    char *bytes = ontrack__arena_allocate(&batch->arena, size, 1);
    ontrack__csv_row *kept = cells == NULL || bytes == NULL
                                 ? NULL
                                 : ontrack__array_add(&batch->allocator, &batch->odd, sizeof *kept);
    if (kept == NULL) return ontrack__no_memory(error);
    for (size_t i = 0; i < row->count; i++) {
        const ontrack_text cell = row->cells[i];
        if (cell.size > 0) memcpy(bytes, cell.data, cell.size);
        cells[i].data = bytes;
        cells[i].size = cell.size;
        bytes += cell.size;
    }
    kept->line = row->line;
    kept->cells = cells;
    kept->count = row->count;
    return ONTRACK_OK;
}
