/* day_range.h - the days of a window and what was missed on them. Layer: measures. */
#ifndef ONTRACK_MEASURES_DAY_RANGE_H
#define ONTRACK_MEASURES_DAY_RANGE_H

#include "measures/ledger.h"
#include "measures/window.h"

/* The days of the ledger from `from` to `to`, with the absences first .. end - 1, and how to count
 * what was missed on them: exact, in parts of which `unit` make a day. */
typedef struct ontrack__day_range {
    const ontrack__ledger *ledger;
    ontrack_date from, to;
    size_t first, end;
    int64_t days; /* that are known as present or absent */
    int64_t unit;
} ontrack__day_range;

/* The days of the question's window, whether they are marked or only counted. */
ontrack_status ontrack__days_of_window(const ontrack_question *question, ontrack__day_range *range,
                                       ontrack__why *why);
/* The same for what reads marks. */
ontrack_status ontrack__marked_days(const ontrack_question *question, ontrack__day_range *range,
                                    ontrack__why *why);
/* The days from one date to another of the ledger that the range is of, counted as there. */
ontrack__day_range ontrack__range_cut(const ontrack_question *question,
                                      const ontrack__day_range *range, ontrack_date from,
                                      ontrack_date to);

/* Parts of a day that were missed in the chosen categories on the day whose absences begin at *at,
 * which moves behind them. */
int64_t ontrack__missed_on(const ontrack_question *question, const ontrack__day_range *range,
                           size_t *at);
/* The same on all days of the range. */
int64_t ontrack__missed_in(const ontrack_question *question, const ontrack__day_range *range);
/* So many parts as days. */
static inline ontrack_value ontrack__as_days(int64_t parts, int64_t unit)
{
    return ontrack__exact(parts, unit / ONTRACK_DECIMAL_ONE);
}

/* Nothing is known of the student's days: unknown, but `zero` where the options take it for that
 * and the student was not enrolled this year. */
ontrack_status ontrack__without_days(const ontrack_question *question, ontrack__why why,
                                     ontrack_value zero, ontrack_value *out);

#endif
