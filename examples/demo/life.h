/* life.h - one invented student's school year. */
#ifndef DEMO_LIFE_H
#define DEMO_LIFE_H

#include "chance.h"
#include "school.h"

enum { MAX_STAYS = 3, MAX_INCIDENTS = 8, MAX_COURSES = 18 };

typedef struct stay {
    const char *school, *entry_code, *exit_code;
    int entry, exit; /* positions in the year; exit -1: still there */
} stay;

typedef struct incident {
    int day;
    const char *code, *description, *action; /* action NULL: none */
    int half_days;                           /* of the action; 0: not counted in days */
} incident;

typedef struct course {
    const char *code, *title, *subject, *term;
    int credits;      /* in ten-thousandths */
    const char *mark; /* NULL: in progress */
    const char *period_mark;
    bool earned;
    const char *posted; /* NULL while in progress */
} course;

typedef struct mark {
    const char *code; /* NULL: nothing out of the ordinary */
    bool half;
} mark;

typedef struct life {
    long id;
    const char *first_name, *last_name, *counselor, *feeder_school;
    int grade, first_grade9_year;
    ontrack_date birth;
    stay stays[MAX_STAYS];
    int stay_count;
    int absence;   /* of a thousand days */
    int unexcused; /* of a thousand absences */
    int ability;   /* middle of the scores, in points */
    mark marks[DEMO_DAYS];
    incident incidents[MAX_INCIDENTS];
    int incident_count;
    course courses[MAX_COURSES];
    int course_count;
    const char *transition, *transition_text; /* NULL: none */
    int transition_day;
    int failures;
    int half_days_absent;
} life;

/* The life of student number `index`; the same seed gives the same life. */
void life_invent(life *out, const demo_year *year, uint64_t seed, int index);
bool life_enrolled(const life *who, int day);
/* In courses.c: the courses of both semesters, with marks that suffer from absence. */
void life_take_courses(life *who, const demo_year *year, chance *dice);

#endif
