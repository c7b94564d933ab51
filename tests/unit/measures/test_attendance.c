#include "school.h"
#include <criterion/criterion.h>

/* 34 weeks, 170 days; attendance is told through the last. */
#define HERE "student 09 HS\nstay HS 2024-08-19\n"
#define YEAR "days - 2024-08-19 2025-04-11\n"
#define TOLD "declare attendance\nfeed attendance 2025-04-11\n"
#define BASE HERE YEAR TOLD
#define END "2025-04-11"

Test(attendance, rate_and_days)
{
    static const asked rows[] = {
        {"nothing missed", BASE, END, "attendance.rate", NULL, "1/1"},
        {"nothing missed", BASE, END, "attendance.days_absent", NULL, "0"},
        {"all days", BASE, END, "attendance.days_enrolled", NULL, "170"},
        {"exactly 17 of 170", BASE "marks A 2024-09-02 2024-09-24\n", END, "attendance.rate", NULL,
         "153/170"},
        {"exactly 17 of 170", BASE "marks A 2024-09-02 2024-09-24\n", END, "attendance.days_absent",
         NULL, "17"},
        {"16 of 170", BASE "marks A 2024-09-02 2024-09-23\n", END, "attendance.rate", NULL,
         "154/170"},
        {"half a day by the map", BASE "mark 2024-09-03 HU\n", END, "attendance.days_absent", NULL,
         "0.5"},
        {"half a day by the map", BASE "mark 2024-09-03 HU\n", END, "attendance.rate", NULL,
         "1695/1700"},
        {"the record's portion before the map's", BASE "mark 2024-09-03 HU - 0.25\n", END,
         "attendance.days_absent", NULL, "0.25"},
        {"twelve halves are six", BASE "marks HE 2024-09-02 2024-09-17\n", END,
         "attendance.days_absent", NULL, "6"},
        {"a portion of nothing is no absence", BASE "mark 2024-09-03 A - 0\n", END,
         "attendance.days_absent", NULL, "0"},
        {"late entry, 6 of 60",
         "student 09 HS\nstay HS 2025-01-20\n" YEAR TOLD "marks A 2025-02-03 2025-02-10\n", END,
         "attendance.rate", NULL, "54/60"},
        {"tardy and present are not absent",
         BASE "mark 2024-09-03 T\nmark 2024-09-04 P\nmark 2024-09-05 ACT\n", END,
         "attendance.days_absent", NULL, "0"},
        {"a weekend mark does not count", BASE "mark 2024-09-07 A\n", END, "attendance.days_absent",
         NULL, "0"},
        {"a mark before the year does not count", BASE "mark 2024-05-20 A\n", END,
         "attendance.days_absent", NULL, "0"},
        {"a mark before entry does not count",
         "student 09 HS\nstay HS 2024-09-04\n" YEAR TOLD "mark 2024-09-03 A\nmark 2024-09-04 A\n",
         END, "attendance.days_absent", NULL, "1"},
        {"a mark on the last day counts, one after it not",
         "student 09 HS\nstay HS 2024-08-19 2024-10-04\n" YEAR TOLD
         "mark 2024-10-04 A\nmark 2024-10-07 A\n",
         END, "attendance.days_absent", NULL, "1"},
        {"the as-of date is included", BASE "mark 2024-09-03 A\nmark 2024-09-04 A\n", "2024-09-03",
         "attendance.rate", NULL, "11/12"},
        {"no table", HERE YEAR, END, "attendance.rate", NULL,
         "? the table attendance was not given"},
        {"no table", HERE YEAR, END, "attendance.days_absent", NULL,
         "? the table attendance was not given"},
        {"no table, but days can be counted", HERE YEAR, END, "attendance.days_enrolled", NULL,
         "170"},
        {"no table, no calendar", HERE, END, "attendance.days_enrolled", NULL,
         "? the table attendance was not given"},
        {"not enrolled", "student 09 HS\ndeclare enrollments\n" YEAR TOLD, END, "attendance.rate",
         NULL, "? no enrolled school day is known"},
        {"not enrolled", "student 09 HS\ndeclare enrollments\n" YEAR TOLD, END,
         "attendance.days_absent", NULL, "? no enrolled school day is known"},
        {"not enrolled", "student 09 HS\ndeclare enrollments\n" YEAR TOLD, END,
         "attendance.days_enrolled", NULL, "0"},
        {"no enrollments table: the student's school", "student 09 HS\n" YEAR TOLD, END,
         "attendance.days_enrolled", NULL, "170"},
        {"an exit after the as-of date is not known yet",
         "student 09 HS\nstay HS 2024-08-19 2024-12-20\n" YEAR TOLD, "2024-08-30",
         "attendance.days_enrolled", NULL, "10"},
    };
    ASK_ALL(rows);
}

