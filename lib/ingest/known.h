/* known.h - what short texts became when they were converted before. Layer: ingest.
 * A table in which a text has one place: the latest text of a place is known. */
#ifndef ONTRACK_INGEST_KNOWN_H
#define ONTRACK_INGEST_KNOWN_H

#include "base/text.h"

/* How many places there are, and how long a text may be that needs no copy. */
enum { ONTRACK__KNOWN_TEXTS = 4096, ONTRACK__KNOWN_SHORT = 16 };

/* All zero is free. */
typedef struct ontrack__known {
    uint64_t key[2];  /* of the text's ends */
    const char *copy; /* of a long text */
    uint32_t column;  /* in which the text stood: columns do not share */
    int32_t number;   /* what it became */
    size_t size;      /* above 0 */
} ontrack__known;

/* The first and the last bytes, which may overlap: with its size all there is to a short text. */
static inline void ontrack__known_key(ontrack_text text, uint64_t key[2])
{
    const char *data = text.data, *end = text.data + text.size;
    key[0] = key[1] = 0;
    if (text.size >= 8) {
        memcpy(&key[0], data, 8);
        memcpy(&key[1], end - 8, 8);
    } else if (text.size >= 4) {
        memcpy(&key[0], data, 4);
        memcpy(&key[1], end - 4, 4);
    } else {
        key[0] = (unsigned char)data[0];
        key[1] = (uint64_t)(unsigned char)data[text.size / 2] << 8 | (unsigned char)end[-1];
    }
}

/* The place of a text (not an empty one) in a table of ONTRACK__KNOWN_TEXTS; *found tells whether
 * it is there. */
static inline ontrack__known *ontrack__known_find(ontrack__known *table, uint32_t column,
                                                  ontrack_text text, bool *found)
{
    uint64_t key[2];
    ontrack__known_key(text, key);
    const uint64_t mix =
        (key[0] ^ key[1] * UINT64_C(0x9E3779B97F4A7C15) ^ column) * UINT64_C(0xD6E8FEB86659FD93);
    ontrack__known *place = &table[mix >> 40 & (ONTRACK__KNOWN_TEXTS - 1)];
    *found = place->size == text.size && place->column == column && place->key[0] == key[0] &&
             place->key[1] == key[1] &&
             (text.size <= ONTRACK__KNOWN_SHORT || memcmp(place->copy, text.data, text.size) == 0);
    return place;
}

/* Puts it there; `copy` is needed of a long text, and borrowed as long as the table is used. */
static inline void ontrack__known_put(ontrack__known *place, uint32_t column, ontrack_text text,
                                      const char *copy, int32_t number)
{
    ontrack__known_key(text, place->key);
    place->copy = copy;
    place->size = text.size;
    place->column = column;
    place->number = number;
}

#endif
