/* single.h - a dataset of one student, made again and again over schools that stay. Layer: records.
 *
 * For each student: ontrack__single_begin(), records pushed into its builder,
 * ontrack__single_seal(), ontrack__single_end().
 * The student's numbers of texts, kinds and rows begin anew each time. Codes keep their numbers,
 * which follow the order of bytes as in any dataset, until one comes that was never seen: then all
 * are numbered anew. So the dataset differs from one that was sealed of those records alone in the
 * numbers of codes and in codes that no record bears, and in nothing that follows from them. */
#ifndef ONTRACK_RECORDS_SINGLE_H
#define ONTRACK_RECORDS_SINGLE_H

#include "base/region.h"
#include "records/builder.h"
#include "records/dataset.h"

/* Start it with ontrack__single_init(); stays where it is while in use. */
typedef struct ontrack__single {
    ontrack_allocator kept;      /* of codes and schools */
    ontrack__region region;      /* of the student's records */
    ontrack_builder builder;     /* takes them; its codes stay */
    ontrack_dataset dataset;     /* borrows what the builder has taken */
    const ontrack_dataset *from; /* whose shared tables hold; NULL: nobody's */
    size_t ordered;              /* so many codes are in order, and known to the schools; 0: none */
} ontrack__single;

/* `from` is borrowed until it is freed. */
void ontrack__single_init(ontrack__single *single, const ontrack_allocator *kept,
                          const ontrack_dataset *from);
void ontrack__single_free(ontrack__single *single);
/* Records of a student may be pushed, a students record among them, but of no shared table. */
void ontrack__single_begin(ontrack__single *single);
/* Makes the dataset of what was pushed. `renumbered`: the codes have other numbers than before. No
 * report is made of such a dataset. */
ontrack_status ontrack__single_seal(ontrack__single *single, bool *renumbered,
                                    ontrack_error *error);
/* Gives the student's memory back, the dataset's too. */
void ontrack__single_end(ontrack__single *single);

#endif
