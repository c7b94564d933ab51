#include "measures/credits.h"
#include "measures/courses.h"
#include "measures/indicators.h"
#include "measures/notes.h"
#include "measures/terms.h"

#include <string.h>

static void keep_first(ontrack__why *kept, ontrack__why why)
{
    if (*kept == ONTRACK__KNOWN) *kept = why;
}

static void add_in_progress(const ontrack_question *question, const ontrack__attempt *attempt,
                            ontrack__credit_sums *sums)
{
    sums->in_progress += attempt->attempted;
    if (attempt->passing_so_far) sums->passing_so_far += attempt->attempted;
    keep_first(&sums->unclear_so_far, attempt->unclear_so_far);
    sums->term_behind =
        sums->term_behind || (attempt->state == ONTRACK__COURSE_IN_PROGRESS &&
                              attempt->in != NULL && attempt->in->end <= question->as_of);
}

static void add_points(const ontrack__attempt *attempt, ontrack__credit_sums *sums)
{
    if (attempt->unclear_mark == ONTRACK__WHY_MARK_NOT_MAPPED)
        keep_first(&sums->unclear_points, attempt->unclear_mark);
    if (attempt->points == ONTRACK_DECIMAL_NONE) return;
    sums->points += (int64_t)attempt->points * attempt->attempted;
    sums->weight += attempt->attempted;
}

static void add_standing(const ontrack_question *question, const ontrack__attempt *attempt,
                         ontrack__credit_sums *sums)
{
    const ontrack__course_state state = attempt->state;
    if (state == ONTRACK__COURSE_WITHDRAWN) return;
    if (state == ONTRACK__COURSE_IN_PROGRESS || state == ONTRACK__COURSE_INCOMPLETE)
        add_in_progress(question, attempt, sums);
    if (state == ONTRACK__COURSE_IN_PROGRESS) return;
    sums->attempted += attempt->attempted;
    sums->earned += attempt->earned;
    keep_first(&sums->unclear_earned, attempt->unclear_earned);
    add_points(attempt, sums);
}

/* Failures that were made good count no more when the rule set says so. */
static void add_marks(const ontrack_question *question, const ontrack__place *place,
                      ontrack__credit_sums *sums)
{
    if (question->options->erase_recovered && ontrack__attempt_passed(place->standing)) {
        sums->low_marks += (place->standing->marks & question->options->marks) != 0;
        keep_first(&sums->unclear_failure, place->standing->unclear_failure);
        keep_first(&sums->unclear_mark, place->standing->unclear_mark);
        return;
    }
    sums->failures += place->failures;
    sums->failed += place->failed;
    sums->low_marks += place->low_marks;
    keep_first(&sums->unclear_failure, place->unclear_failure);
    keep_first(&sums->unclear_mark, place->unclear_mark);
}

static ontrack_status add_up(const ontrack_question *question, ontrack__credit_sums *sums)
{
    sums->why = ONTRACK__WHY_NO_GRADES;
    if (!ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_GRADES))
        return ONTRACK_OK;
    const ontrack__place *places;
    size_t count;
    bool rows;
    const ontrack_status status = ontrack__places(question, &places, &count, &rows);
    if (status != ONTRACK_OK) return status;
    for (size_t i = 0; i < count; i++) {
        add_standing(question, places[i].standing, sums);
        if (places[i].retake != NULL) add_in_progress(question, places[i].retake, sums);
        add_marks(question, &places[i], sums);
    }
    sums->why = rows || question->options->without_zero ? ONTRACK__KNOWN : ONTRACK__WHY_NO_COURSES;
    return ONTRACK_OK;
}

/* ---- sums that were made before ---- */

/* Whether the options choose the same courses and count them alike. */
static bool choose_alike(const ontrack__options *a, const ontrack__options *b)
{
    return ontrack__same_choice(a->subjects, b->subjects) &&
           ontrack__same_choice(a->courses, b->courses) &&
           ontrack__same_choice(a->terms, b->terms) && a->marks == b->marks &&
           a->include_prior == b->include_prior && a->erase_recovered == b->erase_recovered &&
           a->by_semester == b->by_semester && a->each_repeat == b->each_repeat &&
           a->as_recorded == b->as_recorded && a->without_zero == b->without_zero;
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
        if (!choose_alike(&items[at].options, question->options)) continue;
        notes->credits_asked = at;
        return &items[at];
    }
    return NULL;
}

