/* packed.h - one student's records between their bytes and the dataset. Layer: records.
 *
 * The bytes, version 2; the same facts give the same bytes:
 *
 *   "OTP" version
 *   the id: its length and bytes
 *   count of texts, each its length and bytes, ascending by bytes; each is some cell's
 *   for each own table in the order of ontrack_table: 0 when it was not given, else 1 + its kinds
 *   each kind (kinds.h) its cells, ascending by cells, and its rows, at least one:
 *     attendance        count, first day; of more than one: last - first, then the days behind the
 *                       first as a bitmap from the first on where it has no more bytes than there
 *                       are days, else as distances, each from the day before
 *     all is the kind   nothing: it is one row
 *     else              count, then each row's other cells, ascending; a leading date is a distance
 *                       from the row before
 *
 * A cell is a text's number, counted from 1 (0: empty), or 0 for none and else 1 + zigzag(number).
 * Days and leading dates count from ONTRACK__FIRST_DAY. Numbers are written seven bits a byte, low
 * bits first, in the shortest form.
 *
 * Unpacked, cells lie in one array of words, and a row is the number of its kind, then the cells
 * before the kind's, then those behind them. */
#ifndef ONTRACK_RECORDS_PACKED_H
#define ONTRACK_RECORDS_PACKED_H

#include "records/facts.h"
#include <ontrack/packed.h>

#define ONTRACK__PACKED_MAGIC "OTP\x02"
enum { ONTRACK__PACKED_HEADER = 4, ONTRACK__PACKED_MOST_ROWS = 1 << 22 };

/* Of a table that has kinds and rows. */
typedef struct ontrack__unpacked_table {
    bool given;
    size_t kinds, kind_count; /* where they begin in the words, and how many */
    size_t rows, row_count;
} ontrack__unpacked_table;

/* Begin it zeroed with the allocator set. Texts are borrowed. */
typedef struct ontrack__unpacked {
    ontrack_allocator allocator;
    ontrack_text id;
    ontrack_text *texts;
    size_t text_count, text_capacity;
    ontrack__array words; /* int32_t */
    ontrack__unpacked_table tables[ONTRACK_TABLE_COUNT];
} ontrack__unpacked;

static inline int32_t *ontrack__unpacked_words(const ontrack__unpacked *unpacked, size_t first)
{
    return (int32_t *)unpacked->words.items + first;
}
/* Cells of a kind. */
static inline size_t ontrack__kind_width(const ontrack__table_info *info)
{
    return (size_t)(info->kind_end - info->kind_first);
}
/* The table's column, the id's counted, that word `word` (from 1) of an unpacked row holds. */
static inline size_t ontrack__row_column(const ontrack__table_info *info, size_t word)
{
    return word <= (size_t)info->kind_first ? word : word + ontrack__kind_width(info);
}
/* False when rows conflict in a table whose rows are told apart by a key (which is the kind). */
static inline bool ontrack__unpacked_agrees(const ontrack__table_info *info,
                                            const ontrack__unpacked_table *table)
{
    if (info->key_columns < 0) return true;
    return table->row_count <= (info->key_columns == 0 ? 1 : table->kind_count);
}

/* Room for texts, borrowed ones to be written by the caller. */
bool ontrack__unpacked_reserve_texts(ontrack__unpacked *unpacked, size_t count);
/* `count` more words at *first; what pointed into the words does so no more. */
bool ontrack__unpacked_extend(ontrack__unpacked *unpacked, size_t count, size_t *first);
void ontrack__unpacked_free(ontrack__unpacked *unpacked);
/* Below, at or above 0, word by word. */
int ontrack__compare_words(const int32_t *left, const int32_t *right, size_t width);
/* What a pass over two lists in order, items of `width` words, makes of them. */
typedef struct ontrack__word_list {
    const int32_t *items;
    size_t count;
    int32_t *map; /* NULL, or receives for each item its number in the union */
} ontrack__word_list;
/* Writes their union, in order and each once, and answers how many items it has. */
size_t ontrack__unite_words(ontrack__word_list left, ontrack__word_list right, size_t width,
                            int32_t *to);

/* Bytes that are a whole, valid packed student, or INVALID_DATA, LIMIT, NO_MEMORY. The texts point
 * into `data`. */
ontrack_status ontrack__unpack(ontrack__unpacked *unpacked, const void *data, size_t size,
                               ontrack_error *error);
/* The bytes of what is in order and each once. LIMIT when they are too many. */
ontrack_status ontrack__pack(const ontrack__unpacked *unpacked, ontrack_buffer *out,
                             ontrack_error *error);

#endif
