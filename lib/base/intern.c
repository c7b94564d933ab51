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
    ontrack__release(allocator, interner->kept, interner->capacity, sizeof *interner->kept);
    ontrack__release(allocator, interner->slots, interner->slot_count, sizeof *interner->slots);
    ontrack__arena_free(&interner->arena);
    interner->kept = NULL;
    interner->slots = NULL;
    interner->count = interner->capacity = interner->slot_count = 0;
}

void ontrack__interner_close(ontrack__interner *interner)
{
    ontrack__release(&interner->arena.allocator, interner->slots, interner->slot_count,
                     sizeof *interner->slots);
    interner->slots = NULL;
    interner->slot_count = 0;
}

size_t ontrack__interner_count(const ontrack__interner *interner)
{
    return interner->count == 0 ? 1 : interner->count;
}

/* ---- the bytes: a size of one byte, or LONG and a whole one; the text; a NUL ---- */

static ontrack_text read_kept(const unsigned char *kept)
{
    ontrack_text text = {(const char *)kept + 1, kept[0]};
    if (kept[0] < ONTRACK__INTERN_LONG) return text;
    memcpy(&text.size, kept + 1, sizeof text.size);
    text.data += sizeof text.size;
    return text;
}

static const unsigned char *keep(ontrack__interner *interner, ontrack_text text)
{
    const size_t head = text.size < ONTRACK__INTERN_LONG ? 1 : 1 + sizeof text.size;
    unsigned char *kept =
        (unsigned char *)ontrack__arena_bytes(&interner->arena, head + text.size + 1);
    if (kept == NULL) return NULL;
    kept[0] = (unsigned char)(text.size < ONTRACK__INTERN_LONG ? text.size : ONTRACK__INTERN_LONG);
    if (head > 1) memcpy(kept + 1, &text.size, sizeof text.size);
    memcpy(kept + head, text.data, text.size);
    kept[head + text.size] = '\0';
    return kept;
}

ontrack_text ontrack__interner_text(const ontrack__interner *interner, ontrack__symbol symbol)
{
    const ontrack_text empty = {NULL, 0};
    return symbol != 0 && symbol < interner->count ? read_kept(interner->kept[symbol]) : empty;
}

/* ---- slots ---- */

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

/* Eight bytes at a time; the last eight may overlap those before. Of a text that is not empty.
 * Nothing hangs on its value but the order of the slots. */
static uint32_t hash_of(ontrack_text text)
{
    enum { STEP = 8 };
    uint64_t hash = text.size;
    size_t at = 0;
    for (; text.size - at > STEP; at += STEP)
        hash = mix(hash, ontrack__eight_bytes(text.data + at));
    hash = mix(hash, text.size < STEP ? ontrack__few_bytes(text)
                                      : ontrack__eight_bytes(text.data + text.size - STEP));
    return (uint32_t)(hash >> 16);
}

static inline bool is_kept(const unsigned char *kept, ontrack_text text)
{
    if (kept[0] < ONTRACK__INTERN_LONG)
        return kept[0] == text.size && ontrack__bytes_equal(kept + 1, text.data, text.size);
    return ontrack__text_equal(read_kept(kept), text);
}

/* The slot that holds `text`, or the free one where it belongs. Needs a free slot. */
static size_t slot_of(const ontrack__interner *interner, ontrack_text text, uint32_t hash)
{
    const size_t mask = interner->slot_count - 1;
    size_t at = hash & mask;
    for (;; at = (at + 1) & mask) {
        const ontrack__intern_slot slot = interner->slots[at];
        if (slot.symbol == 0) return at;
        if (slot.hash == hash && is_kept(interner->kept[slot.symbol], text)) return at;
    }
}

/* Keeps a quarter of the slots free. */
static bool grow_slots(ontrack__interner *interner)
{
    if (interner->slot_count / 4 * 3 > interner->count) return true;
    const size_t wanted = interner->slot_count == 0 ? 64 : interner->slot_count * 2;
    ontrack__intern_slot *slots =
        ontrack__allocate_zero(&interner->arena.allocator, wanted, sizeof *slots);
    if (slots == NULL) return false;
    for (size_t i = 0; i < interner->slot_count; i++) {
        const ontrack__intern_slot slot = interner->slots[i];
        size_t at = slot.hash & (wanted - 1);
        while (slot.symbol != 0 && slots[at].symbol != 0)
            at = (at + 1) & (wanted - 1);
        if (slot.symbol != 0) slots[at] = slot;
    }
    ontrack__interner_close(interner);
    interner->slots = slots;
    interner->slot_count = wanted;
    return true;
}

