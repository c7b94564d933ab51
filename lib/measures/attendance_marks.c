/* Marks of attendance that are counted, not added up: coming late, periods missed. */
#include "measures/day_range.h"
#include "measures/indicators.h"
#include "measures/marks.h"
#include "measures/notes.h"
#include "measures/totals.h"
#include "measures/year_marks.h"

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
    ontrack__why why;
    ontrack_status status = ontrack__marked_days(question, &range, &why);
    if (status != ONTRACK_OK) return status;
    /* Whole marks need no share of a day. */
    if (why == ONTRACK__WHY_NO_PERIODS_PER_DAY || why == ONTRACK__WHY_TOO_MANY_PERIODS)
        why = ONTRACK__KNOWN;
    if (why != ONTRACK__KNOWN)
        return ontrack__without_days(question, why, ontrack_value_count(0), out);
    int64_t sum = 0;
    status = sum_over_days(question, &range, count, &sum);
    *out = ontrack_value_count(sum);
    return status;
}

static ontrack_status tardies(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    if (ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_ATTENDANCE))
        return count_marks(question, count_tardies, out);
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

#define MEASURE(name, about, compute)                                                              \
    {                                                                                              \
        sizeof(ontrack_measure), "attendance." name, ONTRACK_TYPE_COUNT, "count", about,           \
            ONTRACK_OPTION_WINDOW | ONTRACK_OPTION_CATEGORIES | ONTRACK_OPTION_WITHOUT_ROWS,       \
            compute, NULL, NULL                                                                    \
    }

static const ontrack_measure measures[] = {
    MEASURE("tardies", "Marks of coming late", tardies),
    MEASURE("periods_absent", "Class periods missed", periods_absent),
};

const ontrack__measure_list ontrack__attendance_mark_measures = {measures, sizeof measures /
                                                                               sizeof *measures};
