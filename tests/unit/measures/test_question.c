#include "school.h"
#include <criterion/criterion.h>

#define RECORDS                                                                                    \
    "student 09 HS\nstay HS 2024-08-19\ndays - 2024-08-19 2025-04-11\nmark 2024-09-03 U\n"         \
    "mark 2024-09-04 E\nmark 2024-09-05 ??\ngrade ENG S1 0.5 0 F - - ELA\nincident 2024-09-02 "    \
    "FIGHT\n"

Test(question, student_and_dates)
{
    small_school school;
    ontrack_date from, to, as_of;
    school_open(&school, RECORDS, "2024-09-10", "window=calendar:10");
    ontrack_date_parse(ontrack_text_of("2024-09-10"), &as_of);
    cr_expect_eq(ontrack_question_student(&school.question), ontrack_dataset_at(school.dataset, 0));
    cr_expect_eq(ontrack_question_as_of(&school.question), as_of);
    cr_assert_eq(ontrack_question_window(&school.question, &from, &to), ONTRACK_OK);
    cr_expect_eq(from, as_of - 9);
    cr_expect_eq(to, as_of);
    school.options.window.kind = ONTRACK__WINDOW_TERM;
    cr_expect_eq(ontrack_question_window(&school.question, &from, &to), ONTRACK_UNKNOWN);
    school_close(&school);
}

Test(question, is)
{
    static const struct {
        const char *label;
        ontrack_code_kind kind;
        const char *code, *category;
        bool is;
    } rows[] = {
        {"fixed category", ONTRACK_CODES_ATTENDANCE, "U", "unexcused", true},
        {"another one", ONTRACK_CODES_ATTENDANCE, "U", "excused", false},
        {"own category", ONTRACK_CODES_SUBJECT, "ELA", "english", true},
        {"of another kind", ONTRACK_CODES_MARK, "ELA", "english", false},
        {"no such category", ONTRACK_CODES_ATTENDANCE, "U", "nothing", false},
        {"no category", ONTRACK_CODES_ATTENDANCE, "U", NULL, false},
        {"not mapped", ONTRACK_CODES_ATTENDANCE, "??", "absent", false},
        {"a code that no record bears", ONTRACK_CODES_ATTENDANCE, "nobody", "absent", false},
        {"no such kind", ONTRACK_CODES_COUNT, "U", "absent", false},
    };
    small_school school;
    school_open(&school, RECORDS, "2024-09-10", NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(ontrack_question_is(&school.question, rows[i].kind,
                                         ontrack_text_of(rows[i].code), rows[i].category),
                     rows[i].is, "%s", rows[i].label);
    school_close(&school);
}

Test(question, chooses)
{
    static const struct {
        const char *label, *options;
        ontrack_code_kind kind;
        const char *code;
        bool chooses;
    } rows[] = {
        {"all when not narrowed", NULL, ONTRACK_CODES_ATTENDANCE, "U", true},
        {"also what is not mapped", NULL, ONTRACK_CODES_ATTENDANCE, "??", true},
        {"also what no record bears", NULL, ONTRACK_CODES_ATTENDANCE, "nobody", true},
        {"chosen", "categories=unexcused", ONTRACK_CODES_ATTENDANCE, "U", true},
        {"not chosen", "categories=unexcused", ONTRACK_CODES_ATTENDANCE, "E", false},
        {"excepted", "categories=-unexcused", ONTRACK_CODES_ATTENDANCE, "U", false},
        {"subject", "subjects=core", ONTRACK_CODES_SUBJECT, "ELA", true},
        {"not the subject", "subjects=pe", ONTRACK_CODES_SUBJECT, "ELA", false},
        {"course", "courses=core", ONTRACK_CODES_COURSE, "ENG", false},
        {"term", "terms=first", ONTRACK_CODES_TERM, "S1", true},
        {"not the term", "terms=summer", ONTRACK_CODES_TERM, "S1", false},
        {"mark", "marks=f", ONTRACK_CODES_MARK, "F", true},
        {"not the mark", "marks=d", ONTRACK_CODES_MARK, "F", false},
        {"any mark", NULL, ONTRACK_CODES_MARK, "F", true},
        {"no such kind", NULL, ONTRACK_CODES_COUNT, "F", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        small_school school;
        school_open(&school, RECORDS, "2024-09-10", rows[i].options);
        cr_expect_eq(
            ontrack_question_chooses(&school.question, rows[i].kind, ontrack_text_of(rows[i].code)),
            rows[i].chooses, "%s", rows[i].label);
        school_close(&school);
    }
}

/* One set of notes serves student after student. */
Test(question, notes_forget_the_student_before)
{
    small_school school;
    ontrack_value value;
    school_open(&school,
                RECORDS "attribute lunch free\nstudent S2/10 HS\nstay HS 2024-09-02\n"
                        "stay X 2024-09-09\ngrade MAT S1 1 1 A\n",
                "2024-09-10", NULL);
    static const struct {
        const char *measure;
        int64_t first, second;
    } rows[] = {{"attendance.days_absent", 20000, 0},
                {"credits.attempted", 5000, 10000},
                {"transitions.schools", 1, 2},
                {"attendance.days_enrolled", 130000, 40000}};
    for (int round = 0; round < 2; round++)
        for (size_t student = 0; student < 2; student++) {
            school.question.student = ontrack_dataset_at(school.dataset, student);
            cr_assert_eq(ontrack__notes_begin(school.notes, school.question.student), ONTRACK_OK);
            for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                const ontrack_measure *measure =
                    ontrack_catalogue_find(school.catalogue, ontrack_text_of(rows[i].measure));
                cr_assert_eq(measure->compute(NULL, &school.question, &value), ONTRACK_OK);
                cr_expect_eq(value.number, student == 0 ? rows[i].first : rows[i].second,
                             "%s of student %zu: %lld", rows[i].measure, student,
                             (long long)value.number);
            }
        }
    school_close(&school);
    ontrack__notes_free(NULL);
}