static bool grow_kept(ontrack__interner *interner)
{
    if (interner->count < interner->capacity) return true;
    const size_t wanted = interner->capacity == 0 ? 32 : interner->capacity * 2;
    if (wanted > UINT32_MAX) return false;
    const unsigned char **kept = ontrack__resize(&interner->arena.allocator, interner->kept,
                                                 interner->capacity, wanted, sizeof *kept);
    if (kept == NULL) return false;
    interner->kept = kept;
    interner->capacity = wanted;
    if (interner->count == 0) interner->kept[interner->count++] = NULL;
    return true;
}

bool ontrack__intern(ontrack__interner *interner, ontrack_text text, ontrack__symbol *out)
{
    *out = 0;
    if (text.size == 0) return true;
    if (!grow_kept(interner) || !grow_slots(interner)) return false;
    const uint32_t hash = hash_of(text);
    ontrack__intern_slot *slot = &interner->slots[slot_of(interner, text, hash)];
    if (slot->symbol == 0) {
        const unsigned char *kept = keep(interner, text);
        if (kept == NULL) return false;
        interner->kept[interner->count] = kept;
        slot->hash = hash;
        slot->symbol = (ontrack__symbol)interner->count++;
    }
    *out = slot->symbol;
    return true;
}

bool ontrack__interner_fill(ontrack__interner *interner, const ontrack_text *texts, size_t count)
{
    interner->kept =
        ontrack__allocate(&interner->arena.allocator, count + 1, sizeof *interner->kept);
    if (interner->kept == NULL) return false;
    interner->capacity = count + 1;
    interner->kept[0] = NULL;
    interner->count = 1;
    for (size_t i = 0; i < count; i++) {
        const unsigned char *kept = keep(interner, texts[i]);
        if (kept == NULL) return false;
        interner->kept[interner->count++] = kept;
    }
    return true;
}

bool ontrack__intern_find(const ontrack__interner *interner, ontrack_text text,
                          ontrack__symbol *out)
{
    *out = 0;
    if (text.size == 0) return true;
    if (interner->slot_count == 0) return false;
    *out = interner->slots[slot_of(interner, text, hash_of(text))].symbol;
    return *out != 0;
}

/* ---- order ---- */

/* Below this many a run is sorted by comparing; deeper than this many shared bytes, too. */
enum { FEW = 24, DEEPEST = 64 };

typedef struct ordering {
    const ontrack__interner *interner;
    const ontrack_allocator *allocator;
    ontrack__symbol *spare; /* as many as are ordered */
} ordering;

static int compare_texts(const ontrack__interner *interner, ontrack__symbol a, ontrack__symbol b)
{
    return ontrack__text_compare(read_kept(interner->kept[a]), read_kept(interner->kept[b]));
}

static int compare_symbols(const void *a, const void *b, const void *context)
{
    return compare_texts(context, *(const ontrack__symbol *)a, *(const ontrack__symbol *)b);
}

/* 0 where the text ends, else its byte there + 1. */
static size_t byte_at(const ordering *order, ontrack__symbol symbol, size_t depth)
{
    const ontrack_text text = read_kept(order->interner->kept[symbol]);
    return depth < text.size ? (size_t)(unsigned char)text.data[depth] + 1 : 0;
}

/* Deals texts that agree in their first `depth` bytes out by the next one; ends[b] tells where
 * those of byte b end. */
static void deal(const ordering *order, ontrack__symbol *symbols, size_t count, size_t depth,
                 uint32_t ends[257])
{
    memset(ends, 0, 257 * sizeof *ends);
    for (size_t i = 0; i < count; i++)
        ends[byte_at(order, symbols[i], depth)]++;
    for (size_t byte = 1; byte < 257; byte++)
        ends[byte] += ends[byte - 1];
    for (size_t i = count; i > 0; i--)
        order->spare[--ends[byte_at(order, symbols[i - 1], depth)]] = symbols[i - 1];
    memcpy(symbols, order->spare, count * sizeof *symbols);
    for (size_t byte = 0; byte < 256; byte++)
        ends[byte] = ends[byte + 1];
    ends[256] = (uint32_t)count;
}

