#include "ingest/admit.h"

#include "base/error.h"

bool ontrack__admit_is_easy(const ontrack__intake *intake, const ontrack__batch *batch)
{
    ontrack__symbol known;
    if (batch->odd.count > 0) return false;
    if (!intake->met) return true;
    for (ontrack__symbol i = 1; i < ontrack__interner_count(&batch->strangers); i++)
        if (!ontrack__intern_find(&intake->builder->dictionary.ids,
                                  ontrack__interner_text(&batch->strangers, i), &known))
            return false;
    return true;
}

/* ---- strangers ---- */

/* numbers[i] = the builder's number of stranger i. */
static ontrack_status meet(ontrack__intake *self, const ontrack__batch *batch, int32_t *numbers,
                           ontrack_error *error)
{
    ontrack_status status = ONTRACK_OK;
    const size_t count = ontrack__interner_count(&batch->strangers);
    for (ontrack__symbol i = 1; status == ONTRACK_OK && i < count; i++)
        status =
            ontrack__cell_intern(&self->builder->dictionary, ONTRACK_TABLE_STUDENTS, 0,
                                 ontrack__interner_text(&batch->strangers, i), &numbers[i], error);
    return status;
}

static void number_rows(ontrack__batch_rows *rows, const int32_t *numbers)
{
    int32_t *student = rows->cells;
    for (size_t row = 0; row < rows->count; row++, student += rows->width)
        if (*student < 0) *student = numbers[-*student];
}

static void number_marks(ontrack__batch_marks *marks, const int32_t *numbers)
{
    for (size_t i = 0; i < marks->count; i++) {
        const int32_t student = (int32_t)marks->items[i].student;
        if (student < 0) marks->items[i].student = (uint32_t)numbers[-student];
    }
}

static ontrack_status number_strangers(ontrack__intake *self, ontrack__batch *batch,
                                       ontrack_error *error)
{
    const size_t count = ontrack__interner_count(&batch->strangers);
    if (count == 1) return ONTRACK_OK;
    int32_t *numbers = ontrack__arena_allocate(&batch->arena, count, sizeof *numbers);
    if (numbers == NULL) return ontrack__no_memory(error);
    const ontrack_status status = meet(self, batch, numbers, error);
    if (status != ONTRACK_OK) return status;
    number_rows(&batch->rows, numbers);
    number_rows(&batch->others, numbers);
    number_marks(&batch->marks, numbers);
    return ONTRACK_OK;
}

/* ---- kinds ---- */

/* The builder's numbers of the kinds that a batch added to a worker's own. */
static ontrack_status take_kinds(ontrack__intake *self, ontrack__batch *batch, ontrack_error *error)
{
    const int32_t *cells = batch->kinds.cells;
    for (size_t i = 0; i < batch->kinds.count; i++, cells += batch->kinds.width) {
        uint32_t *number =
            ontrack__array_add(&batch->allocator, &batch->own->numbers, sizeof *number);
        if (number == NULL) return ontrack__no_memory(error);
        const ontrack_status status =
            ontrack__builder_kind(self->builder, self->file->table, cells, number, error);
        if (status != ONTRACK_OK) return status;
    }
    return ONTRACK_OK;
}

ontrack_status ontrack__admit_kinds(ontrack__intake *intake, ontrack__batch *batch,
                                    ontrack_error *error)
{
    if (batch->own == NULL) return ONTRACK_OK;
    const ontrack_status status = take_kinds(intake, batch, error);
    if (status != ONTRACK_OK) return status;
    const uint32_t *numbers = batch->own->numbers.items;
    uint32_t *row = (uint32_t *)batch->rows.cells + 1;
    for (size_t i = 0; i < batch->rows.count; i++, row += batch->rows.width)
        *row = *row - ontrack__row_kind(row) + numbers[ontrack__row_kind(row)];
    for (size_t i = 0; i < batch->marks.count; i++)
        batch->marks.items[i].kind = numbers[batch->marks.items[i].kind];
    batch->own = NULL;
    return ONTRACK_OK;
}

/* ---- rows ---- */

static ontrack_status append_rows(ontrack__intake *self, ontrack_table table,
                                  const ontrack__batch_rows *rows, ontrack_error *error)
{
    if (rows->count == 0) return ONTRACK_OK;
    return ontrack__builder_append_rows(self->builder, table, rows->cells, rows->count, error);
}

static ontrack_status append_marks(ontrack__intake *self, const ontrack__batch_marks *marks,
                                   ontrack_error *error)
{
    if (marks->count == 0) return ONTRACK_OK;
    return ontrack__builder_append_marks(self->builder, marks->items, marks->count, error);
}

ontrack_status ontrack__admit(ontrack__intake *intake, ontrack__batch *batch, ontrack_error *error)
{
    const ontrack__layout_file *file = intake->file;
    const ontrack__csv_row *odd = batch->odd.items;
    ontrack_status status = number_strangers(intake, batch, error);
    if (status == ONTRACK_OK) status = ontrack__admit_kinds(intake, batch, error);
    if (status == ONTRACK_OK) status = append_rows(intake, file->table, &batch->rows, error);
    if (status == ONTRACK_OK) status = append_rows(intake, file->others, &batch->others, error);
    if (status == ONTRACK_OK) status = append_marks(intake, &batch->marks, error);
    intake->counts->read += (int64_t)(batch->rows.count + batch->marks.count);
    ontrack__intake_spare(intake->counts, batch->unread_cells, batch->unread_line,
                          batch->unread_column);
    for (size_t i = 0; status == ONTRACK_OK && i < batch->odd.count; i++)
        status = ontrack__intake_row(intake, &odd[i], error);
    return status;
}
