#include "measures/attendance.h"

#include "measures/days.h"
#include "measures/indicators.h"
#include "measures/marks.h"
#include "measures/notes.h"
#include "measures/stays.h"
#include "measures/totals.h"
#include "measures/window.h"
#include "measures/year_marks.h"

typedef struct day_sums {
    int64_t days;   /* known as present or absent */
    int64_t missed; /* in parts of a day */
} day_sums;

/* ---- which days, and in what parts ---- */

static bool attendance_given(const ontrack_question *question)
{
    return ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_ATTENDANCE);
}

static bool codes_mapped(const ontrack_question *question)
{
    return question->meanings->of[ONTRACK_CODES_ATTENDANCE] != NULL;
}

static ontrack__why choose_unit(const ontrack_question *question, ontrack__day_range *range)
{
    const int64_t told = question->options->periods_per_day;
    const ontrack__ledger *ledger = range->ledger;
    range->unit = ONTRACK_DECIMAL_ONE * (told > 0 ? told : ledger->common);
    if (told > 0 || !ledger->by_periods) return ONTRACK__KNOWN;
    if (!ledger->presence_by_periods) return ONTRACK__WHY_NO_PERIODS_PER_DAY;
    return ledger->common == 0 ? ONTRACK__WHY_TOO_MANY_PERIODS : ONTRACK__KNOWN;
}

/* The days from one date to another, as far as the ledger goes. */
static void cut_days(const ontrack_question *question, ontrack_date from, ontrack_date to,
                     const ontrack__ledger *ledger, ontrack__day_range *range)
{
    const bool all = from <= question->year_start && to >= question->as_of;
    range->ledger = ledger;
    range->from = from;
    range->to = to;
    range->first = all ? 0 : ontrack__ledger_find(ledger, from);
    range->end = all ? ledger->count : ontrack__ledger_find(ledger, to + 1);
    range->days =
        all ? ontrack__days_of(&ledger->clear) : ontrack__days_from_to(&ledger->clear, from, to);
}

static ontrack_status find_days(const ontrack_question *question, ontrack__span span,
                                ontrack__day_range *range, ontrack__why *why)
{
    const ontrack__ledger *ledger;
    const ontrack_status status = ontrack__ledger_of(question, &ledger);
    if (status != ONTRACK_OK) return status;
    cut_days(question, span.from, span.to, ledger, range);
    range->unit = ONTRACK_DECIMAL_ONE;
    *why = ledger->why != ONTRACK__KNOWN ? ledger->why
           : range->days == 0 && ontrack__days_from_to(&ledger->all, span.from, span.to) == 0
               ? ONTRACK__WHY_NO_DAYS
               : ONTRACK__KNOWN;
    return ONTRACK_OK;
}

