#include "measures/days.h"

#include "measures/marks.h"
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

static bool in_school_year(const ontrack_question *question, const ontrack__stay *stay)
{
    return stay->exit >= question->year_start;
}

/* Nearly always there is one stay, which holds all days that its school has: their set, or NULL. */
static ontrack_status whole_year(const ontrack_question *question, const ontrack__stay *stays,
                                 size_t count, const ontrack__counted_days **out)
{
    const ontrack__school_year *year;
    *out = NULL;
    if (count != 1 || !in_school_year(question, stays)) return ONTRACK_OK;
    const ontrack_status status = ontrack__school_year_of(question, stays->school, &year);
    if (status == ONTRACK_OK && year->has_calendar && stays->entry <= year->first &&
        stays->exit >= year->last)
        *out = &year->days;
    return status;
}

/* A set over the columns of the school year, of no day yet. */
static ontrack__day_set no_days(const ontrack_question *question)
{
    const size_t count = ontrack__column_count(question);
    const ontrack__day_set set = {question->notes->words.items, ontrack__first_column(question),
                                  count};
    memset(set.words, 0, count * sizeof *set.words);
    return set;
}

/* Of the school's days those within the stay. */
static void add_calendar_days(const ontrack_question *question, const ontrack__stay *stay,
                              const ontrack__day_set *calendar, ontrack__day_set *days)
{
    const ontrack_date first = ontrack__first_of_year(question);
    const ontrack_date from = stay->entry > first ? stay->entry : first;
    const ontrack_date to = stay->exit < question->as_of ? stay->exit : question->as_of;
    for (size_t i = 0; i < days->count && from <= to; i++)
        days->words[i] |= calendar->words[i] & ontrack__days_between(days->first + i, from, to);
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
                                        ontrack__day_set *days, ontrack__why *why)
{
    const bool marked =
        ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_ATTENDANCE);
    bool presence = false;
    const ontrack_status status =
        marked ? ontrack__any_mark(question, ontrack__shows_presence, &presence) : ONTRACK_OK;
    if (status == ONTRACK_OK && presence) add_marked_days(question, stay, days);
    if (!presence) *why = marked ? ONTRACK__WHY_NO_PRESENCE : ONTRACK__WHY_NO_CALENDAR;
    return status;
}

static ontrack_status stay_by_stay(const ontrack_question *question, const ontrack__stay *stays,
                                   size_t count, ontrack__day_set *days, ontrack__why *why)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < count && status == ONTRACK_OK && *why == ONTRACK__KNOWN; i++) {
        const ontrack__school_year *year;
        if (!in_school_year(question, &stays[i])) continue;
        status = ontrack__school_year_of(question, stays[i].school, &year);
        if (status != ONTRACK_OK) break;
        if (year->has_calendar)
            add_calendar_days(question, &stays[i], &year->days.set, days);
        else
            status = add_days_by_marks(question, &stays[i], days, why);
    }
    return status;
}

