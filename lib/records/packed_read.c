/* From bytes to unpacked (packed.h): one pass, in which everything is checked. */
#include "base/bits.h"
#include "base/error.h"
#include "base/text.h"
#include "records/cells.h"
#include "records/grade_level.h"
#include "records/packed.h"

#include <string.h>

typedef struct reading {
    const unsigned char *data;
    size_t size, at;
    ontrack__unpacked *to;
    unsigned char *used; /* whether a text is some cell's */
    size_t rows;         /* so far */
    ontrack_error *error;
} reading;

static ontrack_status broken(const reading *read, const char *fact)
{
    return ontrack__fail(read->error, ONTRACK_INVALID_DATA,
                         "packed student, byte %zu: %s; encode it again from its source", read->at,
                         fact);
}

/* A number of at most five bytes; only the shortest form of a number is its form. */
static bool get_number(reading *read, uint64_t *number)
{
    *number = 0;
    for (unsigned shift = 0; shift < 35 && read->at < read->size; shift += 7) {
        const unsigned char byte = read->data[read->at++];
        *number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) return byte != 0 || shift == 0;
    }
    return false;
}

/* ---- texts ---- */

static ontrack_status get_text(reading *read, ontrack_text *text)
{
    uint64_t size;
    if (!get_number(read, &size) || size == 0 || size > read->size - read->at)
        return broken(read, "a text is empty or ends behind the last byte");
    text->data = (const char *)read->data + read->at;
    text->size = (size_t)size;
    if (ontrack__text_unfit(*text) != NULL)
        return broken(read, "a text is too long, holds a NUL byte or is not UTF-8");
    read->at += (size_t)size;
    return ONTRACK_OK;
}

static ontrack_status get_texts(reading *read)
{
    ontrack__unpacked *to = read->to;
    uint64_t count;
    /* A text has two bytes at least. */
    if (!get_number(read, &count) || count > (read->size - read->at) / 2)
        return broken(read, "the count of texts is wrong");
    if (!ontrack__unpacked_reserve_texts(to, (size_t)count)) return ontrack__no_memory(read->error);
    for (; to->text_count < count; to->text_count++) {
        ontrack_text *text = &to->texts[to->text_count];
        const ontrack_status status = get_text(read, text);
        if (status != ONTRACK_OK) return status;
        if (to->text_count > 0 && ontrack__text_compare(text[-1], *text) >= 0)
            return broken(read, "the texts are not in order");
    }
    return ONTRACK_OK;
}

/* ---- cells ---- */

static ontrack_status get_text_cell(reading *read, const ontrack__column *column, int32_t *cell)
{
    uint64_t number;
    char buffer[ONTRACK__GRADE_LEVEL_SIZE];
    if (!get_number(read, &number) || number > read->to->text_count)
        return broken(read, "there is no text of that number");
    *cell = (int32_t)number;
    if (number == 0) return column->required ? broken(read, "a text is missing") : ONTRACK_OK;
    read->used[number - 1] = 1;
    const ontrack_text text = read->to->texts[number - 1];
    if (column->grade_level && !ontrack__text_equal(ontrack__grade_level(text, buffer), text))
        return broken(read, "a grade level is not in its form");
    return ONTRACK_OK;
}

static ontrack_status get_cell(reading *read, ontrack_table table, size_t column, int32_t *cell)
{
    const ontrack__column *about = &ontrack__table(table)->columns[column];
    uint64_t folded;
    if (about->type <= ONTRACK__COLUMN_TEXT) return get_text_cell(read, about, cell);
    if (!get_number(read, &folded)) return broken(read, "a number is wrong");
    const uint64_t zigzag = folded - 1;
    const int64_t number =
        folded == 0 ? INT32_MIN : (int64_t)(zigzag >> 1) ^ ((zigzag & 1) != 0 ? -1 : 0);
    if ((folded != 0 && number <= INT32_MIN) || number > INT32_MAX)
        return broken(read, "a number is too large");
    *cell = (int32_t)number;
    return ontrack__check_number(table, column, *cell, read->error);
}

/* A day so many behind `before`. */
static bool get_day(reading *read, int32_t before, int32_t *day)
{
    uint64_t distance;
    if (!get_number(read, &distance) || distance > (uint64_t)(ONTRACK__LAST_DAY - before))
        return false;
    *day = before + (int32_t)distance;
    return true;
}