Test(attendance, categories)
{
#define MARKS BASE "mark 2024-09-03 U\nmark 2024-09-04 E\nmark 2024-09-05 S\nmark 2024-09-06 A\n"
    static const asked rows[] = {
        {"all absences", MARKS, END, "attendance.days_absent", NULL, "4"},
        {"unexcused", MARKS, END, "attendance.days_absent", "categories=unexcused", "1"},
        {"excused, suspensions too", MARKS, END, "attendance.days_absent", "categories=excused",
         "2"},
        {"any of two", MARKS, END, "attendance.days_absent", "categories=unexcused,suspended", "2"},
        {"all but suspensions", MARKS, END, "attendance.days_absent", "categories=-suspended", "3"},
        {"excused but not suspended", MARKS, END, "attendance.days_absent",
         "categories=excused,-suspended", "1"},
        {"the rate keeps its denominator", MARKS, END, "attendance.rate", "categories=unexcused",
         "169/170"},
        {"and so do the days", MARKS, END, "attendance.days_enrolled", "categories=unexcused",
         "170"},
        {"an unexcused tardy is no absence", BASE "mark 2024-09-03 TU\n", END,
         "attendance.days_absent", "categories=unexcused", "0"},
    };
    ASK_ALL(rows);
}

Test(attendance, two_marks_on_one_day)
{
    static const asked rows[] = {
        {"absent and present", BASE "mark 2024-09-03 P\nmark 2024-09-03 A\n", END,
         "attendance.days_absent", NULL, "1"},
        {"absent and tardy", BASE "mark 2024-09-03 A\nmark 2024-09-03 T\n", END,
         "attendance.days_absent", NULL, "1"},
        {"two whole absences are one day", BASE "mark 2024-09-03 E\nmark 2024-09-03 U\n", END,
         "attendance.days_absent", NULL, "1"},
        {"the unexcused one decides", BASE "mark 2024-09-03 E\nmark 2024-09-03 U\n", END,
         "attendance.days_absent", "categories=unexcused", "1"},
        {"and the excused one counts no more", BASE "mark 2024-09-03 E\nmark 2024-09-03 U\n", END,
         "attendance.days_absent", "categories=excused", "0"},
        {"an unspecified absence outranks an excused one",
         BASE "mark 2024-09-03 E\nmark 2024-09-03 A\n", END, "attendance.days_absent",
         "categories=excused", "0"},
        {"two halves add up", BASE "mark 2024-09-03 HU\nmark 2024-09-03 HE\n", END,
         "attendance.days_absent", NULL, "1"},
        {"each under its own category", BASE "mark 2024-09-03 HU\nmark 2024-09-03 HE\n", END,
         "attendance.days_absent", "categories=excused", "0.5"},
        {"never more than the day",
         BASE "mark 2024-09-03 HU\nmark 2024-09-03 HE\nmark 2024-09-03 Q\n", END,
         "attendance.days_absent", NULL, "1"},
        {"the last to fit is cut", BASE "mark 2024-09-03 HU\nmark 2024-09-03 HE - 0.75\n", END,
         "attendance.days_absent", "categories=excused", "0.5"},
        {"half unexcused beside a whole excused one",
         BASE "mark 2024-09-03 HU\nmark 2024-09-03 E\n", END, "attendance.days_absent", NULL, "1"},
        {"of one code the larger share first",
         BASE "mark 2024-09-03 A - 0.25\nmark 2024-09-03 A - 1\n", END, "attendance.days_absent",
         NULL, "1"},
    };
    ASK_ALL(rows);
}

