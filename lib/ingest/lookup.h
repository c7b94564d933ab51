/* lookup.h - what the rows of one file say to those of another, by key, held in memory.
 * Layer: ingest. */
#ifndef ONTRACK_INGEST_LOOKUP_H
#define ONTRACK_INGEST_LOOKUP_H

#include "base/intern.h"
#include "ingest/document.h"

/* Most bytes that one lookup may hold. */
#define ONTRACK__LOOKUP_LIMIT ((size_t)1 << 30)

typedef struct ontrack__lookup {
    const ontrack__lookup_rule *rule;
    ontrack_allocator allocator;
    ontrack__interner keys;
    ontrack__array entries; /* by the key's number less one */
    ontrack__arena arena;
    size_t held; /* bytes */
    bool given;  /* the export has a file for it */
} ontrack__lookup;

void ontrack__lookup_init(ontrack__lookup *lookup, const ontrack_allocator *allocator,
                          const ontrack__lookup_rule *rule);
void ontrack__lookup_free(ontrack__lookup *lookup);
/* Keeps what a row gives (as many texts as the rule gives) under a key that is not empty; `by` is
 * what the rule chooses by, where it does. LIMIT when it holds too much. */
ontrack_status ontrack__lookup_add(ontrack__lookup *lookup, ontrack_text key,
                                   const ontrack_text *given, ontrack_text by,
                                   ontrack_error *error);
/* What a key gives, or NULL; *torn tells that rows of the key do not agree. */
const ontrack_text *ontrack__lookup_find(const ontrack__lookup *lookup, ontrack_text key,
                                         bool *torn);

#endif
