#include "ingest/shortcut.h"

#include "base/text.h"

#include <string.h>

/* What a byte ends; those from LINE on end a quoted cell's text, too, or make it odd. */
enum { NOTHING, CELL, LINE, TEXT, QUOTE };

static bool is_student(const ontrack__converted *cell)
{
    return cell->how == ONTRACK__CONVERT_STUDENT;
}

static bool is_date(const ontrack__converted *cell)
{
    return cell->how == ONTRACK__CONVERT_DATE;
}

/* Whether a cell is a part of the row's kind. */
static bool is_kind(const ontrack__converter *self, const ontrack__converted *cell)
{
    return cell->how != ONTRACK__CONVERT_NOT && cell->table == self->file->table &&
           cell->column >= self->kind_first && cell->column < self->kind_end;
}

/* A tail of nothing but the kind: it begins behind the last cell that is wanted for something else,
 * and no cell of the kind stands before it. */
static bool find_kind_tail(ontrack__converter *self)
{
    size_t tail = 0;
    for (size_t i = 0; i < self->cell_count; i++)
        if (self->cells[i].how != ONTRACK__CONVERT_NOT && !is_kind(self, &self->cells[i]))
            tail = i + 1;
    for (size_t i = 0; i < tail; i++)
        if (is_kind(self, &self->cells[i])) return false;
    self->tail = tail;
    return tail > 0 && tail < self->cell_count;
}

/* Else the tail are the cells behind the last student or date: those before change from row to row,
 * while few different tails make up a file. In files that have other cells, too, none is kept. */
static void find_tail(ontrack__converter *self)
{
    size_t tail = 0;
    self->tail_is_kind = find_kind_tail(self);
    self->is_plain = self->tail_is_kind && self->file->table == ONTRACK_TABLE_ATTENDANCE &&
                     self->tail == 2 && is_student(&self->cells[0]) && is_date(&self->cells[1]);
    if (self->tail_is_kind) return;
    for (size_t i = 0; i < self->cell_count; i++)
        if (is_student(&self->cells[i]) || is_date(&self->cells[i])) tail = i + 1;
    self->tail = self->other_count > 0 || tail == 0 ? self->cell_count : tail;
}

void ontrack__shortcut_prepare(ontrack__converter *converter, unsigned char delimiter,
                               size_t field_limit)
{
    memset(converter->stops, NOTHING, sizeof converter->stops);
    converter->stops[delimiter] = CELL;
    converter->stops['\n'] = converter->stops['\r'] = LINE;
    converter->stops['\0'] = TEXT;
    converter->stops['"'] = QUOTE;
    converter->longest = field_limit;
    find_tail(converter);
    for (size_t i = 0; i < ONTRACK__TAILS; i++)
        ontrack__repeat_clear(&converter->tails[i].before);
}

static inline unsigned char stop_of(const ontrack__converter *self, char byte)
{
    return self->stops[(unsigned char)byte];
}

/* Whether the text goes on with those bytes. */
static inline bool is_same(const ontrack__repeat *repeat, const char *at)
{
    uint64_t here[2];
    memcpy(here, at, sizeof here);
    return (((here[0] & repeat->mask[0]) ^ repeat->bytes[0]) |
            ((here[1] & repeat->mask[1]) ^ repeat->bytes[1])) == 0;
}

/* false when they are too many. */
static inline bool remember(ontrack__repeat *repeat, const char *at, size_t size)
{
    static const unsigned char masks[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                            255, 255, 255, 255, 255, 255, 255, 255};
    if (size > sizeof repeat->bytes) return false;
    memcpy(repeat->mask, masks + sizeof repeat->mask - size, sizeof repeat->mask);
    memcpy(repeat->bytes, at, sizeof repeat->bytes);
    repeat->bytes[0] &= repeat->mask[0];
    repeat->bytes[1] &= repeat->mask[1];
    repeat->size = size;
    return true;
}

/* The byte that ends a cell whose text ends at `at`; NULL when the cell does not end there. */
static inline const char *cell_end(const ontrack__converter *self, const char *at, bool quoted)
{
    if (quoted && *at++ != '"') return NULL;
    const unsigned char stop = stop_of(self, *at);
    return stop == CELL || stop == LINE ? at : NULL;
}

/* A date of a month that was there before; behind the byte that ends it, or NULL. */
static inline const char *take_day(ontrack__converter *self, const ontrack__converted *cell,
                                   const char *at)
{
    const bool quoted = *at == '"';
    at += quoted;
    const ontrack__month *month = self->month;
    if (memcmp(at, month->text, sizeof month->text) != 0) {
        month = self->month = &self->months[ontrack__month_place(at)];
        if (memcmp(at, month->text, sizeof month->text) != 0) return NULL;
    }
    const unsigned tens = (unsigned char)at[8] - (unsigned)'0';
    const unsigned ones = (unsigned char)at[9] - (unsigned)'0';
    const unsigned day = tens * 10 + ones;
    const char *end = cell_end(self, at + 10, quoted);
    if (tens > 3 || ones > 9 || day == 0 || day > (unsigned)month->days || end == NULL) return NULL;
    *cell->out = month->begins + (int32_t)day - 1;
    return end + 1;
}

