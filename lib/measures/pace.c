/* Where attendance is heading: what can still be missed by the end of the school year. */
#include "measures/attendance.h"
#include "measures/days.h"
#include "measures/indicators.h"
#include "measures/notes.h"
#include "measures/stays.h"

/* Beyond this a year of days could not be held against the bar in 64 bits. */
#define LARGEST_UNIT INT64_C(1000000000)

/* A school year up to now and to its end, in parts of a day. */
typedef struct outlook {
    int64_t enrolled, missed, ahead, unit;
    int64_t bar;   /* the rate to keep, in ten-thousandths */
    bool or_equal; /* the bar itself is enough */
} outlook;

static ontrack__why choose_bar(const ontrack_question *question, outlook *out)
{
    const ontrack__options *options = question->options;
    out->or_equal = options->at_least != ONTRACK_DECIMAL_NONE;
    out->bar = out->or_equal ? options->at_least : options->above;
    return out->bar == ONTRACK_DECIMAL_NONE ? ONTRACK__WHY_NO_BAR : ONTRACK__KNOWN;
}

/* Last day of the stay at the student's school; the year's end when it goes on. */
static ontrack_status last_day(const ontrack_question *question, ontrack_date *out)
{
    const ontrack__stay *stays;
    size_t count;
    const ontrack_status status = ontrack__stays(question, &stays, &count);
    *out = ontrack__year_end(question->year_start);
    if (status == ONTRACK_OK && count > 0 && stays[count - 1].exit < *out)
        *out = stays[count - 1].exit;
    return status;
}

/* How many of the days, which ascend, are at or before a date. */
static size_t days_through(const ontrack_date *days, size_t count, ontrack_date date)
{
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (days[middle] <= date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* School days of the student's school behind those that are known, up to the year's end: the
 * student is taken to stay. */
static ontrack_status count_ahead(const ontrack_question *question, outlook *out, ontrack__why *why)
{
    const struct ontrack__schools *schools = ontrack__dataset_of(question)->schools;
    const ontrack__code school = ontrack__current_school(question);
    ontrack_date known = question->as_of, last;
    size_t count;
    const ontrack_date *days = ontrack__school_days(schools, school, &count);
    const ontrack_status status = last_day(question, &last);
    if (status != ONTRACK_OK) return status;
    if (days == NULL) *why = ONTRACK__WHY_NO_CALENDAR;
    ontrack__attendance_through(schools, school, question->as_of, &known);
    out->ahead =
        (int64_t)days_through(days, count, last) - (int64_t)days_through(days, count, known);
    if (out->ahead < 0) out->ahead = 0; /* the stay ended before what is known */
    return ONTRACK_OK;
}

static ontrack_status look_ahead(const ontrack_question *question, outlook *out, ontrack__why *why)
{
    ontrack__attendance_sums sums = {0, 0, 1};
    *why = choose_bar(question, out);
    if (*why != ONTRACK__KNOWN) return ONTRACK_OK;
    ontrack_status status = ontrack__sum_attendance(question, &sums, why);
    if (status != ONTRACK_OK || *why != ONTRACK__KNOWN) return status;
    out->enrolled = sums.enrolled;
    out->missed = sums.missed;
    out->unit = sums.unit;
    if (sums.unit > LARGEST_UNIT) *why = ONTRACK__WHY_TOO_MANY_PERIODS;
    return *why == ONTRACK__KNOWN ? count_ahead(question, out, why) : ONTRACK_OK;
}

/* What may be missed of so many parts of a day less what was, times ten thousand: with the bar
 * itself enough, 0 is none and what is below 0 is too much; without, 0 is too much already. */
static int64_t room(const outlook *at, int64_t parts)
{
    return parts * (ONTRACK_DECIMAL_ONE - at->bar) - at->missed * ONTRACK_DECIMAL_ONE;
}

static bool is_within(const outlook *at, int64_t parts)
{
    return at->or_equal ? room(at, parts) >= 0 : room(at, parts) > 0;
}

static int64_t whole_year(const outlook *at)
{
    return at->enrolled + at->ahead * at->unit;
}

static ontrack_status days_can_miss(void *user, const ontrack_question *question,
                                    ontrack_value *out)
{
    (void)user;
    outlook at;
    ontrack__why why;
    const ontrack_status status = look_ahead(question, &at, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    const int64_t left = room(&at, whole_year(&at)) - (at.or_equal ? 0 : 1);
    const int64_t days = left < 0 ? 0 : left / (at.unit * ONTRACK_DECIMAL_ONE);
    *out = ontrack_value_count(days < at.ahead ? days : at.ahead);
    return ONTRACK_OK;
}

/* Approaching: more than half of what the bar allows of the days so far was missed. With a bar of
 * 90 % that is the warning of Attendance Works, more than 5 % missed. */
static const char *name_pace(const outlook *at)
{
    if (!is_within(at, whole_year(at))) return "out of reach";
    if (!is_within(at, at->enrolled)) return "off pace";
    const int64_t allowed = at->enrolled * (ONTRACK_DECIMAL_ONE - at->bar);
    return 2 * at->missed * ONTRACK_DECIMAL_ONE > allowed ? "approaching" : "on pace";
}

static ontrack_status pace(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    outlook at;
    ontrack__why why;
    const ontrack_status status = look_ahead(question, &at, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    *out = ontrack_value_text(ontrack_text_of(name_pace(&at)));
    return ONTRACK_OK;
}

#define OPTIONS                                                                                    \
    (ONTRACK_OPTION_CATEGORIES | ONTRACK_OPTION_PERIODS | ONTRACK_OPTION_ABOVE |                   \
     ONTRACK_OPTION_AT_LEAST)

static const ontrack_measure measures[] = {
    {sizeof(ontrack_measure), "attendance.days_can_miss", ONTRACK_TYPE_COUNT, "days",
     "Whole school days that can still be missed by the end of the year", OPTIONS, days_can_miss,
     NULL, NULL},
    {sizeof(ontrack_measure), "attendance.pace", ONTRACK_TYPE_TEXT, NULL,
     "on pace, approaching, off pace, or out of reach of the rate asked for", OPTIONS, pace, NULL,
     NULL},
};

const ontrack__measure_list ontrack__pace_measures = {measures, sizeof measures / sizeof *measures};
