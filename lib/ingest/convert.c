#include "ingest/convert.h"

#include "base/error.h"
#include "base/share.h"
#include "base/text.h"

#include <string.h>

enum {
    LONGEST_STRANGER = 255, /* a longer id is left to the checks of a push */
    NAME_COLUMN = 1,        /* of attributes */
    VALUE_COLUMN = 2,
    STUDENT_COLUMN = 0, /* of every table that is not shared */
    DATE_COLUMN = 1     /* of attendance */
};

/* ---- one cell ---- */

/* A new text; a long one is then found again by the builder's copy of it. */
static bool intern(ontrack__converter *self, const ontrack__converted *cell, ontrack_text text,
                   const char **copy)
{
    ontrack__dictionary *dictionary = &self->builder->dictionary;
    const ontrack__interner *interner =
        cell->about->type == ONTRACK__COLUMN_CODE ? &dictionary->codes : &dictionary->texts;
    ontrack__crew_lock(self->crew);
    const ontrack_status status =
        ontrack__cell_intern(dictionary, cell->table, cell->column, text, cell->out, NULL);
    if (status == ONTRACK_OK)
        *copy = ontrack__interner_text(interner, (ontrack__symbol)*cell->out).data;
    ontrack__crew_unlock(self->crew);
    self->exhausted = self->exhausted || status == ONTRACK_NO_MEMORY;
    return status == ONTRACK_OK;
}

static bool read_number(const ontrack__column *column, ontrack_text text, int32_t *number)
{
    const bool read = column->type == ONTRACK__COLUMN_DECIMAL ? ontrack_decimal_parse(text, number)
                                                              : ontrack__text_integer(text, number);
    return read && *number >= column->lowest && *number <= column->highest;
}

/* A cell that cannot be read but is no reason to set the row aside. */
static bool spare(ontrack__converter *self, const ontrack__converted *cell)
{
    if (!cell->about->spared) return false;
    if (self->unread_cells++ == 0) self->unread_column = (int32_t)(cell - self->cells) + 1;
    *cell->out = INT32_MIN;
    return true;
}

static bool convert_known(ontrack__converter *self, const ontrack__converted *cell,
                          ontrack_text text)
{
    const uint32_t index = (uint32_t)(cell - self->cells);
    const char *copy = NULL;
    bool found;
    ontrack__known *place = ontrack__known_find(self->known, index, text, &found);
    if (found) {
        *cell->out = place->number;
        return true;
    }
    if (cell->how == ONTRACK__CONVERT_TEXT) {
        if (!intern(self, cell, text, &copy)) return false;
    } else if (!read_number(cell->about, text, cell->out)) {
        return spare(self, cell);
    } else if (text.size > ONTRACK__KNOWN_SHORT) {
        return true; /* a number with many zeros */
    }
    ontrack__known_put(place, index, text, copy, *cell->out);
    return true;
}

/* Students may be looked for by many at once, but only while nobody adds one: a stranger waits in
 * the batch. */
static bool convert_student(ontrack__converter *self, const ontrack__converted *cell,
                            ontrack_text text)
{
    uint32_t student;
    ontrack__symbol stranger;
    if (self->met && ontrack__builder_find_student(self->builder, text, &self->guess, &student)) {
        *cell->out = (int32_t)student;
        return true;
    }
    if (text.size > LONGEST_STRANGER) return false;
    if (!ontrack__intern(&self->batch->strangers, text, &stranger)) {
        self->exhausted = true;
        return false;
    }
    *cell->out = -(int32_t)stranger;
    return true;
}

/* Of two digits. */
static int pair_at(const char *digits)
{
    return (digits[0] - '0') * 10 + (digits[1] - '0');
}

/* The month of a date that was read. */
static void remember_month(ontrack__converter *self, const char *date)
{
    ontrack__month *month = &self->months[ontrack__month_place(date)];
    const int year = pair_at(date) * 100 + pair_at(date + 2);
    ontrack_date last;
    int days = 31;
    while (!ontrack_date_make(year, pair_at(date + 5), days, &last))
        days--;
    memcpy(month->text, date, sizeof month->text);
    month->begins = last - days + 1;
    month->days = days;
}

