/* The report's word on results that nothing dates. */
#include <criterion/criterion.h>
#include <ontrack/ontrack.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ontrack_date day(const char *text)
{
    ontrack_date date = ONTRACK_DATE_NONE;
    cr_assert(ontrack_date_parse(ontrack_text_of(text), &date), "%s", text);
    return date;
}

static void push(ontrack_builder *builder, ontrack_table table, const void *record)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_builder_push(builder, table, record, &error), ONTRACK_OK, "%s",
                 error.message);
}

static void push_student(ontrack_builder *builder, const char *id, const char *school)
{
    ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    student.student_id = ontrack_text_of(id);
    student.school_id = ontrack_text_of(school);
    student.grade_level = ontrack_text_of("9");
    push(builder, ONTRACK_TABLE_STUDENTS, &student);
}

static void push_stay(ontrack_builder *builder, const char *id, const char *school,
                      const char *entry)
{
    ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    stay.student_id = ontrack_text_of(id);
    stay.school_id = ontrack_text_of(school);
    stay.entry_date = day(entry);
    push(builder, ONTRACK_TABLE_ENROLLMENTS, &stay);
}

static void push_term(ontrack_builder *builder, const char *school, const char *name)
{
    ontrack_term_record term = ONTRACK_TERM_RECORD_INIT;
    term.school_id = ontrack_text_of(school);
    term.term = ontrack_text_of(name);
    term.start_date = day("2025-08-13");
    term.end_date = day("2025-12-19");
    push(builder, ONTRACK_TABLE_TERMS, &term);
}

/* A row of grades: "TERM MARK POSTED", "-" for what is not given. */
static void push_grade(ontrack_builder *builder, const char *id, int number, const char *row)
{
    ontrack_grade_record grade = ONTRACK_GRADE_RECORD_INIT;
    char term[8], mark[8], posted[16], course[8];
    cr_assert_eq(sscanf(row, "%7s %7s %15s", term, mark, posted), 3, "%s", row);
    snprintf(course, sizeof course, "C%d", number);
    grade.student_id = ontrack_text_of(id);
    grade.course_code = ontrack_text_of(course);
    grade.credits_attempted = ONTRACK_DECIMAL_ONE;
    if (term[0] != '-') grade.term = ontrack_text_of(term);
    if (mark[0] != '-') grade.mark = ontrack_text_of(mark);
    if (posted[0] != '-') grade.posted_date = day(posted);
    push(builder, ONTRACK_TABLE_GRADES, &grade);
}

/* s1 is at A by students.csv, was at B from August and will be at C; s2 is at D. A dates the term
 * TA, B the term TB, and so on, every school the term TX. The others have no rows: with many
 * of them terms are looked at before students are. */
static ontrack_dataset *dataset_of(const char *const *s1, const char *const *s2, int others)
{
    static const char *const schools[] = {"A", "B", "C", "D"};
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, &error), ONTRACK_OK);
    push_student(builder, "s1", "A");
    push_student(builder, "s2", "D");
    for (int i = 0; i < others; i++) {
        const char id[] = {'x', (char)('a' + i), '\0'};
        push_student(builder, id, "A");
    }
    push_stay(builder, "s1", "B", "2025-08-13");
    push_stay(builder, "s1", "C", "2026-01-05");
    for (size_t i = 0; i < sizeof schools / sizeof *schools; i++) {
        const char own[] = {'T', schools[i][0], '\0'};
        push_term(builder, schools[i], own);
        push_term(builder, schools[i], "TX");
    }
    for (int i = 0; i < 3 && s1[i] != NULL; i++)
        push_grade(builder, "s1", i, s1[i]);
    for (int i = 0; i < 3 && s2[i] != NULL; i++)
        push_grade(builder, "s2", i, s2[i]);
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, &error), ONTRACK_OK, "%s", error.message);
    ontrack_builder_free(builder);
    return dataset;
}

static ontrack_ruleset *rules_of(const char *when)
{
    char json[400];
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *ruleset = NULL;
    snprintf(json, sizeof json,
             "{\"ontrack\": 1, \"id\": \"u\", \"version\": \"1\", \"levels\": [\"good\", \"bad\"],"
             " \"rules\": [{\"id\": \"r\", \"indicator\": \"credits\", \"level\": \"bad\","
             " \"when\": \"%s\", \"because\": \"so\"}]}",
             when);
    cr_assert_eq(ontrack_ruleset_load(ontrack_text_of(json), NULL, &ruleset, &error), ONTRACK_OK,
                 "%s", error.message);
    return ruleset;
}

/* The number that the warning begins with; 0 without one. */
static long undated(const ontrack_dataset *dataset, const char *when)
{
    ontrack_ruleset *ruleset = rules_of(when);
    ontrack_results *results = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    options.as_of = day("2025-12-19");
    long rows = 0;
    cr_assert_eq(ontrack_evaluate(ruleset, dataset, &options, &results, &error), ONTRACK_OK, "%s",
                 error.message);
    const ontrack_report *report = ontrack_results_report(results);
    for (size_t i = 0; i < report->warning_count; i++)
        if (strstr(report->warnings[i], "neither a posted_date nor a term") != NULL)
            rows = strtol(report->warnings[i], NULL, 10);
    ontrack_results_free(results);
    ontrack_ruleset_free(ruleset);
    return rows;
}

static const struct {
    const char *label;
    const char *s1[3], *s2[3];
    long rows;
} rows[] = {
    {"posted", {"- A 2025-10-01"}, {NULL}, 0},
    {"no term", {"- A -"}, {NULL}, 1},
    {"no result yet", {"- - -"}, {NULL}, 0},
    {"a term that nobody dates", {"T9 A -"}, {NULL}, 1},
    {"a term of the school", {"TB A -"}, {NULL}, 0},
    {"a term of the student's own line", {"TA A -"}, {NULL}, 0},
    {"a term of a school still to come", {"TC A -"}, {NULL}, 1},
    {"a term of another's school", {"TD A -"}, {NULL}, 1},
    {"each row counts", {"T9 A -", "T9 B -", "TB A -"}, {NULL}, 2},
    {"each student by his own schools", {"TA A -", "TD B -"}, {"TA A -", "TD B -", "TX A -"}, 2},
    {"the same for the next student", {"TX A -"}, {"TX A -", "TB A -"}, 1},
};

Test(undated, counts_rows)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int others = 0; others <= 20; others += 20) {
            ontrack_dataset *dataset = dataset_of(rows[i].s1, rows[i].s2, others);
            const long found = undated(dataset, "credits.earned < 6");
            cr_expect_eq(found, rows[i].rows, "%s: %ld, %d others", rows[i].label, found, others);
            cr_expect_eq(undated(dataset, "behavior.incidents > 2"), 0, "%s: not read",
                         rows[i].label);
            ontrack_dataset_free(dataset);
        }
}
