/* data.h - how a rule set fits a district's data. Layer: review. */
#ifndef ONTRACK_REVIEW_DATA_H
#define ONTRACK_REVIEW_DATA_H

#include "review/findings.h"

/* Codes that no line maps, lines that no code meets, and what an evaluation of all students warns
 * of. */
ontrack_status ontrack__check_data(ontrack__review *review, const ontrack_dataset *dataset);

#endif
