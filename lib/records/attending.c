#include "records/attending.h"

#include "base/bits.h"
#include "records/dayset.h"
#include "records/walk.h"

#include <string.h>

bool ontrack__attending_tour(const ontrack_student *student, bool by_stays,
                             ontrack__attending *tell, void *user)
{
    ontrack__enrollment_row stay;
    int32_t cells[ONTRACK__MOST_COLUMNS];
    bool on = true;
    if (!by_stays)
        on = tell(user, ontrack__student_line(student).school, ONTRACK__FIRST_DAY,
                  ONTRACK__LAST_DAY);
    ontrack__walk walk = ontrack__walk_start(student, ONTRACK_TABLE_ENROLLMENTS);
    while (on && ontrack__walk_next(&walk, cells)) {
        memcpy(&stay, cells, sizeof stay);
        on = tell(user, stay.school, stay.entry,
                  stay.exit == ONTRACK_DATE_NONE ? ONTRACK__LAST_DAY : stay.exit);
    }
    return on;
}

/* ---- the latest day ---- */

typedef struct looking {
    const ontrack_student *student;
    ontrack__code school;
    ontrack_date as_of, latest;
} looking;

/* The latest mark of those days that is no bit, or NONE. Entries are in order of their dates. */
static ontrack_date latest_entry(const ontrack_student *student, ontrack_date from,
                                 ontrack_date until)
{
    for (size_t i = ontrack__entry_count(student); i > 0; i--) {
        const ontrack_date date = ontrack__entry_date(ontrack__entry_at(student, i - 1));
        if (date <= until) return date < from ? ONTRACK_DATE_NONE : date;
    }
    return ONTRACK_DATE_NONE;
}

/* The latest that is one, or NONE. */
static ontrack_date latest_bit(const ontrack_student *student, ontrack_date from,
                               ontrack_date until)
{
    const ontrack__days *days = &student->dataset->facts.days;
    if (from > until) return ONTRACK_DATE_NONE;
    const size_t first = ontrack__day_column_of(from), last = ontrack__day_column_of(until);
    for (size_t column = last < days->end ? last + 1 : days->end;
         column > first && column > days->first; column--) {
        const uint64_t bits =
            ontrack__day_bits(student, column - 1) & ontrack__days_between(column - 1, from, until);
        if (bits != 0) return ontrack__day_column_date(column - 1) + ontrack__highest_bit(bits);
    }
    return ONTRACK_DATE_NONE;
}

static bool look(void *user, ontrack__code school, ontrack_date entry, ontrack_date exit)
{
    looking *in = user;
    const ontrack_date until = exit < in->as_of ? exit : in->as_of;
    if (school != in->school) return true;
    const ontrack_date mark = latest_entry(in->student, entry, until);
    const ontrack_date bit = latest_bit(in->student, entry, until);
    if (mark > in->latest) in->latest = mark;
    if (bit > in->latest) in->latest = bit;
    return true;
}

ontrack_date ontrack__attending_latest(const ontrack_student *student, ontrack__code school,
                                       ontrack_date as_of)
{
    looking in = {student, school, as_of, ONTRACK_DATE_NONE};
    ontrack__attending_tour(
        student, ontrack__table_given(student->dataset, ONTRACK_TABLE_ENROLLMENTS), look, &in);
    return in.latest;
}
