#include "school.h"
#include <criterion/criterion.h>

#define HERE                                                                                       \
    "student 09 HS\nstay HS 2024-08-19\nterm S1 semester 2024-08-19 2024-12-20\n"                  \
    "term S2 semester 2025-01-06 2025-05-30\nterm YR year 2024-08-19 2025-05-30\n"                 \
    "term Q1 quarter 2024-08-19 2024-10-18\n"
#define HALF HERE "grade ENG S1 0.5 0.5 A\ngrade MAT S1 0.5 0 F\n"

Test(credits, attainable)
{
    static const asked rows[] = {
        {"earned and in progress", HALF "grade ENG S2 0.5\n", "2025-02-01", "credits.attainable",
         NULL, "1"},
        {"and of the terms to come", HALF, "2024-12-31", "credits.attainable", "future=3", "3.5"},
        {"a term that has begun is not to come", HALF, "2025-01-06", "credits.attainable",
         "future=3", "0.5"},
        {"of a chosen kind of terms", HALF, "2024-12-31", "credits.attainable",
         "future=3 terms=first", "0.5"},
        {"no terms", "student 09 HS\ngrade ENG S1 0.5 0.5 A\n", "2024-12-31", "credits.attainable",
         "future=3", "? the table terms was not given"},
        {"no terms needed", "student 09 HS\ngrade ENG S1 0.5 0.5 A\n", "2024-12-31",
         "credits.attainable", NULL, "0.5"},
    };
    ASK_ALL(rows);
}

Test(credits, expected)
{
#define THIRDS                                                                                     \
    "student 09 HS\nterm T1 trimester 2024-08-19 2024-11-15\n"                                     \
    "term T2 trimester 2024-11-18 2025-02-28\nterm T3 trimester 2025-03-03 2025-05-30\n"
    static const asked rows[] = {
        {"nothing before a term's end", HERE, "2024-12-19", "credits.expected", "required=6", "0"},
        {"half at the first", HERE, "2024-12-20", "credits.expected", "required=6", "3"},
        {"all at the last", HERE, "2025-05-30", "credits.expected", "required=6", "6"},
        {"thirds stay exact", THIRDS, "2024-12-01", "credits.expected", "required=5", "5/3"},
        {"and decimals where they can", THIRDS, "2024-12-01", "credits.expected", "required=6",
         "2"},
        {"required not told", HERE, "2024-12-20", "credits.expected", NULL,
         "? required is not told"},
        {"no terms", "student 09 HS\n", "2024-12-20", "credits.expected", "required=6",
         "? the table terms was not given"},
        {"no kinds", "student 09 HS\nterm T1 - 2024-08-19 2024-11-15\n", "2024-12-20",
         "credits.expected", "required=6",
         "? no semester, trimester, quarter or year among the terms"},
        {"a kind by the map", "student 09 HS\nterm YR - 2024-08-19 2025-05-30\n", "2025-05-30",
         "credits.expected", "required=6", "6"},
        {"last year's terms do not count", HERE "term S9 semester 2024-01-08 2024-05-31\n",
         "2024-12-20", "credits.expected", "required=6", "3"},
        {"nor those of every school beside a school's own",
         HERE
         "term A semester 2024-08-19 2025-01-17 HS\nterm B semester 2025-01-20 2025-05-30 HS\n",
         "2024-12-31", "credits.expected", "required=6", "0"},
        {"also of another kind",
         HERE "term A quarter 2024-08-19 2024-10-18 HS\nterm B quarter 2024-10-21 2024-12-20 HS\n",
         "2024-10-31", "credits.expected", "required=6", "3"},
        {"two names for one term", HERE "term FALL semester 2024-08-19 2024-12-20\n", "2024-12-20",
         "credits.expected", "required=6", "3"},
    };
    ASK_ALL(rows);
}

Test(credits, behind)
{
    static const asked rows[] = {
        {"expected less earned", HALF, "2024-12-20", "credits.behind", "required=6", "2.5"},
        {"never below nothing", HERE "grade ENG S1 4 4 A\n", "2024-12-20", "credits.behind",
         "required=6", "0"},
        {"exactly on pace", HERE "grade ENG S1 3 3 A\n", "2024-12-20", "credits.behind",
         "required=6", "0"},
        {"thirds", THIRDS "grade ENG T1 1 1 A\n", "2024-12-01", "credits.behind", "required=5",
         "2/3"},
        {"grades of the term not posted", HALF "grade ART S1 0.5 0.5 A 2025-01-10\n", "2025-01-09",
         "credits.behind", "required=6", "? grades of an ended term are not posted"},
        {"nor on the term's last day", HALF "grade ART S1 0.5 0.5 A 2025-01-10\n", "2024-12-20",
         "credits.behind", "required=6", "? grades of an ended term are not posted"},
        {"posted", HALF "grade ART S1 0.5 0.5 A 2025-01-10\n", "2025-01-10", "credits.behind",
         "required=6", "2"},
        {"incomplete is posted", HERE "grade ENG S1 0.5 0 I\n", "2024-12-31", "credits.behind",
         "required=6", "3"},
        {"a term that goes on", HALF "grade ALG YR 1\n", "2024-12-31", "credits.behind",
         "required=6", "2.5"},
        {"required not told", HALF, "2024-12-20", "credits.behind", NULL, "? required is not told"},
        {"no rows", HERE "declare grades\n", "2024-12-20", "credits.behind", "required=6",
         "? no course rows"},
    };
    ASK_ALL(rows);
}

