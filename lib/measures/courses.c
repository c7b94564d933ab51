#include "measures/courses.h"

#include "base/sort.h"
#include "measures/notes.h"
#include "measures/stays.h"
#include "measures/terms.h"

#include <string.h>

/* ---- what a row says at the as-of date ---- */

typedef struct row_dates {
    bool known;  /* its result is */
    bool exists; /* the course has begun, or its result is known */
    bool prior;
    ontrack_date time;
} row_dates;

/* A result is known on its posted date, or at its term's end, or, without either, always. Where
 * results count as recorded, no term's end is waited for. */
static row_dates date_row(const ontrack_question *question, const ontrack__grade_row *row,
                          const ontrack__term *term)
{
    const bool posted = row->posted != ONTRACK_DATE_NONE;
    const bool awaited = term != NULL && !question->options->as_recorded;
    row_dates dates = {true, true, false, question->as_of};
    if (posted || awaited) dates.known = (posted ? row->posted : term->end) <= question->as_of;
    const bool begun = term != NULL ? term->start <= question->as_of : dates.known;
    dates.exists = begun || (dates.known && ontrack__has_result(row));
    dates.prior = (term != NULL && term->end < question->year_start) ||
                  (posted && row->posted < question->year_start);
    if (term != NULL)
        dates.time = term->start;
    else if (posted)
        dates.time = row->posted;
    return dates;
}

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
                             ontrack__attempt *attempt)
{
    attempt->so_far = mark;
    if (mark == 0) return;
    const ontrack__meaning meaning =
        ontrack__meaning_of(question->meanings, ONTRACK_CODES_MARK, mark);
    attempt->passing_so_far = (meaning.categories & ONTRACK__PASSING) != 0;
    if (!meaning.mapped) attempt->unclear_so_far = ONTRACK__WHY_MARK_NOT_MAPPED;
}

static void read_without_mark(const ontrack__grade_row *row, ontrack__attempt *attempt)
{
    attempt->state = ONTRACK__COURSE_DONE;
    attempt->earned = row->earned;
    attempt->unclear_mark = ONTRACK__WHY_NO_MARK;
    if (row->earned == 0) attempt->unclear_failure = ONTRACK__WHY_NO_MARK;
}

/* Credits earned, where they are told, are what was earned; above zero they also show that a course
 * is neither open nor dropped. Else a passing mark earns what was attempted. */
static void read_earned(const ontrack__grade_row *row, ontrack__meaning meaning,
                        ontrack__attempt *attempt)
{
    if (row->earned != ONTRACK_DECIMAL_NONE) {
        attempt->earned = row->earned;
        if (row->earned > 0 && attempt->state != ONTRACK__COURSE_FAILED)
            attempt->state = ONTRACK__COURSE_DONE;
    } else if (attempt->state == ONTRACK__COURSE_DONE) {
        if (meaning.categories & ONTRACK__PASSING) {
            attempt->earned = row->attempted;
        } else {
            attempt->state = ONTRACK__COURSE_UNCLEAR;
            attempt->unclear_earned =
                meaning.mapped ? ONTRACK__WHY_MARK_SAYS_NOTHING : ONTRACK__WHY_MARK_NOT_MAPPED;
        }
    }
}

static void read_marked(const ontrack_question *question, const ontrack__grade_row *row,
                        ontrack__attempt *attempt)
{
    const ontrack__meaning meaning =
        ontrack__meaning_of(question->meanings, ONTRACK_CODES_MARK, row->mark);
    attempt->marks = meaning.categories;
    attempt->points = meaning.points;
    attempt->state = state_of(meaning.categories);
    if (!meaning.mapped)
        attempt->unclear_mark = attempt->unclear_failure = ONTRACK__WHY_MARK_NOT_MAPPED;
    read_earned(row, meaning, attempt);
    if (attempt->state == ONTRACK__COURSE_IN_PROGRESS ||
        attempt->state == ONTRACK__COURSE_INCOMPLETE)
        read_mark_so_far(question, row->period_mark, attempt);
}

static void read_result(const ontrack_question *question, const ontrack__grade_row *row, bool known,
                        ontrack__attempt *attempt)
{
    attempt->state = ONTRACK__COURSE_IN_PROGRESS;
    attempt->points = ONTRACK_DECIMAL_NONE;
    if (!known || !ontrack__has_result(row)) {
        /* Beside a result that is hidden the mark so far may be as new as the result. */
        if (row->mark == 0) read_mark_so_far(question, row->period_mark, attempt);
        return;
    }
    attempt->mark = row->mark;
    attempt->posted = row->posted;
    if (row->mark == 0)
        read_without_mark(row, attempt);
    else
        read_marked(question, row, attempt);
}

/* ---- which course, when ---- */

static int school_year_of(const ontrack_question *question, ontrack_date date)
{
    int year, month, day, start_month, start_day;
    ontrack_date_split(date, &year, &month, &day);
    ontrack_date_split(question->year_start, NULL, &start_month, &start_day);
    return year - (month < start_month || (month == start_month && day < start_day));
}

