/* single.h - a dataset of one student, made again and again over schools that stay. Layer: records.
 *
 * A host's records become it straight away: there is no builder, no table that texts are looked up
 * with, and no memory that is asked for once the first ones are through. What the columns may hold
 * is told by cells.h, and which rows stay and in what order by settle.h, as for any dataset.
 * The student's numbers of texts, kinds and rows begin anew each time. Codes keep their numbers,
 * which follow the order of bytes as in any dataset, until one comes that was never seen: then all
 * are numbered anew. So the dataset differs from one that was sealed of those records alone in the
 * numbers of codes, in codes that no record bears, and in which marks are bits, and in nothing that
 * follows from them. */
#ifndef ONTRACK_RECORDS_SINGLE_H
#define ONTRACK_RECORDS_SINGLE_H

#include "base/region.h"
#include "records/cells.h"
#include "records/dataset.h"
#include <ontrack/evaluation.h>

/* A short code that came lately, found by its bytes alone. */
enum { ONTRACK__RECENT_CODES = 256 };
typedef struct ontrack__recent_code {
    uint64_t first, last; /* of its bytes */
    uint32_t size;        /* 0: none is there */
    ontrack__code code;
} ontrack__recent_code;

/* What came of one table: a cell for each column, the id's among them. */
typedef struct ontrack__taken {
    int32_t *cells;
    size_t count; /* rows of the student's; of attendance, marks that were met */
    size_t room;
} ontrack__taken;

/* Start it with ontrack__single_init(); stays where it is while in use. */
typedef struct ontrack__single {
    ontrack_allocator kept;         /* of codes, schools and bits of days */
    ontrack__region region;         /* of the student's records */
    ontrack_allocator own;          /* the region's */
    ontrack__dictionary dictionary; /* its codes, which stay */
    ontrack__recent_code recent[ONTRACK__RECENT_CODES];
    ontrack_dataset dataset;
    ontrack_student student;     /* its only one */
    const ontrack_dataset *from; /* whose shared tables hold; NULL: nobody's */
    size_t ordered;              /* so many codes are in order, and known to the schools; 0: none */
    uint64_t *bits;              /* a word for each column of days; NULL: none yet */

    /* What came of the student at hand. */
    ontrack_text id;
    bool id_fits; /* it is known to be what an id may be */
    ontrack__taken taken[ONTRACK_TABLE_COUNT];
    ontrack__array texts;   /* of ontrack__text_taken; in the region */
    ontrack__array entries; /* of ontrack__entry: marks that are no bits; in the region */
} ontrack__single;

/* `from` is borrowed until it is freed. */
void ontrack__single_init(ontrack__single *single, const ontrack_allocator *kept,
                          const ontrack_dataset *from);
void ontrack__single_free(ontrack__single *single);
/* Makes the dataset of a student's records, of tables that are no shared ones; they hold one
 * students record. `renumbered`: the codes have other numbers than before. No report is made of
 * such a dataset. INVALID_DATA for the first record that its table cannot hold. */
ontrack_status ontrack__single_take(ontrack__single *single, const ontrack_records *tables,
                                    size_t count, bool *renumbered, ontrack_error *error);
/* Gives the student's memory back, the dataset's too, whatever became of it. */
void ontrack__single_end(ontrack__single *single);

#endif
