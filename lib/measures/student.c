#include "measures/indicators.h"
#include "measures/notes.h"
#include "measures/stays.h"
#include "measures/why.h"
#include "records/schools.h"

static ontrack_status known_code(const ontrack_question *question, ontrack__code code,
                                 ontrack__why otherwise, ontrack_value *out)
{
    if (code == 0) return ontrack__unknown(out, otherwise);
    *out = ontrack_value_text(ontrack__code_text(ontrack__dataset_of(question), code));
    return ONTRACK_OK;
}

static ontrack_status grade_level(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    return known_code(question, ontrack__student_line(question->student).grade_level,
                      ONTRACK__WHY_NO_GRADE_LEVEL, out);
}

static ontrack_status school_id(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    return known_code(question, ontrack__current_school(question), ONTRACK__WHY_NO_SCHOOL, out);
}

static ontrack_status age(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    const ontrack_date birth = ontrack__student_line(question->student).birth_date;
    if (birth == ONTRACK_DATE_NONE || birth > question->as_of)
        return ontrack__unknown(out, ONTRACK__WHY_NO_BIRTH_DATE);
    int year, month, day, birth_year, birth_month, birth_day;
    ontrack_date_split(question->as_of, &year, &month, &day);
    ontrack_date_split(birth, &birth_year, &birth_month, &birth_day);
    const bool ahead = month < birth_month || (month == birth_month && day < birth_day);
    *out = ontrack_value_count(year - birth_year - ahead);
    return ONTRACK_OK;
}

static ontrack_status first_time_grade9(void *user, const ontrack_question *question,
                                        ontrack_value *out)
{
    (void)user;
    const int32_t first = ontrack__student_line(question->student).first_grade9_year;
    if (first == ONTRACK_INTEGER_NONE) return ontrack__unknown(out, ONTRACK__WHY_NO_FIRST_GRADE9);
    int year;
    ontrack_date_split(ontrack__year_end(question->year_start), &year, NULL, NULL);
    *out = ontrack_value_boolean(first == year);
    return ONTRACK_OK;
}

/* Rows are sorted by name; of two with one name the first stands. */
static ontrack_status attributes(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    const ontrack_dataset *dataset = ontrack__dataset_of(question);
    size_t count;
    const ontrack__attribute_row *rows = (const ontrack__attribute_row *)ontrack__page_rows(
        &question->notes->page, ONTRACK_TABLE_ATTRIBUTES, &count);
    ontrack_pair *pairs = ontrack__arena_allocate(&question->notes->arena, count, sizeof *pairs);
    if (pairs == NULL) return ONTRACK_NO_MEMORY;
    const ontrack_value map = {ONTRACK_KIND_MAP, 0, 1, {NULL, 0}, pairs, 0};
    *out = map;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && rows[i].name == rows[i - 1].name) continue;
        pairs[out->count].key = ontrack__code_text(dataset, rows[i].name);
        pairs[out->count].value = ontrack__free_text_of(dataset, rows[i].value);
        out->count++;
    }
    return ONTRACK_OK;
}

#define MEASURE(name, type, unit, about)                                                           \
    {                                                                                              \
        sizeof(ontrack_measure), "student." #name, ONTRACK_TYPE_##type, unit, about, 0, name,      \
            NULL, NULL                                                                             \
    }

static const ontrack_measure measures[] = {
    MEASURE(grade_level, TEXT, NULL, "Grade level, two characters: \"09\""),
    MEASURE(school_id, TEXT, NULL, "School of the last enrollment begun by the as-of date"),
    MEASURE(age, COUNT, "years", "Age in whole years at the as-of date"),
    MEASURE(first_time_grade9, BOOLEAN, NULL, "Whether this is the first year in grade 9"),
    MEASURE(attributes, MAP, NULL, "Further columns of students.csv, by name"),
};

const ontrack__measure_list ontrack__student_measures = {measures,
                                                         sizeof measures / sizeof *measures};
