#include "records/builder.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

void ontrack__builder_forget(ontrack_builder *builder)
{
    const ontrack_allocator allocator = builder->allocator;
    memset(builder, 0, sizeof *builder);
    builder->allocator = allocator;
    builder->facts.days.common = ONTRACK__NO_KIND;
    ontrack__dictionary_init(&builder->dictionary, &allocator);
}

ontrack_status ontrack_builder_new(const ontrack_allocator *allocator, ontrack_builder **out,
                                   ontrack_error *error)
{
    const ontrack_allocator kept = ontrack__allocator(allocator);
    ontrack_builder *builder = ontrack__allocate(&kept, 1, sizeof *builder);
    if (builder == NULL) return ontrack__no_memory(error);
    builder->allocator = kept;
    ontrack__builder_forget(builder);
    *out = builder;
    return ONTRACK_OK;
}

void ontrack_builder_free(ontrack_builder *builder)
{
    if (builder == NULL) return;
    const ontrack_allocator allocator = builder->allocator;
    for (size_t table = 0; table < ONTRACK__SHARED_TABLES; table++) {
        ontrack__pushed *pushed = &builder->shared[table];
        ontrack__release(&allocator, pushed->cells, pushed->capacity,
                         ontrack__table_width(ontrack__table((ontrack_table)table)) *
                             sizeof *pushed->cells);
    }
    ontrack__facts_free(&builder->facts, &allocator);
    ontrack__dictionary_free(&builder->dictionary);
    ontrack__release(&allocator, builder, 1, sizeof *builder);
}

ontrack_status ontrack_builder_declare(ontrack_builder *builder, ontrack_table table,
                                       ontrack_error *error)
{
    if ((unsigned)table >= ONTRACK_TABLE_COUNT)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT, "there is no table of that number");
    builder->given[table] = true;
    return ONTRACK_OK;
}

/* ---- students ---- */

/* Students without rows among whom the next with some is looked for. */
enum { MOST_SKIPPED = 8 };

/* Rows of one student mostly follow each other, or each is of the student after that of the row
 * before: what held last is tried first. */
static inline bool find_near(const ontrack_builder *builder, ontrack_text id, ontrack__guess *guess,
                             uint32_t *student)
{
    const ontrack__interner *ids = &builder->dictionary.ids;
    *student = guess->last + guess->step;
    if (!ontrack__interner_is(ids, *student, id)) {
        *student = guess->last + !guess->step;
        if (!ontrack__interner_is(ids, *student, id)) return false;
        guess->step = !guess->step;
    }
    guess->last = *student;
    return true;
}

/* Where some students have no rows, the next one is a few further on. */
static bool find_ahead(const ontrack_builder *builder, ontrack_text id, const ontrack__guess *guess,
                       uint32_t *student)
{
    for (uint32_t skipped = 1; skipped <= MOST_SKIPPED; skipped++) {
        *student = guess->last + 1 + skipped;
        if (ontrack__interner_is(&builder->dictionary.ids, *student, id)) return true;
    }
    return false;
}

bool ontrack__builder_find_student(const ontrack_builder *builder, ontrack_text id,
                                   ontrack__guess *guess, uint32_t *student)
{
    if (find_near(builder, id, guess, student)) return true;
    if (!guess->skips || !find_ahead(builder, id, guess, student)) {
        if (id.size == 0 || !ontrack__intern_find(&builder->dictionary.ids, id, student))
            return false;
        guess->skips = *student - guess->last - 2 < MOST_SKIPPED;
    }
    guess->last = *student;
    return true;
}

/* ---- rows ---- */

static bool add_shared(ontrack_builder *builder, ontrack_table table, const int32_t *cells)
{
    ontrack__pushed *pushed = &builder->shared[table];
    const size_t size = ontrack__table_width(ontrack__table(table)) * sizeof *cells;
    if (pushed->count == pushed->capacity) {
        const size_t capacity = pushed->capacity == 0 ? 16 : pushed->capacity * 2;
        int32_t *grown =
            ontrack__resize(&builder->allocator, pushed->cells, pushed->capacity, capacity, size);
        if (grown == NULL) return false;
        pushed->cells = grown;
        pushed->capacity = capacity;
    }
    memcpy((char *)pushed->cells + pushed->count++ * size, cells, size);
    return true;
}

bool ontrack__builder_reach(ontrack_builder *builder)
{
    const size_t count = ontrack__interner_count(&builder->dictionary.ids) - 1;
    return ontrack__facts_reach(&builder->facts, &builder->allocator, count);
}

static bool add_row(ontrack_builder *builder, ontrack_table table, const int32_t *cells)
{
    if (ontrack__table(table)->shared) return add_shared(builder, table, cells);
    return ontrack__facts_add_row(&builder->facts, &builder->allocator, (uint32_t)cells[0] - 1,
                                  cells + 1);
}