Test(attendance, codes_that_are_not_mapped)
{
    static const asked rows[] = {
        {"the day leaves the denominator", BASE "mark 2024-09-03 ??\nmark 2024-09-04 A\n", END,
         "attendance.rate", NULL, "168/169"},
        {"and the days enrolled", BASE "mark 2024-09-03 ??\n", END, "attendance.days_enrolled",
         NULL, "169"},
        {"also beside a code that is", BASE "mark 2024-09-03 ??\nmark 2024-09-03 A\n", END,
         "attendance.rate", NULL, "169/169"},
        {"only such days",
         "student 09 HS\nstay HS 2024-08-19 2024-08-20\n" YEAR
         "mark 2024-08-19 ??\nmark 2024-08-20 ??\n",
         END, "attendance.rate", NULL, "? no enrolled school day is known"},
        {"it ends a run", BASE "mark 2024-09-03 A\nmark 2024-09-04 ??\nmark 2024-09-05 A\n", END,
         "attendance.longest_absence", NULL, "1"},
    };
    ASK_ALL(rows);
}

Test(attendance, how_far_it_is_known)
{
    static const asked rows[] = {
        {"through the school's latest row", HERE YEAR "mark 2024-09-03 A\n", END, "attendance.rate",
         NULL, "11/12"},
        {"also another student's",
         HERE YEAR "mark 2024-09-03 A\nstudent S2/09 HS\nstay HS 2024-08-19\nmark 2024-09-06 P\n",
         END, "attendance.rate", NULL, "14/15"},
        {"not another school's",
         HERE YEAR "mark 2024-09-03 A\nstudent S2/09 XX\nstay XX 2024-08-19\nmark 2024-09-06 P\n",
         END, "attendance.rate", NULL, "11/12"},
        {"by feeds", HERE YEAR "feed attendance 2024-08-30 HS\ndeclare attendance\n", END,
         "attendance.days_enrolled", NULL, "10"},
        {"feeds after the as-of date", HERE YEAR "feed attendance 2024-09-30\ndeclare attendance\n",
         "2024-08-30", "attendance.days_enrolled", NULL, "10"},
        {"not at all", HERE YEAR "declare attendance\n", END, "attendance.rate", NULL,
         "? no enrolled school day is known"},
        {"not at all", HERE YEAR "declare attendance\n", END, "attendance.days_enrolled", NULL,
         "0"},
        {"two schools at once: one that tells suffices",
         "student 09 HS\nstay HS 2024-08-19\nstay CTE 2024-08-19\n" YEAR
         "declare attendance\nfeed attendance 2024-08-23 HS\nfeed attendance 2024-08-30 CTE\n",
         END, "attendance.days_enrolled", NULL, "10"},
    };
    ASK_ALL(rows);
}

Test(attendance, several_stays)
{
#define TWO "days HS 2024-08-19 2024-10-25\ndays NORTH 2024-09-02 2024-11-29\n"
#define TWO_TOLD "declare attendance\nfeed attendance 2024-11-29\n"
    static const asked rows[] = {
        {"enrolled twice, a day counts once",
         HERE "stay HS 2024-09-02 2024-09-13\nstay CTE 2024-08-19\n" YEAR TOLD, "2024-09-27",
         "attendance.days_enrolled", NULL, "30"},
        {"re-entry: the gap does not count",
         "student 09 HS\nstay HS 2024-08-19 2024-08-23\nstay HS 2024-09-02 2024-09-06\n" YEAR TOLD,
         END, "attendance.days_enrolled", NULL, "10"},
        {"a transfer: each school by its own calendar",
         "student 09 NORTH\nstay HS 2024-08-19 2024-09-06\nstay NORTH 2024-09-09\n" TWO TWO_TOLD,
         END, "attendance.days_enrolled", NULL, "75"},
        {"absences follow the student",
         "student 09 NORTH\nstay HS 2024-08-19 2024-09-06\nstay NORTH 2024-09-09\n" TWO TWO_TOLD
         "mark 2024-08-20 A\nmark 2024-09-10 A\n",
         END, "attendance.rate", NULL, "73/75"},
        {"a school's own line outranks that of every school",
         HERE YEAR "day HS 2024-08-19\nday HS 2024-08-20 holiday\nday HS 2024-08-21\n" TOLD, END,
         "attendance.days_enrolled", NULL, "169"},
        {"a stay of last year only", "student 09 HS\nstay HS 2023-08-21 2024-05-31\n" YEAR TOLD,
         END, "attendance.days_enrolled", NULL, "0"},
    };
    ASK_ALL(rows);
}

