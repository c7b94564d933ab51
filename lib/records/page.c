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

bool ontrack__page_turn(ontrack__page *page, const ontrack_student *student)
{
    size_t counts[ONTRACK_TABLE_COUNT], cells = 0;
    ontrack__walk_count(student, counts);
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++) {
        page->tables[table].first = cells;
        page->tables[table].count = counts[table];
        page->tables[table].written = counts[table] == 0;
        const ontrack__table_info *info = ontrack__table((ontrack_table)table);
        cells += counts[table] * (ontrack__table_width(info) + info->repeats);
    }
    page->student = student;
    return make_room(page, cells);
}

const int32_t *ontrack__page_rows(ontrack__page *page, ontrack_table table, size_t *count)
{
    const size_t width = ontrack__table_width(ontrack__table(table));
    *count = page->tables[table].count;
    if (*count == 0) return NULL;
    int32_t *rows = page->cells + page->tables[table].first;
    if (!page->tables[table].written) {
        int32_t *times = rows + *count * width;
        ontrack__walk walk = ontrack__walk_start(page->student, table);
        for (int32_t *row = rows; ontrack__walk_next(&walk, row); row += width)
            if (ontrack__table(table)->repeats) *times++ = (int32_t)walk.times;
        page->tables[table].written = true;
    }
    return rows;
}

const int32_t *ontrack__page_rows_until(ontrack__page *page, ontrack_table table,
                                        ontrack_date as_of, size_t *count)
{
    const int32_t *rows = ontrack__page_rows(page, table, count);
    const size_t width = ontrack__table_width(ontrack__table(table));
    if (ontrack__table(table)->date_column != 0) return rows;
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
