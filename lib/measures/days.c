#include "measures/days.h"

#include "measures/marks.h"
#include "measures/notes.h"
#include "measures/stays.h"
#include "measures/year_marks.h"
#include "records/schools.h"

#include <string.h>

/* Beyond this the shares of days by periods could not be added up in 64 bits. */
#define LARGEST_COMMON INT64_C(1000000000)

static size_t first_at(const void *dates, size_t count, size_t stride, ontrack_date date)
{
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        ontrack_date at;
        memcpy(&at, (const char *)dates + middle * stride, sizeof at);
        if (at < date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t ontrack__first_day(const ontrack_date *days, size_t count, ontrack_date date)
{
    return first_at(days, count, sizeof *days, date);
}

size_t ontrack__ledger_find(const ontrack__ledger *ledger, ontrack_date date)
{
    if (ledger->count == 0) return 0;
    return first_at(&ledger->days->date, ledger->count, sizeof *ledger->days, date);
}

/* ---- which days ---- */

/* An empty set over the columns of the school year, in the n-th part of the notes' words. */
static ontrack__day_set year_set(const ontrack_question *question, size_t part)
{
    const size_t first = ontrack__day_column_of(ontrack__first_of_year(question));
    const size_t count = ontrack__day_column_of(question->as_of) - first + 1;
    uint64_t *words = question->notes->words.items;
    const ontrack__day_set set = {words + part * count, first, count};
    return set;
}

static bool make_sets(const ontrack_question *question, ontrack__ledger *ledger)
{
    ontrack__array *words = &question->notes->words;
    const size_t wanted = 2 * year_set(question, 0).count;
    words->count = 0;
    uint64_t *first =
        ontrack__array_extend(ontrack__notes_allocator(question), words, wanted, sizeof *first);
    if (first == NULL) return false;
    memset(first, 0, wanted * sizeof *first);
    ledger->all = year_set(question, 0);
    ledger->clear = year_set(question, 1);
    return true;
}

/* Last day of a stay for which the school's attendance is known; where no attendance is given at
 * all, days are only counted, and every one is known. false: none. */
static bool known_through(const ontrack_question *question, ontrack__code school, ontrack_date *out)
{
    const ontrack_dataset *dataset = ontrack__dataset_of(question);
    *out = question->as_of;
    if (!ontrack__table_given(dataset, ONTRACK_TABLE_ATTENDANCE)) return true;
    return ontrack__attendance_through(dataset->schools, school, question->as_of, out);
}

static void add_calendar_days(const ontrack_question *question, const ontrack__stay *stay,
                              const ontrack__day_set *calendar, ontrack__day_set *days)
{
    ontrack_date last, from = ontrack__first_of_year(question);
    if (!known_through(question, stay->school, &last)) return;
    if (stay->exit < last) last = stay->exit;
    if (stay->entry > from) from = stay->entry;
    if (from > last) return;
    for (size_t i = 0; i < days->count; i++)
        days->words[i] |= ontrack__day_set_word(calendar, days->first + i) &
                          ontrack__days_between(days->first + i, from, last);
}

/* Without a calendar: the days of the stay on which the student bears a mark. */
static void add_marked_days(const ontrack_question *question, const ontrack__stay *stay,
                            const ontrack__year_marks *marks, ontrack__day_set *days)
{
    const ontrack_date first = ontrack__first_of_year(question);
    const ontrack_date from = stay->entry > first ? stay->entry : first;
    const ontrack_date to = stay->exit < question->as_of ? stay->exit : question->as_of;
    if (from <= to) ontrack__add_marked_days(question, marks, from, to, days);
}

static ontrack_status collect_days(const ontrack_question *question,
                                   const ontrack__year_marks *marks, ontrack__ledger *ledger)
{
    const ontrack_dataset *dataset = ontrack__dataset_of(question);
    const bool marked = ontrack__table_given(dataset, ONTRACK_TABLE_ATTENDANCE);
    const ontrack__stay *stays;
    size_t count;
    const ontrack_status status = ontrack__stays(question, &stays, &count);
    if (status != ONTRACK_OK) return status;
    for (size_t i = 0; i < count; i++) {
        if (stays[i].exit < question->year_start) continue;
        const ontrack__day_set *calendar =
            ontrack__school_day_set(dataset->schools, stays[i].school);
        if (calendar->count > 0) {
            add_calendar_days(question, &stays[i], calendar, &ledger->all);
        } else if (marked && marks->presence) {
            add_marked_days(question, &stays[i], marks, &ledger->all);
        } else {
            ledger->why = marked ? ONTRACK__WHY_NO_PRESENCE : ONTRACK__WHY_NO_CALENDAR;
            return ONTRACK_OK;
        }
    }
    return ONTRACK_OK;
}

/* ---- what was marked on them ---- */

static int64_t least_common_multiple(int64_t a, int64_t b)
{
    int64_t x = a, y = b;
    while (y != 0) {
        const int64_t rest = x % y;
        x = y;
        y = rest;
    }
    const int64_t multiple = x == 0 ? 0 : a / x * b;
    return multiple > LARGEST_COMMON ? 0 : multiple;
}

static void note_periods(ontrack__ledger *ledger, const ontrack__day *day)
{
    if (day->periods == 0) return;
    ledger->by_periods = true;
    if (ledger->common != 0) ledger->common = least_common_multiple(ledger->common, day->periods);
}

/* Lists the day that these rows tell of, when something was missed on it. */
static ontrack_status settle_day(const ontrack_question *question,
                                 const ontrack__attendance_row *rows, size_t count,
                                 ontrack__ledger *ledger)
{
    ontrack__notes *notes = question->notes;
    ontrack__day day = {rows->date, 0, 0, 0, false};
    const ontrack_status status = ontrack__settle_day(question, rows, count, &notes->marks, &day);
    if (status != ONTRACK_OK) return status;
    note_periods(ledger, &day);
    if (day.unclear)
        ledger->clear.words[ontrack__day_column_of(day.date) - ledger->clear.first] &=
            ~ontrack__day_bit(day.date);
    if (day.unclear || day.count == 0) return ONTRACK_OK;
    ontrack__day *listed =
        ontrack__array_add(ontrack__notes_allocator(question), &notes->days, sizeof *listed);
    if (listed == NULL) return ONTRACK_NO_MEMORY;
    *listed = day;
    return ONTRACK_OK;
}

/* Without a map of attendance codes no row says anything, and no day is unclear by it. */
static ontrack_status settle_days(const ontrack_question *question,
                                  const ontrack__year_marks *marks, ontrack__ledger *ledger)
{
    const ontrack__attendance_row *rows = marks->rows;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < ledger->all.count; i++)
        ledger->clear.words[i] = ledger->all.words[i];
    if (question->meanings->of[ONTRACK_CODES_ATTENDANCE] == NULL) return ONTRACK_OK;
    for (size_t from = 0, to; from < marks->count && status == ONTRACK_OK; from = to) {
        to = from + 1;
        while (to < marks->count && rows[to].date == rows[from].date)
            to++;
        if (ontrack__day_set_has(&ledger->all, rows[from].date))
            status = settle_day(question, rows + from, to - from, ledger);
    }
    return status;
}

static bool shows_presence_by_periods(const ontrack_question *question,
                                      const ontrack__year_marks *marks)
{
    for (size_t i = 0; i < marks->count; i++) {
        const ontrack__resolved mark = ontrack__resolve(question, &marks->rows[i]);
        if (mark.period != 0 && ontrack__shows_presence(&mark)) return true;
    }
    return false;
}

static ontrack_status fill_ledger(const ontrack_question *question, ontrack__ledger *ledger)
{
    ontrack__notes *notes = question->notes;
    const ontrack__year_marks *marks = ontrack__year_marks_of(question);
    if (marks == NULL || !make_sets(question, ledger)) return ONTRACK_NO_MEMORY;
    notes->days.count = notes->marks.count = 0;
    ontrack_status status = collect_days(question, marks, ledger);
    if (status == ONTRACK_OK && ledger->why == ONTRACK__KNOWN)
        status = settle_days(question, marks, ledger);
    if (status != ONTRACK_OK) return status;
    if (ledger->by_periods)
        ledger->presence_by_periods = shows_presence_by_periods(question, marks);
    ledger->days = notes->days.items;
    ledger->count = notes->days.count;
    ledger->marks = notes->marks.items;
    return ONTRACK_OK;
}

ontrack_status ontrack__ledger_of(const ontrack_question *question, const ontrack__ledger **out)
{
    ontrack__notes *notes = question->notes;
    *out = &notes->ledger;
    if (notes->has_ledger) return ONTRACK_OK;
    const ontrack__ledger empty = {.why = ONTRACK__KNOWN, .common = 1};
    notes->ledger = empty;
    const ontrack_status status = fill_ledger(question, &notes->ledger);
    notes->has_ledger = status == ONTRACK_OK;
    return status;
}
