/* The steps that those take who read many rows at once: the same dataset as by whole records. */
#include "records/builder.h"
#include "records/rows.h"

#include <criterion/criterion.h>
#include <string.h>

static ontrack_builder *new_builder(void)
{
    ontrack_builder *builder = NULL;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    return builder;
}

static uint32_t student_of(ontrack_builder *builder, const char *id)
{
    int32_t cell;
    cr_assert_eq(ontrack__cell_intern(&builder->dictionary, ONTRACK_TABLE_STUDENTS, 0,
                                      ontrack_text_of(id), &cell, NULL),
                 ONTRACK_OK);
    return (uint32_t)cell;
}

Test(rows, students_are_found_wherever_the_guess_stands)
{
    static const char *const ids[] = {"c", "a", "b", "d"};
    static const size_t order[] = {0, 0, 1, 2, 3, 0, 3, 2, 1, 0, 2, 2};
    ontrack_builder *builder = new_builder();
    for (size_t i = 0; i < 4; i++)
        cr_assert_eq(student_of(builder, ids[i]), i + 1);
    ontrack__guess guess = {0};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        uint32_t student = 99;
        cr_expect(ontrack__builder_find_student(builder, ontrack_text_of(ids[order[i]]), &guess,
                                                &student));
        cr_expect_eq(student, order[i] + 1, "step %zu", i);
    }
    uint32_t student;
    cr_expect_not(ontrack__builder_find_student(builder, ontrack_text_of("e"), &guess, &student));
    cr_expect_not(ontrack__builder_find_student(builder, ontrack_text_of(""), &guess, &student));
    ontrack_builder_free(builder);
}

Test(rows, numbers_are_held_to_their_columns)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_expect_eq(ontrack__check_number(ONTRACK_TABLE_ATTENDANCE, 1, 20000, NULL), ONTRACK_OK);
    cr_expect_eq(ontrack__check_number(ONTRACK_TABLE_ATTENDANCE, 5, INT32_MIN, NULL), ONTRACK_OK);
    cr_expect_eq(ontrack__check_number(ONTRACK_TABLE_ATTENDANCE, 1, INT32_MIN, &error),
                 ONTRACK_INVALID_DATA);
    cr_expect_str_eq(error.message, "attendance: column \"date\" is not given");
    cr_expect_eq(error.column, 2);
}

/* Two students' days, by whole records or by marks. */
static ontrack_dataset *dataset_of(bool by_marks)
{
    ontrack_builder *builder = new_builder();
    const char *const ids[] = {"b", "a"};
    for (size_t i = 0; i < 2; i++) {
        ontrack_student_record line = ONTRACK_STUDENT_RECORD_INIT;
        line.student_id = ontrack_text_of(ids[i]);
        line.grade_level = ontrack_text_of("9");
        cr_assert_eq(ontrack_builder_add_student(builder, &line, NULL), ONTRACK_OK);
    }
    for (ontrack_date date = 20000; date < 20010; date++) {
        ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
        record.student_id = ontrack_text_of(ids[date % 2]);
        record.date = date;
        record.code = ontrack_text_of(date % 3 == 0 ? "UX" : "P");
        record.minutes = 390;
        if (!by_marks) {
            cr_assert_eq(ontrack_builder_add_attendance(builder, &record, NULL), ONTRACK_OK);
            continue;
        }
        int32_t cells[4] = {0, 0, INT32_MIN, 390};
        ontrack__attendance_mark mark = {student_of(builder, ids[date % 2]), date, 0};
        cr_assert_eq(ontrack__cell_intern(&builder->dictionary, ONTRACK_TABLE_ATTENDANCE, 2,
                                          record.code, &cells[0], NULL),
                     ONTRACK_OK);
        cr_assert_eq(
            ontrack__builder_kind(builder, ONTRACK_TABLE_ATTENDANCE, cells, &mark.kind, NULL),
            ONTRACK_OK);
        cr_assert_eq(ontrack__builder_append_marks(builder, &mark, 1, NULL), ONTRACK_OK);
    }
    ontrack_dataset *dataset = NULL;
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    ontrack_builder_free(builder);
    return dataset;
}

Test(rows, marks_are_records)
{
    ontrack_dataset *whole = dataset_of(false), *marks = dataset_of(true);
    for (size_t i = 0; i < 2; i++) {
        const ontrack_student *a = ontrack_dataset_at(whole, i), *b = ontrack_dataset_at(marks, i);
        cr_assert_eq(ontrack_student_count(a, ONTRACK_TABLE_ATTENDANCE), 5);
        cr_assert_eq(ontrack_student_count(b, ONTRACK_TABLE_ATTENDANCE), 5);
        for (size_t row = 0; row < 5; row++) {
            ontrack_attendance_record left, right;
            ontrack_student_record_at(a, ONTRACK_TABLE_ATTENDANCE, row, &left);
            ontrack_student_record_at(b, ONTRACK_TABLE_ATTENDANCE, row, &right);
            cr_expect(left.date == right.date && left.minutes == right.minutes &&
                      left.code.size == right.code.size &&
                      memcmp(left.code.data, right.code.data, left.code.size) == 0);
        }
    }
    ontrack_dataset_free(whole);
    ontrack_dataset_free(marks);
}