/* The text of a quoted cell from `at` on, with one quote for each two; the byte that ends the cell,
 * or NULL when it is odd or long. */
static const char *undouble(ontrack__converter *self, const char *at, ontrack_text *text)
{
    size_t size = 0;
    for (; stop_of(self, *at) < LINE || (*at == '"' && at[1] == '"'); at++) {
        if (size == sizeof self->undoubled) return NULL;
        self->undoubled[size++] = *at;
        at += *at == '"';
    }
    text->data = self->undoubled;
    text->size = size;
    return cell_end(self, at, true);
}

/* The text of the cell at `at`, without quotes; the byte that ends the cell, or NULL when it is
 * odd. */
static inline const char *cell_text(ontrack__converter *self, const char *at, ontrack_text *text)
{
    const bool quoted = *at == '"';
    const char *stop = text->data = at + quoted;
    if (quoted)
        while (stop_of(self, *stop) < LINE)
            stop++;
    else
        while (stop_of(self, *stop) == NOTHING)
            stop++;
    if (quoted && *stop == '"' && stop[1] == '"') return undouble(self, text->data, text);
    text->size = (size_t)(stop - text->data);
    return cell_end(self, stop, quoted);
}

/* A cell like none before it; behind the byte that ends it, or NULL when it is odd. What stands
 * behind `end` may be no text. */
static const char *read_cell(ontrack__converter *self, size_t index, const char *at,
                             const char *end)
{
    ontrack__converted *cell = &self->cells[index];
    const int64_t unread = self->unread_cells;
    ontrack_text text;
    const char *stop = cell_text(self, at, &text);
    if (stop == NULL || stop >= end) return NULL;
    if (!ontrack__convert_cell(self, index, ontrack__text_trim(text))) return NULL;
    stop++;
    if (self->unread_cells == unread && remember(&cell->before, at, (size_t)(stop - at)))
        cell->number = *cell->out;
    return stop;
}

/* The student of the row before or the one who is next, whose id stands there as it is; behind the
 * byte that ends it, or NULL. The bytes are remembered when students begin to come otherwise. */
static const char *take_near(ontrack__converter *self, ontrack__converted *cell, const char *at,
                             const char *end)
{
    const bool quoted = *at == '"';
    bool again;
    if (!self->met || self->builder->dictionary.odd_ids || at + quoted >= end) return NULL;
    const size_t size =
        ontrack__builder_find_near(self->builder, at + quoted, end, &self->guess, &again);
    const char *stop = cell_end(self, at + quoted + size, quoted);
    if (size == 0 || stop == NULL || stop >= end) return NULL;
    if (cell->header.size == size && memcmp(cell->header.data, at + quoted, size) == 0) return NULL;
    *cell->out = (int32_t)self->guess.last;
    stop++;
    if (again && remember(&cell->before, at, (size_t)(stop - at))) cell->number = *cell->out;
    return stop;
}

static inline const char *take_student(ontrack__converter *self, size_t index, const char *at,
                                       const char *end)
{
    ontrack__converted *cell = &self->cells[index];
    if (is_same(&cell->before, at)) {
        *cell->out = cell->number;
        self->guess.step = false;
        return at + cell->before.size;
    }
    const char *next = take_near(self, cell, at, end);
    return next != NULL ? next : read_cell(self, index, at, end);
}

static inline const char *take_cell(ontrack__converter *self, size_t index, const char *at,
                                    const char *end)
{
    ontrack__converted *cell = &self->cells[index];
    if (is_student(cell)) return take_student(self, index, at, end);
    if (is_same(&cell->before, at)) {
        *cell->out = cell->number;
        return at + cell->before.size;
    }
    const char *next = is_date(cell) ? take_day(self, cell, at) : NULL;
    return next != NULL ? next : read_cell(self, index, at, end);
}

/* Behind the line end at `at`: CR and LF together are one. */
static inline const char *skip_line_end(const char *at)
{
    return at + 1 + (at[0] == '\r' && at[1] == '\n');
}

/* The cells from `index` on, to the line's end; behind it, or NULL when the record is left. */
static const char *take_cells(ontrack__converter *self, size_t index, const char *at,
                              const char *end)
{
    do {
        if (index == self->cell_count) return NULL;
        at = take_cell(self, index++, at, end);
        if (at == NULL) return NULL;
    } while (stop_of(self, at[-1]) == CELL);
    return ontrack__convert_rest(self, index) ? at : NULL;
}

static inline ontrack__tail *tail_place(const ontrack__converter *self, const char *at)
{
    const unsigned mix = (unsigned char)at[0] + 7u * (unsigned char)at[1];
    return &self->tails[mix % ONTRACK__TAILS];
}

