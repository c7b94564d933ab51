#include "records/builder.h"
#include "records/page.h"
#include "support/failing.h"

#include <criterion/criterion.h>
#include <ontrack/dataset.h>
#include <ontrack/error.h>
#include <stdio.h>
#include <string.h>

static ontrack_builder *new_builder(void)
{
    ontrack_builder *builder = NULL;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    return builder;
}

static ontrack_dataset *seal(ontrack_builder *builder)
{
    ontrack_dataset *dataset = NULL;
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    ontrack_builder_free(builder);
    return dataset;
}

static ontrack_status add_student(ontrack_builder *builder, const char *id, const char *grade)
{
    ontrack_student_record record = ONTRACK_STUDENT_RECORD_INIT;
    record.student_id = ontrack_text_of(id);
    record.grade_level = ontrack_text_of(grade);
    return ontrack_builder_add_student(builder, &record, NULL);
}

static ontrack_status add_mark(ontrack_builder *builder, const char *id, ontrack_date date,
                               const char *code)
{
    ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
    record.student_id = ontrack_text_of(id);
    record.date = date;
    record.code = ontrack_text_of(code);
    return ontrack_builder_add_attendance(builder, &record, NULL);
}

static bool same(ontrack_text text, const char *string)
{
    return text.size == strlen(string) && memcmp(text.data, string, text.size) == 0;
}

static const struct {
    const char *written, *kept;
} grade_rows[] = {
    {"9", "09"}, {"09", "09"}, {" 9 ", "09"}, {"10", "10"}, {"kg", "KG"}, {"PK", "PK"},
};

Test(builder, grade_levels_have_one_form)
{
    for (size_t i = 0; i < sizeof grade_rows / sizeof *grade_rows; i++) {
        ontrack_builder *builder = new_builder();
        cr_assert_eq(add_student(builder, "s", grade_rows[i].written), ONTRACK_OK);
        ontrack_dataset *dataset = seal(builder);
        ontrack_student_record record;
        cr_assert_eq(ontrack_student_record_at(ontrack_dataset_at(dataset, 0),
                                               ONTRACK_TABLE_STUDENTS, 0, &record),
                     ONTRACK_OK);
        cr_expect(same(record.grade_level, grade_rows[i].kept), "%s", grade_rows[i].written);
        ontrack_dataset_free(dataset);
    }
}

Test(builder, students_stand_in_the_order_of_their_ids)
{
    ontrack_builder *builder = new_builder();
    static const char *const ids[] = {"b", "a10", "a", "a9", "\xC3\xA9"};
    for (size_t i = 0; i < 5; i++)
        cr_assert_eq(add_student(builder, ids[i], "9"), ONTRACK_OK);
    ontrack_dataset *dataset = seal(builder);
    static const char *const sorted[] = {"a", "a10", "a9", "b", "\xC3\xA9"};
    cr_assert_eq(ontrack_dataset_count(dataset), 5);
    for (size_t i = 0; i < 5; i++) {
        size_t index = 99;
        cr_expect(same(ontrack_student_id(ontrack_dataset_at(dataset, i)), sorted[i]));
        cr_expect(ontrack_dataset_find(dataset, ontrack_text_of(sorted[i]), &index));
        cr_expect_eq(index, i);
    }
    size_t index;
    cr_expect_not(ontrack_dataset_find(dataset, ontrack_text_of("c"), &index));
    cr_expect_not(ontrack_dataset_find(dataset, ontrack_text_of(""), &index));
    cr_expect_null(ontrack_dataset_at(dataset, 5));
    ontrack_dataset_free(dataset);
}

