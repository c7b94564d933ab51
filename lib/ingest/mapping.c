#include "ingest/mapping.h"

#include "base/error.h"
#include "base/text.h"
#include "ingest/dateform.h"
#include "ingest/names.h"

#include <stdio.h>

enum { MOST_DAYS = 400 };

/* ---- rejects ---- */

ontrack_status ontrack__mapping_reject(ontrack__mapping *self, int32_t cell, const char *reason,
                                       ontrack_error *error)
{
    const ontrack__mapped_file *file = self->file;
    self->counts->read++;
    self->counts->rejected++;
    if (file->options->reject == NULL) return ONTRACK_OK;
    const ontrack_reject told = {file->name,       file->csv->line, cell,
                                 reason,           file->header,    file->header_count,
                                 file->csv->cells, file->csv->count};
    const ontrack_status status = file->options->reject(file->options->user, &told);
    if (status == ONTRACK_OK) return ONTRACK_OK;
    const ontrack__place place = {
        file->name, NULL, file->csv->line < INT32_MAX ? (int32_t)file->csv->line : INT32_MAX, cell};
    return ontrack__fail_at(error, status, place, "the reject callback ended the reading");
}

/* What the intake rejects it tells in its own columns; here it is told in the file's. */
static ontrack_status on_reject(void *user, const ontrack_reject *reject)
{
    ontrack__mapping *self = user;
    const ontrack__mapped_file *file = self->file;
    const bool known = reject->column > 0 && (size_t)reject->column <= self->column_count;
    self->blamed = known ? self->blame[reject->column - 1] : 0;
    if (file->options->reject == NULL) return ONTRACK_OK;
    ontrack_reject told = *reject;
    told.column = self->blamed;
    told.header = file->header;
    told.header_count = file->header_count;
    told.fields = file->csv->cells;
    told.field_count = file->csv->count;
    return file->options->reject(file->options->user, &told);
}

/* ---- the beginning and the end ---- */

void ontrack__mapping_init(ontrack__mapping *self, ontrack__mapped_file *file,
                           const ontrack__target *target, const ontrack_allocator *allocator,
                           ontrack_builder *builder, ontrack_file_counts *counts)
{
    memset(self, 0, sizeof *self);
    self->file = file;
    self->target = target;
    self->counts = counts;
    self->options = *file->options;
    self->options.reject = on_reject;
    self->options.user = self;
    ontrack__intake_init(&self->intake, allocator, builder, &self->options, target->table, counts);
}

void ontrack__mapping_free(ontrack__mapping *self)
{
    ontrack__intake_free(&self->intake);
}

size_t ontrack__mapping_skip_count(const ontrack__target *target)
{
    const ontrack__selection *selection = &target->selection;
    return selection->condition_count + selection->find_count + (target->slots.count > 0);
}

const char *ontrack__mapping_skip_reason(const ontrack__target *target, size_t index)
{
    const ontrack__selection *selection = &target->selection;
    if (index < selection->condition_count) return selection->conditions[index].because;
    index -= selection->condition_count;
    return index < selection->find_count ? selection->finds[index].because : "no slot is filled";
}

/* ---- the header ---- */

static ontrack_status fail_missing(const ontrack__mapping *self, ontrack__place place,
                                   const char *label, const char *what, ontrack_error *error)
{
    return ontrack__fail_at(error, ONTRACK_INVALID_DATA, place,
                            "column \"%s\" is missing from the header row; the layout takes %s of "
                            "the table \"%s\" from it",
                            label, what, self->target->table->name);
}

/* Columns that the file cannot give are left out; the table may need them. */
static ontrack_status bind_columns(ontrack__mapping *self, ontrack__place place,
                                   ontrack_error *error)
{
    const ontrack__target *target = self->target;
    const char *needed = target->table->needed;
    for (size_t i = 0; i < target->column_count; i++) {
        const ontrack__target_column *column = &target->columns[i];
        if (ontrack__row_can_give(&column->value, self->file->cells)) {
            self->columns[self->column_count++] = i;
            continue;
        }
        const bool required = column->column != NULL && column->column->required;
        if (required || (needed != NULL && strcmp(column->name, needed) == 0))
            return fail_missing(self, place, column->value.label, column->name, error);
    }
    return ONTRACK_OK;
}

