/* The courses of a student as a list: a record for each part of a course, as the credits count it.
 */
#include "measures/courses.h"
#include "measures/list.h"
#include "measures/notes.h"

enum {
    CODE,
    CATEGORIES,
    SUBJECT,
    SUBJECTS,
    TERM,
    TERMS,
    MARK,
    MARKS,
    ATTEMPTED,
    EARNED,
    POINTS,
    PASSED,
    FAILED,
    IN_PROGRESS,
    POSTED,
    FIELDS
};

static const ontrack__field fields[] = {
    [CODE] = {"code", ONTRACK__FIELD_TEXT, "the course code"},
    [CATEGORIES] = {"categories", ONTRACK__FIELD_CATEGORIES,
                    "what the rule set's course codes make of it"},
    [SUBJECT] = {"subject", ONTRACK__FIELD_TEXT, "the subject as the data name it"},
    [SUBJECTS] = {"subjects", ONTRACK__FIELD_CATEGORIES,
                  "what the rule set's subject codes make of it"},
    [TERM] = {"term", ONTRACK__FIELD_TEXT, "the name of its term"},
    [TERMS] = {"terms", ONTRACK__FIELD_CATEGORIES,
               "what the rule set's term codes make of it, and its kind"},
    [MARK] = {"mark", ONTRACK__FIELD_TEXT, "the mark; of a course in progress the mark so far"},
    [MARKS] = {"marks", ONTRACK__FIELD_CATEGORIES,
               "what the rule set's mark codes make of the "
               "final mark"},
    [ATTEMPTED] = {"credits_attempted", ONTRACK__FIELD_NUMBER, "credits that it is worth"},
    [EARNED] = {"credits_earned", ONTRACK__FIELD_NUMBER, "credits earned"},
    [POINTS] = {"points", ONTRACK__FIELD_NUMBER, "grade points of the mark"},
    [PASSED] = {"passed", ONTRACK__FIELD_TRUTH, "nothing is left to earn"},
    [FAILED] = {"failed", ONTRACK__FIELD_TRUTH,
                "it was failed, also when it was made good later, unless the rule set's defaults "
                "say \"erase\""},
    [IN_PROGRESS] = {"in_progress", ONTRACK__FIELD_TRUTH,
                     "it, or a retake of it, has no result yet"},
    [POSTED] = {"posted", ONTRACK__FIELD_DATE, "the day its result was posted"},
};

static ontrack__cell failed(const ontrack_question *question, const ontrack__course_part *place)
{
    const bool erased = ontrack__place_erased(question, place);
    const ontrack__why why =
        erased ? place->standing->grade->unclear_failure : place->unclear_failure;
    if (!erased && place->failures > 0) return ontrack__cell_truth(true);
    return why == ONTRACK__KNOWN ? ontrack__cell_truth(false) : ontrack__cell_unknown(why);
}

static ontrack__cell passed(const ontrack__grade *grade)
{
    if (grade->passed) return ontrack__cell_truth(true);
    return grade->unclear_earned == ONTRACK__KNOWN ? ontrack__cell_truth(false)
                                                   : ontrack__cell_unknown(grade->unclear_earned);
}

static void fill_codes(const ontrack_dataset *dataset, const ontrack__attempt *standing,
                       ontrack__cell *cells)
{
    const ontrack__grade *grade = standing->grade;
    const ontrack__code mark = grade->mark != 0 ? grade->mark : grade->so_far;
    cells[CODE] = ontrack__cell_text(ontrack__code_text(dataset, standing->course));
    cells[CATEGORIES] = ontrack__cell_categories(ONTRACK_CODES_COURSE, grade->courses);
    cells[SUBJECT] = ontrack__cell_text(ontrack__code_text(dataset, grade->subject));
    cells[SUBJECTS] = ontrack__cell_categories(ONTRACK_CODES_SUBJECT, grade->subjects);
    cells[TERM] = ontrack__cell_text(ontrack__code_text(dataset, standing->when->term));
    cells[TERMS] = ontrack__cell_categories(ONTRACK_CODES_TERM, standing->when->terms);
    cells[MARK] = ontrack__cell_text(ontrack__code_text(dataset, mark));
    cells[MARKS] = ontrack__cell_categories(ONTRACK_CODES_MARK, grade->marks);
}

static void fill(const ontrack_question *question, const ontrack__course_part *place,
                 ontrack__cell *cells)
{
    const ontrack__grade *grade = place->standing->grade;
    const bool open = grade->in_progress || grade->state == ONTRACK__COURSE_INCOMPLETE;
    fill_codes(ontrack__dataset_of(question), place->standing, cells);
    cells[ATTEMPTED] = ontrack__cell_number(grade->attempted);
    cells[EARNED] = grade->unclear_earned == ONTRACK__KNOWN
                        ? ontrack__cell_number(grade->earned)
                        : ontrack__cell_unknown(grade->unclear_earned);
    cells[POINTS] = grade->points != ONTRACK_DECIMAL_NONE
                        ? ontrack__cell_number(grade->points)
                        : ontrack__cell_unknown(ONTRACK__WHY_NO_POINTS);
    cells[PASSED] = passed(grade);
    cells[FAILED] = failed(question, place);
    cells[IN_PROGRESS] = ontrack__cell_truth(open || place->retake != NULL);
    cells[POSTED] = grade->posted != ONTRACK_DATE_NONE
                        ? ontrack__cell_date(grade->posted)
                        : ontrack__cell_unknown(ONTRACK__WHY_NOT_POSTED);
}

/* A course that was dropped, and never failed before, is as if it had not been attempted. */
static bool counts(const ontrack__course_part *place)
{
    return place->standing->grade->state != ONTRACK__COURSE_WITHDRAWN || place->failures > 0 ||
           place->retake != NULL;
}

static ontrack_status read(const ontrack_question *question, const ontrack__list_sink *sink,
                           ontrack__why *why)
{
    *why = ONTRACK__WHY_NO_GRADES;
    if (!ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_GRADES))
        return ONTRACK_OK;
    const ontrack__course_part *places;
    size_t count = 0;
    ontrack__chosen_attempts chosen;
    ontrack_status status = ontrack__choose_attempts(question, &chosen);
    if (status == ONTRACK_OK) status = ontrack__places(question, &chosen, &places, &count);
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++) {
        ontrack__cell cells[FIELDS];
        if (!counts(&places[i])) continue;
        fill(question, &places[i], cells);
        status = sink->add(sink->user, cells);
    }
    *why = status != ONTRACK_OK || chosen.rows || question->options->without_zero
               ? ONTRACK__KNOWN
               : ONTRACK__WHY_NO_COURSES;
    return status;
}

const ontrack__record_list ontrack__courses_list = {
    "courses",
    "course",
    "the courses of the school year, each part once, as the credits count it",
    "credits.failures",
    ONTRACK_TABLE_GRADES,
    1u << ONTRACK_CODES_COURSE | 1u << ONTRACK_CODES_SUBJECT | 1u << ONTRACK_CODES_TERM |
        1u << ONTRACK_CODES_MARK,
    fields,
    FIELDS,
    read};
