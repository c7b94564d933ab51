#include "school.h"
#include <criterion/criterion.h>

#define HERE "student 09 HS\nstay HS 2024-08-19\n"
#define ACTIONS HERE "action 2024-09-02 OSS 3\naction 2024-09-20 ISS 0.5\naction 2024-09-20 DET 0\n"

Test(discipline, actions_and_days)
{
    static const asked rows[] = {
        {"actions", ACTIONS, "2024-10-01", "discipline.actions", NULL, "3"},
        {"suspensions", ACTIONS, "2024-10-01", "discipline.actions", "categories=suspension", "2"},
        {"in the window", ACTIONS, "2024-10-01", "discipline.actions", "window=calendar:12", "2"},
        {"last year's do not count", ACTIONS "action 2024-05-22 OSS 5\n", "2024-10-01",
         "discipline.days", NULL, "3.5"},
        {"days", ACTIONS, "2024-10-01", "discipline.days", NULL, "3.5"},
        {"days of one kind", ACTIONS, "2024-10-01", "discipline.days", "categories=oss", "3"},
        {"days of none", ACTIONS, "2024-09-01", "discipline.days", NULL, "0"},
        {"days not told", ACTIONS "action 2024-09-25 OSS\n", "2024-10-01", "discipline.days", NULL,
         "? an action has no days"},
        {"days not told of another kind", ACTIONS "action 2024-09-25 DET\n", "2024-10-01",
         "discipline.days", "categories=suspension", "3.5"},
        {"none", HERE "declare actions\n", "2024-10-01", "discipline.days", NULL, "0"},
        {"not enrolled", "student 09 HS\ndeclare enrollments\ndeclare actions\n", "2024-10-01",
         "discipline.days", NULL, "? no enrollment in this school year"},
        {"not enrolled", "student 09 HS\ndeclare enrollments\ndeclare actions\n", "2024-10-01",
         "discipline.actions", NULL, "? no enrollment in this school year"},
        {"no table", HERE, "2024-10-01", "discipline.actions", NULL,
         "? the table actions was not given"},
        {"no table", HERE, "2024-10-01", "discipline.days", NULL,
         "? the table actions was not given"},
        {"behind", ACTIONS "feed actions 2024-08-10\n", "2024-10-01", "discipline.days",
         "window=calendar:20", "? actions are complete only through an earlier day"},
    };
    ASK_ALL(rows);
}

Test(discipline, each_row_and_no_rows)
{
#define TWO HERE "action 2024-09-02 OSS 2\naction 2024-09-02 OSS 2\naction 2024-09-03 ISS 0.5\n"
    static const asked rows[] = {
        {"given twice, once", TWO, "2024-10-01", "discipline.days", NULL, "2.5"},
        {"given twice, each", TWO, "2024-10-01", "discipline.days", "each", "4.5"},
        {"given twice, each counted", TWO, "2024-10-01", "discipline.actions", "each", "3"},
        {"one kind", TWO, "2024-10-01", "discipline.days", "each categories=iss", "0.5"},
        {"not enrolled: zero days", "student 09 HS\ndeclare enrollments\ndeclare actions\n",
         "2024-10-01", "discipline.days", "zero", "0"},
        {"not enrolled: zero actions", "student 09 HS\ndeclare enrollments\ndeclare actions\n",
         "2024-10-01", "discipline.actions", "zero", "0"},
        {"no table", HERE, "2024-10-01", "discipline.days", "zero",
         "? the table actions was not given"},
    };
    ASK_ALL(rows);
}
