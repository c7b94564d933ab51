/* cells.h - what the columns of a record become as cells, and what they may not be. Layer: records.
 */
#ifndef ONTRACK_RECORDS_CELLS_H
#define ONTRACK_RECORDS_CELLS_H

#include "base/intern.h"
#include "records/columns.h"
#include <ontrack/error.h>

/* The texts of the cells, each once. */
typedef struct ontrack__dictionary {
    ontrack__interner codes, texts, ids; /* CODE columns, TEXT columns, student_id */
    bool odd_ids; /* an id has a byte that may end a cell of a file, quote it or be trimmed off */
} ontrack__dictionary;

void ontrack__dictionary_init(ontrack__dictionary *dictionary, const ontrack_allocator *allocator);
void ontrack__dictionary_free(ontrack__dictionary *dictionary);

/* Where the texts of a CODE or TEXT column are. */
ontrack__interner *ontrack__dictionary_of(ontrack__dictionary *dictionary, ontrack_table table,
                                          size_t column);
/* The cell that a text becomes in a CODE or TEXT column (an index of the table's columns, the id's
 * among them), added when it is new. INVALID_DATA, with the column's place, for what the column may
 * not hold: empty where it is required, too long, not UTF-8. */
ontrack_status ontrack__cell_intern(ontrack__dictionary *dictionary, ontrack_table table,
                                    size_t column, ontrack_text text, int32_t *cell,
                                    ontrack_error *error);
/* The same refusals of a text that is not looked up. */
ontrack_status ontrack__check_text(ontrack_table table, size_t column, ontrack_text text,
                                   ontrack_error *error);
/* Why no column can hold a text ("is longer than 1 MiB"), or NULL. */
const char *ontrack__text_unfit(ontrack_text text);
/* INVALID_DATA unless a DATE, DECIMAL or INTEGER column may hold the number; INT32_MIN: not given.
 */
ontrack_status ontrack__check_number(ontrack_table table, size_t column, int32_t number,
                                     ontrack_error *error);
/* The rules that bind two columns; a cell for each column of the table, the id's among them. */
ontrack_status ontrack__check_row(ontrack_table table, const int32_t *cells, ontrack_error *error);

#endif
