/* Sealing: numbers put in the order of bytes, rows laid out by student, sorted, made unique; and
 * the end of what sealing made. */
#include "base/error.h"
#include "base/sort.h"
#include "records/builder.h"
#include "records/dataset.h"
#include "records/schools.h"

#include <string.h>

/* What sealing works on; everything in it is released when it is done. */
typedef struct sealing {
    ontrack_builder *builder;
    ontrack_dataset *dataset;
    ontrack__symbol *codes, *texts, *ids; /* new number by old */
    size_t code_count, text_count, id_count;
    uint32_t *student_of; /* student's index + 1 by new id number; 0: in no students record */
} sealing;

static void sealing_free(sealing *seal)
{
    const ontrack_allocator *allocator = &seal->builder->allocator;
    ontrack__release(allocator, seal->codes, seal->code_count, sizeof *seal->codes);
    ontrack__release(allocator, seal->texts, seal->text_count, sizeof *seal->texts);
    ontrack__release(allocator, seal->ids, seal->id_count, sizeof *seal->ids);
    ontrack__release(allocator, seal->student_of, seal->id_count, sizeof *seal->student_of);
}

static bool sort_numbers(sealing *seal)
{
    ontrack_builder *builder = seal->builder;
    const ontrack_allocator *allocator = &builder->allocator;
    if (!ontrack__interner_sort(&builder->dictionary.codes, allocator, &seal->codes)) return false;
    seal->code_count = ontrack__interner_count(&builder->dictionary.codes);
    if (!ontrack__interner_sort(&builder->dictionary.texts, allocator, &seal->texts)) return false;
    seal->text_count = ontrack__interner_count(&builder->dictionary.texts);
    if (!ontrack__interner_sort(&builder->dictionary.ids, allocator, &seal->ids)) return false;
    seal->id_count = ontrack__interner_count(&builder->dictionary.ids);
    return true;
}

/* Numbers of codes, texts and ids in the pushed rows become the sorted ones. */
static void renumber_table(sealing *seal, ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    ontrack__pushed *pushed = &seal->builder->tables[table];
    for (size_t column = 0; column < info->column_count; column++) {
        const ontrack__column_type type = info->columns[column].type;
        if (type > ONTRACK__COLUMN_TEXT) continue;
        const ontrack__symbol *map = type == ONTRACK__COLUMN_CODE   ? seal->codes
                                     : !info->shared && column == 0 ? seal->ids
                                                                    : seal->texts;
        int32_t *cell = pushed->cells + column;
        for (size_t row = 0; row < pushed->count; row++, cell += info->column_count)
            *cell = (int32_t)map[*cell];
    }
}

/* Students are those of the students table, in the order of their ids. */
static bool number_students(sealing *seal)
{
    const ontrack_allocator *allocator = &seal->builder->allocator;
    ontrack_dataset *dataset = seal->dataset;
    const ontrack__pushed *pushed = &seal->builder->tables[ONTRACK_TABLE_STUDENTS];
    const size_t width = ontrack__pushed_width(ONTRACK_TABLE_STUDENTS);
    seal->student_of = ontrack__allocate_zero(allocator, seal->id_count, sizeof *seal->student_of);
    if (seal->student_of == NULL) return false;
    for (size_t row = 0; row < pushed->count; row++)
        seal->student_of[pushed->cells[row * width]] = 1;
    size_t count = 0;
    for (size_t id = 1; id < seal->id_count; id++)
        if (seal->student_of[id] != 0) seal->student_of[id] = (uint32_t)++count;
    dataset->students = ontrack__allocate(allocator, count, sizeof *dataset->students);
    if (dataset->students == NULL) return false;
    dataset->student_count = count;
    for (uint32_t id = 1; id < seal->id_count; id++) {
        if (seal->student_of[id] == 0) continue;
        const ontrack_student student = {dataset, seal->student_of[id] - 1, id};
        dataset->students[seal->student_of[id] - 1] = student;
    }
    return true;
}

/* first[i] = rows of the students before i; orphans are left out. */
static void count_rows(const sealing *seal, const ontrack__pushed *pushed, size_t width,
                       uint32_t *first)
{
    for (size_t row = 0; row < pushed->count; row++) {
        const uint32_t student = seal->student_of[pushed->cells[row * width]];
        if (student != 0) first[student]++;
    }
    for (size_t i = 1; i <= seal->dataset->student_count; i++)
        first[i] += first[i - 1];
}

/* Moves each pushed row behind those of its student; `first` comes back advanced by one student. */
static void scatter_rows(const sealing *seal, const ontrack__pushed *pushed, size_t width,
                         uint32_t *first, int32_t *cells)
{
    const size_t kept = width - 1;
    for (size_t row = 0; row < pushed->count; row++) {
        const int32_t *from = pushed->cells + row * width;
        const uint32_t student = seal->student_of[from[0]];
        if (student == 0) continue;
        memcpy(cells + (size_t)first[student - 1]++ * kept, from + 1, kept * sizeof *cells);
    }
}

