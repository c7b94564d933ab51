/* Whoever seals with whatever threads, the dataset is the same. */
#include "records/dataset.h"
#include "records/schools.h"

#include "support/crew.h"
#include "support/failing.h"
#include <criterion/criterion.h>
#include <ontrack/packed.h>
#include <stdio.h>
#include <string.h>

enum { STUDENTS = 700, LISTED = 650 };

static ontrack_status push_student(ontrack_builder *builder, int student)
{
    static const char *const schools[] = {"N", "E", "S"};
    char id[16], title[24];
    snprintf(id, sizeof id, "s%d", student * 7919 % STUDENTS);
    ontrack_student_record line = ONTRACK_STUDENT_RECORD_INIT;
    ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    ontrack_grade_record grade = ONTRACK_GRADE_RECORD_INIT;
    ontrack_incident_record incident = ONTRACK_INCIDENT_RECORD_INIT;
    line.student_id = stay.student_id = grade.student_id = incident.student_id =
        ontrack_text_of(id);
    line.grade_level = ontrack_text_of("9");
    incident.code = ontrack_text_of("BULLY");
    grade.credits_attempted = ONTRACK_DECIMAL_ONE;
    ontrack_status status = ONTRACK_OK;
    for (int i = 0; i < 3 && status == ONTRACK_OK; i++) { /* the later ones outrank the first */
        line.school_id = stay.school_id = ontrack_text_of(schools[(student + i) % 3]);
        stay.entry_date = 20000 + i * 50;
        status = ontrack_builder_add_enrollment(builder, &stay, NULL);
        if (status == ONTRACK_OK && student < LISTED)
            status = ontrack_builder_add_student(builder, &line, NULL);
    }
    for (int i = 40; i-- > 0 && status == ONTRACK_OK;) {
        snprintf(title, sizeof title, "Course %d", i % 30);
        grade.course_code = grade.course_title = ontrack_text_of(title);
        incident.date = 20000 + i * 31 % 20;
        status = ontrack_builder_add_grade(builder, &grade, NULL);
        if (status == ONTRACK_OK) status = ontrack_builder_add_incident(builder, &incident, NULL);
    }
    return status;
}

/* `kinds` different marks in all, so that those of some students become wide when sealed. */
static ontrack_status push_marks(ontrack_builder *builder, int student, int kinds)
{
    char id[16];
    snprintf(id, sizeof id, "s%d", student * 7919 % STUDENTS);
    ontrack_attendance_record mark = ONTRACK_ATTENDANCE_RECORD_INIT;
    mark.student_id = ontrack_text_of(id);
    mark.code = ontrack_text_of("P");
    ontrack_status status = ONTRACK_OK;
    for (int day = 0; day < 60 && status == ONTRACK_OK; day++) {
        const int kind = (STUDENTS - student) * 60 + day;
        mark.date = 20000 + day;
        mark.minutes = kind % kinds % 1440;
        mark.portion = kind % kinds / 1440 * 100;
        status = ontrack_builder_add_attendance(builder, &mark, NULL);
    }
    return status;
}

static ontrack_status build(const ontrack_allocator *allocator, int students, int kinds,
                            const ontrack_crew *crew, ontrack_dataset **out)
{
    ontrack_builder *builder = NULL;
    ontrack_seal_options options = ONTRACK_SEAL_OPTIONS_INIT;
    options.crew = crew;
    ontrack_status status = ontrack_builder_new(allocator, &builder, NULL);
    for (int i = 0; i < students && status == ONTRACK_OK; i++) {
        status = push_student(builder, i);
        if (status == ONTRACK_OK) status = push_marks(builder, i, kinds);
    }
    if (status == ONTRACK_OK) status = ontrack_builder_seal_with(builder, &options, out, NULL);
    ontrack_builder_free(builder);
    return status;
}

static void expect_same_schools(const ontrack__schools *one, const ontrack__schools *other,
                                size_t workers)
{
    cr_assert_eq(ontrack__school_count(one), ontrack__school_count(other));
    for (size_t i = 0; i < ontrack__school_count(one); i++) {
        const ontrack__code code = ontrack__school_at(one, i);
        cr_assert_eq(ontrack__school_at(other, i), code);
        for (ontrack_date as_of = 19990; as_of < 20120; as_of++) {
            ontrack_date a = 0, b = 0;
            cr_expect_eq(ontrack__attendance_through(one, code, as_of, &a),
                         ontrack__attendance_through(other, code, as_of, &b));
            cr_expect_eq(a, b, "%zu workers: school %zu at %d", workers, i, as_of);
        }
    }
}

