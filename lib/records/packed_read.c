/* From bytes to unpacked (packed.h): one pass, in which everything is checked. */
#include "base/error.h"
#include "base/text.h"
#include "records/cells.h"
#include "records/grade_level.h"
#include "records/packed_reading.h"

#include <assert.h>
#include <string.h>

/* The bytes from `begin` on to where reading is. */
static ontrack_text bytes_from(const ontrack__reading *read, const unsigned char *begin)
{
    const ontrack_text bytes = {(const char *)begin, (size_t)(read->at - begin)};
    return bytes;
}

/* Whether those bytes come next, which are then passed. */
static bool pass_same(ontrack__reading *read, ontrack_text bytes)
{
    if (bytes.size > ontrack__reading_left(read) || memcmp(read->at, bytes.data, bytes.size) != 0)
        return false;
    read->at += bytes.size;
    return true;
}

/* ---- texts ---- */

/* Mostly a text is short and plain. */
static bool is_fit(ontrack_text text)
{
    enum { SHORT = 32 };
    if (text.size > SHORT) return ontrack__text_unfit(text) == NULL;
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)(text.data[i] - 1) >= 0x7F) return ontrack__text_unfit(text) == NULL;
    return true;
}

static ontrack_status get_text(ontrack__reading *read, ontrack_text *text)
{
    uint32_t size;
    if (!ontrack__get_number(read, &size) || size == 0 || size > ontrack__reading_left(read))
        return ontrack__reading_broken(read, "a text is empty or ends behind the last byte");
    text->data = (const char *)read->at;
    text->size = size;
    if (!is_fit(*text))
        return ontrack__reading_broken(read,
                                       "a text is too long, holds a NUL byte or is not UTF-8");
    read->at += size;
    return ONTRACK_OK;
}

static ontrack_status read_texts(ontrack__reading *read)
{
    ontrack__unpacked *to = read->to;
    uint32_t count;
    /* A text has two bytes at least. */
    if (!ontrack__get_number(read, &count) || count > ontrack__reading_left(read) / 2)
        return ontrack__reading_broken(read, "the count of texts is wrong");
    if (!ontrack__unpacked_reserve_texts(to, count)) return ontrack__no_memory(read->error);
    for (; to->text_count < count; to->text_count++) {
        ontrack_text *text = &to->texts[to->text_count];
        const ontrack_status status = get_text(read, text);
        if (status != ONTRACK_OK) return status;
        if (to->text_count > 0 && ontrack__packed_text_order(text[-1], *text) >= 0)
            return ontrack__reading_broken(read, "the texts are not in order");
    }
    return ONTRACK_OK;
}

static ontrack_status get_texts(ontrack__reading *read)
{
    ontrack__unpacked *to = read->to;
    const unsigned char *begin = read->at;
    ontrack_status status = ONTRACK_OK;
    to->same_texts = read->beside != NULL && pass_same(read, read->beside->text_bytes);
    if (!to->same_texts) {
        read->beside = NULL;
        status = read_texts(read);
    } else {
        to->text_count = read->beside->text_count;
    }
    to->text_bytes = bytes_from(read, begin);
    read->texts = to->same_texts ? read->beside->texts : to->texts;
    return status;
}

/* ---- cells ---- */

static bool is_within(const ontrack__column *column, int32_t cell)
{
    if (cell == INT32_MIN) return !column->required;
    return cell >= column->lowest && cell <= column->highest;
}

static int32_t unfold(uint32_t folded)
{
    const uint32_t zigzag = folded - 1;
    return folded == 0 ? INT32_MIN : (int32_t)(zigzag >> 1 ^ (0 - (zigzag & 1)));
}

/* The cell that a number stands for, when its column may hold any such: else it needs a closer
 * look.
 */
static inline bool is_plain_cell(const ontrack__column *column, uint32_t number, size_t texts,
                                 int32_t *cell)
{
    if (column->type > ONTRACK__COLUMN_TEXT) {
        *cell = unfold(number);
        return is_within(column, *cell);
    }
    *cell = (int32_t)number;
    return number <= texts && !(number == 0 ? column->required : column->grade_level);
}

static ontrack_status check_cell(const ontrack__reading *read, ontrack_table table,
                                 const ontrack__column *column, uint32_t number)
{
    char buffer[ONTRACK__GRADE_LEVEL_SIZE];
    if (column->type > ONTRACK__COLUMN_TEXT)
        return ontrack__check_number(table, (size_t)(column - ontrack__table(table)->columns),
                                     unfold(number), read->error);
    if (number > read->to->text_count)
        return ontrack__reading_broken(read, "there is no text of that number");
    if (number == 0)
        return column->required ? ontrack__reading_broken(read, "a text is missing") : ONTRACK_OK;
    const ontrack_text text = read->texts[number - 1];
    if (column->grade_level && !ontrack__text_equal(ontrack__grade_level(text, buffer), text))
        return ontrack__reading_broken(read, "a grade level is not in its form");
    return ONTRACK_OK;
}

