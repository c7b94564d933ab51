#include "measures/days.h"

#include "measures/marks.h"
#include "measures/notes.h"
#include "measures/stays.h"
#include "measures/year_marks.h"
#include "records/schools.h"

#include <string.h>

/* Beyond this the shares of days by periods could not be added up in 64 bits. */
#define LARGEST_COMMON INT64_C(1000000000)

size_t ontrack__ledger_find(const ontrack__ledger *ledger, ontrack_date date)
{
    const ontrack__absence *absences = ledger->absences;
    size_t low = 0, high = ledger->count;
    if (high == 0 || date <= absences[0].date) return 0;
    if (date > absences[high - 1].date) return high;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (absences[middle].date < date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- which days ---- */

/* Two sets over the columns of the school year, of no day yet. */
static bool make_sets(const ontrack_question *question, ontrack__ledger *ledger)
{
    ontrack__array *words = &question->notes->words;
    const size_t first = ontrack__day_column_of(ontrack__first_of_year(question));
    const size_t count = ontrack__day_column_of(question->as_of) - first + 1;
    words->count = 0;
    uint64_t *all =
        ontrack__array_extend(ontrack__notes_allocator(question), words, 2 * count, sizeof *all);
    if (all == NULL) return false;
    memset(all, 0, 2 * count * sizeof *all);
    ledger->all = (ontrack__day_set){all, first, count};
    ledger->clear = (ontrack__day_set){all + count, first, count};
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
                            ontrack__day_set *days)
{
    const ontrack_date first = ontrack__first_of_year(question);
    const ontrack_date from = stay->entry > first ? stay->entry : first;
    const ontrack_date to = stay->exit < question->as_of ? stay->exit : question->as_of;
    if (from <= to) ontrack__add_marked_days(question, from, to, days);
}

/* The same, where marks of presence are recorded: else there is no telling which days there were.
 */
static ontrack_status add_days_by_marks(const ontrack_question *question, const ontrack__stay *stay,
                                        ontrack__ledger *ledger)
{
    const bool marked =
        ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_ATTENDANCE);
    bool presence = false;
    const ontrack_status status =
        marked ? ontrack__any_mark(question, ontrack__shows_presence, &presence) : ONTRACK_OK;
    if (status == ONTRACK_OK && presence) add_marked_days(question, stay, &ledger->all);
    if (!presence) ledger->why = marked ? ONTRACK__WHY_NO_PRESENCE : ONTRACK__WHY_NO_CALENDAR;
    return status;
}

static ontrack_status collect_days(const ontrack_question *question, ontrack__ledger *ledger)
{
    const ontrack__stay *stays;
    size_t count;
    ontrack_status status = ontrack__stays(question, &stays, &count);
    for (size_t i = 0; i < count && status == ONTRACK_OK && ledger->why == ONTRACK__KNOWN; i++) {
        if (stays[i].exit < question->year_start) continue;
        const ontrack__day_set *calendar =
            ontrack__school_day_set(ontrack__dataset_of(question)->schools, stays[i].school);
        if (calendar->count > 0)
            add_calendar_days(question, &stays[i], calendar, &ledger->all);
        else
            status = add_days_by_marks(question, &stays[i], ledger);
    }
    return status;
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

static void note_settled(ontrack__ledger *ledger, ontrack_date date, ontrack__settled day)
{
    if (day.unclear) {
        ontrack__day_set_put(&ledger->clear, date, false);
        ledger->clear_days--;
    }
    if (day.periods == 0) return;
    ledger->by_periods = true;
    if (ledger->common != 0) ledger->common = least_common_multiple(ledger->common, day.periods);
}

/* Lists what was missed, of which there is at most one for each mark. */
static ontrack_status settle_marks(const ontrack_question *question,
                                   const ontrack__mark_kind *kinds, ontrack__year_marks year,
                                   ontrack__ledger *ledger)
{
    ontrack__array *room = &question->notes->absences;
    room->count = 0;
    ontrack__absence *absences = ontrack__array_extend(ontrack__notes_allocator(question), room,
                                                       year.count, sizeof *absences);
    ontrack_status status = absences != NULL ? ONTRACK_OK : ONTRACK_NO_MEMORY;
    ledger->absences = absences;
    for (size_t first = 0, end; first < year.count && status == ONTRACK_OK; first = end) {
        const ontrack_date date = year.marks[first].date;
        ontrack__settled day;
        end = ontrack__day_end(&year, first);
        if (!ontrack__day_set_has(&ledger->all, date)) continue;
        status = ontrack__settle_day(question, kinds, year.marks + first, end - first,
                                     absences + ledger->count, &day);
        if (status != ONTRACK_OK) continue;
        ledger->count += day.absences;
        if (day.unclear || day.periods != 0) note_settled(ledger, date, day);
    }
    return status;
}

/* Without a map of attendance codes no mark says anything, and no day is unclear by it. */
static ontrack_status settle_days(const ontrack_question *question, ontrack__ledger *ledger)
{
    const ontrack__mark_kind *kinds;
    ontrack__year_marks year = {0};
    if (question->meanings->of[ONTRACK_CODES_ATTENDANCE] == NULL) return ONTRACK_OK;
    ontrack_status status = ontrack__mark_kinds(question, &kinds);
    if (status == ONTRACK_OK) status = ontrack__year_marks_of(question, &year);
    if (status != ONTRACK_OK || year.count == 0) return status;
    return settle_marks(question, kinds, year, ledger);
}

static bool is_presence_of_period(const ontrack__resolved *mark)
{
    return mark->period != 0 && ontrack__shows_presence(mark);
}

static ontrack_status fill_ledger(const ontrack_question *question, ontrack__ledger *ledger)
{
    if (!make_sets(question, ledger)) return ONTRACK_NO_MEMORY;
    ontrack_status status = collect_days(question, ledger);
    memcpy(ledger->clear.words, ledger->all.words, ledger->all.count * sizeof *ledger->all.words);
    ledger->all_days = ledger->clear_days = ontrack__day_set_size(&ledger->all);
    if (status == ONTRACK_OK && ledger->why == ONTRACK__KNOWN)
        status = settle_days(question, ledger);
    if (status == ONTRACK_OK && ledger->by_periods)
        status = ontrack__any_mark(question, is_presence_of_period, &ledger->presence_by_periods);
    return status;
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
