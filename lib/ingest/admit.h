/* admit.h - the rows of a batch, when it is their turn, go into the builder. Layer: ingest. */
#ifndef ONTRACK_INGEST_ADMIT_H
#define ONTRACK_INGEST_ADMIT_H

#include "ingest/batch.h"
#include "ingest/intake.h"

/* Whether a batch may be admitted while others look for students: it adds none. */
bool ontrack__admit_is_easy(const ontrack__intake *intake, const ontrack__batch *batch);
/* Takes the kinds of a batch's rows alone, so that it can be admitted after those behind it: it has
 * no odd rows. */
ontrack_status ontrack__admit_kinds(ontrack__intake *intake, ontrack__batch *batch,
                                    ontrack_error *error);
/* Admits a batch, its odd rows through ontrack__intake_row(). */
ontrack_status ontrack__admit(ontrack__intake *intake, ontrack__batch *batch, ontrack_error *error);

#endif