static void read_course(const ontrack_question *question, const ontrack__grade_row *row,
                        const ontrack__term *term, ontrack__attempt *attempt)
{
    const ontrack__meanings *meanings = question->meanings;
    attempt->course = row->course;
    attempt->subject = row->subject;
    attempt->term = row->term;
    attempt->in = term;
    attempt->attempted = row->attempted;
    attempt->posted = ONTRACK_DATE_NONE;
    attempt->courses = ontrack__meaning_of(meanings, ONTRACK_CODES_COURSE, row->course).categories;
    attempt->subjects = ontrack__meaning_of(meanings, ONTRACK_CODES_SUBJECT,
                                            row->subject != 0 ? row->subject : row->course)
                            .categories;
    attempt->terms = ontrack__term_categories(question, row->term, term);
    attempt->year_long = (attempt->terms & ontrack__term_kind_bit(ONTRACK__TERM_YEAR)) != 0;
    attempt->repeat = (attempt->terms & ontrack__term_kind_bit(ONTRACK__TERM_SUMMER)) != 0 ||
                      (attempt->courses & ONTRACK__RECOVERY) != 0;
}

/* A student's courses name few terms: each is looked for once. */
static ontrack_status term_of(const ontrack_question *question, ontrack__code school,
                              ontrack__code name, ontrack_date near, const ontrack__term **out)
{
    ontrack__course_term_note *note = &question->notes->course_terms[name % ONTRACK__TERM_NOTES];
    if (!note->there || note->name != name || note->near != near) {
        note->there = false;
        const ontrack_status status =
            ontrack__course_term(question, school, name, near, &note->term);
        if (status != ONTRACK_OK) return status;
        note->there = true;
        note->name = name;
        note->near = near;
    }
    *out = note->term;
    return ONTRACK_OK;
}

/* What a row need not tell. It is set field by field: this is done for each row of each student. */
static void begin_attempt(ontrack__attempt *attempt)
{
    attempt->mark = attempt->so_far = 0;
    attempt->marks = 0;
    attempt->earned = 0;
    attempt->unclear_earned = attempt->unclear_failure = ONTRACK__KNOWN;
    attempt->unclear_mark = attempt->unclear_so_far = ONTRACK__KNOWN;
    attempt->passing_so_far = attempt->extra = false;
}

static ontrack_status add_attempt(const ontrack_question *question, ontrack__code school,
                                  const ontrack__grade_row *row, uint32_t times)
{
    const ontrack__term *term;
    const ontrack_date near = row->posted != ONTRACK_DATE_NONE ? row->posted : question->as_of;
    const ontrack_status status = term_of(question, school, row->term, near, &term);
    if (status != ONTRACK_OK) return status;
    const row_dates dates = date_row(question, row, term);
    if (!dates.exists) return ONTRACK_OK;
    ontrack__attempt *attempt = ontrack__array_extend(
        ontrack__notes_allocator(question), &question->notes->attempts, 1, sizeof *attempt);
    if (attempt == NULL) return ONTRACK_NO_MEMORY;
    begin_attempt(attempt);
    read_course(question, row, term, attempt);
    attempt->times = times;
    question->notes->repeats = question->notes->repeats || attempt->repeat;
    question->notes->prior = question->notes->prior || dates.prior;
    attempt->time = dates.time;
    attempt->prior = dates.prior;
    attempt->year = dates.prior ? school_year_of(question, dates.time) : ONTRACK__THIS_YEAR;
    read_result(question, row, dates.known, attempt);
    return ONTRACK_OK;
}

/* ---- one attempt for a course and term ---- */

static int compare_numbers(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* 0 for attempts of one course and term. A row that names no term is told apart by the date its
 * result was posted. */
static int compare_identity(const ontrack__attempt *a, const ontrack__attempt *b)
{
    int order = compare_numbers(a->course, b->course);
    if (order == 0) order = compare_numbers(a->year, b->year);
    if (order == 0) order = compare_numbers(a->term, b->term);
    if (order == 0 && a->in != NULL && b->in != NULL)
        order = compare_numbers(a->in->start, b->in->start);
    return order == 0 && a->term == 0 ? compare_numbers(a->posted, b->posted) : order;
}

/* A result before a course in progress before one that was dropped. */
static int weight(const ontrack__attempt *attempt)
{
    if (attempt->state == ONTRACK__COURSE_WITHDRAWN) return 0;
    return attempt->state == ONTRACK__COURSE_IN_PROGRESS ? 1 : 2;
}

/* Of the rows of one course and term the first counts. */
static int compare_rows(const void *x, const void *y, const void *context)
{
    const ontrack__attempt *a = x, *b = y;
    (void)context;
    int order = compare_identity(a, b);
    if (order == 0) order = compare_numbers(weight(b), weight(a));
    if (order == 0) order = compare_numbers(b->posted, a->posted);
    if (order == 0) order = compare_numbers(b->earned, a->earned);
    if (order == 0) order = compare_numbers(a->mark, b->mark);
    return order;
}

static int compare_times(const void *x, const void *y, const void *context)
{
    const ontrack__attempt *a = x, *b = y;
    (void)context;
    int order = compare_numbers(a->extra, b->extra);
    if (order == 0) order = compare_numbers(a->course, b->course);
    if (order == 0) order = compare_numbers(a->year, b->year);
    return order == 0 ? compare_numbers(a->time, b->time) : order;
}

/* Whether every course comes once, or in terms of its own that follow each other: then there is no
 * extra row, and this is the order of time already. Rows are stored by course and term, so that
 * nearly every student's are. */
static bool is_settled(const ontrack__attempt *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const ontrack__attempt *a = &items[i - 1], *b = &items[i];
        if (a->course < b->course) continue;
        if (a->course > b->course || a->in == NULL || b->in == NULL) return false;
        if (a->year != b->year ? a->year > b->year : a->time >= b->time) return false;
    }
    return true;
}

