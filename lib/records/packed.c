#include "records/packed.h"

#include <string.h>

bool ontrack__unpacked_reserve_texts(ontrack__unpacked *unpacked, size_t count)
{
    unpacked->texts = ontrack__allocate(&unpacked->allocator, count, sizeof *unpacked->texts);
    if (unpacked->texts == NULL) return false;
    unpacked->text_capacity = count;
    return true;
}

bool ontrack__unpacked_extend(ontrack__unpacked *unpacked, size_t count, size_t *first)
{
    *first = unpacked->words.count;
    return count == 0 || ontrack__array_extend(&unpacked->allocator, &unpacked->words, count,
                                               sizeof(int32_t)) != NULL;
}

void ontrack__unpacked_free(ontrack__unpacked *unpacked)
{
    ontrack__release(&unpacked->allocator, unpacked->texts, unpacked->text_capacity,
                     sizeof *unpacked->texts);
    ontrack__array_free(&unpacked->allocator, &unpacked->words, sizeof(int32_t));
}

int ontrack__compare_words(const int32_t *left, const int32_t *right, size_t width)
{
    for (size_t i = 0; i < width; i++)
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    return 0;
}

/* Takes the next item of a list; `number` is the one it has in the union. */
static void take(ontrack__word_list *list, size_t width, size_t number)
{
    if (list->map != NULL) *list->map++ = (int32_t)number;
    list->items += width;
    list->count--;
}

size_t ontrack__unite_words(ontrack__word_list left, ontrack__word_list right, size_t width,
                            int32_t *to)
{
    size_t number = 0;
    for (; left.count > 0 || right.count > 0; number++) {
        int order = left.count == 0 ? 1 : -1;
        if (left.count > 0 && right.count > 0)
            order = ontrack__compare_words(left.items, right.items, width);
        const int32_t *from = order <= 0 ? left.items : right.items;
        for (size_t i = 0; i < width; i++)
            *to++ = from[i];
        if (order <= 0) take(&left, width, number);
        if (order >= 0) take(&right, width, number);
    }
    return number;
}
