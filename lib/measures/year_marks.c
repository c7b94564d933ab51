#include "measures/year_marks.h"

#include "base/bits.h"
#include "measures/notes.h"

/* Later than any day. */
#define NO_DAY INT32_MAX

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

/* The date of an entry; NO_DAY behind the last. */
static ontrack_date entry_day(const ontrack_student *student, size_t index)
{
    return index < ontrack__entry_count(student)
               ? ontrack__entry_date(ontrack__entry_at(student, index))
               : NO_DAY;
}

static size_t first_entry(const ontrack_question *question)
{
    size_t index = 0;
    while (entry_day(question->student, index) < question->year_start)
        index++;
    return index;
}

static void turn_to(ontrack__year_marks *marks, size_t column)
{
    marks->column = column;
    marks->bits = common_days(marks->question, column);
}

/* The next day of the commonest mark, or NO_DAY. */
static ontrack_date next_common(ontrack__year_marks *marks)
{
    const size_t last = ontrack__day_column_of(marks->question->as_of);
    while (marks->bits == 0 && marks->column < last)
        turn_to(marks, marks->column + 1);
    if (marks->bits == 0) return NO_DAY;
    return ontrack__day_column_date(marks->column) + ontrack__lowest_bit(marks->bits);
}

/* Whether the commonest mark stands beside an entry of that date, which may lie ahead. */
static bool is_common(ontrack__year_marks *marks, ontrack_date date)
{
    if (date > marks->question->as_of) return false;
    const size_t column = ontrack__day_column_of(date);
    if (column != marks->column) turn_to(marks, column);
    return (marks->bits & ontrack__day_bit(date)) != 0;
}

ontrack_status ontrack__year_marks_start(const ontrack_question *question, ontrack__year_marks *out)
{
    const ontrack_status status = ontrack__mark_kinds(question, &out->kinds);
    if (status != ONTRACK_OK) return status;
    out->question = question;
    out->plain = common_is_plain(question, out->kinds);
    out->next = first_entry(question);
    turn_to(out, ontrack__day_column_of(ontrack__first_of_year(question)));
    return ONTRACK_OK;
}

bool ontrack__year_marks_next(ontrack__year_marks *marks, ontrack__day_marks *day)
{
    const ontrack_student *student = marks->question->student;
    const ontrack_date entry = entry_day(student, marks->next);
    const ontrack_date common = marks->plain ? entry : next_common(marks);
    day->student = student;
    day->date = entry < common ? entry : common;
    day->first = marks->next;
    if (day->date > marks->question->as_of) return false;
    for (ontrack_date at = entry; at == day->date; at = entry_day(student, marks->next))
        marks->next++;
    day->entries = marks->next - day->first;
    day->common = marks->plain ? is_common(marks, entry) : common == day->date;
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
    for (size_t i = 0; i < set->count; i++)
        set->words[i] |=
            common_days(question, set->first + i) & ontrack__days_between(set->first + i, from, to);
    size_t next = first_entry(question);
    for (ontrack_date date; (date = entry_day(question->student, next)) <= to; next++)
        if (date >= from) ontrack__day_set_put(set, date, true);
}
