#include "measures/school_years.h"

#include "measures/notes.h"
#include "records/schools.h"

#include <string.h>

void ontrack__school_years_free(ontrack__school_years *years, const ontrack_allocator *allocator)
{
    ontrack__array_free(allocator, &years->items, sizeof(ontrack__school_year));
    ontrack__array_free(allocator, &years->words, sizeof(uint64_t));
}

/* Words of a year: its days, and how many lie before each column. */
static size_t words_each(const ontrack_question *question)
{
    return 2 * ontrack__column_count(question) + 1;
}

/* A place for every school, of which none is worked out yet. */
static bool begin(const ontrack_question *question, ontrack__school_years *years)
{
    const ontrack_allocator *allocator = ontrack__notes_allocator(question);
    const size_t count = ontrack__school_count(ontrack__dataset_of(question)->schools);
    ontrack__school_year *items;
    years->items.count = years->words.count = 0;
    if (ontrack__array_extend(allocator, &years->words, count * words_each(question),
                              sizeof(uint64_t)) == NULL)
        return false;
    items = ontrack__array_extend(allocator, &years->items, count, sizeof *items);
    if (items == NULL) return false;
    memset(items, 0, count * sizeof *items);
    years->as_of = question->as_of;
    years->year_start = question->year_start;
    return true;
}

/* Last day for which the school's attendance is known. false: none. */
static bool known_through(const ontrack_question *question, ontrack__code school, ontrack_date *out)
{
    const ontrack_dataset *dataset = ontrack__dataset_of(question);
    *out = question->as_of;
    if (!ontrack__table_given(dataset, ONTRACK_TABLE_ATTENDANCE)) return true;
    return ontrack__attendance_through(dataset->schools, school, question->as_of, out);
}

/* The calendar's days in the school year up to a date. */
static ontrack__day_set cut(const ontrack_question *question, const ontrack__day_set *calendar,
                            ontrack_date to, uint64_t *words)
{
    const ontrack_date from = ontrack__first_of_year(question);
    const ontrack__day_set days = {words, ontrack__first_column(question),
                                   ontrack__column_count(question)};
    for (size_t i = 0; i < days.count; i++)
        words[i] = from > to ? 0
                             : ontrack__day_set_word(calendar, days.first + i) &
                                   ontrack__days_between(days.first + i, from, to);
    return days;
}

/* The calendar's first day in the school year up to the as-of date, or NONE. */
static ontrack_date first_day(const ontrack_question *question, const ontrack__day_set *calendar)
{
    const ontrack_date from = ontrack__first_of_year(question);
    const size_t first = ontrack__first_column(question);
    for (size_t column = first; column < first + ontrack__column_count(question); column++) {
        const uint64_t bits = ontrack__day_set_word(calendar, column) &
                              ontrack__days_between(column, from, question->as_of);
        if (bits != 0) return ontrack__day_column_date(column) + ontrack__lowest_bit(bits);
    }
    return ONTRACK_DATE_NONE;
}

static void work_out(const ontrack_question *question, ontrack__code school, uint64_t *words,
                     ontrack__school_year *year)
{
    const ontrack__day_set *calendar =
        ontrack__school_day_set(ontrack__dataset_of(question)->schools, school);
    const ontrack_date from = ontrack__first_of_year(question);
    ontrack_date through;
    if (!known_through(question, school, &through)) through = from - 1;
    const ontrack__day_set days = cut(question, calendar, through, words);
    year->has_calendar = calendar->count > 0;
    year->days = ontrack__count_days(&days, words + days.count);
    const int64_t count = ontrack__days_of(&year->days);
    year->first = count == 0 ? INT32_MAX : ontrack__nth_day(&year->days, 0);
    year->last = count == 0 ? INT32_MIN : ontrack__nth_day(&year->days, (size_t)count - 1);
    year->opens = first_day(question, calendar);
    year->there = true;
    year->edition = ontrack__dataset_of(question)->edition;
}

ontrack_status ontrack__school_year_of(const ontrack_question *question, ontrack__code school,
                                       const ontrack__school_year **out)
{
    ontrack__school_years *years = &question->notes->school_years;
    const ontrack_dataset *dataset = ontrack__dataset_of(question);
    const bool same = years->items.count >= ontrack__school_count(dataset->schools) &&
                      years->as_of == question->as_of && years->year_start == question->year_start;
    if (!same && !begin(question, years)) return ONTRACK_NO_MEMORY;
    const size_t place = ontrack__school_place(dataset->schools, school);
    ontrack__school_year *year = (ontrack__school_year *)years->items.items + place;
    if (!year->there || year->edition != dataset->edition)
        work_out(question, school, (uint64_t *)years->words.items + place * words_each(question),
                 year);
    *out = year;
    return ONTRACK_OK;
}
