#include "records/dataset.h"
#include "records/schools.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <string.h>

static ontrack_builder *builder;

static void begin(void)
{
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
}

static ontrack_dataset *seal(void)
{
    ontrack_dataset *dataset = NULL;
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    ontrack_builder_free(builder);
    return dataset;
}

static ontrack_date day(const char *text)
{
    ontrack_date date = 0;
    cr_assert(ontrack_date_parse(ontrack_text_of(text), &date), "%s", text);
    return date;
}

static void school_day(const char *date, const char *school, const char *type)
{
    const ontrack_calendar_record record = {
        day(date), ontrack_text_of(school), ontrack_text_of(type), {NULL, 0}};
    cr_assert_eq(ontrack_builder_add_calendar(builder, &record, NULL), ONTRACK_OK);
}

static void term(const char *name, const char *start, const char *end, const char *kind,
                 const char *school)
{
    const ontrack_term_record record = {ontrack_text_of(name), day(start), day(end),
                                        ontrack_text_of(kind), ontrack_text_of(school)};
    cr_assert_eq(ontrack_builder_add_term(builder, &record, NULL), ONTRACK_OK);
}

static void feed(const char *table, const char *through, const char *school)
{
    const ontrack_feed_record record = {ontrack_text_of(table), day(through),
                                        ontrack_text_of(school)};
    cr_assert_eq(ontrack_builder_add_feed(builder, &record, NULL), ONTRACK_OK);
}

static void stay(const char *id, const char *school, const char *entry, const char *exit)
{
    ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    student.student_id = ontrack_text_of(id);
    student.grade_level = ontrack_text_of("9");
    cr_assert_eq(ontrack_builder_add_student(builder, &student, NULL), ONTRACK_OK);
    ontrack_enrollment_record record = ONTRACK_ENROLLMENT_RECORD_INIT;
    record.student_id = student.student_id;
    record.school_id = ontrack_text_of(school);
    record.entry_date = day(entry);
    if (exit != NULL) record.exit_date = day(exit);
    cr_assert_eq(ontrack_builder_add_enrollment(builder, &record, NULL), ONTRACK_OK);
}

static void mark(const char *id, const char *date)
{
    ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
    record.student_id = ontrack_text_of(id);
    record.date = day(date);
    record.code = ontrack_text_of("UX");
    cr_assert_eq(ontrack_builder_add_attendance(builder, &record, NULL), ONTRACK_OK);
}

static ontrack__code code(const ontrack_dataset *dataset, const char *text)
{
    ontrack__code found = 0;
    ontrack__intern_find(&dataset->codes, ontrack_text_of(text), &found);
    return found;
}

static const struct {
    const char *school, *date;
    bool in_session;
} session_rows[] = {
    {"JHS", "2025-09-02", true},  /* every school's line */
    {"JHS", "2025-09-03", false}, /* its own holiday outranks it */
    {"JHS", "2025-09-04", true},  /* its own extra day */
    {"JHS", "2025-09-05", false}, /* a holiday everywhere */
    {"JHS", "2025-09-06", true},  /* two lines that disagree: in session */
    {"JHS", "2025-09-07", false}, /* no line at all */
    {"NEW", "2025-09-02", true},  /* a school without lines of its own */
    {"NEW", "2025-09-03", true},  {"NEW", "2025-09-04", false}, {"NEW", "2025-09-05", false},
};

Test(schools, own_calendar_lines_outrank_those_of_every_school)
{
    begin();
    school_day("2025-09-02", "", "");
    school_day("2025-09-03", "", "instructional");
    school_day("2025-09-03", "JHS", "holiday");
    school_day("2025-09-04", "JHS", "instructional");
    school_day("2025-09-05", "", "holiday");
    school_day("2025-09-06", "JHS", "holiday");
    school_day("2025-09-06", "JHS", "");
    stay("a", "NEW", "2025-09-01", NULL);
    ontrack_dataset *dataset = seal();
    for (size_t i = 0; i < sizeof session_rows / sizeof *session_rows; i++) {
        size_t count;
        const ontrack_date *days =
            ontrack__school_days(dataset->schools, code(dataset, session_rows[i].school), &count);
        bool found = false;
        for (size_t k = 0; k < count; k++)
            found = found || days[k] == day(session_rows[i].date);
        cr_expect_eq(found, session_rows[i].in_session, "%s %s", session_rows[i].school,
                     session_rows[i].date);
    }
    ontrack_dataset_free(dataset);
}