Test(builder, counts_what_became_of_every_record)
{
    ontrack_builder *builder = new_builder();
    ontrack_student_record fuller = ONTRACK_STUDENT_RECORD_INIT;
    fuller.student_id = ontrack_text_of("a");
    fuller.grade_level = ontrack_text_of("9");
    fuller.last_name = ontrack_text_of("Baca");
    cr_assert_eq(add_student(builder, "a", "10"), ONTRACK_OK);
    cr_assert_eq(ontrack_builder_add_student(builder, &fuller, NULL), ONTRACK_OK);
    cr_assert_eq(add_student(builder, "a", "10"), ONTRACK_OK);
    for (int i = 0; i < 3; i++)
        cr_assert_eq(add_mark(builder, "a", 20000, "UX"), ONTRACK_OK);
    cr_assert_eq(add_mark(builder, "a", 20001, "UX"), ONTRACK_OK);
    cr_assert_eq(add_mark(builder, "nobody", 20005, "UX"), ONTRACK_OK);
    cr_assert_eq(ontrack_builder_declare(builder, ONTRACK_TABLE_INCIDENTS, NULL), ONTRACK_OK);
    ontrack_dataset *dataset = seal(builder);
    const ontrack_table_counts marks = ontrack_dataset_counts(dataset, ONTRACK_TABLE_ATTENDANCE);
    cr_expect(marks.given && marks.records == 5 && marks.used == 2 && marks.duplicates == 2 &&
              marks.conflicts == 0 && marks.orphans == 1);
    cr_expect(marks.first == 20000 && marks.last == 20001, "the orphan's date does not count");
    const ontrack_table_counts lines = ontrack_dataset_counts(dataset, ONTRACK_TABLE_STUDENTS);
    cr_expect(lines.records == 3 && lines.used == 1 && lines.duplicates == 1 &&
              lines.conflicts == 1);
    ontrack_student_record kept;
    ontrack_student_record_at(ontrack_dataset_at(dataset, 0), ONTRACK_TABLE_STUDENTS, 0, &kept);
    cr_expect(same(kept.last_name, "Baca"), "the fuller line stays");
    cr_expect(ontrack_dataset_counts(dataset, ONTRACK_TABLE_INCIDENTS).given);
    cr_expect_not(ontrack_dataset_counts(dataset, ONTRACK_TABLE_ACTIONS).given);
    cr_expect_eq(ontrack_dataset_last_date(dataset), 20001);
    ontrack_dataset_free(dataset);
}

Test(builder, a_planned_exit_is_not_the_last_date)
{
    ontrack_builder *builder = new_builder();
    cr_assert_eq(add_student(builder, "a", "9"), ONTRACK_OK);
    ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    stay.student_id = ontrack_text_of("a");
    stay.school_id = ontrack_text_of("JHS");
    stay.entry_date = 20000;
    stay.exit_date = 20300;
    cr_assert_eq(ontrack_builder_add_enrollment(builder, &stay, NULL), ONTRACK_OK);
    ontrack_grade_record grade = ONTRACK_GRADE_RECORD_INIT;
    grade.student_id = ontrack_text_of("a");
    grade.course_code = ontrack_text_of("ENG-101");
    grade.credits_attempted = 5000;
    grade.posted_date = 20100;
    cr_assert_eq(ontrack_builder_add_grade(builder, &grade, NULL), ONTRACK_OK);
    ontrack_dataset *dataset = seal(builder);
    cr_expect_eq(ontrack_dataset_last_date(dataset), 20100);
    ontrack_dataset_free(dataset);
}

/* Refused records: what is wrong, and in which column of docs/tables.md. */
static ontrack_attendance_record good_mark(void)
{
    ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
    record.student_id = ontrack_text_of("a");
    record.date = 20000;
    record.code = ontrack_text_of("UX");
    return record;
}

static void no_id(ontrack_attendance_record *record)
{
    record->student_id.size = 0;
}
static void no_date(ontrack_attendance_record *record)
{
    record->date = ONTRACK_DATE_NONE;
}
static void early_date(ontrack_attendance_record *record)
{
    record->date = -25568;
}
static void latin1_code(ontrack_attendance_record *record)
{
    record->code = ontrack_text_of("\xE9");
}
static void nul_code(ontrack_attendance_record *record)
{
    record->code.data = "a\0b";
    record->code.size = 3;
}
static void portion_above_one(ontrack_attendance_record *record)
{
    record->portion = ONTRACK_DECIMAL_ONE + 1;
}
static void portion_below_zero(ontrack_attendance_record *record)
{
    record->portion = -1;
}
static void minutes_of_two_days(ontrack_attendance_record *record)
{
    record->minutes = 1441;
}

