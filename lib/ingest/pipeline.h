/* pipeline.h - the blocks of one file: cut by one worker at a time, parsed by many, taken in order.
 * Layer: ingest. Because the cut does not hang on who makes it and the blocks are taken in order,
 * up to the first fault, the answer is the same for any number of workers. */
#ifndef ONTRACK_INGEST_PIPELINE_H
#define ONTRACK_INGEST_PIPELINE_H

#include "ingest/intake.h"
#include <ontrack/crew.h>

/* Reads `bytes` (text; borrowed) into an intake, its finish included. `crew` may be NULL. */
ontrack_status ontrack__pipeline_run(const ontrack_allocator *allocator, const ontrack_crew *crew,
                                     ontrack__bytes *bytes, ontrack__intake *intake,
                                     size_t field_limit, size_t block_size, ontrack_error *error);

#endif
