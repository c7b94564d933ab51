#include "ingest/intake.h"

#include "base/error.h"
#include "base/text.h"
#include "records/builder.h"

#include <stdio.h>
#include <string.h>

void ontrack__intake_init(ontrack__intake *intake, const ontrack_allocator *allocator,
                          ontrack_builder *builder, const ontrack_reader_options *options,
                          const ontrack__layout_file *file, ontrack_file_counts *counts)
{
    const ontrack_error none = ONTRACK_ERROR_INIT;
    memset(intake, 0, sizeof *intake);
    intake->builder = builder;
    intake->options = options;
    intake->file = file;
    intake->counts = counts;
    intake->met = file->table != ONTRACK_TABLE_STUDENTS ||
                  ontrack__interner_count(&builder->dictionary.ids) > 1;
    intake->refusal = none;
    ontrack__arena_init(&intake->arena, allocator);
}

void ontrack__intake_free(ontrack__intake *intake)
{
    ontrack__arena_free(&intake->arena);
}

/* A record with nothing given: every number has the same "none". */
static ontrack_status make_blank(ontrack__intake *self, ontrack_error *error)
{
    const ontrack__table_info *info = ontrack__table(self->file->table);
    const int32_t none = INT32_MIN;
    self->blank = ontrack__arena_allocate(&self->arena, 1, info->record_size);
    self->record = ontrack__arena_allocate(&self->arena, 1, info->record_size);
    if (self->blank == NULL || self->record == NULL) return ontrack__no_memory(error);
    for (size_t i = 0; i < info->column_count; i++)
        if (info->columns[i].type > ONTRACK__COLUMN_TEXT)
            memcpy((char *)self->blank + info->columns[i].offset, &none, sizeof none);
    return ONTRACK_OK;
}

static ontrack_status take_header(ontrack__intake *self, const ontrack__csv_row *row,
                                  ontrack_error *error)
{
    ontrack_status status = make_blank(self, error);
    if (status != ONTRACK_OK) return status;
    self->has_header = true;
    status = ontrack__header_bind(&self->arena, self->file, row, self->counts->file, &self->binding,
                                  error);
    if (self->options->skip_attributes && self->file->others == ONTRACK_TABLE_ATTRIBUTES)
        self->binding.other_count = 0;
    return status;
}

/* Counts a row that is set aside and tells of it. `cell` is 1-based, 0 for the whole row. */
static ontrack_status reject(ontrack__intake *self, const ontrack__csv_row *row, int32_t cell,
                             const char *reason, ontrack_error *error)
{
    self->counts->rejected++;
    if (self->options->reject == NULL) return ONTRACK_OK;
    const ontrack_reject told = {
        self->counts->file,         row->line,  cell,      reason, self->binding.header,
        self->binding.header_count, row->cells, row->count};
    const ontrack_status status = self->options->reject(self->options->user, &told);
    if (status == ONTRACK_OK) return status;
    const ontrack__place place = {self->counts->file, NULL,
                                  row->line < INT32_MAX ? (int32_t)row->line : INT32_MAX, cell};
    return ontrack__fail_at(error, status, place, "the reject callback ended the reading");
}

/* What the builder said of a record: a reason to set the row aside, or the end. */
static ontrack_status refuse(ontrack__intake *self, const ontrack__csv_row *row, int32_t cell,
                             ontrack_status status, ontrack_error *error)
{
    const ontrack_error none = ONTRACK_ERROR_INIT;
    const ontrack_error cause = self->refusal;
    self->refusal = none;
    if (status == ONTRACK_INVALID_DATA) return reject(self, row, cell, cause.message, error);
    return ontrack__fail(error, status, "%s",
                         cause.status == ONTRACK_OK ? ontrack_status_text(status) : cause.message);
}

static ontrack_text cell_of(const ontrack__csv_row *row, size_t cell)
{
    const ontrack_text none = {NULL, 0};
    return cell < row->count ? ontrack__text_trim(row->cells[cell]) : none;
}

static bool read_number(ontrack__column_type type, ontrack_text text, int32_t *out)
{
    if (type == ONTRACK__COLUMN_DATE) return ontrack_date_parse(text, out);
    if (type == ONTRACK__COLUMN_DECIMAL) return ontrack_decimal_parse(text, out);
    return ontrack__text_integer(text, out);
}

/* One cell into the record; false when it is not what its column holds. */
static bool read_cell(const ontrack__column *column, ontrack_text text, void *record)
{
    char *member = (char *)record + column->offset;
    if (column->type <= ONTRACK__COLUMN_TEXT) {
        memcpy(member, &text, sizeof text);
        return true;
    }
    int32_t number;
    if (text.size == 0) return true;
    if (!read_number(column->type, text, &number)) return false;
    if (column->spared && (number < column->lowest || number > column->highest)) return false;
    memcpy(member, &number, sizeof number);
    return true;
}

void ontrack__intake_spare(ontrack_file_counts *counts, int64_t cells, int64_t line, int32_t column)
{
    const bool first = counts->unread_cells == 0 || line < counts->unread_line;
    counts->unread_cells += cells;
    if (cells == 0 || !first) return;
    counts->unread_line = line;
    counts->unread_column = column;
}

/* The first cell that its column cannot hold, or NULL; spared ones are left out of the record. */
static const ontrack__bound_cell *read_record(ontrack__intake *self, const ontrack__csv_row *row)
{
    const ontrack__bound_header *binding = &self->binding;
    memcpy(self->record, self->blank, ontrack__table(self->file->table)->record_size);
    for (size_t i = 0; i < binding->column_count; i++) {
        const ontrack__bound_cell *bound = &binding->columns[i];
        if (read_cell(bound->column, cell_of(row, bound->cell), self->record)) continue;
        if (!bound->column->spared) return bound;
        ontrack__intake_spare(self->counts, 1, row->line, (int32_t)bound->cell + 1);
    }
    return NULL;
}

