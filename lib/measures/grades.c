#include "measures/grades.h"

#include "measures/notes.h"

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

/* ---- faces ---- */

/* What the rule set says of a course; a course without a subject may be one by its own code. */
typedef struct course_key {
    ontrack__code subject;
    ontrack__categories courses, subjects;
} course_key;

/* Cells of the keys by which things are numbered: what the rule set says of a course; its time; and
 * all that the faces of a row hang on, which is the rest of the row but its words. */
enum { COURSE_CELLS = 5, TIME_CELLS = 2, ROW_CELLS = 6 };

/* A gradebook while it is written. Rows come by course and term, so that what was said of the row
 * before mostly holds for the next. */
typedef struct writing {
    const ontrack_question *question;
    ontrack__gradebook *book;
    const ontrack__grade_row *last;       /* NULL before the first */
    ontrack__kinds courses, times, faces; /* keys, and their numbers */
    uint32_t course, time;                /* those of the last row */
} writing;

static course_key course_of(const ontrack_question *question, const ontrack__grade_row *row)
{
    const ontrack__meanings *meanings = question->meanings;
    const ontrack__code subject = row->subject != 0 ? row->subject : row->course;
    const course_key key = {
        row->subject, ontrack__meaning_of(meanings, ONTRACK_CODES_COURSE, row->course).categories,
        ontrack__meaning_of(meanings, ONTRACK_CODES_SUBJECT, subject).categories};
    return key;
}

static void read_face(const writing *w, const ontrack__grade_row *row, bool known,
                      ontrack__grade *grade)
{
    const course_key course = course_of(w->question, row);
    memset(grade, 0, sizeof *grade);
    grade->time = w->time;
    grade->courses = course.courses;
    grade->subjects = course.subjects;
    grade->subject = course.subject;
    grade->recovery = (grade->courses & ONTRACK__RECOVERY) != 0;
    grade->attempted = row->attempted;
    read_result(w->question, row, known, grade);
    add_up(grade);
}

static bool number_course(writing *w, const ontrack__grade_row *row)
{
    if (w->last != NULL && w->last->course == row->course && w->last->subject == row->subject)
        return true;
    const course_key key = course_of(w->question, row);
    const int32_t cells[COURSE_CELLS] = {(int32_t)key.subject, (int32_t)key.courses,
                                         (int32_t)(key.courses >> 32), (int32_t)key.subjects,
                                         (int32_t)(key.subjects >> 32)};
    return ontrack__kinds_add(&w->courses, ontrack__notes_allocator(w->question), cells,
                              &w->course);
}

static bool number_time(writing *w, const ontrack__grade_row *row)
{
    const ontrack_allocator *allocator = ontrack__notes_allocator(w->question);
    if (w->last != NULL && w->last->term == row->term && w->last->posted == row->posted)
        return true;
    const int32_t cells[TIME_CELLS] = {(int32_t)row->term, row->posted};
    if (!ontrack__kinds_add(&w->times, allocator, cells, &w->time)) return false;
    if (w->time < w->book->times.count) return true;
    ontrack__course_time *time = ontrack__array_add(allocator, &w->book->times, sizeof *time);
    if (time == NULL) return false;
    time->term = row->term;
    time->posted = row->posted;
    return true;
}

static bool number_faces(writing *w, const ontrack__grade_row *row, uint32_t *number)
{
    const ontrack_allocator *allocator = ontrack__notes_allocator(w->question);
    if (!number_course(w, row) || !number_time(w, row)) return false;
    w->last = row;
    const int32_t cells[ROW_CELLS] = {(int32_t)w->course, (int32_t)w->time,
                                      row->attempted,     row->earned,
                                      (int32_t)row->mark, (int32_t)row->period_mark};
    if (!ontrack__kinds_add(&w->faces, allocator, cells, number)) return false;
    if (*number < w->book->faces.count) return true;
    ontrack__grade_faces *faces =
        ontrack__array_extend(allocator, &w->book->faces, 1, sizeof *faces);
    if (faces == NULL) return false;
    read_face(w, row, true, &faces->known);
    read_face(w, row, false, &faces->hidden);
    return true;
}

static bool write_kinds(writing *w)
{
    const ontrack__kinds *told =
        ontrack__kinds_of(ontrack__dataset_of(w->question), ONTRACK_TABLE_GRADES);
    ontrack__grade_kind *kinds = ontrack__array_extend(ontrack__notes_allocator(w->question),
                                                       &w->book->kinds, told->count, sizeof *kinds);
    if (kinds == NULL) return told->count == 0;
    for (uint32_t i = 0; i < told->count; i++) {
        /* The kind of a row of grades is the whole row. */
        const ontrack__grade_row *row = (const ontrack__grade_row *)ontrack__kind_cells(told, i);
        kinds[i].course = row->course;
        if (!number_faces(w, row, &kinds[i].faces)) return false;
    }
    return true;
}

static bool write_book(const ontrack_question *question, ontrack__gradebook *book)
{
    const ontrack_allocator *allocator = ontrack__notes_allocator(question);
    writing w = {.question = question,
                 .book = book,
                 .courses = {.width = COURSE_CELLS},
                 .times = {.width = TIME_CELLS},
                 .faces = {.width = ROW_CELLS}};
    book->kinds.count = book->faces.count = book->times.count = 0;
    const bool done = write_kinds(&w);
    ontrack__kinds_free(&w.courses, allocator);
    ontrack__kinds_free(&w.times, allocator);
    ontrack__kinds_free(&w.faces, allocator);
    return done;
}

ontrack_status ontrack__gradebook_of(const ontrack_question *question,
                                     const ontrack__gradebook **out)
{
    ontrack__gradebook *book = &question->notes->gradebook;
    if (!book->there) book->there = write_book(question, book);
    *out = book;
    return book->there ? ONTRACK_OK : ONTRACK_NO_MEMORY;
}
