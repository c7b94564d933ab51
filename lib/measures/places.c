#include "measures/courses.h"
#include "measures/notes.h"

/* The attempts at one course, as far as they are chosen, fill places: each part of the first school
 * year in which it was taken has one. What is taken later, in summer or as recovery is a repeat and
 * takes the place of the earliest part that was not passed. */

static bool is_result(const ontrack__attempt *attempt)
{
    return attempt->state != ONTRACK__COURSE_IN_PROGRESS &&
           attempt->state != ONTRACK__COURSE_WITHDRAWN;
}

static void keep_first(ontrack__why *kept, ontrack__why why)
{
    if (*kept == ONTRACK__KNOWN) *kept = why;
}

/* An attempt was made at this place. */
static void note_result(const ontrack_question *question, ontrack__place *place,
                        const ontrack__attempt *attempt)
{
    if (!is_result(attempt)) return;
    const bool counts_twice = question->options->by_semester && attempt->year_long;
    if (attempt->state == ONTRACK__COURSE_FAILED) {
        place->failures += counts_twice ? 2 : 1;
        place->failed += attempt->attempted;
    }
    place->low_marks += (attempt->marks & question->options->marks) != 0;
    keep_first(&place->unclear_failure, attempt->unclear_failure);
    keep_first(&place->unclear_mark, attempt->unclear_mark);
}

static bool add_place(const ontrack_question *question, const ontrack__attempt *attempt)
{
    const ontrack__place made = {attempt, NULL, 0, 0, 0, ONTRACK__KNOWN, ONTRACK__KNOWN};
    ontrack__place *place = ontrack__array_extend(ontrack__notes_allocator(question),
                                                  &question->notes->places, 1, sizeof *place);
    if (place == NULL) return false;
    *place = made;
    note_result(question, place, attempt);
    return true;
}

/* A place that a repeat may take: not passed, and not of a result that nobody understands. */
static bool is_free(const ontrack__place *place)
{
    return place->standing->state != ONTRACK__COURSE_UNCLEAR &&
           !ontrack__attempt_passed(place->standing);
}

static ontrack__place *places_of(const ontrack_question *question)
{
    return question->notes->places.items;
}

/* The earliest free place from `*at` on, or NULL. Places only ever become less free. */
static ontrack__place *free_place(const ontrack_question *question, size_t *at, size_t end)
{
    ontrack__place *places = places_of(question);
    while (*at < end && !is_free(&places[*at]))
        ++*at;
    return *at < end ? &places[*at] : NULL;
}

static void take_place(const ontrack_question *question, ontrack__place *place,
                       const ontrack__attempt *attempt)
{
    place->standing = attempt;
    note_result(question, place, attempt);
}

/* A recovery course of another code takes the place of a failed or incomplete course of its
 * subject. */
static ontrack__place *same_subject(const ontrack_question *question,
                                    const ontrack__attempt *attempt)
{
    ontrack__place *places = places_of(question);
    if (attempt->subject == 0 || !(attempt->courses & ONTRACK__RECOVERY)) return NULL;
    ontrack__place *found = NULL;
    for (size_t i = 0; i < question->notes->places.count; i++) {
        const ontrack__attempt *standing = places[i].standing;
        const bool open = standing->state == ONTRACK__COURSE_FAILED ||
                          standing->state == ONTRACK__COURSE_INCOMPLETE;
        if (!open || standing->subject != attempt->subject || places[i].retake != NULL) continue;
        if (standing->time > attempt->time) continue;
        if (found == NULL || standing->time < found->standing->time) found = &places[i];
    }
    return found;
}

/* ---- one course ---- */

typedef struct course {
    const ontrack__attempt *attempts; /* of one code, by time */
    size_t count;
    int first_year; /* of a part */
    bool has_parts;
    size_t first, end; /* its places */
} course;

static bool is_part(const course *one, const ontrack__attempt *attempt)
{
    return one->has_parts && !attempt->repeat && attempt->year == one->first_year;
}

static bool add_parts(const ontrack_question *question, course *one)
{
    one->first = question->notes->places.count;
    for (size_t i = 0; i < one->count; i++) {
        const ontrack__attempt *attempt = &one->attempts[i];
        if (attempt->repeat || !ontrack__attempt_chosen(question, attempt)) continue;
        if (!one->has_parts) one->first_year = attempt->year;
        one->has_parts = true;
        if (is_part(one, attempt) && !add_place(question, attempt)) return false;
    }
    one->end = question->notes->places.count;
    return true;
}

