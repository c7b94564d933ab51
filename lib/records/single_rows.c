/* A student's rows, but those of attendance, from the records that a host holds. */
#include "base/error.h"
#include "base/sort.h"
#include "base/text.h"
#include "records/single_inside.h"

#include <string.h>

/* ---- cells ---- */

/* The first eight bytes, the first one the highest; those that are not there count as less than
 * any.
 */
static uint64_t beginning(ontrack_text text)
{
    const unsigned char *b = (const unsigned char *)text.data;
    uint64_t begins = 0;
    if (text.size >= sizeof begins)
        return (uint64_t)b[0] << 56 | (uint64_t)b[1] << 48 | (uint64_t)b[2] << 40 |
               (uint64_t)b[3] << 32 | (uint64_t)b[4] << 24 | (uint64_t)b[5] << 16 |
               (uint64_t)b[6] << 8 | b[7];
    for (size_t i = 0; i < text.size; i++)
        begins |= (uint64_t)b[i] << (56 - 8 * i);
    return begins;
}

static ontrack_status take_id(ontrack__single *single, ontrack_table table, ontrack_text id,
                              bool *mine, ontrack_error *error)
{
    *mine = id.size == single->id.size &&
            (id.data == single->id.data || ontrack__text_equal(id, single->id));
    if (*mine && single->id_fits) return ONTRACK_OK;
    const ontrack_status status = ontrack__check_text(table, 0, id, error);
    single->id_fits = single->id_fits || (*mine && status == ONTRACK_OK);
    return status;
}

static ontrack_status take_text(ontrack__single *single, ontrack_table table, size_t column,
                                ontrack_text text, int32_t *cell, ontrack_error *error)
{
    const ontrack_status status = ontrack__check_text(table, column, text, error);
    *cell = 0;
    if (status != ONTRACK_OK || text.size == 0) return status;
    ontrack__text_taken *taken =
        ontrack__array_extend(&single->own, &single->texts, 1, sizeof *taken);
    if (taken == NULL) return ontrack__no_memory(error);
    taken->text = text;
    taken->begins = beginning(text);
    taken->number = (uint32_t)single->texts.count;
    *cell = (int32_t)single->texts.count;
    return ONTRACK_OK;
}

/* The cell of a number that the column may hold; false when it is to be looked at closely. */
static inline bool take_number(const ontrack__column *column, const char *member, int32_t *cell)
{
    memcpy(cell, member, sizeof *cell);
    return (*cell >= column->lowest && *cell <= column->highest) ||
           (*cell == INT32_MIN && !column->required);
}

/* The same of a text that was not given. */
static inline bool take_nothing(const ontrack__column *column, ontrack_text text, int32_t *cell)
{
    *cell = 0;
    return text.size == 0 && !column->required;
}

ontrack_status ontrack__single_record(ontrack__single *single, ontrack_table table,
                                      const void *record, int32_t *cells, bool *mine,
                                      ontrack_error *error)
{
    const ontrack__table_info *info = ontrack__table(table);
    const char *members = record;
    ontrack_text text;
    memcpy(&text, members + info->columns[0].offset, sizeof text);
    ontrack_status status = take_id(single, table, text, mine, error);
    for (size_t i = 1; i < info->column_count && status == ONTRACK_OK; i++) {
        const ontrack__column *column = &info->columns[i];
        const char *member = members + column->offset;
        if (column->type > ONTRACK__COLUMN_TEXT) {
            if (!take_number(column, member, &cells[i]))
                status = ontrack__check_number(table, i, cells[i], error);
            continue;
        }
        memcpy(&text, member, sizeof text);
        if (take_nothing(column, text, &cells[i])) continue;
        status = column->type == ONTRACK__COLUMN_CODE
                     ? ontrack__single_code(single, table, i, text, &cells[i], error)
                     : take_text(single, table, i, text, &cells[i], error);
    }
    return status == ONTRACK_OK ? ontrack__check_row(table, cells, error) : status;
}

/* Rows of others are looked at, too, but are none of the student's. */
ontrack_status ontrack__single_rows(ontrack__single *single, const ontrack_records *records,
                                    ontrack_error *error)
{
    const ontrack__table_info *info = ontrack__table(records->table);
    ontrack__taken *taken = &single->taken[records->table];
    const char *record = records->records;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < records->count && status == ONTRACK_OK; i++) {
        bool mine = false;
        status =
            ontrack__single_record(single, records->table, record + i * info->record_size,
                                   taken->cells + taken->count * info->column_count, &mine, error);
        taken->count += mine;
    }
    return status;
}

/* ---- texts ---- */

static int compare_texts(const void *a, const void *b, const void *context)
{
    const ontrack__text_taken *left = a, *right = b;
    (void)context;
    if (left->begins != right->begins) return left->begins < right->begins ? -1 : 1;
    return ontrack__text_compare(left->text, right->text);
}

