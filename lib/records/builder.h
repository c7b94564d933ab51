/* builder.h - records as they were pushed, before they are sealed. Layer: records. */
#ifndef ONTRACK_RECORDS_BUILDER_H
#define ONTRACK_RECORDS_BUILDER_H

#include "base/intern.h"
#include "records/columns.h"
#include <ontrack/dataset.h>

/* Rows in the order they came: the id's number first in a student's table, then the kept columns.
 */
typedef struct ontrack__pushed {
    int32_t *cells;
    size_t count, capacity; /* rows */
    bool given;
} ontrack__pushed;

struct ontrack_builder {
    ontrack_allocator allocator;
    ontrack__interner codes, texts, ids;
    ontrack__pushed tables[ONTRACK_TABLE_COUNT];
};

/* Cells of a pushed row. */
static inline size_t ontrack__pushed_width(ontrack_table table)
{
    return ontrack__table(table)->column_count;
}

/* Forgets all records and their texts. */
void ontrack__builder_clear(ontrack_builder *builder);

#endif
