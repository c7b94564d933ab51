/* school_year.h - one student's school year in a few words, as records pushed through the public
 * interface. The school is in session on the weekdays from 2025-08-13 to 2026-05-22, in two
 * semesters, and has taken attendance on all of them. */
#ifndef ONTRACK_TESTS_API_SCHOOL_YEAR_H
#define ONTRACK_TESTS_API_SCHOOL_YEAR_H

#include <ontrack/ontrack.h>

typedef struct school_year {
    const char *grade; /* NULL: "9" */
    const char *birth; /* NULL: 2011-01-01 */
    int days;          /* school days enrolled, the last ones of the year; 0: all */
    int absent;        /* on the first so many of them, by the code A */
    /* Unexcused from a day on, for so many school days: "2025-10-01:4 2025-11-03:3". */
    const char *unexcused;
    const char *suspended; /* the same, by the code OSS */
    /* Semester courses of half a credit, subject and mark: "EA M69 PF". E, M, S, H: core (English,
     * mathematics, science, social science); P, A: physical education, art. The first half of them
     * in the first semester. F and W earn nothing. */
    const char *courses;
    const char *incidents; /* code and number: "Fight:6" */
    const char *actions;   /* code and days: "OSS:2 ISS:1" */
    const char *values;    /* a host's own: "promoted_to_grade10:true" */
} school_year;

/* The records of that year; free them with ontrack_dataset_free(). */
ontrack_dataset *school_year_records(const school_year *year);

/* A date, "2026-06-01". */
ontrack_date school_year_day(const char *text);

#endif
