/* From unpacked to bytes (packed.h). */
#include "base/buffer.h"
#include "base/error.h"
#include "records/packed.h"

#include <string.h>

/* Most bytes of a number that is written: of a folded cell. */
enum { NUMBER_SIZE = 5 };

static unsigned char *put_number(unsigned char *to, uint64_t number)
{
    for (; number > 0x7F; number >>= 7)
        *to++ = (unsigned char)(number | 0x80);
    *to++ = (unsigned char)number;
    return to;
}

static unsigned char *put_text(unsigned char *to, ontrack_text text)
{
    to = put_number(to, text.size);
    memcpy(to, text.data, text.size);
    return to + text.size;
}

static unsigned char *put_cell(unsigned char *to, const ontrack__column *column, int32_t cell)
{
    if (column->type <= ONTRACK__COLUMN_TEXT) return put_number(to, (uint64_t)cell);
    if (cell == INT32_MIN) return put_number(to, 0);
    return put_number(to, 1 + ((uint64_t)(int64_t)cell << 1 ^ (cell < 0 ? UINT64_MAX : 0)));
}

/* ---- rows ---- */

/* Days of marks of one kind, each a row of two words: the kind and the day. */
static unsigned char *put_days(unsigned char *to, const int32_t *rows, size_t count)
{
    const int32_t first = rows[1];
    to = put_number(to, count);
    to = put_number(to, (uint64_t)((int64_t)first - ONTRACK__FIRST_DAY));
    if (count == 1) return to;
    const size_t span = (size_t)(rows[2 * count - 1] - first), bytes = span / 8 + 1;
    to = put_number(to, span);
    if (bytes > count) {
        for (size_t i = 1; i < count; i++)
            to = put_number(to, (uint64_t)(rows[2 * i + 1] - rows[2 * i - 1]));
        return to;
    }
    memset(to, 0, bytes);
    for (size_t i = 0; i < count; i++) {
        const size_t day = (size_t)(rows[2 * i + 1] - first);
        to[day / 8] = (unsigned char)(to[day / 8] | 1u << day % 8);
    }
    return to + bytes;
}

static unsigned char *put_rows(unsigned char *to, const ontrack__table_info *info,
                               const int32_t *rows, size_t count)
{
    const size_t size = ontrack__row_size(info);
    int32_t before = ONTRACK__FIRST_DAY;
    if (size == 1) return to;
    to = put_number(to, count);
    for (size_t row = 0; row < count; row++, rows += size) {
        size_t word = 1;
        if (info->date_column == 0) {
            to = put_number(to, (uint64_t)((int64_t)rows[word] - before));
            before = rows[word++];
        }
        for (; word < size; word++)
            to = put_cell(to, &info->columns[ontrack__row_column(info, word)], rows[word]);
    }
    return to;
}

static unsigned char *put_table(unsigned char *to, const ontrack__unpacked *unpacked,
                                ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__column *columns = ontrack__kept_columns(info) + info->kind_first;
    const ontrack__unpacked_table *of = &unpacked->tables[table];
    const size_t width = ontrack__kind_width(info), size = ontrack__row_size(info);
    const int32_t *cells = ontrack__unpacked_words(unpacked, of->kinds);
    const int32_t *rows = ontrack__unpacked_words(unpacked, of->rows);
    const int32_t *end = rows + of->row_count * size;
    to = put_number(to, of->given ? 1 + of->kind_count : 0);
    for (size_t kind = 0; kind < of->kind_count; kind++) {
        size_t count = 0;
        for (size_t i = 0; i < width; i++)
            to = put_cell(to, &columns[i], *cells++);
        while (rows + count * size != end && rows[count * size] == (int32_t)kind)
            count++;
        to = table == ONTRACK_TABLE_ATTENDANCE ? put_days(to, rows, count)
                                               : put_rows(to, info, rows, count);
        rows += count * size;
    }
    return to;
}

/* ---- all of it ---- */

/* At least as many bytes as will be written. A kind's counts and bitmap are no more than what the
 * numbers of their rows' kinds and days would be. */
static size_t most_bytes(const ontrack__unpacked *unpacked)
{
    const size_t numbers = 2 + unpacked->text_count + ONTRACK_TABLE_COUNT + unpacked->words.count;
    size_t bytes = ONTRACK__PACKED_HEADER + unpacked->id.size + numbers * NUMBER_SIZE;
    for (size_t i = 0; i < unpacked->text_count; i++)
        bytes += unpacked->texts[i].size;
    return bytes;
}

static unsigned char *put_all(unsigned char *to, const ontrack__unpacked *unpacked)
{
    memcpy(to, ONTRACK__PACKED_MAGIC, ONTRACK__PACKED_HEADER);
    to = put_text(to + ONTRACK__PACKED_HEADER, unpacked->id);
    to = put_number(to, unpacked->text_count);
    for (size_t i = 0; i < unpacked->text_count; i++)
        to = put_text(to, unpacked->texts[i]);
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        if (!ontrack__table((ontrack_table)table)->shared)
            to = put_table(to, unpacked, (ontrack_table)table);
    return to;
}

ontrack_status ontrack__pack(const ontrack__unpacked *unpacked, ontrack_buffer *out,
                             ontrack_error *error)
{
    size_t rows = 0;
    ontrack__buffer_clear(out);
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        rows += unpacked->tables[table].row_count;
    if (rows > ONTRACK__PACKED_MOST_ROWS)
        return ontrack__fail(error, ONTRACK_LIMIT, "a packed student has over 4 million rows");
    if (!ontrack__buffer_reserve(out, most_bytes(unpacked))) return ontrack__no_memory(error);
    unsigned char *start = (unsigned char *)out->data;
    out->size = (size_t)(put_all(start, unpacked) - start);
    out->data[out->size] = '\0';
    if (out->size <= ONTRACK_PACKED_LIMIT) return ONTRACK_OK;
    ontrack__buffer_clear(out);
    return ontrack__fail(error, ONTRACK_LIMIT, "a packed student is larger than 16 MiB");
}
