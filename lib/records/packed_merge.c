/* Two unpacked students (packed.h) to one: their texts, kinds and rows are lists in order, and
 * numbering them anew keeps the order. */
#include "base/error.h"
#include "base/text.h"
#include "records/packed.h"

#include <string.h>

typedef struct side {
    ontrack__unpacked from;
    int32_t *texts; /* numbers in the union, by number */
    int32_t *kinds; /* the same, of the table at hand */
} side;

typedef struct merging {
    ontrack_allocator allocator;
    side left, right;
    ontrack__unpacked to;
} merging;

/* ---- texts ---- */

static bool unite_texts(merging *merge)
{
    const ontrack__unpacked *left = &merge->left.from, *right = &merge->right.from;
    ontrack__unpacked *to = &merge->to;
    if (!ontrack__unpacked_reserve_texts(to, left->text_count + right->text_count)) return false;
    for (size_t i = 0, j = 0; i < left->text_count || j < right->text_count;) {
        int order = i == left->text_count ? 1 : -1;
        if (i < left->text_count && j < right->text_count)
            order = ontrack__text_compare(left->texts[i], right->texts[j]);
        to->texts[to->text_count++] = order <= 0 ? left->texts[i] : right->texts[j];
        if (order <= 0) merge->left.texts[++i] = (int32_t)to->text_count;
        if (order >= 0) merge->right.texts[++j] = (int32_t)to->text_count;
    }
    return true;
}

static void renumber_column(const side *of, int32_t *cells, size_t count, size_t step)
{
    for (; count > 0; count--, cells += step)
        *cells = of->texts[*cells];
}

static void renumber_texts(const side *of, ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__unpacked_table *in = &of->from.tables[table];
    const size_t width = ontrack__kind_width(info), size = ontrack__row_size(info);
    const ontrack__column *columns = ontrack__kept_columns(info) + info->kind_first;
    for (size_t i = 0; i < width; i++)
        if (columns[i].type <= ONTRACK__COLUMN_TEXT)
            renumber_column(of, ontrack__unpacked_words(&of->from, in->kinds + i), in->kind_count,
                            width);
    for (size_t word = 1; word < size; word++)
        if (info->columns[ontrack__row_column(info, word)].type <= ONTRACK__COLUMN_TEXT)
            renumber_column(of, ontrack__unpacked_words(&of->from, in->rows + word), in->row_count,
                            size);
}

/* ---- kinds and rows ---- */

static void renumber_kinds(const side *of, ontrack_table table)
{
    const ontrack__unpacked_table *in = &of->from.tables[table];
    const size_t size = ontrack__row_size(ontrack__table(table));
    int32_t *row = ontrack__unpacked_words(&of->from, in->rows);
    for (size_t i = 0; i < in->row_count; i++, row += size)
        row[0] = of->kinds[row[0]];
}

static ontrack__word_list list_of(const side *of, size_t first, size_t count, int32_t *map)
{
    const ontrack__word_list list = {ontrack__unpacked_words(&of->from, first), count, map};
    return list;
}

static bool unite_kinds(merging *merge, ontrack_table table)
{
    const ontrack__unpacked_table *left = &merge->left.from.tables[table];
    const ontrack__unpacked_table *right = &merge->right.from.tables[table];
    ontrack__unpacked_table *to = &merge->to.tables[table];
    const size_t width = ontrack__kind_width(ontrack__table(table));
    if (!ontrack__unpacked_extend(&merge->to, (left->kind_count + right->kind_count) * width,
                                  &to->kinds))
        return false;
    to->kind_count = ontrack__unite_words(
        list_of(&merge->left, left->kinds, left->kind_count, merge->left.kinds),
        list_of(&merge->right, right->kinds, right->kind_count, merge->right.kinds), width,
        ontrack__unpacked_words(&merge->to, to->kinds));
    return true;
}

static bool unite_rows(merging *merge, ontrack_table table)
{
    const ontrack__unpacked_table *left = &merge->left.from.tables[table];
    const ontrack__unpacked_table *right = &merge->right.from.tables[table];
    ontrack__unpacked_table *to = &merge->to.tables[table];
    const size_t size = ontrack__row_size(ontrack__table(table));
    if (!ontrack__unpacked_extend(&merge->to, (left->row_count + right->row_count) * size,
                                  &to->rows))
        return false;
    to->row_count =
        ontrack__unite_words(list_of(&merge->left, left->rows, left->row_count, NULL),
                             list_of(&merge->right, right->rows, right->row_count, NULL), size,
                             ontrack__unpacked_words(&merge->to, to->rows));
    return true;
}

static bool unite_table(merging *merge, ontrack_table table)
{
    const ontrack__unpacked_table *left = &merge->left.from.tables[table];
    const ontrack__unpacked_table *right = &merge->right.from.tables[table];
    merge->to.tables[table].given = left->given || right->given;
    if (left->row_count + right->row_count == 0) return true;
    renumber_texts(&merge->left, table);
    renumber_texts(&merge->right, table);
    if (!unite_kinds(merge, table)) return false;
    renumber_kinds(&merge->left, table);
    renumber_kinds(&merge->right, table);
    return unite_rows(merge, table);
}

/* ---- all of it ---- */

static bool begin_side(const merging *merge, side *of)
{
    const size_t words = of->from.words.count;
    of->texts = ontrack__allocate(&merge->allocator, of->from.text_count + 1, sizeof *of->texts);
    of->kinds = ontrack__allocate(&merge->allocator, words, sizeof *of->kinds);
    if (of->texts == NULL || of->kinds == NULL) return false;
    of->texts[0] = 0;
    return true;
}

static void end_side(const merging *merge, side *of)
{
    ontrack__release(&merge->allocator, of->texts, of->from.text_count + 1, sizeof *of->texts);
    ontrack__release(&merge->allocator, of->kinds, of->from.words.count, sizeof *of->kinds);
    ontrack__unpacked_free(&of->from);
}

/* *agree: no rows conflict. */
static bool unite(merging *merge, bool *agree)
{
    merge->to.id = merge->left.from.id;
    if (!begin_side(merge, &merge->left) || !begin_side(merge, &merge->right) ||
        !unite_texts(merge))
        return false;
    *agree = true;
    for (size_t i = ONTRACK__SHARED_TABLES; i < ONTRACK_TABLE_COUNT; i++) {
        const ontrack_table table = (ontrack_table)i;
        if (!unite_table(merge, table)) return false;
        *agree =
            *agree && ontrack__unpacked_agrees(ontrack__table(table), &merge->to.tables[table]);
    }
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
    merging merge = {allocator,
                     {{.allocator = allocator}, NULL, NULL},
                     {{.allocator = allocator}, NULL, NULL},
                     {.allocator = allocator}};
    bool agree = true;
    ontrack_status status = ontrack__unpack(&merge.left.from, left, left_size, error);
    if (status == ONTRACK_OK) status = ontrack__unpack(&merge.right.from, right, right_size, error);
    if (status == ONTRACK_OK && !ontrack__text_equal(merge.left.from.id, merge.right.from.id))
        status = ontrack__fail(error, ONTRACK_INVALID_DATA,
                               "the two packed forms are of different students");
    if (status == ONTRACK_OK && !unite(&merge, &agree)) status = ontrack__no_memory(error);
    if (status == ONTRACK_OK)
        status = agree ? ontrack__pack(&merge.to, out, error)
                       : seal_both(&allocator, left, left_size, right, right_size, out, error);
    end_side(&merge, &merge.left);
    end_side(&merge, &merge.right);
    ontrack__unpacked_free(&merge.to);
    return status;
}