static bool lay_out_by_student(const sealing *seal, ontrack_table table, ontrack__rows *rows)
{
    const ontrack_allocator *allocator = &seal->builder->allocator;
    const ontrack__pushed *pushed = &seal->builder->tables[table];
    const size_t width = ontrack__pushed_width(table), students = seal->dataset->student_count;
    rows->first = ontrack__allocate_zero(allocator, students + 1, sizeof *rows->first);
    if (rows->first == NULL) return false;
    count_rows(seal, pushed, width, rows->first);
    rows->count = rows->capacity = rows->first[students];
    rows->cells = ontrack__allocate(allocator, rows->capacity, rows->width * sizeof *rows->cells);
    if (rows->cells == NULL) return false;
    scatter_rows(seal, pushed, width, rows->first, rows->cells);
    memmove(rows->first + 1, rows->first, students * sizeof *rows->first);
    rows->first[0] = 0;
    return true;
}

static bool lay_out_shared(const sealing *seal, ontrack_table table, ontrack__rows *rows)
{
    const ontrack__pushed *pushed = &seal->builder->tables[table];
    rows->count = rows->capacity = pushed->count;
    rows->cells = ontrack__allocate(&seal->builder->allocator, rows->capacity,
                                    rows->width * sizeof *rows->cells);
    if (rows->cells == NULL) return false;
    if (rows->count > 0)
        memcpy(rows->cells, pushed->cells, rows->count * rows->width * sizeof *rows->cells);
    return true;
}

static int compare_rows(const void *a, const void *b, const void *context)
{
    const int32_t *left = a, *right = b;
    const size_t width = *(const size_t *)context;
    for (size_t i = 0; i < width; i++)
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    return 0;
}

/* Given cells of a row: for texts a number above 0, for others anything but "none". */
static size_t fullness(const ontrack__column *columns, const int32_t *row, size_t width)
{
    size_t full = 0;
    for (size_t i = 0; i < width; i++)
        full += columns[i].type <= ONTRACK__COLUMN_TEXT ? row[i] != 0 : row[i] != INT32_MIN;
    return full;
}

/* Whether two rows of a student agree in the columns that tell rows apart. */
static bool same_key(const int32_t *a, const int32_t *b, size_t keys)
{
    return memcmp(a, b, keys * sizeof *a) == 0;
}

/* The row at `row` was given once more. */
static bool note_repeat(const ontrack_allocator *allocator, ontrack__rows *rows, size_t row)
{
    ontrack__repeat *items = rows->repeats.items;
    ontrack__repeat *last = rows->repeats.count == 0 ? NULL : &items[rows->repeats.count - 1];
    if (last == NULL || last->row != row) {
        last = ontrack__array_add(allocator, &rows->repeats, sizeof *last);
        if (last == NULL) return false;
        last->row = (uint32_t)row;
        last->times = 1;
    }
    last->times++;
    return true;
}

/* Sorts and thins the rows [from, to) of one student, or of a shared table; the survivors move to
 * `at`. Returns how many there are, or SIZE_MAX when memory is out. */
static size_t settle(const sealing *seal, const ontrack__table_info *info, ontrack__rows *rows,
                     ontrack_table_counts *counts, size_t from, size_t to, size_t at)
{
    const size_t width = rows->width, size = width * sizeof *rows->cells;
    int32_t *cells = rows->cells;
    if (!ontrack__sort(&seal->builder->allocator, cells + from * width, to - from, size,
                       compare_rows, &width))
        return SIZE_MAX;
    const ontrack__column *columns = ontrack__kept_columns(info);
    size_t end = at;
    for (size_t row = from; row < to; row++) {
        const int32_t *cell = cells + row * width;
        int32_t *last = end == at ? NULL : cells + (end - 1) * width;
        if (last != NULL && memcmp(cell - width, cell, size) == 0) {
            counts->duplicates++;
            if (info->repeats && !note_repeat(&seal->builder->allocator, rows, end - 1))
                return SIZE_MAX;
        } else if (last != NULL && info->key_columns >= 0 &&
                   same_key(last, cell, (size_t)info->key_columns)) {
            counts->conflicts++;
            /* Sorted, so an equally full later row is the greater one. */
            if (fullness(columns, cell, width) >= fullness(columns, last, width))
                memcpy(last, cell, size);
        } else {
            memmove(cells + end++ * width, cell, size);
        }
    }
    return end - at;
}

