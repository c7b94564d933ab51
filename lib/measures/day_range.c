#include "measures/day_range.h"

#include "measures/days.h"
#include "measures/stays.h"

/* ---- which days, and in what parts ---- */

static ontrack__why choose_unit(const ontrack_question *question, ontrack__day_range *range)
{
    const int64_t told = question->options->periods_per_day;
    const ontrack__ledger *ledger = range->ledger;
    range->unit = ONTRACK_DECIMAL_ONE * (told > 0 ? told : ledger->common);
    if (told > 0 || !ledger->by_periods) return ONTRACK__KNOWN;
    if (!ledger->presence_by_periods) return ONTRACK__WHY_NO_PERIODS_PER_DAY;
    return ledger->common == 0 ? ONTRACK__WHY_TOO_MANY_PERIODS : ONTRACK__KNOWN;
}

static ontrack__day_range cut(const ontrack_question *question, const ontrack__ledger *ledger,
                              ontrack_date from, ontrack_date to, int64_t unit)
{
    const bool all = from <= question->year_start && to >= question->as_of;
    const ontrack__day_range range = {ledger,
                                      from,
                                      to,
                                      all ? 0 : ontrack__ledger_find(ledger, from),
                                      all ? ledger->count : ontrack__ledger_find(ledger, to + 1),
                                      all ? ontrack__days_of(&ledger->clear)
                                          : ontrack__days_from_to(&ledger->clear, from, to),
                                      unit};
    return range;
}

ontrack__day_range ontrack__range_cut(const ontrack_question *question,
                                      const ontrack__day_range *range, ontrack_date from,
                                      ontrack_date to)
{
    return cut(question, range->ledger, from, to, range->unit);
}

ontrack_status ontrack__days_of_window(const ontrack_question *question, ontrack__day_range *range,
                                       ontrack__why *why)
{
    const ontrack__ledger *ledger;
    ontrack__dates span;
    ontrack_status status = ontrack__window_span(question, &span, why);
    if (status != ONTRACK_OK || *why != ONTRACK__KNOWN) return status;
    status = ontrack__ledger_of(question, &ledger);
    if (status != ONTRACK_OK) return status;
    *range = cut(question, ledger, span.from, span.to, ONTRACK_DECIMAL_ONE);
    if (range->days == 0 && ontrack__days_from_to(&ledger->all, span.from, span.to) == 0)
        *why = ONTRACK__WHY_NO_DAYS;
    if (ledger->why != ONTRACK__KNOWN) *why = ledger->why;
    return ONTRACK_OK;
}

ontrack_status ontrack__marked_days(const ontrack_question *question, ontrack__day_range *range,
                                    ontrack__why *why)
{
    *why = !ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_ATTENDANCE)
               ? ONTRACK__WHY_NO_ATTENDANCE
           : question->meanings->of[ONTRACK_CODES_ATTENDANCE] == NULL
               ? ONTRACK__WHY_NO_ATTENDANCE_CODES
               : ONTRACK__KNOWN;
    if (*why != ONTRACK__KNOWN) return ONTRACK_OK;
    const ontrack_status status = ontrack__days_of_window(question, range, why);
    if (status == ONTRACK_OK && *why == ONTRACK__KNOWN) *why = choose_unit(question, range);
    return status;
}

/* ---- what was missed ---- */

/* The share of a day that the options make of the part that was missed. */
static inline int64_t counted(const ontrack__options *options, int64_t missed, int64_t unit)
{
    switch (options->partial_day) {
    case ONTRACK__PARTIAL_MAJORITY:
        return 2 * missed >= unit ? unit : 0;
    case ONTRACK__PARTIAL_ANY:
        return missed > 0 ? unit : 0;
    case ONTRACK__PARTIAL_WHOLE:
        return missed >= unit ? unit : 0;
    case ONTRACK__PARTIAL_SHARE:
        break;
    }
    return missed;
}

int64_t ontrack__missed_on(const ontrack_question *question, const ontrack__day_range *range,
                           size_t *at)
{
    const ontrack__options *options = question->options;
    const ontrack__absence *absences = range->ledger->absences;
    const ontrack_date date = absences[*at].date;
    const int64_t periods = absences[*at].periods, told = options->periods_per_day;
    const int64_t shares = periods == 0 ? 1 : told > 0 ? told : periods;
    const int64_t parts = range->unit / ONTRACK_DECIMAL_ONE;
    int64_t sum = 0;
    for (; *at < range->ledger->count && absences[*at].date == date; ++*at)
        if (ontrack__chosen(options->categories, absences[*at].categories))
            sum += absences[*at].missed;
    const int64_t missed = sum * (shares == 1 ? parts : parts / shares);
    /* More periods marked than the day is told to have do not make it longer. */
    return counted(options, missed < range->unit ? missed : range->unit, range->unit);
}

/* Where days are told as a whole and count by their share, nothing is rounded and no day is cut:
 * absences add up whichever days they are of. */
static int64_t missed_shares(const ontrack_question *question, const ontrack__day_range *range)
{
    const ontrack__choice chosen = question->options->categories;
    const ontrack__absence *at = range->ledger->absences + range->first;
    const ontrack__absence *end = range->ledger->absences + range->end;
    int64_t missed = 0;
    for (; at < end; at++)
        missed += ontrack__chosen(chosen, at->categories) ? at->missed : 0;
    return missed * (range->unit / ONTRACK_DECIMAL_ONE);
}

int64_t ontrack__missed_in(const ontrack_question *question, const ontrack__day_range *range)
{
    if (!range->ledger->by_periods && question->options->partial_day == ONTRACK__PARTIAL_SHARE)
        return missed_shares(question, range);
    int64_t missed = 0;
    for (size_t at = range->first; at < range->end;)
        missed += ontrack__missed_on(question, range, &at);
    return missed;
}

ontrack_status ontrack__without_days(const ontrack_question *question, ontrack__why why,
                                     ontrack_value zero, ontrack_value *out)
{
    bool enrolled = true;
    if (why == ONTRACK__WHY_NO_DAYS && question->options->without_zero) {
        const ontrack_status status = ontrack__enrolled_this_year(question, &enrolled);
        if (status != ONTRACK_OK) return status;
    }
    *out = zero;
    return enrolled ? ontrack__unknown(out, why) : ONTRACK_OK;
}
