#include "records/builder.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

ontrack_status ontrack_builder_new(const ontrack_allocator *allocator, ontrack_builder **out,
                                   ontrack_error *error)
{
    const ontrack_allocator kept = ontrack__allocator(allocator);
    ontrack_builder *builder = ontrack__allocate_zero(&kept, 1, sizeof *builder);
    if (builder == NULL) return ontrack__no_memory(error);
    builder->allocator = kept;
    ontrack__dictionary_init(&builder->dictionary, &kept);
    *out = builder;
    return ONTRACK_OK;
}

void ontrack__builder_clear(ontrack_builder *builder)
{
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++) {
        ontrack__pushed *pushed = &builder->tables[table];
        ontrack__release(&builder->allocator, pushed->cells, pushed->capacity,
                         ontrack__pushed_width((ontrack_table)table) * sizeof *pushed->cells);
        memset(pushed, 0, sizeof *pushed);
        ontrack__kinds_free(&builder->kinds[table], &builder->allocator);
    }
    ontrack__dictionary_free(&builder->dictionary);
}

void ontrack_builder_free(ontrack_builder *builder)
{
    if (builder == NULL) return;
    const ontrack_allocator allocator = builder->allocator;
    ontrack__builder_clear(builder);
    ontrack__release(&allocator, builder, 1, sizeof *builder);
}

ontrack_status ontrack_builder_declare(ontrack_builder *builder, ontrack_table table,
                                       ontrack_error *error)
{
    if ((unsigned)table >= ONTRACK_TABLE_COUNT)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT, "there is no table of that number");
    builder->tables[table].given = true;
    return ONTRACK_OK;
}

/* ---- students ---- */

static bool is_student(const ontrack_builder *builder, ontrack_text id, uint32_t student)
{
    return ontrack__text_equal(ontrack__interner_text(&builder->dictionary.ids, student), id);
}

/* Rows of one student mostly follow each other, and students come in the same order again. */
bool ontrack__builder_find_student(const ontrack_builder *builder, ontrack_text id,
                                   ontrack__guess *guess, uint32_t *student)
{
    if (id.size == 0) return false;
    *student = guess->last;
    if (!is_student(builder, id, *student) && !is_student(builder, id, ++*student) &&
        !ontrack__intern_find(&builder->dictionary.ids, id, student))
        return false;
    guess->last = *student;
    return true;
}

/* ---- rows ---- */

/* Room for `count` more rows. */
static int32_t *next_rows(ontrack_builder *builder, ontrack_table table, size_t count)
{
    ontrack__pushed *pushed = &builder->tables[table];
    const size_t width = ontrack__pushed_width(table);
    if (pushed->capacity - pushed->count < count) {
        size_t capacity = pushed->capacity == 0 ? 64 : pushed->capacity * 2;
        while (capacity - pushed->count < count)
            capacity *= 2;
        int32_t *cells = ontrack__resize(&builder->allocator, pushed->cells, pushed->capacity,
                                         capacity, width * sizeof *cells);
        if (cells == NULL) return NULL;
        pushed->cells = cells;
        pushed->capacity = capacity;
    }
    return pushed->cells + pushed->count * width;
}

ontrack_status ontrack__builder_append_rows(ontrack_builder *builder, ontrack_table table,
                                            const int32_t *cells, size_t count,
                                            ontrack_error *error)
{
    ontrack__pushed *pushed = &builder->tables[table];
    int32_t *rows = next_rows(builder, table, count);
    if (rows == NULL) return ontrack__no_memory(error);
    if (count > 0) memcpy(rows, cells, count * ontrack__pushed_width(table) * sizeof *cells);
    pushed->count += count;
    pushed->given = true;
    return ONTRACK_OK;
}

ontrack_status ontrack__builder_kind(ontrack_builder *builder, ontrack_table table,
                                     const int32_t *cells, uint32_t *kind, ontrack_error *error)
{
    const ontrack__table_info *info = ontrack__table(table);
    ontrack__kinds *kinds = &builder->kinds[table];
    kinds->width = (size_t)(info->kind_end - info->kind_first);
    return ontrack__kinds_add(kinds, &builder->allocator, cells, kind) ? ONTRACK_OK
                                                                       : ontrack__no_memory(error);
}

ontrack_status ontrack__builder_append_marks(ontrack_builder *builder,
                                             const ontrack__attendance_mark *marks, size_t count,
                                             ontrack_error *error)
{
    const ontrack__kinds *kinds = &builder->kinds[ONTRACK_TABLE_ATTENDANCE];
    int32_t *rows = next_rows(builder, ONTRACK_TABLE_ATTENDANCE, count);
    if (rows == NULL) return ontrack__no_memory(error);
    for (size_t i = 0; i < count; i++, rows += 2 + kinds->width) {
        rows[0] = (int32_t)marks[i].student;
        rows[1] = marks[i].date;
        memcpy(rows + 2, ontrack__kind_cells(kinds, marks[i].kind), kinds->width * sizeof *rows);
    }
    builder->tables[ONTRACK_TABLE_ATTENDANCE].count += count;
    builder->tables[ONTRACK_TABLE_ATTENDANCE].given = true;
    return ONTRACK_OK;
}

/* ---- records ---- */

static ontrack_status take_column(ontrack_builder *builder, ontrack_table table, size_t column,
                                  const void *record, int32_t *cell, ontrack_error *error)
{
    const ontrack__column *about = &ontrack__table(table)->columns[column];
    const char *member = (const char *)record + about->offset;
    if (about->type <= ONTRACK__COLUMN_TEXT) {
        ontrack_text text;
        memcpy(&text, member, sizeof text);
        return ontrack__cell_intern(&builder->dictionary, table, column, text, cell, error);
    }
    memcpy(cell, member, sizeof *cell);
    return ontrack__check_number(table, column, *cell, error);
}

ontrack_status ontrack_builder_push(ontrack_builder *builder, ontrack_table table,
                                    const void *record, ontrack_error *error)
{
    if ((unsigned)table >= ONTRACK_TABLE_COUNT || record == NULL)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT, "a table and a record are needed");
    int32_t cells[ONTRACK__MOST_COLUMNS];
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < ontrack__table(table)->column_count && status == ONTRACK_OK; i++)
        status = take_column(builder, table, i, record, &cells[i], error);
    if (status == ONTRACK_OK) status = ontrack__check_row(table, cells, error);
    return status == ONTRACK_OK ? ontrack__builder_append_rows(builder, table, cells, 1, error)
                                : status;
}
