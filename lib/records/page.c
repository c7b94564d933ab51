#include "records/page.h"

#include "records/walk.h"

#include <string.h>

void ontrack__page_init(ontrack__page *page, const ontrack_allocator *allocator)
{
    memset(page, 0, sizeof *page);
    page->allocator = ontrack__allocator(allocator);
}

void ontrack__page_dispose(ontrack__page *page)
{
    ontrack__release(&page->allocator, page->cells, page->capacity, sizeof *page->cells);
    page->cells = NULL;
    page->capacity = 0;
}

static bool make_room(ontrack__page *page, size_t wanted)
{
    if (wanted <= page->capacity) return true;
    wanted += wanted / 2;
    int32_t *cells =
        ontrack__resize(&page->allocator, page->cells, page->capacity, wanted, sizeof *cells);
    if (cells == NULL) return false;
    page->cells = cells;
    page->capacity = wanted;
    return true;
}

/* A row has a word, at least, and never more cells than its columns, the id's for how often it was
 * given among them. */
bool ontrack__page_turn(ontrack__page *page, const ontrack_student *student)
{
    ontrack__walk_tables(student, page->told);
    memset(page->written, 0, sizeof page->written);
    page->student = student;
    page->used = 0;
    return make_room(page, (size_t)student->row_words * ONTRACK__MOST_COLUMNS);
}

/* Tells how many cells it took. */
static size_t write_rows(const ontrack__page *page, ontrack_table table, int32_t *cells)
{
    const ontrack__table_rows told = page->told[table];
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__kinds *kinds = ontrack__kinds_of(page->student->dataset, table);
    const size_t width = ontrack__table_width(info), size = ontrack__row_size(info);
    const uint32_t *row = told.first, *end = ontrack__rows_end(page->student);
    int32_t *times = cells + told.count * width;
    for (size_t i = 0; i < told.count; i++, cells += width) {
        ontrack__row_cells(info, kinds, row, cells);
        row += size;
        if (!info->repeats) continue;
        times[i] = (int32_t)ontrack__row_times(row, end);
        row += times[i] > 1;
    }
    return told.count * (width + info->repeats);
}

void ontrack__page_write(ontrack__page *page, ontrack_table table)
{
    int32_t *cells = page->cells + page->used;
    page->used += write_rows(page, table, cells);
    page->written[table] = cells;
}

const int32_t *ontrack__page_rows_until(ontrack__page *page, ontrack_table table,
                                        ontrack_date as_of, size_t *count)
{
    const int32_t *rows = ontrack__page_rows(page, table, count);
    if (*count == 0 || ontrack__table(table)->date_column != 0) return rows;
    const size_t width = ontrack__table_width(ontrack__table(table));
    if (rows[(*count - 1) * width] <= as_of) return rows;
    size_t low = 0, high = *count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (rows[middle * width] <= as_of)
            low = middle + 1;
        else
            high = middle;
    }
    *count = low;
    return rows;
}

uint32_t ontrack__page_row_times(ontrack__page *page, ontrack_table table, size_t index)
{
    const size_t width = ontrack__table_width(ontrack__table(table));
    size_t count;
    const int32_t *rows = ontrack__page_rows(page, table, &count);
    return ontrack__table(table)->repeats ? (uint32_t)rows[count * width + index] : 1;
}
