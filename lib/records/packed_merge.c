/* Two unpacked students (packed.h) to one: their texts, kinds, rows and days are lists in order,
 * and numbering the texts anew keeps the order. */
#include "base/error.h"
#include "base/text.h"
#include "records/packed.h"

#include <string.h>

typedef struct merging {
    ontrack__unpacked left, right, to; /* those of `to` have room for all of both */
    int32_t *numbers[2];               /* of the left and the right texts: theirs in the union */
} merging;

/* ---- texts ---- */

static void list_texts(merging *merge)
{
    const ontrack__unpacked *left = &merge->left, *right = &merge->right;
    ontrack__unpacked *to = &merge->to;
    merge->numbers[0][0] = merge->numbers[1][0] = 0;
    for (size_t i = 0, j = 0; i < left->text_count || j < right->text_count;) {
        int order = i == left->text_count ? 1 : -1;
        if (i < left->text_count && j < right->text_count)
            order = ontrack__packed_text_order(left->texts[i], right->texts[j]);
        to->texts[to->text_count++] = order <= 0 ? left->texts[i] : right->texts[j];
        if (order <= 0) merge->numbers[0][++i] = (int32_t)to->text_count;
        if (order >= 0) merge->numbers[1][++j] = (int32_t)to->text_count;
    }
}

static void unite_texts(merging *merge)
{
    ontrack__unpacked *left = &merge->left, *right = &merge->right, *to = &merge->to;
    to->same_texts = right->same_texts;
    to->text_bytes = right->text_bytes;
    if (to->same_texts) return;
    list_texts(merge);
    /* One that has all the texts has their numbers already. */
    if (left->text_count < to->text_count) ontrack__renumber_texts(left, merge->numbers[0]);
    if (right->text_count < to->text_count) ontrack__renumber_texts(right, merge->numbers[1]);
}

/* ---- kinds ---- */

static void add_words(ontrack__unpacked *to, const int32_t *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to->words[to->word_count + i] = words[i];
    to->word_count += count;
}

static size_t unite_rows(ontrack__unpacked *to, const ontrack__unpacked_kind *left,
                         const ontrack__unpacked_kind *right, size_t width)
{
    const int32_t *a = left->rows, *a_end = a + left->count * width;
    const int32_t *b = right->rows, *b_end = b + right->count * width;
    size_t count = 0;
    for (; a != a_end || b != b_end; count++) {
        int order = a == a_end ? 1 : -1;
        if (a != a_end && b != b_end) order = ontrack__compare_words(a, b, width);
        add_words(to, order <= 0 ? a : b, width);
        if (order <= 0) a += width;
        if (order >= 0) b += width;
    }
    return count;
}

static size_t unite_days(ontrack__unpacked *to, const ontrack__unpacked_kind *left,
                         const ontrack__unpacked_kind *right)
{
    const ontrack__some_days *a = left->days, *a_end = a + left->count;
    const ontrack__some_days *b = right->days, *b_end = b + right->count;
    const size_t first = to->day_count;
    while (a != a_end || b != b_end) {
        const bool take_left = b == b_end || (a != a_end && a->column <= b->column);
        const bool take_right = a == a_end || (b != b_end && b->column <= a->column);
        ontrack__some_days days = take_left ? *a : *b;
        if (take_left && take_right) days.bits |= b->bits;
        a += take_left;
        b += take_right;
        to->days[to->day_count++] = days;
    }
    return to->day_count - first;
}

/* Sets a kind down that both have, or one and then the other has no rows, and answers how many rows
 * it has. */
static size_t unite_kind(ontrack__unpacked *to, const ontrack__packed_shape *shape,
                         const int32_t *cells, const ontrack__unpacked_kind *left,
                         const ontrack__unpacked_kind *right)
{
    add_words(to, cells, shape->kind_width);
    if (shape->row_width == 0 && !shape->marks) return 1;
    int32_t *count = &to->words[to->word_count++];
    const size_t rows =
        shape->marks ? unite_days(to, left, right) : unite_rows(to, left, right, shape->row_width);
    *count = (int32_t)rows;
    return rows;
}

