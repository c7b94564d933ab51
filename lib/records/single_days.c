/* A student's attendance, from the records that a host holds: mostly whole runs of days say the
 * same, and most of them what most of the days say. */
#include "base/bits.h"
#include "base/error.h"
#include "base/sort.h"
#include "base/text.h"
#include "records/single_inside.h"

#include <string.h>

enum {
    MARKS_KEPT = 8,
    MANY = 24 /* days, from which on it is worth it that the commonest mark is a bit */
};

typedef ontrack_attendance_record record;

/* What the days before said, so that those which say it again need no look at their texts. */
typedef struct said {
    ontrack__single *single;
    const record *guess;  /* a day that says what most are thought to say; NULL: none does */
    const record *common; /* one that says what the bits do; NULL: none has come */
    struct {
        const record *day;
        uint32_t kind;
    } marks[MARKS_KEPT];
    size_t count; /* of all that were kept; the newest take the place of the oldest */
    ontrack_error *error;
} said;

/* ---- what is the same ---- */

/* A host's texts for one thing are mostly the same bytes. */
static inline bool same_text(ontrack_text a, ontrack_text b)
{
    return a.size == b.size &&
           (a.data == b.data || a.size == 0 || ontrack__bytes_equal(a.data, b.data, a.size));
}

static bool same_mark(const record *a, const record *b)
{
    return a->portion == b->portion && a->minutes == b->minutes && same_text(a->code, b->code) &&
           same_text(a->period, b->period);
}

/* The same without a look at the bytes: false, too, of the same texts in other places. */
static inline bool same_place(ontrack_text a, ontrack_text b)
{
    return a.data == b.data && a.size == b.size;
}

static inline bool alike_in_place(const record *a, const record *b)
{
    return same_place(a->code, b->code) && same_place(a->student_id, b->student_id) &&
           same_place(a->period, b->period) && a->portion == b->portion && a->minutes == b->minutes;
}

/* Whether two days say the same of the same student. */
static bool alike(const record *a, const record *b)
{
    return same_mark(a, b) && same_text(a->student_id, b->student_id);
}

/* ---- days ---- */

static inline bool in_range(uint32_t day)
{
    return day <= ONTRACK__LAST_DAY - ONTRACK__FIRST_DAY;
}

static void reach(ontrack__days *days, size_t column)
{
    if (days->first == days->end) days->first = days->end = column;
    if (column < days->first) days->first = column;
    if (column >= days->end) days->end = column + 1;
}

/* Sets the bit of a day in range. */
static void set_bit(ontrack__single *single, uint32_t day)
{
    reach(&single->dataset.facts.days, day / ONTRACK__DAYS_EACH);
    single->bits[day / ONTRACK__DAYS_EACH] |= UINT64_C(1) << day % ONTRACK__DAYS_EACH;
}

static inline void put_entry(ontrack__single *single, uint32_t day, uint32_t kind)
{
    ontrack__entry *entries = single->entries.items;
    entries[single->entries.count++] = (uint64_t)day << 32 | kind;
}

/* ---- marks ---- */

/* A word for each column, of which a student needs few. */
static bool make_bits(ontrack__single *single)
{
    const ontrack_allocator *kept = &single->kept;
    ontrack__days *days = &single->dataset.facts.days;
    if (single->bits != NULL) return true;
    uint64_t *bits = ontrack__allocate_zero(kept, ONTRACK__DAY_COLUMNS, sizeof *bits);
    days->columns = ontrack__allocate_zero(kept, ONTRACK__DAY_COLUMNS, sizeof *days->columns);
    if (bits == NULL || days->columns == NULL) {
        ontrack__release(kept, bits, ONTRACK__DAY_COLUMNS, sizeof *bits);
        ontrack__release(kept, days->columns, ONTRACK__DAY_COLUMNS, sizeof *days->columns);
        days->columns = NULL;
        return false;
    }
    for (size_t i = 0; i < ONTRACK__DAY_COLUMNS; i++) {
        days->columns[i].bits = &bits[i];
        days->columns[i].students = 1;
    }
    single->bits = bits;
    return true;
}

