#include "api/school_year.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char first_day[] = "2025-08-13", last_day[] = "2026-05-22";

#define ADD(call) cr_assert_eq(call, ONTRACK_OK)

ontrack_date school_year_day(const char *text)
{
    ontrack_date date = 0;
    cr_assert(ontrack_date_parse(ontrack_text_of(text), &date), "%s", text);
    return date;
}

/* Monday to Friday: 1970-01-01 was a Thursday. */
static bool in_session(ontrack_date date)
{
    return (date + 3) % 7 < 5;
}

/* ---- words ---- */

/* The next word of a text, cut at spaces, in two at its colon; false at the end. */
static bool next_pair(const char **text, char *name, char *value, size_t size)
{
    if (*text == NULL) return false;
    *text += strspn(*text, " ");
    const size_t length = strcspn(*text, " ");
    if (length == 0) return false;
    const size_t cut = strcspn(*text, ": ");
    cr_assert(cut < length && length < size, "no pair: %s", *text);
    snprintf(name, size, "%.*s", (int)cut, *text);
    snprintf(value, size, "%.*s", (int)(length - cut - 1), *text + cut + 1);
    *text += length;
    return true;
}

static ontrack_text student(void)
{
    return ontrack_text_of("s");
}

/* ---- the school ---- */

static void add_terms(ontrack_builder *builder)
{
    static const char *const terms[][3] = {{"S1", first_day, "2025-12-19"},
                                           {"S2", "2026-01-06", last_day}};
    for (size_t i = 0; i < 2; i++) {
        ontrack_term_record term = ONTRACK_TERM_RECORD_INIT;
        term.term = ontrack_text_of(terms[i][0]);
        term.start_date = school_year_day(terms[i][1]);
        term.end_date = school_year_day(terms[i][2]);
        term.kind = ontrack_text_of("semester");
        ADD(ontrack_builder_add_term(builder, &term, NULL));
    }
}

static void add_school(ontrack_builder *builder)
{
    add_terms(builder);
    for (ontrack_date date = school_year_day(first_day); date <= school_year_day(last_day);
         date++) {
        ontrack_calendar_record line = ONTRACK_CALENDAR_RECORD_INIT;
        line.date = date;
        if (in_session(date)) ADD(ontrack_builder_add_calendar(builder, &line, NULL));
    }
    const ontrack_feed_record feed = {
        ontrack_text_of("attendance"), school_year_day(last_day), {NULL, 0}};
    ADD(ontrack_builder_add_feed(builder, &feed, NULL));
    const ontrack_table given[] = {ONTRACK_TABLE_ATTENDANCE, ONTRACK_TABLE_INCIDENTS,
                                   ONTRACK_TABLE_ACTIONS, ONTRACK_TABLE_TRANSITIONS};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        ADD(ontrack_builder_declare(builder, given[i], NULL));
}

/* ---- the student ---- */

/* The day from which so many school days are left. */
static ontrack_date entry_of(int days)
{
    ontrack_date date = school_year_day(last_day);
    for (int left = days - in_session(date); left > 0;)
        left -= in_session(--date);
    return days == 0 ? school_year_day(first_day) : date;
}

static void add_student(ontrack_builder *builder, const school_year *year)
{
    ontrack_student_record line = ONTRACK_STUDENT_RECORD_INIT;
    line.student_id = student();
    line.grade_level = ontrack_text_of(year->grade == NULL ? "9" : year->grade);
    line.birth_date = school_year_day(year->birth == NULL ? "2011-01-01" : year->birth);
    line.first_grade9_year = 2026;
    ADD(ontrack_builder_add_student(builder, &line, NULL));
    ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    stay.student_id = student();
    stay.school_id = ontrack_text_of("JHS");
    stay.entry_date = entry_of(year->days);
    ADD(ontrack_builder_add_enrollment(builder, &stay, NULL));
}

static void add_absences(ontrack_builder *builder, ontrack_date from, int count, const char *code)
{
    for (ontrack_date date = from; count > 0; date++) {
        if (!in_session(date)) continue;
        ontrack_attendance_record mark = ONTRACK_ATTENDANCE_RECORD_INIT;
        mark.student_id = student();
        mark.date = date;
        mark.code = ontrack_text_of(code);
        ADD(ontrack_builder_add_attendance(builder, &mark, NULL));
        count--;
    }
}