static const struct {
    void (*spoil)(ontrack_attendance_record *);
    int column;
    const char *message;
} bad_rows[] = {
    {no_id, 1, "attendance: column \"student_id\" is empty"},
    {no_date, 2, "attendance: column \"date\" is not given"},
    {early_date, 2, "attendance: column \"date\" is out of range"},
    {latin1_code, 3, "attendance: column \"code\" is not UTF-8"},
    {nul_code, 3, "attendance: column \"code\" holds a NUL byte"},
    {portion_above_one, 5, "attendance: column \"portion\" is out of range"},
    {portion_below_zero, 5, "attendance: column \"portion\" is out of range"},
    {minutes_of_two_days, 6, "attendance: column \"minutes\" is out of range"},
};

Test(builder, refuses_what_cannot_be)
{
    ontrack_builder *builder = new_builder();
    for (size_t i = 0; i < sizeof bad_rows / sizeof *bad_rows; i++) {
        ontrack_attendance_record record = good_mark();
        bad_rows[i].spoil(&record);
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_expect_eq(ontrack_builder_add_attendance(builder, &record, &error),
                     ONTRACK_INVALID_DATA);
        cr_expect_eq(error.column, bad_rows[i].column, "%s", bad_rows[i].message);
        cr_expect_str_eq(error.message, bad_rows[i].message);
    }
    ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    stay.student_id = stay.school_id = ontrack_text_of("a");
    stay.entry_date = 20000;
    stay.exit_date = 19999;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_expect_eq(ontrack_builder_add_enrollment(builder, &stay, &error), ONTRACK_INVALID_DATA);
    cr_expect_str_eq(error.message, "enrollments: column \"exit_date\" lies before entry_date");
    stay.exit_date = 20000;
    cr_expect_eq(ontrack_builder_add_enrollment(builder, &stay, NULL), ONTRACK_OK);
    ontrack_dataset *dataset = seal(builder);
    cr_expect_eq(ontrack_dataset_counts(dataset, ONTRACK_TABLE_ATTENDANCE).records, 0);
    ontrack_dataset_free(dataset);
}

Test(builder, bad_calls_are_told)
{
    ontrack_builder *builder = new_builder();
    cr_expect_eq(ontrack_builder_push(builder, ONTRACK_TABLE_COUNT, builder, NULL),
                 ONTRACK_INVALID_ARGUMENT);
    cr_expect_eq(ontrack_builder_push(builder, ONTRACK_TABLE_STUDENTS, NULL, NULL),
                 ONTRACK_INVALID_ARGUMENT);
    cr_expect_eq(ontrack_builder_declare(builder, ONTRACK_TABLE_COUNT, NULL),
                 ONTRACK_INVALID_ARGUMENT);
    cr_expect_null(ontrack_table_name(ONTRACK_TABLE_COUNT));
    cr_expect_str_eq(ontrack_table_name(ONTRACK_TABLE_ATTENDANCE_TOTALS), "attendance_totals");
    ontrack_builder_free(builder);
    ontrack_builder_free(NULL);
    ontrack_dataset_free(NULL);
}

/* A little school through every step, for the failing allocator. */
static ontrack_status whole_life(const ontrack_allocator *allocator)
{
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_status status = ontrack_builder_new(allocator, &builder, NULL);
    for (ontrack_date day = 20300; status == ONTRACK_OK && day > 20000; day--) {
        ontrack_calendar_record line = ONTRACK_CALENDAR_RECORD_INIT;
        line.date = day;
        line.school_id = ontrack_text_of(day % 3 == 0 ? "JHS" : "");
        status = ontrack_builder_add_calendar(builder, &line, NULL);
        if (status == ONTRACK_OK) status = add_mark(builder, day % 2 == 0 ? "a" : "b", day, "UX");
    }
    if (status == ONTRACK_OK) status = add_student(builder, "b", "9");
    if (status == ONTRACK_OK) status = add_student(builder, "a", "9");
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, &dataset, NULL);
    if (status == ONTRACK_OK) cr_assert_eq(ontrack_dataset_count(dataset), 2);
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
    return status;
}

