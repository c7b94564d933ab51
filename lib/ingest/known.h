/* known.h - what short texts became when they were converted before. Layer: ingest.
 * A table in which a text has one place: the latest text of a place is known. */
#ifndef ONTRACK_INGEST_KNOWN_H
#define ONTRACK_INGEST_KNOWN_H

#include <ontrack/text.h>
#include <stdbool.h>
#include <stdint.h>

/* How many places there are, and how long a text may be that needs no copy. */
enum { ONTRACK__KNOWN_TEXTS = 4096, ONTRACK__KNOWN_SHORT = 16 };

/* All zero is free. */
typedef struct ontrack__known {
    uint64_t key[2];  /* the text's bytes, or of a long one the first and the last */
    const char *copy; /* of a long text */
    size_t size;      /* above 0 */
    uint32_t column;  /* in which the text stood: columns do not share */
    int32_t number;   /* what it became */
} ontrack__known;

/* The place of a text (not an empty one) in a table of ONTRACK__KNOWN_TEXTS; *found tells whether
 * it is there. */
ontrack__known *ontrack__known_find(ontrack__known *table, uint32_t column, ontrack_text text,
                                    bool *found);
/* Puts it there; `copy` is needed of a long text, and borrowed as long as the table is used. */
void ontrack__known_put(ontrack__known *place, uint32_t column, ontrack_text text, const char *copy,
                        int32_t number);

#endif