Test(credits, marks_and_points)
{
#define MARKS                                                                                      \
    HERE "grade ENG S1 0.5 0.5 A\ngrade MAT S1 0.5 0.5 D\ngrade SCI S1 1 0 F\ngrade GYM S1 0.5 "   \
         "0.5 P\n"
    static const asked rows[] = {
        {"Ds", MARKS, "2025-06-01", "credits.low_marks", "marks=d", "1"},
        {"Ds and Fs", MARKS, "2025-06-01", "credits.low_marks", "marks=d,f", "2"},
        {"results only", MARKS "grade ART S2 0.5 - - - D\n", "2025-02-01", "credits.low_marks",
         "marks=d", "1"},
        {"marks not told", MARKS, "2025-06-01", "credits.low_marks", NULL, "? marks is not told"},
        {"a mark that is not mapped", MARKS "grade ART S1 0.5 0.5 ??\n", "2025-06-01",
         "credits.low_marks", "marks=d", "? a mark is not mapped"},
        {"a result without a mark", MARKS "grade ART S1 0.5 0.5\n", "2025-06-01",
         "credits.low_marks", "marks=d", "? a result has no mark"},
        {"made good",
         HERE "term SUM summer 2025-06-02 2025-07-18\ngrade SCI S1 1 0 F\n"
              "grade SCI SUM 1 1 D\n",
         "2025-07-20", "credits.low_marks", "marks=f erase", "0"},
        {"by the mark that stands",
         HERE "term SUM summer 2025-06-02 2025-07-18\ngrade SCI S1 1 0 F\ngrade SCI SUM 1 1 D\n",
         "2025-07-20", "credits.low_marks", "marks=d,f erase", "1"},
        {"credits of Fs", MARKS, "2025-06-01", "credits.failed", NULL, "1"},
        {"no Fs", MARKS, "2025-06-01", "credits.failed", "subjects=pe", "0"},
        {"credits of an F that was made good",
         HERE "term SUM summer 2025-06-02 2025-07-18\ngrade SCI S1 1 0 F\ngrade SCI SUM 1 1 D\n",
         "2025-07-20", "credits.failed", NULL, "1"},
        {"are gone when asked for so",
         HERE "term SUM summer 2025-06-02 2025-07-18\ngrade SCI S1 1 0 F\ngrade SCI SUM 1 1 D\n",
         "2025-07-20", "credits.failed", "erase", "0"},
        {"of an incomplete course none", HERE "grade SCI S1 1 0 I\n", "2025-06-01",
         "credits.failed", NULL, "0"},
        {"of a mark that is not mapped", HERE "grade SCI S1 1 0 ??\n", "2025-06-01",
         "credits.failed", NULL, "? a mark is not mapped"},
        {"weighted by credits", MARKS, "2025-06-01", "credits.gpa", NULL, "5/4"},
        {"marks without points do not count", HERE "grade GYM S1 0.5 0.5 P\n", "2025-06-01",
         "credits.gpa", NULL, "? no result with grade points"},
        {"nor results without a mark", MARKS "grade ART S1 0.5 0.5\n", "2025-06-01", "credits.gpa",
         NULL, "5/4"},
        {"exactly 2", HERE "grade ENG S1 0.5 0.5 A\ngrade MAT S1 0.5 0 F\n", "2025-06-01",
         "credits.gpa", NULL, "2/1"},
        {"in progress does not count", HALF "grade ART S2 0.5 - - - A\n", "2025-02-01",
         "credits.gpa", NULL, "2/1"},
    };
    ASK_ALL(rows);
}

/* The published cases of the credit rules: twelve semester courses. */
Test(credits, a_full_year)
{
#define ALL_BUT(mark)                                                                              \
    HERE "grade C1 S1 0.5 0.5 A\ngrade C2 S1 0.5 0.5 A\ngrade C3 S1 0.5 0.5 A\n"                   \
         "grade C4 S1 0.5 0.5 A\ngrade C5 S1 0.5 0.5 A\ngrade C6 S1 0.5 0.5 A\n"                   \
         "grade C1 S2 0.5 0.5 A\ngrade C2 S2 0.5 0.5 A\ngrade C3 S2 0.5 0.5 A\n"                   \
         "grade C4 S2 0.5 0.5 A\ngrade C5 S2 0.5 0.5 A\ngrade C6 S2 0.5 - " mark "\n"
    static const asked rows[] = {
        {"all passed", ALL_BUT("A"), "2025-06-01", "credits.earned", NULL, "6"},
        {"one failed", ALL_BUT("F"), "2025-06-01", "credits.earned", NULL, "5.5"},
        {"one failed", ALL_BUT("F"), "2025-06-01", "credits.attempted", NULL, "6"},
        {"one failed", ALL_BUT("F"), "2025-06-01", "credits.attainable", NULL, "5.5"},
        {"one incomplete", ALL_BUT("I"), "2025-06-01", "credits.attainable", NULL, "6"},
        {"half of it", ALL_BUT("F"), "2024-12-31", "credits.earned", NULL, "3"},
        {"half of it and what is to come", ALL_BUT("F"), "2024-12-31", "credits.attainable",
         "future=3", "6"},
        {"the second half begun", ALL_BUT("F"), "2025-01-06", "credits.attainable", "future=3",
         "6"},
    };
    ASK_ALL(rows);
}