/* The cells of the next mark. */
static int32_t *room_for_mark(ontrack__single *single)
{
    const size_t width = ontrack__table(ONTRACK_TABLE_ATTENDANCE)->column_count;
    ontrack__taken *marks = &single->taken[ONTRACK_TABLE_ATTENDANCE];
    if (marks->count == marks->room) {
        const size_t room = marks->room == 0 ? 2 * MARKS_KEPT : 2 * marks->room;
        int32_t *cells =
            ontrack__resize(&single->own, marks->cells, marks->room, room, width * sizeof *cells);
        if (cells == NULL) return NULL;
        marks->cells = cells;
        marks->room = room;
    }
    return marks->cells + marks->count * width;
}

/* A mark that was not met lately: a record as any. The student's own is kept, by a number of its
 * own: which marks are the same is found in the end. */
static ontrack_status take_mark(said *before, const record *day, uint32_t *kind, bool *mine)
{
    ontrack__single *single = before->single;
    int32_t *cells = room_for_mark(single);
    if (cells == NULL) return ontrack__no_memory(before->error);
    const ontrack_status status =
        ontrack__single_record(single, ONTRACK_TABLE_ATTENDANCE, day, cells, mine, before->error);
    if (status != ONTRACK_OK || !*mine) return status;
    *kind = (uint32_t)single->taken[ONTRACK_TABLE_ATTENDANCE].count++;
    before->marks[before->count % MARKS_KEPT].day = day;
    before->marks[before->count++ % MARKS_KEPT].kind = *kind;
    if (before->guess == NULL || !same_mark(day, before->guess)) return ONTRACK_OK;
    if (!make_bits(single)) return ontrack__no_memory(before->error);
    single->dataset.facts.days.common = *kind;
    before->common = day;
    before->guess = NULL;
    return ONTRACK_OK;
}

static ontrack_status find_mark(said *before, const record *day, uint32_t *kind, bool *mine)
{
    const size_t count = before->count < MARKS_KEPT ? before->count : MARKS_KEPT;
    size_t i = 0;
    while (i < count && !alike_in_place(before->marks[i].day, day))
        i++;
    if (i == count)
        for (i = 0; i < count && !alike(before->marks[i].day, day);)
            i++;
    if (i == count) return take_mark(before, day, kind, mine);
    *kind = before->marks[i].kind;
    *mine = true;
    return ONTRACK_OK;
}

static ontrack_status take_day(said *before, const record *day)
{
    ontrack__single *single = before->single;
    const uint32_t date = ontrack__day_of(day->date);
    uint32_t kind = 0;
    bool mine = false;
    const ontrack_status status = find_mark(before, day, &kind, &mine);
    if (status != ONTRACK_OK || !mine) return status;
    if (!in_range(date))
        return ontrack__check_number(ONTRACK_TABLE_ATTENDANCE, 1, day->date, before->error);
    if (kind == single->dataset.facts.days.common)
        set_bit(single, date);
    else
        put_entry(single, date, kind);
    return ONTRACK_OK;
}

/* How many of the days say, in the same place, what the bits do: these are set. */
static size_t take_bits(const said *before, const record *days, size_t count)
{
    ontrack__days *to = &before->single->dataset.facts.days;
    const record *common = before->common;
    uint64_t *bits = before->single->bits;
    size_t first = to->first, columns = to->end - to->first, taken = 0;
    for (; taken < count && alike_in_place(&days[taken], common); taken++) {
        const uint32_t day = ontrack__day_of(days[taken].date);
        const size_t column = day / ONTRACK__DAYS_EACH;
        if (!in_range(day)) break;
        if (column - first >= columns) {
            reach(to, column);
            first = to->first;
            columns = to->end - first;
        }
        bits[column] |= UINT64_C(1) << day % ONTRACK__DAYS_EACH;
    }
    return taken;
}

/* What two of three days say that lie far apart, most days are thought to say; where they do not,
 * it takes longer and is as right. */
static const record *guess_common(const record *days, size_t count)
{
    if (count < MANY) return NULL;
    const record *a = &days[count / 4], *b = &days[count / 2], *c = &days[count - count / 4 - 1];
    if (same_mark(a, b) || same_mark(a, c)) return a;
    return same_mark(b, c) ? b : NULL;
}