static ontrack_status sums_of(const ontrack_question *question, const ontrack__credit_sums **out)
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
    memset(&note->sums, 0, sizeof note->sums);
    const ontrack_status status = add_up(question, &note->sums);
    note->there = status == ONTRACK_OK;
    return status;
}

/* ---- credits ---- */

/* Gives one of the sums, or what stands against it. */
typedef ontrack__why pick(const ontrack_question *question, const ontrack__credit_sums *sums,
                          ontrack_value *out);

static ontrack_status answer(const ontrack_question *question, pick *take, ontrack_value *out)
{
    const ontrack__credit_sums *sums;
    const ontrack_status status = sums_of(question, &sums);
    if (status != ONTRACK_OK) return status;
    const ontrack__why why = sums->why == ONTRACK__KNOWN ? take(question, sums, out) : sums->why;
    return why == ONTRACK__KNOWN ? ONTRACK_OK : ontrack__unknown(out, why);
}

static ontrack__why take_attempted(const ontrack_question *question,
                                   const ontrack__credit_sums *sums, ontrack_value *out)
{
    (void)question;
    *out = ontrack_value_decimal(sums->attempted);
    return sums->unclear_earned;
}

static ontrack__why take_earned(const ontrack_question *question, const ontrack__credit_sums *sums,
                                ontrack_value *out)
{
    (void)question;
    *out = ontrack_value_decimal(sums->earned);
    return sums->unclear_earned;
}

static ontrack__why take_in_progress(const ontrack_question *question,
                                     const ontrack__credit_sums *sums, ontrack_value *out)
{
    (void)question;
    *out = ontrack_value_decimal(sums->in_progress);
    return sums->unclear_earned;
}

static ontrack__why take_projected(const ontrack_question *question,
                                   const ontrack__credit_sums *sums, ontrack_value *out)
{
    (void)question;
    *out = ontrack_value_decimal(sums->earned + sums->passing_so_far);
    return sums->unclear_earned != ONTRACK__KNOWN ? sums->unclear_earned : sums->unclear_so_far;
}

static ontrack__why take_attainable(const ontrack_question *question,
                                    const ontrack__credit_sums *sums, ontrack_value *out)
{
    const ontrack_decimal each = question->options->future_term_credits;
    ontrack__term_counts terms = {0, 0, 0};
    if (each != ONTRACK_DECIMAL_NONE) {
        const ontrack__why why = ontrack__count_terms(question, &terms);
        if (why != ONTRACK__KNOWN) return why;
        *out = ontrack_value_decimal(sums->earned + sums->in_progress + each * terms.ahead);
    } else {
        *out = ontrack_value_decimal(sums->earned + sums->in_progress);
    }
    return sums->unclear_earned;
}

/* ---- pace ---- */

static ontrack__why take_expected(const ontrack_question *question, ontrack__term_counts *terms)
{
    if (question->options->required == ONTRACK_DECIMAL_NONE) return ONTRACK__WHY_NO_REQUIRED;
    return ontrack__count_terms(question, terms);
}

static ontrack_status expected(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    ontrack__term_counts terms;
    const ontrack__why why = take_expected(question, &terms);
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    *out = ontrack__exact(question->options->required * terms.ended, terms.all);
    return ONTRACK_OK;
}

static ontrack__why take_behind(const ontrack_question *question, const ontrack__credit_sums *sums,
                                ontrack_value *out)
{
    ontrack__term_counts terms;
    const ontrack__why why = take_expected(question, &terms);
    if (why != ONTRACK__KNOWN) return why;
    if (sums->unclear_earned != ONTRACK__KNOWN) return sums->unclear_earned;
    if (sums->term_behind) return ONTRACK__WHY_GRADES_BEHIND;
    const int64_t behind = question->options->required * terms.ended - sums->earned * terms.all;
    *out = ontrack__exact(behind > 0 ? behind : 0, terms.all);
    return ONTRACK__KNOWN;
}