/* Rows may only stay because of a column that is there. */
static ontrack_status check_conditions(const ontrack__mapping *self, ontrack__place place,
                                       ontrack_error *error)
{
    const ontrack__selection *selection = &self->target->selection;
    for (size_t i = 0; i < selection->condition_count; i++)
        if (!selection->conditions[i].drops &&
            !ontrack__row_can_give(&selection->conditions[i].value, self->file->cells))
            return fail_missing(self, place, selection->conditions[i].value.label,
                                "the choice of rows", error);
    return ONTRACK_OK;
}

static ontrack_status add_slot(ontrack__mapping *self, size_t cell, ontrack_text name,
                               ontrack_text digits, ontrack_error *error)
{
    char number[24];
    ontrack__slot *slot = &self->slots[self->slot_count++];
    snprintf(number, sizeof number, "%zu", self->slot_count);
    slot->cell = cell;
    slot->name = name;
    slot->number = digits;
    if (digits.size > 0) return ONTRACK_OK;
    slot->number.data = ontrack__arena_copy(&self->file->arena, ontrack_text_of(number));
    slot->number.size = strlen(number);
    return slot->number.data == NULL ? ontrack__no_memory(error) : ONTRACK_OK;
}

/* A slot is a column by its name, or all columns of a pattern with '#' in the order of the file. */
static ontrack_status bind_slots(ontrack__mapping *self, ontrack__place place, ontrack_error *error)
{
    const ontrack__mapped_file *file = self->file;
    const ontrack__slots *slots = &self->target->slots;
    ontrack_status status = ONTRACK_OK;
    self->slots = ontrack__arena_allocate(&self->file->arena, slots->count + file->header_count,
                                          sizeof *self->slots);
    if (self->slots == NULL) return ontrack__no_memory(error);
    for (size_t i = 0; status == ONTRACK_OK && i < slots->count; i++) {
        const ontrack_text name = file->source->names[slots->names[i]];
        const ontrack_text none = {NULL, 0};
        const size_t cell = file->cells[slots->names[i]];
        if (cell != ONTRACK__NO_CELL) status = add_slot(self, cell, name, none, error);
        for (size_t at = 0; status == ONTRACK_OK && at < file->header_count; at++) {
            ontrack_text digits;
            const ontrack_text header = ontrack__text_trim(file->header[at]);
            if (self->slot_count < slots->count + file->header_count &&
                ontrack__name_like(header, name, &digits) && digits.size > 0)
                status = add_slot(self, at, header, digits, error);
        }
    }
    if (status == ONTRACK_OK && slots->count > 0 && self->slot_count == 0)
        return fail_missing(self, place, file->source->names[slots->names[0]].data, "the slots",
                            error);
    return status;
}

/* The intake gets a header row with the names of the table's columns. */
static ontrack_status begin_intake(ontrack__mapping *self, ontrack_error *error)
{
    for (size_t i = 0; i < self->column_count; i++)
        self->cells[i] = ontrack_text_of(self->target->columns[self->columns[i]].name);
    const ontrack__csv_row row = {1, self->cells, self->column_count};
    return ontrack__intake_row(&self->intake, &row, error);
}

ontrack_status ontrack__mapping_bind(ontrack__mapping *self, ontrack__place place,
                                     ontrack_error *error)
{
    ontrack__arena *arena = &self->file->arena;
    const ontrack__target *target = self->target;
    const size_t count = target->column_count;
    self->columns = ontrack__arena_allocate(arena, count, sizeof *self->columns);
    self->cells = ontrack__arena_allocate(arena, count, sizeof *self->cells);
    self->blame = ontrack__arena_allocate(arena, count, sizeof *self->blame);
    self->found = ontrack__arena_allocate(arena, target->selection.find_count, sizeof *self->found);
    self->skipped =
        ontrack__arena_allocate(arena, ontrack__mapping_skip_count(target), sizeof *self->skipped);
    if (self->columns == NULL || self->cells == NULL || self->blame == NULL ||
        self->found == NULL || self->skipped == NULL)
        return ontrack__no_memory(error);
    ontrack_status status = bind_columns(self, place, error);
    if (status == ONTRACK_OK) status = check_conditions(self, place, error);
    if (status == ONTRACK_OK) status = bind_slots(self, place, error);
    return status == ONTRACK_OK ? begin_intake(self, error) : status;
}

