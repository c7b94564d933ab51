#include "measures/year_marks.h"

#include "base/bits.h"
#include "measures/notes.h"

ontrack_date ontrack__first_of_year(const ontrack_question *question)
{
    return question->year_start > ONTRACK__FIRST_DAY ? question->year_start : ONTRACK__FIRST_DAY;
}

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

/* ---- day by day ---- */

/* Later than any day's. */
#define NO_ENTRY UINT64_MAX

static void read_entry(ontrack__year_marks *marks, size_t index)
{
    marks->next = index;
    marks->entry =
        index < marks->end ? ontrack__entry_at(marks->question->student, index) : NO_ENTRY;
}

static void turn_to(ontrack__year_marks *marks, size_t column)
{
    marks->column = column;
    marks->bits = common_days(marks->question, column);
}

/* The next day of the commonest mark, as an entry. */
static ontrack__entry next_common(ontrack__year_marks *marks)
{
    const ontrack_question *question = marks->question;
    const size_t last = ontrack__day_column_of(question->as_of);
    while (marks->bits == 0 && marks->column < last)
        turn_to(marks, marks->column + 1);
    if (marks->bits == 0) return NO_ENTRY;
    const ontrack_date date = ontrack__day_column_date(marks->column);
    return ontrack__entry_of(date + ontrack__lowest_bit(marks->bits),
                             ontrack__dataset_of(question)->facts.days.common);
}

/* Whether the commonest mark stands on a day. */
static bool is_common(ontrack__year_marks *marks, ontrack_date date)
{
    const size_t column = ontrack__day_column_of(date);
    if (column != marks->column) turn_to(marks, column);
    return (marks->bits & ontrack__day_bit(date)) != 0;
}

ontrack_status ontrack__year_marks_start(const ontrack_question *question, ontrack__year_marks *out)
{
    const ontrack_date first = ontrack__first_of_year(question);
    const ontrack_status status = ontrack__mark_kinds(question, &out->kinds);
    if (status != ONTRACK_OK) return status;
    out->question = question;
    out->plain = common_is_plain(question, out->kinds);
    out->end = ontrack__entry_count(question->student);
    read_entry(out, 0);
    while (out->entry < ontrack__entry_of(first, 0))
        read_entry(out, out->next + 1);
    turn_to(out, ontrack__day_column_of(first));
    return ONTRACK_OK;
}

bool ontrack__year_marks_next(ontrack__year_marks *marks, ontrack__day_marks *day)
{
    const ontrack__entry common = marks->plain ? NO_ENTRY : next_common(marks);
    const ontrack__entry first = marks->entry < common ? marks->entry : common;
    const ontrack_date date = ontrack__entry_date(first);
    if (first == NO_ENTRY || date > marks->question->as_of) return false;
    day->student = marks->question->student;
    day->date = date;
    day->kind = ontrack__entry_kind(first);
    day->first = marks->next;
    while (ontrack__entry_date(marks->entry) == date)
        read_entry(marks, marks->next + 1);
    day->entries = marks->next - day->first;
    day->common = is_common(marks, date);
    if (!marks->plain && day->common) marks->bits &= marks->bits - 1;
    return true;
}

/* ---- all of them ---- */

ontrack_status ontrack__any_mark(const ontrack_question *question, ontrack__mark_test *test,
                                 bool *out)
{
    ontrack__year_marks marks;
    ontrack__day_marks day;
    const ontrack_status status = ontrack__year_marks_start(question, &marks);
    *out = false;
    if (status != ONTRACK_OK) return status;
    const ontrack__mark_kind *kinds = marks.kinds;
    if (any_common(question))
        *out = test(&kinds[ontrack__dataset_of(question)->facts.days.common].mark);
    while (!*out && ontrack__year_marks_next(&marks, &day))
        for (size_t i = 0; i < day.entries; i++)
            *out = *out || test(&kinds[ontrack__day_mark(&day, i)].mark);
    return ONTRACK_OK;
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