Test(attendance, without_a_calendar)
{
#define WEEK "marks P 2024-08-19 2024-08-21\nmark 2024-08-22 A\nmark 2024-08-23 U\n"
    static const asked rows[] = {
        {"the student's marked days", HERE WEEK, "2024-08-30", "attendance.rate", NULL, "3/5"},
        {"inside the stays", "student 09 HS\nstay HS 2024-08-20\n" WEEK, "2024-08-30",
         "attendance.rate", NULL, "2/4"},
        {"all, without enrollments", "student 09 HS\n" WEEK, "2024-08-30", "attendance.rate", NULL,
         "3/5"},
        {"up to the as-of date", HERE WEEK, "2024-08-22", "attendance.rate", NULL, "3/4"},
        {"exceptions alone", HERE "mark 2024-08-22 A\nmark 2024-08-23 U\n", "2024-08-30",
         "attendance.rate", NULL, "? no calendar, and no mark of presence to count days by"},
        {"exceptions and tardies alone", HERE "mark 2024-08-22 A\nmark 2024-08-23 T\n",
         "2024-08-30", "attendance.days_enrolled", NULL,
         "? no calendar, and no mark of presence to count days by"},
        {"an activity is presence", HERE "mark 2024-08-22 A\nmark 2024-08-23 ACT\n", "2024-08-30",
         "attendance.days_enrolled", NULL, "2"},
        {"a code that is not mapped shows nothing", HERE "mark 2024-08-22 A\nmark 2024-08-23 ??\n",
         "2024-08-30", "attendance.rate", NULL,
         "? no calendar, and no mark of presence to count days by"},
        {"presence last year shows nothing", HERE "mark 2024-05-22 P\nmark 2024-08-23 A\n",
         "2024-08-30", "attendance.rate", NULL,
         "? no calendar, and no mark of presence to count days by"},
        {"a calendar for one school, marks for the other",
         "student 09 HS\nstay HS 2024-08-19 2024-08-23\nstay NORTH 2024-08-26\n"
         "days HS 2024-08-19 2024-08-23\nmark 2024-08-19 A\nmark 2024-08-23 P\nmark 2024-08-26 P\n",
         "2024-08-30", "attendance.rate", NULL, "5/6"},
    };
    ASK_ALL(rows);
}