/* Numbers the texts in the order of bytes, each once; numbers[old] = new. */
static bool number_texts(ontrack__single *single, ontrack__symbol **numbers)
{
    ontrack__text_taken *texts = single->texts.items;
    const size_t count = single->texts.count;
    ontrack_text *different = ontrack__allocate(&single->own, count, sizeof *different);
    *numbers = ontrack__allocate(&single->own, count + 1, sizeof **numbers);
    if (different == NULL || *numbers == NULL ||
        !ontrack__sort(&single->own, texts, count, sizeof *texts, compare_texts, NULL))
        return false;
    ontrack__symbol number = 0;
    (*numbers)[0] = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || compare_texts(&texts[i - 1], &texts[i], NULL) != 0)
            different[number++] = texts[i].text;
        (*numbers)[texts[i].number] = number;
    }
    return ontrack__interner_fill(&single->dataset.texts, different, number);
}

/* ---- kinds ---- */

static int compare_kinds(const void *a, const void *b, const void *context)
{
    const ontrack__table_info *info = context;
    const int32_t *left = *(int32_t *const *)a, *right = *(int32_t *const *)b;
    for (int i = info->kind_first + 1; i <= info->kind_end; i++)
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    return 0;
}

/* What the numbers of codes and texts have become. */
static void renumber(const ontrack__taken *taken, const ontrack__table_info *info,
                     const ontrack__settling *settling)
{
    for (size_t column = 1; column < info->column_count; column++) {
        const bool code = info->columns[column].type == ONTRACK__COLUMN_CODE;
        const ontrack__symbol *numbers = code ? settling->codes : settling->texts;
        if (info->columns[column].type > ONTRACK__COLUMN_TEXT || numbers == NULL) continue;
        int32_t *cell = taken->cells + column;
        for (size_t row = 0; row < taken->count; row++, cell += info->column_count)
            *cell = (int32_t)numbers[*cell];
    }
}

int32_t **ontrack__single_kinds(ontrack__single *single, const ontrack__settling *settling,
                                ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__taken *taken = &single->taken[table];
    ontrack__kinds *kinds = &single->dataset.facts.kinds[table];
    const size_t count = taken->count, first = (size_t)info->kind_first + 1;
    int32_t **rows = ontrack__allocate(&single->own, count, sizeof *rows);
    kinds->width = (size_t)(info->kind_end - info->kind_first);
    kinds->cells = ontrack__allocate(&single->own, count, kinds->width * sizeof *kinds->cells);
    if (rows == NULL || kinds->cells == NULL) return NULL;
    kinds->capacity = count;
    renumber(taken, info, settling);
    for (size_t i = 0; i < count; i++)
        rows[i] = taken->cells + i * info->column_count;
    if (!ontrack__sort(&single->own, rows, count, sizeof *rows, compare_kinds, info)) return NULL;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || compare_kinds(&rows[i - 1], &rows[i], info) != 0)
            memcpy(kinds->cells + kinds->count++ * kinds->width, rows[i] + first,
                   kinds->width * sizeof *kinds->cells);
        rows[i][0] = (int32_t)kinds->count - 1;
    }
    return rows;
}

/* ---- rows ---- */

static bool settle_table(ontrack__single *single, ontrack__settling *settling, ontrack_table table,
                         uint32_t **to)
{
    const size_t count = single->taken[table].count,
                 size = ontrack__row_size(ontrack__table(table));
    if (count == 0) return true;
    int32_t **rows = ontrack__single_kinds(single, settling, table);
    int32_t *words = ontrack__allocate(&single->own, count * size, sizeof *words);
    if (rows == NULL || words == NULL) return false;
    for (size_t i = 0; i < count; i++)
        ontrack__row_words(table, (uint32_t)rows[i][0], rows[i] + 1, words + i * size);
    return ontrack__settle_table(settling, (uint32_t *)words, count * size, to);
}

bool ontrack__single_settle_rows(ontrack__single *single, ontrack__settling *settling)
{
    ontrack__symbol *texts = NULL;
    size_t words = 0;
    for (int table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++)
        words +=
            single->taken[table].count * ontrack__row_size(ontrack__table((ontrack_table)table));
    uint32_t *to = ontrack__allocate(&single->own, words, sizeof *to);
    if (to == NULL || !number_texts(single, &texts)) return false;
    settling->texts = texts;
    single->student.rows = to;
    for (int table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++)
        if (table != ONTRACK_TABLE_ATTENDANCE &&
            !settle_table(single, settling, (ontrack_table)table, &to))
            return false;
    single->student.row_words = (uint32_t)(to - single->student.rows);
    return true;
}
