#include "measures/courses.h"

#include "base/sort.h"
#include "measures/course_times.h"
#include "measures/grade_kinds.h"
#include "measures/notes.h"
#include "measures/stays.h"

#include <string.h>

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
    const ontrack__course_time *m = a->when, *n = b->when;
    if (order == 0) order = compare_numbers(m->year, n->year);
    if (order == 0) order = compare_numbers(m->term, n->term);
    if (order == 0 && m->in != NULL && n->in != NULL) order = compare_numbers(m->start, n->start);
    return order == 0 && m->term == 0 ? compare_numbers(a->grade->posted, b->grade->posted) : order;
}

/* A result before a course in progress before one that was dropped. */
static int weight(const ontrack__attempt *attempt)
{
    return attempt->grade->is_result ? 2 : attempt->grade->in_progress;
}

/* Of the rows of one course and term the first counts. */
static int compare_rows(const void *x, const void *y, const void *context)
{
    const ontrack__attempt *a = x, *b = y;
    (void)context;
    int order = compare_identity(a, b);
    if (order == 0) order = compare_numbers(weight(b), weight(a));
    const ontrack__grade *m = a->grade, *n = b->grade;
    if (order == 0) order = compare_numbers(n->posted, m->posted);
    if (order == 0) order = compare_numbers(n->earned, m->earned);
    if (order == 0) order = compare_numbers(m->mark, n->mark);
    return order;
}

static int compare_times(const void *x, const void *y, const void *context)
{
    const ontrack__attempt *a = x, *b = y;
    (void)context;
    int order = compare_numbers(a->extra, b->extra);
    if (order == 0) order = compare_numbers(a->course, b->course);
    if (order == 0) order = compare_numbers(a->when->year, b->when->year);
    return order == 0 ? compare_numbers(a->when->start, b->when->start) : order;
}

/* Whether every course comes once, or in terms of its own that follow each other: then there is no
 * extra row, and this is the order of time already. Rows are stored by course and term, so that
 * nearly every student's are. */
static bool is_settled(const ontrack__attempt *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const ontrack__attempt *a = &items[i - 1], *b = &items[i];
        if (a->course < b->course) continue;
        const ontrack__course_time *m = a->when, *n = b->when;
        if (a->course > b->course || m->in == NULL || n->in == NULL) return false;
        if (m->year != n->year ? m->year > n->year : m->start >= n->start) return false;
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

/* ---- reading ---- */

/* Notes the kinds of the student's rows, and asks for each before the first is read: they lie
 * somewhere else in memory. */
static void list_rows(const ontrack_question *question, const ontrack__grade_kind *kinds,
                      ontrack__attempt *attempts)
{
    ontrack__walk walk = ontrack__page_walk(&question->notes->page, ONTRACK_TABLE_GRADES);
    for (uint32_t kind; ontrack__walk_kind(&walk, &kind); attempts++) {
        attempts->kind = kind;
        attempts->times = walk.times;
        __builtin_prefetch(&kinds[kind]);
    }
}

/* What each row says once its result is known, which is asked for in its turn. */
static void find_faces(const ontrack__gradebook *book, ontrack__attempt *attempts, size_t count)
{
    const ontrack__grade_kind *kinds = book->kinds.items;
    const ontrack__grade_faces *faces = book->faces.items;
    for (size_t i = 0; i < count; i++) {
        const ontrack__grade_kind *kind = &kinds[attempts[i].kind];
        attempts[i].course = kind->course;
        attempts[i].grade = &faces[kind->faces].known;
        __builtin_prefetch(attempts[i].grade);
    }
}

static ontrack_status find_times(const ontrack_question *question, const ontrack__gradebook *book,
                                 ontrack__attempt *attempts, size_t count)
{
    ontrack__course_time *times = book->times.items;
    const ontrack__code school = ontrack__current_school(question);
    for (size_t i = 0; i < count; i++) {
        ontrack__course_time *when = &times[attempts[i].grade->time];
        const ontrack_status status = ontrack__course_time_for(question, school, when);
        if (status != ONTRACK_OK) return status;
        attempts[i].when = when;
    }
    return ONTRACK_OK;
}

/* What the notes keep of all attempts. */
typedef struct traits {
    bool repeats, prior, given_again;
    ontrack_decimal largest;
} traits;

/* Keeps the attempts that there are, as they are known: a course is there once it has begun, or its
 * result is known. Tells how many. */
static size_t keep_attempts(bool as_recorded, ontrack__attempt *attempts, size_t count, traits *all)
{
    traits seen = {false, false, false, 0};
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        ontrack__attempt *attempt = &attempts[kept];
        if (kept != i) *attempt = attempts[i];
        const ontrack__course_time *when = attempt->when;
        const bool known = as_recorded ? when->recorded : when->known;
        if (!known) attempt->grade = &((const ontrack__grade_faces *)attempt->grade)->hidden;
        attempt->repeat = when->summer | attempt->grade->recovery;
        attempt->extra = false;
        const bool there = when->begun | attempt->grade->told;
        seen.repeats |= there & attempt->repeat;
        seen.prior |= there & when->prior;
        seen.given_again |= there & (attempt->times > 1);
        if (there && attempt->grade->attempted > seen.largest)
            seen.largest = attempt->grade->attempted;
        kept += there;
    }
    *all = seen;
    return kept;
}

