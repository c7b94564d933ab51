/* intern.h - each distinct text once, with a small number. Layer: base. */
#ifndef ONTRACK_BASE_INTERN_H
#define ONTRACK_BASE_INTERN_H

#include "base/arena.h"
#include "base/text.h"
#include <stdbool.h>
#include <stdint.h>

/* Number of a text; 0 is the empty text, which is always there. */
typedef uint32_t ontrack__symbol;

/* A size from here on has more bytes than one, behind one of this. */
enum { ONTRACK__INTERN_LONG = 255 };

/* Where a text is found: most of those that are not it have another hash. */
typedef struct ontrack__intern_slot {
    uint32_t hash;
    ontrack__symbol symbol; /* 0: free */
} ontrack__intern_slot;

typedef struct ontrack__interner {
    ontrack__arena arena;        /* the bytes, each text behind its size and before a NUL */
    const unsigned char **kept;  /* by number: where a text's size stands */
    size_t count, capacity;      /* texts, the empty one among them once any was added */
    ontrack__intern_slot *slots; /* open addressing */
    size_t slot_count;           /* a power of two, or 0 */
} ontrack__interner;

void ontrack__interner_init(ontrack__interner *interner, const ontrack_allocator *allocator);
void ontrack__interner_free(ontrack__interner *interner);
/* The text's number, added when it is new. false when memory is out. */
bool ontrack__intern(ontrack__interner *interner, ontrack_text text, ontrack__symbol *out);
/* The text's number, or false when it was never added. */
bool ontrack__intern_find(const ontrack__interner *interner, ontrack_text text,
                          ontrack__symbol *out);
/* Gives up what texts are looked up with: none is found or added any more. */
void ontrack__interner_close(ontrack__interner *interner);
/* Gives an interner without texts some that are in order, each once and none empty: they are
 * numbered from 1, and none is found or added. false when memory is out. */
bool ontrack__interner_fill(ontrack__interner *interner, const ontrack_text *texts, size_t count);
/* How many numbers there are: 1 .. count-1 are texts, 0 the empty one. At least 1. */
size_t ontrack__interner_count(const ontrack__interner *interner);
ontrack_text ontrack__interner_text(const ontrack__interner *interner, ontrack__symbol symbol);
/* Whether a number is that text's; false of 0. Short texts, as ids are, need no more than a look.
 */
static inline bool ontrack__interner_is(const ontrack__interner *interner, ontrack__symbol symbol,
                                        ontrack_text text)
{
    if (symbol == 0 || symbol >= interner->count || text.size >= ONTRACK__INTERN_LONG) return false;
    const unsigned char *kept = interner->kept[symbol];
    return kept[0] == text.size && ontrack__bytes_equal(kept + 1, text.data, text.size);
}
/* How many bytes a number's text has where `left` bytes begin with it; 0 where they do not. */
static inline size_t ontrack__interner_begins(const ontrack__interner *interner,
                                              ontrack__symbol symbol, const char *bytes,
                                              size_t left)
{
    if (symbol == 0 || symbol >= interner->count) return 0;
    const unsigned char *kept = interner->kept[symbol];
    const size_t size = kept[0];
    if (size >= ONTRACK__INTERN_LONG || size > left) return 0;
    return ontrack__bytes_equal(kept + 1, bytes, size) ? size : 0;
}
/* The same without a call: false, too, of a text that is longer or shorter than most ids. */
static inline bool ontrack__interner_is_some(const ontrack__interner *interner,
                                             ontrack__symbol symbol, ontrack_text text)
{
    if (symbol == 0 || symbol >= interner->count ||
        text.size - ONTRACK__FEW_BYTES > ONTRACK__SOME_BYTES - ONTRACK__FEW_BYTES)
        return false;
    const unsigned char *kept = interner->kept[symbol];
    return kept[0] == text.size && ontrack__some_bytes_equal(kept + 1, text.data, text.size);
}
/* Renumbers so that numbers follow the order of the bytes; `map` (may be NULL) receives for each
 * old number the new one, an array of ontrack__interner_count() to be released by the caller with
 * ontrack__release(allocator, map, count, sizeof **map). Takes time by the bytes that tell the
 * texts apart; one pass when they are in order. false when memory is out (nothing changed). */
bool ontrack__interner_sort(ontrack__interner *interner, const ontrack_allocator *allocator,
                            ontrack__symbol **map);

#endif