static const struct {
    const char *school, *as_of, *through; /* NULL: not known */
} through_rows[] = {
    {"JHS", "2025-09-30", "2025-09-10"}, /* the latest row of any of its students */
    {"JHS", "2025-09-09", "2025-09-04"}, /* the latest at or before the as-of date */
    {"JHS", "2025-09-03", NULL},
    {"AHS", "2025-09-30", "2025-09-20"}, /* after the move; a row of a Sunday counts too */
    {"FED", "2025-09-30", "2025-09-25"}, /* only feeds speaks of it */
    {"FED", "2025-09-12", "2025-09-12"}, /* cut at the as-of date */
    {"NON", "2025-09-30", NULL},
};

Test(schools, attendance_is_known_through_the_latest_row_or_feed)
{
    begin();
    stay("a", "JHS", "2025-09-01", "2025-09-10");
    stay("a", "AHS", "2025-09-11", NULL);
    stay("b", "JHS", "2025-09-01", NULL);
    stay("c", "NON", "2025-09-01", NULL);
    mark("a", "2025-09-10");
    mark("a", "2025-09-20");
    mark("b", "2025-09-04");
    feed("attendance", "2025-09-25", "FED");
    ontrack_dataset *dataset = seal();
    for (size_t i = 0; i < sizeof through_rows / sizeof *through_rows; i++) {
        ontrack_date through = 0;
        const bool known =
            ontrack__attendance_through(dataset->schools, code(dataset, through_rows[i].school),
                                        day(through_rows[i].as_of), &through);
        cr_expect_eq(known, through_rows[i].through != NULL, "row %zu", i);
        if (known) cr_expect_eq(through, day(through_rows[i].through), "row %zu", i);
    }
    ontrack_dataset_free(dataset);
}

Test(schools, feeds_of_the_school_come_before_those_of_every_school)
{
    begin();
    feed("incidents", "2025-10-01", "");
    feed("incidents", "2025-10-15", "JHS");
    feed("incidents", "2025-09-15", "JHS");
    stay("a", "AHS", "2025-09-01", NULL);
    ontrack_dataset *dataset = seal();
    const ontrack_date as_of = day("2025-12-01");
    const ontrack__code jhs = code(dataset, "JHS"), ahs = code(dataset, "AHS");
    cr_expect_eq(ontrack__table_through(dataset->schools, ONTRACK_TABLE_INCIDENTS, jhs, as_of),
                 day("2025-10-15"));
    cr_expect_eq(ontrack__table_through(dataset->schools, ONTRACK_TABLE_INCIDENTS, ahs, as_of),
                 day("2025-10-01"));
    cr_expect_eq(ontrack__table_through(dataset->schools, ONTRACK_TABLE_ACTIONS, jhs, as_of),
                 as_of);
    ontrack_dataset_free(dataset);
}

static const struct {
    const char *as_of, *start;
} year_rows[] = {
    {"2025-09-15", "2025-07-01"}, {"2026-06-30", "2025-07-01"},
    {"2026-07-20", "2025-07-01"}, /* after July 1, but the next year has not begun */
    {"2026-08-12", "2025-07-01"}, {"2026-08-13", "2026-07-01"},
    {"2025-06-30", "2024-07-01"}, /* nothing is known of that year */
};

Test(schools, a_year_begins_when_its_first_term_or_school_day_does)
{
    begin();
    term("S1", "2025-08-13", "2025-12-19", "semester", "");
    term("S2", "2026-01-06", "2026-05-22", "semester", "");
    term("SUM", "2026-07-05", "2026-07-31", "summer", "");
    school_day("2026-08-13", "", "");
    ontrack_dataset *dataset = seal();
    for (size_t i = 0; i < sizeof year_rows / sizeof *year_rows; i++)
        cr_expect_eq(ontrack__year_start(dataset->schools, day(year_rows[i].as_of), 7, 1),
                     day(year_rows[i].start), "%s", year_rows[i].as_of);
    cr_expect_eq(ontrack__year_end(day("2025-07-01")), day("2026-06-30"));
    ontrack_dataset_free(dataset);
}