Test(builder, every_allocation_may_fail)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (memory.fail_at = 1;; memory.fail_at++) {
        memory.calls = 0;
        const ontrack_status status = whole_life(&allocator);
        cr_assert_eq(memory.live, 0, "call %zu leaks", memory.fail_at);
        cr_assert_eq(memory.bytes, 0, "call %zu names other sizes on release", memory.fail_at);
        if (memory.calls < memory.fail_at) {
            cr_expect_eq(status, ONTRACK_OK);
            break;
        }
        cr_assert_eq(status, ONTRACK_NO_MEMORY);
    }
    cr_expect_gt(memory.fail_at, 40);
}

/* Rows of a student, as often as each was given, whatever lies between. */
Test(builder, keeps_how_often_a_row_was_given)
{
    static const struct {
        const char *code;
        uint32_t times;
    } rows[] = {{"BULLY", 1}, {"DEFY", 3}, {"FIGHT", 1}, {"VAPE", 2}};
    ontrack_builder *builder = new_builder();
    for (uint32_t round = 0; round < 3; round++)
        for (size_t i = 0; i < 4; i++) {
            ontrack_incident_record incident = ONTRACK_INCIDENT_RECORD_INIT;
            incident.student_id = ontrack_text_of("a");
            incident.date = 20000;
            incident.code = ontrack_text_of(rows[i].code);
            if (round < rows[i].times)
                cr_assert_eq(ontrack_builder_add_incident(builder, &incident, NULL), ONTRACK_OK);
        }
    cr_assert_eq(add_student(builder, "a", "9"), ONTRACK_OK);
    ontrack_action_record action = ONTRACK_ACTION_RECORD_INIT;
    action.student_id = ontrack_text_of("a");
    action.date = 20001;
    action.code = ontrack_text_of("ISS");
    cr_assert_eq(ontrack_builder_add_action(builder, &action, NULL), ONTRACK_OK);
    ontrack_dataset *dataset = seal(builder);
    ontrack__page page;
    ontrack__page_init(&page, NULL);
    cr_assert(ontrack__page_turn(&page, ontrack_dataset_at(dataset, 0)));
    size_t count;
    ontrack__page_rows(&page, ONTRACK_TABLE_INCIDENTS, &count);
    cr_assert_eq(count, 4);
    for (size_t i = 0; i < count; i++)
        cr_expect_eq(ontrack__page_row_times(&page, ONTRACK_TABLE_INCIDENTS, i), rows[i].times,
                     "%s", rows[i].code);
    ontrack__page_rows(&page, ONTRACK_TABLE_ACTIONS, &count);
    cr_assert_eq(count, 1, "the table behind is found");
    cr_expect_eq(ontrack__page_row_times(&page, ONTRACK_TABLE_ACTIONS, 0), 1);
    ontrack__page_dispose(&page);
    ontrack_dataset_free(dataset);
}

/* However the rows jump from student to student, the guess never finds another. */
Test(builder, students_are_found_in_any_order)
{
    static const int jumps[] = {0, 1, 2, 3, 8, 9, 10, 40, -1, -7, 97};
    ontrack_builder *builder = new_builder();
    char id[8];
    for (int i = 0; i < 100; i++) {
        snprintf(id, sizeof id, "s%d", i);
        cr_assert_eq(add_student(builder, id, "9"), ONTRACK_OK);
    }
    ontrack__guess guess = {0};
    int at = 0;
    for (int i = 0; i < 3000; i++) {
        uint32_t student = 0;
        snprintf(id, sizeof id, "s%d", at);
        cr_assert(ontrack__builder_find_student(builder, ontrack_text_of(id), &guess, &student));
        cr_assert_eq(student, (uint32_t)at + 1, "student %d after %d rows", at, i);
        at = (at + jumps[i * i % 11 * (i / 50) % 11] + 100) % 100;
    }
    uint32_t none;
    cr_expect_not(ontrack__builder_find_student(builder, ontrack_text_of("s100"), &guess, &none));
    cr_expect_not(ontrack__builder_find_student(builder, ontrack_text_of(""), &guess, &none));
    ontrack_builder_free(builder);
}