/* Puts each of a few last ones between those before it, of which the first `ordered` are in order.
 */
static void put_last_in_order(const ontrack__interner *interner, ontrack__symbol *symbols,
                              size_t ordered, size_t count)
{
    for (size_t i = ordered; i < count; i++) {
        const ontrack__symbol moved = symbols[i];
        size_t low = 0, high = i;
        while (low < high) {
            const size_t middle = low + (high - low) / 2;
            if (compare_texts(interner, symbols[middle], moved) <= 0)
                low = middle + 1;
            else
                high = middle;
        }
        memmove(symbols + low + 1, symbols + low, (i - low) * sizeof *symbols);
        symbols[low] = moved;
    }
}

static bool put_in_order(const ordering *order, ontrack__symbol *symbols, size_t count,
                         size_t depth)
{
    uint32_t ends[257];
    if (count <= FEW) {
        put_last_in_order(order->interner, symbols, 1, count);
        return true;
    }
    if (depth == DEEPEST)
        return ontrack__sort(order->allocator, symbols, count, sizeof *symbols, compare_symbols,
                             order->interner);
    deal(order, symbols, count, depth, ends);
    for (size_t byte = 1; byte < 257; byte++) /* of texts that end here there is but one */
        if (ends[byte] - ends[byte - 1] > 1 &&
            !put_in_order(order, symbols + ends[byte - 1], ends[byte] - ends[byte - 1], depth + 1))
            return false;
    return true;
}

/* So many numbers, from the first on, follow the order of their texts. */
static size_t count_in_order(const ontrack__interner *interner)
{
    size_t count = interner->count < 2 ? interner->count : 2;
    while (count < interner->count &&
           compare_texts(interner, (ontrack__symbol)count - 1, (ontrack__symbol)count) <= 0)
        count++;
    return count;
}

/* order[new] = old; the empty text stays 0. */
static bool find_order(const ontrack__interner *interner, const ontrack_allocator *allocator,
                       ontrack__symbol *symbols)
{
    const size_t count = interner->count, ordered = count_in_order(interner);
    for (size_t i = 0; i < count; i++)
        symbols[i] = (ontrack__symbol)i;
    if (count - ordered <= FEW) {
        put_last_in_order(interner, symbols + 1, ordered - 1, count - 1);
        return true;
    }
    ordering order = {interner, allocator, NULL};
    order.spare = ontrack__allocate(allocator, count, sizeof *order.spare);
    const bool done = order.spare != NULL && put_in_order(&order, symbols + 1, count - 1, 0);
    ontrack__release(allocator, order.spare, count, sizeof *order.spare);
    return done;
}

/* Puts the texts into `order` and tells in numbers[old] the new number. */
static void renumber(ontrack__interner *interner, ontrack__symbol *order, ontrack__symbol *numbers)
{
    for (size_t i = 0; i < interner->count; i++)
        numbers[order[i]] = (ontrack__symbol)i;
    for (size_t i = 0; i < interner->slot_count; i++)
        interner->slots[i].symbol = numbers[interner->slots[i].symbol];
    /* Each circle of texts that take one another's places moves on by one. */
    for (size_t start = 0; start < interner->count; start++) {
        const unsigned char *first = interner->kept[start];
        size_t at = start;
        while (order[at] != start) {
            const size_t next = order[at];
            interner->kept[at] = interner->kept[next];
            order[at] = (ontrack__symbol)at;
            at = next;
        }
        interner->kept[at] = first;
        order[at] = (ontrack__symbol)at;
    }
}

bool ontrack__interner_sort(ontrack__interner *interner, const ontrack_allocator *allocator,
                            ontrack__symbol **map)
{
    const size_t count = ontrack__interner_count(interner);
    ontrack__symbol *numbers = ontrack__allocate_zero(allocator, count, sizeof *numbers);
    if (numbers == NULL) return false;
    bool done = interner->count == 0; /* only the empty text: nothing to put in order */
    if (!done) {
        ontrack__symbol *order = ontrack__allocate(allocator, count, sizeof *order);
        done = order != NULL && find_order(interner, allocator, order);
        if (done) renumber(interner, order, numbers);
        ontrack__release(allocator, order, count, sizeof *order);
    }
    if (done && map != NULL)
        *map = numbers;
    else
        ontrack__release(allocator, numbers, count, sizeof *numbers);
    return done;
}
