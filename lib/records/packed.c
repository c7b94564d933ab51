#include "records/packed.h"

/* Room that is made at once, however little is asked for. */
enum { LEAST = 32 };

/* A block with room for `wanted` items of `size` bytes; NULL when memory is out. */
static void *reserve(const ontrack_allocator *allocator, void *items, size_t *capacity,
                     size_t wanted, size_t size)
{
    if (items != NULL && wanted <= *capacity) return items;
    const size_t more = *capacity + *capacity / 2 + LEAST, room = wanted > more ? wanted : more;
    void *grown = ontrack__resize(allocator, items, *capacity, room, size);
    if (grown != NULL) *capacity = room;
    return grown;
}

bool ontrack__unpacked_reserve_texts(ontrack__unpacked *unpacked, size_t count)
{
    ontrack_text *texts = reserve(&unpacked->allocator, unpacked->texts, &unpacked->text_capacity,
                                  count, sizeof *texts);
    if (texts != NULL) unpacked->texts = texts;
    return texts != NULL;
}

bool ontrack__unpacked_reserve_words(ontrack__unpacked *unpacked, size_t count)
{
    int32_t *words = reserve(&unpacked->allocator, unpacked->words, &unpacked->word_capacity, count,
                             sizeof *words);
    if (words != NULL) unpacked->words = words;
    return words != NULL;
}

bool ontrack__unpacked_reserve_days(ontrack__unpacked *unpacked, size_t count)
{
    ontrack__some_days *days =
        reserve(&unpacked->allocator, unpacked->days, &unpacked->day_capacity, count, sizeof *days);
    if (days != NULL) unpacked->days = days;
    return days != NULL;
}

void ontrack__unpacked_free(ontrack__unpacked *unpacked)
{
    const ontrack_allocator *allocator = &unpacked->allocator;
    ontrack__release(allocator, unpacked->texts, unpacked->text_capacity, sizeof *unpacked->texts);
    ontrack__release(allocator, unpacked->users, unpacked->text_count + 1, sizeof *unpacked->users);
    ontrack__release(allocator, unpacked->words, unpacked->word_capacity, sizeof *unpacked->words);
    ontrack__release(allocator, unpacked->days, unpacked->day_capacity, sizeof *unpacked->days);
}

/* ---- texts ---- */

static int32_t *renumber(const ontrack__column *columns, size_t count, int32_t *cells,
                         const int32_t *numbers)
{
    for (size_t i = 0; i < count; i++)
        if (columns[i].type <= ONTRACK__COLUMN_TEXT) cells[i] = numbers[cells[i]];
    return cells + count;
}

void ontrack__renumber_texts(ontrack__unpacked *unpacked, const int32_t *numbers)
{
    for (size_t table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++) {
        ontrack__kind_walk walk = ontrack__kind_walk_start(unpacked, (ontrack_table)table);
        const ontrack__packed_shape *shape = &walk.shape;
        ontrack__unpacked_kind kind;
        while (ontrack__kind_walk_next(&walk, &kind)) {
            renumber(shape->kind, shape->kind_width, kind.cells, numbers);
            if (shape->row_width == 0) continue;
            for (int32_t *cell = kind.rows; cell != walk.words;) {
                cell = renumber(shape->before, shape->before_width, cell + shape->date, numbers);
                cell = renumber(shape->behind, shape->behind_width, cell, numbers);
            }
        }
    }
}
