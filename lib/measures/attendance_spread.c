/* How absences lie in time: by months, in runs, more of them or fewer than before. */
#include "measures/day_range.h"
#include "measures/days.h"
#include "measures/indicators.h"

static ontrack_date end_of_month(ontrack_date date)
{
    int year, month, day;
    ontrack_date next = date;
    ontrack_date_split(date, &year, &month, &day);
    if (!ontrack_date_make(year + month / 12, month % 12 + 1, 1, &next))
        return date - day + 31; /* December of the last year there is */
    return next - 1;
}

static ontrack_status most_absent_in_month(void *user, const ontrack_question *question,
                                           ontrack_value *out)
{
    (void)user;
    ontrack__day_range range;
    ontrack__why why;
    const ontrack_status status = ontrack__marked_days(question, &range, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN)
        return ontrack__without_days(question, why, ontrack_value_decimal(0), out);
    if (range.days == 0) return ontrack__unknown(out, ONTRACK__WHY_NO_DAYS);
    const int32_t span_days = question->options->span_days;
    const ontrack__absence *absences = range.ledger->absences;
    ontrack__day_range part = range;
    int64_t most = 0;
    for (size_t at = range.first; at < range.end; at = part.first) {
        part.first = at;
        part.from = absences[at].date;
        part.to = span_days > 0 ? part.from + span_days - 1 : end_of_month(part.from);
        part.end = ontrack__ledger_find(range.ledger, part.to + 1);
        if (part.end > range.end) part.end = range.end;
        const int64_t missed = ontrack__missed_in(question, &part);
        if (missed > most) most = missed;
        part.first = span_days > 0 ? ontrack__ledger_find(range.ledger, part.from + 1) : part.end;
    }
    *out = ontrack__as_days(most, range.unit);
    return ONTRACK_OK;
}

/* A day that is unclear is not listed, and ends a run: nothing shows that the student was away. */
static ontrack_status longest_absence(void *user, const ontrack_question *question,
                                      ontrack_value *out)
{
    (void)user;
    ontrack__day_range range;
    ontrack__why why;
    const ontrack_status status = ontrack__marked_days(question, &range, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN)
        return ontrack__without_days(question, why, ontrack_value_count(0), out);
    if (range.days == 0) return ontrack__unknown(out, ONTRACK__WHY_NO_DAYS);
    int64_t longest = 0, run = 0;
    ontrack_date next = range.from; /* the run goes on while no school day lies before */
    for (size_t at = range.first; at < range.end;) {
        const ontrack_date date = range.ledger->absences[at].date;
        const bool away = ontrack__missed_on(question, &range, &at) >= range.unit;
        if (ontrack__days_from_to(&range.ledger->all, next, date - 1) > 0) run = 0;
        run = away ? run + 1 : 0;
        if (run > longest) longest = run;
        next = date + 1;
    }
    *out = ontrack_value_count(longest);
    return ONTRACK_OK;
}

static ontrack_status change(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    ontrack__day_range now;
    ontrack__why why;
    const ontrack_status status = ontrack__marked_days(question, &now, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    const ontrack__day_range then =
        ontrack__range_cut(question, &now, question->year_start, now.from - 1);
    if (now.days == 0) return ontrack__unknown(out, ONTRACK__WHY_NO_DAYS);
    if (then.days == 0) return ontrack__unknown(out, ONTRACK__WHY_NO_DAYS_BEFORE);
    const int64_t missed_now = ontrack__missed_in(question, &now);
    const int64_t missed_then = ontrack__missed_in(question, &then);
    /* (1 - missed_now / now.days) - (1 - missed_then / then.days) */
    *out = ontrack_value_ratio(missed_then * now.days - missed_now * then.days,
                               now.days * then.days * now.unit);
    return ONTRACK_OK;
}

#define MEASURE(name, type, unit, about, options, compute)                                         \
    {                                                                                              \
        sizeof(ontrack_measure), "attendance." name, ONTRACK_TYPE_##type, unit, about,             \
            ONTRACK_OPTION_CATEGORIES | ONTRACK_OPTION_PERIODS | (options), compute, NULL, NULL    \
    }

static const ontrack_measure measures[] = {
    MEASURE("most_absent_in_month", DECIMAL, "days",
            "Days missed in the calendar month with the most of them",
            ONTRACK_OPTION_WITHOUT_ROWS | ONTRACK_OPTION_SPAN_DAYS, most_absent_in_month),
    MEASURE("longest_absence", COUNT, "days", "Longest run of whole school days missed",
            ONTRACK_OPTION_WINDOW | ONTRACK_OPTION_WITHOUT_ROWS, longest_absence),
    MEASURE("change", RATIO, "share",
            "Attendance rate in the window less the rate before it in the school year",
            ONTRACK_OPTION_WINDOW, change),
};

const ontrack__measure_list ontrack__attendance_spread_measures = {measures, sizeof measures /
                                                                                 sizeof *measures};