ontrack_status ontrack__builder_append_rows(ontrack_builder *builder, ontrack_table table,
                                            const int32_t *cells, size_t count,
                                            ontrack_error *error)
{
    if (!ontrack__builder_reach(builder)) return ontrack__no_memory(error);
    for (size_t i = 0; i < count; i++) {
        if (!add_row(builder, table, cells)) return ontrack__no_memory(error);
        cells += ontrack__appended_width(table);
        builder->records[table]++;
    }
    builder->given[table] = true;
    return ONTRACK_OK;
}

ontrack_status ontrack__builder_kind(ontrack_builder *builder, ontrack_table table,
                                     const int32_t *cells, uint32_t *kind, ontrack_error *error)
{
    const ontrack_status status =
        ontrack__facts_kind(&builder->facts, &builder->allocator, table, cells, kind);
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(error);
    return status == ONTRACK_OK
               ? ONTRACK_OK
               : ontrack__fail(error, status, "%s: more than 268 million different rows",
                               ontrack__table(table)->name);
}

/* Sets the bits of the first marks, up to one that has none or needs a closer look; returns how
 * many they are. */
static size_t set_bits(const ontrack__facts *facts, const ontrack__attendance_mark *marks,
                       size_t count)
{
    const uint32_t common = facts->days.common; /* no mark's while there are no columns */
    size_t i = 0;
    while (i < count && marks[i].kind == common &&
           ontrack__facts_set_bit(facts, marks[i].student - 1, ontrack__day_of(marks[i].date)))
        i++;
    return i;
}

ontrack_status ontrack__builder_append_marks(ontrack_builder *builder,
                                             const ontrack__attendance_mark *marks, size_t count,
                                             ontrack_error *error)
{
    ontrack__facts *facts = &builder->facts;
    int64_t *records = &builder->records[ONTRACK_TABLE_ATTENDANCE];
    if (!ontrack__builder_reach(builder)) return ontrack__no_memory(error);
    for (size_t i = 0; (i += set_bits(facts, marks + i, count - i)) < count; i++)
        if (!ontrack__facts_put_mark(facts, &builder->allocator, marks[i].student - 1,
                                     marks[i].date, marks[i].kind)) {
            *records += (int64_t)i;
            return ontrack__no_memory(error);
        }
    *records += (int64_t)count;
    builder->given[ONTRACK_TABLE_ATTENDANCE] = true;
    return ONTRACK_OK;
}

/* ---- records ---- */

/* The text of the record before is looked at first; for ids, the student after that one, too. */
static ontrack_status take_text(ontrack_builder *builder, ontrack_table table, size_t column,
                                ontrack_text text, int32_t *cell, ontrack_error *error)
{
    const ontrack__interner *interner = ontrack__dictionary_of(&builder->dictionary, table, column);
    const int32_t before = builder->before[table][column];
    uint32_t student;
    if (interner == &builder->dictionary.ids &&
        ontrack__builder_find_student(builder, text, &builder->guess, &student)) {
        *cell = (int32_t)student;
        return ONTRACK_OK;
    }
    if (ontrack__interner_is(interner, (ontrack__symbol)before, text)) {
        *cell = before;
        return ONTRACK_OK;
    }
    if (text.size == 0 && !ontrack__table(table)->columns[column].required) {
        *cell = 0;
        return ONTRACK_OK;
    }
    return ontrack__cell_intern(&builder->dictionary, table, column, text, cell, error);
}

static ontrack_status take_column(ontrack_builder *builder, ontrack_table table, size_t column,
                                  const void *record, int32_t *cell, ontrack_error *error)
{
    const ontrack__column *about = &ontrack__table(table)->columns[column];
    const char *member = (const char *)record + about->offset;
    if (about->type <= ONTRACK__COLUMN_TEXT) {
        ontrack_text text;
        memcpy(&text, member, sizeof text);
        return take_text(builder, table, column, text, cell, error);
    }
    memcpy(cell, member, sizeof *cell);
    return ontrack__check_number(table, column, *cell, error);
}

/* A checked record: a cell for each column of its table. */
static ontrack_status append_record(ontrack_builder *builder, ontrack_table table,
                                    const int32_t *cells, ontrack_error *error)
{
    const ontrack__table_info *info = ontrack__table(table);
    if (info->shared) return ontrack__builder_append_rows(builder, table, cells, 1, error);
    uint32_t kind;
    const ontrack_status status =
        ontrack__builder_kind(builder, table, cells + 1 + info->kind_first, &kind, error);
    if (status != ONTRACK_OK) return status;
    if (table == ONTRACK_TABLE_ATTENDANCE) {
        const ontrack__attendance_mark mark = {(uint32_t)cells[0], cells[1], kind};
        return ontrack__builder_append_marks(builder, &mark, 1, error);
    }
    int32_t row[1 + ONTRACK__MOST_COLUMNS] = {cells[0]};
    ontrack__row_words(table, kind, cells + 1, row + 1);
    return ontrack__builder_append_rows(builder, table, row, 1, error);
}