static bool convert_date(ontrack__converter *self, const ontrack__converted *cell,
                         ontrack_text text)
{
    if (!ontrack_date_parse(text, cell->out)) return spare(self, cell);
    remember_month(self, text.data);
    return true;
}

static bool convert_empty(const ontrack__converted *cell)
{
    if (cell->how == ONTRACK__CONVERT_NOT) return true;
    *cell->out = cell->how <= ONTRACK__CONVERT_TEXT ? 0 : INT32_MIN;
    return !cell->about->required;
}

bool ontrack__convert_cell(ontrack__converter *self, size_t index, ontrack_text text)
{
    const ontrack__converted *cell = &self->cells[index];
    if (text.size == 0) return convert_empty(cell);
    if (cell->header.size == text.size && ontrack__text_equal(cell->header, text)) return false;
    switch (cell->how) {
    case ONTRACK__CONVERT_NOT:
        return true;
    case ONTRACK__CONVERT_STUDENT:
        return convert_student(self, cell, text);
    case ONTRACK__CONVERT_DATE:
        return convert_date(self, cell, text);
    default:
        return convert_known(self, cell, text);
    }
}

/* ---- a row ---- */

void ontrack__convert_begin(ontrack__converter *self)
{
    self->unread_cells = 0;
    self->has_kind = false;
}

bool ontrack__convert_rest(ontrack__converter *self, size_t cell)
{
    for (; cell < self->cell_count; cell++)
        if (!convert_empty(&self->cells[cell])) return false;
    return true;
}

/* Their names are texts of the builder only once a row needs them. */
static bool name_others(ontrack__converter *self)
{
    ontrack_status status = ONTRACK_OK;
    if (self->has_names) return true;
    ontrack__crew_lock(self->crew);
    for (size_t i = 0; status == ONTRACK_OK && i < self->other_count; i++) {
        int32_t name;
        status = ontrack__cell_intern(&self->builder->dictionary, self->file->others, NAME_COLUMN,
                                      self->binding->others[i].name, &name, NULL);
        if (status == ONTRACK_OK)
            status = ontrack__builder_kind(self->builder, self->file->others, &name,
                                           &self->names[i], NULL);
    }
    ontrack__crew_unlock(self->crew);
    self->exhausted = self->exhausted || status == ONTRACK_NO_MEMORY;
    self->has_names = status == ONTRACK_OK;
    return self->has_names;
}

/* The other cells are a record each: student, name, value, of which the name is the kind. */
static void put_others(const ontrack__converter *self, int32_t *to)
{
    for (size_t i = 0; i < self->other_count; i++) {
        const int32_t cells[] = {0, self->row[self->width + i]};
        to[0] = self->row[STUDENT_COLUMN];
        ontrack__row_words(self->file->others, self->names[i], cells, to + 1);
        to += self->batch->others.width;
    }
    self->batch->others.count += self->other_count;
}

static void put_unread(const ontrack__converter *self, int64_t line)
{
    ontrack__batch *batch = self->batch;
    if (batch->unread_cells == 0) {
        batch->unread_line = line;
        batch->unread_column = self->unread_column;
    }
    batch->unread_cells += self->unread_cells;
}

/* The kind of the row at hand, where it is not known yet. */
static bool find_kind(ontrack__converter *self)
{
    const int32_t *cells = self->row + self->kind_first;
    ontrack_status status = ONTRACK_OK;
    if (self->has_kind) return true;
    if (self->batch->own == NULL)
        status = ontrack__builder_kind(self->builder, self->file->table, cells, &self->kind, NULL);
    else if (!ontrack__batch_kind(self->batch, cells, &self->kind))
        status = ONTRACK_NO_MEMORY;
    self->exhausted = self->exhausted || status == ONTRACK_NO_MEMORY;
    return status == ONTRACK_OK;
}

