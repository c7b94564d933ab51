/* totals.h - attendance as totals, where no marks were given. Layer: measures. */
#ifndef ONTRACK_MEASURES_TOTALS_H
#define ONTRACK_MEASURES_TOTALS_H

#include "measures/question.h"
#include "measures/why.h"

/* The totals through the latest day of this school year by the as-of date, when the question is one
 * that totals can answer: for the year to date, in whole days. */
ontrack__why ontrack__totals_of(const ontrack_question *question, const ontrack__totals_row **out);

/* The days absent that `categories` choose: all, or the unexcused. */
ontrack__why ontrack__totals_absent(const ontrack_question *question,
                                    const ontrack__totals_row *totals, ontrack_decimal *out);

/* The tardies, when `categories` choose no others. */
ontrack__why ontrack__totals_tardies(const ontrack_question *question,
                                     const ontrack__totals_row *totals, int32_t *out);

#endif