/* Credits that are missing to what is required. */
static ontrack__why missing_credits(const ontrack_question *question,
                                    const ontrack__credit_sums *sums, int64_t *out)
{
    if (question->options->required == ONTRACK_DECIMAL_NONE) return ONTRACK__WHY_NO_REQUIRED;
    const int64_t missing = question->options->required - sums->earned;
    *out = missing > 0 ? missing : 0;
    return sums->unclear_earned;
}

static ontrack__why take_needed(const ontrack_question *question, const ontrack__credit_sums *sums,
                                ontrack_value *out)
{
    int64_t missing = 0;
    const ontrack__why why = missing_credits(question, sums, &missing);
    *out = ontrack_value_decimal(missing);
    return why;
}

static ontrack__why take_courses_needed(const ontrack_question *question,
                                        const ontrack__credit_sums *sums, ontrack_value *out)
{
    const int64_t each = question->options->course_credits;
    int64_t missing = 0;
    const ontrack__why why = missing_credits(question, sums, &missing);
    *out = ontrack_value_count((missing + each - 1) / each);
    return why;
}

/* Whether what is required is beyond reach. Before the end of the year that takes courses in
 * progress: a file of posted results alone says nothing of the current term. */
static ontrack__why is_beyond_reach(const ontrack_question *question,
                                    const ontrack__credit_sums *sums,
                                    const ontrack__term_counts *terms, bool *out)
{
    ontrack_value attainable;
    const ontrack__why why = take_attainable(question, sums, &attainable);
    if (why != ONTRACK__KNOWN) return why;
    *out = attainable.number < question->options->required &&
           (sums->in_progress > 0 || terms->ended == terms->all);
    return ONTRACK__KNOWN;
}

static const char *name_pace(int64_t behind, int64_t one_course)
{
    if (behind <= 0) return "on pace";
    return behind <= one_course ? "approaching" : "off pace";
}

static ontrack__why take_pace(const ontrack_question *question, const ontrack__credit_sums *sums,
                              ontrack_value *out)
{
    ontrack__term_counts terms;
    int64_t missing = 0;
    bool beyond = false;
    ontrack__why why = missing_credits(question, sums, &missing);
    *out = ontrack_value_text(ontrack_text_of("met"));
    if (why != ONTRACK__KNOWN || missing == 0) return why;
    why = ontrack__count_terms(question, &terms);
    if (why == ONTRACK__KNOWN) why = is_beyond_reach(question, sums, &terms, &beyond);
    if (why != ONTRACK__KNOWN) return why;
    if (!beyond && sums->term_behind) return ONTRACK__WHY_GRADES_BEHIND;
    const int64_t behind = question->options->required * terms.ended - sums->earned * terms.all;
    *out = ontrack_value_text(
        ontrack_text_of(beyond ? "out of reach"
                               : name_pace(behind, question->options->course_credits * terms.all)));
    return ONTRACK__KNOWN;
}

/* ---- marks ---- */

static ontrack__why take_failures(const ontrack_question *question,
                                  const ontrack__credit_sums *sums, ontrack_value *out)
{
    (void)question;
    *out = ontrack_value_count(sums->failures);
    return sums->unclear_failure;
}

static ontrack__why take_failed(const ontrack_question *question, const ontrack__credit_sums *sums,
                                ontrack_value *out)
{
    (void)question;
    *out = ontrack_value_decimal(sums->failed);
    return sums->unclear_failure;
}

static ontrack__why take_low_marks(const ontrack_question *question,
                                   const ontrack__credit_sums *sums, ontrack_value *out)
{
    *out = ontrack_value_count(sums->low_marks);
    return question->options->marks == 0 ? ONTRACK__WHY_NO_MARKS_OPTION : sums->unclear_mark;
}

