/* school.h - the year of Juniper High School: its days and its terms. */
#ifndef DEMO_SCHOOL_H
#define DEMO_SCHOOL_H

#include <ontrack/date.h>
#include <stdbool.h>

/* 2025-08-13 to 2026-05-22, and the day up to which records are there. */
extern const char demo_first_day[], demo_last_day[], demo_as_of[];
extern const char demo_semester_end[], demo_semester_start[], demo_marks_posted[];

enum { DEMO_DAYS = 283 }; /* from the first to the last day, both included */

typedef struct demo_day {
    ontrack_date date;
    bool weekday;
    const char *reason; /* NULL: school is in session; else why it is not ("holiday") */
} demo_day;

typedef struct demo_year {
    demo_day days[DEMO_DAYS];
    ontrack_date as_of;
    int as_of_index;
} demo_year;

void demo_year_fill(demo_year *year);
bool demo_in_session(const demo_year *year, int index);
/* The first session day at or after an index; DEMO_DAYS when none is left. */
int demo_next_session(const demo_year *year, int index);
/* A literal YYYY-MM-DD. */
ontrack_date demo_date(const char *text);
/* Position of a day in the year. */
int demo_index(ontrack_date date);

#endif
