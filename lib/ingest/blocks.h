/* blocks.h - a text cut into blocks of whole records. Layer: ingest.
 * In a well-formed text a byte lies inside quotes when an odd number of quotes stands before it,
 * so the end of a record is found without reading the cells. In a malformed one a block may end
 * elsewhere, but only behind the fault, which the parser of that block finds: who takes the blocks
 * in order, up to the first that has a fault, never sees a wrong cut. */
#ifndef ONTRACK_INGEST_BLOCKS_H
#define ONTRACK_INGEST_BLOCKS_H

#include "ingest/bytes.h"

/* So many bytes behind a block's last may be read and written. */
#define ONTRACK__BLOCK_PADDING 32

typedef struct ontrack__block {
    char *bytes;
    size_t size, capacity;
    int64_t line;          /* on which the block begins, 1-based */
    bool last;             /* no block follows */
    ontrack_status status; /* of the last: OK at the end of the text, or what the source answered */
    ontrack_error cause;   /* and said */
} ontrack__block;

typedef struct ontrack__blocks {
    ontrack_allocator allocator;
    ontrack__bytes *source;
    size_t size;  /* of a block, unless a record is longer */
    size_t limit; /* a record that is longer is cut anywhere */
    int64_t line; /* on which the next block begins */
    char *rest;   /* of what was read, the beginning of the next block */
    size_t rest_size, rest_capacity;
    bool ended;
} ontrack__blocks;

/* `source` (text; borrowed) is read in blocks of `size` bytes. */
void ontrack__blocks_init(ontrack__blocks *blocks, const ontrack_allocator *allocator,
                          ontrack__bytes *source, size_t size, size_t limit);
void ontrack__blocks_free(ontrack__blocks *blocks);
/* The next block into `block`, whose memory is used again; start with a zeroed one. Only a last
 * block may be empty. Call it until it gives the last. */
ontrack_status ontrack__blocks_next(ontrack__blocks *blocks, ontrack__block *block,
                                    ontrack_error *error);
void ontrack__block_free(const ontrack_allocator *allocator, ontrack__block *block);

#endif