ontrack_status ontrack_builder_push(ontrack_builder *builder, ontrack_table table,
                                    const void *record, ontrack_error *error)
{
    if ((unsigned)table >= ONTRACK_TABLE_COUNT || record == NULL)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT, "a table and a record are needed");
    int32_t cells[ONTRACK__MOST_COLUMNS];
    const size_t count = ontrack__table(table)->column_count;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++)
        status = take_column(builder, table, i, record, &cells[i], error);
    if (status == ONTRACK_OK) status = ontrack__check_row(table, cells, error);
    if (status == ONTRACK_OK) status = append_record(builder, table, cells, error);
    if (status == ONTRACK_OK) memcpy(builder->before[table], cells, count * sizeof *cells);
    return status;
}

/* ---- marks by handle ---- */

ontrack_status ontrack_builder_student(ontrack_builder *builder, ontrack_text student_id,
                                       uint32_t *student, ontrack_error *error)
{
    int32_t cell;
    if (ontrack__builder_find_student(builder, student_id, &builder->guess, student))
        return ONTRACK_OK;
    const ontrack_status status = ontrack__cell_intern(
        &builder->dictionary, ONTRACK_TABLE_ATTENDANCE, 0, student_id, &cell, error);
    if (status == ONTRACK_OK) *student = (uint32_t)cell;
    return status;
}

ontrack_status ontrack_builder_mark(ontrack_builder *builder,
                                    const ontrack_attendance_record *record, uint32_t *mark,
                                    ontrack_error *error)
{
    const ontrack__table_info *info = ontrack__table(ONTRACK_TABLE_ATTENDANCE);
    int32_t cells[ONTRACK__MOST_COLUMNS];
    ontrack_status status = ONTRACK_OK;
    if (record == NULL) return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT, "a record is needed");
    for (size_t i = (size_t)info->kind_first + 1; i < info->column_count; i++)
        if (status == ONTRACK_OK)
            status = take_column(builder, ONTRACK_TABLE_ATTENDANCE, i, record, &cells[i], error);
    return status == ONTRACK_OK ? ontrack__builder_kind(builder, ONTRACK_TABLE_ATTENDANCE,
                                                        cells + info->kind_first + 1, mark, error)
                                : status;
}

/* A mark as most are, in a few nanoseconds. */
static inline bool take_mark(ontrack_builder *builder, uint32_t student, ontrack_date date,
                             uint32_t mark)
{
    const bool taken = ontrack__facts_take_mark(&builder->facts, student - 1, date, mark);
    builder->records[ONTRACK_TABLE_ATTENDANCE] += taken;
    return taken;
}

/* Any mark. Apart, so that what most marks take stays short. */
__attribute__((noinline)) static ontrack_status push_any(ontrack_builder *builder, uint32_t student,
                                                         ontrack_date date, uint32_t mark,
                                                         ontrack_error *error)
{
    const ontrack__attendance_mark one = {student, date, mark};
    if (student - 1 >= ontrack__interner_count(&builder->dictionary.ids) - 1)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "there is no student of that handle; ask ontrack_builder_student()");
    if (mark >= builder->facts.kinds[ONTRACK_TABLE_ATTENDANCE].count)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "there is no mark of that handle; ask ontrack_builder_mark()");
    const ontrack_status status = ontrack__check_number(ONTRACK_TABLE_ATTENDANCE, 1, date, error);
    return status == ONTRACK_OK ? ontrack__builder_append_marks(builder, &one, 1, error) : status;
}

ontrack_status ontrack_builder_push_mark(ontrack_builder *builder, uint32_t student,
                                         ontrack_date date, uint32_t mark, ontrack_error *error)
{
    return take_mark(builder, student, date, mark) ? ONTRACK_OK
                                                   : push_any(builder, student, date, mark, error);
}

/* A student of whom no more is known. */
__attribute__((noinline)) static ontrack_status push_any_of(ontrack_builder *builder,
                                                            ontrack_text student_id,
                                                            ontrack_date date, uint32_t mark,
                                                            ontrack_error *error)
{
    uint32_t student;
    const ontrack_status status = ontrack_builder_student(builder, student_id, &student, error);
    return status == ONTRACK_OK ? push_any(builder, student, date, mark, error) : status;
}

ontrack_status ontrack_builder_push_mark_of(ontrack_builder *builder, ontrack_text student_id,
                                            ontrack_date date, uint32_t mark, ontrack_error *error)
{
    ontrack__guess *guess = &builder->guess;
    const uint32_t student = guess->last + guess->step; /* if rows go on as they did */
    if (!ontrack__interner_is_some(&builder->dictionary.ids, student, student_id))
        return push_any_of(builder, student_id, date, mark, error);
    guess->last = student;
    return ontrack_builder_push_mark(builder, student, date, mark, error);
}