/* ---- records ---- */

/* What a failure to read the row means for it. */
static ontrack_status settle(ontrack__mapping *self, const ontrack__row *row, ontrack_status status,
                             const ontrack_error *cause, ontrack_error *error)
{
    const ontrack__csv_row *csv = row->csv;
    if (status == ONTRACK_NOT_FOUND) {
        self->counts->skipped++;
        self->skipped[row->skip_reason]++;
        return ONTRACK_OK;
    }
    if (status == ONTRACK_INVALID_DATA)
        return ontrack__mapping_reject(self, row->cell, cause->message, error);
    const ontrack__place place = {
        self->file->name, NULL, csv->line < INT32_MAX ? (int32_t)csv->line : INT32_MAX, row->cell};
    return ontrack__fail_at(error, status, place, "%s",
                            cause->status == ONTRACK_OK ? ontrack_status_text(status)
                                                        : cause->message);
}

/* A date that cannot be read is an unread cell where the row is worth more: it goes to the intake
 * as what is no date in any form. */
static bool is_spared(const ontrack__target_column *column, ontrack_status status)
{
    return status == ONTRACK_INVALID_DATA && column->column != NULL && column->column->spared &&
           column->value.date.size > 0;
}

static ontrack_status read_cells(ontrack__mapping *self, ontrack__row *row, ontrack_error *cause)
{
    static const ontrack_error none = ONTRACK_ERROR_INIT;
    const ontrack_status found = ontrack__row_part(row, cause);
    if (found != ONTRACK_OK) return found;
    for (size_t i = 0; i < self->column_count; i++) {
        const ontrack__target_column *column = &self->target->columns[self->columns[i]];
        ontrack_status status = ontrack__row_value(row, &column->value, &self->cells[i], cause);
        self->blame[i] = row->cell;
        if (is_spared(column, status)) {
            self->cells[i] = ontrack_text_of("?");
            *cause = none;
            status = ONTRACK_OK;
        }
        if (status != ONTRACK_OK) return status;
    }
    return ONTRACK_OK;
}

/* One record to the intake; *rejected tells that it was set aside, by self->blamed. */
static ontrack_status push(ontrack__mapping *self, ontrack__row *row, bool *rejected,
                           ontrack_error *error)
{
    ontrack_file_counts *counts = self->counts;
    const int64_t rejects = counts->rejected, unread = counts->unread_cells;
    ontrack_error cause = ONTRACK_ERROR_INIT;
    ontrack_status status = read_cells(self, row, &cause);
    self->blamed = row->cell;
    if (status == ONTRACK_OK) {
        const ontrack__csv_row record = {row->csv->line, self->cells, self->column_count};
        status = ontrack__intake_row(&self->intake, &record, error);
    } else {
        status = settle(self, row, status, &cause, error);
    }
    *rejected = counts->rejected > rejects;
    if (unread == 0 && counts->unread_cells > 0)
        counts->unread_column = self->blame[counts->unread_column - 1];
    return status;
}

/* ---- slots ---- */

static bool is_filled(const ontrack__slots *slots, const ontrack__row *row, size_t cell)
{
    ontrack_text text = {NULL, 0};
    if (cell < row->csv->count) text = ontrack__text_trim(row->csv->cells[cell]);
    for (size_t i = 0; i < row->source->empty_count; i++)
        if (ontrack__text_equal(text, row->source->empty[i])) return false;
    for (size_t i = 0; i < slots->is_count; i++)
        if (ontrack__name_is_word(text, slots->is[i])) return true;
    return slots->is_count == 0 && text.size > 0;
}