static bool settle_table(const sealing *seal, ontrack_table table, ontrack__rows *rows)
{
    const ontrack__table_info *info = ontrack__table(table);
    ontrack_table_counts *counts = &seal->dataset->counts[table];
    const size_t groups = info->shared ? 1 : seal->dataset->student_count;
    size_t end = 0, from = 0;
    for (size_t group = 0; group < groups; group++) {
        const size_t to = info->shared ? rows->count : rows->first[group + 1];
        const size_t kept = settle(seal, info, rows, counts, from, to, end);
        if (kept == SIZE_MAX) return false;
        end += kept;
        from = to;
        if (!info->shared) rows->first[group + 1] = (uint32_t)end;
    }
    rows->count = end;
    return true;
}

/* The dates of the used rows. */
static void note_dates(ontrack_table_counts *counts, const ontrack__rows *rows, size_t column)
{
    for (size_t row = 0; row < rows->count; row++) {
        const ontrack_date date = rows->cells[row * rows->width + column];
        if (date == ONTRACK_DATE_NONE) continue;
        if (counts->first == ONTRACK_DATE_NONE || date < counts->first) counts->first = date;
        if (date > counts->last) counts->last = date;
    }
}

static void note_counts(sealing *seal, ontrack_table table, const ontrack__rows *rows)
{
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__pushed *pushed = &seal->builder->tables[table];
    ontrack_table_counts *counts = &seal->dataset->counts[table];
    counts->given = pushed->given;
    counts->records = (int64_t)pushed->count;
    counts->used = (int64_t)rows->count;
    counts->orphans = counts->records - counts->used - counts->duplicates - counts->conflicts;
    counts->first = counts->last = ONTRACK_DATE_NONE;
    const int posted = table == ONTRACK_TABLE_GRADES ? 6 : info->date_column;
    if (posted >= 0) note_dates(counts, rows, (size_t)posted);
    const bool counts_as_last = !info->shared && table != ONTRACK_TABLE_OUTCOMES;
    if (counts_as_last && counts->last > seal->dataset->last_date)
        seal->dataset->last_date = counts->last;
}

static bool seal_table(sealing *seal, ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    ontrack__rows *rows = &seal->dataset->tables[table];
    rows->width = ontrack__table_width(info);
    const bool laid_out =
        info->shared ? lay_out_shared(seal, table, rows) : lay_out_by_student(seal, table, rows);
    if (!laid_out || !settle_table(seal, table, rows)) return false;
    note_counts(seal, table, rows);
    return true;
}

static ontrack_status seal_all(sealing *seal, ontrack_error *error)
{
    ontrack_builder *builder = seal->builder;
    ontrack_dataset *dataset = seal->dataset;
    if (!sort_numbers(seal)) return ontrack__no_memory(error);
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        renumber_table(seal, (ontrack_table)table);
    if (!number_students(seal)) return ontrack__no_memory(error);
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        if (!seal_table(seal, (ontrack_table)table)) return ontrack__no_memory(error);
    dataset->codes = builder->dictionary.codes;
    dataset->texts = builder->dictionary.texts;
    dataset->ids = builder->dictionary.ids;
    ontrack__dictionary_init(&builder->dictionary, &builder->allocator);
    return ontrack__schools_new(dataset, &dataset->schools, error);
}

ontrack_status ontrack_builder_seal(ontrack_builder *builder, ontrack_dataset **out,
                                    ontrack_error *error)
{
    ontrack_dataset *dataset = ontrack__allocate_zero(&builder->allocator, 1, sizeof *dataset);
    if (dataset == NULL) return ontrack__no_memory(error);
    dataset->allocator = builder->allocator;
    ontrack__interner_init(&dataset->codes, &builder->allocator);
    ontrack__interner_init(&dataset->texts, &builder->allocator);
    ontrack__interner_init(&dataset->ids, &builder->allocator);
    dataset->last_date = ONTRACK_DATE_NONE;
    sealing seal = {builder, dataset, NULL, NULL, NULL, 0, 0, 0, NULL};
    const ontrack_status status = seal_all(&seal, error);
    sealing_free(&seal);
    ontrack__builder_clear(builder);
    if (status != ONTRACK_OK) {
        ontrack_dataset_free(dataset);
        return status;
    }
    *out = dataset;
    return ONTRACK_OK;
}

void ontrack_dataset_free(ontrack_dataset *dataset)
{
    if (dataset == NULL) return;
    const ontrack_allocator allocator = dataset->allocator;
    ontrack__schools_free(dataset->schools);
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++) {
        ontrack__rows *rows = &dataset->tables[table];
        ontrack__release(&allocator, rows->cells, rows->capacity,
                         rows->width * sizeof *rows->cells);
        ontrack__release(&allocator, rows->first, dataset->student_count + 1, sizeof *rows->first);
        ontrack__array_free(&allocator, &rows->repeats, sizeof(ontrack__repeat));
    }
    ontrack__release(&allocator, dataset->students, dataset->student_count,
                     sizeof *dataset->students);
    ontrack__interner_free(&dataset->codes);
    ontrack__interner_free(&dataset->texts);
    ontrack__interner_free(&dataset->ids);
    ontrack__release(&allocator, dataset, 1, sizeof *dataset);
}
