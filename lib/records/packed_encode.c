/* From a sealed dataset to unpacked (packed.h), and so to bytes. Numbers of the dataset follow the
 * order of bytes within its codes, its texts and its kinds, so they are only made dense. */
#include "base/bits.h"
#include "base/error.h"
#include "base/sort.h"
#include "base/text.h"
#include "records/dataset.h"
#include "records/packed.h"
#include "records/walk.h"

#include <string.h>

/* A text that some cell holds. The keys of codes come before those of texts. */
typedef struct text_key {
    uint32_t key;    /* TEXT_BIT for a text, and its number in the dataset */
    uint32_t number; /* in the packed form */
} text_key;
#define TEXT_BIT (UINT32_C(1) << 31)

typedef struct encoding {
    const ontrack_student *student;
    ontrack__unpacked to;
    ontrack__array keys; /* text_key */
} encoding;

/* ---- rows ---- */

static int compare_rows(const void *a, const void *b, const void *context)
{
    return ontrack__compare_words(a, b, *(const size_t *)context);
}

static bool sort_rows(encoding *encode, size_t first, size_t count, size_t size)
{
    int32_t *rows = ontrack__unpacked_words(&encode->to, first);
    return ontrack__sort(&encode->to.allocator, rows, count, size * sizeof *rows, compare_rows,
                         &size);
}

/* The rows of the next table among the student's, whose kinds are still the dataset's. */
static bool take_rows(encoding *encode, const uint32_t **row, const uint32_t *end)
{
    const ontrack_table table = ontrack__row_table(*row);
    const size_t size = ontrack__row_size(ontrack__table(table));
    ontrack__unpacked_table *of = &encode->to.tables[table];
    of->rows = encode->to.words.count;
    while (*row != end && ontrack__row_table(*row) == table) {
        size_t first;
        if (!ontrack__unpacked_extend(&encode->to, size, &first)) return false;
        int32_t *words = ontrack__unpacked_words(&encode->to, first);
        memcpy(words, *row, size * sizeof *words);
        words[0] = (int32_t)ontrack__row_kind(*row);
        of->row_count++;
        *row += size;
        *row += ontrack__row_times(*row, end) > 1;
    }
    return sort_rows(encode, of->rows, of->row_count, size);
}

/* ---- marks ---- */

static void write_entries(const ontrack_student *student, int32_t *to)
{
    for (size_t i = 0; i < ontrack__entry_count(student); i++) {
        const ontrack__entry entry = ontrack__entry_at(student, i);
        *to++ = (int32_t)ontrack__entry_kind(entry);
        *to++ = ontrack__entry_date(entry);
    }
}

static void write_bits(const ontrack_student *student, int32_t *to)
{
    const ontrack__days *days = &student->dataset->facts.days;
    for (size_t column = days->first; column < days->end; column++) {
        uint64_t bits = ontrack__day_bits(student, column);
        for (; bits != 0; bits &= bits - 1) {
            *to++ = (int32_t)days->common;
            *to++ = ontrack__day_column_date(column) + ontrack__lowest_bit(bits);
        }
    }
}

static bool take_marks(encoding *encode)
{
    ontrack__unpacked_table *of = &encode->to.tables[ONTRACK_TABLE_ATTENDANCE];
    size_t counts[ONTRACK_TABLE_COUNT], first;
    ontrack__walk_count(encode->student, counts);
    const size_t all = counts[ONTRACK_TABLE_ATTENDANCE];
    const size_t entries = ontrack__entry_count(encode->student);
    if (!ontrack__unpacked_extend(&encode->to, 4 * all, &first)) return false;
    int32_t *marks = ontrack__unpacked_words(&encode->to, first);
    write_entries(encode->student, marks);
    write_bits(encode->student, marks + 2 * entries);
    if (!sort_rows(encode, first, entries, 2)) return false;
    const ontrack__word_list left = {marks, entries, NULL};
    const ontrack__word_list right = {marks + 2 * entries, all - entries, NULL};
    of->rows = first + 2 * all;
    of->row_count = ontrack__unite_words(left, right, 2, marks + 2 * all);
    return true;
}

/* ---- kinds ---- */

/* Numbers the kinds of sorted rows anew, and sets their cells down. */
static bool take_kinds(encoding *encode, ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__kinds *kinds = ontrack__kinds_of(encode->student->dataset, table);
    const size_t size = ontrack__row_size(info);
    ontrack__unpacked_table *of = &encode->to.tables[table];
    int32_t last = -1;
    of->kinds = encode->to.words.count;
    for (size_t i = 0; i < of->row_count; i++) {
        int32_t *row = ontrack__unpacked_words(&encode->to, of->rows + i * size);
        if (row[0] != last) {
            size_t first;
            last = row[0];
            if (!ontrack__unpacked_extend(&encode->to, kinds->width, &first)) return false;
            memcpy(ontrack__unpacked_words(&encode->to, first),
                   ontrack__kind_cells(kinds, (uint32_t)last), kinds->width * sizeof(int32_t));
            of->kind_count++;
            row = ontrack__unpacked_words(&encode->to, of->rows + i * size);
        }
        row[0] = (int32_t)of->kind_count - 1;
    }
    return true;
}

/* ---- texts ---- */

/* Cells of a column, so many words from one to the next. */
typedef bool visit(encoding *encode, ontrack__column_type type, int32_t *cells, size_t count,
                   size_t step);

