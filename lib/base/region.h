/* region.h - an allocator whose blocks are all taken back at once, and which keeps its memory for
 * the next time: for work that is done again and again, each time with nothing left. Layer: base.
 */
#ifndef ONTRACK_BASE_REGION_H
#define ONTRACK_BASE_REGION_H

#include "base/alloc.h"

/* Start it with ontrack__region_init(); one thread at a time; stays where it is while in use. */
typedef struct ontrack__region {
    ontrack_allocator below;              /* whom the memory comes from */
    struct ontrack__region_block *blocks; /* newest first */
    char *next, *end;                     /* what is free of the newest */
    size_t wanted;                        /* bytes of the next first block */
} ontrack__region;

void ontrack__region_init(ontrack__region *region, const ontrack_allocator *below);
/* Memory from the region, until ontrack__region_reset(). A block that is released is used again
 * only when it was the last one. */
ontrack_allocator ontrack__region_allocator(ontrack__region *region);
/* Takes everything back. Where one block held it all, that is kept unless it is very large; else
 * the next one will. Allocates nothing. */
void ontrack__region_reset(ontrack__region *region);
/* Takes everything back and keeps nothing. */
void ontrack__region_free(ontrack__region *region);

#endif
