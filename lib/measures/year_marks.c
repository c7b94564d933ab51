#include "measures/year_marks.h"

#include "base/bits.h"
#include "measures/notes.h"

/* ---- the commonest mark ---- */

/* The days of this school year on which it stands, in a column. */
static uint64_t common_days(const ontrack_question *question, size_t column)
{
    const ontrack__days *days = &ontrack__dataset_of(question)->facts.days;
    if (column < days->first || column >= days->end) return 0;
    return ontrack__day_bits(question->student, column) &
           ontrack__days_between(column, ontrack__first_of_year(question), question->as_of);
}

static bool any_common(const ontrack_question *question)
{
    const size_t end = ontrack__day_column_of(question->as_of);
    for (size_t i = ontrack__day_column_of(ontrack__first_of_year(question)); i <= end; i++)
        if (common_days(question, i) != 0) return true;
    return false;
}

/* Whether it says that the student was there all day, and no more. */
static bool common_is_plain(const ontrack_question *question, const ontrack__mark_kind *kinds)
{
    const uint32_t common = ontrack__dataset_of(question)->facts.days.common;
    if (common == ONTRACK__NO_KIND) return false;
    const ontrack__resolved *mark = &kinds[common].mark;
    return ontrack__shows_presence(mark) && mark->period == 0;
}

bool ontrack__only_entries_tell(const ontrack_question *question, const ontrack__mark_kind *kinds)
{
    const uint32_t common = ontrack__dataset_of(question)->facts.days.common;
    return common == ONTRACK__NO_KIND || common_is_plain(question, kinds);
}

/* ---- reading ---- */

/* Marks as they are read, and the days of the commonest mark that are still to come. */
typedef struct reading {
    const ontrack_question *question;
    bool plain;
    ontrack__dated_mark *marks; /* has room */
    size_t count;
    size_t column;
    uint64_t bits; /* of the column */
} reading;

static void put_days(reading *to, uint64_t bits)
{
    const uint32_t common = ontrack__dataset_of(to->question)->facts.days.common;
    for (; bits != 0; bits &= bits - 1) {
        ontrack__dated_mark *mark = &to->marks[to->count++];
        mark->date = ontrack__day_column_date(to->column) + ontrack__lowest_bit(bits);
        mark->kind = common;
    }
}

/* Puts the commonest mark up to a day; where it is plain, only on that day. */
static void put_common(reading *to, ontrack_date until)
{
    for (const size_t last = ontrack__day_column_of(until); to->column < last;) {
        if (!to->plain) put_days(to, to->bits);
        to->bits = common_days(to->question, ++to->column);
    }
    const uint64_t day = ontrack__day_bit(until);
    const uint64_t wanted = to->bits & (to->plain ? day : day * 2 - 1);
    if (wanted == 0) return;
    put_days(to, wanted);
    to->bits &= ~wanted;
}

/* Beside marks of the whole day a plain one says nothing. */
static void read_marks(const ontrack_question *question, const ontrack__mark_kind *kinds,
                       reading *to)
{
    const ontrack_student *student = question->student;
    const ontrack__entry first = ontrack__entry_of(ontrack__first_of_year(question), 0);
    const ontrack__entry end = ontrack__entry_of(question->as_of + 1, 0);
    const size_t count = ontrack__entry_count(student);
    to->column = ontrack__day_column_of(ontrack__first_of_year(question));
    to->bits = common_days(question, to->column);
    for (size_t i = 0; i < count; i++) {
        const ontrack__entry entry = ontrack__entry_at(student, i);
        if (entry < first) continue;
        if (entry >= end) break;
        const uint32_t kind = ontrack__entry_kind(entry);
        if (!to->plain || kinds[kind].mark.period != 0) put_common(to, ontrack__entry_date(entry));
        ontrack__dated_mark *mark = &to->marks[to->count++];
        mark->date = ontrack__entry_date(entry);
        mark->kind = kind;
    }
    if (!to->plain) put_common(to, question->as_of);
}

/* At least as many as there are to read. */
static size_t room_for(const ontrack_question *question, bool plain)
{
    const size_t entries = ontrack__entry_count(question->student);
    const size_t end = ontrack__day_column_of(question->as_of);
    size_t room = 2 * entries;
    if (plain) return room; /* no more than one beside each */
    for (size_t i = ontrack__day_column_of(ontrack__first_of_year(question)); i <= end; i++)
        room += (size_t)ontrack__bit_count(common_days(question, i));
    return room;
}

static ontrack_status read_year(const ontrack_question *question)
{
    ontrack__array *marks = &question->notes->year_marks;
    const ontrack__mark_kind *kinds;
    const ontrack_status status = ontrack__mark_kinds(question, &kinds);
    if (status != ONTRACK_OK) return status;
    reading to = {question, common_is_plain(question, kinds), NULL, 0, 0, 0};
    const size_t room = room_for(question, to.plain);
    marks->count = 0;
    if (room == 0) return ONTRACK_OK;
    to.marks =
        ontrack__array_extend(ontrack__notes_allocator(question), marks, room, sizeof *to.marks);
    if (to.marks == NULL) return ONTRACK_NO_MEMORY;
    read_marks(question, kinds, &to);
    marks->count = to.count;
    return ONTRACK_OK;
}

ontrack_status ontrack__year_marks_of(const ontrack_question *question, ontrack__year_marks *out)
{
    ontrack__notes *notes = question->notes;
    const ontrack_status status = notes->has_year_marks ? ONTRACK_OK : read_year(question);
    notes->has_year_marks = status == ONTRACK_OK;
    out->marks = notes->year_marks.items;
    out->count = notes->year_marks.count;
    return status;
}

/* ---- all of them ---- */

ontrack_status ontrack__any_mark(const ontrack_question *question, ontrack__mark_test *test,
                                 bool *out)
{
    ontrack__year_marks year = {NULL, 0};
    const ontrack__mark_kind *kinds;
    ontrack_status status = ontrack__mark_kinds(question, &kinds);
    if (status == ONTRACK_OK) status = ontrack__year_marks_of(question, &year);
    *out = status == ONTRACK_OK && any_common(question) &&
           test(&kinds[ontrack__dataset_of(question)->facts.days.common].mark);
    for (size_t i = 0; status == ONTRACK_OK && !*out && i < year.count; i++)
        *out = test(&kinds[year.marks[i].kind].mark);
    return status;
}

void ontrack__add_marked_days(const ontrack_question *question, ontrack_date from, ontrack_date to,
                              ontrack__day_set *set)
{
    const ontrack_student *student = question->student;
    for (size_t i = 0; i < set->count; i++)
        set->words[i] |=
            common_days(question, set->first + i) & ontrack__days_between(set->first + i, from, to);
    for (size_t i = 0; i < ontrack__entry_count(student); i++) {
        const ontrack_date date = ontrack__entry_date(ontrack__entry_at(student, i));
        if (date >= from && date <= to) ontrack__day_set_put(set, date, true);
    }
}
