/* The packed form of one student:
 *
 *   "OTP" version
 *   count of texts, each its length and bytes, ascending by bytes, none empty
 *   the id: number of its text, counted from 1
 *   for each own table in the order of ontrack_table: 0 when it was not given, else 1 + its rows
 *   each row a cell a column: a text's number (0: empty), or 0 for none and else a folded number;
 *   a first column that is a date holds its distance from the row before.
 *
 * Numbers are written seven bits a byte, low bits first. A folded number is 1 + zigzag(number). */
#include <ontrack/packed.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/sort.h"
#include "base/text.h"
#include "records/builder.h"
#include "records/page.h"

#include <assert.h>
#include <string.h>

enum { VERSION = 1, HEADER_SIZE = 4 };
static const char magic[HEADER_SIZE + 1] = "OTP\x01";

static uint64_t fold(int64_t number)
{
    return 1 + ((uint64_t)number << 1 ^ (number < 0 ? UINT64_MAX : 0));
}

static int64_t unfold(uint64_t folded)
{
    const uint64_t zigzag = folded - 1;
    return (int64_t)(zigzag >> 1) ^ ((zigzag & 1) != 0 ? -1 : 0);
}

/* ---- encoding ---- */

/* A student being encoded: which texts it uses, by pool and number. */
typedef struct encoding {
    const ontrack_student *student;
    ontrack__page page;
    const ontrack_allocator *allocator;
    ontrack_buffer *out;
    ontrack_text *texts; /* ascending, without repeats */
    size_t count, capacity;
} encoding;

static bool put_number(ontrack_buffer *out, uint64_t number)
{
    char bytes[10];
    size_t size = 0;
    do {
        const unsigned char low = number & 0x7F;
        number >>= 7;
        bytes[size++] = (char)(number == 0 ? low : low | 0x80);
    } while (number != 0);
    return ontrack__buffer_append(out, bytes, size);
}

static ontrack_text cell_text(const encoding *encode, const ontrack__column *column, int32_t cell)
{
    const ontrack_dataset *dataset = encode->student->dataset;
    return column->type == ONTRACK__COLUMN_CODE
               ? ontrack__code_text(dataset, (ontrack__code)cell)
               : ontrack__free_text_of(dataset, (ontrack__free_text)cell);
}

static bool note_text(encoding *encode, ontrack_text text)
{
    if (text.size == 0) return true;
    ontrack__array array = {encode->texts, encode->count, encode->capacity};
    ontrack_text *item = ontrack__array_add(encode->allocator, &array, sizeof *item);
    if (item == NULL) return false;
    *item = text;
    encode->texts = array.items;
    encode->count = array.count;
    encode->capacity = array.capacity;
    return true;
}

static bool note_table_texts(encoding *encode, ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__column *columns = ontrack__kept_columns(info);
    const size_t width = ontrack__table_width(info);
    size_t count;
    const int32_t *rows = ontrack__page_rows(&encode->page, table, &count);
    for (size_t row = 0; row < count; row++, rows += width)
        for (size_t i = 0; i < width; i++) {
            /* Mostly a cell holds the text that the one above it holds. */
            if (columns[i].type > ONTRACK__COLUMN_TEXT || (row > 0 && rows[i] == (rows - width)[i]))
                continue;
            if (!note_text(encode, cell_text(encode, &columns[i], rows[i]))) return false;
        }
    return true;
}

static int compare_texts(const void *a, const void *b, const void *context)
{
    (void)context;
    return ontrack__text_compare(*(const ontrack_text *)a, *(const ontrack_text *)b);
}

static bool collect_texts(encoding *encode)
{
    if (!note_text(encode, ontrack_student_id(encode->student))) return false;
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        if (!ontrack__table((ontrack_table)table)->shared &&
            !note_table_texts(encode, (ontrack_table)table))
            return false;
    if (!ontrack__sort(encode->allocator, encode->texts, encode->count, sizeof *encode->texts,
                       compare_texts, NULL))
        return false;
    size_t kept = 1; /* the id is always there */
    for (size_t i = 1; i < encode->count; i++)
        if (!ontrack__text_equal(encode->texts[i], encode->texts[kept - 1]))
            encode->texts[kept++] = encode->texts[i];
    encode->count = kept;
    return true;
}

