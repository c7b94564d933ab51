/* single_inside.h - how a student's records are taken; for single*.c alone. Layer: records. */
#ifndef ONTRACK_RECORDS_SINGLE_INSIDE_H
#define ONTRACK_RECORDS_SINGLE_INSIDE_H

#include "records/settle.h"
#include "records/single.h"

/* ---- single_rows.c ---- */

/* A text as it came, in no order yet. */
typedef struct ontrack__text_taken {
    ontrack_text text;
    uint64_t begins; /* its first bytes, as a number that sorts as they do */
    uint32_t number; /* as it came, from 1 */
} ontrack__text_taken;

/* The cells of a record, one for each column; `mine` tells whether it is the student's. Texts are
 * numbered as they come. */
ontrack_status ontrack__single_record(ontrack__single *single, ontrack_table table,
                                      const void *record, int32_t *cells, bool *mine,
                                      ontrack_error *error);
/* Numbers the kinds of what was taken of a table, in the order of their cells: each row's first
 * cell becomes the number of its kind. The rows in that order, or NULL when memory is out. */
int32_t **ontrack__single_kinds(ontrack__single *single, const ontrack__settling *settling,
                                ontrack_table table);
/* Takes records of a table other than attendance; there is room for the cells. */
ontrack_status ontrack__single_rows(ontrack__single *single, const ontrack_records *records,
                                    ontrack_error *error);
/* Texts get their numbers in the order of bytes, rows theirs and their place. false when memory is
 * out. */
bool ontrack__single_settle_rows(ontrack__single *single, ontrack__settling *settling);

/* ---- single_days.c ---- */

/* Takes records of attendance; there is room for the entries. */
ontrack_status ontrack__single_days(ontrack__single *single, const ontrack_records *records,
                                    ontrack_error *error);
/* The marks get their kinds' numbers and their order. false when memory is out. */
bool ontrack__single_settle_days(ontrack__single *single, ontrack__settling *settling);
/* Takes the bits back. */
void ontrack__single_clear_days(ontrack__single *single);

/* ---- single_codes.c ---- */

/* The cell of a code: as ontrack__cell_intern(), but quick where it came lately. */
ontrack_status ontrack__single_code(ontrack__single *single, ontrack_table table, size_t column,
                                    ontrack_text text, int32_t *cell, ontrack_error *error);

/* Puts the codes in order, and the schools over them, where one is new; `numbers` tells the new
 * number of each, or stays NULL where all are as they were. */
ontrack_status ontrack__single_order_codes(ontrack__single *single, ontrack__symbol **numbers,
                                           ontrack_error *error);
void ontrack__single_free_schools(ontrack__single *single);

#endif
