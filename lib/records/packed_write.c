/* From unpacked to bytes (packed.h). */
#include "base/bits.h"
#include "base/buffer.h"
#include "base/error.h"
#include "records/packed.h"

#include <string.h>

/* Most bytes of a number that is written, and of 64 days: 64 distances, the first of them large. */
enum { NUMBER_SIZE = 5, DAYS_SIZE = 2 * NUMBER_SIZE + 64 };

typedef struct writing {
    unsigned char *at;
    size_t rows; /* so far */
} writing;

static unsigned char *put_number(unsigned char *to, uint32_t number)
{
    for (; number > 0x7F; number >>= 7)
        *to++ = (unsigned char)(number | 0x80);
    *to++ = (unsigned char)number;
    return to;
}

static unsigned char *put_bytes(unsigned char *to, ontrack_text bytes)
{
    memcpy(to, bytes.data, bytes.size);
    return to + bytes.size;
}

static unsigned char *put_text(unsigned char *to, ontrack_text text)
{
    return put_bytes(put_number(to, (uint32_t)text.size), text);
}

static unsigned char *put_cells(unsigned char *to, const ontrack__column *columns, size_t count,
                                const int32_t *cells)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t number = (uint32_t)cells[i];
        if (columns[i].type > ONTRACK__COLUMN_TEXT)
            number = cells[i] == INT32_MIN ? 0 : 1 + (number << 1 ^ (0 - (number >> 31)));
        to = put_number(to, number);
    }
    return to;
}

/* ---- rows ---- */

static unsigned char *put_bitmap(unsigned char *to, const ontrack__unpacked_kind *kind,
                                 uint32_t first, uint32_t bytes)
{
    to = put_number(to, 2 * bytes + 1);
    to = put_number(to, first);
    memset(to, 0, bytes);
    for (size_t i = 0; i < kind->count; i++)
        for (uint32_t byte = 0; byte < 8; byte++) {
            const uint32_t at = 8 * kind->days[i].column + byte - first;
            if (at < bytes) to[at] = (unsigned char)(kind->days[i].bits >> 8 * byte);
        }
    return to + bytes;
}

static unsigned char *put_distances(unsigned char *to, const ontrack__unpacked_kind *kind,
                                    uint32_t count)
{
    uint32_t before = 0;
    to = put_number(to, 2 * count);
    for (size_t i = 0; i < kind->count; i++)
        for (uint64_t bits = kind->days[i].bits; bits != 0; bits &= bits - 1) {
            const uint32_t day =
                ONTRACK__DAYS_EACH * kind->days[i].column + (uint32_t)ontrack__lowest_bit(bits);
            to = put_number(to, day - before);
            before = day;
        }
    return to;
}

static void put_days(writing *write, const ontrack__unpacked_kind *kind)
{
    const ontrack__some_days *first = kind->days, *last = first + kind->count - 1;
    uint32_t count = 0;
    for (const ontrack__some_days *days = first; days <= last; days++)
        count += (uint32_t)ontrack__bit_count(days->bits);
    const uint32_t begin = 8 * first->column + (uint32_t)ontrack__lowest_bit(first->bits) / 8;
    const uint32_t end = 8 * last->column + (uint32_t)ontrack__highest_bit(last->bits) / 8 + 1;
    write->rows += count;
    write->at = end - begin <= count ? put_bitmap(write->at, kind, begin, end - begin)
                                     : put_distances(write->at, kind, count);
}

static void put_rows(writing *write, const ontrack__packed_shape *shape,
                     const ontrack__unpacked_kind *kind)
{
    unsigned char *to = put_number(write->at, (uint32_t)kind->count);
    const int32_t *cell = kind->rows;
    int32_t before = ONTRACK__FIRST_DAY;
    for (size_t row = 0; row < kind->count; row++) {
        if (shape->date) {
            to = put_number(to, (uint32_t)(*cell - before));
            before = *cell++;
        }
        to = put_cells(to, shape->before, shape->before_width, cell);
        cell += shape->before_width;
        to = put_cells(to, shape->behind, shape->behind_width, cell);
        cell += shape->behind_width;
    }
    write->rows += kind->count;
    write->at = to;
}

static void put_table(writing *write, const ontrack__unpacked *unpacked, ontrack_table table)
{
    const ontrack__unpacked_table *of = &unpacked->tables[table];
    if (of->same) {
        write->at = put_bytes(write->at, of->bytes);
        write->rows += of->rows;
        return;
    }
    ontrack__kind_walk walk = ontrack__kind_walk_start(unpacked, table);
    const ontrack__packed_shape *shape = &walk.shape;
    ontrack__unpacked_kind kind;
    write->at = put_number(write->at, of->given ? 1 + (uint32_t)of->kind_count : 0);
    while (ontrack__kind_walk_next(&walk, &kind)) {
        write->at = put_cells(write->at, shape->kind, shape->kind_width, kind.cells);
        if (shape->marks)
            put_days(write, &kind);
        else if (shape->row_width > 0)
            put_rows(write, shape, &kind);
        else
            write->rows++;
    }
}

/* ---- all of it ---- */

/* At least as many bytes as will be written. */
static size_t most_bytes(const ontrack__unpacked *unpacked)
{
    const size_t numbers = 2 + unpacked->text_count + ONTRACK_TABLE_COUNT + unpacked->word_count;
    size_t bytes = ONTRACK__PACKED_HEADER + unpacked->id.size + numbers * NUMBER_SIZE +
                   unpacked->day_count * DAYS_SIZE;
    if (unpacked->same_texts) bytes += unpacked->text_bytes.size;
    for (size_t i = 0; !unpacked->same_texts && i < unpacked->text_count; i++)
        bytes += unpacked->texts[i].size;
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        if (unpacked->tables[table].same) bytes += unpacked->tables[table].bytes.size;
    return bytes;
}

static void put_texts(writing *write, const ontrack__unpacked *unpacked)
{
    if (unpacked->same_texts) {
        write->at = put_bytes(write->at, unpacked->text_bytes);
        return;
    }
    write->at = put_number(write->at, (uint32_t)unpacked->text_count);
    for (size_t i = 0; i < unpacked->text_count; i++)
        write->at = put_text(write->at, unpacked->texts[i]);
}

static void put_all(writing *write, const ontrack__unpacked *unpacked)
{
    memcpy(write->at, ONTRACK__PACKED_MAGIC, ONTRACK__PACKED_HEADER);
    write->at = put_text(write->at + ONTRACK__PACKED_HEADER, unpacked->id);
    put_texts(write, unpacked);
    for (size_t table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++)
        put_table(write, unpacked, (ontrack_table)table);
}

ontrack_status ontrack__pack(const ontrack__unpacked *unpacked, ontrack_buffer *out,
                             ontrack_error *error)
{
    ontrack__buffer_clear(out);
    if (!ontrack__buffer_reserve(out, most_bytes(unpacked))) return ontrack__no_memory(error);
    writing write = {(unsigned char *)out->data, 0};
    put_all(&write, unpacked);
    out->size = (size_t)(write.at - (unsigned char *)out->data);
    out->data[out->size] = '\0';
    const bool rows_fit = write.rows <= ONTRACK__PACKED_MOST_ROWS;
    if (rows_fit && out->size <= ONTRACK_PACKED_LIMIT) return ONTRACK_OK;
    ontrack__buffer_clear(out);
    return ontrack__fail(error, ONTRACK_LIMIT,
                         rows_fit ? "a packed student is larger than 16 MiB"
                                  : "a packed student has over 4 million rows");
}