ontrack_status ontrack__single_days(ontrack__single *single, const ontrack_records *records,
                                    ontrack_error *error)
{
    const record *days = records->records;
    said before = {.single = single, .error = error};
    ontrack_status status = ONTRACK_OK;
    if (single->taken[ONTRACK_TABLE_ATTENDANCE].count == 0)
        before.guess = guess_common(days, records->count);
    for (size_t i = 0; i < records->count && status == ONTRACK_OK; i++) {
        if (before.common != NULL) i += take_bits(&before, days + i, records->count - i);
        if (i < records->count) status = take_day(&before, &days[i]);
    }
    return status;
}

/* ---- order ---- */

/* The number of a mark's kind. */
static uint32_t kind_of(const ontrack__single *single, uint32_t mark)
{
    const size_t width = ontrack__table(ONTRACK_TABLE_ATTENDANCE)->column_count;
    return (uint32_t)single->taken[ONTRACK_TABLE_ATTENDANCE].cells[mark * width];
}

/* Gives the entries their kinds' numbers. Some may be of the commonest kind after all: they are
 * bits. */
static void number_entries(ontrack__single *single)
{
    const uint32_t common = single->dataset.facts.days.common;
    ontrack__entry *entries = single->entries.items;
    size_t kept = 0;
    for (size_t i = 0; i < single->entries.count; i++) {
        const uint32_t day = (uint32_t)(entries[i] >> 32);
        const uint32_t kind = kind_of(single, ontrack__entry_kind(entries[i]));
        if (kind == common) {
            set_bit(single, day);
        } else {
            entries[kept++] = (uint64_t)day << 32 | kind;
        }
    }
    single->entries.count = kept;
}

/* The entries, each once, as the student's words. */
static bool write_entries(ontrack__single *single)
{
    ontrack_student *student = &single->student;
    ontrack__entry *entries = single->entries.items;
    const size_t count = single->entries.count;
    const size_t kinds = single->dataset.facts.kinds[ONTRACK_TABLE_ATTENDANCE].count;
    student->wide_marks = kinds > ONTRACK__NARROW_KINDS;
    if (count == 0) return true;
    student->marks = ontrack__allocate(&single->own, student->wide_marks ? 2 * count : count,
                                       sizeof *student->marks);
    if (student->marks == NULL || !ontrack__sort_numbers(&single->own, entries, count))
        return false;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || entries[i] != entries[i - 1]) ontrack__facts_set_entry(student, entries[i]);
    return true;
}

static ontrack_date last_day(const ontrack__single *single)
{
    const ontrack__days *days = &single->dataset.facts.days;
    const size_t count = ontrack__entry_count(&single->student);
    ontrack_date last = ONTRACK_DATE_NONE;
    if (count > 0) last = ontrack__entry_date(ontrack__entry_at(&single->student, count - 1));
    if (days->first == days->end) return last;
    const ontrack_date bit =
        ontrack__day_column_date(days->end - 1) + ontrack__highest_bit(single->bits[days->end - 1]);
    return bit > last ? bit : last;
}

bool ontrack__single_settle_days(ontrack__single *single, ontrack__settling *settling)
{
    ontrack__days *days = &single->dataset.facts.days;
    if (single->taken[ONTRACK_TABLE_ATTENDANCE].count == 0) return true;
    if (ontrack__single_kinds(single, settling, ONTRACK_TABLE_ATTENDANCE) == NULL) return false;
    if (days->common != ONTRACK__NO_KIND) days->common = kind_of(single, days->common);
    number_entries(single);
    if (!write_entries(single)) return false;
    settling->counts[ONTRACK_TABLE_ATTENDANCE].last = last_day(single);
    return true;
}

void ontrack__single_clear_days(ontrack__single *single)
{
    ontrack__days *days = &single->dataset.facts.days;
    if (days->first < days->end)
        memset(single->bits + days->first, 0, (days->end - days->first) * sizeof *single->bits);
    days->first = days->end = 0;
}