Test(attendance, periods)
{
#define DAY                                                                                        \
    "student 09 HS\nstay HS 2024-08-19\ndays - 2024-08-19 2024-08-30\nfeed attendance "            \
    "2024-08-30\n"
    static const asked rows[] = {
        {"one of six", DAY "mark 2024-08-20 A 1\n", "2024-08-30", "attendance.days_absent",
         "periods=6", "1/6"},
        {"three of six", DAY "mark 2024-08-20 A 1\nmark 2024-08-20 A 2\nmark 2024-08-20 A 3\n",
         "2024-08-30", "attendance.days_absent", "periods=6", "0.5"},
        {"thirds are exact", DAY "mark 2024-08-20 A 1\nmark 2024-08-21 A 1\nmark 2024-08-22 A 1\n",
         "2024-08-30", "attendance.days_absent", "periods=3", "1"},
        {"exactly a tenth of ten days",
         DAY "mark 2024-08-20 A 1\nmark 2024-08-21 A 1\nmark 2024-08-22 A 1\n", "2024-08-30",
         "attendance.rate", "periods=3", "9/10"},
        {"periods_per_day not told, absences alone", DAY "mark 2024-08-20 A 1\n", "2024-08-30",
         "attendance.rate", NULL, "? periods_per_day is not told and only absences are recorded"},
        {"nor do tardies tell", DAY "mark 2024-08-20 A 1\nmark 2024-08-20 T 2\n", "2024-08-30",
         "attendance.rate", NULL, "? periods_per_day is not told and only absences are recorded"},
        {"by the periods marked that day",
         DAY "mark 2024-08-20 A 1\nmark 2024-08-20 P 2\nmark 2024-08-21 A 1\nmark 2024-08-21 P 2\n"
             "mark 2024-08-21 P 3\n",
         "2024-08-30", "attendance.days_absent", NULL, "5/6"},
        {"the day's mark decides over its periods", DAY "mark 2024-08-20 A 1\nmark 2024-08-20 P\n",
         "2024-08-30", "attendance.days_absent", "periods=6", "0"},
        {"of two marks for a period the more severe",
         DAY "mark 2024-08-20 E 1\nmark 2024-08-20 U 1\n", "2024-08-30", "attendance.days_absent",
         "periods=6 categories=excused", "0"},
        {"part of a period", DAY "mark 2024-08-20 A 1 0.5\n", "2024-08-30",
         "attendance.days_absent", "periods=5", "0.1"},
        {"more periods than the day is told to have",
         DAY "mark 2024-08-20 A 1\nmark 2024-08-20 A 2\nmark 2024-08-20 A 3\n", "2024-08-30",
         "attendance.days_absent", "periods=2", "1"},
        {"a period that is not mapped", DAY "mark 2024-08-20 ?? 1\nmark 2024-08-20 A 2\n",
         "2024-08-30", "attendance.rate", "periods=6", "9/9"},
        {"day marks need no periods", DAY "mark 2024-08-20 A\n", "2024-08-30", "attendance.rate",
         NULL, "9/10"},
        {"day marks beside period days", DAY "mark 2024-08-20 HE\nmark 2024-08-21 A 1\n",
         "2024-08-30", "attendance.days_absent", "periods=4", "0.75"},
    };
    ASK_ALL(rows);
}

Test(attendance, parts_of_a_day)
{
#define HALF DAY "mark 2024-08-20 A 1\nmark 2024-08-20 A 2\nmark 2024-08-20 A 3\n"
#define LESS DAY "mark 2024-08-20 A 1\nmark 2024-08-20 A 2\n"
    static const asked rows[] = {
        {"half is a majority", HALF, "2024-08-30", "attendance.days_absent",
         "periods=6 partial=majority", "1"},
        {"less is none", LESS, "2024-08-30", "attendance.days_absent", "periods=6 partial=majority",
         "0"},
        {"any", LESS, "2024-08-30", "attendance.days_absent", "periods=6 partial=any", "1"},
        {"whole: not three of six", HALF, "2024-08-30", "attendance.days_absent",
         "periods=6 partial=whole", "0"},
        {"whole: three of three", HALF, "2024-08-30", "attendance.days_absent",
         "periods=3 partial=whole", "1"},
        {"half a day by its mark", DAY "mark 2024-08-20 HU\n", "2024-08-30",
         "attendance.days_absent", "partial=majority", "1"},
        {"a quarter by its mark", DAY "mark 2024-08-20 Q\n", "2024-08-30", "attendance.days_absent",
         "partial=majority", "0"},
        {"of what is chosen", DAY "mark 2024-08-20 HU\nmark 2024-08-20 HE\n", "2024-08-30",
         "attendance.days_absent", "partial=whole categories=unexcused", "0"},
        {"the rate too", HALF, "2024-08-30", "attendance.rate", "periods=6 partial=any", "9/10"},
    };
    ASK_ALL(rows);
}

