#include "school.h"
#include <criterion/criterion.h>

/* Each window is seen by the marks or incidents it holds: one on each of the first days of months.
 */
#define HERE "student 09 HS\nstay HS 2024-08-19\n"
#define YEAR "days - 2024-08-19 2025-04-11\n"
#define TOLD "declare attendance\nfeed attendance 2025-04-11\n"
#define TERMS                                                                                      \
    "term S1 semester 2024-08-19 2024-12-20\nterm S2 semester 2025-01-06 2025-05-30\n"             \
    "term Q1 quarter 2024-08-19 2024-10-18\nterm Q2 quarter 2024-10-21 2024-12-20\n"               \
    "term Y year 2024-08-19 2025-05-30\nterm SUM summer 2025-06-02 2025-07-18\n"
#define EVENTS                                                                                     \
    "incident 2024-08-20 LATE\nincident 2024-10-18 LATE\nincident 2024-10-21 LATE\n"               \
    "incident 2024-12-20 LATE\nincident 2025-01-06 LATE\nincident 2025-04-11 LATE\n"
#define ALL HERE YEAR TOLD TERMS EVENTS

Test(window, kinds)
{
    static const asked rows[] = {
        {"year to date", ALL, "2025-04-11", "behavior.incidents", NULL, "6"},
        {"year to date is cut", ALL, "2024-10-20", "behavior.incidents", NULL, "2"},
        {"not last year's", ALL "incident 2024-05-21 FIGHT\n", "2024-10-20", "behavior.incidents",
         NULL, "2"},
        {"the current term is the shortest", ALL, "2024-12-20", "behavior.incidents", "window=term",
         "2"},
        {"first day of a term", ALL, "2024-10-21", "behavior.incidents", "window=term", "1"},
        {"a semester before the year", ALL, "2025-02-01", "behavior.incidents", "window=term", "1"},
        {"between terms the year holds", ALL, "2024-12-25", "behavior.incidents", "window=term",
         "4"},
        {"no term holds", ALL, "2025-05-31", "behavior.incidents", "window=term",
         "? no term holds the as-of date"},
        {"summer, when nothing else holds", ALL "incident 2025-06-05 LATE\n", "2025-06-20",
         "behavior.incidents", "window=term", "1"},
        {"a school's own term", ALL "term X trimester 2025-02-01 2025-04-11 HS\n", "2025-04-11",
         "behavior.incidents", "window=term", "1"},
        {"not another school's", ALL "term X trimester 2025-02-01 2025-04-11 NORTH\n", "2025-04-11",
         "behavior.incidents", "window=term", "2"},
        {"by name", ALL, "2025-04-11", "behavior.incidents", "window=term:S1", "4"},
        {"by name, cut", ALL, "2024-10-20", "behavior.incidents", "window=term:S1", "2"},
        {"by name, not begun", ALL, "2024-10-20", "behavior.incidents", "window=term:S2",
         "? the window has not begun"},
        {"by name, none", ALL, "2024-10-20", "behavior.incidents", "window=term:S9",
         "? no such term this school year"},
        {"by name, last year's", HERE EVENTS YEAR "term S1 semester 2023-08-19 2023-12-20\n",
         "2024-10-20", "behavior.incidents", "window=term:S1", "? no such term this school year"},
        {"no terms", HERE EVENTS, "2024-10-20", "behavior.incidents", "window=term",
         "? the table terms was not given"},
        {"no terms", HERE EVENTS, "2024-10-20", "behavior.incidents", "window=term:S1",
         "? the table terms was not given"},
        {"first two school days", ALL, "2025-04-11", "behavior.incidents", "window=first:2", "1"},
        {"first school day", ALL, "2025-04-11", "behavior.incidents", "window=first:1", "0"},
        {"more than there are", ALL, "2024-10-20", "behavior.incidents", "window=first:500", "2"},
        {"all there are end the window", ALL "incident 2025-04-12 LATE\n", "2025-04-12",
         "behavior.incidents", "window=first:170", "6"},
        {"last school day", ALL, "2025-04-11", "behavior.incidents", "window=last:1", "1"},
        {"over a weekend", ALL, "2024-10-21", "behavior.incidents", "window=last:2", "2"},
        {"more than there are", ALL, "2024-10-20", "behavior.incidents", "window=last:500", "2"},
        {"last known days", HERE YEAR EVENTS "declare attendance\nfeed attendance 2024-10-18\n",
         "2024-10-21", "behavior.incidents", "window=last:1", "2"},
        {"without attendance all days are known", HERE YEAR EVENTS, "2024-10-21",
         "behavior.incidents", "window=last:1", "1"},
        {"first days are the student's own", "student 09 HS\nstay HS 2024-10-21\n" YEAR TOLD EVENTS,
         "2025-04-11", "behavior.incidents", "window=first:20", "1"},
        {"no calendar", HERE EVENTS, "2024-10-21", "behavior.incidents", "window=last:2",
         "? no calendar"},
        {"no school days", HERE YEAR EVENTS, "2024-08-18", "behavior.incidents", "window=last:2",
         "? no enrolled school day is known"},
        {"calendar days", ALL, "2024-10-21", "behavior.incidents", "window=calendar:4", "2"},
        {"calendar days", ALL, "2024-10-21", "behavior.incidents", "window=calendar:3", "1"},
        {"calendar days over the year's start", ALL "incident 2024-06-30 FIGHT\n", "2024-08-20",
         "behavior.incidents", "window=calendar:60", "2"},
        {"from and to, included", ALL, "2025-04-11", "behavior.incidents",
         "window=2024-10-18..2024-12-20", "3"},
        {"from and to, cut", ALL, "2024-10-20", "behavior.incidents",
         "window=2024-10-18..2024-12-20", "1"},
        {"not begun", ALL, "2024-10-17", "behavior.incidents", "window=2024-10-18..2024-12-20",
         "? the window has not begun"},
    };
    ASK_ALL(rows);
}

Test(window, attendance_looks_at_this_school_year)
{
    static const asked rows[] = {
        {"last twenty days", ALL "mark 2025-03-14 A\nmark 2025-03-17 A\n", "2025-04-11",
         "attendance.rate", "window=last:20", "19/20"},
        {"first twenty days", ALL "mark 2024-09-13 A\nmark 2024-09-16 A\n", "2025-04-11",
         "attendance.rate", "window=first:20", "19/20"},
        {"a term", ALL "mark 2024-10-18 A\nmark 2024-10-21 A\n", "2025-04-11",
         "attendance.days_absent", "window=term:Q1", "1"},
        {"a window of last year", ALL, "2025-04-11", "attendance.rate",
         "window=2023-10-01..2023-10-31", "? no enrolled school day is known"},
    };
    ASK_ALL(rows);
}
