/* schools.h - what all students share: school days, terms, how far the tables are complete. Layer:
 * records. Made when a dataset is sealed; immutable. */
#ifndef ONTRACK_RECORDS_SCHOOLS_H
#define ONTRACK_RECORDS_SCHOOLS_H

#include "records/dayset.h"
#include "records/rows.h"
#include <ontrack/dataset.h>
#include <ontrack/error.h>
#include <stdbool.h>

typedef struct ontrack__schools ontrack__schools;

/* Kinds of a term, as terms.csv names them; NONE when it does not. */
typedef enum ontrack__term_kind {
    ONTRACK__TERM_NONE,
    ONTRACK__TERM_SEMESTER,
    ONTRACK__TERM_QUARTER,
    ONTRACK__TERM_TRIMESTER,
    ONTRACK__TERM_YEAR,
    ONTRACK__TERM_SUMMER,
    ONTRACK__TERM_KIND_COUNT
} ontrack__term_kind;
/* "semester", ..., "summer"; NULL for NONE. */
const char *ontrack__term_kind_name(ontrack__term_kind kind);

typedef struct ontrack__term {
    ontrack__code term, school; /* school 0: every school */
    ontrack_date start, end;
    ontrack__term_kind kind;
} ontrack__term;

/* Built from a dataset's shared tables and kinds of rows, as part of sealing, before its students
 * are settled: every school that any of them may name. `beside`: another dataset that tells, too,
 * how far the attendance of schools of the same ids is known; it must outlive these. NULL: none. */
ontrack_status ontrack__schools_new(const ontrack_dataset *dataset, const ontrack_dataset *beside,
                                    ontrack__schools **out, ontrack_error *error);
/* The schools of another dataset (NULL: no school), for one whose own shared tables say no more:
 * their calendars and terms, when their school year began, how far their tables are known. It must
 * outlive these. `codes`: for each code of the other dataset the one of the same text in `dataset`,
 * which are in the same order. */
ontrack_status ontrack__schools_borrow(const ontrack_dataset *dataset, const ontrack_dataset *from,
                                       const ontrack__code *codes, ontrack__schools **out,
                                       ontrack_error *error);
/* Turns borrowed schools to the one student of the dataset: the attendance rows of nobody else are
 * its own, and schools that nobody but the student names are there until the next. false when
 * memory is out. */
bool ontrack__schools_turn(ontrack__schools *schools, const ontrack_student *student);
/* What some students say of a school. */
typedef struct ontrack__attended_school {
    bool named;            /* by a student's line or stay */
    ontrack__day_set days; /* with attendance rows */
} ontrack__attended_school;
/* Adds that of each school, in its place; days may be taken from it. false when memory is out. */
bool ontrack__schools_attended(ontrack__schools *schools, ontrack__attended_school *attended);
/* Once all students are settled: gives up the schools that nothing names after all. */
void ontrack__schools_close(ontrack__schools *schools);
void ontrack__schools_free(ontrack__schools *schools);

/* Days on which school is in session, ascending, without repeats; the calendar's lines for every
 * school when it has none for this one. NULL and 0 without a calendar. Borrowed. */
const ontrack_date *ontrack__school_days(const ontrack__schools *schools, ontrack__code school,
                                         size_t *count);
/* The same as a set; empty without a calendar. Borrowed. */
const ontrack__day_set *ontrack__school_day_set(const ontrack__schools *schools,
                                                ontrack__code school);
/* Terms of a school: its own lines and those for every school, ordered by start, end, name.
 * Borrowed. */
const ontrack__term *ontrack__school_terms(const ontrack__schools *schools, ontrack__code school,
                                           size_t *count);
/* The term of that name at the school; when names repeat over years, the one that holds `near`,
 * else the latest that began by `near`, else the earliest. NULL when there is none. */
const ontrack__term *ontrack__school_term(const ontrack__schools *schools, ontrack__code school,
                                          ontrack__code term, ontrack_date near);

/* Last day through which a school's attendance is known at an as-of date: its line in feeds, or its
 * latest attendance row, whichever is later, cut at the as-of date. false when there is neither. */
bool ontrack__attendance_through(const ontrack__schools *schools, ontrack__code school,
                                 ontrack_date as_of, ontrack_date *out);
/* Whether feeds has a line of the table for that school and no other (0: for every school). */
bool ontrack__table_fed(const ontrack__schools *schools, ontrack_table table, ontrack__code school);
/* Last day through which another table is known: its line in feeds (the school's own before that of
 * every school), cut at the as-of date; the as-of date itself when feeds does not name it. */
ontrack_date ontrack__table_through(const ontrack__schools *schools, ontrack_table table,
                                    ontrack__code school, ontrack_date as_of);

/* First day of the school year that holds the as-of date. Years begin on `month`-`day`; a new one
 * has begun only once a term other than summer, or an instructional day, of it has: so a July after
 * the year still belongs to it. Without any calendar and terms the date alone decides. */
ontrack_date ontrack__year_start(const ontrack__schools *schools, ontrack_date as_of, int month,
                                 int day);
/* Day before the next year begins by the same calendar date. */
ontrack_date ontrack__year_end(ontrack_date year_start);

/* Schools in order of their code's number, for reports. */
size_t ontrack__school_count(const ontrack__schools *schools);
ontrack__code ontrack__school_at(const ontrack__schools *schools, size_t index);
/* The index of a code that is a school's. */
size_t ontrack__school_place(const ontrack__schools *schools, ontrack__code code);

#endif
