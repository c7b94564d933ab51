#include "school.h"
#include <criterion/criterion.h>

#define HS "student 09 HS\n"
#define END "2025-04-11"

Test(transitions, school_changes)
{
    static const asked rows[] = {
        {"one school", HS "stay HS 2024-08-19\n", END, "transitions.school_changes", NULL, "0"},
        {"one change", HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-07\n", END,
         "transitions.school_changes", NULL, "1"},
        {"there and back",
         HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-07 2024-11-01\nstay HS 2024-11-04\n",
         END, "transitions.school_changes", NULL, "2"},
        {"re-entry is no change", HS "stay HS 2024-08-19 2024-10-04\nstay HS 2024-12-02\n", END,
         "transitions.school_changes", NULL, "0"},
        {"stays of one school that adjoin are one",
         HS "stay HS 2024-08-19 2024-10-04\nstay HS 2024-10-05 2024-11-01\nstay NORTH 2024-11-04\n",
         END, "transitions.school_changes", NULL, "1"},
        {"stays of one school that overlap are one",
         HS "stay HS 2024-08-19 2024-12-20\nstay NORTH 2024-09-02 2024-09-30\nstay HS 2024-10-01\n",
         END, "transitions.school_changes", NULL, "1"},
        {"also around another's entry",
         HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-09-09\nstay HS 2024-10-05\n", END,
         "transitions.school_changes", NULL, "1"},
        {"an exit that was never told", HS "stay HS 2024-08-19\nstay NORTH 2024-10-07\n", END,
         "transitions.school_changes", NULL, "1"},
        {"over the summer", HS "stay MIDDLE 2023-08-21 2024-05-31\nstay HS 2024-08-19\n", END,
         "transitions.school_changes", NULL, "0"},
        {"from a stay that reaches into the year",
         HS "stay MIDDLE 2023-08-21 2024-07-01\nstay HS 2024-08-19\n", END,
         "transitions.school_changes", NULL, "1"},
        {"not known yet", HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-07\n", "2024-10-06",
         "transitions.school_changes", NULL, "0"},
        {"known", HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-07\n", "2024-10-07",
         "transitions.school_changes", NULL, "1"},
        {"entry before the window", HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-07\n",
         END, "transitions.school_changes", "window=2024-10-08..2024-12-31", "0"},
        {"a gap of ten days", HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-15\n", END,
         "transitions.school_changes", "gap=10", "1"},
        {"of eleven asked for", HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-15\n", END,
         "transitions.school_changes", "gap=11", "0"},
        {"no gap when stays overlap", HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-01\n",
         END, "transitions.school_changes", "gap=1", "0"},
        {"no stay", HS "declare enrollments\n", END, "transitions.school_changes", NULL,
         "? no enrollment by the as-of date"},
        {"no table", HS, END, "transitions.school_changes", NULL,
         "? the table enrollments was not given"},
    };
    ASK_ALL(rows);
}

Test(transitions, schools)
{
    static const asked rows[] = {
        {"there and back are two",
         HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-07 2024-11-01\nstay HS 2024-11-04\n",
         END, "transitions.schools", NULL, "2"},
        {"last year's does not count", HS "stay MIDDLE 2023-08-21 2024-05-31\nstay HS 2024-08-19\n",
         END, "transitions.schools", NULL, "1"},
        {"in the window",
         HS
         "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-07 2024-11-01\nstay SOUTH 2024-11-04\n",
         END, "transitions.schools", "window=2024-10-05..2024-11-03", "1"},
        {"the last day of a stay",
         HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-07 2024-11-01\n", END,
         "transitions.schools", "window=2024-10-04..2024-11-03", "2"},
        {"no table", HS, END, "transitions.schools", NULL, "? the table enrollments was not given"},
    };
    ASK_ALL(rows);
}