/* The bit of a table that has a text. */
static inline uint16_t user_bit(size_t table)
{
    static_assert((int)ONTRACK_TABLE_COUNT <= 16, "a text has 16 bits for its tables");
    return (uint16_t)(1u << table);
}

/* A cell for each of the columns. */
static ontrack_status get_cells(ontrack__reading *read, ontrack_table table,
                                const ontrack__column *columns, size_t count)
{
    const unsigned char *at = read->at, *const end = read->end;
    const size_t texts = read->to->text_count;
    uint16_t *const users = read->to->users;
    const uint16_t bit = user_bit(table);
    int32_t *cell = read->word;
    for (const ontrack__column *column = columns; column != columns + count; column++, cell++) {
        uint32_t number;
        read->at = at;
        at = ontrack__read_number(at, end, &number);
        if (at == NULL) return ontrack__reading_broken(read, "a number is wrong");
        if (!is_plain_cell(column, number, texts, cell)) {
            read->at = at;
            const ontrack_status status = check_cell(read, table, column, number);
            if (status != ONTRACK_OK) return status;
        }
        if (column->type <= ONTRACK__COLUMN_TEXT) users[number] |= bit;
    }
    read->at = at;
    read->word = cell;
    return ONTRACK_OK;
}

/* ---- rows ---- */

/* A row, which lies below `above` (NULL: the first of its kind). */
static ontrack_status get_row(ontrack__reading *read, ontrack_table table,
                              const ontrack__packed_shape *shape, const int32_t *above)
{
    int32_t *row = read->word;
    if (shape->date) {
        const int32_t before = above == NULL ? ONTRACK__FIRST_DAY : *above;
        uint32_t distance;
        if (!ontrack__get_number(read, &distance) ||
            distance > (uint32_t)(ONTRACK__LAST_DAY - before))
            return ontrack__reading_broken(read, "a date is wrong");
        *read->word++ = before + (int32_t)distance;
    }
    ontrack_status status = get_cells(read, table, shape->before, shape->before_width);
    if (status == ONTRACK_OK) status = get_cells(read, table, shape->behind, shape->behind_width);
    if (status != ONTRACK_OK) return status;
    if (above != NULL && ontrack__compare_words(above, row, shape->row_width) >= 0)
        return ontrack__reading_broken(read, "rows are not in order");
    /* The columns that a rule binds lie before the kind: a word further on in a record, behind the
     * id. */
    return ontrack__check_row(table, row - 1, read->error);
}

static ontrack_status get_rows(ontrack__reading *read, ontrack_table table,
                               const ontrack__packed_shape *shape, size_t *rows)
{
    const int32_t *above = NULL;
    uint32_t count;
    /* A cell has a byte at least. */
    if (!ontrack__get_number(read, &count) ||
        count > ontrack__reading_left(read) / shape->row_width)
        return ontrack__reading_broken(read, "a count of rows is wrong");
    if (count == 0) return ontrack__reading_broken(read, "a kind has no rows");
    *read->word++ = (int32_t)count;
    *rows = count;
    ontrack_status status = ontrack__reading_rows(read, count);
    for (uint32_t i = 0; i < count && status == ONTRACK_OK; i++) {
        const int32_t *row = read->word;
        status = get_row(read, table, shape, above);
        above = row;
    }
    return status;
}

/* ---- tables ---- */

/* A kind, which lies below `above` (NULL: the first). */
static ontrack_status get_kind(ontrack__reading *read, ontrack_table table,
                               const ontrack__packed_shape *shape, const int32_t *above)
{
    const int32_t *cells = read->word;
    size_t rows = 1;
    ontrack_status status = get_cells(read, table, shape->kind, shape->kind_width);
    if (status != ONTRACK_OK) return status;
    if (above != NULL && ontrack__compare_words(above, cells, shape->kind_width) >= 0)
        return ontrack__reading_broken(read, "kinds are not in order");
    if (shape->marks)
        status = ontrack__get_days(read);
    else
        status = shape->row_width > 0 ? get_rows(read, table, shape, &rows)
                                      : ontrack__reading_rows(read, 1);
    if (status != ONTRACK_OK) return status;
    const size_t kinds = ++read->to->tables[table].kind_count;
    return ontrack__rows_agree(ontrack__table(table), kinds, rows)
               ? ONTRACK_OK
               : ontrack__reading_broken(read, "rows conflict");
}

