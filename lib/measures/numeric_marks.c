/* Measures of marks that are numbers ("87", "87.5", "87%"): of each course the latest one, a result
 * or the mark so far. */
#include "measures/courses.h"
#include "measures/indicators.h"
#include "measures/notes.h"

typedef struct number_sums {
    int64_t sum, count;    /* of the numbers, in ten-thousandths */
    ontrack_decimal least; /* of the numbers */
    int64_t within;        /* numbers in the range that the options tell */
    ontrack__why unclear;  /* why some course's mark is no number */
} number_sums;

/* Whether the course bears a mark; KNOWN in `*unclear` when a number can be hoped for. */
static bool mark_of(const ontrack__attempt *attempt, ontrack__code *mark, ontrack__why *unclear)
{
    *unclear = ONTRACK__KNOWN;
    const ontrack__grade *grade = attempt->grade;
    if (grade->state == ONTRACK__COURSE_WITHDRAWN) return false;
    const bool open = grade->in_progress || grade->state == ONTRACK__COURSE_INCOMPLETE;
    *mark = open ? grade->so_far : grade->mark;
    if (!open && *mark == 0) *unclear = ONTRACK__WHY_NO_MARK;
    return !open || *mark != 0;
}

static bool number_of(ontrack_text text, ontrack_decimal *out)
{
    if (text.size > 0 && text.data[text.size - 1] == '%') text.size--;
    return ontrack_decimal_parse(text, out) && *out >= 0;
}

static bool is_within(const ontrack__options *options, ontrack_decimal number)
{
    const ontrack_decimal none = ONTRACK_DECIMAL_NONE;
    return (options->above == none || number > options->above) &&
           (options->at_least == none || number >= options->at_least) &&
           (options->at_most == none || number <= options->at_most) &&
           (options->below == none || number < options->below);
}

static void add_mark(const ontrack_question *question, ontrack__code mark, number_sums *sums)
{
    ontrack_decimal number;
    if (!number_of(ontrack__code_text(ontrack__dataset_of(question), mark), &number)) {
        if (sums->unclear == ONTRACK__KNOWN) sums->unclear = ONTRACK__WHY_MARK_NO_NUMBER;
        return;
    }
    if (sums->count == 0 || number < sums->least) sums->least = number;
    sums->sum += number;
    sums->count++;
    sums->within += is_within(question->options, number);
}

/* Attempts are sorted by course, then time: of each course the last mark counts. */
static void add_courses(const ontrack_question *question, const ontrack__chosen_attempts *chosen,
                        number_sums *sums)
{
    for (size_t i = 0; i < chosen->count;) {
        const ontrack__code course = chosen->items[i]->course;
        ontrack__code mark = 0, later;
        ontrack__why unclear = ONTRACK__KNOWN, later_unclear;
        for (; i < chosen->count && chosen->items[i]->course == course; i++) {
            if (!mark_of(chosen->items[i], &later, &later_unclear)) continue;
            mark = later;
            unclear = later_unclear;
        }
        if (mark != 0) add_mark(question, mark, sums);
        if (sums->unclear == ONTRACK__KNOWN) sums->unclear = unclear;
    }
}

static ontrack_status add_up(const ontrack_question *question, number_sums *sums, ontrack__why *why)
{
    *why = ONTRACK__WHY_NO_GRADES;
    if (!ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_GRADES))
        return ONTRACK_OK;
    ontrack__chosen_attempts chosen;
    const ontrack_status status = ontrack__choose_attempts(question, &chosen);
    if (status != ONTRACK_OK) return status;
    const number_sums none = {0, 0, 0, 0, ONTRACK__KNOWN};
    *sums = none;
    add_courses(question, &chosen, sums);
    *why = sums->unclear != ONTRACK__KNOWN ? sums->unclear
           : sums->count == 0              ? ONTRACK__WHY_NO_NUMBERS
                                           : ONTRACK__KNOWN;
    return ONTRACK_OK;
}

/* ---- measures ---- */

static ontrack_status average(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    number_sums sums;
    ontrack__why why;
    const ontrack_status status = add_up(question, &sums, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    *out = ontrack__exact(sums.sum, sums.count);
    return ONTRACK_OK;
}

static ontrack_status lowest(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    number_sums sums;
    ontrack__why why;
    const ontrack_status status = add_up(question, &sums, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    *out = ontrack_value_decimal(sums.least);
    return ONTRACK_OK;
}

static bool has_bounds(const ontrack__options *options)
{
    const ontrack_decimal none = ONTRACK_DECIMAL_NONE;
    return options->above != none || options->at_least != none || options->at_most != none ||
           options->below != none;
}

static ontrack_status within(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    if (!has_bounds(question->options)) return ontrack__unknown(out, ONTRACK__WHY_NO_BOUNDS);
    number_sums sums;
    ontrack__why why;
    const ontrack_status status = add_up(question, &sums, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    *out = ontrack_value_count(sums.within);
    return ONTRACK_OK;
}

#define CHOOSING                                                                                   \
    (ONTRACK_OPTION_SUBJECTS | ONTRACK_OPTION_TERMS | ONTRACK_OPTION_INCLUDE_PRIOR |               \
     ONTRACK_OPTION_RESULTS)
#define BOUNDS                                                                                     \
    (ONTRACK_OPTION_ABOVE | ONTRACK_OPTION_AT_LEAST | ONTRACK_OPTION_AT_MOST | ONTRACK_OPTION_BELOW)
#define MEASURE(name, type, unit, about, options, compute)                                         \
    {                                                                                              \
        sizeof(ontrack_measure), "credits." name, ONTRACK_TYPE_##type, unit, about,                \
            CHOOSING | (options), compute, NULL, NULL                                              \
    }

static const ontrack_measure measures[] = {
    MEASURE("mark_average", DECIMAL, "marks", "Mean of the courses' latest numeric marks", 0,
            average),
    MEASURE("mark_lowest", DECIMAL, "marks", "Lowest of the courses' latest numeric marks", 0,
            lowest),
    MEASURE("marks_within", COUNT, "count",
            "Courses whose latest numeric mark lies within the bounds told", BOUNDS, within),
};

const ontrack__measure_list ontrack__numeric_marks_measures = {measures,
                                                               sizeof measures / sizeof *measures};
