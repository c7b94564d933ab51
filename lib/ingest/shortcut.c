#include "ingest/shortcut.h"

#include "base/text.h"

#include <string.h>

/* What a byte ends. */
enum { NOTHING, CELL, LINE, TEXT };

void ontrack__shortcut_prepare(ontrack__converter *converter, unsigned char delimiter,
                               size_t field_limit)
{
    memset(converter->stops, NOTHING, sizeof converter->stops);
    converter->stops[delimiter] = CELL;
    converter->stops['\n'] = converter->stops['\r'] = LINE;
    converter->stops['\0'] = TEXT;
    converter->longest = field_limit;
}

static inline unsigned char stop_of(const ontrack__converter *self, char byte)
{
    return self->stops[(unsigned char)byte];
}

/* Whether the text goes on with the very bytes of the cell in the row before. */
static inline bool is_same(const ontrack__converted *cell, const char *at)
{
    uint64_t here[2];
    memcpy(here, at, sizeof here);
    return (((here[0] & cell->mask[0]) ^ cell->last[0]) |
            ((here[1] & cell->mask[1]) ^ cell->last[1])) == 0;
}

static void remember(ontrack__converted *cell, const char *at, size_t size)
{
    if (size > sizeof cell->last) return;
    unsigned char mask[sizeof cell->mask] = {0};
    memset(mask, 0xFF, size);
    memcpy(cell->mask, mask, sizeof mask);
    memcpy(cell->last, at, sizeof cell->last);
    cell->last[0] &= cell->mask[0];
    cell->last[1] &= cell->mask[1];
    cell->last_size = size;
    cell->last_number = *cell->out;
}

/* A date of the month of the date before. */
static inline bool is_day(const ontrack__converter *self, const ontrack__converted *cell,
                          const char *at)
{
    if (memcmp(at, cell->month, sizeof cell->month) != 0) return false;
    const unsigned tens = (unsigned char)at[8] - (unsigned)'0';
    const unsigned ones = (unsigned char)at[9] - (unsigned)'0';
    const unsigned day = tens * 10 + ones;
    const unsigned char stop = stop_of(self, at[10]);
    if (tens > 3 || ones > 9 || day == 0 || day > (unsigned)cell->month_days) return false;
    if (stop != CELL && stop != LINE) return false;
    *cell->out = cell->month_begins + (int32_t)day - 1;
    return true;
}

/* A cell like none before it; behind the byte that ends it, or NULL when it is odd. What stands
 * behind `end` may be no text. */
static const char *read_cell(ontrack__converter *self, size_t index, const char *at,
                             const char *end)
{
    ontrack__converted *cell = &self->cells[index];
    const int64_t unread = self->unread_cells;
    const char *stop = at;
    while (stop_of(self, *stop) == NOTHING)
        stop++;
    if (stop >= end) return NULL;
    const ontrack_text text = {at, (size_t)(stop - at)};
    if (!ontrack__convert_cell(self, index, ontrack__text_trim(text))) return NULL;
    if (self->unread_cells == unread) remember(cell, at, text.size + 1);
    return stop + 1;
}

static inline const char *take_cell(ontrack__converter *self, size_t index, const char *at,
                                    const char *end)
{
    const ontrack__converted *cell = &self->cells[index];
    if (is_same(cell, at)) {
        *cell->out = cell->last_number;
        return at + cell->last_size;
    }
    if (cell->how == ONTRACK__CONVERT_DATE && is_day(self, cell, at)) return at + 11;
    return read_cell(self, index, at, end);
}

/* Behind the line end at `at`: CR and LF together are one. */
static inline const char *skip_line_end(const char *at)
{
    return at + 1 + (at[0] == '\r' && at[1] == '\n');
}

/* Behind the record at `at`, or NULL when it is left. One that ends in its first cell may be a
 * line of blanks. */
static const char *take_record(ontrack__converter *self, const char *at, const char *end,
                               int64_t line)
{
    const char *start = at;
    size_t index = 0;
    ontrack__convert_begin(self);
    do {
        if (index == self->cell_count) return NULL;
        at = take_cell(self, index++, at, end);
        if (at == NULL) return NULL;
    } while (stop_of(self, at[-1]) == CELL);
    if (index == 1 || at > end || (size_t)(at - start) > self->longest) return NULL;
    if (!ontrack__convert_rest(self, index) || !ontrack__convert_end(self, line)) return NULL;
    return skip_line_end(at - 1);
}

const char *ontrack__shortcut(ontrack__converter *converter, const char *at, const char *end,
                              int64_t *line)
{
    while (at < end) {
        const bool blank = *at == '\n' || *at == '\r';
        const char *next = blank ? skip_line_end(at) : take_record(converter, at, end, *line);
        if (next == NULL) return at;
        at = next;
        (*line)++;
    }
    return at;
}