static void expect_same(const ontrack_dataset *one, const ontrack_dataset *other, size_t workers)
{
    cr_assert_eq(ontrack_dataset_count(one), ontrack_dataset_count(other));
    for (int table = 0; table < ONTRACK_TABLE_COUNT; table++) {
        const ontrack_table_counts a = ontrack_dataset_counts(one, (ontrack_table)table);
        const ontrack_table_counts b = ontrack_dataset_counts(other, (ontrack_table)table);
        cr_expect(a.used == b.used && a.duplicates == b.duplicates && a.conflicts == b.conflicts &&
                      a.orphans == b.orphans && a.first == b.first && a.last == b.last,
                  "%zu workers: counts of %s", workers, ontrack_table_name((ontrack_table)table));
    }
    expect_same_schools(one->schools, other->schools, workers);
    ontrack_buffer first = ONTRACK_BUFFER_INIT, second = ONTRACK_BUFFER_INIT;
    for (size_t i = 0; i < ontrack_dataset_count(one); i++) {
        first.size = second.size = 0;
        cr_assert_eq(ontrack_student_encode(ontrack_dataset_at(one, i), &first, NULL), ONTRACK_OK);
        cr_assert_eq(ontrack_student_encode(ontrack_dataset_at(other, i), &second, NULL),
                     ONTRACK_OK);
        cr_assert(first.size == second.size && memcmp(first.data, second.data, first.size) == 0,
                  "%zu workers: student %zu", workers, i);
    }
    ontrack_buffer_dispose(&first);
    ontrack_buffer_dispose(&second);
}

Test(seal, any_number_of_workers_gives_the_same)
{
    static const size_t workers[] = {1, 2, 3, 8};
    static const int kinds[] = {5, 50000};
    for (size_t i = 0; i < 2; i++) {
        ontrack_dataset *alone = NULL;
        cr_assert_eq(build(NULL, STUDENTS, kinds[i], NULL, &alone), ONTRACK_OK);
        const ontrack_table_counts grades = ontrack_dataset_counts(alone, ONTRACK_TABLE_GRADES);
        const ontrack_table_counts lines = ontrack_dataset_counts(alone, ONTRACK_TABLE_STUDENTS);
        cr_assert_eq(ontrack_dataset_count(alone), LISTED);
        cr_expect_eq(grades.used, LISTED * 30);
        cr_expect_eq(grades.duplicates, LISTED * 10);
        cr_expect_eq(grades.orphans, (STUDENTS - LISTED) * 40);
        cr_expect_eq(lines.conflicts, LISTED * 2);
        for (size_t k = 0; k < 4; k++) {
            test_crew threads;
            const ontrack_crew crew = test_crew_begin(&threads, workers[k]);
            ontrack_dataset *shared = NULL;
            cr_assert_eq(build(NULL, STUDENTS, kinds[i], &crew, &shared), ONTRACK_OK);
            expect_same(alone, shared, workers[k]);
            ontrack_dataset_free(shared);
            test_crew_end(&threads);
        }
        ontrack_dataset_free(alone);
    }
}

/* A host without threads may call one after another. */
static ontrack_status run_in_turn(void *user, void (*work)(void *task, size_t worker), void *task)
{
    (void)user;
    for (size_t worker = 3; worker-- > 0;)
        work(task, worker);
    return ONTRACK_OK;
}

Test(seal, every_allocation_may_fail_with_a_crew)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    test_crew threads;
    ontrack_crew crew = test_crew_begin(&threads, 3);
    crew.run = run_in_turn;
    ontrack_dataset *dataset = NULL;
    cr_assert_eq(build(&allocator, 300, 5, &crew, &dataset), ONTRACK_OK);
    ontrack_dataset_free(dataset);
    const size_t calls = memory.calls;
    for (memory.fail_at = calls; memory.fail_at > calls - 30; memory.fail_at--) {
        memory.calls = 0;
        cr_assert_eq(build(&allocator, 300, 5, &crew, &dataset), ONTRACK_NO_MEMORY, "call %zu",
                     memory.fail_at);
        cr_assert_eq(memory.live, 0, "call %zu", memory.fail_at);
        cr_assert_eq(memory.bytes, 0, "call %zu", memory.fail_at);
    }
    test_crew_end(&threads);
}

Test(seal, options_that_cannot_be_are_told)
{
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_seal_options options = ONTRACK_SEAL_OPTIONS_INIT;
    const ontrack_crew crew = ONTRACK_CREW_INIT; /* without functions */
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    cr_assert_eq(push_student(builder, 0), ONTRACK_OK);
    options.crew = &crew;
    cr_expect_eq(ontrack_builder_seal_with(builder, &options, &dataset, NULL),
                 ONTRACK_INVALID_ARGUMENT);
    options.struct_size = 0;
    cr_expect_eq(ontrack_builder_seal_with(builder, &options, &dataset, NULL),
                 ONTRACK_INVALID_ARGUMENT);
    options.struct_size = sizeof options.struct_size; /* of a time before crews */
    cr_assert_eq(ontrack_builder_seal_with(builder, &options, &dataset, NULL), ONTRACK_OK);
    cr_expect_eq(ontrack_dataset_count(dataset), 1, "the builder was as it was");
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
}