ontrack_status ontrack__marked_days(const ontrack_question *question, ontrack__day_range *range,
                                    ontrack__span *span, ontrack__why *why)
{
    *why = !attendance_given(question) ? ONTRACK__WHY_NO_ATTENDANCE
           : !codes_mapped(question)   ? ONTRACK__WHY_NO_ATTENDANCE_CODES
                                       : ONTRACK__KNOWN;
    if (*why != ONTRACK__KNOWN) return ONTRACK_OK;
    ontrack_status status = ontrack__window_span(question, span, why);
    if (status == ONTRACK_OK && *why == ONTRACK__KNOWN)
        status = find_days(question, *span, range, why);
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

static inline int64_t missed_on(const ontrack__options *options, const ontrack__day_range *range,
                                size_t *at)
{
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

int64_t ontrack__missed_on(const ontrack_question *question, const ontrack__day_range *range,
                           size_t *at)
{
    return missed_on(question->options, range, at);
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

static int64_t missed_in(const ontrack_question *question, const ontrack__day_range *range)
{
    if (!range->ledger->by_periods && question->options->partial_day == ONTRACK__PARTIAL_SHARE)
        return missed_shares(question, range);
    int64_t missed = 0;
    for (size_t at = range->first; at < range->end;)
        missed += missed_on(question->options, range, &at);
    return missed;
}

static day_sums add_up(const ontrack_question *question, const ontrack__day_range *range)
{
    const day_sums sums = {range->days, missed_in(question, range)};
    return sums;
}

static ontrack_value days_value(int64_t parts, int64_t unit)
{
    return ontrack__exact(parts, unit / ONTRACK_DECIMAL_ONE);
}

/* Nothing is known of the student's days: unknown, but zero where the options take it for that and
 * the student was not enrolled this year. */
static ontrack_status without_days(const ontrack_question *question, ontrack__why why,
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

/* ---- rate and days ---- */

/* The totals of the window, from marks or, without any, from attendance totals. */
static ontrack_status totals(const ontrack_question *question, day_sums *sums, int64_t *unit,
                             ontrack__why *why)
{
    ontrack__day_range range;
    ontrack__span span;
    if (attendance_given(question)) {
        const ontrack_status status = ontrack__marked_days(question, &range, &span, why);
        if (status != ONTRACK_OK || *why != ONTRACK__KNOWN) return status;
        *sums = add_up(question, &range);
        *unit = range.unit;
        sums->days *= range.unit;
    } else {
        const ontrack__totals_row *row;
        ontrack_decimal absent = 0;
        *why = ontrack__totals_of(question, &row);
        if (*why == ONTRACK__KNOWN) *why = ontrack__totals_absent(question, row, &absent);
        if (*why != ONTRACK__KNOWN) return ONTRACK_OK;
        sums->days = row->enrolled;
        sums->missed = absent;
        *unit = ONTRACK_DECIMAL_ONE;
    }
    if (sums->days == 0) *why = ONTRACK__WHY_NO_DAYS;
    return ONTRACK_OK;
}

ontrack_status ontrack__sum_attendance(const ontrack_question *question,
                                       ontrack__attendance_sums *out, ontrack__why *why)
{
    day_sums sums = {0, 0};
    int64_t unit = ONTRACK_DECIMAL_ONE;
    const ontrack_status status = totals(question, &sums, &unit, why);
    *out = (ontrack__attendance_sums){sums.days, sums.missed, unit};
    return status;
}

static ontrack_status rate(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    day_sums sums;
    int64_t unit;
    ontrack__why why;
    const ontrack_status status = totals(question, &sums, &unit, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    *out = ontrack_value_ratio(sums.days - sums.missed, sums.days);
    return ONTRACK_OK;
}

static ontrack_status days_absent(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    day_sums sums;
    int64_t unit;
    ontrack__why why;
    const ontrack_status status = totals(question, &sums, &unit, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return without_days(question, why, ontrack_value_decimal(0), out);
    *out = days_value(sums.missed, unit);
    return ONTRACK_OK;
}

/* Enrolled days can be counted by a calendar alone; with totals, these count. None is an answer. */
static ontrack_status days_enrolled(void *user, const ontrack_question *question,
                                    ontrack_value *out)
{
    (void)user;
    const bool given = attendance_given(question);
    if (!given &&
        ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_ATTENDANCE_TOTALS)) {
        const ontrack__totals_row *row;
        const ontrack__why missing = ontrack__totals_of(question, &row);
        if (missing != ONTRACK__KNOWN) return ontrack__unknown(out, missing);
        *out = ontrack_value_decimal(row->enrolled);
        return ONTRACK_OK;
    }
    ontrack__day_range range;
    ontrack__span span;
    ontrack__why why;
    ontrack_status status = ontrack__window_span(question, &span, &why);
    if (status == ONTRACK_OK && why == ONTRACK__KNOWN)
        status = find_days(question, span, &range, &why);
    if (status != ONTRACK_OK) return status;
    if (why == ONTRACK__WHY_NO_CALENDAR) why = ONTRACK__WHY_NO_ATTENDANCE;
    if (why != ONTRACK__KNOWN && why != ONTRACK__WHY_NO_DAYS) return ontrack__unknown(out, why);
    *out = ontrack_value_decimal(why == ONTRACK__KNOWN ? range.days * ONTRACK_DECIMAL_ONE : 0);
    return ONTRACK_OK;
}

static ontrack_status change(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    ontrack__day_range range, before;
    ontrack__span span;
    ontrack__why why;
    const ontrack_status status = ontrack__marked_days(question, &range, &span, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    before = range;
    cut_days(question, question->year_start, range.from - 1, range.ledger, &before);
    const day_sums now = add_up(question, &range), then = add_up(question, &before);
    if (now.days == 0) return ontrack__unknown(out, ONTRACK__WHY_NO_DAYS);
    if (then.days == 0) return ontrack__unknown(out, ONTRACK__WHY_NO_DAYS_BEFORE);
    /* (1 - now.missed / now.days) - (1 - then.missed / then.days) */
    *out = ontrack_value_ratio(then.missed * now.days - now.missed * then.days,
                               now.days * then.days * range.unit);
    return ONTRACK_OK;
}

/* ---- months and runs ---- */

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
    ontrack__span span;
    ontrack__why why;
    const ontrack_status status = ontrack__marked_days(question, &range, &span, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return without_days(question, why, ontrack_value_decimal(0), out);
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
        const int64_t missed = missed_in(question, &part);
        if (missed > most) most = missed;
        part.first = span_days > 0 ? ontrack__ledger_find(range.ledger, part.from + 1) : part.end;
    }
    *out = days_value(most, range.unit);
    return ONTRACK_OK;
}

/* A day that is unclear is not listed, and ends a run: nothing shows that the student was away. */
static ontrack_status longest_absence(void *user, const ontrack_question *question,
                                      ontrack_value *out)
{
    (void)user;
    ontrack__day_range range;
    ontrack__span span;
    ontrack__why why;
    const ontrack_status status = ontrack__marked_days(question, &range, &span, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return without_days(question, why, ontrack_value_count(0), out);
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

/* ---- marks that are counted, not added up ---- */

/* How much of a sort the marks of a day hold. */
typedef ontrack_status count_day(const ontrack_question *question, const ontrack__mark_kind *kinds,
                                 const ontrack__dated_mark *marks, size_t count, int64_t *sum);

/* Over the range's days that bear marks. */
static ontrack_status sum_over_days(const ontrack_question *question,
                                    const ontrack__day_range *range, count_day *count, int64_t *sum)
{
    const ontrack__mark_kind *kinds;
    ontrack__year_marks year = {NULL, 0};
    ontrack_status status = ontrack__mark_kinds(question, &kinds);
    if (status == ONTRACK_OK) status = ontrack__year_marks_of(question, &year);
    *sum = 0;
    for (size_t first = 0, end; first < year.count && status == ONTRACK_OK; first = end) {
        const ontrack_date date = year.marks[first].date;
        end = ontrack__day_end(&year, first);
        if (date >= range->from && date <= range->to &&
            ontrack__day_set_has(&range->ledger->all.set, date))
            status = count(question, kinds, year.marks + first, end - first, sum);
    }
    return status;
}

static ontrack_status count_tardies(const ontrack_question *question,
                                    const ontrack__mark_kind *kinds,
                                    const ontrack__dated_mark *marks, size_t count, int64_t *sum)
{
    for (size_t i = 0; i < count; i++) {
        const ontrack__categories categories = kinds[marks[i].kind].mark.categories;
        *sum += (categories & ONTRACK__TARDY) &&
                ontrack__chosen(question->options->categories, categories);
    }
    return ONTRACK_OK;
}

/* Of several marks for one period the most severe decides. */
static ontrack_status count_periods(const ontrack_question *question,
                                    const ontrack__mark_kind *kinds,
                                    const ontrack__dated_mark *marks, size_t count, int64_t *sum)
{
    const ontrack__resolved *all = ontrack__resolve_day(question, kinds, marks, count);
    if (all == NULL) return ONTRACK_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const bool decides = i == 0 || all[i - 1].period != all[i].period;
        *sum += decides && all[i].period != 0 && (all[i].categories & ONTRACK__ABSENT) &&
                ontrack__chosen(question->options->categories, all[i].categories);
    }
    return ONTRACK_OK;
}

static ontrack_status count_marks(const ontrack_question *question, count_day *count,
                                  ontrack_value *out)
{
    ontrack__day_range range;
    ontrack__span span;
    ontrack__why why;
    ontrack_status status = ontrack__marked_days(question, &range, &span, &why);
    if (status != ONTRACK_OK) return status;
    /* Whole marks need no share of a day. */
    if (why == ONTRACK__WHY_NO_PERIODS_PER_DAY || why == ONTRACK__WHY_TOO_MANY_PERIODS)
        why = ONTRACK__KNOWN;
    if (why != ONTRACK__KNOWN) return without_days(question, why, ontrack_value_count(0), out);
    int64_t sum = 0;
    status = sum_over_days(question, &range, count, &sum);
    *out = ontrack_value_count(sum);
    return status;
}

static ontrack_status tardies(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    if (attendance_given(question)) return count_marks(question, count_tardies, out);
    const ontrack__totals_row *row;
    int32_t count = 0;
    ontrack__why why = ontrack__totals_of(question, &row);
    if (why == ONTRACK__KNOWN) why = ontrack__totals_tardies(question, row, &count);
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    *out = ontrack_value_count(count);
    return ONTRACK_OK;
}

static bool is_any(const ontrack__resolved *mark)
{
    (void)mark;
    return true;
}

static bool names_period(const ontrack__resolved *mark)
{
    return mark->period != 0;
}

/* Where every mark is of a whole day, periods are not recorded; who bears no mark missed none. */
static ontrack_status periods_absent(void *user, const ontrack_question *question,
                                     ontrack_value *out)
{
    (void)user;
    bool any, named;
    ontrack_status status = ontrack__any_mark(question, is_any, &any);
    if (status == ONTRACK_OK) status = ontrack__any_mark(question, names_period, &named);
    if (status != ONTRACK_OK) return status;
    if (any && !named) return ontrack__unknown(out, ONTRACK__WHY_NO_PERIODS);
    return count_marks(question, count_periods, out);
}

#define MEASURE(name, type, unit, about, options, compute)                                         \
    {                                                                                              \
        sizeof(ontrack_measure), "attendance." name, ONTRACK_TYPE_##type, unit, about, options,    \
            compute, NULL, NULL                                                                    \
    }
#define WHOLE_MARKS (ONTRACK_OPTION_WINDOW | ONTRACK_OPTION_CATEGORIES)
#define PARTS (WHOLE_MARKS | ONTRACK_OPTION_PERIODS)

static const ontrack_measure measures[] = {
    MEASURE("rate", RATIO, "share", "Share of enrolled school days that were attended", PARTS,
            rate),
    MEASURE("days_enrolled", DECIMAL, "days", "School days enrolled for which attendance is known",
            PARTS, days_enrolled),
    MEASURE("days_absent", DECIMAL, "days", "Enrolled school days missed",
            PARTS | ONTRACK_OPTION_WITHOUT_ROWS, days_absent),
    MEASURE("tardies", COUNT, "count", "Marks of coming late",
            WHOLE_MARKS | ONTRACK_OPTION_WITHOUT_ROWS, tardies),
    MEASURE("periods_absent", COUNT, "count", "Class periods missed",
            WHOLE_MARKS | ONTRACK_OPTION_WITHOUT_ROWS, periods_absent),
    MEASURE("most_absent_in_month", DECIMAL, "days",
            "Days missed in the calendar month with the most of them",
            ONTRACK_OPTION_CATEGORIES | ONTRACK_OPTION_PERIODS | ONTRACK_OPTION_WITHOUT_ROWS |
                ONTRACK_OPTION_SPAN_DAYS,
            most_absent_in_month),
    MEASURE("longest_absence", COUNT, "days", "Longest run of whole school days missed",
            PARTS | ONTRACK_OPTION_WITHOUT_ROWS, longest_absence),
    MEASURE("change", RATIO, "share",
            "Attendance rate in the window less the rate before it in the school year", PARTS,
            change),
};

const ontrack__measure_list ontrack__attendance_measures = {measures,
                                                            sizeof measures / sizeof *measures};