Test(transitions, days_not_enrolled)
{
    static const asked rows[] = {
        {"none", HS "stay HS 2024-08-19\n", END, "transitions.days_not_enrolled", NULL, "0"},
        {"a gap", HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-15\n", END,
         "transitions.days_not_enrolled", NULL, "10"},
        {"two gaps",
         HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-07 2024-11-01\nstay HS 2024-11-04\n",
         END, "transitions.days_not_enrolled", NULL, "4"},
        {"gone", HS "stay HS 2024-08-19 2025-04-01\n", END, "transitions.days_not_enrolled", NULL,
         "10"},
        {"the days before the first entry do not count",
         HS "stay MIDDLE 2023-08-21 2024-05-31\nstay HS 2024-08-19\n", END,
         "transitions.days_not_enrolled", NULL, "0"},
        {"a stay inside another",
         HS "stay HS 2024-08-19 2024-12-20\nstay CTE 2024-09-02 2024-10-01\n", "2024-12-22",
         "transitions.days_not_enrolled", NULL, "2"},
        {"in the window", HS "stay HS 2024-08-19 2024-10-04\nstay NORTH 2024-10-15\n", END,
         "transitions.days_not_enrolled", "window=2024-10-10..2024-10-31", "5"},
        {"a window before the first entry", HS "stay HS 2024-08-19\n", END,
         "transitions.days_not_enrolled", "window=2024-07-10..2024-07-31", "0"},
        {"a stay from last year on", HS "stay HS 2023-08-21\n", END,
         "transitions.days_not_enrolled", NULL, "0"},
        {"only last year", HS "stay HS 2023-08-21 2024-05-31\n", END,
         "transitions.days_not_enrolled", NULL, "? no enrollment in this school year"},
    };
    ASK_ALL(rows);
}

Test(transitions, entry_delay)
{
#define YEAR "days - 2024-08-19 2025-04-11\n"
    static const asked rows[] = {
        {"on the first day", HS YEAR "stay HS 2024-08-19\n", END, "transitions.entry_delay", NULL,
         "0"},
        {"a week late", HS YEAR "stay HS 2024-08-26\n", END, "transitions.entry_delay", NULL, "5"},
        {"before the year", HS YEAR "stay HS 2023-08-21\n", END, "transitions.entry_delay", NULL,
         "0"},
        {"the first school's calendar",
         HS "days X 2024-08-19 2025-04-11\ndays HS 2024-08-22 2025-04-11\n"
            "stay HS 2024-08-26 2024-09-06\nstay X 2024-09-09\n",
         END, "transitions.entry_delay", NULL, "2"},
        {"the window's part", HS YEAR "stay HS 2024-08-26\n", END, "transitions.entry_delay",
         "window=first:10", "0"},
        {"no calendar", HS "stay HS 2024-08-26\n", END, "transitions.entry_delay", NULL,
         "? no calendar"},
        {"last year's calendar",
         HS "days X 2024-08-19 2025-04-11\ndays HS 2023-08-21 2024-05-31\nstay HS 2024-08-26\n",
         END, "transitions.entry_delay", NULL, "? no calendar"},
        {"only last year", HS YEAR "stay HS 2023-08-21 2024-05-31\n", END,
         "transitions.entry_delay", NULL, "? no enrollment in this school year"},
    };
    ASK_ALL(rows);
}

Test(transitions, events)
{
    static const asked rows[] = {
        {"events", HS "stay HS 2024-08-19\ntransition 2024-09-02 HOME\ntransition 2024-09-02 EL\n",
         END, "transitions.events", NULL, "2"},
        {"chosen", HS "stay HS 2024-08-19\ntransition 2024-09-02 HOME\ntransition 2024-09-02 EL\n",
         END, "transitions.events", "categories=housing", "1"},
        {"none", HS "stay HS 2024-08-19\ndeclare transitions\n", END, "transitions.events", NULL,
         "0"},
        {"no table", HS "stay HS 2024-08-19\n", END, "transitions.events", NULL,
         "? the table transitions was not given"},
        {"behind", HS "stay HS 2024-08-19\ntransition 2024-09-02 EL\nfeed transitions 2024-06-01\n",
         END, "transitions.events", NULL, "? transitions are complete only through an earlier day"},
    };
    ASK_ALL(rows);
}

Test(transitions, without_rows)
{
    static const asked rows[] = {
        {"no stay: unknown", HS "declare enrollments\n", END, "transitions.school_changes", NULL,
         "? no enrollment by the as-of date"},
        {"no stay: zero", HS "declare enrollments\n", END, "transitions.school_changes", "zero",
         "0"},
        {"no school", HS "declare enrollments\n", END, "transitions.schools", "zero", "0"},
        {"no table", HS, END, "transitions.school_changes", "zero",
         "? the table enrollments was not given"},
        {"no events", HS "declare enrollments\ndeclare transitions\n", END, "transitions.events",
         "zero", "0"},
    };
    ASK_ALL(rows);
}
