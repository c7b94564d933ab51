/* From unpacked (packed.h) to a builder: all is checked, so nothing but memory stops it. */
#include "base/bits.h"
#include "base/error.h"
#include "records/builder.h"
#include "records/packed.h"

typedef struct pushing {
    ontrack_builder *builder;
    const ontrack__unpacked *from;
    uint32_t student;            /* its place among the builder's */
    ontrack__symbol *symbols[2]; /* of each text as a code and as a text; 0: not known yet */
    uint32_t *rows;              /* as they lie in the student's run */
    size_t row_words, row_room;
    ontrack_error *error;
} pushing;

/* The builder's number of a text. */
static bool take_text(pushing *push, const ontrack__column *column, int32_t text, int32_t *cell)
{
    ontrack__dictionary *dictionary = &push->builder->dictionary;
    const bool is_text = column->type == ONTRACK__COLUMN_TEXT;
    ontrack__symbol *symbol = &push->symbols[is_text][text - 1];
    if (*symbol == 0 && !ontrack__intern(is_text ? &dictionary->texts : &dictionary->codes,
                                         push->from->texts[text - 1], symbol))
        return false;
    *cell = (int32_t)*symbol;
    return true;
}

/* The builder's cells for those that were unpacked. */
static bool take_cells(pushing *push, const ontrack__column *columns, size_t count,
                       const int32_t *from, int32_t *cells)
{
    for (size_t i = 0; i < count; i++) {
        cells[i] = from[i];
        if (columns[i].type <= ONTRACK__COLUMN_TEXT && from[i] != 0 &&
            !take_text(push, &columns[i], from[i], &cells[i]))
            return false;
    }
    return true;
}

/* The builder's number of a kind. */
static ontrack_status take_kind(pushing *push, ontrack_table table,
                                const ontrack__packed_shape *shape, const int32_t *from,
                                uint32_t *kind)
{
    int32_t cells[ONTRACK__MOST_COLUMNS];
    if (!take_cells(push, shape->kind, shape->kind_width, from, cells))
        return ontrack__no_memory(push->error);
    return ontrack__builder_kind(push->builder, table, cells, kind, push->error);
}

/* ---- rows ---- */

static bool take_rows(pushing *push, const ontrack__packed_shape *shape,
                      const ontrack__unpacked_kind *kind, uint32_t head)
{
    const int32_t *from = kind->rows;
    for (size_t i = 0; i < kind->count; i++, from += shape->row_width) {
        int32_t *row = (int32_t *)push->rows + push->row_words;
        const size_t behind = shape->date + shape->before_width;
        *row++ = (int32_t)head;
        if (shape->date) row[0] = from[0];
        if (!take_cells(push, shape->before, shape->before_width, from + shape->date,
                        row + shape->date) ||
            !take_cells(push, shape->behind, shape->behind_width, from + behind, row + behind))
            return false;
        push->row_words += 1 + shape->row_width;
    }
    return true;
}

static ontrack_status push_kind(pushing *push, ontrack_table table,
                                const ontrack__packed_shape *shape,
                                const ontrack__unpacked_kind *kind)
{
    ontrack__facts *facts = &push->builder->facts;
    const ontrack_allocator *allocator = &push->builder->allocator;
    int64_t *records = &push->builder->records[table];
    uint32_t number;
    const ontrack_status status = take_kind(push, table, shape, kind->cells, &number);
    if (status != ONTRACK_OK) return status;
    if (shape->marks) {
        for (size_t i = 0; i < kind->count; i++)
            *records += ontrack__bit_count(kind->days[i].bits);
        return ontrack__facts_add_days(facts, allocator, push->student, number, kind->days,
                                       kind->count)
                   ? ONTRACK_OK
                   : ontrack__no_memory(push->error);
    }
    *records += (int64_t)kind->count;
    if (number > ONTRACK__MOST_KINDS)
        return ontrack__fail(push->error, ONTRACK_LIMIT, "%s: more than 268 million different rows",
                             ontrack__table(table)->name);
    return take_rows(push, shape, kind, (uint32_t)table << ONTRACK__KIND_BITS | number)
               ? ONTRACK_OK
               : ontrack__no_memory(push->error);
}

/* ---- all of it ---- */

static ontrack_status push_table(pushing *push, ontrack_table table)
{
    ontrack__kind_walk walk = ontrack__kind_walk_start(push->from, table);
    ontrack__unpacked_kind kind;
    ontrack_status status = ONTRACK_OK;
    if (push->from->tables[table].given) push->builder->given[table] = true;
    while (status == ONTRACK_OK && ontrack__kind_walk_next(&walk, &kind))
        status = push_kind(push, table, &walk.shape, &kind);
    return status;
}

/* The student's place. */
static ontrack_status push_student(pushing *push)
{
    ontrack_builder *builder = push->builder;
    uint32_t number;
    const ontrack_status status =
        ontrack_builder_student(builder, push->from->id, &number, push->error);
    if (status != ONTRACK_OK) return status;
    const size_t count = ontrack__interner_count(&builder->dictionary.ids) - 1;
    if (!ontrack__facts_reach(&builder->facts, &builder->allocator, count))
        return ontrack__no_memory(push->error);
    push->student = number - 1;
    return ONTRACK_OK;
}

static ontrack_status push_tables(pushing *push)
{
    ontrack_builder *builder = push->builder;
    ontrack_status status = push_student(push);
    for (size_t table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++)
        if (status == ONTRACK_OK && table != ONTRACK_TABLE_ATTENDANCE)
            status = push_table(push, (ontrack_table)table);
    if (status != ONTRACK_OK) return status;
    ontrack_student *student = &builder->facts.students[push->student];
    if (!ontrack__run_append(&builder->facts.runs, &builder->allocator, &student->rows,
                             &student->row_words, push->rows, (uint32_t)push->row_words))
        return ontrack__no_memory(push->error);
    student->has_line = true; /* every packed student has one */
    return push_table(push, ONTRACK_TABLE_ATTENDANCE);
}

static ontrack_status push_all(ontrack_builder *builder, const ontrack__unpacked *from,
                               ontrack_error *error)
{
    const ontrack_allocator *allocator = &builder->allocator;
    const size_t texts = 2 * from->text_count;
    pushing push = {.builder = builder, .from = from, .error = error};
    /* A row has a word more than its cells are, and one at least. */
    push.row_room = 2 * from->word_count;
    ontrack__symbol *symbols = ontrack__allocate_zero(allocator, texts, sizeof *symbols);
    push.rows = ontrack__allocate(allocator, push.row_room, sizeof *push.rows);
    ontrack_status status = ONTRACK_NO_MEMORY;
    if (symbols != NULL && push.rows != NULL) {
        push.symbols[0] = symbols;
        push.symbols[1] = symbols + from->text_count;
        status = push_tables(&push);
    }
    ontrack__release(allocator, symbols, texts, sizeof *symbols);
    ontrack__release(allocator, push.rows, push.row_room, sizeof *push.rows);
    return status == ONTRACK_NO_MEMORY ? ontrack__no_memory(error) : status;
}

ontrack_status ontrack_builder_push_packed(ontrack_builder *builder, const void *data, size_t size,
                                           ontrack_error *error)
{
    ontrack__unpacked from = {.allocator = builder->allocator};
    ontrack_status status = ontrack__unpack(&from, data, size, NULL, error);
    if (status == ONTRACK_OK) status = push_all(builder, &from, error);
    ontrack__unpacked_free(&from);
    return status;
}