/* ---- rows ---- */

/* Room for rows of a kind, which begin at *rows. */
static ontrack_status add_rows(reading *read, ontrack_table table, uint64_t count, int32_t **rows)
{
    ontrack__unpacked_table *of = &read->to->tables[table];
    size_t first;
    if (count == 0) return broken(read, "a kind has no rows");
    if (count > ONTRACK__PACKED_MOST_ROWS - read->rows)
        return ontrack__fail(read->error, ONTRACK_LIMIT,
                             "a packed student has over 4 million rows");
    read->rows += (size_t)count;
    of->row_count += (size_t)count;
    if (!ontrack__unpacked_extend(read->to,
                                  (size_t)count * ontrack__row_size(ontrack__table(table)), &first))
        return ontrack__no_memory(read->error);
    *rows = ontrack__unpacked_words(read->to, first);
    return ONTRACK_OK;
}

/* The days behind the first as a bitmap; false unless they are `count` - 1 and the last is right.
 */
static bool get_bitmap(reading *read, int32_t *rows, size_t count, size_t span)
{
    const size_t bytes = span / 8 + 1;
    size_t found = 0;
    if (bytes > read->size - read->at) return false;
    const unsigned char *bits = read->data + read->at;
    read->at += bytes;
    if ((bits[0] & 1) == 0 || bits[bytes - 1] >> span % 8 != 1) return false;
    for (size_t i = 0; i < bytes; i++)
        for (unsigned left = bits[i]; left != 0; left &= left - 1) {
            if (found == count) return false;
            rows[2 * found++ + 1] = rows[1] + (int32_t)(8 * i) + ontrack__lowest_bit(left);
        }
    return found == count;
}

static bool get_distances(reading *read, int32_t *rows, size_t count, int32_t last)
{
    for (size_t i = 1; i < count; i++)
        if (!get_day(read, rows[2 * i - 1], &rows[2 * i + 1]) || rows[2 * i + 1] == rows[2 * i - 1])
            return false;
    return rows[2 * count - 1] == last;
}

/* Days of marks of a kind, from the first on. */
static ontrack_status get_days(reading *read, uint64_t count, int32_t kind)
{
    int32_t first, last, *rows;
    if (!get_day(read, ONTRACK__FIRST_DAY, &first)) return broken(read, "a day is wrong");
    last = first;
    if (count > 1 && !get_day(read, first, &last)) return broken(read, "a day is wrong");
    const size_t span = (size_t)(last - first);
    if (count > span + 1) return broken(read, "a count of days is wrong");
    const ontrack_status status = add_rows(read, ONTRACK_TABLE_ATTENDANCE, count, &rows);
    if (status != ONTRACK_OK) return status;
    for (size_t i = 0; i < count; i++)
        rows[2 * i] = kind;
    rows[1] = first;
    if (count == 1) return ONTRACK_OK;
    const bool done = span / 8 + 1 <= count ? get_bitmap(read, rows, (size_t)count, span)
                                            : get_distances(read, rows, (size_t)count, last);
    return done ? ONTRACK_OK : broken(read, "the days of a mark are wrong");
}

/* A row below `above` (NULL: the first of its kind); row[0] is there. */
static ontrack_status get_row(reading *read, ontrack_table table, int32_t *row,
                              const int32_t *above)
{
    const ontrack__table_info *info = ontrack__table(table);
    const size_t size = ontrack__row_size(info);
    size_t word = 1;
    ontrack_status status = ONTRACK_OK;
    if (info->date_column == 0) {
        const int32_t before = above == NULL ? ONTRACK__FIRST_DAY : above[word];
        if (!get_day(read, before, &row[word++])) return broken(read, "a date is wrong");
    }
    for (; word < size && status == ONTRACK_OK; word++)
        status = get_cell(read, table, ontrack__row_column(info, word), &row[word]);
    if (status != ONTRACK_OK) return status;
    if (above != NULL && ontrack__compare_words(above, row, size) >= 0)
        return broken(read, "rows are not in order");
    /* The columns that a rule binds lie before the kind: where they are in a record, too. */
    return ontrack__check_row(table, row, read->error);
}