static ontrack_status read_rows(const ontrack_question *question, ontrack__attempt *attempts,
                                size_t rows, traits *all)
{
    const ontrack__gradebook *book;
    ontrack_status status = ontrack__gradebook_of(question, &book);
    if (status != ONTRACK_OK) return status;
    list_rows(question, book->kinds.items, attempts);
    find_faces(book, attempts, rows);
    status = find_times(question, book, attempts, rows);
    if (status != ONTRACK_OK) return status;
    question->notes->attempts.count =
        keep_attempts(question->options->as_recorded, attempts, rows, all);
    return ONTRACK_OK;
}

static ontrack_status read_attempts(const ontrack_question *question)
{
    ontrack__notes *notes = question->notes;
    const size_t rows = notes->page.told[ONTRACK_TABLE_GRADES].count;
    traits all = {false, false, false, 0};
    notes->attempts.count = 0;
    if (rows > 0) {
        ontrack__attempt *attempts = ontrack__array_extend(
            ontrack__notes_allocator(question), &notes->attempts, rows, sizeof *attempts);
        if (attempts == NULL) return ONTRACK_NO_MEMORY;
        const ontrack_status status = read_rows(question, attempts, rows, &all);
        if (status != ONTRACK_OK) return status;
    }
    notes->repeats = all.repeats;
    notes->prior = all.prior;
    notes->given_again = all.given_again;
    notes->largest = all.largest;
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

/* ---- those that are chosen ---- */

static bool has_rows(const ontrack_question *question, const ontrack__attempt *attempts,
                     size_t count)
{
    if (question->options->include_prior || !question->notes->prior) return count > 0;
    for (size_t i = 0; i < count; i++)
        if (!attempts[i].when->prior) return true;
    return false;
}

/* Nearly always there is no repeat, and then every chosen attempt has a place of its own. */
static bool stand_alone(const ontrack_question *question)
{
    const ontrack__notes *notes = question->notes;
    if (question->options->each_repeat) return !notes->given_again;
    return !notes->repeats && !(notes->prior && question->options->include_prior);
}

/* What the options choose by. */
typedef struct choices {
    ontrack__choice subjects, courses, terms;
    bool all; /* every attempt of this year */
    bool include_prior;
} choices;

static bool chooses_all(ontrack__choice choice)
{
    return !choice.narrowed && choice.none == 0;
}

static choices choices_of(const ontrack__options *options)
{
    const bool all = chooses_all(options->subjects) && chooses_all(options->courses) &&
                     chooses_all(options->terms);
    const choices by = {options->subjects, options->courses, options->terms, all,
                        options->include_prior};
    return by;
}

/* Bit by bit, without a branch: which courses are of a subject is nothing that a processor could
 * guess. A course is chosen by its subject or by itself, and excepted by either. */
static bool is_chosen(const choices *by, const ontrack__attempt *attempt)
{
    const ontrack__grade *grade = attempt->grade;
    const ontrack__categories terms = attempt->when->terms;
    const ontrack__categories none = (by->subjects.none & grade->subjects) |
                                     (by->courses.none & grade->courses) | (by->terms.none & terms);
    const ontrack__categories any =
        (by->subjects.any & grade->subjects) | (by->courses.any & grade->courses);
    return (by->include_prior | !attempt->when->prior) & (none == 0) &
           ((any != 0) | (!by->subjects.narrowed & !by->courses.narrowed)) &
           (((by->terms.any & terms) != 0) | !by->terms.narrowed);
}

static size_t choose(const ontrack_question *question, const ontrack__attempt *attempts,
                     size_t count, const ontrack__attempt **chosen)
{
    const choices by = choices_of(question->options);
    const bool all = by.all && (by.include_prior || !question->notes->prior);
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        chosen[taken] = &attempts[i];
        taken += all || is_chosen(&by, &attempts[i]);
    }
    return taken;
}

ontrack_status ontrack__choose_attempts(const ontrack_question *question,
                                        ontrack__chosen_attempts *out)
{
    const ontrack__attempt *attempts, **chosen = NULL;
    size_t count;
    ontrack__array *room = &question->notes->chosen;
    const ontrack_status status = ontrack__attempts(question, &attempts, &count);
    if (status != ONTRACK_OK) return status;
    room->count = 0;
    if (count > 0) {
        chosen =
            ontrack__array_extend(ontrack__notes_allocator(question), room, count, sizeof *chosen);
        if (chosen == NULL) return ONTRACK_NO_MEMORY;
    }
    out->items = chosen;
    out->count = choose(question, attempts, count, chosen);
    out->rows = has_rows(question, attempts, count);
    out->alone = stand_alone(question);
    return ONTRACK_OK;
}

ontrack_status ontrack__largest_course(const ontrack_question *question, int64_t *out)
{
    const ontrack__attempt *attempts;
    size_t count;
    const ontrack_status status = ontrack__attempts(question, &attempts, &count);
    *out = status == ONTRACK_OK ? question->notes->largest : 0;
    return status;
}