Test(attendance, counts_of_marks)
{
    static const asked rows[] = {
        {"tardies are marks, not days",
         DAY "mark 2024-08-20 T 1\nmark 2024-08-20 T 2\nmark 2024-08-21 TU\n", "2024-08-30",
         "attendance.tardies", NULL, "3"},
        {"by category", DAY "mark 2024-08-20 T 1\nmark 2024-08-21 TU\n", "2024-08-30",
         "attendance.tardies", "categories=unexcused", "1"},
        {"also beside an absence", DAY "mark 2024-08-20 T\nmark 2024-08-20 HU\n", "2024-08-30",
         "attendance.tardies", NULL, "1"},
        {"not on a weekend", DAY "mark 2024-08-24 T\n", "2024-08-30", "attendance.tardies", NULL,
         "0"},
        {"in the window", DAY "mark 2024-08-20 T\nmark 2024-08-29 T\n", "2024-08-30",
         "attendance.tardies", "window=last:5", "1"},
        {"none known", "student 09 HS\ndeclare enrollments\n" YEAR TOLD, END, "attendance.tardies",
         NULL, "? no enrolled school day is known"},
        {"periods", DAY "mark 2024-08-20 A 1\nmark 2024-08-20 A 2\nmark 2024-08-21 A 1\n",
         "2024-08-30", "attendance.periods_absent", NULL, "3"},
        {"a period once", DAY "mark 2024-08-20 A 1\nmark 2024-08-20 U 1\n", "2024-08-30",
         "attendance.periods_absent", NULL, "1"},
        {"by the mark that decides", DAY "mark 2024-08-20 E 1\nmark 2024-08-20 U 1\n", "2024-08-30",
         "attendance.periods_absent", "categories=excused", "0"},
        {"a present period is none", DAY "mark 2024-08-20 P 1\nmark 2024-08-20 T 2\n", "2024-08-30",
         "attendance.periods_absent", NULL, "0"},
        {"only day marks", DAY "mark 2024-08-20 A\n", "2024-08-30", "attendance.periods_absent",
         NULL, "? no mark names a period"},
        {"no marks at all", DAY "declare attendance\n", "2024-08-30", "attendance.periods_absent",
         NULL, "0"},
        {"no table", HERE YEAR, END, "attendance.periods_absent", NULL,
         "? the table attendance was not given"},
        {"no table", HERE YEAR, END, "attendance.tardies", NULL,
         "? the table attendance was not given"},
    };
    ASK_ALL(rows);
}

Test(attendance, months_and_runs)
{
    static const asked rows[] = {
        {"most in a month", BASE "marks U 2024-09-30 2024-10-02\nmarks U 2024-11-04 2024-11-07\n",
         END, "attendance.most_absent_in_month", NULL, "4"},
        {"a month's end divides", BASE "marks U 2024-09-27 2024-10-02\n", END,
         "attendance.most_absent_in_month", NULL, "2"},
        {"by category", BASE "marks E 2024-09-02 2024-09-06\nmarks U 2024-10-01 2024-10-02\n", END,
         "attendance.most_absent_in_month", "categories=unexcused", "2"},
        {"in 30 days in a row", BASE "marks U 2024-09-27 2024-10-02\n", END,
         "attendance.most_absent_in_month", "span=30", "4"},
        {"on the first and the thirtieth",
         BASE "mark 2024-09-02 U\nmark 2024-10-01 U\nmark 2024-10-02 U\n", END,
         "attendance.most_absent_in_month", "span=30", "2"},
        {"not on the thirty-first", BASE "mark 2024-09-02 U\nmark 2024-10-02 U\n", END,
         "attendance.most_absent_in_month", "span=30", "1"},
        {"in one day", BASE "marks U 2024-09-27 2024-10-02\n", END,
         "attendance.most_absent_in_month", "span=1", "1"},
        {"halves", BASE "mark 2024-09-03 HU\nmark 2024-09-04 HE\nmark 2024-09-05 HU\n", END,
         "attendance.most_absent_in_month", NULL, "1.5"},
        {"none", BASE, END, "attendance.most_absent_in_month", NULL, "0"},
        {"a run over a weekend", BASE "marks A 2024-09-05 2024-09-10\n", END,
         "attendance.longest_absence", NULL, "4"},
        {"broken by presence",
         BASE "marks A 2024-09-02 2024-09-04\nmarks A 2024-09-06 2024-09-11\n", END,
         "attendance.longest_absence", NULL, "4"},
        {"half a day breaks it", BASE "mark 2024-09-02 A\nmark 2024-09-03 HU\nmark 2024-09-04 A\n",
         END, "attendance.longest_absence", NULL, "1"},
        {"two halves do not",
         BASE "mark 2024-09-02 A\nmark 2024-09-03 HU\nmark 2024-09-03 HE\nmark 2024-09-04 A\n", END,
         "attendance.longest_absence", NULL, "3"},
        {"in the window", BASE "marks A 2024-09-02 2024-09-13\n", END, "attendance.longest_absence",
         "window=2024-09-10..2024-09-30", "4"},
        {"no days", "student 09 HS\ndeclare enrollments\n" YEAR TOLD, END,
         "attendance.longest_absence", NULL, "? no enrolled school day is known"},
        {"no days", "student 09 HS\ndeclare enrollments\n" YEAR TOLD, END,
         "attendance.most_absent_in_month", NULL, "? no enrolled school day is known"},
    };
    ASK_ALL(rows);
}

