/* The codes that stay from student to student, and the schools over them. */
#include "base/error.h"
#include "base/text.h"
#include "records/grade_level.h"
#include "records/schools.h"
#include "records/single_inside.h"

#include <string.h>

/* ---- codes that came lately ---- */

enum { LONGEST = 16 };

/* Where a short text is looked for, with what tells it from others of its size. */
static ontrack__recent_code *place_of(ontrack__single *single, ontrack_text text,
                                      ontrack__recent_code *wanted)
{
    const bool few = text.size < sizeof wanted->first;
    wanted->first = few ? ontrack__few_bytes(text) : ontrack__eight_bytes(text.data);
    wanted->last = few ? 0 : ontrack__eight_bytes(text.data + text.size - sizeof wanted->last);
    wanted->size = (uint32_t)text.size;
    const uint64_t mixed = (wanted->first ^ wanted->last << 1) * UINT64_C(0x9E3779B97F4A7C15);
    return &single->recent[(mixed >> 32) % ONTRACK__RECENT_CODES];
}

ontrack_status ontrack__single_code(ontrack__single *single, ontrack_table table, size_t column,
                                    ontrack_text text, int32_t *cell, ontrack_error *error)
{
    const ontrack__column *about = &ontrack__table(table)->columns[column];
    char buffer[ONTRACK__GRADE_LEVEL_SIZE];
    ontrack__recent_code wanted, *place = NULL;
    if (about->grade_level) text = ontrack__grade_level(text, buffer);
    *cell = 0;
    if (text.size == 0 && !about->required) return ONTRACK_OK;
    if (text.size - 1 < LONGEST) {
        place = place_of(single, text, &wanted);
        *cell = (int32_t)place->code;
        if (place->first == wanted.first && place->last == wanted.last &&
            place->size == wanted.size)
            return ONTRACK_OK;
    }
    const ontrack_status status =
        ontrack__cell_intern(&single->dictionary, table, column, text, cell, error);
    if (status != ONTRACK_OK || place == NULL) return status;
    wanted.code = (ontrack__code)*cell;
    *place = wanted;
    return ONTRACK_OK;
}

/* ---- schools ---- */

void ontrack__single_free_schools(ontrack__single *single)
{
    for (size_t table = 0; table < ONTRACK__SHARED_TABLES; table++) {
        ontrack__rows *rows = &single->dataset.shared[table];
        ontrack__release(&single->kept, rows->cells, rows->capacity,
                         rows->width * sizeof *rows->cells);
        memset(rows, 0, sizeof *rows);
    }
    ontrack__schools_free(single->dataset.schools);
    single->dataset.schools = NULL;
    single->ordered = 0;
}

/* The rows of a shared table, which stay in order since the codes do. */
static bool copy_rows(ontrack__single *single, ontrack_table table, const ontrack__code *codes)
{
    const ontrack__column *columns = ontrack__table(table)->columns;
    const ontrack__rows *from = &single->from->shared[table];
    ontrack__rows *rows = &single->dataset.shared[table];
    const size_t width = ontrack__table_width(ontrack__table(table));
    int32_t *cells = ontrack__allocate(&single->kept, from->count, width * sizeof *cells);
    if (cells == NULL) return false;
    for (size_t i = 0; i < from->count * width; i++)
        cells[i] = columns[i % width].type == ONTRACK__COLUMN_CODE ? (int32_t)codes[from->cells[i]]
                                                                   : from->cells[i];
    const ontrack__rows copied = {cells, from->count, width, from->count};
    *rows = copied;
    return true;
}

/* Calendars are looked up where they are, and nothing else is said of their rows. */
static bool copy_shared(ontrack__single *single, const ontrack__code *codes)
{
    for (int table = 0; table < ONTRACK__SHARED_TABLES; table++)
        single->dataset.counts[table].given =
            ontrack__table_given(single->from, (ontrack_table)table);
    return copy_rows(single, ONTRACK_TABLE_TERMS, codes) &&
           copy_rows(single, ONTRACK_TABLE_FEEDS, codes);
}

/* The codes of the dataset whose schools these are are among those that stay. Tells the number of
 * each. */
static bool take_codes(ontrack__single *single, ontrack__code *codes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!ontrack__intern(&single->dictionary.codes,
                             ontrack__interner_text(&single->from->codes, (ontrack__code)i),
                             &codes[i]))
            return false;
    return true;
}

/* Puts the codes in order and the schools over them; `numbers` tells the new number of each. */
static ontrack_status put_in_order(ontrack__single *single, ontrack__symbol **numbers,
                                   ontrack_error *error)
{
    const ontrack_allocator *allocator = &single->own;
    const size_t count = single->from == NULL ? 0 : ontrack__interner_count(&single->from->codes);
    ontrack__interner *codes = &single->dictionary.codes;
    ontrack__code *theirs = ontrack__allocate(allocator, count, sizeof *theirs);
    ontrack__single_free_schools(single);
    if (theirs == NULL || !take_codes(single, theirs, count) ||
        !ontrack__interner_sort(codes, allocator, numbers))
        return ontrack__no_memory(error);
    memset(single->recent, 0, sizeof single->recent);
    for (size_t i = 0; i < count; i++)
        theirs[i] = (*numbers)[theirs[i]];
    single->dataset.codes = *codes;
    if (single->from != NULL && !copy_shared(single, theirs)) return ontrack__no_memory(error);
    const ontrack_status status = ontrack__schools_borrow(&single->dataset, single->from, theirs,
                                                          &single->dataset.schools, error);
    if (status == ONTRACK_OK) single->ordered = ontrack__interner_count(codes);
    return status;
}

ontrack_status ontrack__single_order_codes(ontrack__single *single, ontrack__symbol **numbers,
                                           ontrack_error *error)
{
    const ontrack__interner *codes = &single->dictionary.codes;
    return ontrack__interner_count(codes) == single->ordered ? ONTRACK_OK
                                                             : put_in_order(single, numbers, error);
}
