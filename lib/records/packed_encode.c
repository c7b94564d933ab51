/* From a sealed dataset to unpacked (packed.h), and so to bytes. Numbers of the dataset follow the
 * order of bytes within its codes, its texts and its kinds, so they are only made dense. */
#include "base/error.h"
#include "base/sort.h"
#include "records/dataset.h"
#include "records/packed.h"
#include "records/walk.h"

/* A text that some cell holds: its number in the dataset, those of codes before those of texts, and
 * in the lower half in which place it came. */
typedef uint64_t text_key;
#define TEXT_BIT (UINT32_C(1) << 31)

static uint32_t key_of(text_key item)
{
    return (uint32_t)(item >> 32);
}

static size_t place_of(text_key item)
{
    return (size_t)(uint32_t)item;
}

/* A row of the dataset's facts. */
typedef const uint32_t *fact;

typedef struct encoding {
    const ontrack_student *student;
    ontrack__unpacked to;
    text_key *keys; /* in the order in which they came; each once */
    size_t key_count, key_room;
    uint32_t *slots;   /* open addressing: place of a key + 1, 0 for free */
    size_t slot_count; /* a power of two, over twice as many as there are keys */
    fact *rows;        /* of a table, in order */
    size_t row_room;
    ontrack__entry *marks; /* by kind, then by day */
    size_t mark_count;
} encoding;

/* ---- texts ---- */

/* The place of a cell's text + 1. */
static int32_t take_text(encoding *encode, ontrack__column_type type, int32_t cell)
{
    const uint32_t key = (uint32_t)cell | (type == ONTRACK__COLUMN_TEXT ? TEXT_BIT : 0);
    const size_t mask = encode->slot_count - 1;
    size_t slot = (key * UINT32_C(0x9E3779B1) >> 7) & mask;
    while (encode->slots[slot] != 0 && key_of(encode->keys[encode->slots[slot] - 1]) != key)
        slot = (slot + 1) & mask;
    if (encode->slots[slot] == 0) {
        encode->keys[encode->key_count] = (text_key)key << 32 | encode->key_count;
        encode->key_count++;
        encode->slots[slot] = (uint32_t)encode->key_count;
    }
    return (int32_t)encode->slots[slot];
}

static ontrack_text text_of(const encoding *encode, text_key item)
{
    const ontrack_dataset *dataset = encode->student->dataset;
    const uint32_t key = key_of(item);
    return (key & TEXT_BIT) != 0 ? ontrack__free_text_of(dataset, key & ~TEXT_BIT)
                                 : ontrack__code_text(dataset, key);
}

/* Merges the codes and the texts in the order of their bytes; a code may be a text as well. Tells
 * each one's number by its place. */
static void number_texts(encoding *encode, int32_t *numbers)
{
    ontrack__unpacked *to = &encode->to;
    const text_key *code = encode->keys, *end = code + encode->key_count, *text = code;
    while (text != end && (key_of(*text) & TEXT_BIT) == 0)
        text++;
    for (const text_key *codes_end = text; code != codes_end || text != end;) {
        int order = code == codes_end ? 1 : -1;
        if (code != codes_end && text != end)
            order = ontrack__packed_text_order(text_of(encode, *code), text_of(encode, *text));
        to->texts[to->text_count++] = text_of(encode, order <= 0 ? *code : *text);
        if (order <= 0) numbers[place_of(*code++) + 1] = (int32_t)to->text_count;
        if (order >= 0) numbers[place_of(*text++) + 1] = (int32_t)to->text_count;
    }
}

static bool finish_texts(encoding *encode)
{
    const ontrack_allocator *allocator = &encode->to.allocator;
    const size_t count = encode->key_count + 1;
    if (!ontrack__unpacked_reserve_texts(&encode->to, encode->key_count)) return false;
    int32_t *numbers = ontrack__allocate(allocator, count, sizeof *numbers);
    const bool done =
        numbers != NULL && ontrack__sort_numbers(allocator, encode->keys, encode->key_count);
    if (done) {
        numbers[0] = 0;
        number_texts(encode, numbers);
        ontrack__renumber_texts(&encode->to, numbers);
    }
    ontrack__release(allocator, numbers, count, sizeof *numbers);
    return done;
}

/* ---- kinds and rows ---- */

