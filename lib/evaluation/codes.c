#include "evaluation/codes.h"

#include "records/schools.h"
#include "records/walk.h"

#define CELL(row, member) (offsetof(row, member) / sizeof(int32_t))
#define COLUMN(KIND, TABLE, row, member, otherwise, SEEN)                                          \
    {                                                                                              \
        ONTRACK_CODES_##KIND, ONTRACK_TABLE_##TABLE, CELL(row, member), CELL(row, otherwise),      \
            ONTRACK__SEEN_##SEEN                                                                   \
    }

const ontrack__code_column ontrack__code_columns[] = {
    COLUMN(ATTENDANCE, ATTENDANCE, ontrack__attendance_row, code, code, ON_DATE),
    COLUMN(SUBJECT, GRADES, ontrack__grade_row, subject, course, BEGUN),
    COLUMN(COURSE, GRADES, ontrack__grade_row, course, course, BEGUN),
    COLUMN(MARK, GRADES, ontrack__grade_row, mark, mark, CLOSED),
    COLUMN(MARK, GRADES, ontrack__grade_row, period_mark, period_mark, OPEN),
    COLUMN(TERM, GRADES, ontrack__grade_row, term, term, BEGUN),
    COLUMN(INCIDENT, INCIDENTS, ontrack__incident_row, code, code, ON_DATE),
    COLUMN(ACTION, ACTIONS, ontrack__action_row, code, code, ON_DATE),
    COLUMN(TRANSITION, TRANSITIONS, ontrack__transition_row, code, code, ON_DATE),
};
const size_t ontrack__code_column_count =
    sizeof ontrack__code_columns / sizeof *ontrack__code_columns;

/* The term that dates a grade row: at the school of the student's latest stay that has one of the
 * name, or at that of the student's own line. */
static const ontrack__term *term_of(ontrack__page *page, const ontrack__grade_row *row,
                                    ontrack_date as_of)
{
    const ontrack__schools *schools = page->student->dataset->schools;
    const ontrack_date near = row->posted != ONTRACK_DATE_NONE ? row->posted : as_of;
    const ontrack__term *term = NULL;
    size_t count;
    if (row->term == 0) return NULL;
    const ontrack__enrollment_row *stays =
        (const ontrack__enrollment_row *)ontrack__page_rows_until(page, ONTRACK_TABLE_ENROLLMENTS,
                                                                  as_of, &count);
    for (; count > 0 && term == NULL; count--)
        term = ontrack__school_term(schools, stays[count - 1].school, row->term, near);
    const ontrack__code own = ontrack__student_line(page->student).school;
    return term != NULL ? term : ontrack__school_term(schools, own, row->term, near);
}

ontrack__stage ontrack__grade_stage(ontrack__page *page, const ontrack__grade_row *row,
                                    ontrack_date as_of, bool as_recorded)
{
    const ontrack__term *term = term_of(page, row, as_of);
    const bool posted = row->posted != ONTRACK_DATE_NONE;
    bool due = true;
    if (posted || (term != NULL && !as_recorded)) due = (posted ? row->posted : term->end) <= as_of;
    if (due && ontrack__has_result(row)) return ONTRACK__STAGE_CLOSED;
    const bool begun = term != NULL ? term->start <= as_of : due;
    return begun ? ONTRACK__STAGE_OPEN : ONTRACK__STAGE_AHEAD;
}

bool ontrack__code_seen(const ontrack__code_column *column, ontrack__page *page,
                        const int32_t *cells, ontrack_date as_of, bool as_recorded)
{
    if (column->seen == ONTRACK__SEEN_ON_DATE) return cells[0] <= as_of;
    const ontrack__stage stage =
        ontrack__grade_stage(page, (const ontrack__grade_row *)cells, as_of, as_recorded);
    switch (column->seen) {
    case ONTRACK__SEEN_OPEN:
        return stage == ONTRACK__STAGE_OPEN;
    case ONTRACK__SEEN_CLOSED:
        return stage == ONTRACK__STAGE_CLOSED;
    default:
        return stage != ONTRACK__STAGE_AHEAD;
    }
}
