#include "measures/grade_kinds.h"

#include "measures/grades.h"
#include "measures/notes.h"

/* Cells of the keys by which things are numbered: a course as a row names it; what the rule set
 * says of it; its time; and all that the faces of a row hang on, which is the rest of the row but
 * its title. */
enum { NAMED_CELLS = 2, TOPIC_CELLS = 5, TIME_CELLS = 2, ROW_CELLS = 6 };

/* A gradebook while it is written. Rows come by course and term, so that what was said of the row
 * before mostly holds for the next. */
typedef struct writing {
    const ontrack_question *question;
    ontrack__gradebook *book;
    const ontrack__grade_row *last; /* NULL before the first */
    uint32_t topic, time;           /* those of the last row */
} writing;

/* ---- courses ---- */

/* Numbers what the rule set says of the course; `named` is the number of its name. */
static bool add_topic(writing *w, const ontrack__grade_row *row, uint32_t named)
{
    const ontrack_allocator *allocator = ontrack__notes_allocator(w->question);
    const ontrack__course_key key = ontrack__course_key_of(w->question, row);
    const int32_t cells[TOPIC_CELLS] = {(int32_t)key.subject, (int32_t)key.courses,
                                        (int32_t)(key.courses >> 32), (int32_t)key.subjects,
                                        (int32_t)(key.subjects >> 32)};
    w->book->topics_by.width = TOPIC_CELLS;
    if (!ontrack__kinds_add(&w->book->topics_by, allocator, cells, &w->topic)) return false;
    if (named < w->book->topics.count) return true;
    uint32_t *topic = ontrack__array_extend(allocator, &w->book->topics, 1, sizeof *topic);
    if (topic != NULL) *topic = w->topic;
    return topic != NULL;
}

static bool number_topic(writing *w, const ontrack__grade_row *row)
{
    if (w->last != NULL && w->last->course == row->course && w->last->subject == row->subject)
        return true;
    const int32_t cells[NAMED_CELLS] = {(int32_t)row->course, (int32_t)row->subject};
    ontrack__kinds *named = &w->book->named;
    uint32_t number;
    if (ontrack__kinds_find(named, NAMED_CELLS, cells, &number)) {
        w->topic = ((const uint32_t *)w->book->topics.items)[number];
        return true;
    }
    named->width = NAMED_CELLS;
    return ontrack__kinds_add(named, ontrack__notes_allocator(w->question), cells, &number) &&
           add_topic(w, row, number);
}

/* ---- times ---- */

static bool number_time(writing *w, const ontrack__grade_row *row)
{
    const ontrack_allocator *allocator = ontrack__notes_allocator(w->question);
    if (w->last != NULL && w->last->term == row->term && w->last->posted == row->posted)
        return true;
    const int32_t cells[TIME_CELLS] = {(int32_t)row->term, row->posted};
    ontrack__kinds *by = &w->book->times_by;
    if (ontrack__kinds_find(by, TIME_CELLS, cells, &w->time)) return true;
    by->width = TIME_CELLS;
    if (!ontrack__kinds_add(by, allocator, cells, &w->time)) return false;
    ontrack__course_time *time = ontrack__array_add(allocator, &w->book->times, sizeof *time);
    if (time == NULL) return false;
    time->term = row->term;
    time->posted = row->posted;
    return true;
}

/* ---- faces ---- */

static bool add_faces(const writing *w, const ontrack__grade_row *row)
{
    const ontrack__course_key course = ontrack__course_key_of(w->question, row);
    ontrack__grade_faces *faces = ontrack__array_extend(ontrack__notes_allocator(w->question),
                                                        &w->book->faces, 1, sizeof *faces);
    if (faces == NULL) return false;
    ontrack__read_grade(w->question, row, &course, true, &faces->known);
    ontrack__read_grade(w->question, row, &course, false, &faces->hidden);
    faces->known.time = faces->hidden.time = w->time;
    return true;
}

static bool number_faces(writing *w, const ontrack__grade_row *row, uint32_t *number)
{
    if (!number_topic(w, row) || !number_time(w, row)) return false;
    w->last = row;
    const int32_t cells[ROW_CELLS] = {(int32_t)w->topic,  (int32_t)w->time,
                                      row->attempted,     row->earned,
                                      (int32_t)row->mark, (int32_t)row->period_mark};
    ontrack__kinds *by = &w->book->faces_by;
    if (ontrack__kinds_find(by, ROW_CELLS, cells, number)) return true;
    by->width = ROW_CELLS;
    return ontrack__kinds_add(by, ontrack__notes_allocator(w->question), cells, number) &&
           add_faces(w, row);
}

/* ---- the book ---- */

static bool write_kinds(const ontrack_question *question, ontrack__gradebook *book)
{
    const ontrack__kinds *told =
        ontrack__kinds_of(ontrack__dataset_of(question), ONTRACK_TABLE_GRADES);
    writing w = {.question = question, .book = book};
    book->kinds.count = 0;
    ontrack__grade_kind *kinds = ontrack__array_extend(ontrack__notes_allocator(question),
                                                       &book->kinds, told->count, sizeof *kinds);
    if (kinds == NULL) return told->count == 0;
    for (uint32_t i = 0; i < told->count; i++) {
        /* The kind of a row of grades is the whole row. */
        const ontrack__grade_row *row = (const ontrack__grade_row *)ontrack__kind_cells(told, i);
        kinds[i].course = row->course;
        if (!number_faces(&w, row, &kinds[i].faces)) return false;
    }
    return true;
}

ontrack_status ontrack__gradebook_of(const ontrack_question *question,
                                     const ontrack__gradebook **out)
{
    ontrack__gradebook *book = &question->notes->gradebook;
    if (!book->there) book->there = write_kinds(question, book);
    *out = book;
    if (book->there) return ONTRACK_OK;
    /* A number may have been given to what was not written any more. */
    ontrack__gradebook_free(book, ontrack__notes_allocator(question));
    return ONTRACK_NO_MEMORY;
}

void ontrack__gradebook_free(ontrack__gradebook *book, const ontrack_allocator *allocator)
{
    const ontrack__gradebook none = {.there = false};
    ontrack__array_free(allocator, &book->kinds, sizeof(ontrack__grade_kind));
    ontrack__array_free(allocator, &book->faces, sizeof(ontrack__grade_faces));
    ontrack__array_free(allocator, &book->times, sizeof(ontrack__course_time));
    ontrack__array_free(allocator, &book->topics, sizeof(uint32_t));
    ontrack__kinds_free(&book->faces_by, allocator);
    ontrack__kinds_free(&book->times_by, allocator);
    ontrack__kinds_free(&book->topics_by, allocator);
    ontrack__kinds_free(&book->named, allocator);
    *book = none;
}
