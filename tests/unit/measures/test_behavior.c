#include "school.h"
#include <criterion/criterion.h>

#define HERE "student 09 HS\nstay HS 2024-08-19\n"

Test(behavior, incidents)
{
    static const asked rows[] = {
        {"none, table given", HERE "declare incidents\n", "2024-10-01", "behavior.incidents", NULL,
         "0"},
        {"table not given", HERE, "2024-10-01", "behavior.incidents", NULL,
         "? the table incidents was not given"},
        {"not enrolled", "student 09 HS\ndeclare enrollments\ndeclare incidents\n", "2024-10-01",
         "behavior.incidents", NULL, "? no enrollment in this school year"},
        {"enrolled last year", "student 09 HS\nstay HS 2023-08-19 2024-05-30\ndeclare incidents\n",
         "2024-10-01", "behavior.incidents", NULL, "? no enrollment in this school year"},
        {"no enrollments table", "student 09 HS\ndeclare incidents\n", "2024-10-01",
         "behavior.incidents", NULL, "0"},
        {"not enrolled, yet there",
         "student 09 HS\ndeclare enrollments\nincident 2024-09-02 LATE\n", "2024-10-01",
         "behavior.incidents", NULL, "1"},
        {"two of one day", HERE "incident 2024-09-02 LATE\nincident 2024-09-02 FIGHT\n",
         "2024-10-01", "behavior.incidents", NULL, "2"},
        {"one id is one incident",
         HERE
         "incident 2024-09-02 LATE 7\nincident 2024-09-02 FIGHT 7\nincident 2024-09-03 LATE 7\n",
         "2024-10-01", "behavior.incidents", NULL, "1"},
        {"ids that are not neighbors",
         HERE
         "incident 2024-09-02 LATE 7\nincident 2024-09-03 LATE 8\nincident 2024-09-04 LATE 7\n",
         "2024-10-01", "behavior.incidents", NULL, "2"},
        {"chosen when any of its rows is",
         HERE "incident 2024-09-02 LATE 7\nincident 2024-09-02 FIGHT 7\nincident 2024-09-03 LATE\n",
         "2024-10-01", "behavior.incidents", "categories=major", "1"},
        {"all but", HERE "incident 2024-09-02 LATE\nincident 2024-09-02 FIGHT\n", "2024-10-01",
         "behavior.incidents", "categories=-minor", "1"},
        {"not mapped: counted when nothing is asked for", HERE "incident 2024-09-02 ODD\n",
         "2024-10-01", "behavior.incidents", NULL, "1"},
        {"not mapped: in no category", HERE "incident 2024-09-02 ODD\n", "2024-10-01",
         "behavior.incidents", "categories=major", "0"},
        {"complete only through before the window",
         HERE "incident 2024-09-02 LATE\nfeed incidents 2024-09-10\n", "2024-10-01",
         "behavior.incidents", "window=calendar:15",
         "? incidents are complete only through an earlier day"},
        {"complete into the window", HERE "incident 2024-09-02 LATE\nfeed incidents 2024-09-10\n",
         "2024-10-01", "behavior.incidents", "window=calendar:22", "0"},
        {"another school's feed", HERE "incident 2024-09-02 LATE\nfeed incidents 2024-09-10 XX\n",
         "2024-10-01", "behavior.incidents", "window=calendar:15", "0"},
    };
    ASK_ALL(rows);
}

Test(behavior, days_since_incident)
{
    static const asked rows[] = {
        {"the last one", HERE "incident 2024-09-02 LATE\nincident 2024-09-20 LATE\n", "2024-10-01",
         "behavior.days_since_incident", NULL, "11"},
        {"today", HERE "incident 2024-10-01 LATE\n", "2024-10-01", "behavior.days_since_incident",
         NULL, "0"},
        {"of a category", HERE "incident 2024-09-02 FIGHT\nincident 2024-09-20 LATE\n",
         "2024-10-01", "behavior.days_since_incident", "categories=major", "29"},
        {"last year's too", HERE "incident 2024-06-01 FIGHT\n", "2024-10-01",
         "behavior.days_since_incident", NULL, "122"},
        {"none", HERE "declare incidents\n", "2024-10-01", "behavior.days_since_incident", NULL,
         "? no incident"},
        {"none chosen", HERE "incident 2024-09-20 LATE\n", "2024-10-01",
         "behavior.days_since_incident", "categories=major", "? no incident"},
        {"no table", HERE, "2024-10-01", "behavior.days_since_incident", NULL,
         "? the table incidents was not given"},
    };
    ASK_ALL(rows);
}

Test(behavior, each_row_and_no_rows)
{
#define AWAY "student 09 HS\ndeclare enrollments\ndeclare incidents\n"
    static const asked rows[] = {
        {"given twice, once", HERE "incident 2024-09-02 LATE\nincident 2024-09-02 LATE\n",
         "2024-10-01", "behavior.incidents", NULL, "1"},
        {"given twice, each", HERE "incident 2024-09-02 LATE\nincident 2024-09-02 LATE\n",
         "2024-10-01", "behavior.incidents", "each", "2"},
        {"rows of one id, each", HERE "incident 2024-09-02 LATE 7\nincident 2024-09-02 FIGHT 7\n",
         "2024-10-01", "behavior.incidents", "each", "2"},
        {"each, in the window",
         HERE "incident 2024-08-20 LATE\nincident 2024-09-02 LATE\nincident 2024-09-02 LATE\n",
         "2024-10-01", "behavior.incidents", "each window=calendar:30", "2"},
        {"each, chosen",
         HERE "incident 2024-09-02 LATE\nincident 2024-09-02 LATE\nincident 2024-09-02 FIGHT\n",
         "2024-10-01", "behavior.incidents", "each categories=major", "1"},
        {"not enrolled: zero", AWAY, "2024-10-01", "behavior.incidents", "zero", "0"},
        {"no table: unknown", HERE, "2024-10-01", "behavior.incidents", "zero",
         "? the table incidents was not given"},
    };
    ASK_ALL(rows);
}
