#include "records/columns.h"

#include "records/rows.h"

#include <assert.h>

#define NO_LIMIT 0, 0, false
#define DAYS_1900_TO_2199 (-25567), 84005, false
/* Credits, days and shares in ten-thousandths. */
#define CREDITS 0, (INT64_C(1000) * ONTRACK_DECIMAL_ONE), false
#define DAYS 0, (INT64_C(1000) * ONTRACK_DECIMAL_ONE), false
#define SHARE 0, ONTRACK_DECIMAL_ONE, false

#define CODE(record, name, aliases, required)                                                      \
    {                                                                                              \
#name, aliases, ONTRACK__COLUMN_CODE, required, false, offsetof(record, name), NO_LIMIT    \
    }
#define GRADE_LEVEL(record, required)                                                              \
    {                                                                                              \
        "grade_level", NULL, ONTRACK__COLUMN_CODE, required, false, offsetof(record, grade_level), \
            0, 0, true                                                                             \
    }
#define TEXT(record, name, required)                                                               \
    {                                                                                              \
#name, NULL, ONTRACK__COLUMN_TEXT, required, false, offsetof(record, name), NO_LIMIT       \
    }
#define DATE(record, name, required)                                                               \
    {                                                                                              \
#name, NULL, ONTRACK__COLUMN_DATE, required, false, offsetof(record, name),                \
            DAYS_1900_TO_2199                                                                      \
    }
#define DECIMAL(record, name, required, limits)                                                    \
    {                                                                                              \
#name, NULL, ONTRACK__COLUMN_DECIMAL, required, false, offsetof(record, name), limits      \
    }
#define INTEGER(record, name, lowest, highest)                                                     \
    {                                                                                              \
#name, NULL, ONTRACK__COLUMN_INTEGER, false, false, offsetof(record, name), lowest,        \
            highest, false                                                                         \
    }

#define SPARED_DATE(record, name)                                                                  \
    {                                                                                              \
#name, NULL, ONTRACK__COLUMN_DATE, false, true, offsetof(record, name), DAYS_1900_TO_2199  \
    }
#define SPARED_INTEGER(record, name, lowest, highest)                                              \
    {                                                                                              \
#name, NULL, ONTRACK__COLUMN_INTEGER, false, true, offsetof(record, name), lowest,         \
            highest, false                                                                         \
    }

static const ontrack__column calendar[] = {
    DATE(ontrack_calendar_record, date, true),
    CODE(ontrack_calendar_record, school_id, NULL, false),
    CODE(ontrack_calendar_record, day_type, NULL, false),
    CODE(ontrack_calendar_record, term, NULL, false),
};

static const ontrack__column terms[] = {
    DATE(ontrack_term_record, start_date, true),       DATE(ontrack_term_record, end_date, true),
    CODE(ontrack_term_record, term, NULL, true),       CODE(ontrack_term_record, kind, NULL, false),
    CODE(ontrack_term_record, school_id, NULL, false),
};

static const ontrack__column feeds[] = {
    CODE(ontrack_feed_record, table, NULL, true),
    DATE(ontrack_feed_record, through_date, true),
    CODE(ontrack_feed_record, school_id, NULL, false),
};

static const ontrack__column students[] = {
    TEXT(ontrack_student_record, student_id, true),
    GRADE_LEVEL(ontrack_student_record, true),
    CODE(ontrack_student_record, school_id, NULL, false),
    TEXT(ontrack_student_record, last_name, false),
    TEXT(ontrack_student_record, first_name, false),
    SPARED_DATE(ontrack_student_record, birth_date),
    SPARED_INTEGER(ontrack_student_record, first_grade9_year, 1900, 2199),
};

static const ontrack__column enrollments[] = {
    TEXT(ontrack_enrollment_record, student_id, true),
    DATE(ontrack_enrollment_record, entry_date, true),
    DATE(ontrack_enrollment_record, exit_date, false),
    CODE(ontrack_enrollment_record, school_id, NULL, true),
    CODE(ontrack_enrollment_record, entry_code, NULL, false),
    CODE(ontrack_enrollment_record, exit_code, NULL, false),
    GRADE_LEVEL(ontrack_enrollment_record, false),
};

static const ontrack__column attendance[] = {
    TEXT(ontrack_attendance_record, student_id, true),
    DATE(ontrack_attendance_record, date, true),
    CODE(ontrack_attendance_record, code, NULL, true),
    CODE(ontrack_attendance_record, period, NULL, false),
    DECIMAL(ontrack_attendance_record, portion, false, SHARE),
    INTEGER(ontrack_attendance_record, minutes, 0, 1440),
};

static const ontrack__column attendance_totals[] = {
    TEXT(ontrack_attendance_totals_record, student_id, true),
    DATE(ontrack_attendance_totals_record, through_date, true),
    DECIMAL(ontrack_attendance_totals_record, days_enrolled, true, DAYS),
    DECIMAL(ontrack_attendance_totals_record, days_absent, true, DAYS),
    DECIMAL(ontrack_attendance_totals_record, days_unexcused, false, DAYS),
    INTEGER(ontrack_attendance_totals_record, tardies, 0, 100000),
};

static const ontrack__column grades[] = {
    TEXT(ontrack_grade_record, student_id, true),
    CODE(ontrack_grade_record, course_code, NULL, true),
    CODE(ontrack_grade_record, term, NULL, false),
    DECIMAL(ontrack_grade_record, credits_attempted, true, CREDITS),
    DECIMAL(ontrack_grade_record, credits_earned, false, CREDITS),
    CODE(ontrack_grade_record, mark, "letter grade", false),
    CODE(ontrack_grade_record, subject, NULL, false),
    DATE(ontrack_grade_record, posted_date, false),
    CODE(ontrack_grade_record, period_mark, NULL, false),
    TEXT(ontrack_grade_record, course_title, false),
};

