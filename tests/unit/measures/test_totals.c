#include "school.h"
#include <criterion/criterion.h>

#define HERE "student 09 HS\nstay HS 2024-08-19\n"
#define END "2025-04-11"

Test(totals, answers)
{
#define TOTALS HERE "total 2025-04-11 170 17 5.5 12\n"
    static const asked rows[] = {
        {"rate", TOTALS, END, "attendance.rate", NULL, "153/170"},
        {"enrolled", TOTALS, END, "attendance.days_enrolled", NULL, "170"},
        {"absent", TOTALS, END, "attendance.days_absent", NULL, "17"},
        {"absent by name", TOTALS, END, "attendance.days_absent", "categories=absent", "17"},
        {"unexcused", TOTALS, END, "attendance.days_absent", "categories=unexcused", "5.5"},
        {"unexcused rate", TOTALS, END, "attendance.rate", "categories=unexcused", "1645/1700"},
        {"tardies", TOTALS, END, "attendance.tardies", NULL, "12"},
        {"tardies by name", TOTALS, END, "attendance.tardies", "categories=tardy", "12"},
        {"the latest by the as-of date",
         HERE "total 2024-10-01 30 3\ntotal 2024-12-01 70 10\ntotal 2025-03-01 140 12\n",
         "2024-12-31", "attendance.days_absent", NULL, "10"},
        {"marks, where given, come first", TOTALS "declare attendance\n", END,
         "attendance.days_absent", NULL, "? no calendar, and no mark of presence to count days by"},
    };
    ASK_ALL(rows);
}

Test(totals, what_they_cannot_tell)
{
    static const asked rows[] = {
        {"excused", TOTALS, END, "attendance.days_absent", "categories=excused",
         "? attendance totals do not tell these categories"},
        {"two categories", TOTALS, END, "attendance.days_absent", "categories=unexcused,excused",
         "? attendance totals do not tell these categories"},
        {"exceptions", TOTALS, END, "attendance.days_absent", "categories=-suspended",
         "? attendance totals do not tell these categories"},
        {"unexcused not told", HERE "total 2025-04-11 170 17\n", END, "attendance.days_absent",
         "categories=unexcused", "? attendance totals do not tell these categories"},
        {"tardies not told", HERE "total 2025-04-11 170 17\n", END, "attendance.tardies", NULL,
         "? attendance totals do not tell these categories"},
        {"a window", TOTALS, END, "attendance.rate", "window=calendar:30",
         "? attendance totals only answer for the year to date"},
        {"a window", TOTALS, END, "attendance.days_enrolled", "window=calendar:30",
         "? attendance totals only answer for the year to date"},
        {"parts of days", TOTALS, END, "attendance.rate", "partial=any",
         "? attendance totals do not tell days or their parts"},
        {"last year's", HERE "total 2024-05-30 170 17\n", END, "attendance.rate", NULL,
         "? no attendance totals for this school year"},
        {"none yet", TOTALS, "2025-04-10", "attendance.rate", NULL,
         "? no attendance totals for this school year"},
        {"two of one day", HERE "total 2025-04-11 170 17\ntotal 2025-04-11 170 18\n", END,
         "attendance.rate", NULL, "? attendance totals of one day disagree"},
        {"more absent than enrolled", HERE "total 2025-04-11 17 170\n", END, "attendance.rate",
         NULL, "? attendance totals hold more days absent than enrolled"},
        {"no days", HERE "total 2025-04-11 0 0\n", END, "attendance.rate", NULL,
         "? no enrolled school day is known"},
        {"months", TOTALS, END, "attendance.most_absent_in_month", NULL,
         "? the table attendance was not given"},
    };
    ASK_ALL(rows);
}
