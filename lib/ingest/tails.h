/* tails.h - the kinds of rows by the bytes of their last cells. Layer: ingest.
 * Where those cells are all that makes a row's kind, a row whose bytes came before is of that kind,
 * whatever is in them: one look for all cells. What came before may be forgotten. */
#ifndef ONTRACK_INGEST_TAILS_H
#define ONTRACK_INGEST_TAILS_H

#include "base/alloc.h"
#include <ontrack/text.h>
#include <stdbool.h>
#include <stdint.h>

/* A longer text is not remembered. */
enum { ONTRACK__LONGEST_TAIL = 255 };

/* Where a text stands: most of those that are not it have another hash. */
typedef struct ontrack__tail_slot {
    uint32_t hash;
    uint32_t at; /* in the bytes, + 1; 0: free */
} ontrack__tail_slot;

/* Begin it with ontrack__tails_init(). */
typedef struct ontrack__tails {
    ontrack_allocator allocator;
    ontrack__tail_slot *slots; /* NULL before the first text */
    char *bytes;               /* of each text: its kind, its size, itself */
    size_t used, capacity;
} ontrack__tails;

void ontrack__tails_init(ontrack__tails *tails, const ontrack_allocator *allocator);
void ontrack__tails_free(ontrack__tails *tails);
/* The kind that was put with a text (not an empty one); false when it is not known. */
bool ontrack__tails_find(const ontrack__tails *tails, ontrack_text text, uint32_t *kind);
/* Remembers the kind of a text that is not known, up to the longest; nothing where memory is out.
 */
void ontrack__tails_put(ontrack__tails *tails, ontrack_text text, uint32_t kind);

#endif
