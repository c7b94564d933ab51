#include "ingest/known.h"

#include <string.h>

static void make_key(ontrack_text text, uint64_t key[2])
{
    key[0] = key[1] = 0;
    if (text.size <= ONTRACK__KNOWN_SHORT) {
        memcpy(key, text.data, text.size);
    } else {
        memcpy(&key[0], text.data, sizeof key[0]);
        memcpy(&key[1], text.data + text.size - sizeof key[1], sizeof key[1]);
    }
}

static bool is_there(const ontrack__known *known, uint32_t column, ontrack_text text,
                     const uint64_t key[2])
{
    return known->size == text.size && known->column == column && known->key[0] == key[0] &&
           known->key[1] == key[1] &&
           (text.size <= ONTRACK__KNOWN_SHORT || memcmp(known->copy, text.data, text.size) == 0);
}

ontrack__known *ontrack__known_find(ontrack__known *table, uint32_t column, ontrack_text text,
                                    bool *found)
{
    uint64_t key[2];
    make_key(text, key);
    const uint64_t mix =
        (key[0] ^ key[1] * UINT64_C(0x9E3779B97F4A7C15) ^ column) * UINT64_C(0xD6E8FEB86659FD93);
    ontrack__known *place = &table[mix >> 40 & (ONTRACK__KNOWN_TEXTS - 1)];
    *found = is_there(place, column, text, key);
    return place;
}

void ontrack__known_put(ontrack__known *place, uint32_t column, ontrack_text text, const char *copy,
                        int32_t number)
{
    make_key(text, place->key);
    place->copy = copy;
    place->size = text.size;
    place->column = column;
    place->number = number;
}
