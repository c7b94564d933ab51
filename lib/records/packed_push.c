/* From unpacked (packed.h) to a builder: all is checked, so nothing but memory stops it. */
#include "base/error.h"
#include "records/builder.h"
#include "records/packed.h"

#include <string.h>

typedef struct pushing {
    ontrack_builder *builder;
    const ontrack__unpacked *from;
    uint32_t student;
    ontrack__symbol *symbols[2]; /* of each text as a code and as a text; 0: not known yet */
    ontrack_error *error;
} pushing;

/* The builder's cell for one that was unpacked. */
static bool take_cell(pushing *push, ontrack_table table, size_t column, int32_t cell, int32_t *out)
{
    const ontrack__column_type type = ontrack__table(table)->columns[column].type;
    *out = cell;
    if (type > ONTRACK__COLUMN_TEXT || cell == 0) return true;
    ontrack__symbol *symbol = &push->symbols[type == ONTRACK__COLUMN_TEXT][cell - 1];
    if (*symbol == 0 &&
        !ontrack__intern(ontrack__dictionary_of(&push->builder->dictionary, table, column),
                         push->from->texts[cell - 1], symbol))
        return false;
    *out = (int32_t)*symbol;
    return true;
}

/* The cells of a kind at its place among the columns of its table. */
static bool take_kind(pushing *push, ontrack_table table, size_t kind, int32_t *cells)
{
    const ontrack__table_info *info = ontrack__table(table);
    const size_t width = ontrack__kind_width(info), first = (size_t)info->kind_first + 1;
    const int32_t *from =
        ontrack__unpacked_words(push->from, push->from->tables[table].kinds + kind * width);
    for (size_t i = 0; i < width; i++)
        if (!take_cell(push, table, first + i, from[i], &cells[first + i])) return false;
    return true;
}

static ontrack_status push_rows(pushing *push, ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__unpacked_table *of = &push->from->tables[table];
    const size_t size = ontrack__row_size(info);
    const int32_t *row = ontrack__unpacked_words(push->from, of->rows);
    int32_t cells[ONTRACK__MOST_COLUMNS] = {(int32_t)push->student}, kind = -1;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < of->row_count && status == ONTRACK_OK; i++, row += size) {
        if (row[0] != kind && !take_kind(push, table, (size_t)(kind = row[0]), cells))
            return ontrack__no_memory(push->error);
        for (size_t word = 1; word < size; word++) {
            const size_t column = ontrack__row_column(info, word);
            if (!take_cell(push, table, column, row[word], &cells[column]))
                return ontrack__no_memory(push->error);
        }
        status = ontrack__builder_append_rows(push->builder, table, cells, 1, push->error);
    }
    return status;
}

static ontrack_status push_marks(pushing *push)
{
    enum { AT_ONCE = 64 };
    const ontrack_table table = ONTRACK_TABLE_ATTENDANCE;
    const ontrack__unpacked_table *of = &push->from->tables[table];
    const size_t first = (size_t)ontrack__table(table)->kind_first + 1;
    const int32_t *row = ontrack__unpacked_words(push->from, of->rows);
    ontrack__attendance_mark marks[AT_ONCE];
    int32_t cells[ONTRACK__MOST_COLUMNS], kind = -1;
    uint32_t number = 0;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0, waiting = 0; i < of->row_count && status == ONTRACK_OK; i++, row += 2) {
        if (row[0] != kind) {
            kind = row[0];
            if (!take_kind(push, table, (size_t)kind, cells))
                return ontrack__no_memory(push->error);
            status =
                ontrack__builder_kind(push->builder, table, cells + first, &number, push->error);
            if (status != ONTRACK_OK) return status;
        }
        const ontrack__attendance_mark mark = {push->student, row[1], number};
        marks[waiting++] = mark;
        if (waiting < AT_ONCE && i + 1 < of->row_count) continue;
        status = ontrack__builder_append_marks(push->builder, marks, waiting, push->error);
        waiting = 0;
    }
    return status;
}

static ontrack_status push_tables(pushing *push)
{
    ontrack_status status =
        ontrack_builder_student(push->builder, push->from->id, &push->student, push->error);
    for (size_t i = 0; i < ONTRACK_TABLE_COUNT && status == ONTRACK_OK; i++) {
        const ontrack_table table = (ontrack_table)i;
        if (!push->from->tables[table].given) continue;
        status = ontrack_builder_declare(push->builder, table, push->error);
        if (status == ONTRACK_OK)
            status = table == ONTRACK_TABLE_ATTENDANCE ? push_marks(push) : push_rows(push, table);
    }
    return status;
}

static ontrack_status push_all(ontrack_builder *builder, const ontrack__unpacked *from,
                               ontrack_error *error)
{
    const size_t count = 2 * from->text_count;
    ontrack__symbol *symbols = ontrack__allocate_zero(&builder->allocator, count, sizeof *symbols);
    if (symbols == NULL) return ontrack__no_memory(error);
    pushing push = {builder, from, 0, {symbols, symbols + from->text_count}, error};
    const ontrack_status status = push_tables(&push);
    ontrack__release(&builder->allocator, symbols, count, sizeof *symbols);
    return status;
}

ontrack_status ontrack_builder_push_packed(ontrack_builder *builder, const void *data, size_t size,
                                           ontrack_error *error)
{
    ontrack__unpacked from = {.allocator = builder->allocator};
    ontrack_status status = ontrack__unpack(&from, data, size, error);
    if (status == ONTRACK_OK) status = push_all(builder, &from, error);
    ontrack__unpacked_free(&from);
    return status;
}
