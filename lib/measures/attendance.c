#include "measures/attendance.h"

#include "measures/day_range.h"
#include "measures/indicators.h"
#include "measures/notes.h"
#include "measures/totals.h"

static bool attendance_given(const ontrack_question *question)
{
    return ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_ATTENDANCE);
}

static ontrack_status sum_marks(const ontrack_question *question, ontrack__attendance_sums *out,
                                ontrack__why *why)
{
    ontrack__day_range range;
    const ontrack_status status = ontrack__marked_days(question, &range, why);
    if (status != ONTRACK_OK || *why != ONTRACK__KNOWN) return status;
    out->enrolled = range.days * range.unit;
    out->missed = ontrack__missed_in(question, &range);
    out->unit = range.unit;
    return ONTRACK_OK;
}

static ontrack__why read_totals(const ontrack_question *question, ontrack__attendance_sums *out)
{
    const ontrack__totals_row *row;
    ontrack_decimal absent = 0;
    ontrack__why why = ontrack__totals_of(question, &row);
    if (why == ONTRACK__KNOWN) why = ontrack__totals_absent(question, row, &absent);
    if (why != ONTRACK__KNOWN) return why;
    out->enrolled = row->enrolled;
    out->missed = absent;
    return ONTRACK__KNOWN;
}

ontrack_status ontrack__sum_attendance(const ontrack_question *question,
                                       ontrack__attendance_sums *out, ontrack__why *why)
{
    ontrack_status status = ONTRACK_OK;
    *out = (ontrack__attendance_sums){0, 0, ONTRACK_DECIMAL_ONE};
    if (attendance_given(question))
        status = sum_marks(question, out, why);
    else
        *why = read_totals(question, out);
    if (status == ONTRACK_OK && *why == ONTRACK__KNOWN && out->enrolled == 0)
        *why = ONTRACK__WHY_NO_DAYS;
    return status;
}

static ontrack_status rate(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    ontrack__attendance_sums sums;
    ontrack__why why;
    const ontrack_status status = ontrack__sum_attendance(question, &sums, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    *out = ontrack_value_ratio(sums.enrolled - sums.missed, sums.enrolled);
    return ONTRACK_OK;
}

static ontrack_status days_absent(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    ontrack__attendance_sums sums;
    ontrack__why why;
    const ontrack_status status = ontrack__sum_attendance(question, &sums, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN)
        return ontrack__without_days(question, why, ontrack_value_decimal(0), out);
    *out = ontrack__as_days(sums.missed, sums.unit);
    return ONTRACK_OK;
}

/* Enrolled days can be counted by a calendar alone; with totals, these count. None is an answer. */
static ontrack_status days_enrolled(void *user, const ontrack_question *question,
                                    ontrack_value *out)
{
    (void)user;
    if (!attendance_given(question) &&
        ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_ATTENDANCE_TOTALS)) {
        const ontrack__totals_row *row;
        const ontrack__why missing = ontrack__totals_of(question, &row);
        if (missing != ONTRACK__KNOWN) return ontrack__unknown(out, missing);
        *out = ontrack_value_decimal(row->enrolled);
        return ONTRACK_OK;
    }
    ontrack__day_range range;
    ontrack__why why;
    const ontrack_status status = ontrack__days_of_window(question, &range, &why);
    if (status != ONTRACK_OK) return status;
    if (why == ONTRACK__WHY_NO_CALENDAR) why = ONTRACK__WHY_NO_ATTENDANCE;
    if (why != ONTRACK__KNOWN && why != ONTRACK__WHY_NO_DAYS) return ontrack__unknown(out, why);
    *out = ontrack_value_decimal(why == ONTRACK__KNOWN ? range.days * ONTRACK_DECIMAL_ONE : 0);
    return ONTRACK_OK;
}

#define MEASURE(name, type, unit, about, options, compute)                                         \
    {                                                                                              \
        sizeof(ontrack_measure), "attendance." name, ONTRACK_TYPE_##type, unit, about, options,    \
            compute, NULL, NULL                                                                    \
    }
#define PARTS (ONTRACK_OPTION_WINDOW | ONTRACK_OPTION_CATEGORIES | ONTRACK_OPTION_PERIODS)

static const ontrack_measure measures[] = {
    MEASURE("rate", RATIO, "share", "Share of enrolled school days that were attended", PARTS,
            rate),
    MEASURE("days_enrolled", DECIMAL, "days", "School days enrolled for which attendance is known",
            PARTS, days_enrolled),
    MEASURE("days_absent", DECIMAL, "days", "Enrolled school days missed",
            PARTS | ONTRACK_OPTION_WITHOUT_ROWS, days_absent),
};

const ontrack__measure_list ontrack__attendance_measures = {measures,
                                                            sizeof measures / sizeof *measures};
