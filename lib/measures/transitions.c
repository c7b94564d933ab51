#include "base/sort.h"
#include "measures/events.h"
#include "measures/indicators.h"
#include "measures/notes.h"
#include "measures/school_years.h"
#include "measures/stays.h"
#include "records/schools.h"

static const ontrack__event_table table = {ONTRACK_TABLE_TRANSITIONS, ONTRACK_CODES_TRANSITION,
                                           ONTRACK__WHY_NO_TRANSITIONS,
                                           ONTRACK__WHY_TRANSITIONS_BEHIND};

static ontrack_status events(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    return ontrack__count_events(question, &table, out);
}

/* The student's stays and the window they are looked at in. */
typedef struct moves {
    const ontrack__stay *stays;
    size_t count;
    ontrack__dates span;
} moves;

static ontrack_status read_moves(const ontrack_question *question, moves *out, ontrack__why *why)
{
    *why = ONTRACK__WHY_NO_ENROLLMENTS;
    if (!ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_ENROLLMENTS))
        return ONTRACK_OK;
    const ontrack_status status = ontrack__stays(question, &out->stays, &out->count);
    if (status != ONTRACK_OK) return status;
    *why = ONTRACK__WHY_NO_STAY;
    if (out->count == 0 && !question->options->without_zero) return ONTRACK_OK;
    return ontrack__window_span(question, &out->span, why);
}

static bool inside(ontrack__dates span, ontrack_date date)
{
    return date >= span.from && date <= span.to;
}

/* Whole days between an exit and the next entry; none when the stays meet or overlap. */
static int64_t gap(const ontrack__stay *stay, const ontrack__stay *next)
{
    const int64_t days = (int64_t)next->entry - stay->exit - 1;
    return days < 0 ? 0 : days;
}

static ontrack_status school_changes(void *user, const ontrack_question *question,
                                     ontrack_value *out)
{
    (void)user;
    moves all;
    ontrack__why why;
    const ontrack_status status = read_moves(question, &all, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    int64_t changes = 0;
    for (size_t i = 1; i < all.count; i++) {
        const ontrack__stay *from = &all.stays[i - 1], *to = &all.stays[i];
        changes += from->school != to->school && inside(all.span, to->entry) &&
                   from->exit >= question->year_start &&
                   gap(from, to) >= question->options->min_gap_days;
    }
    *out = ontrack_value_count(changes);
    return ONTRACK_OK;
}

static int compare_schools(const void *a, const void *b, const void *context)
{
    const ontrack__code left = *(const ontrack__code *)a, right = *(const ontrack__code *)b;
    (void)context;
    return left < right ? -1 : left > right;
}

static ontrack_status schools(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    moves all;
    ontrack__why why;
    const ontrack_status status = read_moves(question, &all, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    ontrack__arena *arena = &question->notes->arena;
    ontrack__code *seen = ontrack__arena_allocate(arena, all.count, sizeof *seen);
    if (seen == NULL) return ONTRACK_NO_MEMORY;
    size_t count = 0;
    for (size_t i = 0; i < all.count; i++)
        if (all.stays[i].entry <= all.span.to && all.stays[i].exit >= all.span.from)
            seen[count++] = all.stays[i].school;
    if (!ontrack__sort(&arena->allocator, seen, count, sizeof *seen, compare_schools, NULL))
        return ONTRACK_NO_MEMORY;
    int64_t distinct = 0;
    for (size_t i = 0; i < count; i++)
        distinct += i == 0 || seen[i] != seen[i - 1];
    *out = ontrack_value_count(distinct);
    return ONTRACK_OK;
}

/* The first stay that reaches into the school year, or NULL. */
static const ontrack__stay *first_of_year(const ontrack_question *question, const moves *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->stays[i].exit >= question->year_start) return &all->stays[i];
    return NULL;
}

/* Days of the span in no stay, which are ordered by entry. */
static int64_t days_outside(const moves *all, ontrack__dates span)
{
    int64_t outside = 0;
    int64_t next = span.from; /* first day not looked at yet */
    for (size_t i = 0; i < all->count && next <= span.to; i++) {
        const ontrack__stay *stay = &all->stays[i];
        if (stay->exit < next) continue;
        const int64_t entry = stay->entry > span.to ? (int64_t)span.to + 1 : stay->entry;
        if (entry > next) outside += entry - next;
        next = (int64_t)stay->exit + 1;
    }
    return next > span.to ? outside : outside + (span.to - next + 1);
}

static ontrack_status days_not_enrolled(void *user, const ontrack_question *question,
                                        ontrack_value *out)
{
    (void)user;
    moves all;
    ontrack__why why;
    const ontrack_status status = read_moves(question, &all, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    const ontrack__stay *first = first_of_year(question, &all);
    if (first == NULL) return ontrack__unknown(out, ONTRACK__WHY_NOT_ENROLLED);
    ontrack__dates span = all.span;
    if (span.from < question->year_start) span.from = question->year_start;
    if (span.from < first->entry) span.from = first->entry;
    *out = ontrack_value_count(span.from > span.to ? 0 : days_outside(&all, span));
    return ONTRACK_OK;
}

static int64_t school_days(const ontrack_question *question, ontrack__code school,
                           ontrack_date from, ontrack_date to)
{
    return ontrack__day_set_count(
        ontrack__school_day_set(ontrack__dataset_of(question)->schools, school), from, to);
}

static ontrack_status entry_delay(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    moves all;
    ontrack__why why;
    ontrack_status status = read_moves(question, &all, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    const ontrack__stay *first = first_of_year(question, &all);
    if (first == NULL) return ontrack__unknown(out, ONTRACK__WHY_NOT_ENROLLED);
    const ontrack__school_year *year;
    status = ontrack__school_year_of(question, first->school, &year);
    if (status != ONTRACK_OK) return status;
    if (year->opens == ONTRACK_DATE_NONE) return ontrack__unknown(out, ONTRACK__WHY_NO_CALENDAR);
    const ontrack_date from = all.span.from > year->opens ? all.span.from : year->opens;
    const ontrack_date to = first->entry <= all.span.to ? first->entry - 1 : all.span.to;
    *out = ontrack_value_count(from > to ? 0 : school_days(question, first->school, from, to));
    return ONTRACK_OK;
}

#define MEASURE(name, unit, about, options)                                                        \
    {                                                                                              \
        sizeof(ontrack_measure), "transitions." #name, ONTRACK_TYPE_COUNT, unit, about, options,   \
            name, NULL, NULL                                                                       \
    }

static const ontrack_measure measures[] = {
    MEASURE(school_changes, "count", "Changes from one school to another",
            ONTRACK_OPTION_WINDOW | ONTRACK_OPTION_MIN_GAP_DAYS | ONTRACK_OPTION_WITHOUT_ROWS),
    MEASURE(schools, "count", "Schools in which the student was enrolled",
            ONTRACK_OPTION_WINDOW | ONTRACK_OPTION_WITHOUT_ROWS),
    MEASURE(days_not_enrolled, "days", "Calendar days after the first entry without a school",
            ONTRACK_OPTION_WINDOW),
    MEASURE(entry_delay, "days", "School days of the year that passed before the first entry",
            ONTRACK_OPTION_WINDOW),
    MEASURE(events, "count", "Changes in the student's life, by the table transitions",
            ONTRACK_OPTION_WINDOW | ONTRACK_OPTION_CATEGORIES | ONTRACK_OPTION_REPEATS |
                ONTRACK_OPTION_WITHOUT_ROWS),
};

const ontrack__measure_list ontrack__transitions_measures = {measures,
                                                             sizeof measures / sizeof *measures};
