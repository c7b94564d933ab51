#include "ingest/tails.h"

#include <string.h>

/* A text stands in one of EACH slots side by side. The bytes of so many texts as there are slots
 * mostly fit; once they do not, all are forgotten. */
enum { SLOTS = 1 << 17, EACH = 8, FIRST_BYTES = 1 << 16, MOST_BYTES = 1 << 23 };
enum { HEAD = sizeof(uint32_t) + 1 };

void ontrack__tails_init(ontrack__tails *tails, const ontrack_allocator *allocator)
{
    memset(tails, 0, sizeof *tails);
    tails->allocator = *allocator;
}

void ontrack__tails_free(ontrack__tails *tails)
{
    const ontrack_allocator allocator = tails->allocator;
    ontrack__release(&allocator, tails->slots, SLOTS, sizeof *tails->slots);
    ontrack__release(&allocator, tails->bytes, tails->capacity, 1);
    ontrack__tails_init(tails, &allocator);
}

/* Sixteen bytes at a time; the last sixteen may overlap those before. */
static uint32_t hash_of(ontrack_text text)
{
    enum { STEP = 16 };
    uint64_t left = text.size, right = 0, words[2];
    for (size_t at = 0; at < text.size; at += STEP) {
        memset(words, 0, sizeof words);
        if (text.size < STEP)
            memcpy(words, text.data, text.size);
        else
            memcpy(words, text.data + (text.size - at < STEP ? text.size - STEP : at), STEP);
        left = (left ^ words[0]) * UINT64_C(0x9E3779B97F4A7C15);
        right = (right ^ words[1]) * UINT64_C(0xD6E8FEB86659FD93);
        left ^= left >> 32;
        right ^= right >> 32;
    }
    return (
        uint32_t)((left * UINT64_C(0xD6E8FEB86659FD93) + right * UINT64_C(0x9E3779B97F4A7C15)) >>
                  32);
}

/* The slot of a text, or the one that it gets: a free one, or that of another. */
static ontrack__tail_slot *slot_of(const ontrack__tails *tails, ontrack_text text, uint32_t hash,
                                   bool *found)
{
    ontrack__tail_slot *first = &tails->slots[hash & (SLOTS - EACH)], *slot = first;
    for (uint32_t i = 0; i < EACH; i++) {
        slot = &first[(hash + i) % EACH];
        if (slot->at == 0) break;
        const char *kept = tails->bytes + slot->at - 1;
        *found = slot->hash == hash && (unsigned char)kept[HEAD - 1] == text.size &&
                 memcmp(kept + HEAD, text.data, text.size) == 0;
        if (*found) break;
    }
    return slot;
}

bool ontrack__tails_find(const ontrack__tails *tails, ontrack_text text, uint32_t *kind)
{
    bool found = false;
    if (tails->slots == NULL || text.size > ONTRACK__LONGEST_TAIL) return false;
    const ontrack__tail_slot *slot = slot_of(tails, text, hash_of(text), &found);
    if (found) memcpy(kind, tails->bytes + slot->at - 1, sizeof *kind);
    return found;
}

/* Room for one more text. */
static bool reserve(ontrack__tails *tails)
{
    const size_t most = HEAD + ONTRACK__LONGEST_TAIL;
    if (tails->slots == NULL)
        tails->slots = ontrack__allocate_zero(&tails->allocator, SLOTS, sizeof *tails->slots);
    if (tails->slots == NULL) return false;
    if (tails->capacity - tails->used >= most) return true;
    if (tails->capacity == MOST_BYTES) {
        memset(tails->slots, 0, SLOTS * sizeof *tails->slots);
        tails->used = 0;
        return true;
    }
    const size_t wanted = tails->capacity == 0 ? FIRST_BYTES : tails->capacity * 2;
    char *bytes = ontrack__resize(&tails->allocator, tails->bytes, tails->capacity, wanted, 1);
    if (bytes == NULL) return false;
    tails->bytes = bytes;
    tails->capacity = wanted;
    return true;
}

void ontrack__tails_put(ontrack__tails *tails, ontrack_text text, uint32_t kind)
{
    bool found = false;
    if (text.size > ONTRACK__LONGEST_TAIL || !reserve(tails)) return;
    const uint32_t hash = hash_of(text);
    ontrack__tail_slot *slot = slot_of(tails, text, hash, &found);
    char *kept = tails->bytes + tails->used;
    memcpy(kept, &kind, sizeof kind);
    kept[HEAD - 1] = (char)text.size;
    memcpy(kept + HEAD, text.data, text.size);
    slot->hash = hash;
    slot->at = (uint32_t)tails->used + 1;
    tails->used += HEAD + text.size;
}