/* The line at `at` with the byte that ends it, or an empty text where it is long. */
static inline ontrack_text line_of(const char *at, const char *end)
{
    const size_t left = (size_t)(end - at);
    const char *stop =
        memchr(at, '\n', left < ONTRACK__LONGEST_TAIL ? left : ONTRACK__LONGEST_TAIL);
    if (stop != NULL && stop != at && stop[-1] == '\r') stop--;
    const ontrack_text line = {at, stop == NULL ? 0 : (size_t)(stop - at) + 1};
    return line;
}

/* Takes a tail that was there before: what it made of its row. Behind it, or NULL. */
static const char *take_tail(ontrack__converter *self, const char *at, const char *end)
{
    const ontrack__tail *tail = tail_place(self, at);
    if (is_same(&tail->before, at)) {
        self->has_kind = self->tail_is_kind;
        self->kind = tail->kind;
        for (size_t i = self->tail; !self->has_kind && i < self->cell_count; i++)
            if (self->cells[i].how != ONTRACK__CONVERT_NOT)
                *self->cells[i].out = tail->row[self->cells[i].column];
        return at + tail->before.size;
    }
    if (!self->tail_is_kind) return NULL;
    const ontrack_text line = line_of(at, end);
    self->has_kind = line.size > 0 && ontrack__tails_find(&self->kinds_of, line, &self->kind);
    return self->has_kind ? at + line.size : NULL;
}

static void remember_tail(ontrack__converter *self, const char *at, const char *end)
{
    const ontrack_text text = {at, (size_t)(end - at)};
    ontrack__tail *tail = tail_place(self, at);
    if (self->unread_cells > 0) return;
    if (remember(&tail->before, at, text.size)) {
        tail->kind = self->kind;
        memcpy(tail->row, self->row, self->width * sizeof *tail->row);
    } else if (self->tail_is_kind) {
        ontrack__tails_put(&self->kinds_of, text, self->kind);
    }
}

/* The cells before the tail; behind them, or NULL when the record is left. One that ends in its
 * first cell may be a line of blanks. */
static const char *take_head(ontrack__converter *self, const char *at, const char *end)
{
    for (size_t index = 0; index < self->tail; index++) {
        at = take_cell(self, index, at, end);
        if (at == NULL || (stop_of(self, at[-1]) == LINE && index + 1 < self->cell_count))
            return NULL;
    }
    return at;
}

/* The same for the row of attendance that most are: a student, a date of the month before, a tail
 * that was there before. NULL: it needs a closer look. */
static inline const char *take_plain(ontrack__converter *self, const char *at, const char *end)
{
    const int32_t *student = self->cells[0].out, *date = self->cells[1].out;
    const char *day = take_student(self, 0, at, end);
    if (day == NULL || stop_of(self, day[-1]) != CELL) return NULL;
    const char *begin = take_day(self, &self->cells[1], day);
    if (begin == NULL || stop_of(self, begin[-1]) != CELL) return NULL;
    const ontrack__tail *tail = tail_place(self, begin);
    const char *stop = begin + tail->before.size;
    if (!is_same(&tail->before, begin) || stop > end || (size_t)(stop - at) > self->longest)
        return NULL;
    if (stop_of(self, stop[-1]) != LINE) return NULL; /* the text ends where no tail is known yet */
    const ontrack__attendance_mark mark = {(uint32_t)*student, *date, tail->kind};
    return ontrack__convert_mark(self, mark) ? skip_line_end(stop - 1) : NULL;
}

/* Behind the record at `at`, or NULL when it is left. */
static const char *take_record(ontrack__converter *self, const char *at, const char *end,
                               int64_t line)
{
    ontrack__convert_begin(self);
    const char *begin = take_head(self, at, end), *stop = begin;
    bool is_new = false;
    if (begin != NULL && self->tail < self->cell_count) {
        stop = take_tail(self, begin, end);
        is_new = stop == NULL;
        if (is_new) stop = take_cells(self, self->tail, begin, end);
    }
    if (stop == NULL || stop > end || (size_t)(stop - at) > self->longest) return NULL;
    if (stop_of(self, stop[-1]) != LINE || !ontrack__convert_end(self, line)) return NULL;
    if (is_new) remember_tail(self, begin, stop);
    return skip_line_end(stop - 1);
}

const char *ontrack__shortcut(ontrack__converter *converter, const char *at, const char *end,
                              int64_t *line)
{
    while (at < end && converter->cell_count > 1) {
        const bool blank = *at == '\n' || *at == '\r';
        const char *next = blank                 ? skip_line_end(at)
                           : converter->is_plain ? take_plain(converter, at, end)
                                                 : NULL;
        if (next == NULL) next = take_record(converter, at, end, *line);
        if (next == NULL) return at;
        at = next;
        (*line)++;
    }
    return at;
}