/* The rows of a kind. */
static ontrack_status get_rows(reading *read, ontrack_table table, int32_t kind)
{
    const size_t size = ontrack__row_size(ontrack__table(table));
    uint64_t count = 1;
    int32_t *rows;
    if (size > 1 && !get_number(read, &count)) return broken(read, "a count of rows is wrong");
    if (table == ONTRACK_TABLE_ATTENDANCE) return get_days(read, count, kind);
    /* A cell has a byte at least. */
    if (size > 1 && count > (read->size - read->at) / (size - 1))
        return broken(read, "a count of rows is wrong");
    ontrack_status status = add_rows(read, table, count, &rows);
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++, rows += size) {
        rows[0] = kind;
        if (size > 1) status = get_row(read, table, rows, i == 0 ? NULL : rows - size);
    }
    return status;
}

/* ---- tables ---- */

static ontrack_status get_kind(reading *read, ontrack_table table, size_t kind)
{
    const ontrack__table_info *info = ontrack__table(table);
    const size_t width = ontrack__kind_width(info), first = (size_t)info->kind_first + 1;
    int32_t *cells = ontrack__unpacked_words(read->to, read->to->tables[table].kinds);
    cells += kind * width;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < width && status == ONTRACK_OK; i++)
        status = get_cell(read, table, first + i, &cells[i]);
    if (status != ONTRACK_OK) return status;
    if (kind > 0 && ontrack__compare_words(cells - width, cells, width) >= 0)
        return broken(read, "kinds are not in order");
    return get_rows(read, table, (int32_t)kind);
}

static ontrack_status get_table(reading *read, ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    ontrack__unpacked_table *of = &read->to->tables[table];
    uint64_t count;
    ontrack_status status = ONTRACK_OK;
    /* A cell has a byte at least. */
    if (!get_number(read, &count) ||
        count > (read->size - read->at) / ontrack__kind_width(info) + 1)
        return broken(read, "a count of kinds is wrong");
    if (count == 0) return ONTRACK_OK;
    of->given = true;
    of->kind_count = (size_t)count - 1;
    if (!ontrack__unpacked_extend(read->to, of->kind_count * ontrack__kind_width(info), &of->kinds))
        return ontrack__no_memory(read->error);
    of->rows = read->to->words.count;
    for (size_t kind = 0; kind < of->kind_count && status == ONTRACK_OK; kind++)
        status = get_kind(read, table, kind);
    if (status == ONTRACK_OK && !ontrack__unpacked_agrees(info, of))
        return broken(read, "rows conflict");
    return status;
}

/* ---- all of it ---- */

static ontrack_status get_tables(reading *read)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT && status == ONTRACK_OK; table++)
        if (!ontrack__table((ontrack_table)table)->shared)
            status = get_table(read, (ontrack_table)table);
    if (status != ONTRACK_OK) return status;
    if (read->to->tables[ONTRACK_TABLE_STUDENTS].row_count == 0)
        return broken(read, "the student has no own line");
    if (memchr(read->used, 0, read->to->text_count) != NULL)
        return broken(read, "a text is no cell's");
    return read->at == read->size ? ONTRACK_OK : broken(read, "bytes are left over");
}

static ontrack_status get_all(reading *read)
{
    const ontrack_allocator *allocator = &read->to->allocator;
    if (read->size < ONTRACK__PACKED_HEADER || memcmp(read->data, ONTRACK__PACKED_MAGIC, 3) != 0)
        return broken(read, "this is no packed student");
    if (read->data[3] != ONTRACK__PACKED_MAGIC[3]) return broken(read, "the version is not known");
    read->at = ONTRACK__PACKED_HEADER;
    ontrack_status status = get_text(read, &read->to->id);
    if (status == ONTRACK_OK) status = get_texts(read);
    if (status != ONTRACK_OK) return status;
    const size_t count = read->to->text_count;
    read->used = ontrack__allocate_zero(allocator, count, 1);
    if (read->used == NULL) return ontrack__no_memory(read->error);
    status = get_tables(read);
    ontrack__release(allocator, read->used, count, 1);
    return status;
}

ontrack_status ontrack__unpack(ontrack__unpacked *unpacked, const void *data, size_t size,
                               ontrack_error *error)
{
    if (size > ONTRACK_PACKED_LIMIT)
        return ontrack__fail(error, ONTRACK_LIMIT, "a packed student is larger than 16 MiB");
    reading read = {data, size, 0, unpacked, NULL, 0, error};
    return get_all(&read);
}