static ontrack_status read_table(ontrack__reading *read, ontrack_table table)
{
    ontrack__unpacked_table *of = &read->to->tables[table];
    const int32_t *above = NULL;
    uint32_t count;
    ontrack_status status = ONTRACK_OK;
    if (!ontrack__get_number(read, &count))
        return ontrack__reading_broken(read, "a count of kinds is wrong");
    of->given = count > 0;
    if (count <= 1) return ONTRACK_OK;
    const ontrack__packed_shape shape = ontrack__packed_shape_of(table);
    of->words = (size_t)(read->word - read->to->words);
    of->days = read->to->day_count;
    for (uint32_t i = 1; i < count && status == ONTRACK_OK; i++) {
        const int32_t *cells = read->word;
        status = get_kind(read, table, &shape, above);
        above = cells;
    }
    return status;
}

static ontrack_status get_table(ontrack__reading *read, ontrack_table table)
{
    ontrack__unpacked_table *of = &read->to->tables[table];
    const unsigned char *begin = read->at;
    const size_t rows = read->rows;
    if (read->beside != NULL && pass_same(read, read->beside->tables[table].bytes)) {
        *of = read->beside->tables[table]; /* what was checked of its bytes holds */
        of->same = true;
        return ontrack__reading_rows(read, of->rows);
    }
    const ontrack_status status = read_table(read, table);
    of->bytes = bytes_from(read, begin);
    of->rows = read->rows - rows;
    return status;
}

/* ---- all of it ---- */

/* Whether each text is a cell's, be it in a table that is another's. */
static bool has_users(const ontrack__reading *read)
{
    const ontrack__unpacked *to = read->to;
    unsigned same = 0;
    bool all = true;
    for (size_t table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++)
        if (to->tables[table].same) same |= user_bit(table);
    for (size_t number = 1; number <= to->text_count; number++) {
        const unsigned theirs = same == 0 ? 0 : read->beside->users[number] & same;
        all &= (to->users[number] | theirs) != 0;
    }
    return all;
}

static ontrack_status get_tables(ontrack__reading *read)
{
    ontrack__unpacked *to = read->to;
    ontrack_status status = ONTRACK_OK;
    if (!ontrack__unpacked_reserve_words(to, ontrack__reading_left(read)))
        return ontrack__no_memory(read->error);
    read->word = to->words;
    for (size_t table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++) {
        status = get_table(read, (ontrack_table)table);
        if (status != ONTRACK_OK) return status;
    }
    to->word_count = (size_t)(read->word - to->words);
    if (to->tables[ONTRACK_TABLE_STUDENTS].kind_count == 0)
        return ontrack__reading_broken(read, "the student has no own line");
    if (!has_users(read)) return ontrack__reading_broken(read, "a text is no cell's");
    return read->at == read->end ? ONTRACK_OK
                                 : ontrack__reading_broken(read, "bytes are left over");
}

static ontrack_status get_all(ontrack__reading *read)
{
    const ontrack_allocator *allocator = &read->to->allocator;
    if (ontrack__reading_left(read) < ONTRACK__PACKED_HEADER ||
        memcmp(read->data, ONTRACK__PACKED_MAGIC, ONTRACK__PACKED_HEADER - 1) != 0)
        return ontrack__reading_broken(read, "this is no packed student");
    read->at += ONTRACK__PACKED_HEADER - 1;
    if (*read->at != ONTRACK__PACKED_MAGIC[ONTRACK__PACKED_HEADER - 1])
        return ontrack__reading_broken(read, "the version is not known");
    read->at++;
    ontrack_status status = get_text(read, &read->to->id);
    if (status == ONTRACK_OK) status = get_texts(read);
    if (status != ONTRACK_OK) return status;
    read->to->users =
        ontrack__allocate_zero(allocator, read->to->text_count + 1, sizeof *read->to->users);
    return read->to->users == NULL ? ontrack__no_memory(read->error) : get_tables(read);
}

ontrack_status ontrack__unpack(ontrack__unpacked *unpacked, const void *data, size_t size,
                               const ontrack__unpacked *beside, ontrack_error *error)
{
    if (size > ONTRACK_PACKED_LIMIT)
        return ontrack__fail(error, ONTRACK_LIMIT, "a packed student is larger than 16 MiB");
    ontrack__reading read = {
        .data = data, .at = data, .end = data, .to = unpacked, .beside = beside, .error = error};
    if (size > 0) read.end += size;
    return get_all(&read);
}