static ontrack__why take_gpa(const ontrack_question *question, const ontrack__credit_sums *sums,
                             ontrack_value *out)
{
    (void)question;
    if (sums->unclear_points != ONTRACK__KNOWN) return sums->unclear_points;
    if (sums->weight == 0) return ONTRACK__WHY_NO_POINTS;
    *out = ontrack_value_ratio(sums->points, sums->weight * ONTRACK_DECIMAL_ONE);
    return ONTRACK__KNOWN;
}

#define ANSWER(name)                                                                               \
    static ontrack_status name(void *user, const ontrack_question *question, ontrack_value *out)   \
    {                                                                                              \
        (void)user;                                                                                \
        return answer(question, take_##name, out);                                                 \
    }
ANSWER(attempted)
ANSWER(earned)
ANSWER(in_progress)
ANSWER(projected)
ANSWER(attainable)
ANSWER(behind)
ANSWER(needed)
ANSWER(courses_needed)
ANSWER(pace)
ANSWER(failures)
ANSWER(failed)
ANSWER(low_marks)
ANSWER(gpa)
#undef ANSWER

#define CHOOSING (ONTRACK_OPTION_SUBJECTS | ONTRACK_OPTION_TERMS | ONTRACK_OPTION_INCLUDE_PRIOR)
#define ROWS                                                                                       \
    (CHOOSING | ONTRACK_OPTION_REPEATS | ONTRACK_OPTION_RESULTS | ONTRACK_OPTION_WITHOUT_ROWS)
#define MEASURE(name, type, unit, about, options)                                                  \
    {                                                                                              \
        sizeof(ontrack_measure), "credits." #name, ONTRACK_TYPE_##type, unit, about, options,      \
            name, NULL, NULL                                                                       \
    }

static const ontrack_measure measures[] = {
    MEASURE(attempted, DECIMAL, "credits", "Credits attempted in courses with a result", ROWS),
    MEASURE(earned, DECIMAL, "credits", "Credits earned", ROWS),
    MEASURE(in_progress, DECIMAL, "credits", "Credits of courses still open", ROWS),
    MEASURE(projected, DECIMAL, "credits",
            "Credits earned and those in progress with a passing mark so far", ROWS),
    MEASURE(attainable, DECIMAL, "credits", "Credits earned and all that are still open",
            ROWS | ONTRACK_OPTION_FUTURE_TERM_CREDITS),
    MEASURE(expected, DECIMAL, "credits", "Credits due by now at an even pace",
            CHOOSING | ONTRACK_OPTION_REQUIRED),
    MEASURE(behind, DECIMAL, "credits", "Credits due by now that have not been earned",
            ROWS | ONTRACK_OPTION_REQUIRED),
    MEASURE(needed, DECIMAL, "credits", "Credits that are missing to those required",
            ROWS | ONTRACK_OPTION_REQUIRED),
    MEASURE(courses_needed, COUNT, "courses", "Courses that would make up what is missing",
            ROWS | ONTRACK_OPTION_REQUIRED | ONTRACK_OPTION_COURSE_CREDITS),
    MEASURE(pace, TEXT, NULL, "met, on pace, approaching, off pace, or out of reach",
            ROWS | ONTRACK_OPTION_REQUIRED | ONTRACK_OPTION_FUTURE_TERM_CREDITS |
                ONTRACK_OPTION_COURSE_CREDITS),
    MEASURE(failures, COUNT, "count", "Courses failed",
            ROWS | ONTRACK_OPTION_RECOVERED | ONTRACK_OPTION_BY),
    MEASURE(failed, DECIMAL, "credits", "Credits of courses failed",
            ROWS | ONTRACK_OPTION_RECOVERED),
    MEASURE(low_marks, COUNT, "count", "Courses with one of the marks asked for",
            ROWS | ONTRACK_OPTION_MARKS | ONTRACK_OPTION_RECOVERED),
    MEASURE(gpa, RATIO, "points", "Mean of grade points, weighted by credits attempted", ROWS),
};

const ontrack__measure_list ontrack__credits_measures = {measures,
                                                         sizeof measures / sizeof *measures};