/* Moves the extra rows behind the others; both stay in order. */
static bool part_extra(const ontrack_question *question)
{
    ontrack__array *attempts = &question->notes->attempts;
    const ontrack_allocator *allocator = ontrack__notes_allocator(question);
    const size_t count = attempts->count, size = sizeof(ontrack__attempt);
    const size_t extra = count - question->notes->settled;
    if (extra == 0) return true;
    if (ontrack__array_extend(allocator, attempts, extra, size) == NULL) return false;
    ontrack__attempt *items = attempts->items;
    size_t kept = 0, parted = count;
    for (size_t i = 0; i < count; i++)
        items[items[i].extra ? parted++ : kept++] = items[i];
    memcpy(items + kept, items + count, extra * size);
    attempts->count = count;
    return true;
}

/* Puts one row for each course and term in front, in order of time. */
static bool settle(const ontrack_question *question)
{
    const ontrack_allocator *allocator = ontrack__notes_allocator(question);
    ontrack__notes *notes = question->notes;
    ontrack__attempt *items = notes->attempts.items;
    const size_t count = notes->attempts.count, size = sizeof *items;
    notes->settled = count;
    if (is_settled(items, count)) return true;
    if (!ontrack__sort(allocator, items, count, size, compare_rows, NULL)) return false;
    for (size_t i = 1; i < count; i++) {
        items[i].extra = compare_identity(&items[i - 1], &items[i]) == 0;
        notes->settled -= items[i].extra;
    }
    return part_extra(question) &&
           ontrack__sort(allocator, notes->attempts.items, count, size, compare_times, NULL);
}

/* Asks for all rows before the first is read: each lies somewhere else in memory. */
static void fetch_rows(const ontrack__kinds *kinds, ontrack__walk walk)
{
    uint32_t kind;
    while (ontrack__walk_kind(&walk, &kind))
        __builtin_prefetch(ontrack__kind_cells(kinds, kind));
}

/* The kind of a row of grades is the whole row: it is read where it is kept. */
static ontrack_status read_attempts(const ontrack_question *question)
{
    const ontrack__kinds *kinds =
        ontrack__kinds_of(ontrack__dataset_of(question), ONTRACK_TABLE_GRADES);
    const ontrack__code school = ontrack__current_school(question);
    ontrack__walk walk = ontrack__page_walk(&question->notes->page, ONTRACK_TABLE_GRADES);
    uint32_t kind;
    question->notes->attempts.count = 0;
    question->notes->repeats = question->notes->prior = false;
    fetch_rows(kinds, walk);
    while (ontrack__walk_kind(&walk, &kind)) {
        const ontrack__grade_row *row =
            (const ontrack__grade_row *)ontrack__kind_cells(kinds, kind);
        const ontrack_status status = add_attempt(question, school, row, walk.times);
        if (status != ONTRACK_OK) return status;
    }
    return settle(question) ? ONTRACK_OK : ONTRACK_NO_MEMORY;
}

ontrack_status ontrack__attempts(const ontrack_question *question, const ontrack__attempt **out,
                                 size_t *count)
{
    ontrack__notes *notes = question->notes;
    const ontrack__options *options = question->options;
    if (!notes->has_attempts || notes->as_recorded != options->as_recorded) {
        notes->has_attempts = false;
        const ontrack_status status = read_attempts(question);
        if (status != ONTRACK_OK) return status;
        notes->has_attempts = true;
        notes->as_recorded = options->as_recorded;
    }
    *out = notes->attempts.items;
    *count = options->each_repeat ? notes->attempts.count : notes->settled;
    return ONTRACK_OK;
}

ontrack_status ontrack__largest_course(const ontrack_question *question, int64_t *out)
{
    const ontrack__attempt *attempts;
    size_t count;
    const ontrack_status status = ontrack__attempts(question, &attempts, &count);
    *out = 0;
    for (size_t i = 0; status == ONTRACK_OK && i < question->notes->attempts.count; i++)
        if (attempts[i].attempted > *out) *out = attempts[i].attempted;
    return status;
}
