/* A page holds what a walk finds, whatever tables are asked for and in whatever order. */
#include "records/page.h"

#include <criterion/criterion.h>
#include <ontrack/dataset.h>
#include <stdio.h>
#include <string.h>

enum { STUDENTS = 60, FIRST = 20000 };

static uint32_t seed;

static uint32_t below(uint32_t limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

/* A row of a table that keeps repeats comes up to three times. */
static void add_incidents(ontrack_builder *builder, ontrack_text id)
{
    static const char *const codes[] = {"BULLY", "DEFY", "FIGHT", "VAPE"};
    for (uint32_t i = below(4); i > 0; i--) {
        ontrack_incident_record incident = ONTRACK_INCIDENT_RECORD_INIT;
        incident.student_id = id;
        incident.date = FIRST + (ontrack_date)below(40);
        incident.code = ontrack_text_of(codes[below(4)]);
        for (uint32_t times = 1 + below(3); times > 0; times--)
            cr_assert_eq(ontrack_builder_add_incident(builder, &incident, NULL), ONTRACK_OK);
    }
}

static void add_others(ontrack_builder *builder, ontrack_text id)
{
    for (uint32_t i = below(4); i > 0; i--) {
        ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
        stay.student_id = id;
        stay.school_id = ontrack_text_of(below(2) ? "HS" : "NORTH");
        stay.entry_date = FIRST + (ontrack_date)below(40);
        cr_assert_eq(ontrack_builder_add_enrollment(builder, &stay, NULL), ONTRACK_OK);
    }
    for (uint32_t i = below(4); i > 0; i--) {
        ontrack_grade_record grade = ONTRACK_GRADE_RECORD_INIT;
        grade.student_id = id;
        grade.course_code = ontrack_text_of(below(2) ? "ENG" : "MATH");
        grade.credits_attempted = 5000;
        grade.posted_date = FIRST + (ontrack_date)below(40);
        cr_assert_eq(ontrack_builder_add_grade(builder, &grade, NULL), ONTRACK_OK);
    }
    for (uint32_t i = below(30); i > 0; i--) {
        ontrack_attendance_record mark = ONTRACK_ATTENDANCE_RECORD_INIT;
        mark.student_id = id;
        mark.date = FIRST + (ontrack_date)below(40);
        mark.code = ontrack_text_of(below(3) ? "P" : "U");
        cr_assert_eq(ontrack_builder_add_attendance(builder, &mark, NULL), ONTRACK_OK);
    }
}

static ontrack_dataset *build(void)
{
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    for (int i = 0; i < STUDENTS; i++) {
        char id[8];
        ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
        snprintf(id, sizeof id, "S%02d", i);
        student.student_id = ontrack_text_of(id);
        student.grade_level = ontrack_text_of("09");
        add_incidents(builder, student.student_id);
        add_others(builder, student.student_id);
        cr_assert_eq(ontrack_builder_add_student(builder, &student, NULL), ONTRACK_OK);
    }
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    ontrack_builder_free(builder);
    return dataset;
}

static void expect_table(ontrack__page *page, const ontrack_student *student, ontrack_table table)
{
    const size_t width = ontrack__table_width(ontrack__table(table));
    int32_t cells[ONTRACK__MOST_COLUMNS];
    size_t count, found = 0;
    const int32_t *rows = ontrack__page_rows(page, table, &count);
    ontrack__walk walk = ontrack__walk_start(student, table);
    for (; ontrack__walk_next(&walk, cells); found++) {
        cr_assert_lt(found, count, "%s", ontrack_table_name(table));
        cr_expect_eq(memcmp(rows + found * width, cells, width * sizeof *cells), 0, "%s %zu",
                     ontrack_table_name(table), found);
        cr_expect_eq(ontrack__page_row_times(page, table, found), walk.times, "%s %zu",
                     ontrack_table_name(table), found);
    }
    cr_expect_eq(found, count, "%s", ontrack_table_name(table));
}

static void expect_until(ontrack__page *page, ontrack_table table)
{
    const size_t width = ontrack__table_width(ontrack__table(table));
    size_t count, cut;
    for (ontrack_date as_of = FIRST - 1; as_of <= FIRST + 40; as_of++) {
        const int32_t *rows = ontrack__page_rows(page, table, &count);
        size_t expected = 0;
        while (expected < count && rows[expected * width] <= as_of)
            expected++;
        cr_expect_eq(ontrack__page_rows_until(page, table, as_of, &cut), rows);
        cr_expect_eq(cut, expected, "%s until %d", ontrack_table_name(table), (int)as_of);
    }
}

Test(page, holds_what_a_walk_finds)
{
    ontrack_dataset *dataset = build();
    ontrack__page page;
    ontrack__page_init(&page, NULL);
    for (size_t i = 0; i < STUDENTS; i++) {
        const ontrack_student *student = ontrack_dataset_at(dataset, i);
        size_t count, none;
        cr_assert(ontrack__page_turn(&page, student));
        for (int at = ONTRACK__SHARED_TABLES; at < ONTRACK_TABLE_COUNT; at++) {
            const int back = ONTRACK_TABLE_COUNT - 1 + ONTRACK__SHARED_TABLES - at;
            const ontrack_table table = (ontrack_table)(i % 2 == 0 ? at : back);
            if (table != ONTRACK_TABLE_ATTENDANCE) expect_table(&page, student, table);
        }
        const int32_t *stays = ontrack__page_rows(&page, ONTRACK_TABLE_ENROLLMENTS, &count);
        expect_until(&page, ONTRACK_TABLE_ENROLLMENTS);
        expect_until(&page, ONTRACK_TABLE_INCIDENTS);
        cr_expect_eq(ontrack__page_rows(&page, ONTRACK_TABLE_ENROLLMENTS, &count), stays,
                     "rows stay until the page is turned");
        ontrack__page_rows(&page, ONTRACK_TABLE_ATTENDANCE, &none);
        cr_expect_eq(none, 0, "attendance is on no page");
    }
    ontrack__page_dispose(&page);
    ontrack_dataset_free(dataset);
}
