#include "records/builder.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

enum { TEXT_LIMIT = 1 << 20, GRADE_LEVEL_SIZE = 16 };

ontrack_status ontrack_builder_new(const ontrack_allocator *allocator, ontrack_builder **out,
                                   ontrack_error *error)
{
    const ontrack_allocator kept = ontrack__allocator(allocator);
    ontrack_builder *builder = ontrack__allocate_zero(&kept, 1, sizeof *builder);
    if (builder == NULL) return ontrack__no_memory(error);
    builder->allocator = kept;
    ontrack__interner_init(&builder->codes, &kept);
    ontrack__interner_init(&builder->texts, &kept);
    ontrack__interner_init(&builder->ids, &kept);
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
    }
    ontrack__interner_free(&builder->codes);
    ontrack__interner_free(&builder->texts);
    ontrack__interner_free(&builder->ids);
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

/* A record that is being taken: where, and what to say when a column will not do. */
typedef struct taking {
    ontrack_builder *builder;
    ontrack_table table;
    const ontrack__column *column;
    size_t index; /* of the column */
    ontrack_error *error;
} taking;

static ontrack_status refuse(const taking *take, const char *fact)
{
    const ontrack__place place = {NULL, NULL, 0, (int32_t)take->index + 1};
    return ontrack__fail_at(take->error, ONTRACK_INVALID_DATA, place, "%s: column \"%s\" %s",
                            ontrack__table(take->table)->name, take->column->name, fact);
}

/* A new text must be UTF-8 without NULs, so that patterns, JSON and C strings can take it. */
static ontrack_status check_text(const taking *take, ontrack_text text)
{
    if (text.size > TEXT_LIMIT) return refuse(take, "is longer than 1 MiB");
    if (memchr(text.data, '\0', text.size) != NULL) return refuse(take, "holds a NUL byte");
    if (!ontrack__utf8_valid(text, NULL)) return refuse(take, "is not UTF-8");
    return ONTRACK_OK;
}

static ontrack_status intern(const taking *take, ontrack__interner *interner, ontrack_text text,
                             int32_t *cell)
{
    ontrack__symbol symbol;
    if (!ontrack__intern_find(interner, text, &symbol)) {
        const ontrack_status status = check_text(take, text);
        if (status != ONTRACK_OK) return status;
        if (!ontrack__intern(interner, text, &symbol)) return ontrack__no_memory(take->error);
    }
    *cell = (int32_t)symbol;
    return ONTRACK_OK;
}

/* "9" becomes "09", "kg" becomes "KG"; anything longer than a grade level ever is stays as it is.
 */
static ontrack_text normal_grade_level(ontrack_text text, char out[GRADE_LEVEL_SIZE])
{
    text = ontrack__text_trim(text);
    if (text.size == 0 || text.size >= GRADE_LEVEL_SIZE - 1) return text;
    size_t size = 0;
    if (text.size == 1 && text.data[0] >= '0' && text.data[0] <= '9') out[size++] = '0';
    for (size_t i = 0; i < text.size; i++) {
        const char c = text.data[i];
        out[size++] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    const ontrack_text normal = {out, size};
    return normal;
}

static ontrack_status take_text(const taking *take, ontrack_text text, int32_t before,
                                int32_t *cell)
{
    ontrack_builder *builder = take->builder;
    ontrack__interner *interner = take->column->type == ONTRACK__COLUMN_CODE      ? &builder->codes
                                  : strcmp(take->column->name, "student_id") == 0 ? &builder->ids
                                                                                  : &builder->texts;
    char buffer[GRADE_LEVEL_SIZE];
    if (strcmp(take->column->name, "grade_level") == 0) text = normal_grade_level(text, buffer);
    if (text.size == 0 && take->column->required) return refuse(take, "is empty");
    /* Rows of one student or code mostly follow each other: look at the row before first. */
    const ontrack__symbol guess = (ontrack__symbol)before;
    if (ontrack__text_equal(ontrack__interner_text(interner, guess), text)) {
        *cell = before;
        return ONTRACK_OK;
    }
    return intern(take, interner, text, cell);
}

static ontrack_status take_number(const taking *take, int32_t number, int32_t *cell)
{
    *cell = number;
    if (number == INT32_MIN)
        return take->column->required ? refuse(take, "is not given") : ONTRACK_OK;
    if (number < take->column->lowest || number > take->column->highest)
        return refuse(take, "is out of range");
    return ONTRACK_OK;
}

static ontrack_status take_column(const taking *take, const void *record, int32_t before,
                                  int32_t *cell)
{
    const char *member = (const char *)record + take->column->offset;
    if (take->column->type <= ONTRACK__COLUMN_TEXT) {
        ontrack_text text;
        memcpy(&text, member, sizeof text);
        return take_text(take, text, before, cell);
    }
    int32_t number;
    memcpy(&number, member, sizeof number);
    return take_number(take, number, cell);
}

/* Room for one more row. */
static int32_t *next_row(ontrack_builder *builder, ontrack__pushed *pushed, size_t width)
{
    if (pushed->count == pushed->capacity) {
        const size_t capacity = pushed->capacity == 0 ? 64 : pushed->capacity * 2;
        int32_t *cells = ontrack__resize(&builder->allocator, pushed->cells, pushed->capacity,
                                         capacity, width * sizeof *cells);
        if (cells == NULL) return NULL;
        pushed->cells = cells;
        pushed->capacity = capacity;
    }
    return pushed->cells + pushed->count * width;
}

/* Rules that bind two columns of a record. */
static ontrack_status check_record(const taking *take, const int32_t *cells)
{
    struct {
        ontrack_table table;
        size_t first, last;
        const char *fact;
    } orders[] = {
        {ONTRACK_TABLE_TERMS, 0, 1, "lies before start_date"},
        {ONTRACK_TABLE_ENROLLMENTS, 1, 2, "lies before entry_date"},
        {ONTRACK_TABLE_INTERVENTIONS, 1, 2, "lies before start_date"},
    };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        const size_t last = orders[i].last;
        if (orders[i].table != take->table || cells[last] == ONTRACK_DATE_NONE) continue;
        if (cells[last] >= cells[orders[i].first]) continue;
        taking at = *take;
        at.index = last;
        at.column = &ontrack__table(take->table)->columns[last];
        return refuse(&at, orders[i].fact);
    }
    return ONTRACK_OK;
}

ontrack_status ontrack_builder_push(ontrack_builder *builder, ontrack_table table,
                                    const void *record, ontrack_error *error)
{
    if ((unsigned)table >= ONTRACK_TABLE_COUNT || record == NULL)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT, "a table and a record are needed");
    const ontrack__table_info *info = ontrack__table(table);
    ontrack__pushed *pushed = &builder->tables[table];
    int32_t *row = next_row(builder, pushed, info->column_count);
    if (row == NULL) return ontrack__no_memory(error);
    taking take = {builder, table, NULL, 0, error};
    for (size_t i = 0; i < info->column_count; i++) {
        const int32_t before =
            pushed->count == 0 ? 0 : row[(ptrdiff_t)i - (ptrdiff_t)info->column_count];
        take.column = &info->columns[i];
        take.index = i;
        const ontrack_status status = take_column(&take, record, before, &row[i]);
        if (status != ONTRACK_OK) return status;
    }
    const ontrack_status status = check_record(&take, row);
    if (status != ONTRACK_OK) return status;
    pushed->count++;
    pushed->given = true;
    return ONTRACK_OK;
}
