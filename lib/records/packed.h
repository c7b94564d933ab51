/* packed.h - one student's records between their bytes and the dataset. Layer: records.
 *
 * The bytes, version 3; the same facts give the same bytes:
 *
 *   "OTP" version
 *   the id: its length and bytes
 *   count of texts, each its length and bytes, ascending by bytes; each is some cell's
 *   for each own table in the order of ontrack_table: 0 when it was not given, else 1 + its kinds
 *   each kind (kinds.h) its cells, ascending by cells, and its rows, at least one:
 *     attendance        the days as a bitmap where that has no more bytes than there are days: one
 *                       more than twice its bytes, where it begins, and its bytes, the first and
 *                       the last of them not 0; else twice the count of days, the first of them
 *                       and each other's distance from the one before
 *     all is the kind   nothing: it is one row
 *     else              count, then each row's other cells, ascending; a leading date is a distance
 *                       from the row before
 *
 * A cell is a text's number, counted from 1 (0: empty), or 0 for none and else 1 + zigzag(number).
 * Days and leading dates count from ONTRACK__FIRST_DAY, and so do the bytes of bitmaps, of eight
 * days each, the lowest bit the first. Numbers are written seven bits a byte, low bits first, in
 * the shortest form.
 *
 * Unpacked, kinds follow one another in one array of words: the cells; unless all is the kind, how
 * many rows; the rows. The days of attendance lie in an array of their own, as many as the count
 * says. */
#ifndef ONTRACK_RECORDS_PACKED_H
#define ONTRACK_RECORDS_PACKED_H

#include "base/text.h"
#include "records/facts.h"
#include <ontrack/packed.h>

#define ONTRACK__PACKED_MAGIC "OTP\x03"
enum { ONTRACK__PACKED_HEADER = 4, ONTRACK__PACKED_MOST_ROWS = 1 << 22 };

/* A table that has kinds. */
typedef struct ontrack__unpacked_table {
    bool given;
    bool same; /* as that of another unpacked student: its words and days are there alone */
    size_t kind_count, rows;
    size_t words, days; /* where its own begin */
    ontrack_text bytes; /* as it was read; borrowed */
} ontrack__unpacked_table;

/* Begin it zeroed with the allocator set. Texts are borrowed. */
typedef struct ontrack__unpacked {
    ontrack_allocator allocator;
    ontrack_text id;
    ontrack_text text_bytes; /* the texts as they were read */
    bool same_texts;         /* they are another's, too, and listed there alone */
    ontrack_text *texts;
    size_t text_count, text_capacity;
    uint16_t *users; /* by the number of a text that was read: a bit for each table that has it */
    int32_t *words;
    size_t word_count, word_capacity;
    ontrack__some_days *days;
    size_t day_count, day_capacity;
    ontrack__unpacked_table tables[ONTRACK_TABLE_COUNT];
} ontrack__unpacked;

/* Room for so many texts, words and days, all to be written by the caller. What is there already
 * gets more room where it has too little, and may move. */
bool ontrack__unpacked_reserve_texts(ontrack__unpacked *unpacked, size_t count);
bool ontrack__unpacked_reserve_words(ontrack__unpacked *unpacked, size_t count);
bool ontrack__unpacked_reserve_days(ontrack__unpacked *unpacked, size_t count);
void ontrack__unpacked_free(ontrack__unpacked *unpacked);

/* ---- kinds ---- */

/* The columns of a kind, and those of a row before and behind them; a leading date is no column of
 * these but the first word of a row. */
typedef struct ontrack__packed_shape {
    const ontrack__column *kind, *before, *behind;
    size_t kind_width, before_width, behind_width;
    size_t row_width; /* 0: all is the kind, or attendance */
    bool date, marks; /* leads; is attendance */
} ontrack__packed_shape;

static inline ontrack__packed_shape ontrack__packed_shape_of(ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__column *columns = ontrack__kept_columns(info);
    const size_t first = (size_t)info->kind_first, end = (size_t)info->kind_end;
    const size_t date = info->date_column == 0, width = ontrack__table_width(info);
    const bool marks = table == ONTRACK_TABLE_ATTENDANCE;
    const ontrack__packed_shape shape = {.kind = columns + first,
                                         .before = columns + date,
                                         .behind = columns + end,
                                         .kind_width = end - first,
                                         .before_width = first - date,
                                         .behind_width = width - end,
                                         .row_width = marks ? 0 : width - (end - first),
                                         .date = date != 0,
                                         .marks = marks};
    return shape;
}

