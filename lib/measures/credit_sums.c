#include "measures/credit_sums.h"

#include "measures/courses.h"
#include "measures/notes.h"

/* ---- numbers ---- */

static inline void add_attempt(const ontrack__attempt *attempt, ontrack__credit_sums *sums)
{
    const ontrack__grade *grade = attempt->grade;
    sums->attempted += grade->tried;
    sums->earned += grade->gained;
    sums->in_progress += grade->open;
    sums->passing_so_far += grade->open_passing;
    sums->points += (int64_t)grade->result_points * grade->weight;
    sums->weight += grade->weight;
    sums->term_behind |= grade->in_progress & attempt->when->ended;
}

/* Failures that were made good count no more when the rule set says so. */
static inline void add_place(const ontrack_question *question, const ontrack__course_part *place,
                             ontrack__credit_sums *sums)
{
    add_attempt(place->standing, sums);
    if (place->retake != NULL) add_attempt(place->retake, sums);
    if (ontrack__place_erased(question, place)) {
        sums->low_marks += (place->standing->grade->marks & question->options->marks) != 0;
        return;
    }
    sums->failures += place->failures;
    sums->failed += place->failed;
    sums->low_marks += place->low_marks;
}

/* ---- what stands against them ---- */

static void keep_first(ontrack__why *kept, ontrack__why why)
{
    if (*kept == ONTRACK__KNOWN) *kept = why;
}

/* What is open may be unclear so far; of a result everything else may. */
static void add_unclear_attempt(const ontrack__grade *grade, ontrack__credit_sums *sums)
{
    keep_first(&sums->unclear_so_far, grade->unclear_so_far);
    if (!grade->is_result) return;
    keep_first(&sums->unclear_earned, grade->unclear_earned);
    if (grade->unclear_mark == ONTRACK__WHY_MARK_NOT_MAPPED)
        keep_first(&sums->unclear_points, grade->unclear_mark);
}

static void add_unclear(const ontrack_question *question, const ontrack__course_part *place,
                        ontrack__credit_sums *sums)
{
    const ontrack__grade *grade = place->standing->grade;
    const bool erased = ontrack__place_erased(question, place);
    add_unclear_attempt(grade, sums);
    if (place->retake != NULL) add_unclear_attempt(place->retake->grade, sums);
    keep_first(&sums->unclear_failure, erased ? grade->unclear_failure : place->unclear_failure);
    keep_first(&sums->unclear_mark, erased ? grade->unclear_mark : place->unclear_mark);
}

/* ---- both ---- */

static ontrack_status add_places(const ontrack_question *question,
                                 const ontrack__chosen_attempts *chosen, ontrack__credit_sums *sums)
{
    static const ontrack__credit_sums none = {.why = ONTRACK__KNOWN};
    const ontrack__course_part *places;
    size_t count;
    const ontrack_status status = ontrack__places(question, chosen, &places, &count);
    *sums = none;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        add_place(question, &places[i], sums);
        add_unclear(question, &places[i], sums);
    }
    return status;
}

/* Places of single attempts need not be written down, and seldom is one unclear. */
static void add_alone(const ontrack_question *question, const ontrack__chosen_attempts *chosen,
                      ontrack__credit_sums *out)
{
    ontrack__credit_sums sums = {.why = ONTRACK__KNOWN}; /* may be kept in registers */
    bool unclear = false;
    for (size_t i = 0; i < chosen->count; i++) {
        const ontrack__course_part place = ontrack__place_of(question, chosen->items[i]);
        add_place(question, &place, &sums);
        unclear |= chosen->items[i]->grade->unclear;
    }
    *out = sums;
    for (size_t i = 0; unclear && i < chosen->count; i++) {
        const ontrack__course_part place = ontrack__place_of(question, chosen->items[i]);
        add_unclear(question, &place, out);
    }
}

static ontrack_status add_up(const ontrack_question *question, ontrack__credit_sums *sums)
{
    sums->why = ONTRACK__WHY_NO_GRADES;
    if (!ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_GRADES))
        return ONTRACK_OK;
    ontrack__chosen_attempts chosen;
    ontrack_status status = ontrack__choose_attempts(question, &chosen);
    if (status != ONTRACK_OK) return status;
    if (chosen.alone)
        add_alone(question, &chosen, sums);
    else
        status = add_places(question, &chosen, sums);
    if (!chosen.rows && !question->options->without_zero) sums->why = ONTRACK__WHY_NO_COURSES;
    return status;
}

/* ---- sums that were made before ---- */

static bool is_alike(const ontrack__options *a, const ontrack__options *b)
{
    return a->alike != 0 && b->alike != 0 ? a->alike == b->alike : ontrack__count_alike(a, b);
}

/* The note of those options, or NULL. Measures of the same options are asked one after the other,
 * so that the one that was asked for last is looked at first. */
static ontrack__credit_note *find_note(const ontrack_question *question)
{
    ontrack__notes *notes = question->notes;
    ontrack__credit_note *items = notes->credits.items;
    size_t at = notes->credits_asked;
    for (size_t i = 0; i < notes->credits.count; i++, at++) {
        if (at >= notes->credits.count) at = 0;
        if (!is_alike(&items[at].options, question->options)) continue;
        notes->credits_asked = at;
        return &items[at];
    }
    return NULL;
}

ontrack_status ontrack__credit_sums_of(const ontrack_question *question,
                                       const ontrack__credit_sums **out)
{
    ontrack__credit_note *note = find_note(question);
    if (note == NULL) {
        note = ontrack__array_add(ontrack__notes_allocator(question), &question->notes->credits,
                                  sizeof *note);
        if (note == NULL) return ONTRACK_NO_MEMORY;
        note->options = *question->options;
    }
    *out = &note->sums;
    if (note->there) return ONTRACK_OK;
    const ontrack_status status = add_up(question, &note->sums);
    note->there = status == ONTRACK_OK;
    return status;
}

ontrack_status ontrack__credits_begun(const ontrack_question *question, int64_t *out)
{
    const ontrack__credit_sums *sums;
    const ontrack_status status = ontrack__credit_sums_of(question, &sums);
    *out = 0;
    if (status == ONTRACK_OK && sums->why == ONTRACK__KNOWN &&
        sums->unclear_earned == ONTRACK__KNOWN)
        *out = sums->attempted + sums->in_progress;
    return status;
}
