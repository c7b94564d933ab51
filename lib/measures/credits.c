#include "measures/credit_sums.h"
#include "measures/indicators.h"
#include "measures/terms.h"

/* ---- credits ---- */

/* Gives one of the sums, or what stands against it. */
typedef ontrack__why pick(const ontrack_question *question, const ontrack__credit_sums *sums,
                          ontrack_value *out);

static ontrack_status answer(const ontrack_question *question, pick *take, ontrack_value *out)
{
    const ontrack__credit_sums *sums;
    const ontrack_status status = ontrack__credit_sums_of(question, &sums);
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