static void take_cells(encoding *encode, const ontrack__column *columns, size_t count,
                       const int32_t *cells)
{
    int32_t *to = encode->to.words + encode->to.word_count;
    for (size_t i = 0; i < count; i++) {
        const bool text = columns[i].type <= ONTRACK__COLUMN_TEXT && cells[i] != 0;
        to[i] = text ? take_text(encode, columns[i].type, cells[i]) : cells[i];
    }
    encode->to.word_count += count;
}

/* Sets a kind's cells down. Its count, of none yet, follows where it has one. */
static void begin_kind(encoding *encode, ontrack_table table, const ontrack__packed_shape *shape,
                       uint32_t kind)
{
    const ontrack__kinds *kinds = ontrack__kinds_of(encode->student->dataset, table);
    take_cells(encode, shape->kind, shape->kind_width, ontrack__kind_cells(kinds, kind));
    if (shape->row_width > 0 || shape->marks) encode->to.words[encode->to.word_count++] = 0;
    encode->to.tables[table].kind_count++;
}

/* By kind, then by the cells. */
static int compare_rows(const void *a, const void *b, const void *context)
{
    const fact left = *(const fact *)a, right = *(const fact *)b;
    if (left[0] != right[0]) return left[0] < right[0] ? -1 : 1;
    return ontrack__compare_words((const int32_t *)left + 1, (const int32_t *)right + 1,
                                  *(const size_t *)context);
}

/* The rows of the next table among the student's. */
static bool take_rows(encoding *encode, fact *row, fact end)
{
    const ontrack_table table = ontrack__row_table(*row);
    const ontrack__packed_shape shape = ontrack__packed_shape_of(table);
    ontrack__unpacked *to = &encode->to;
    size_t count = 0, counted = 0;
    while (*row != end && ontrack__row_table(*row) == table) {
        encode->rows[count++] = *row;
        *row += 1 + shape.row_width;
        *row += ontrack__row_times(*row, end) > 1;
    }
    if (!ontrack__sort(&to->allocator, encode->rows, count, sizeof(fact), compare_rows,
                       &shape.row_width))
        return false;
    to->tables[table].words = to->word_count;
    for (size_t i = 0; i < count; i++) {
        const fact from = encode->rows[i];
        const int32_t *cells = (const int32_t *)from + 1;
        if (i == 0 || from[0] != encode->rows[i - 1][0]) {
            begin_kind(encode, table, &shape, ontrack__row_kind(from));
            counted = to->word_count - 1;
        }
        if (shape.row_width == 0) continue;
        to->words[counted]++;
        if (shape.date) to->words[to->word_count++] = *cells++;
        take_cells(encode, shape.before, shape.before_width, cells);
        take_cells(encode, shape.behind, shape.behind_width, cells + shape.before_width);
    }
    return true;
}

/* ---- marks ---- */

/* The days of a kind: those of its entries and, of the commonest kind, the bits. */
static void take_days(encoding *encode, uint32_t kind, size_t *mark)
{
    const ontrack__days *days = &encode->student->dataset->facts.days;
    ontrack__unpacked *to = &encode->to;
    const size_t first = to->day_count;
    size_t column = kind == days->common ? days->first : days->end;
    for (;; ++*mark) {
        const bool more = *mark < encode->mark_count && encode->marks[*mark] >> 32 == kind;
        const uint32_t day = more ? (uint32_t)encode->marks[*mark] : 0;
        const size_t until = more ? day / ONTRACK__DAYS_EACH + 1 : days->end;
        for (; column < days->end && column < until; column++) {
            const uint64_t bits = ontrack__day_bits(encode->student, column);
            if (bits != 0) ontrack__unpacked_add_days(to, first, (uint32_t)column, bits);
        }
        if (!more) break;
        ontrack__unpacked_add_days(to, first, day / ONTRACK__DAYS_EACH,
                                   UINT64_C(1) << day % ONTRACK__DAYS_EACH);
    }
    to->words[to->word_count - 1] = (int32_t)(to->day_count - first);
}

static bool has_bits(const ontrack_student *student)
{
    const ontrack__days *days = &student->dataset->facts.days;
    uint64_t bits = 0;
    for (size_t column = days->first; column < days->end; column++)
        bits |= ontrack__day_bits(student, column);
    return bits != 0;
}