static const ontrack__column incidents[] = {
    TEXT(ontrack_incident_record, student_id, true),
    DATE(ontrack_incident_record, date, true),
    CODE(ontrack_incident_record, code, NULL, true),
    TEXT(ontrack_incident_record, incident_id, false),
    TEXT(ontrack_incident_record, description, false),
};

static const ontrack__column actions[] = {
    TEXT(ontrack_action_record, student_id, true),
    DATE(ontrack_action_record, date, true),
    CODE(ontrack_action_record, code, "action", true),
    DECIMAL(ontrack_action_record, days, false, DAYS),
    TEXT(ontrack_action_record, incident_id, false),
};

static const ontrack__column transitions[] = {
    TEXT(ontrack_transition_record, student_id, true),
    DATE(ontrack_transition_record, date, true),
    CODE(ontrack_transition_record, code, NULL, true),
    TEXT(ontrack_transition_record, description, false),
};

static const ontrack__column interventions[] = {
    TEXT(ontrack_intervention_record, student_id, true),
    DATE(ontrack_intervention_record, start_date, true),
    DATE(ontrack_intervention_record, end_date, false),
    TEXT(ontrack_intervention_record, name, true),
    CODE(ontrack_intervention_record, indicator, NULL, false),
    CODE(ontrack_intervention_record, tier, NULL, false),
};

/* An outcome may be empty (not known), so it is not required of a record; its column is, of a file.
 */
static const ontrack__column outcomes[] = {
    TEXT(ontrack_outcome_record, student_id, true),
    CODE(ontrack_outcome_record, outcome, NULL, false),
    DATE(ontrack_outcome_record, date, false),
};

static const ontrack__column attributes[] = {
    TEXT(ontrack_attribute_record, student_id, true),
    CODE(ontrack_attribute_record, name, NULL, true),
    TEXT(ontrack_attribute_record, value, false),
};

static const ontrack__column values[] = {
    TEXT(ontrack_value_record, student_id, true),
    CODE(ontrack_value_record, name, NULL, true),
    TEXT(ontrack_value_record, value, false),
};

#define TABLE(name, record, shared, date_column, key_columns, kind_first, kind_end, repeats)       \
    {                                                                                              \
#name, sizeof(record), name, sizeof name / sizeof *name, shared, date_column, key_columns, \
            kind_first, kind_end, repeats                                                          \
    }

const ontrack__table_info ontrack__tables[] = {
    TABLE(calendar, ontrack_calendar_record, true, 0, -1, 0, 0, false),
    TABLE(terms, ontrack_term_record, true, 0, -1, 0, 0, false),
    TABLE(feeds, ontrack_feed_record, true, 1, -1, 0, 0, false),
    TABLE(students, ontrack_student_record, false, -1, 0, 0, 2, false),
    TABLE(enrollments, ontrack_enrollment_record, false, 0, -1, 2, 6, false),
    TABLE(attendance, ontrack_attendance_record, false, 0, -1, 1, 5, false),
    TABLE(attendance_totals, ontrack_attendance_totals_record, false, 0, -1, 1, 2, false),
    TABLE(grades, ontrack_grade_record, false, -1, -1, 0, 9, true),
    TABLE(incidents, ontrack_incident_record, false, 0, -1, 1, 2, true),
    TABLE(actions, ontrack_action_record, false, 0, -1, 1, 3, true),
    TABLE(transitions, ontrack_transition_record, false, 0, -1, 1, 2, true),
    TABLE(interventions, ontrack_intervention_record, false, 0, -1, 2, 5, false),
    TABLE(outcomes, ontrack_outcome_record, false, -1, -1, 0, 1, false),
    TABLE(attributes, ontrack_attribute_record, false, -1, 1, 0, 1, false),
    TABLE(values, ontrack_value_record, false, -1, 1, 0, 1, false),
};

static_assert(sizeof ontrack__tables / sizeof *ontrack__tables == ONTRACK_TABLE_COUNT,
              "a table has no columns");

/* A row struct has one 32-bit member for each kept column. */
#define ROW_FITS(row, columns, unkept)                                                             \
    static_assert(sizeof(row) == 4 * (sizeof(columns) / sizeof *(columns) - (unkept)), #row)
ROW_FITS(ontrack__calendar_row, calendar, 0);
ROW_FITS(ontrack__term_row, terms, 0);
ROW_FITS(ontrack__feed_row, feeds, 0);
ROW_FITS(ontrack__student_row, students, 1);
ROW_FITS(ontrack__enrollment_row, enrollments, 1);
ROW_FITS(ontrack__attendance_row, attendance, 1);
ROW_FITS(ontrack__totals_row, attendance_totals, 1);
ROW_FITS(ontrack__grade_row, grades, 1);
ROW_FITS(ontrack__incident_row, incidents, 1);
ROW_FITS(ontrack__action_row, actions, 1);
ROW_FITS(ontrack__transition_row, transitions, 1);
ROW_FITS(ontrack__intervention_row, interventions, 1);
ROW_FITS(ontrack__outcome_row, outcomes, 1);
ROW_FITS(ontrack__attribute_row, attributes, 1);
ROW_FITS(ontrack__value_row, values, 1);

const char *ontrack_table_name(ontrack_table table)
{
    return (unsigned)table < ONTRACK_TABLE_COUNT ? ontrack__tables[table].name : NULL;
}