static bool put_row(ontrack__converter *self)
{
    ontrack__batch *batch = self->batch;
    const bool shared = self->kind_end == 0;
    if (ontrack__check_row(self->file->table, self->row, NULL) != ONTRACK_OK) return false;
    if (!shared && !find_kind(self)) return false;
    if (self->other_count > 0 && !name_others(self)) return false;
    int32_t *row = ontrack__batch_room(batch, &batch->rows, 1);
    int32_t *others = self->other_count == 0
                          ? row
                          : ontrack__batch_room(batch, &batch->others, self->other_count);
    self->exhausted = self->exhausted || row == NULL || others == NULL;
    if (self->exhausted) return false;
    if (shared) {
        memcpy(row, self->row, self->width * sizeof *row);
    } else {
        row[0] = self->row[STUDENT_COLUMN];
        ontrack__row_words(self->file->table, self->kind, self->row + 1, row + 1);
    }
    batch->rows.count++;
    if (self->other_count > 0) put_others(self, others);
    return true;
}

static bool put_mark(ontrack__converter *self)
{
    if (!find_kind(self)) return false;
    const ontrack__attendance_mark mark = {(uint32_t)self->row[STUDENT_COLUMN],
                                           self->row[DATE_COLUMN], self->kind};
    return ontrack__convert_mark(self, mark);
}

bool ontrack__convert_end(ontrack__converter *self, int64_t line)
{
    const bool mark = self->file->table == ONTRACK_TABLE_ATTENDANCE;
    if (!(mark ? put_mark(self) : put_row(self))) return false;
    if (self->unread_cells > 0) put_unread(self, line);
    return true;
}

bool ontrack__convert_row(ontrack__converter *self, const ontrack__csv_row *row)
{
    if (row->count > self->cell_count) return false;
    ontrack__convert_begin(self);
    for (size_t i = 0; i < row->count; i++)
        if (!ontrack__convert_cell(self, i, ontrack__text_trim(row->cells[i]))) return false;
    return ontrack__convert_rest(self, row->count) && ontrack__convert_end(self, row->line);
}

/* ---- one file ---- */

bool ontrack__converter_takes(const ontrack__layout_file *file)
{
    return file->others == ONTRACK_TABLE_COUNT || file->others == ONTRACK_TABLE_ATTRIBUTES;
}

static void bind_cell(ontrack__converted *cell, ontrack_table table, size_t column, int32_t *out)
{
    static const ontrack__converting ways[] = {
        [ONTRACK__COLUMN_CODE] = ONTRACK__CONVERT_TEXT,
        [ONTRACK__COLUMN_TEXT] = ONTRACK__CONVERT_TEXT,
        [ONTRACK__COLUMN_DATE] = ONTRACK__CONVERT_DATE,
        [ONTRACK__COLUMN_DECIMAL] = ONTRACK__CONVERT_NUMBER,
        [ONTRACK__COLUMN_INTEGER] = ONTRACK__CONVERT_NUMBER,
    };
    const ontrack__table_info *info = ontrack__table(table);
    cell->table = table;
    cell->column = column;
    cell->about = &info->columns[column];
    cell->how = column == 0 && !info->shared ? ONTRACK__CONVERT_STUDENT : ways[cell->about->type];
    cell->out = out;
}

/* No text has NULs. */
void ontrack__repeat_clear(ontrack__repeat *repeat)
{
    memset(repeat->bytes, 0, sizeof repeat->bytes);
    memset(repeat->mask, 0xFF, sizeof repeat->mask);
    repeat->size = 0;
}

