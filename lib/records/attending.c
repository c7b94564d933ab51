#include "records/attending.h"

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

/* Entries are in order of their dates. */
static bool look(void *user, ontrack__code school, ontrack_date entry, ontrack_date exit)
{
    looking *in = user;
    const ontrack_date until = exit < in->as_of ? exit : in->as_of;
    if (school != in->school) return true;
    for (size_t i = ontrack__entry_count(in->student); i > 0; i--) {
        const ontrack_date date = ontrack__entry_date(ontrack__entry_at(in->student, i - 1));
        if (date < entry || date <= in->latest) return true;
        if (date > until) continue;
        in->latest = date;
        return true;
    }
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