static bool take_marks(encoding *encode)
{
    const ontrack_student *student = encode->student;
    const ontrack__packed_shape shape = ontrack__packed_shape_of(ONTRACK_TABLE_ATTENDANCE);
    const uint32_t common = student->dataset->facts.days.common;
    bool bits = has_bits(student);
    for (size_t i = 0; i < encode->mark_count; i++) {
        const ontrack__entry entry = ontrack__entry_at(student, i);
        encode->marks[i] = entry << 32 | entry >> 32;
    }
    if (!ontrack__sort_numbers(&encode->to.allocator, encode->marks, encode->mark_count))
        return false;
    encode->to.tables[ONTRACK_TABLE_ATTENDANCE].words = encode->to.word_count;
    for (size_t mark = 0; bits || mark < encode->mark_count;) {
        const bool more = mark < encode->mark_count;
        const uint32_t next = more ? (uint32_t)(encode->marks[mark] >> 32) : common;
        const uint32_t kind = bits && common < next ? common : next;
        bits = bits && kind != common;
        begin_kind(encode, ONTRACK_TABLE_ATTENDANCE, &shape, kind);
        take_days(encode, kind, &mark);
    }
    return true;
}

/* ---- all of it ---- */

/* Room for all that the student may have. A row is a word at least; a kind has at most its cells,
 * a count and as many cells of a row, and so has one of attendance. */
static bool make_room(encoding *encode)
{
    const ontrack_student *student = encode->student;
    const ontrack_dataset *dataset = student->dataset;
    const ontrack_allocator *allocator = &encode->to.allocator;
    const ontrack__days *days = &dataset->facts.days;
    const size_t columns = days->first < days->end ? days->end - days->first : 0;
    const size_t marks = ontrack__entry_count(student), kinds = student->row_words + marks + 1;
    const size_t words = kinds * (ONTRACK__MOST_COLUMNS + 1);
    const size_t texts =
        ontrack__interner_count(&dataset->codes) + ontrack__interner_count(&dataset->texts);
    encode->key_room = texts < words ? texts : words;
    for (encode->slot_count = 64; encode->slot_count <= 2 * encode->key_room;)
        encode->slot_count *= 2;
    encode->row_room = student->row_words;
    encode->mark_count = marks;
    encode->keys = ontrack__allocate(allocator, encode->key_room, sizeof *encode->keys);
    encode->slots = ontrack__allocate_zero(allocator, encode->slot_count, sizeof *encode->slots);
    encode->rows = ontrack__allocate(allocator, encode->row_room, sizeof *encode->rows);
    encode->marks = ontrack__allocate(allocator, marks, sizeof *encode->marks);
    return encode->keys != NULL && encode->slots != NULL && encode->rows != NULL &&
           encode->marks != NULL && ontrack__unpacked_reserve_words(&encode->to, words) &&
           ontrack__unpacked_reserve_days(&encode->to, marks + columns);
}

static void free_all(encoding *encode)
{
    const ontrack_allocator *allocator = &encode->to.allocator;
    ontrack__release(allocator, encode->keys, encode->key_room, sizeof *encode->keys);
    ontrack__release(allocator, encode->slots, encode->slot_count, sizeof *encode->slots);
    ontrack__release(allocator, encode->rows, encode->row_room, sizeof *encode->rows);
    ontrack__release(allocator, encode->marks, encode->mark_count, sizeof *encode->marks);
    ontrack__unpacked_free(&encode->to);
}

static bool take_all(encoding *encode)
{
    const ontrack_student *student = encode->student;
    fact row = student->rows, end = ontrack__rows_end(student);
    encode->to.id = ontrack_student_id(student);
    if (!make_room(encode)) return false;
    for (size_t table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++)
        encode->to.tables[table].given =
            ontrack__table_given(student->dataset, (ontrack_table)table);
    while (row != end)
        if (!take_rows(encode, &row, end)) return false;
    return take_marks(encode) && finish_texts(encode);
}

ontrack_status ontrack_student_encode(const ontrack_student *student, ontrack_buffer *out,
                                      ontrack_error *error)
{
    encoding encode = {.student = student, .to.allocator = student->dataset->allocator};
    const ontrack_status status =
        take_all(&encode) ? ontrack__pack(&encode.to, out, error) : ontrack__no_memory(error);
    free_all(&encode);
    return status;
}
