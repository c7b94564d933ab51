#include "ingest/lookup.h"

#include "base/error.h"
#include "base/text.h"

typedef struct entry {
    ontrack_text *given;
    ontrack_text by;
    bool torn; /* rows that differ, and none of them comes first */
} entry;

void ontrack__lookup_init(ontrack__lookup *lookup, const ontrack_allocator *allocator,
                          const ontrack__lookup_rule *rule)
{
    memset(lookup, 0, sizeof *lookup);
    lookup->rule = rule;
    lookup->allocator = *allocator;
    ontrack__interner_init(&lookup->keys, allocator);
    ontrack__arena_init(&lookup->arena, allocator);
}

void ontrack__lookup_free(ontrack__lookup *lookup)
{
    ontrack__interner_free(&lookup->keys);
    ontrack__array_free(&lookup->allocator, &lookup->entries, sizeof(entry));
    ontrack__arena_free(&lookup->arena);
}

/* Copies what is kept, within the limit. */
static ontrack_status keep_text(ontrack__lookup *lookup, ontrack_text *text, ontrack_error *error)
{
    lookup->held += text->size + sizeof *text;
    if (lookup->held > ONTRACK__LOOKUP_LIMIT)
        return ontrack__fail(error, ONTRACK_LIMIT,
                             "the lookup \"%s\" holds more than 1 GiB; give fewer columns, or drop "
                             "rows that nothing finds",
                             lookup->rule->name);
    text->data = ontrack__arena_copy(&lookup->arena, *text);
    return text->data == NULL ? ontrack__no_memory(error) : ONTRACK_OK;
}

static ontrack_status keep_row(ontrack__lookup *lookup, entry *kept, const ontrack_text *given,
                               ontrack_text by, ontrack_error *error)
{
    const size_t count = lookup->rule->give_count;
    if (kept->given == NULL)
        kept->given = ontrack__arena_allocate(&lookup->arena, count + 1, sizeof *kept->given);
    if (kept->given == NULL) return ontrack__no_memory(error);
    kept->by = by;
    kept->torn = false;
    ontrack_status status = keep_text(lookup, &kept->by, error);
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        kept->given[i] = given[i];
        status = keep_text(lookup, &kept->given[i], error);
    }
    return status;
}

/* Above 0 when the row comes before the one that is kept. */
static int outranks(const ontrack__lookup *lookup, const entry *kept, ontrack_text by)
{
    const int order = ontrack__text_compare(by, kept->by);
    if (lookup->rule->several == ONTRACK__SEVERAL_REFUSE) return 0;
    return lookup->rule->several == ONTRACK__SEVERAL_LEAST ? -order : order;
}

ontrack_status ontrack__lookup_add(ontrack__lookup *lookup, ontrack_text key,
                                   const ontrack_text *given, ontrack_text by, ontrack_error *error)
{
    ontrack__symbol symbol;
    const size_t count = lookup->entries.count;
    if (!ontrack__intern(&lookup->keys, key, &symbol)) return ontrack__no_memory(error);
    if (symbol > count) {
        lookup->held += key.size + sizeof(entry);
        entry *fresh = ontrack__array_add(&lookup->allocator, &lookup->entries, sizeof(entry));
        if (fresh == NULL) return ontrack__no_memory(error);
        return keep_row(lookup, fresh, given, by, error);
    }
    entry *kept = (entry *)lookup->entries.items + (symbol - 1);
    const int rank = outranks(lookup, kept, by);
    if (rank > 0) return keep_row(lookup, kept, given, by, error);
    for (size_t i = 0; rank == 0 && i < lookup->rule->give_count; i++)
        kept->torn |= !ontrack__text_equal(kept->given[i], given[i]);
    return ONTRACK_OK;
}

const ontrack_text *ontrack__lookup_find(const ontrack__lookup *lookup, ontrack_text key,
                                         bool *torn)
{
    ontrack__symbol symbol;
    if (key.size == 0 || !ontrack__intern_find(&lookup->keys, key, &symbol)) return NULL;
    const entry *found = (const entry *)lookup->entries.items + (symbol - 1);
    *torn = found->torn;
    return *torn ? NULL : found->given;
}
