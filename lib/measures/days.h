/* days.h - which days are in the ledger, and what was missed on them. Layer: measures. */
#ifndef ONTRACK_MEASURES_DAYS_H
#define ONTRACK_MEASURES_DAYS_H

#include "measures/notes.h"

/* See below. */
ontrack_status ontrack__fill_ledger(const ontrack_question *question);

/* The student's ledger, borrowed from the notes. */
static inline ontrack_status ontrack__ledger_of(const ontrack_question *question,
                                                const ontrack__ledger **out)
{
    *out = &question->notes->ledger;
    return question->notes->has_ledger ? ONTRACK_OK : ontrack__fill_ledger(question);
}

/* Index of the first absence at or after a date. */
size_t ontrack__ledger_find(const ontrack__ledger *ledger, ontrack_date date);

#endif