Test(schools, without_a_calendar_the_date_alone_decides)
{
    begin();
    ontrack_dataset *dataset = seal();
    cr_expect_eq(ontrack__year_start(dataset->schools, day("2026-07-20"), 7, 1), day("2026-07-01"));
    cr_expect_eq(ontrack__year_start(dataset->schools, day("2026-07-20"), 8, 1), day("2025-08-01"));
    cr_expect_eq(ontrack__year_start(dataset->schools, day("1900-03-01"), 7, 1), day("1900-01-01"));
    cr_expect_eq(ontrack__year_end(day("2025-07-01")), day("2026-06-30"));
    cr_expect_eq(ontrack__year_end(day("2199-07-01")), day("2199-12-31"));
    size_t count = 9;
    cr_expect_null(ontrack__school_days(dataset->schools, 0, &count));
    cr_expect_eq(count, 0);
    ontrack_dataset_free(dataset);
}

static const struct {
    const char *name, *near, *start; /* NULL: none */
} term_rows[] = {
    {"S1", "2025-10-01", "2025-08-13"}, {"S1", "2026-02-01", "2025-08-13"},
    {"S1", "2024-10-01", "2024-08-14"}, {"S1", "2020-01-01", "2024-08-14"},
    {"S2", "2025-10-01", "2026-01-06"}, {"S9", "2025-10-01", NULL},
};

Test(schools, a_term_of_a_name_is_the_one_nearest)
{
    begin();
    term("S1", "2024-08-14", "2024-12-20", "semester", "");
    term("S1", "2025-08-13", "2025-12-19", "semester", "JHS");
    term("S2", "2026-01-06", "2026-05-22", "semester", "");
    ontrack_dataset *dataset = seal();
    const ontrack__code jhs = code(dataset, "JHS");
    for (size_t i = 0; i < sizeof term_rows / sizeof *term_rows; i++) {
        const ontrack__code name = code(dataset, term_rows[i].name);
        const ontrack__term *found =
            name == 0 ? NULL
                      : ontrack__school_term(dataset->schools, jhs, name, day(term_rows[i].near));
        cr_expect_eq(found != NULL, term_rows[i].start != NULL, "row %zu", i);
        if (found != NULL) {
            cr_expect_eq(found->start, day(term_rows[i].start), "row %zu", i);
            cr_expect_eq(found->kind, ONTRACK__TERM_SEMESTER);
        }
    }
    size_t count;
    ontrack__school_terms(dataset->schools, 0, &count);
    cr_expect_eq(count, 2, "a school's own term is not every school's");
    ontrack_dataset_free(dataset);
}

/* Marks and stays of somebody who is in no students record say nothing. */
Test(schools, those_of_nobody_are_none)
{
    begin();
    stay("a", "JHS", "2025-09-01", NULL);
    mark("a", "2025-09-04");
    ontrack_enrollment_record record = ONTRACK_ENROLLMENT_RECORD_INIT;
    record.student_id = ontrack_text_of("stranger");
    record.school_id = ontrack_text_of("AAA");
    record.entry_date = day("2025-09-01");
    cr_assert_eq(ontrack_builder_add_enrollment(builder, &record, NULL), ONTRACK_OK);
    mark("stranger", "2025-09-09");
    feed("grades", "2025-09-25", "FED");
    term("S1", "2025-08-25", "2025-12-20", "semester", "ZZZ");
    ontrack_dataset *dataset = seal();
    static const char *const named[] = {"", "FED", "JHS", "ZZZ"};
    ontrack_date through = 0;
    cr_assert_eq(ontrack__school_count(dataset->schools), 4);
    for (size_t i = 0; i < 4; i++)
        cr_expect_eq(ontrack__school_at(dataset->schools, i), code(dataset, named[i]), "%s",
                     named[i]);
    cr_expect(ontrack__attendance_through(dataset->schools, code(dataset, "JHS"), day("2025-12-31"),
                                          &through));
    cr_expect_eq(through, day("2025-09-04"));
    cr_expect_not(ontrack__attendance_through(dataset->schools, code(dataset, "AAA"),
                                              day("2025-12-31"), &through));
    size_t count;
    ontrack__school_terms(dataset->schools, code(dataset, "ZZZ"), &count);
    cr_expect_eq(count, 1, "what a school has moves with it");
    ontrack_dataset_free(dataset);
}
