/* settle.h - one student's rows put in order for good: numbers in the order of bytes, rows sorted,
 * made unique, conflicts settled. Layer: records. */
#ifndef ONTRACK_RECORDS_SETTLE_H
#define ONTRACK_RECORDS_SETTLE_H

#include "base/alloc.h"
#include "base/intern.h"
#include "base/share.h"
#include "records/facts.h"

/* One for each worker; what all have in common is as good as constant, but the runs, which are
 * changed under the crew's lock. */
typedef struct ontrack__settling {
    ontrack_allocator allocator;
    const ontrack_crew *crew; /* or NULL */
    ontrack__facts *facts;
    const ontrack__symbol *codes, *texts; /* new numbers by old; NULL: they are as they were */
    uint32_t *kinds[ONTRACK_TABLE_COUNT]; /* the same, of kinds; those of the facts are in order */
    ontrack_table_counts counts[ONTRACK_TABLE_COUNT]; /* of what this one settled */
    ontrack__array words, entries;                    /* room to work in */
} ontrack__settling;

/* Whether the data are as late as the table's last row. */
static inline bool ontrack__dates_data(ontrack_table table)
{
    return !ontrack__table(table)->shared && table != ONTRACK_TABLE_OUTCOMES;
}
/* A date (or none) among those that were counted. */
void ontrack__note_date(ontrack_table_counts *counts, ontrack_date date);
/* Begins to count at nothing. */
void ontrack__settling_begin(ontrack__settling *settling);
/* Adds the counts of what one settled to others. */
void ontrack__settling_count(const ontrack__settling *settling,
                             ontrack_table_counts counts[ONTRACK_TABLE_COUNT]);
/* Texts in the cells of a table's kinds get their new numbers, and the kinds their own in that
 * order. */
bool ontrack__settle_kinds(ontrack__settling *settling, ontrack_table table);
/* Settles rows of one table of a student's, whose numbers are the new ones: so many words in all.
 * Those that stay are written to *to, elsewhere, which goes on behind them. */
bool ontrack__settle_table(ontrack__settling *settling, uint32_t *rows, size_t words,
                           uint32_t **to);
/* Settles a student's rows and marks, counting those that stay. Bits are the student's by `number`,
 * in the order of arrival. */
bool ontrack__settle_student(ontrack__settling *settling, uint32_t number);
/* Sorts rows of a shared table and makes them unique; *count comes back as those that stay. */
bool ontrack__settle_shared(ontrack__settling *settling, ontrack_table table, int32_t *cells,
                            size_t *count);
/* Gives back the room; the numbers are the caller's. */
void ontrack__settling_dispose(ontrack__settling *settling);

#endif
