#include "measures/grades.h"

#include <string.h>

/* ---- what a row says ---- */

/* What the mark says of a result. */
static ontrack__course_state state_of(ontrack__categories categories)
{
    if (categories & ONTRACK__WITHDRAWN) return ONTRACK__COURSE_WITHDRAWN;
    if (categories & ONTRACK__INCOMPLETE) return ONTRACK__COURSE_INCOMPLETE;
    if (categories & ONTRACK__ONGOING) return ONTRACK__COURSE_IN_PROGRESS;
    if (categories & ONTRACK__FAILING) return ONTRACK__COURSE_FAILED;
    return ONTRACK__COURSE_DONE;
}

static void read_mark_so_far(const ontrack_question *question, ontrack__code mark,
                             ontrack__grade *grade)
{
    grade->so_far = mark;
    if (mark == 0) return;
    const ontrack__meaning meaning =
        ontrack__meaning_of(question->meanings, ONTRACK_CODES_MARK, mark);
    grade->passing_so_far = (meaning.categories & ONTRACK__PASSING) != 0;
    if (!meaning.mapped) grade->unclear_so_far = ONTRACK__WHY_MARK_NOT_MAPPED;
}

static void read_without_mark(const ontrack__grade_row *row, ontrack__grade *grade)
{
    grade->state = ONTRACK__COURSE_DONE;
    grade->earned = row->earned;
    grade->unclear_mark = ONTRACK__WHY_NO_MARK;
    if (row->earned == 0) grade->unclear_failure = ONTRACK__WHY_NO_MARK;
}

/* Credits earned, where they are told, are what was earned; above zero they also show that a course
 * is neither open nor dropped. Else a passing mark earns what was attempted. */
static void read_earned(const ontrack__grade_row *row, ontrack__meaning meaning,
                        ontrack__grade *grade)
{
    if (row->earned != ONTRACK_DECIMAL_NONE) {
        grade->earned = row->earned;
        if (row->earned > 0 && grade->state != ONTRACK__COURSE_FAILED)
            grade->state = ONTRACK__COURSE_DONE;
    } else if (grade->state == ONTRACK__COURSE_DONE) {
        if (meaning.categories & ONTRACK__PASSING) {
            grade->earned = row->attempted;
        } else {
            grade->state = ONTRACK__COURSE_UNCLEAR;
            grade->unclear_earned =
                meaning.mapped ? ONTRACK__WHY_MARK_SAYS_NOTHING : ONTRACK__WHY_MARK_NOT_MAPPED;
        }
    }
}

static void read_marked(const ontrack_question *question, const ontrack__grade_row *row,
                        ontrack__grade *grade)
{
    const ontrack__meaning meaning =
        ontrack__meaning_of(question->meanings, ONTRACK_CODES_MARK, row->mark);
    grade->marks = meaning.categories;
    grade->points = meaning.points;
    grade->state = state_of(meaning.categories);
    if (!meaning.mapped)
        grade->unclear_mark = grade->unclear_failure = ONTRACK__WHY_MARK_NOT_MAPPED;
    read_earned(row, meaning, grade);
    if (grade->state == ONTRACK__COURSE_IN_PROGRESS || grade->state == ONTRACK__COURSE_INCOMPLETE)
        read_mark_so_far(question, row->period_mark, grade);
}

static void read_result(const ontrack_question *question, const ontrack__grade_row *row, bool known,
                        ontrack__grade *grade)
{
    grade->state = ONTRACK__COURSE_IN_PROGRESS;
    grade->points = ONTRACK_DECIMAL_NONE;
    grade->posted = ONTRACK_DATE_NONE;
    grade->told = known && ontrack__has_result(row);
    if (!grade->told) {
        /* Beside a result that is hidden the mark so far may be as new as the result. */
        if (row->mark == 0) read_mark_so_far(question, row->period_mark, grade);
        return;
    }
    grade->mark = row->mark;
    grade->posted = row->posted;
    if (row->mark == 0)
        read_without_mark(row, grade);
    else
        read_marked(question, row, grade);
}

/* ---- what that adds to sums ---- */

static void add_result(ontrack__grade *grade)
{
    grade->tried = grade->attempted;
    grade->gained = grade->earned;
    grade->result_marks = grade->marks;
    if (grade->points == ONTRACK_DECIMAL_NONE) return;
    grade->weight = grade->attempted;
    grade->result_points = grade->points;
}

/* What was withdrawn adds nothing, and what is incomplete is open and has a result. */
static void add_up(ontrack__grade *grade)
{
    const ontrack__course_state state = grade->state;
    grade->in_progress = state == ONTRACK__COURSE_IN_PROGRESS;
    grade->is_result = !grade->in_progress && state != ONTRACK__COURSE_WITHDRAWN;
    grade->failure = state == ONTRACK__COURSE_FAILED;
    grade->passed = state == ONTRACK__COURSE_DONE &&
                    (grade->earned > 0 || (grade->marks & ONTRACK__PASSING) != 0);
    if (grade->is_result) add_result(grade);
    if (grade->failure) grade->failed = grade->attempted;
    if (grade->in_progress || state == ONTRACK__COURSE_INCOMPLETE) {
        grade->open = grade->attempted;
        if (grade->passing_so_far) grade->open_passing = grade->attempted;
    }
    grade->unclear =
        grade->unclear_earned != ONTRACK__KNOWN || grade->unclear_failure != ONTRACK__KNOWN ||
        grade->unclear_mark != ONTRACK__KNOWN || grade->unclear_so_far != ONTRACK__KNOWN;
}

/* ---- all of it ---- */

ontrack__course_key ontrack__course_key_of(const ontrack_question *question,
                                           const ontrack__grade_row *row)
{
    const ontrack__meanings *meanings = question->meanings;
    const ontrack__code subject = row->subject != 0 ? row->subject : row->course;
    const ontrack__course_key key = {
        row->subject, ontrack__meaning_of(meanings, ONTRACK_CODES_COURSE, row->course).categories,
        ontrack__meaning_of(meanings, ONTRACK_CODES_SUBJECT, subject).categories};
    return key;
}

void ontrack__read_grade(const ontrack_question *question, const ontrack__grade_row *row,
                         const ontrack__course_key *course, bool known, ontrack__grade *out)
{
    memset(out, 0, sizeof *out);
    out->courses = course->courses;
    out->subjects = course->subjects;
    out->subject = course->subject;
    out->recovery = (out->courses & ONTRACK__RECOVERY) != 0;
    out->attempted = row->attempted;
    read_result(question, row, known, out);
    add_up(out);
}
