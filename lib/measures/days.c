#include "measures/days.h"

#include "base/sort.h"
#include "measures/marks.h"
#include "measures/notes.h"
#include "measures/stays.h"
#include "records/schools.h"

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

const ontrack__attendance_row *ontrack__attendance_rows(const ontrack_question *question,
                                                        size_t *count)
{
    const ontrack__attendance_row *rows = (const ontrack__attendance_row *)ontrack__page_rows_until(
        &question->notes->page, ONTRACK_TABLE_ATTENDANCE, question->as_of, count);
    if (*count == 0) return rows;
    const size_t first = first_at(&rows->date, *count, sizeof *rows, question->year_start);
    *count -= first;
    return rows + first;
}

/* ---- which days ---- */

static bool add_day(const ontrack_question *question, ontrack_date date)
{
    ontrack__array *days = &question->notes->days;
    const ontrack__day *last =
        days->count == 0 ? NULL : (ontrack__day *)days->items + days->count - 1;
    if (last != NULL && last->date == date) return true;
    ontrack__day *day = ontrack__array_add(ontrack__notes_allocator(question), days, sizeof *day);
    if (day == NULL) return false;
    day->date = date;
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

static bool add_calendar_days(const ontrack_question *question, const ontrack__stay *stay,
                              const ontrack_date *days, size_t count)
{
    ontrack_date last;
    if (!known_through(question, stay->school, &last)) return true;
    if (stay->exit < last) last = stay->exit;
    const ontrack_date from =
        stay->entry > question->year_start ? stay->entry : question->year_start;
    for (size_t i = ontrack__first_day(days, count, from); i < count && days[i] <= last; i++)
        if (!add_day(question, days[i])) return false;
    return true;
}

/* Without a calendar: the days of the stay on which the student bears a mark. */
static bool add_marked_days(const ontrack_question *question, const ontrack__stay *stay)
{
    size_t count;
    const ontrack__attendance_row *rows = ontrack__attendance_rows(question, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].date >= stay->entry && rows[i].date <= stay->exit &&
            !add_day(question, rows[i].date))
            return false;
    return true;
}

static int compare_days(const void *a, const void *b, const void *context)
{
    const ontrack__day *left = a, *right = b;
    (void)context;
    return left->date < right->date ? -1 : left->date > right->date;
}

/* Stays may overlap: puts their days in order, each once. */
static bool order_days(const ontrack_question *question)
{
    ontrack__array *days = &question->notes->days;
    ontrack__day *items = days->items;
    if (!ontrack__sort(ontrack__notes_allocator(question), items, days->count, sizeof *items,
                       compare_days, NULL))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < days->count; i++)
        if (kept == 0 || items[kept - 1].date != items[i].date) items[kept++] = items[i];
    days->count = kept;
    return true;
}

static bool shows_presence(const ontrack_question *question)
{
    size_t count;
    const ontrack__attendance_row *rows = ontrack__attendance_rows(question, &count);
    for (size_t i = 0; i < count; i++) {
        const ontrack__resolved mark = ontrack__resolve(question, &rows[i]);
        if (ontrack__shows_presence(&mark)) return true;
    }
    return false;
}

static ontrack_status collect_days(const ontrack_question *question, ontrack__ledger *ledger)
{
    const ontrack_dataset *dataset = ontrack__dataset_of(question);
    const bool marked = ontrack__table_given(dataset, ONTRACK_TABLE_ATTENDANCE);
    const ontrack__stay *stays;
    size_t stay_count;
    const ontrack_status status = ontrack__stays(question, &stays, &stay_count);
    if (status != ONTRACK_OK) return status;
    for (size_t i = 0; i < stay_count; i++) {
        if (stays[i].exit < question->year_start) continue;
        size_t count;
        const ontrack_date *days = ontrack__school_days(dataset->schools, stays[i].school, &count);
        if (count == 0 && !(marked && shows_presence(question))) {
            ledger->why = marked ? ONTRACK__WHY_NO_PRESENCE : ONTRACK__WHY_NO_CALENDAR;
            return ONTRACK_OK;
        }
        if (!(count > 0 ? add_calendar_days(question, &stays[i], days, count)
                        : add_marked_days(question, &stays[i])))
            return ONTRACK_NO_MEMORY;
    }
    return stay_count < 2 || order_days(question) ? ONTRACK_OK : ONTRACK_NO_MEMORY;
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

/* Without a map of attendance codes no row says anything, and no day is unclear by it. */
static ontrack_status settle_days(const ontrack_question *question, ontrack__ledger *ledger)
{
    ontrack__notes *notes = question->notes;
    ontrack__day *days = notes->days.items;
    size_t count, row = 0;
    const ontrack__attendance_row *rows = ontrack__attendance_rows(question, &count);
    if (question->meanings->of[ONTRACK_CODES_ATTENDANCE] == NULL) return ONTRACK_OK;
    for (size_t i = 0; i < notes->days.count; i++) {
        while (row < count && rows[row].date < days[i].date)
            row++;
        size_t end = row;
        while (end < count && rows[end].date == days[i].date)
            end++;
        if (end == row) continue;
        const ontrack_status status =
            ontrack__settle_day(question, rows + row, end - row, &notes->marks, &days[i]);
        if (status != ONTRACK_OK) return status;
        note_periods(ledger, &days[i]);
        row = end;
    }
    return ONTRACK_OK;
}

static bool shows_presence_by_periods(const ontrack_question *question)
{
    size_t count;
    const ontrack__attendance_row *rows = ontrack__attendance_rows(question, &count);
    for (size_t i = 0; i < count; i++) {
        const ontrack__resolved mark = ontrack__resolve(question, &rows[i]);
        if (mark.period != 0 && ontrack__shows_presence(&mark)) return true;
    }
    return false;
}

ontrack_status ontrack__ledger_of(const ontrack_question *question, const ontrack__ledger **out)
{
    ontrack__notes *notes = question->notes;
    *out = &notes->ledger;
    if (notes->has_ledger) return ONTRACK_OK;
    const ontrack__ledger empty = {ONTRACK__KNOWN, NULL, 0, NULL, false, false, 1};
    ontrack__ledger *ledger = &notes->ledger;
    *ledger = empty;
    notes->days.count = notes->marks.count = 0;
    ontrack_status status = collect_days(question, ledger);
    if (ledger->why != ONTRACK__KNOWN) notes->days.count = 0;
    if (status == ONTRACK_OK) status = settle_days(question, ledger);
    if (status != ONTRACK_OK) return status;
    if (ledger->by_periods) ledger->presence_by_periods = shows_presence_by_periods(question);
    ledger->days = notes->days.items;
    ledger->count = notes->days.count;
    ledger->marks = notes->marks.items;
    notes->has_ledger = true;
    return ONTRACK_OK;
}
