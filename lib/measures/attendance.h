/* attendance.h - the days of a window and what was missed on them. Layer: measures. */
#ifndef ONTRACK_MEASURES_ATTENDANCE_H
#define ONTRACK_MEASURES_ATTENDANCE_H

#include "measures/ledger.h"
#include "measures/why.h"
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

/* The days of the question's window, for what reads marks. */
ontrack_status ontrack__marked_days(const ontrack_question *question, ontrack__day_range *range,
                                    ontrack__span *span, ontrack__why *why);
/* Parts of a day that were missed in the chosen categories on the day whose absences begin at *at,
 * which moves behind them. */
int64_t ontrack__missed_on(const ontrack_question *question, const ontrack__day_range *range,
                           size_t *at);

/* Enrolled days that are known and what was missed of them, both in parts of which `unit` make a
 * day: what attendance.rate is made of. */
typedef struct ontrack__attendance_sums {
    int64_t enrolled, missed, unit;
} ontrack__attendance_sums;

/* The sums of the question's window; of no meaning unless `why` is KNOWN. */
ontrack_status ontrack__sum_attendance(const ontrack_question *question,
                                       ontrack__attendance_sums *out, ontrack__why *why);

#endif
