#include "school.h"
#include <criterion/criterion.h>

/* 20 school days; attendance is known through the tenth. */
#define HERE                                                                                       \
    "student 09 HS\nstay HS 2024-09-02\ndays HS 2024-09-02 2024-09-27\n"                           \
    "feed attendance 2024-09-13 HS\n"
#define MISSED_1 HERE "mark 2024-09-02 A\n"
#define MISSED_2 MISSED_1 "mark 2024-09-03 A\n"
#define MISSED_3 MISSED_2 "mark 2024-09-04 A\n"
#define HALF_DAY HERE "mark 2024-09-02 A - 0.5\n"

Test(pace, days_can_miss)
{
    static const asked rows[] = {
        {"above 90 % of 20 days: one", HERE "mark 2024-09-02 P\n", "2024-09-13",
         "attendance.days_can_miss", "above=0.9", "1"},
        {"90 % itself is enough: two", HERE "mark 2024-09-02 P\n", "2024-09-13",
         "attendance.days_can_miss", "at_least=0.9", "2"},
        {"one was missed", MISSED_1, "2024-09-13", "attendance.days_can_miss", "above=0.9", "0"},
        {"one was missed, 90 % is enough", MISSED_1, "2024-09-13", "attendance.days_can_miss",
         "at_least=0.9", "1"},
        {"two were missed", MISSED_2, "2024-09-13", "attendance.days_can_miss", "at_least=0.9",
         "0"},
        {"half a day was missed: whole days", HALF_DAY, "2024-09-13", "attendance.days_can_miss",
         "at_least=0.9", "1"},
        {"lost: none", MISSED_3, "2024-09-13", "attendance.days_can_miss", "at_least=0.9", "0"},
        {"no more than are to come", HERE "mark 2024-09-02 P\n", "2024-09-13",
         "attendance.days_can_miss", "above=0.1", "10"},
        {"at the end none are to come", HERE "feed attendance 2024-09-27 HS\nmark 2024-09-02 P\n",
         "2024-09-27", "attendance.days_can_miss", "above=0.9", "0"},
        {"who leaves has no days to come",
         "student 09 HS\nstay HS 2024-09-02 2024-09-13\ndays HS 2024-09-02 2024-09-27\n"
         "feed attendance 2024-09-13 HS\nmark 2024-09-02 P\n",
         "2024-09-13", "attendance.days_can_miss", "at_least=0.5", "0"},
        {"no bar", MISSED_1, "2024-09-13", "attendance.days_can_miss", NULL,
         "? neither above nor at_least is told"},
        {"no attendance", "student 09 HS\n", "2024-09-13", "attendance.days_can_miss", "above=0.9",
         "? the table attendance was not given"},
        {"no calendar", "student 09 HS\nmark 2024-09-02 P\nmark 2024-09-03 A\n", "2024-09-13",
         "attendance.days_can_miss", "above=0.9", "? no calendar"},
    };
    ASK_ALL(rows);
}

Test(pace, attendance)
{
    static const asked rows[] = {
        {"nothing missed", HERE "mark 2024-09-02 P\n", "2024-09-13", "attendance.pace", "above=0.9",
         "on pace"},
        {"exactly half of what is allowed", HALF_DAY, "2024-09-13", "attendance.pace",
         "at_least=0.9", "on pace"},
        {"more than half of it", HALF_DAY "mark 2024-09-03 A - 0.1\n", "2024-09-13",
         "attendance.pace", "at_least=0.9", "approaching"},
        {"all of it", MISSED_1, "2024-09-13", "attendance.pace", "at_least=0.9", "approaching"},
        {"above it is off pace", MISSED_1, "2024-09-13", "attendance.pace", "above=0.9",
         "off pace"},
        {"lost so far, not for the year", MISSED_2, "2024-09-13", "attendance.pace", "at_least=0.9",
         "off pace"},
        {"the year's allowance is used up", MISSED_2, "2024-09-13", "attendance.pace", "above=0.9",
         "out of reach"},
        {"lost for the year", MISSED_3, "2024-09-13", "attendance.pace", "at_least=0.9",
         "out of reach"},
        {"no bar", MISSED_1, "2024-09-13", "attendance.pace", NULL,
         "? neither above nor at_least is told"},
    };
    ASK_ALL(rows);
}

#define TERMS                                                                                      \
    "student 09 HS\nstay HS 2024-08-19\nterm S1 semester 2024-08-19 2024-12-20\n"                  \
    "term S2 semester 2025-01-06 2025-05-30\n"

Test(pace, credits)
{
    static const asked rows[] = {
        {"six are enough", TERMS "grade ENG S1 6 6 A\n", "2024-12-20", "credits.pace", "required=6",
         "met"},
        {"exactly what is due", TERMS "grade ENG S1 3 3 A\ngrade MAT S2 3\n", "2025-02-01",
         "credits.pace", "required=6", "on pace"},
        {"one course behind",
         TERMS "grade ENG S1 2.5 2.5 A\ngrade ART S1 0.5 0 F\ngrade MAT S2 3.5\n", "2025-02-01",
         "credits.pace", "required=6", "approaching"},
        {"more than one course", TERMS "grade ENG S1 2 2 A\ngrade ART S1 0.5 0 F\ngrade MAT S2 4\n",
         "2025-02-01", "credits.pace", "required=6", "off pace"},
        {"out of reach", TERMS "grade ENG S1 2.5 2.5 A\ngrade MAT S2 3\n", "2025-02-01",
         "credits.pace", "required=6", "out of reach"},
        {"posted results alone do not say so", TERMS "grade ENG S1 2.5 2.5 A\n", "2025-02-01",
         "credits.pace", "required=6", "approaching"},
        {"but at the end they do", TERMS "grade ENG S1 2.5 2.5 A\ngrade MAT S2 3 3 A\n",
         "2025-05-30", "credits.pace", "required=6", "out of reach"},
        {"October", TERMS "grade ENG S1 3\n", "2024-10-15", "credits.pace", "required=6 future=3",
         "on pace"},
        {"no terms", "student 09 HS\ngrade ENG S1 3 3 A\n", "2025-02-01", "credits.pace",
         "required=6", "? the table terms was not given"},
        {"met needs no terms", "student 09 HS\ngrade ENG S1 6 6 A 2024-12-20\n", "2025-02-01",
         "credits.pace", "required=6", "met"},
        {"required is not told", TERMS "grade ENG S1 3 3 A\n", "2025-02-01", "credits.pace", NULL,
         "? required is not told"},
        {"needed", TERMS "grade ENG S1 4.75 4.75 A\n", "2025-02-01", "credits.needed", "required=6",
         "1.25"},
        {"nothing is needed beyond", TERMS "grade ENG S1 7 7 A\n", "2025-02-01", "credits.needed",
         "required=6", "0"},
        {"semester courses, rounded up", TERMS "grade ENG S1 4.75 4.75 A\n", "2025-02-01",
         "credits.courses_needed", "required=6", "3"},
        {"exactly two", TERMS "grade ENG S1 5 5 A\n", "2025-02-01", "credits.courses_needed",
         "required=6", "2"},
        {"courses of another size", TERMS "grade ENG S1 5 5 A\n", "2025-02-01",
         "credits.courses_needed", "required=6 course=0.25", "4"},
        {"no course rows", TERMS "student X/09\ngrade ENG S1 5 5 A\n", "2025-02-01",
         "credits.courses_needed", "required=6", "? no course rows"},
    };
    ASK_ALL(rows);
}
