#include "measures/courses.h"
#include "measures/notes.h"

/* The attempts at one course, as far as they are chosen, fill places: each part of the first school
 * year in which it was taken has one. What is taken later, in summer or as recovery is a repeat and
 * takes the place of the earliest part that was not passed. */

static bool add_place(const ontrack_question *question, const ontrack__attempt *attempt)
{
    ontrack__course_part *place = ontrack__array_extend(ontrack__notes_allocator(question),
                                                        &question->notes->places, 1, sizeof *place);
    if (place == NULL) return false;
    *place = ontrack__place_of(question, attempt);
    return true;
}

/* A place that a repeat may take: not passed, and not of a result that nobody understands. */
static bool is_free(const ontrack__course_part *place)
{
    const ontrack__grade *grade = place->standing->grade;
    return grade->state != ONTRACK__COURSE_UNCLEAR && !grade->passed;
}

static ontrack__course_part *places_of(const ontrack_question *question)
{
    return question->notes->places.items;
}

/* The earliest free place from `*at` on, or NULL. Places only ever become less free. */
static ontrack__course_part *free_place(const ontrack_question *question, size_t *at, size_t end)
{
    ontrack__course_part *places = places_of(question);
    while (*at < end && !is_free(&places[*at]))
        ++*at;
    return *at < end ? &places[*at] : NULL;
}

static void take_place(const ontrack_question *question, ontrack__course_part *place,
                       const ontrack__attempt *attempt)
{
    place->standing = attempt;
    place->retaken = true;
    ontrack__place_note(question, place, attempt);
}

/* A recovery course of another code takes the place of a failed or incomplete course of its
 * subject. */
static ontrack__course_part *same_subject(const ontrack_question *question,
                                          const ontrack__attempt *attempt)
{
    ontrack__course_part *places = places_of(question), *found = NULL;
    const ontrack__code subject = attempt->grade->subject;
    if (subject == 0 || !attempt->grade->recovery) return NULL;
    for (size_t i = 0; i < question->notes->places.count; i++) {
        const ontrack__grade *grade = places[i].standing->grade;
        const ontrack_date start = places[i].standing->when->start;
        const bool open = grade->failure || grade->state == ONTRACK__COURSE_INCOMPLETE;
        if (!open || grade->subject != subject || places[i].retake != NULL) continue;
        if (start > attempt->when->start) continue;
        if (found == NULL || start < found->standing->when->start) found = &places[i];
    }
    return found;
}

/* ---- one course ---- */

typedef struct course {
    const ontrack__attempt *const *attempts; /* the chosen ones of one code, by time */
    size_t count;
    int first_year; /* of a part */
    bool has_parts;
    size_t first, end; /* its places */
} course;

static bool is_part(const course *one, const ontrack__attempt *attempt)
{
    return one->has_parts && !attempt->repeat && attempt->when->year == one->first_year;
}

/* The course that begins with the first of the attempts. */
static course next_course(const ontrack__attempt *const *attempts, size_t count)
{
    course one = {attempts, 0, 0, false, 0, 0};
    for (; one.count < count && attempts[one.count]->course == attempts[0]->course; one.count++) {
        if (attempts[one.count]->repeat || one.has_parts) continue;
        one.first_year = attempts[one.count]->when->year;
        one.has_parts = true;
    }
    return one;
}

static bool add_parts(const ontrack_question *question, course *one)
{
    one->first = question->notes->places.count;
    for (size_t i = 0; i < one->count; i++)
        if (is_part(one, one->attempts[i]) && !add_place(question, one->attempts[i])) return false;
    one->end = question->notes->places.count;
    return true;
}

/* Results first, in order of time; then what is still in progress takes what is left to earn. */
static void add_repeats(const ontrack_question *question, const course *one)
{
    size_t at = one->first;
    for (size_t i = 0; i < one->count; i++) {
        const ontrack__attempt *attempt = one->attempts[i];
        if (is_part(one, attempt) || !attempt->grade->is_result) continue;
        ontrack__course_part *place = free_place(question, &at, one->end);
        if (place != NULL) take_place(question, place, attempt);
    }
    for (size_t i = 0; i < one->count; i++) {
        const ontrack__attempt *attempt = one->attempts[i];
        if (is_part(one, attempt) || !attempt->grade->in_progress) continue;
        ontrack__course_part *place = free_place(question, &at, one->end);
        if (place == NULL) continue;
        const ontrack__course_state state = place->standing->grade->state;
        if (state != ONTRACK__COURSE_IN_PROGRESS && state != ONTRACK__COURSE_INCOMPLETE)
            place->retake = attempt;
        at++;
    }
}

/* Repeats of a course that has no part: each counts itself, unless it recovers another. */
static bool add_lone_repeats(const ontrack_question *question, const course *one)
{
    for (size_t i = 0; i < one->count; i++) {
        const ontrack__attempt *attempt = one->attempts[i];
        ontrack__course_part *place = same_subject(question, attempt);
        if (place != NULL && attempt->grade->in_progress)
            place->retake = attempt;
        else if (place != NULL && attempt->grade->is_result)
            take_place(question, place, attempt);
        else if (!add_place(question, attempt))
            return false;
    }
    return true;
}

/* ---- all courses ---- */

/* Every row counts, as often as it was given, and none takes the place of another. */
static bool add_each(const ontrack_question *question, const ontrack__chosen_attempts *chosen)
{
    for (size_t i = 0; i < chosen->count; i++)
        for (uint32_t k = 0; k < chosen->items[i]->times; k++)
            if (!add_place(question, chosen->items[i])) return false;
    return true;
}

static bool add_alone(const ontrack_question *question, const ontrack__chosen_attempts *chosen)
{
    for (size_t i = 0; i < chosen->count; i++)
        if (!add_place(question, chosen->items[i])) return false;
    return true;
}

static bool fill_places(const ontrack_question *question, const ontrack__chosen_attempts *chosen)
{
    const ontrack__attempt *const *attempts = chosen->items;
    const size_t count = chosen->count;
    if (chosen->alone) return add_alone(question, chosen);
    if (question->options->each_repeat) return add_each(question, chosen);
    for (size_t i = 0; i < count;) {
        course one = next_course(attempts + i, count - i);
        if (!add_parts(question, &one)) return false;
        if (one.has_parts) add_repeats(question, &one);
        i += one.count;
    }
    for (size_t i = 0; i < count;) {
        const course one = next_course(attempts + i, count - i);
        if (!one.has_parts && !add_lone_repeats(question, &one)) return false;
        i += one.count;
    }
    return true;
}

ontrack_status ontrack__places(const ontrack_question *question,
                               const ontrack__chosen_attempts *chosen,
                               const ontrack__course_part **out, size_t *count)
{
    ontrack__array *places = &question->notes->places;
    places->count = 0;
    if (!fill_places(question, chosen)) return ONTRACK_NO_MEMORY;
    *out = places->items;
    *count = places->count;
    return ONTRACK_OK;
}