static void add_runs(ontrack_builder *builder, const char *text, const char *code)
{
    char from[32], count[32];
    while (next_pair(&text, from, count, sizeof from))
        add_absences(builder, school_year_day(from), atoi(count), code);
}

static void add_attendance(ontrack_builder *builder, const school_year *year)
{
    add_absences(builder, entry_of(year->days), year->absent, "A");
    add_runs(builder, year->unexcused, "UA");
    add_runs(builder, year->suspended, "OSS");
}

static const char *subject_of(char letter)
{
    static const char *const subjects[][2] = {{"E", "ELA"}, {"M", "MATH"}, {"S", "SCI"},
                                              {"H", "SOC"}, {"P", "PE"},   {"A", "ART"}};
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        if (subjects[i][0][0] == letter) return subjects[i][1];
    cr_assert(false, "no subject %c", letter);
    return NULL;
}

static size_t count_words(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += *text != ' ' && (text[1] == ' ' || text[1] == '\0');
    return count;
}

static void add_courses(ontrack_builder *builder, const char *courses)
{
    const size_t count = count_words(courses);
    for (size_t i = 0; i < count; i++) {
        const size_t length = strcspn(courses, " ");
        char course[32], mark[8];
        snprintf(course, sizeof course, "%s-%zu", subject_of(courses[0]), 100 + i);
        snprintf(mark, sizeof mark, "%.*s", (int)length - 1, courses + 1);
        ontrack_grade_record grade = ONTRACK_GRADE_RECORD_INIT;
        grade.student_id = student();
        grade.course_code = ontrack_text_of(course);
        grade.subject = ontrack_text_of(subject_of(courses[0]));
        grade.term = ontrack_text_of(i < (count + 1) / 2 ? "S1" : "S2");
        grade.credits_attempted = ONTRACK_DECIMAL_ONE / 2;
        grade.credits_earned = mark[0] == 'F' || mark[0] == 'W' ? 0 : ONTRACK_DECIMAL_ONE / 2;
        grade.mark = ontrack_text_of(mark);
        ADD(ontrack_builder_add_grade(builder, &grade, NULL));
        courses += length + strspn(courses + length, " ");
    }
}

/* ---- events ---- */

static void add_incidents(ontrack_builder *builder, const char *text)
{
    char code[32], count[32];
    while (next_pair(&text, code, count, sizeof code))
        for (int i = 0; i < atoi(count); i++) {
            ontrack_incident_record incident = ONTRACK_INCIDENT_RECORD_INIT;
            incident.student_id = student();
            incident.date = school_year_day("2026-05-01") + i;
            incident.code = ontrack_text_of(code);
            ADD(ontrack_builder_add_incident(builder, &incident, NULL));
        }
}

static void add_actions(ontrack_builder *builder, const char *text)
{
    char code[32], days[32];
    while (next_pair(&text, code, days, sizeof code)) {
        ontrack_action_record action = ONTRACK_ACTION_RECORD_INIT;
        action.student_id = student();
        action.date = school_year_day("2025-10-01");
        action.code = ontrack_text_of(code);
        cr_assert(ontrack_decimal_parse(ontrack_text_of(days), &action.days), "%s", days);
        ADD(ontrack_builder_add_action(builder, &action, NULL));
    }
}

static void add_values(ontrack_builder *builder, const char *text)
{
    char name[32], value[32];
    while (next_pair(&text, name, value, sizeof name)) {
        const ontrack_value_record line = {student(), ontrack_text_of(name),
                                           ontrack_text_of(value)};
        ADD(ontrack_builder_add_value(builder, &line, NULL));
    }
}

ontrack_dataset *school_year_records(const school_year *year)
{
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ADD(ontrack_builder_new(NULL, &builder, NULL));
    add_school(builder);
    add_student(builder, year);
    add_attendance(builder, year);
    if (year->courses != NULL) add_courses(builder, year->courses);
    add_incidents(builder, year->incidents);
    add_actions(builder, year->actions);
    add_values(builder, year->values);
    ADD(ontrack_builder_seal(builder, &dataset, NULL));
    ontrack_builder_free(builder);
    return dataset;
}
