#include "measures/year_marks.h"

#include "measures/marks.h"
#include "measures/notes.h"

#include <string.h>

ontrack_date ontrack__first_of_year(const ontrack_question *question)
{
    return question->year_start > ONTRACK__FIRST_DAY ? question->year_start : ONTRACK__FIRST_DAY;
}

static ontrack__attendance_row row_of(const ontrack_question *question, ontrack_date date,
                                      uint32_t kind)
{
    const ontrack__kinds *kinds =
        ontrack__kinds_of(ontrack__dataset_of(question), ONTRACK_TABLE_ATTENDANCE);
    ontrack__attendance_row row = {0};
    const size_t behind = offsetof(ontrack__attendance_row, code);
    row.date = date;
    memcpy((char *)&row + behind, ontrack__kind_cells(kinds, kind), sizeof row - behind);
    return row;
}

static bool add_row(const ontrack_question *question, ontrack_date date, uint32_t kind)
{
    ontrack__attendance_row *row =
        ontrack__array_add(ontrack__notes_allocator(question), &question->notes->rows, sizeof *row);
    if (row != NULL) *row = row_of(question, date, kind);
    return row != NULL;
}

/* The days of this school year on which the commonest mark stands, in a column. */
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

/* Whether the commonest mark says that the student was there all day, and no more. */
static bool common_is_plain(const ontrack_question *question)
{
    const ontrack__days *days = &ontrack__dataset_of(question)->facts.days;
    if (days->common == ONTRACK__NO_KIND) return false;
    const ontrack__attendance_row row = row_of(question, question->as_of, days->common);
    const ontrack__resolved mark = ontrack__resolve(question, &row);
    return ontrack__shows_presence(&mark) && mark.period == 0;
}

/* Where the commonest mark is plain it is put only beside another of the same day. */
static bool read_entries(const ontrack_question *question)
{
    const ontrack_student *student = question->student;
    const uint32_t common = ontrack__dataset_of(question)->facts.days.common;
    const ontrack_date first = ontrack__first_of_year(question);
    const size_t count = ontrack__entry_count(student);
    for (size_t i = 0; i < count; i++) {
        const ontrack__entry entry = ontrack__entry_at(student, i);
        const ontrack_date date = ontrack__entry_date(entry);
        if (date < first) continue;
        if (date > question->as_of) break;
        if (!add_row(question, date, ontrack__entry_kind(entry))) return false;
        if (i + 1 < count && ontrack__entry_date(ontrack__entry_at(student, i + 1)) == date)
            continue;
        if ((common_days(question, ontrack__day_column_of(date)) & ontrack__day_bit(date)) != 0 &&
            !add_row(question, date, common))
            return false;
    }
    return true;
}

static bool read_all(const ontrack_question *question)
{
    int32_t cells[ONTRACK__MOST_COLUMNS];
    ontrack__walk walk = ontrack__walk_start(question->student, ONTRACK_TABLE_ATTENDANCE);
    while (ontrack__walk_next(&walk, cells)) {
        if (cells[0] < question->year_start) continue;
        if (cells[0] > question->as_of) break;
        ontrack__attendance_row *row = ontrack__array_add(ontrack__notes_allocator(question),
                                                          &question->notes->rows, sizeof *row);
        if (row == NULL) return false;
        memcpy(row, cells, sizeof *row);
    }
    return true;
}

static bool any_shows_presence(const ontrack_question *question)
{
    const ontrack__attendance_row *rows = question->notes->rows.items;
    for (size_t i = 0; i < question->notes->rows.count; i++) {
        const ontrack__resolved mark = ontrack__resolve(question, &rows[i]);
        if (ontrack__shows_presence(&mark)) return true;
    }
    return false;
}

const ontrack__year_marks *ontrack__year_marks_of(const ontrack_question *question)
{
    ontrack__notes *notes = question->notes;
    if (notes->has_year_marks) return &notes->year_marks;
    const bool plain = common_is_plain(question);
    notes->rows.count = 0;
    if (!(plain ? read_entries(question) : read_all(question))) return NULL;
    notes->year_marks.rows = notes->rows.items;
    notes->year_marks.count = notes->rows.count;
    notes->year_marks.left_out = plain && any_common(question);
    notes->year_marks.presence = notes->year_marks.left_out || any_shows_presence(question);
    notes->has_year_marks = true;
    return &notes->year_marks;
}

void ontrack__add_marked_days(const ontrack_question *question, const ontrack__year_marks *marks,
                              ontrack_date from, ontrack_date to, ontrack__day_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        set->words[i] |=
            common_days(question, set->first + i) & ontrack__days_between(set->first + i, from, to);
    for (size_t i = 0; i < marks->count; i++) {
        const ontrack_date date = marks->rows[i].date;
        if (date >= from && date <= to)
            set->words[ontrack__day_column_of(date) - set->first] |= ontrack__day_bit(date);
    }
}