/* Visits every column of a table that holds texts. */
static bool visit_texts(encoding *encode, ontrack_table table, visit *each)
{
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__unpacked_table *of = &encode->to.tables[table];
    const size_t width = ontrack__kind_width(info), size = ontrack__row_size(info);
    int32_t *kinds = ontrack__unpacked_words(&encode->to, of->kinds);
    int32_t *rows = ontrack__unpacked_words(&encode->to, of->rows);
    bool done = true;
    for (size_t i = 0; i < width && done; i++) {
        const ontrack__column *column = ontrack__kept_columns(info) + info->kind_first + i;
        if (column->type <= ONTRACK__COLUMN_TEXT)
            done = each(encode, column->type, kinds + i, of->kind_count, width);
    }
    for (size_t word = 1; word < size && done; word++) {
        const ontrack__column *column = &info->columns[ontrack__row_column(info, word)];
        if (column->type <= ONTRACK__COLUMN_TEXT)
            done = each(encode, column->type, rows + word, of->row_count, size);
    }
    return done;
}

static bool visit_all_texts(encoding *encode, visit *each)
{
    bool done = true;
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT && done; table++)
        if (encode->to.tables[table].row_count > 0)
            done = visit_texts(encode, (ontrack_table)table, each);
    return done;
}

static uint32_t key_of(ontrack__column_type type, int32_t cell)
{
    return type == ONTRACK__COLUMN_TEXT ? TEXT_BIT | (uint32_t)cell : (uint32_t)cell;
}

/* Mostly a cell holds the text that the one above it holds. */
static bool note_texts(encoding *encode, ontrack__column_type type, int32_t *cells, size_t count,
                       size_t step)
{
    int32_t above = 0;
    for (; count > 0; count--, cells += step) {
        if (*cells == 0 || *cells == above) continue;
        text_key *item = ontrack__array_add(&encode->to.allocator, &encode->keys, sizeof *item);
        if (item == NULL) return false;
        item->key = key_of(type, above = *cells);
    }
    return true;
}

static int compare_keys(const void *a, const void *b, const void *context)
{
    const uint32_t left = ((const text_key *)a)->key, right = ((const text_key *)b)->key;
    (void)context;
    return left < right ? -1 : left > right;
}

static bool sort_keys(encoding *encode)
{
    text_key *keys = encode->keys.items;
    size_t kept = 0;
    if (!ontrack__sort(&encode->to.allocator, keys, encode->keys.count, sizeof *keys, compare_keys,
                       NULL))
        return false;
    for (size_t i = 0; i < encode->keys.count; i++)
        if (kept == 0 || keys[i].key != keys[kept - 1].key) keys[kept++] = keys[i];
    encode->keys.count = kept;
    return true;
}

static ontrack_text text_of(const encoding *encode, const text_key *key)
{
    const ontrack_dataset *dataset = encode->student->dataset;
    return (key->key & TEXT_BIT) != 0 ? ontrack__free_text_of(dataset, key->key & ~TEXT_BIT)
                                      : ontrack__code_text(dataset, key->key);
}

/* Merges the codes and the texts in the order of their bytes; a code may be a text as well. */
static void number_texts(encoding *encode)
{
    ontrack__unpacked *to = &encode->to;
    text_key *code = encode->keys.items, *end = code + encode->keys.count, *text = code;
    while (text != end && (text->key & TEXT_BIT) == 0)
        text++;
    for (const text_key *codes_end = text; code != codes_end || text != end;) {
        int order = code == codes_end ? 1 : -1;
        if (code != codes_end && text != end)
            order = ontrack__text_compare(text_of(encode, code), text_of(encode, text));
        to->texts[to->text_count++] = text_of(encode, order <= 0 ? code : text);
        if (order <= 0) (code++)->number = (uint32_t)to->text_count;
        if (order >= 0) (text++)->number = (uint32_t)to->text_count;
    }
}

static bool renumber_texts(encoding *encode, ontrack__column_type type, int32_t *cells,
                           size_t count, size_t step)
{
    const text_key *keys = encode->keys.items;
    for (; count > 0; count--, cells += step) {
        const uint32_t key = key_of(type, *cells);
        size_t low = 0, high = encode->keys.count;
        if (*cells == 0) continue;
        while (high - low > 1) {
            const size_t middle = low + (high - low) / 2;
            if (keys[middle].key <= key)
                low = middle;
            else
                high = middle;
        }
        *cells = (int32_t)keys[low].number;
    }
    return true;
}

/* ---- all of it ---- */

static bool take_tables(encoding *encode)
{
    const ontrack_student *student = encode->student;
    const uint32_t *row = student->rows;
    const uint32_t *end = student->row_words == 0 ? row : row + student->row_words;
    while (row != end)
        if (!take_rows(encode, &row, end)) return false;
    if (!take_marks(encode)) return false;
    for (size_t table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++) {
        encode->to.tables[table].given =
            ontrack__table_given(student->dataset, (ontrack_table)table);
        if (!take_kinds(encode, (ontrack_table)table)) return false;
    }
    return true;
}

static bool take_all(encoding *encode)
{
    encode->to.id = ontrack_student_id(encode->student);
    if (!take_tables(encode) || !visit_all_texts(encode, note_texts) || !sort_keys(encode) ||
        !ontrack__unpacked_reserve_texts(&encode->to, encode->keys.count))
        return false;
    number_texts(encode);
    return visit_all_texts(encode, renumber_texts);
}

ontrack_status ontrack_student_encode(const ontrack_student *student, ontrack_buffer *out,
                                      ontrack_error *error)
{
    encoding encode = {.student = student, .to.allocator = student->dataset->allocator};
    const ontrack_status status =
        take_all(&encode) ? ontrack__pack(&encode.to, out, error) : ontrack__no_memory(error);
    ontrack__array_free(&encode.to.allocator, &encode.keys, sizeof(text_key));
    ontrack__unpacked_free(&encode.to);
    return status;
}