/* Whether no rows conflict. */
static bool unite_kinds(merging *merge, ontrack_table table)
{
    static const ontrack__unpacked_kind none = {NULL, NULL, NULL, 0};
    const ontrack__table_info *info = ontrack__table(table);
    ontrack__unpacked_table *of = &merge->to.tables[table];
    ontrack__kind_walk left = ontrack__kind_walk_start(&merge->left, table);
    ontrack__kind_walk right = ontrack__kind_walk_start(&merge->right, table);
    const ontrack__packed_shape shape = left.left > 0 ? left.shape : right.shape;
    ontrack__unpacked_kind a, b;
    bool has_a = ontrack__kind_walk_next(&left, &a), has_b = ontrack__kind_walk_next(&right, &b);
    of->given = merge->left.tables[table].given || merge->right.tables[table].given;
    of->words = merge->to.word_count;
    of->days = merge->to.day_count;
    while (has_a || has_b) {
        int order = has_a ? -1 : 1;
        if (has_a && has_b) order = ontrack__compare_words(a.cells, b.cells, shape.kind_width);
        const size_t rows = unite_kind(&merge->to, &shape, order <= 0 ? a.cells : b.cells,
                                       order <= 0 ? &a : &none, order >= 0 ? &b : &none);
        if (!ontrack__rows_agree(info, ++of->kind_count, rows)) return false;
        if (order <= 0) has_a = ontrack__kind_walk_next(&left, &a);
        if (order >= 0) has_b = ontrack__kind_walk_next(&right, &b);
    }
    return true;
}

/* Whether no rows conflict. One that is the same in both stays so: then both have the same texts.
 */
static bool unite_table(merging *merge, ontrack_table table)
{
    if (!merge->right.tables[table].same) return unite_kinds(merge, table);
    merge->to.tables[table] = merge->right.tables[table];
    return true;
}

/* ---- all of it ---- */

static bool make_room_for_texts(merging *merge)
{
    const size_t left = merge->left.text_count, right = merge->right.text_count;
    const ontrack_allocator *allocator = &merge->to.allocator;
    merge->numbers[0] = ontrack__allocate(allocator, left + 1, sizeof(int32_t));
    merge->numbers[1] = ontrack__allocate(allocator, right + 1, sizeof(int32_t));
    return merge->numbers[0] != NULL && merge->numbers[1] != NULL &&
           ontrack__unpacked_reserve_texts(&merge->to, left + right);
}

static bool make_room(merging *merge)
{
    const ontrack__unpacked *left = &merge->left, *right = &merge->right;
    ontrack__unpacked *to = &merge->to;
    const size_t words = left->word_count + right->word_count;
    return (right->same_texts || make_room_for_texts(merge)) &&
           ontrack__unpacked_reserve_words(to, words) &&
           ontrack__unpacked_reserve_days(to, left->day_count + right->day_count);
}

static void free_all(merging *merge)
{
    const ontrack_allocator *allocator = &merge->to.allocator;
    ontrack__release(allocator, merge->numbers[0], merge->left.text_count + 1, sizeof(int32_t));
    ontrack__release(allocator, merge->numbers[1], merge->right.text_count + 1, sizeof(int32_t));
    ontrack__unpacked_free(&merge->left);
    ontrack__unpacked_free(&merge->right);
    ontrack__unpacked_free(&merge->to);
}

/* Whether no rows conflict. */
static bool unite(merging *merge)
{
    merge->to.id = merge->left.id;
    unite_texts(merge);
    for (size_t table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++)
        if (!unite_table(merge, (ontrack_table)table)) return false;
    return true;
}

/* Which of two rows in conflict stays is for sealing to say. */
static ontrack_status seal_both(const ontrack_allocator *allocator, const void *left,
                                size_t left_size, const void *right, size_t right_size,
                                ontrack_buffer *out, ontrack_error *error)
{
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_status status = ontrack_builder_new(allocator, &builder, error);
    if (status == ONTRACK_OK) status = ontrack_builder_push_packed(builder, left, left_size, error);
    if (status == ONTRACK_OK)
        status = ontrack_builder_push_packed(builder, right, right_size, error);
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, &dataset, error);
    if (status == ONTRACK_OK)
        status = ontrack_student_encode(ontrack_dataset_at(dataset, 0), out, error);
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
    return status;
}

ontrack_status ontrack_packed_merge(const void *left, size_t left_size, const void *right,
                                    size_t right_size, ontrack_buffer *out, ontrack_error *error)
{
    const ontrack_allocator allocator = ontrack__allocator(&out->allocator);
    merging merge = {
        .left.allocator = allocator, .right.allocator = allocator, .to.allocator = allocator};
    ontrack_status status = ontrack__unpack(&merge.left, left, left_size, NULL, error);
    if (status == ONTRACK_OK)
        status = ontrack__unpack(&merge.right, right, right_size, &merge.left, error);
    if (status == ONTRACK_OK && !ontrack__text_equal(merge.left.id, merge.right.id))
        status = ontrack__fail(error, ONTRACK_INVALID_DATA,
                               "the two packed forms are of different students");
    if (status == ONTRACK_OK && !make_room(&merge)) status = ontrack__no_memory(error);
    if (status == ONTRACK_OK)
        status = unite(&merge)
                     ? ontrack__pack(&merge.to, out, error)
                     : seal_both(&allocator, left, left_size, right, right_size, out, error);
    free_all(&merge);
    return status;
}
