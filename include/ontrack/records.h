/**
 * @file
 * @brief The records a student information system holds: one struct for each table.
 *
 * A record is one fact. All texts are borrowed for the call that takes the record. A member left
 * at its "none" value (an empty text, #ONTRACK_DATE_NONE, #ONTRACK_DECIMAL_NONE,
 * #ONTRACK_INTEGER_NONE) was not given; start a record with its `_INIT` so that new members are
 * "not given" too. Columns, their aliases and which are required: docs/tables.md.
 */
#ifndef ONTRACK_RECORDS_H
#define ONTRACK_RECORDS_H

#include <ontrack/date.h>
#include <ontrack/decimal.h>
#include <ontrack/export.h>
#include <ontrack/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/** "Not given" for a whole number. */
#define ONTRACK_INTEGER_NONE INT32_MIN

/**
 * The tables. The first group belongs to the schools and is shared by all students; the rest is
 * about one student each.
 */
typedef enum ontrack_table {
    ONTRACK_TABLE_CALENDAR,          /**< ontrack_calendar_record */
    ONTRACK_TABLE_TERMS,             /**< ontrack_term_record */
    ONTRACK_TABLE_FEEDS,             /**< ontrack_feed_record */
    ONTRACK_TABLE_STUDENTS,          /**< ontrack_student_record */
    ONTRACK_TABLE_ENROLLMENTS,       /**< ontrack_enrollment_record */
    ONTRACK_TABLE_ATTENDANCE,        /**< ontrack_attendance_record */
    ONTRACK_TABLE_ATTENDANCE_TOTALS, /**< ontrack_attendance_totals_record */
    ONTRACK_TABLE_GRADES,            /**< ontrack_grade_record */
    ONTRACK_TABLE_INCIDENTS,         /**< ontrack_incident_record */
    ONTRACK_TABLE_ACTIONS,           /**< ontrack_action_record */
    ONTRACK_TABLE_TRANSITIONS,       /**< ontrack_transition_record */
    ONTRACK_TABLE_INTERVENTIONS,     /**< ontrack_intervention_record */
    ONTRACK_TABLE_OUTCOMES,          /**< ontrack_outcome_record */
    ONTRACK_TABLE_ATTRIBUTES,        /**< ontrack_attribute_record: other columns of students.csv */
    ONTRACK_TABLE_VALUES,            /**< ontrack_value_record: a host's own per-student values */
    ONTRACK_TABLE_COUNT              /**< How many tables there are. */
} ontrack_table;

/** Name of a table as its file is called without ".csv" ("attendance_totals"); NULL for a number
 * that is none. */
ONTRACK_API const char *ontrack_table_name(ontrack_table table);

/** A school day, or a day without school. */
typedef struct ontrack_calendar_record {
    ontrack_date date;
    ontrack_text school_id; /**< Empty: every school. A school's own line outranks it. */
    ontrack_text day_type;  /**< Empty or "instructional": school is in session. */
    ontrack_text term;
} ontrack_calendar_record;
/** Initial value of a ::ontrack_calendar_record: nothing given. */
#define ONTRACK_CALENDAR_RECORD_INIT                                                               \
    {                                                                                              \
        ONTRACK_DATE_NONE, {NULL, 0}, {NULL, 0},                                                   \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }

/** A term: first and last day, and its kind. */
typedef struct ontrack_term_record {
    ontrack_text term;
    ontrack_date start_date;
    ontrack_date end_date;
    ontrack_text kind;      /**< semester, quarter, trimester, year or summer; empty: not told. */
    ontrack_text school_id; /**< Empty: every school. */
} ontrack_term_record;
/** Initial value of a ::ontrack_term_record: nothing given. */
#define ONTRACK_TERM_RECORD_INIT                                                                   \
    {                                                                                              \
        {NULL, 0}, ONTRACK_DATE_NONE, ONTRACK_DATE_NONE, {NULL, 0},                                \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }

/** How far a table is complete. */
typedef struct ontrack_feed_record {
    ontrack_text table;        /**< A table's name: "attendance". */
    ontrack_date through_date; /**< Last day for which every row is there. */
    ontrack_text school_id;    /**< Empty: every school. */
} ontrack_feed_record;
/** Initial value of a ::ontrack_feed_record: nothing given. */
#define ONTRACK_FEED_RECORD_INIT                                                                   \
    {                                                                                              \
        {NULL, 0}, ONTRACK_DATE_NONE,                                                              \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }

/** A student. One line a student; two different ones are a conflict. */
typedef struct ontrack_student_record {
    ontrack_text student_id;
    ontrack_text grade_level; /**< "9" and "09" are the same. */
    ontrack_text school_id;
    ontrack_text last_name;
    ontrack_text first_name;
    ontrack_date birth_date;
    int32_t
        first_grade9_year; /**< Calendar year in which the first ninth-grade school year ended. */
} ontrack_student_record;
/** Initial value of a ::ontrack_student_record: nothing given. */
#define ONTRACK_STUDENT_RECORD_INIT                                                                \
    {                                                                                              \
        {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, ONTRACK_DATE_NONE,                  \
            ONTRACK_INTEGER_NONE                                                                   \
    }

/** A stay at a school, first and last day included. */
typedef struct ontrack_enrollment_record {
    ontrack_text student_id;
    ontrack_text school_id;
    ontrack_date entry_date;
    ontrack_date exit_date; /**< None: still enrolled. */
    ontrack_text entry_code;
    ontrack_text exit_code;
    ontrack_text grade_level;
} ontrack_enrollment_record;
/** Initial value of an ::ontrack_enrollment_record: nothing given. */
#define ONTRACK_ENROLLMENT_RECORD_INIT                                                             \
    {                                                                                              \
        {NULL, 0}, {NULL, 0}, ONTRACK_DATE_NONE, ONTRACK_DATE_NONE, {NULL, 0}, {NULL, 0},          \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }

/** An attendance mark for a day or a period. */
typedef struct ontrack_attendance_record {
    ontrack_text student_id;
    ontrack_date date;
    ontrack_text code;
    ontrack_text period;     /**< Empty: a mark for the day. */
    ontrack_decimal portion; /**< Share of the day or period that the code stands for, 0 to 1. */
    int32_t minutes;         /**< Minutes that the code stands for, 0 or more. */
} ontrack_attendance_record;
/** Initial value of an ::ontrack_attendance_record: nothing given. */
#define ONTRACK_ATTENDANCE_RECORD_INIT                                                             \
    {                                                                                              \
        {NULL, 0}, ONTRACK_DATE_NONE, {NULL, 0}, {NULL, 0}, ONTRACK_DECIMAL_NONE,                  \
            ONTRACK_INTEGER_NONE                                                                   \
    }

/** Attendance as totals from the start of the school year through a day. */
typedef struct ontrack_attendance_totals_record {
    ontrack_text student_id;
    ontrack_date through_date;
    ontrack_decimal days_enrolled;
    ontrack_decimal days_absent;
    ontrack_decimal days_unexcused;
    int32_t tardies;
} ontrack_attendance_totals_record;
/** Initial value of an ::ontrack_attendance_totals_record: nothing given. */
#define ONTRACK_ATTENDANCE_TOTALS_RECORD_INIT                                                      \
    {                                                                                              \
        {NULL, 0}, ONTRACK_DATE_NONE, ONTRACK_DECIMAL_NONE, ONTRACK_DECIMAL_NONE,                  \
            ONTRACK_DECIMAL_NONE, ONTRACK_INTEGER_NONE                                             \
    }

/** A course in a term: attempted, and, once it is known, its result. */
typedef struct ontrack_grade_record {
    ontrack_text student_id;
    ontrack_text course_code;
    ontrack_decimal credits_attempted;
    ontrack_text term;
    ontrack_text course_title;
    ontrack_text subject;
    ontrack_decimal credits_earned;
    ontrack_text mark;
    ontrack_date posted_date;
    ontrack_text period_mark; /**< The mark so far of a course in progress. */
} ontrack_grade_record;
/** Initial value of a ::ontrack_grade_record: nothing given. */
#define ONTRACK_GRADE_RECORD_INIT                                                                  \
    {                                                                                              \
        {NULL, 0}, {NULL, 0}, ONTRACK_DECIMAL_NONE, {NULL, 0}, {NULL, 0}, {NULL, 0},               \
            ONTRACK_DECIMAL_NONE, {NULL, 0}, ONTRACK_DATE_NONE,                                    \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }

/** What a student did. */
typedef struct ontrack_incident_record {
    ontrack_text student_id;
    ontrack_date date;
    ontrack_text code;
    ontrack_text incident_id; /**< Lines with one id are one incident. */
    ontrack_text description;
} ontrack_incident_record;
/** Initial value of an ::ontrack_incident_record: nothing given. */
#define ONTRACK_INCIDENT_RECORD_INIT                                                               \
    {                                                                                              \
        {NULL, 0}, ONTRACK_DATE_NONE, {NULL, 0}, {NULL, 0},                                        \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }

/** What was done about it: a suspension, an expulsion. */
typedef struct ontrack_action_record {
    ontrack_text student_id;
    ontrack_date date;
    ontrack_text code;
    ontrack_decimal days;
    ontrack_text incident_id;
} ontrack_action_record;
/** Initial value of an ::ontrack_action_record: nothing given. */
#define ONTRACK_ACTION_RECORD_INIT                                                                 \
    {                                                                                              \
        {NULL, 0}, ONTRACK_DATE_NONE, {NULL, 0}, ONTRACK_DECIMAL_NONE,                             \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }

/** A change in a student's life that is no change of school. */
typedef struct ontrack_transition_record {
    ontrack_text student_id;
    ontrack_date date;
    ontrack_text code;
    ontrack_text description;
} ontrack_transition_record;
/** Initial value of a ::ontrack_transition_record: nothing given. */
#define ONTRACK_TRANSITION_RECORD_INIT                                                             \
    {                                                                                              \
        {NULL, 0}, ONTRACK_DATE_NONE, {NULL, 0},                                                   \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }

/** Help that was given. */
typedef struct ontrack_intervention_record {
    ontrack_text student_id;
    ontrack_text name;
    ontrack_date start_date;
    ontrack_date end_date;
    ontrack_text indicator;
    ontrack_text tier;
} ontrack_intervention_record;
/** Initial value of an ::ontrack_intervention_record: nothing given. */
#define ONTRACK_INTERVENTION_RECORD_INIT                                                           \
    {                                                                                              \
        {NULL, 0}, {NULL, 0}, ONTRACK_DATE_NONE, ONTRACK_DATE_NONE, {NULL, 0},                     \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }

/** What came of it, for back-testing: "1" the event to be foreseen, "0" its absence, "" not known.
 */
typedef struct ontrack_outcome_record {
    ontrack_text student_id;
    ontrack_text outcome;
    ontrack_date date;
} ontrack_outcome_record;
/** Initial value of an ::ontrack_outcome_record: nothing given. */
#define ONTRACK_OUTCOME_RECORD_INIT                                                                \
    {                                                                                              \
        {NULL, 0}, {NULL, 0}, ONTRACK_DATE_NONE                                                    \
    }

/** Any other column of students.csv: a name and its text. */
typedef struct ontrack_attribute_record {
    ontrack_text student_id;
    ontrack_text name;  /**< Column name as written, without surrounding blanks. */
    ontrack_text value; /**< May be empty. */
} ontrack_attribute_record;
/** Initial value of an ::ontrack_attribute_record: nothing given. */
#define ONTRACK_ATTRIBUTE_RECORD_INIT                                                              \
    {                                                                                              \
        {NULL, 0}, {NULL, 0},                                                                      \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }

/** A host's own value for a student, declared under `inputs` by the rule set that reads it. */
typedef struct ontrack_value_record {
    ontrack_text student_id;
    ontrack_text name;  /**< "reading_score"; a column of measures.csv. */
    ontrack_text value; /**< Read by the declared type; an empty one is unknown. */
} ontrack_value_record;
/** Initial value of a ::ontrack_value_record: nothing given. */
#define ONTRACK_VALUE_RECORD_INIT                                                                  \
    {                                                                                              \
        {NULL, 0}, {NULL, 0},                                                                      \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }

#ifdef __cplusplus
}
#endif

#endif