/* When a cell that all slots share is at fault, one reject tells of the row. */
static ontrack_status push_slots(ontrack__mapping *self, ontrack__row *row, ontrack_error *error)
{
    size_t filled = 0;
    bool rejected = false;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < self->slot_count; i++) {
        if (!is_filled(&self->target->slots, row, self->slots[i].cell)) continue;
        row->slot = &self->slots[i];
        filled++;
        status = push(self, row, &rejected, error);
        if (rejected && self->blamed != (int32_t)self->slots[i].cell + 1) break;
    }
    if (filled > 0) return status;
    self->counts->skipped++;
    self->skipped[ontrack__mapping_skip_count(self->target) - 1]++;
    return status;
}

/* ---- days ---- */

static bool is_weekend(ontrack_date date)
{
    const int weekday = (int)((date % 7 + 7) % 7); /* 0 is a Thursday, as 1970-01-01 was */
    return weekday == 2 || weekday == 3;
}

static ontrack_status read_day(ontrack__row *row, const ontrack__value *value, ontrack_date *out,
                               ontrack_error *cause)
{
    ontrack_text text;
    const ontrack_status status = ontrack__row_value(row, value, &text, cause);
    if (status != ONTRACK_OK || ontrack_date_parse(text, out)) return status;
    return ontrack__fail(cause, ONTRACK_INVALID_DATA, "the first and the last day are needed");
}

static ontrack_status read_days(const ontrack__mapping *self, ontrack__row *row, ontrack_date *from,
                                ontrack_date *to, ontrack_error *cause)
{
    ontrack_status status = read_day(row, &self->target->days.from, from, cause);
    if (status == ONTRACK_OK) status = read_day(row, &self->target->days.to, to, cause);
    if (status != ONTRACK_OK) return status;
    if (*to < *from)
        return ontrack__fail(cause, ONTRACK_INVALID_DATA, "the last day lies before the first");
    if (*to - *from >= MOST_DAYS)
        return ontrack__fail(cause, ONTRACK_INVALID_DATA, "more than %d days stand in one row",
                             MOST_DAYS);
    return ONTRACK_OK;
}

static ontrack_status push_days(ontrack__mapping *self, ontrack__row *row, ontrack_error *error)
{
    ontrack_error cause = ONTRACK_ERROR_INIT;
    ontrack_date from = 0, to = 0;
    ontrack_status status = read_days(self, row, &from, &to, &cause);
    if (status != ONTRACK_OK) return settle(self, row, status, &cause, error);
    bool rejected = false;
    for (ontrack_date day = from; status == ONTRACK_OK && !rejected && day <= to; day++) {
        char text[ONTRACK_DATE_SIZE];
        if (self->target->days.weekdays && is_weekend(day)) continue;
        ontrack_date_format(day, text);
        row->day = ontrack_text_of(text);
        status = push(self, row, &rejected, error);
    }
    return status;
}

/* ---- a row ---- */

ontrack_status ontrack__mapping_row(ontrack__mapping *self, ontrack_error *error)
{
    ontrack__mapped_file *file = self->file;
    const ontrack__target *target = self->target;
    ontrack__row row = {.csv = file->csv,
                        .source = file->source,
                        .cells = file->cells,
                        .selection = &target->selection,
                        .lookups = file->lookups,
                        .found = self->found,
                        .scratch = &file->scratch};
    ontrack_error cause = ONTRACK_ERROR_INIT;
    bool rejected = false;
    ontrack__arena_reset(&file->scratch);
    if (target->selection.find_count > 0)
        memset(self->found, 0, target->selection.find_count * sizeof *self->found);
    const ontrack_status status = ontrack__row_select(&row, &cause);
    if (status != ONTRACK_OK) return settle(self, &row, status, &cause, error);
    if (target->slots.count > 0) return push_slots(self, &row, error);
    if (target->days.given) return push_days(self, &row, error);
    return push(self, &row, &rejected, error);
}