typedef struct ontrack__unpacked_kind {
    int32_t *cells, *rows;
    ontrack__some_days *days;
    size_t count; /* of rows; of attendance, of days */
} ontrack__unpacked_kind;

/* Walks the kinds of a table. */
typedef struct ontrack__kind_walk {
    ontrack__packed_shape shape;
    int32_t *words;
    ontrack__some_days *days;
    size_t left;
} ontrack__kind_walk;

static inline ontrack__kind_walk ontrack__kind_walk_start(const ontrack__unpacked *unpacked,
                                                          ontrack_table table)
{
    const ontrack__unpacked_table *of = &unpacked->tables[table];
    ontrack__kind_walk walk = {.left = of->kind_count};
    if (walk.left == 0) return walk;
    walk.shape = ontrack__packed_shape_of(table);
    walk.words = unpacked->words + of->words;
    walk.days = unpacked->days == NULL ? NULL : unpacked->days + of->days;
    return walk;
}

static inline bool ontrack__kind_walk_next(ontrack__kind_walk *walk, ontrack__unpacked_kind *kind)
{
    const ontrack__packed_shape *shape = &walk->shape;
    if (walk->left == 0) return false;
    walk->left--;
    kind->cells = walk->words;
    kind->days = walk->days;
    kind->count = 1;
    walk->words += shape->kind_width;
    if (shape->row_width > 0 || shape->marks) kind->count = (size_t)*walk->words++;
    kind->rows = walk->words;
    walk->words += kind->count * shape->row_width;
    if (shape->marks) walk->days += kind->count;
    return true;
}

/* Below, at or above 0, word by word. */
static inline int ontrack__compare_words(const int32_t *left, const int32_t *right, size_t width)
{
    for (size_t i = 0; i < width; i++)
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    return 0;
}

/* Adds days to those from `first` on, which are their kind's and lie before them or in the same
 * column. There is room. */
static inline void ontrack__unpacked_add_days(ontrack__unpacked *to, size_t first, uint32_t column,
                                              uint64_t bits)
{
    if (to->day_count == first || to->days[to->day_count - 1].column != column) {
        const ontrack__some_days none = {0, column};
        to->days[to->day_count++] = none;
    }
    to->days[to->day_count - 1].bits |= bits;
}

/* Order of texts that are not empty: mostly their first bytes tell. */
static inline int ontrack__packed_text_order(ontrack_text left, ontrack_text right)
{
    const int order = (unsigned char)left.data[0] - (unsigned char)right.data[0];
    return order != 0 ? order : ontrack__text_compare(left, right);
}

/* False when rows conflict in a table whose rows are told apart by a key, which is the kind: so
 * many kinds, one of so many rows. */
static inline bool ontrack__rows_agree(const ontrack__table_info *info, size_t kinds, size_t rows)
{
    return info->key_columns < 0 || (rows <= 1 && (info->key_columns > 0 || kinds <= 1));
}

/* Gives each text cell the number that numbers[] has for it; numbers[0] is 0. */
void ontrack__renumber_texts(ontrack__unpacked *unpacked, const int32_t *numbers);

/* ---- bytes ---- */

/* Bytes that are a whole, valid packed student, or INVALID_DATA, LIMIT, NO_MEMORY. The texts point
 * into `data`. `beside` is another one, or NULL: where the texts have the bytes of its texts,
 * tables that have the bytes of its tables are the same, and neither is unpacked once more. */
ontrack_status ontrack__unpack(ontrack__unpacked *unpacked, const void *data, size_t size,
                               const ontrack__unpacked *beside, ontrack_error *error);
/* The bytes of what is in order and each once. LIMIT when they are too many. */
ontrack_status ontrack__pack(const ontrack__unpacked *unpacked, ontrack_buffer *out,
                             ontrack_error *error);

#endif
