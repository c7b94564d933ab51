/* rows.h - how rows are kept: one 32-bit cell a column, in the order of columns.c. Layer: records.
 * Codes and texts are numbers of the dataset's dictionary, which follow the order of their bytes;
 * 0 is the empty text. A date, decimal or integer that was not given is INT32_MIN. */
#ifndef ONTRACK_RECORDS_ROWS_H
#define ONTRACK_RECORDS_ROWS_H

#include "base/intern.h"
#include <ontrack/date.h>
#include <ontrack/decimal.h>
#include <ontrack/records.h>
#include <stdbool.h>

typedef ontrack__symbol ontrack__code;      /* in ontrack__codes_of(dataset) */
typedef ontrack__symbol ontrack__free_text; /* in ontrack__texts_of(dataset) */

typedef struct ontrack__calendar_row {
    ontrack_date date;
    ontrack__code school, day_type, term;
} ontrack__calendar_row;

typedef struct ontrack__term_row {
    ontrack_date start, end;
    ontrack__code term, kind, school;
} ontrack__term_row;

typedef struct ontrack__feed_row {
    ontrack__code table;
    ontrack_date through;
    ontrack__code school;
} ontrack__feed_row;

typedef struct ontrack__student_row {
    ontrack__code grade_level, school; /* the grade level as "09", "KG" */
    ontrack__free_text last_name, first_name;
    ontrack_date birth_date;
    int32_t first_grade9_year;
} ontrack__student_row;

typedef struct ontrack__enrollment_row {
    ontrack_date entry, exit; /* exit none: still there */
    ontrack__code school, entry_code, exit_code, grade_level;
} ontrack__enrollment_row;

typedef struct ontrack__attendance_row {
    ontrack_date date;
    ontrack__code code, period;
    ontrack_decimal portion;
    int32_t minutes;
} ontrack__attendance_row;

typedef struct ontrack__totals_row {
    ontrack_date through;
    ontrack_decimal enrolled, absent, unexcused;
    int32_t tardies;
} ontrack__totals_row;

typedef struct ontrack__grade_row {
    ontrack__code course, term;
    ontrack_decimal attempted, earned;
    ontrack__code mark, subject;
    ontrack_date posted;
    ontrack__code period_mark;
    ontrack__free_text title;
} ontrack__grade_row;

/* A mark or credits earned: without either a course has no result yet. */
static inline bool ontrack__has_result(const ontrack__grade_row *row)
{
    return row->mark != 0 || row->earned != ONTRACK_DECIMAL_NONE;
}

typedef struct ontrack__incident_row {
    ontrack_date date;
    ontrack__code code;
    ontrack__free_text incident, description;
} ontrack__incident_row;

typedef struct ontrack__action_row {
    ontrack_date date;
    ontrack__code code;
    ontrack_decimal days;
    ontrack__free_text incident;
} ontrack__action_row;

typedef struct ontrack__transition_row {
    ontrack_date date;
    ontrack__code code;
    ontrack__free_text description;
} ontrack__transition_row;

typedef struct ontrack__intervention_row {
    ontrack_date start, end;
    ontrack__free_text name;
    ontrack__code indicator, tier;
} ontrack__intervention_row;

typedef struct ontrack__outcome_row {
    ontrack__code outcome;
    ontrack_date date;
} ontrack__outcome_row;

typedef struct ontrack__attribute_row {
    ontrack__code name;
    ontrack__free_text value;
} ontrack__attribute_row;

typedef struct ontrack__value_row {
    ontrack__code name;
    ontrack__free_text value;
} ontrack__value_row;

#endif