/* Number of a collected text, from 1; 0 for the empty one. */
static uint64_t text_number(const encoding *encode, ontrack_text text)
{
    if (text.size == 0) return 0;
    size_t low = 0, high = encode->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (ontrack__text_compare(encode->texts[middle], text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low + 1;
}

static bool put_texts(const encoding *encode)
{
    if (!put_number(encode->out, encode->count)) return false;
    for (size_t i = 0; i < encode->count; i++)
        if (!put_number(encode->out, encode->texts[i].size) ||
            !ontrack__buffer_text(encode->out, encode->texts[i]))
            return false;
    return put_number(encode->out, text_number(encode, ontrack_student_id(encode->student)));
}

/* A row below `above` (NULL: the first); numbers[i] is what the text in column i was written as. */
static bool put_row(const encoding *encode, const ontrack__table_info *info, const int32_t *row,
                    const int32_t *above, uint64_t numbers[ONTRACK__MOST_COLUMNS])
{
    const ontrack__column *columns = ontrack__kept_columns(info);
    for (size_t i = 0; i < ontrack__table_width(info); i++) {
        if (columns[i].type <= ONTRACK__COLUMN_TEXT) {
            if (above == NULL || row[i] != above[i])
                numbers[i] = text_number(encode, cell_text(encode, &columns[i], row[i]));
        } else {
            const bool dated = i == 0 && info->date_column == 0 && above != NULL;
            numbers[i] = row[i] == INT32_MIN ? 0 : fold((int64_t)row[i] - (dated ? above[0] : 0));
        }
        if (!put_number(encode->out, numbers[i])) return false;
    }
    return true;
}

static bool put_table(encoding *encode, ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    const size_t width = ontrack__table_width(info);
    uint64_t numbers[ONTRACK__MOST_COLUMNS] = {0};
    size_t count;
    const int32_t *rows = ontrack__page_rows(&encode->page, table, &count);
    const bool given = ontrack__table_given(encode->student->dataset, table);
    if (!put_number(encode->out, given ? count + 1 : 0)) return false;
    for (size_t row = 0; row < count; row++, rows += width)
        if (!put_row(encode, info, rows, row == 0 ? NULL : rows - width, numbers)) return false;
    return true;
}

static bool encode_all(encoding *encode)
{
    if (!ontrack__page_turn(&encode->page, encode->student) || !collect_texts(encode)) return false;
    if (!ontrack__buffer_append(encode->out, magic, HEADER_SIZE) || !put_texts(encode))
        return false;
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        if (!ontrack__table((ontrack_table)table)->shared &&
            !put_table(encode, (ontrack_table)table))
            return false;
    return true;
}

ontrack_status ontrack_student_encode(const ontrack_student *student, ontrack_buffer *out,
                                      ontrack_error *error)
{
    encoding encode = {.student = student, .allocator = &student->dataset->allocator, .out = out};
    ontrack__page_init(&encode.page, encode.allocator);
    ontrack__buffer_clear(out);
    const bool done = encode_all(&encode);
    ontrack__page_dispose(&encode.page);
    ontrack__release(encode.allocator, encode.texts, encode.capacity, sizeof *encode.texts);
    if (!done) return ontrack__no_memory(error);
    if (out->size > ONTRACK_PACKED_LIMIT)
        return ontrack__fail(error, ONTRACK_LIMIT, "a packed student is larger than 16 MiB");
    return ONTRACK_OK;
}

/* ---- decoding ---- */

/* Bytes being read. With a builder records are pushed, without one they are only checked. */
typedef struct decoding {
    const unsigned char *data;
    size_t size, at;
    ontrack_text *texts;
    size_t text_count;
    ontrack_text id;
    ontrack_builder *builder;
    ontrack_error *error;
} decoding;

static ontrack_status broken(const decoding *decode, const char *fact)
{
    return ontrack__fail(decode->error, ONTRACK_INVALID_DATA,
                         "packed student, byte %zu: %s; encode it again from its source",
                         decode->at, fact);
}

static bool get_number(decoding *decode, uint64_t *number)
{
    *number = 0;
    for (unsigned shift = 0; shift < 64 && decode->at < decode->size; shift += 7) {
        const unsigned char byte = decode->data[decode->at++];
        if (shift == 63 && byte > 1) return false;
        *number |= (uint64_t)(byte & 0x7F) << shift;
        /* Only the shortest form of a number is its form. */
        if (byte < 0x80) return byte != 0 || shift == 0;
    }
    return false;
}

static ontrack_status get_texts(decoding *decode, const ontrack_allocator *allocator)
{
    uint64_t count, size;
    if (!get_number(decode, &count) || count == 0 || count > decode->size)
        return broken(decode, "the count of texts is wrong");
    decode->texts = ontrack__allocate_zero(allocator, (size_t)count, sizeof *decode->texts);
    if (decode->texts == NULL) return ontrack__no_memory(decode->error);
    decode->text_count = (size_t)count;
    for (size_t i = 0; i < decode->text_count; i++) {
        if (!get_number(decode, &size) || size == 0 || size > decode->size - decode->at)
            return broken(decode, "a text ends behind the last byte");
        ontrack_text *text = &decode->texts[i];
        text->data = (const char *)decode->data + decode->at;
        text->size = (size_t)size;
        decode->at += (size_t)size;
        if (!ontrack__utf8_valid(*text, NULL)) return broken(decode, "a text is not UTF-8");
        if (i > 0 && ontrack__text_compare(text[-1], *text) >= 0)
            return broken(decode, "the texts are not in order");
    }
    return ONTRACK_OK;
}

static bool get_text(decoding *decode, ontrack_text *out)
{
    uint64_t number;
    if (!get_number(decode, &number) || number > decode->text_count) return false;
    const ontrack_text empty = {NULL, 0};
    *out = number == 0 ? empty : decode->texts[number - 1];
    return true;
}

static bool get_integer(decoding *decode, int32_t before, int32_t *out)
{
    uint64_t folded;
    if (!get_number(decode, &folded) || folded > (UINT64_C(1) << 34)) return false;
    const int64_t number = folded == 0 ? INT32_MIN : unfold(folded) + before;
    if (folded != 0 && (number <= INT32_MIN || number > INT32_MAX)) return false;
    *out = (int32_t)number;
    return true;
}

/* Any table's record, aligned. */
typedef union any_record {
    ontrack_student_record student;
    ontrack_enrollment_record enrollment;
    ontrack_grade_record grade;
    char bytes[512];
} any_record;
static_assert(sizeof(any_record) == 512, "a record is larger than the room for one");

static bool get_cell(decoding *decode, const ontrack__column *column, int32_t before,
                     any_record *record)
{
    char *member = record->bytes + column->offset;
    if (column->type <= ONTRACK__COLUMN_TEXT) {
        ontrack_text text;
        if (!get_text(decode, &text)) return false;
        memcpy(member, &text, sizeof text);
        return true;
    }
    int32_t number;
    if (!get_integer(decode, before, &number)) return false;
    memcpy(member, &number, sizeof number);
    return true;
}

static ontrack_status get_row(decoding *decode, ontrack_table table, int32_t *date)
{
    const ontrack__table_info *info = ontrack__table(table);
    any_record record;
    memset(&record, 0, sizeof record);
    memcpy(record.bytes + info->columns[0].offset, &decode->id, sizeof decode->id);
    for (size_t i = 1; i < info->column_count; i++) {
        const bool dated = i == 1 && info->date_column == 0;
        if (!get_cell(decode, &info->columns[i], dated ? *date : 0, &record))
            return broken(decode, "a cell is wrong");
        if (dated) memcpy(date, record.bytes + info->columns[i].offset, sizeof *date);
    }
    if (info->date_column == 0 && *date == ONTRACK_DATE_NONE)
        return broken(decode, "a date is missing");
    return ontrack_builder_push(decode->builder, table, &record, decode->error);
}

static ontrack_status get_table(decoding *decode, ontrack_table table)
{
    uint64_t rows;
    if (!get_number(decode, &rows)) return broken(decode, "a count of rows is wrong");
    if (rows == 0) return ONTRACK_OK;
    ontrack_status status = ontrack_builder_declare(decode->builder, table, decode->error);
    int32_t date = 0;
    for (uint64_t row = 1; row < rows && status == ONTRACK_OK; row++)
        status = get_row(decode, table, &date);
    return status;
}

static ontrack_status get_all(decoding *decode, const ontrack_allocator *allocator)
{
    if (decode->size < HEADER_SIZE || memcmp(decode->data, magic, 3) != 0)
        return broken(decode, "this is no packed student");
    if (decode->data[3] != VERSION) return broken(decode, "the version is not known");
    decode->at = HEADER_SIZE;
    ontrack_status status = get_texts(decode, allocator);
    if (status != ONTRACK_OK) return status;
    if (!get_text(decode, &decode->id) || decode->id.size == 0)
        return broken(decode, "the student's id is missing");
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT && status == ONTRACK_OK; table++)
        if (!ontrack__table((ontrack_table)table)->shared)
            status = get_table(decode, (ontrack_table)table);
    if (status == ONTRACK_OK && decode->at != decode->size)
        return broken(decode, "bytes are left over");
    return status;
}

/* Decodes into `builder`; `id` (may be NULL) receives the student's id, borrowed from `data`. */
static ontrack_status decode_into(ontrack_builder *builder, const ontrack_allocator *allocator,
                                  const void *data, size_t size, ontrack_text *id,
                                  ontrack_error *error)
{
    if (size > ONTRACK_PACKED_LIMIT)
        return ontrack__fail(error, ONTRACK_LIMIT, "a packed student is larger than 16 MiB");
    decoding decode = {data, size, 0, NULL, 0, {NULL, 0}, builder, error};
    const ontrack_status status = get_all(&decode, allocator);
    ontrack__release(allocator, decode.texts, decode.text_count, sizeof *decode.texts);
    if (id != NULL) *id = decode.id;
    return status;
}

/* Decodes into a builder of its own, which is thrown away: nothing reaches `builder` before all is
 * known to be good. */
ontrack_status ontrack_builder_push_packed(ontrack_builder *builder, const void *data, size_t size,
                                           ontrack_error *error)
{
    ontrack_builder *trial = NULL;
    const ontrack_allocator *allocator = &builder->allocator;
    ontrack_status status = ontrack_builder_new(allocator, &trial, error);
    if (status != ONTRACK_OK) return status;
    status = decode_into(trial, allocator, data, size, NULL, error);
    ontrack_builder_free(trial);
    if (status != ONTRACK_OK) return status;
    return decode_into(builder, allocator, data, size, NULL, error);
}

static ontrack_status seal_and_encode(ontrack_builder *builder, ontrack_buffer *out,
                                      ontrack_error *error)
{
    ontrack_dataset *dataset = NULL;
    ontrack_status status = ontrack_builder_seal(builder, &dataset, error);
    if (status != ONTRACK_OK) return status;
    if (ontrack_dataset_count(dataset) == 1)
        status = ontrack_student_encode(ontrack_dataset_at(dataset, 0), out, error);
    else
        status = ontrack__fail(error, ONTRACK_INVALID_DATA, "a packed student has no own line");
    ontrack_dataset_free(dataset);
    return status;
}

ontrack_status ontrack_packed_merge(const void *left, size_t left_size, const void *right,
                                    size_t right_size, ontrack_buffer *out, ontrack_error *error)
{
    const ontrack_allocator allocator = ontrack__allocator(&out->allocator);
    ontrack_builder *builder = NULL;
    ontrack_text left_id = {NULL, 0}, right_id = {NULL, 0};
    ontrack_status status = ontrack_builder_new(&allocator, &builder, error);
    if (status == ONTRACK_OK)
        status = decode_into(builder, &allocator, left, left_size, &left_id, error);
    if (status == ONTRACK_OK)
        status = decode_into(builder, &allocator, right, right_size, &right_id, error);
    if (status == ONTRACK_OK && !ontrack__text_equal(left_id, right_id))
        status = ontrack__fail(error, ONTRACK_INVALID_DATA,
                               "the two packed forms are of different students");
    if (status == ONTRACK_OK) status = seal_and_encode(builder, out, error);
    ontrack_builder_free(builder);
    return status;
}
