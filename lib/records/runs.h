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
    uint64_t small;                     /* bit n: of size n, one of the first, there are some */
} ontrack__runs;

/* Appends words to a run of *count words at *run (NULL and 0 at first); false when memory is out,
 * and the run is as it was. */
bool ontrack__run_append(ontrack__runs *runs, const ontrack_allocator *allocator, uint32_t **run,
                         uint32_t *count, const uint32_t *words, uint32_t added);
/* Room for `wanted` words in all for a run of `count`; what is not used of it is lost. false when
 * memory is out, and the run is as it was. */
bool ontrack__run_reserve(ontrack__runs *runs, const ontrack_allocator *allocator, uint32_t **run,
                          uint32_t count, uint32_t wanted);
/* Gives a run's place to others. */
void ontrack__run_leave(ontrack__runs *runs, uint32_t *run, uint32_t count);
/* Ends all runs. */
void ontrack__runs_free(ontrack__runs *runs, const ontrack_allocator *allocator);

#endif
