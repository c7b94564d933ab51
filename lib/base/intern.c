#include "base/intern.h"

#include "base/sort.h"
#include "base/text.h"

#include <string.h>

void ontrack__interner_init(ontrack__interner *interner, const ontrack_allocator *allocator)
{
    memset(interner, 0, sizeof *interner);
    ontrack__arena_init(&interner->arena, allocator);
}

void ontrack__interner_free(ontrack__interner *interner)
{
    const ontrack_allocator *allocator = &interner->arena.allocator;
    ontrack__release(allocator, interner->texts, interner->capacity, sizeof *interner->texts);
    ontrack__release(allocator, interner->slots, interner->slot_count, sizeof *interner->slots);
    ontrack__arena_free(&interner->arena);
    interner->texts = NULL;
    interner->slots = NULL;
    interner->count = interner->capacity = interner->slot_count = 0;
}

size_t ontrack__interner_count(const ontrack__interner *interner)
{
    return interner->count == 0 ? 1 : interner->count;
}

ontrack_text ontrack__interner_text(const ontrack__interner *interner, ontrack__symbol symbol)
{
    const ontrack_text empty = {NULL, 0};
    return symbol < interner->count ? interner->texts[symbol] : empty;
}

/* The slot that holds `text`, or the free one where it belongs. Needs a free slot. */
static size_t slot_of(const ontrack__interner *interner, ontrack_text text)
{
    const size_t mask = interner->slot_count - 1;
    size_t slot = (size_t)ontrack__hash(0, text.data, text.size) & mask;
    while (interner->slots[slot] != 0 &&
           !ontrack__text_equal(interner->texts[interner->slots[slot]], text))
        slot = (slot + 1) & mask;
    return slot;
}

static void fill_slots(ontrack__interner *interner)
{
    memset(interner->slots, 0, interner->slot_count * sizeof *interner->slots);
    for (size_t i = 1; i < interner->count; i++)
        interner->slots[slot_of(interner, interner->texts[i])] = (uint32_t)i;
}

/* Keeps at least half of the slots free. */
static bool grow_slots(ontrack__interner *interner)
{
    if (interner->slot_count >= 2 * (interner->count + 1)) return true;
    const size_t wanted = interner->slot_count == 0 ? 64 : interner->slot_count * 2;
    uint32_t *slots = ontrack__allocate(&interner->arena.allocator, wanted, sizeof *slots);
    if (slots == NULL) return false;
    ontrack__release(&interner->arena.allocator, interner->slots, interner->slot_count,
                     sizeof *slots);
    interner->slots = slots;
    interner->slot_count = wanted;
    fill_slots(interner);
    return true;
}

static bool grow_texts(ontrack__interner *interner)
{
    if (interner->count < interner->capacity) return true;
    const size_t wanted = interner->capacity == 0 ? 32 : interner->capacity * 2;
    if (wanted > UINT32_MAX) return false;
    ontrack_text *texts = ontrack__resize(&interner->arena.allocator, interner->texts,
                                          interner->capacity, wanted, sizeof *texts);
    if (texts == NULL) return false;
    interner->texts = texts;
    interner->capacity = wanted;
    if (interner->count == 0) {
        memset(&texts[0], 0, sizeof *texts);
        interner->count = 1;
    }
    return true;
}

bool ontrack__intern(ontrack__interner *interner, ontrack_text text, ontrack__symbol *out)
{
    *out = 0;
    if (text.size == 0) return true;
    if (!grow_texts(interner) || !grow_slots(interner)) return false;
    const size_t slot = slot_of(interner, text);
    if (interner->slots[slot] == 0) {
        const char *copy = ontrack__arena_copy(&interner->arena, text);
        if (copy == NULL) return false;
        interner->texts[interner->count].data = copy;
        interner->texts[interner->count].size = text.size;
        interner->slots[slot] = (uint32_t)interner->count++;
    }
    *out = interner->slots[slot];
    return true;
}

bool ontrack__intern_find(const ontrack__interner *interner, ontrack_text text,
                          ontrack__symbol *out)
{
    *out = 0;
    if (text.size == 0) return true;
    if (interner->slot_count == 0) return false;
    *out = interner->slots[slot_of(interner, text)];
    return *out != 0;
}

static int compare_symbols(const void *a, const void *b, const void *context)
{
    const ontrack_text *texts = context;
    return ontrack__text_compare(texts[*(const ontrack__symbol *)a],
                                 texts[*(const ontrack__symbol *)b]);
}

/* order[new] = old; the empty text stays 0. */
static ontrack__symbol *sorted_order(const ontrack__interner *interner,
                                     const ontrack_allocator *allocator, size_t count)
{
    ontrack__symbol *order = ontrack__allocate(allocator, count, sizeof *order);
    if (order == NULL) return NULL;
    for (size_t i = 0; i < count; i++)
        order[i] = (ontrack__symbol)i;
    if (count > 1 && !ontrack__sort(allocator, order + 1, count - 1, sizeof *order, compare_symbols,
                                    interner->texts)) {
        ontrack__release(allocator, order, count, sizeof *order);
        return NULL;
    }
    return order;
}

/* Puts the texts into `order` and tells in numbers[old] the new number. */
static bool renumber(ontrack__interner *interner, const ontrack__symbol *order,
                     ontrack__symbol *numbers, size_t count)
{
    const ontrack_allocator *allocator = &interner->arena.allocator;
    ontrack_text *texts = ontrack__allocate(allocator, interner->capacity, sizeof *texts);
    if (texts == NULL) return false;
    for (size_t i = 0; i < count; i++) {
        numbers[order[i]] = (ontrack__symbol)i;
        texts[i] = interner->texts[order[i]];
    }
    ontrack__release(allocator, interner->texts, interner->capacity, sizeof *texts);
    interner->texts = texts;
    fill_slots(interner);
    return true;
}

bool ontrack__interner_sort(ontrack__interner *interner, const ontrack_allocator *allocator,
                            ontrack__symbol **map)
{
    const size_t count = ontrack__interner_count(interner);
    ontrack__symbol *numbers = ontrack__allocate_zero(allocator, count, sizeof *numbers);
    if (numbers == NULL) return false;
    bool done = interner->count == 0; /* only the empty text: nothing to put in order */
    if (!done) {
        ontrack__symbol *order = sorted_order(interner, allocator, count);
        done = order != NULL && renumber(interner, order, numbers, count);
        ontrack__release(allocator, order, count, sizeof *order);
    }
    if (done && map != NULL)
        *map = numbers;
    else
        ontrack__release(allocator, numbers, count, sizeof *numbers);
    return done;
}