static ontrack_status reject_cell(ontrack__intake *self, const ontrack__csv_row *row,
                                  const ontrack__bound_cell *bound, ontrack_error *error)
{
    static const char *const wanted[] = {
        [ONTRACK__COLUMN_CODE] = "a text",
        [ONTRACK__COLUMN_TEXT] = "a text",
        [ONTRACK__COLUMN_DATE] = "a date of the form YYYY-MM-DD from 1900 to 2199",
        [ONTRACK__COLUMN_DECIMAL] = "a number with at most four decimal places",
        [ONTRACK__COLUMN_INTEGER] = "a whole number",
    };
    char reason[160];
    snprintf(reason, sizeof reason, "column \"%s\" is not %s", bound->column->name,
             wanted[bound->column->type]);
    return reject(self, row, (int32_t)bound->cell + 1, reason, error);
}

static ontrack_status push_other(ontrack__intake *self, ontrack_text student_id,
                                 const ontrack__bound_cell *other, ontrack_text value)
{
    const ontrack_attribute_record attribute = {student_id, other->name, value};
    const ontrack_value_record number = {student_id, other->name, value};
    if (self->file->others == ONTRACK_TABLE_ATTRIBUTES)
        return ontrack_builder_add_attribute(self->builder, &attribute, &self->refusal);
    return value.size == 0 ? ONTRACK_OK
                           : ontrack_builder_add_value(self->builder, &number, &self->refusal);
}

static ontrack_text student_of(const ontrack__intake *self)
{
    ontrack_text student_id;
    const char *record = self->record;
    memcpy(&student_id, record + ontrack__table(self->file->table)->columns[0].offset,
           sizeof student_id);
    return student_id;
}

static ontrack_status push_others(ontrack__intake *self, const ontrack__csv_row *row,
                                  ontrack_error *error)
{
    for (size_t i = 0; i < self->binding.other_count; i++) {
        const ontrack__bound_cell *other = &self->binding.others[i];
        const ontrack_status status =
            push_other(self, student_of(self), other, cell_of(row, other->cell));
        if (status != ONTRACK_OK) return refuse(self, row, (int32_t)other->cell + 1, status, error);
    }
    return ONTRACK_OK;
}

static ontrack_status push_record(ontrack__intake *self, const ontrack__csv_row *row,
                                  ontrack_error *error)
{
    const ontrack__table_info *info = ontrack__table(self->file->table);
    const ontrack_status status =
        ontrack_builder_push(self->builder, self->file->table, self->record, &self->refusal);
    if (status == ONTRACK_OK) return push_others(self, row, error);
    const int32_t column = self->refusal.column;
    const bool known = column > 0 && (size_t)column <= info->column_count;
    const int32_t cell =
        known ? ontrack__header_cell(&self->binding, &info->columns[column - 1]) : 0;
    return refuse(self, row, cell, status, error);
}

/* measures.csv has no record but those of its columns. */
static ontrack_status push_values(ontrack__intake *self, const ontrack__csv_row *row,
                                  ontrack_error *error)
{
    const ontrack__bound_cell *id = &self->binding.columns[0];
    if (student_of(self).size == 0)
        return reject(self, row, (int32_t)id->cell + 1, "column \"student_id\" is empty", error);
    return push_others(self, row, error);
}

/* Of a row that was set aside no cell was taken as not given. */
static void forget_spared(ontrack_file_counts *counts, const ontrack_file_counts *before)
{
    counts->unread_cells = before->unread_cells;
    counts->unread_line = before->unread_line;
    counts->unread_column = before->unread_column;
}

ontrack_status ontrack__intake_row(void *user, const ontrack__csv_row *row, ontrack_error *error)
{
    ontrack__intake *self = user;
    if (!self->has_header) return take_header(self, row, error);
    self->counts->read++;
    if (ontrack__is_header(self->binding.header, self->binding.header_count, row)) {
        self->counts->duplicate_headers++;
        return reject(self, row, 0, ONTRACK__HEADER_AGAIN, error);
    }
    const int32_t extra = ontrack__surplus(self->binding.header_count, row);
    if (extra > 0) return reject(self, row, extra, ONTRACK__TOO_MANY_CELLS, error);
    const ontrack_file_counts before = *self->counts;
    const ontrack__bound_cell *bad = read_record(self, row);
    const ontrack_status status = bad != NULL ? reject_cell(self, row, bad, error)
                                  : self->file->table == self->file->others
                                      ? push_values(self, row, error)
                                      : push_record(self, row, error);
    if (self->counts->rejected > before.rejected) forget_spared(self->counts, &before);
    return status;
}

ontrack_status ontrack__intake_finish(ontrack__intake *self, ontrack_error *error)
{
    const ontrack__place place = {self->counts->file, NULL, 1, 0};
    if (!self->has_header)
        return ontrack__fail_at(error, ONTRACK_INVALID_DATA, place,
                                "the file is empty; it needs a header row with the names of its "
                                "columns");
    /* A table of which no row could be read is not known to be empty. */
    const ontrack_file_counts *counts = self->counts;
    if (counts->read > 0 && counts->rejected > counts->duplicate_headers &&
        counts->rejected == counts->read)
        return ONTRACK_OK;
    ontrack_status status = ontrack_builder_declare(self->builder, self->file->table, error);
    if (status == ONTRACK_OK && self->binding.other_count > 0)
        status = ontrack_builder_declare(self->builder, self->file->others, error);
    return status;
}
