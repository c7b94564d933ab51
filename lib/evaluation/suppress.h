/* suppress.h - which counts of a table may not be shown. Layer: evaluation.
 *
 * A table of counts whose last column adds up its rows and whose last row adds up its columns is a
 * network: each row and each column is a node, and each hidden cell joins its row and its column.
 * A hidden cell can have another value, all shown ones staying as they are and none falling below
 * 0, exactly when it lies on a directed cycle of hidden cells that go up and down in turn. That is
 * looked for, cell by cell. */
#ifndef ONTRACK_EVALUATION_SUPPRESS_H
#define ONTRACK_EVALUATION_SUPPRESS_H

#include "base/alloc.h"
#include <stdbool.h>
#include <stdint.h>

typedef struct ontrack__grid {
    size_t rows, columns;  /* with the totals, which are last */
    const int64_t *counts; /* by row, then by column */
    bool *hidden;          /* the same */
} ontrack__grid;

/* The groups' sizes, which all tables of a column share as their last column: hides those below
 * `smallest`, and another one where there is just one. `sizes` are `stride` apart. */
void ontrack__suppress_sizes(const int64_t *sizes, size_t stride, bool *hidden, size_t count,
                             int64_t smallest);

/* The rest of a table, its last column being settled but for the total of totals: hides counts
 * below `smallest`, all of a row whose total is hidden, and as many more as it takes. What becomes
 * of the last row hangs on that row alone, since tables by different columns share it. `scratch`
 * has room for twice the rows and columns together. */
void ontrack__suppress_table(const ontrack__grid *grid, int64_t smallest, size_t *scratch);

/* Whether the hidden cell at (row, column) follows from the shown ones. */
bool ontrack__suppress_follows(const ontrack__grid *grid, size_t row, size_t column,
                               size_t *scratch);

#endif