static void bind(ontrack__converter *self)
{
    const ontrack__bound_header *binding = self->binding;
    const ontrack__column *columns = ontrack__table(self->file->table)->columns;
    for (size_t i = 0; i < self->cell_count; i++) {
        self->cells[i].out = self->row + self->width + self->other_count;
        ontrack__repeat_clear(&self->cells[i].before);
    }
    for (size_t i = 0; i < self->width; i++)
        self->row[i] = columns[i].type <= ONTRACK__COLUMN_TEXT ? 0 : INT32_MIN;
    for (size_t i = 0; i < binding->column_count; i++) {
        const ontrack__bound_cell *bound = &binding->columns[i];
        const size_t column = (size_t)(bound->column - columns);
        bind_cell(&self->cells[bound->cell], self->file->table, column, &self->row[column]);
    }
    for (size_t i = 0; i < self->other_count; i++)
        bind_cell(&self->cells[binding->others[i].cell], self->file->others, VALUE_COLUMN,
                  &self->row[self->width + i]);
    self->cells[0].header = ontrack__text_trim(binding->header[0]);
}

ontrack_status ontrack__converter_init(ontrack__converter *converter,
                                       const ontrack_allocator *allocator, const ontrack_crew *crew,
                                       const ontrack__intake *intake, ontrack_error *error)
{
    const ontrack__bound_header *binding = &intake->binding;
    const ontrack__table_info *info = ontrack__table(intake->file->table);
    memset(converter, 0, sizeof *converter);
    converter->allocator = *allocator;
    converter->builder = intake->builder;
    converter->crew = crew;
    converter->file = intake->file;
    converter->binding = binding;
    converter->met = intake->met;
    converter->cell_count = binding->header_count;
    converter->width = info->column_count;
    converter->kind_first = info->shared ? 0 : 1 + (size_t)info->kind_first;
    converter->kind_end = info->shared ? 0 : 1 + (size_t)info->kind_end;
    converter->other_count = binding->other_count;
    converter->own.kinds.width = converter->kind_end - converter->kind_first;
    ontrack__tails_init(&converter->kinds_of, allocator);
    converter->month = converter->months;
    converter->cells =
        ontrack__allocate_zero(allocator, converter->cell_count, sizeof *converter->cells);
    converter->known =
        ontrack__allocate_zero(allocator, ONTRACK__KNOWN_TEXTS, sizeof *converter->known);
    converter->tails = ontrack__allocate_zero(allocator, ONTRACK__TAILS, sizeof *converter->tails);
    converter->row = ontrack__allocate_zero(
        allocator, converter->width + converter->other_count + 1, sizeof *converter->row);
    converter->names =
        ontrack__allocate_zero(allocator, converter->other_count, sizeof *converter->names);
    if (converter->cells != NULL && converter->known != NULL && converter->row != NULL &&
        converter->names != NULL && converter->tails != NULL) {
        bind(converter);
        return ONTRACK_OK;
    }
    ontrack__converter_free(converter);
    return ontrack__no_memory(error);
}

void ontrack__converter_begin(ontrack__converter *converter, ontrack__batch *batch)
{
    converter->batch = batch;
    if (ontrack__crew_workers(converter->crew) > 1 && converter->kind_end > 0)
        ontrack__batch_number(batch, &converter->own);
    for (size_t i = 0; i < converter->cell_count; i++) /* a stranger has a number of one batch */
        if (converter->cells[i].how == ONTRACK__CONVERT_STUDENT)
            ontrack__repeat_clear(&converter->cells[i].before);
}

void ontrack__converter_free(ontrack__converter *converter)
{
    const ontrack_allocator *allocator = &converter->allocator;
    ontrack__tails_free(&converter->kinds_of);
    ontrack__release(allocator, converter->cells, converter->cell_count, sizeof *converter->cells);
    ontrack__release(allocator, converter->known, ONTRACK__KNOWN_TEXTS, sizeof *converter->known);
    ontrack__kinds_free(&converter->own.kinds, allocator);
    ontrack__array_free(allocator, &converter->own.numbers, sizeof(uint32_t));
    ontrack__release(allocator, converter->tails, ONTRACK__TAILS, sizeof *converter->tails);
    ontrack__release(allocator, converter->row, converter->width + converter->other_count + 1,
                     sizeof *converter->row);
    ontrack__release(allocator, converter->names, converter->other_count, sizeof *converter->names);
    memset(converter, 0, sizeof *converter);
}