/* Results first, in order of time; then what is still in progress takes what is left to earn. */
static void add_repeats(const ontrack_question *question, const course *one)
{
    size_t at = one->first;
    for (size_t i = 0; i < one->count; i++) {
        const ontrack__attempt *attempt = &one->attempts[i];
        if (is_part(one, attempt) || !is_result(attempt)) continue;
        if (!ontrack__attempt_chosen(question, attempt)) continue;
        ontrack__place *place = free_place(question, &at, one->end);
        if (place != NULL) take_place(question, place, attempt);
    }
    for (size_t i = 0; i < one->count; i++) {
        const ontrack__attempt *attempt = &one->attempts[i];
        if (is_part(one, attempt) || attempt->state != ONTRACK__COURSE_IN_PROGRESS) continue;
        if (!ontrack__attempt_chosen(question, attempt)) continue;
        ontrack__place *place = free_place(question, &at, one->end);
        if (place == NULL) continue;
        const ontrack__course_state state = place->standing->state;
        if (state != ONTRACK__COURSE_IN_PROGRESS && state != ONTRACK__COURSE_INCOMPLETE)
            place->retake = attempt;
        at++;
    }
}

/* Repeats of a course that has no part: each counts itself, unless it recovers another. */
static bool add_lone_repeats(const ontrack_question *question, const course *one)
{
    for (size_t i = 0; i < one->count; i++) {
        const ontrack__attempt *attempt = &one->attempts[i];
        if (!ontrack__attempt_chosen(question, attempt)) continue;
        ontrack__place *place = same_subject(question, attempt);
        if (place != NULL && attempt->state == ONTRACK__COURSE_IN_PROGRESS)
            place->retake = attempt;
        else if (place != NULL && is_result(attempt))
            take_place(question, place, attempt);
        else if (!add_place(question, attempt))
            return false;
    }
    return true;
}

/* ---- all courses ---- */

static course next_course(const ontrack__attempt *attempts, size_t count)
{
    course one = {attempts, 1, 0, false, 0, 0};
    while (one.count < count && attempts[one.count].course == attempts[0].course)
        one.count++;
    return one;
}

static bool has_chosen_part(const ontrack_question *question, const course *one)
{
    for (size_t i = 0; i < one->count; i++)
        if (!one->attempts[i].repeat && ontrack__attempt_chosen(question, &one->attempts[i]))
            return true;
    return false;
}

/* Every row counts, as often as it was given, and none takes the place of another. */
static bool add_each(const ontrack_question *question, const ontrack__attempt *attempts,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!ontrack__attempt_chosen(question, &attempts[i])) continue;
        for (uint32_t k = 0; k < attempts[i].times; k++)
            if (!add_place(question, &attempts[i])) return false;
    }
    return true;
}

/* Nearly always there is no repeat, and then every chosen attempt has a place of its own. */
static bool all_are_parts(const ontrack_question *question)
{
    const ontrack__notes *notes = question->notes;
    return !notes->repeats && !(notes->prior && question->options->include_prior);
}

static bool add_all(const ontrack_question *question, const ontrack__attempt *attempts,
                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ontrack__attempt_chosen(question, &attempts[i]) && !add_place(question, &attempts[i]))
            return false;
    return true;
}

static bool fill_places(const ontrack_question *question, const ontrack__attempt *attempts,
                        size_t count)
{
    if (question->options->each_repeat) return add_each(question, attempts, count);
    if (all_are_parts(question)) return add_all(question, attempts, count);
    for (size_t i = 0; i < count;) {
        course one = next_course(attempts + i, count - i);
        if (!add_parts(question, &one)) return false;
        if (one.has_parts) add_repeats(question, &one);
        i += one.count;
    }
    for (size_t i = 0; i < count;) {
        const course one = next_course(attempts + i, count - i);
        if (!has_chosen_part(question, &one) && !add_lone_repeats(question, &one)) return false;
        i += one.count;
    }
    return true;
}

ontrack_status ontrack__places(const ontrack_question *question, const ontrack__place **out,
                               size_t *count, bool *rows)
{
    const ontrack__attempt *attempts;
    size_t attempt_count;
    const ontrack_status status = ontrack__attempts(question, &attempts, &attempt_count);
    if (status != ONTRACK_OK) return status;
    ontrack__array *places = &question->notes->places;
    places->count = 0;
    if (!fill_places(question, attempts, attempt_count)) return ONTRACK_NO_MEMORY;
    *rows = false;
    for (size_t i = 0; i < attempt_count && !*rows; i++)
        *rows = question->options->include_prior || !attempts[i].prior;
    *out = places->items;
    *count = places->count;
    return ONTRACK_OK;
}
