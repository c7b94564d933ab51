/* runs.h - many small growing runs of 32-bit words, close together. Layer: records.
 * A run that outgrows its place moves to the next larger one and leaves its old place to others, so
 * that rows may come in any order and each student's still lie side by side. */
#ifndef ONTRACK_RECORDS_RUNS_H
#define ONTRACK_RECORDS_RUNS_H

#include "base/alloc.h"
#include <stdbool.h>
#include <stdint.h>

/* Sizes of places: eight for each doubling, none below four words. */
enum { ONTRACK__RUN_SIZES = 33 * 8, ONTRACK__RUN_LEAST = 4 };

/* Where the runs lie. Begin it zeroed. */
typedef struct ontrack__runs {
    struct ontrack__runs_block *blocks; /* newest first */
    size_t used;                        /* words of the newest */
    void *left[ONTRACK__RUN_SIZES];     /* places that runs have left, by size, linked */
    uint32_t small;                     /* bit n: of size n, one of the first, there are some */
} ontrack__runs;

/* Appends words to a run of *count words at *run (NULL and 0 at first); false when memory is out,
 * and the run is as it was. */
bool ontrack__run_append(ontrack__runs *runs, const ontrack_allocator *allocator, uint32_t **run,
                         uint32_t *count, const uint32_t *words, uint32_t added);
/* Gives a run that has no place yet one for so many words; what is not used of it is lost. false
 * when memory is out. */
bool ontrack__run_begin(ontrack__runs *runs, const ontrack_allocator *allocator, uint32_t **run,
                        uint32_t wanted);
/* Whether a word can be set behind so many without a call: sizes are multiples of the least. */
static inline bool ontrack__run_has_room(uint32_t count)
{
    return count % ONTRACK__RUN_LEAST != 0 && count != UINT32_MAX;
}
/* Gives a run's place to others. */
void ontrack__run_leave(ontrack__runs *runs, uint32_t *run, uint32_t count);
/* Ends all runs. */
void ontrack__runs_free(ontrack__runs *runs, const ontrack_allocator *allocator);

#endif