static ontrack_status collect_days(const ontrack_question *question, ontrack__ledger *ledger)
{
    const ontrack__counted_days *whole;
    const ontrack__stay *stays;
    size_t count;
    ontrack_status status = ontrack__stays(question, &stays, &count);
    if (status == ONTRACK_OK) status = whole_year(question, stays, count, &whole);
    if (status != ONTRACK_OK) return status;
    if (whole != NULL) {
        ledger->all = *whole;
    } else {
        ontrack__day_set days = no_days(question);
        status = stay_by_stay(question, stays, count, &days, &ledger->why);
        ledger->all = ontrack__count_days(&days, days.words + days.count);
    }
    ledger->clear = ledger->all;
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

/* The day is not clear: the clear days are no longer the same as all. */
static void take_out(const ontrack_question *question, ontrack__ledger *ledger, ontrack_date date)
{
    ontrack__day_set *clear = &ledger->clear.set;
    if (clear->words == ledger->all.set.words) {
        clear->words = (uint64_t *)question->notes->words.items + 2 * clear->count + 1;
        memcpy(clear->words, ledger->all.set.words, clear->count * sizeof *clear->words);
    }
    ontrack__day_set_put(clear, date, false);
}

static void note_settled(const ontrack_question *question, ontrack__ledger *ledger,
                         ontrack_date date, ontrack__settled day)
{
    if (day.unclear) take_out(question, ledger, date);
    if (day.periods == 0) return;
    ledger->by_periods = true;
    if (ledger->common != 0) ledger->common = least_common_multiple(ledger->common, day.periods);
}

static ontrack_status settle_closely(const ontrack_question *question,
                                     const ontrack__mark_kind *kinds,
                                     const ontrack__dated_mark *marks, size_t count,
                                     ontrack__ledger *ledger)
{
    ontrack__absence *absences = question->notes->absences.items;
    ontrack__settled day;
    const ontrack_status status =
        ontrack__settle_day(question, kinds, marks, count, absences + ledger->count, &day);
    if (status != ONTRACK_OK) return status;
    ledger->count += day.absences;
    note_settled(question, ledger, marks->date, day);
    return ONTRACK_OK;
}

/* Settles every day that bears marks. */
static ontrack_status settle_each(const ontrack_question *question, const ontrack__mark_kind *kinds,
                                  ontrack__year_marks year, ontrack__ledger *ledger)
{
    const ontrack__day_set days = ledger->all.set;
    ontrack_status status = ONTRACK_OK;
    for (size_t first = 0, end; first < year.count && status == ONTRACK_OK; first = end) {
        end = ontrack__day_end(&year, first);
        if (ontrack__day_set_has(&days, year.marks[first].date))
            status = settle_closely(question, kinds, year.marks + first, end - first, ledger);
    }
    if (ledger->clear.set.words != days.words)
        ledger->clear =
            ontrack__count_days(&ledger->clear.set, ledger->clear.set.words + days.count);
    return status;
}

/* What was missed, as simple days are settled, and the days of the commonest mark that are still to
 * come, where it says that something was. */
typedef struct simple_days {
    const ontrack_student *student;
    const ontrack__mark_kind *kinds, *common; /* common: NULL where its days need no look */
    ontrack__day_set days;                    /* the ledger's */
    ontrack__absence *next;                   /* where the next one goes; there is room */
    size_t column;                            /* of the bits */
    uint64_t bits;
} simple_days;

static inline void add_simple(simple_days *to, const ontrack__mark_kind *kind, ontrack_date date)
{
    *to->next = kind->absence;
    to->next->date = date;
    to->next += kind->day.absences;
}

static void take_column(simple_days *to, size_t column)
{
    const ontrack__days *days = &to->student->dataset->facts.days;
    to->column = column;
    to->bits =
        column < days->first || column >= days->end
            ? 0
            : ontrack__day_bits(to->student, column) & ontrack__day_set_word(&to->days, column);
}

/* Adds the days of the commonest mark that lie before a date. Whether it is none of them. */
static bool add_common(simple_days *to, ontrack_date until)
{
    const size_t last = ontrack__day_column_of(until);
    for (;; take_column(to, to->column + 1)) {
        const uint64_t before = to->column < last ? UINT64_MAX : ontrack__day_bit(until) - 1;
        for (uint64_t bits = to->bits & before; bits != 0; bits &= bits - 1)
            add_simple(to, to->common,
                       ontrack__day_column_date(to->column) + ontrack__lowest_bit(bits));
        to->bits &= ~before;
        if (to->column >= last) break;
    }
    return to->column > last || (to->bits & ontrack__day_bit(until)) == 0;
}

/* The same where nothing but the marks themselves is to be looked at: each is of a simple kind, and
 * alone on its day but for a mark that is plain. false: it is not so. */
static bool settle_simply(simple_days *to)
{
    const ontrack_student *student = to->student;
    const ontrack__mark_kind *kinds = to->kinds;
    const ontrack__day_set days = to->days;
    const size_t entries = ontrack__entry_count(student);
    uint32_t before = UINT32_MAX, number;
    if (to->common != NULL) take_column(to, to->days.first);
    for (size_t i = 0; i < entries; i++) {
        const uint32_t day = ontrack__entry_day(student, i, &number);
        const ontrack__mark_kind *kind = &kinds[number];
        const ontrack_date date = (ontrack_date)day + ONTRACK__FIRST_DAY;
        if (!ontrack__day_set_has(&days, date)) continue;
        if (!kind->simple || day == before) return false;
        if (to->common != NULL && !add_common(to, date)) return false;
        before = day;
        add_simple(to, kind, date);
    }
    if (to->common != NULL && to->days.count > 0)
        add_common(to, ontrack__day_column_date(to->days.first + to->days.count));
    return true;
}

/* Whether the days could be settled so. What is missed by the commonest mark, which is kept as a
 * bit, takes its days between the others'. */
static bool try_simply(const ontrack_question *question, const ontrack__mark_kind *kinds,
                       ontrack__ledger *ledger)
{
    const uint32_t common = ontrack__dataset_of(question)->facts.days.common;
    const bool plain = ontrack__only_entries_tell(question, kinds);
    simple_days to = {.student = question->student,
                      .kinds = kinds,
                      .common = plain ? NULL : &kinds[common],
                      .days = ledger->all.set,
                      .next = question->notes->absences.items};
    if (!plain && (!to.common->simple || to.common->day.absences == 0)) return false;
    if (!settle_simply(&to)) return false;
    ledger->count = (size_t)(to.next - ledger->absences);
    return true;
}

/* Room for what was missed, of which there is at most one for each mark. */
static bool make_list(const ontrack_question *question, size_t marks, ontrack__ledger *ledger)
{
    ontrack__array *absences = &question->notes->absences;
    absences->count = 0;
    ledger->absences = ontrack__array_extend(ontrack__notes_allocator(question), absences, marks,
                                             sizeof *ledger->absences);
    return ledger->absences != NULL;
}

/* Without a map of attendance codes no mark says anything, and no day is unclear by it. */
static ontrack_status settle_days(const ontrack_question *question, ontrack__ledger *ledger)
{
    const ontrack__mark_kind *kinds;
    ontrack__year_marks year = {0};
    if (question->meanings->of[ONTRACK_CODES_ATTENDANCE] == NULL) return ONTRACK_OK;
    ontrack_status status = ontrack__mark_kinds(question, &kinds);
    if (status != ONTRACK_OK) return status;
    const size_t most = ledger->all.set.count * ONTRACK__DAYS_EACH;
    if (!make_list(question, ontrack__entry_count(question->student) + most + 1, ledger))
        return ONTRACK_NO_MEMORY;
    if (try_simply(question, kinds, ledger)) return ONTRACK_OK;
    status = ontrack__year_marks_of(question, &year);
    if (status == ONTRACK_OK && !make_list(question, year.count, ledger))
        status = ONTRACK_NO_MEMORY;
    return status == ONTRACK_OK ? settle_each(question, kinds, year, ledger) : status;
}

static bool is_presence_of_period(const ontrack__resolved *mark)
{
    return mark->period != 0 && ontrack__shows_presence(mark);
}

/* Words of two counted sets. */
static bool make_room(const ontrack_question *question)
{
    ontrack__array *words = &question->notes->words;
    words->count = 0;
    return ontrack__array_extend(ontrack__notes_allocator(question), words,
                                 2 * (2 * ontrack__column_count(question) + 1),
                                 sizeof(uint64_t)) != NULL;
}

static ontrack_status fill(const ontrack_question *question, ontrack__ledger *ledger)
{
    if (!make_room(question)) return ONTRACK_NO_MEMORY;
    ontrack_status status = collect_days(question, ledger);
    if (status == ONTRACK_OK && ledger->why == ONTRACK__KNOWN)
        status = settle_days(question, ledger);
    if (status == ONTRACK_OK && ledger->by_periods)
        status = ontrack__any_mark(question, is_presence_of_period, &ledger->presence_by_periods);
    return status;
}

ontrack_status ontrack__fill_ledger(const ontrack_question *question)
{
    ontrack__notes *notes = question->notes;
    const ontrack__ledger empty = {.why = ONTRACK__KNOWN, .common = 1};
    notes->ledger = empty;
    const ontrack_status status = fill(question, &notes->ledger);
    notes->has_ledger = status == ONTRACK_OK;
    return status;
}