Test(attendance, change)
{
    static const asked rows[] = {
        {"worse: 15 of 20 after 150 of 150", BASE "marks A 2025-04-07 2025-04-11\n", END,
         "attendance.change", "window=last:20", "-1/4"},
        {"better", BASE "marks A 2024-08-19 2024-09-20\n", END, "attendance.change",
         "window=last:20", "1/6"},
        {"the same", BASE, END, "attendance.change", "window=last:20", "0/1"},
        {"nothing before the year to date", BASE, END, "attendance.change", NULL,
         "? no enrolled school day is known before the window"},
        {"fewer days than asked for", BASE, "2024-08-23", "attendance.change", "window=last:20",
         "? no enrolled school day is known before the window"},
        {"no days in the window", BASE, END, "attendance.change", "window=2024-09-07..2024-09-08",
         "? no enrolled school day is known"},
    };
    ASK_ALL(rows);
}

Test(attendance, no_map_of_codes)
{
    small_school school;
    ontrack_value value;
    school_open(&school, BASE "mark 2024-09-03 A\n", END, NULL);
    free(school.meanings.of[ONTRACK_CODES_ATTENDANCE]);
    school.meanings.of[ONTRACK_CODES_ATTENDANCE] = NULL;
    const ontrack_measure *rate =
        ontrack_catalogue_find(school.catalogue, ontrack_text_of("attendance.rate"));
    const ontrack_measure *days =
        ontrack_catalogue_find(school.catalogue, ontrack_text_of("attendance.days_enrolled"));
    cr_assert_eq(rate->compute(NULL, &school.question, &value), ONTRACK_OK);
    cr_expect_eq(value.kind, ONTRACK_KIND_UNKNOWN);
    cr_expect_str_eq(value.text.data, "the rule set maps no attendance codes");
    cr_assert_eq(days->compute(NULL, &school.question, &value), ONTRACK_OK);
    cr_expect_eq(value.number, 1700000);
    school_close(&school);
}

Test(attendance, without_rows)
{
#define AWAY "student 09 HS\ndeclare enrollments\n" YEAR TOLD
    static const asked rows[] = {
        {"not enrolled: unknown", AWAY, END, "attendance.days_absent", NULL,
         "? no enrolled school day is known"},
        {"not enrolled: zero", AWAY, END, "attendance.days_absent", "zero", "0"},
        {"not enrolled: no tardies", AWAY, END, "attendance.tardies", "zero", "0"},
        {"not enrolled: no run", AWAY, END, "attendance.longest_absence", "zero", "0"},
        {"not enrolled: no month", AWAY, END, "attendance.most_absent_in_month", "zero", "0"},
        {"not enrolled: no periods", AWAY, END, "attendance.periods_absent", "zero", "0"},
        {"enrolled, and the days are not known", HERE YEAR "declare attendance\n", END,
         "attendance.days_absent", "zero", "? no enrolled school day is known"},
        {"no table", HERE YEAR, END, "attendance.days_absent", "zero",
         "? the table attendance was not given"},
    };
    ASK_ALL(rows);
}
