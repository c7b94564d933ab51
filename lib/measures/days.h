/* days.h - which days are in the ledger, and what was missed on them. Layer: measures. */
#ifndef ONTRACK_MEASURES_DAYS_H
#define ONTRACK_MEASURES_DAYS_H

#include "measures/ledger.h"

/* The student's ledger, borrowed from the notes. */
ontrack_status ontrack__ledger_of(const ontrack_question *question, const ontrack__ledger **out);

/* Index of the first absence at or after a date. */
size_t ontrack__ledger_find(const ontrack__ledger *ledger, ontrack_date date);

#endif
