#include "school.h"
#include <criterion/criterion.h>

#define HERE                                                                                       \
    "student 09 HS\nstay HS 2024-08-19\nterm S1 semester 2024-08-19 2024-12-20\n"                  \
    "term S2 semester 2025-01-06 2025-05-30\n"
#define RESULTS HERE "grade ELA S1 0.5 0.5 69\ngrade MATH S1 0.5 0.5 65\ngrade PE S1 0.5 0 59.5\n"

Test(numeric_marks, average)
{
    static const asked rows[] = {
        {"of results", RESULTS, "2025-01-03", "credits.mark_average", NULL, "64.5"},
        {"of a subject", RESULTS, "2025-01-03", "credits.mark_average", "subjects=pe", "59.5"},
        {"of two subjects", RESULTS, "2025-01-03", "credits.mark_average", "subjects=pe,english",
         "64.25"},
        {"exact", HERE "grade A S1 1 1 70\ngrade B S1 1 1 70\ngrade C S1 1 1 72\n", "2025-01-03",
         "credits.mark_average", NULL, "212/3"},
        {"a percent sign", HERE "grade A S1 1 1 70%\n", "2025-01-03", "credits.mark_average", NULL,
         "70"},
        {"not weighted by credits", HERE "grade A S1 3 3 70\ngrade B S1 0.5 0.5 80\n", "2025-01-03",
         "credits.mark_average", NULL, "75"},
        {"of marks so far", HERE "grade A S1 1 - - - 64\n", "2024-10-01", "credits.mark_average",
         NULL, "64"},
        {"a course without a mark so far adds nothing",
         HERE "grade A S1 1 - - - 64\ngrade B S1 1\n", "2024-10-01", "credits.mark_average", NULL,
         "64"},
        {"a hidden result does not show, nor the mark so far beside it",
         HERE "grade A S1 1 1 90 2024-12-20 64\n", "2024-12-19", "credits.mark_average", NULL,
         "? no course has a mark"},
        {"a result before its term's end", HERE "grade A S1 1 1 64\n", "2024-10-01",
         "credits.mark_average", NULL, "? no course has a mark"},
        {"where results stand as recorded", HERE "grade A S1 1 1 64\n", "2024-10-01",
         "credits.mark_average", "recorded", "64"},
        {"no rows chosen", RESULTS, "2025-01-03", "credits.mark_average", "terms=summer",
         "? no course has a mark"},
        {"a letter is no number", RESULTS "grade X S1 0.5 0.5 B\n", "2025-01-03",
         "credits.mark_average", NULL, "? a mark is no number"},
        {"unless it is not asked about", RESULTS "grade X S1 0.5 0.5 B\n", "2025-01-03",
         "credits.mark_average", "subjects=pe", "59.5"},
        {"nor is a negative number", HERE "grade A S1 1 1 -5\n", "2025-01-03",
         "credits.mark_average", NULL, "? a mark is no number"},
        {"nor a percent sign alone", HERE "grade A S1 1 1 %\n", "2025-01-03",
         "credits.mark_average", NULL, "? a mark is no number"},
        {"withdrawn adds nothing", RESULTS "grade X S1 0.5 - W\n", "2025-01-03",
         "credits.mark_average", NULL, "64.5"},
        {"a result without a mark", RESULTS "grade X S1 0.5 0.5\n", "2025-01-03",
         "credits.mark_average", NULL, "? a result has no mark"},
        {"an incomplete course has its mark so far", HERE "grade A S1 1 0 I - 64\n", "2025-01-03",
         "credits.mark_average", NULL, "64"},
        {"no table", "student 09 HS\n", "2025-01-03", "credits.mark_average", NULL,
         "? the table grades was not given"},
    };
    ASK_ALL(rows);
}

/* A course that goes on has one mark, the latest. */
Test(numeric_marks, the_latest_of_a_course)
{
#define TWICE HERE "grade ELA S1 0.5 0 55\ngrade ELA S2 0.5 - - - 80\n"
    static const asked rows[] = {
        {"the first", TWICE, "2025-01-03", "credits.mark_lowest", NULL, "55"},
        {"then the second", TWICE, "2025-01-06", "credits.mark_lowest", NULL, "80"},
        {"the first until the second has a mark", HERE "grade ELA S1 0.5 0 55\ngrade ELA S2 0.5\n",
         "2025-02-03", "credits.mark_lowest", NULL, "55"},
        {"two courses are two", HERE "grade E1 S1 0.5 0 55\ngrade E2 S2 0.5 - - - 80\n",
         "2025-02-03", "credits.mark_lowest", NULL, "55"},
        {"of chosen terms", TWICE, "2025-02-03", "credits.mark_lowest", "terms=first", "55"},
        {"not of last year", HERE "grade A - 1 1 40 2024-05-30\ngrade B S1 1 1 70\n", "2025-01-03",
         "credits.mark_lowest", NULL, "70"},
        {"unless asked for", HERE "grade A - 1 1 40 2024-05-30\ngrade B S1 1 1 70\n", "2025-01-03",
         "credits.mark_lowest", "prior", "40"},
        {"none", HERE "declare grades\n", "2025-01-03", "credits.mark_lowest", NULL,
         "? no course has a mark"},
        {"a letter", HERE "grade A S1 1 1 B\n", "2025-01-03", "credits.mark_lowest", NULL,
         "? a mark is no number"},
        {"zero", HERE "grade A S1 1 0 0\n", "2025-01-03", "credits.mark_lowest", NULL, "0"},
    };
    ASK_ALL(rows);
}

Test(numeric_marks, within_bounds)
{
    static const asked rows[] = {
        {"below", RESULTS, "2025-01-03", "credits.marks_within", "below=65", "1"},
        {"at most", RESULTS, "2025-01-03", "credits.marks_within", "at_most=65", "2"},
        {"above", RESULTS, "2025-01-03", "credits.marks_within", "above=65", "1"},
        {"at least", RESULTS, "2025-01-03", "credits.marks_within", "at_least=65", "2"},
        {"between, both left out", RESULTS, "2025-01-03", "credits.marks_within",
         "above=59.5 below=69", "1"},
        {"between, both included", RESULTS, "2025-01-03", "credits.marks_within",
         "at_least=59.5 at_most=69", "3"},
        {"by subject", RESULTS, "2025-01-03", "credits.marks_within", "below=65 subjects=english",
         "0"},
        {"no bounds", RESULTS, "2025-01-03", "credits.marks_within", NULL,
         "? neither above, at_least, at_most nor below is told"},
        {"no table", "student 09 HS\n", "2025-01-03", "credits.marks_within", "below=65",
         "? the table grades was not given"},
    };
    ASK_ALL(rows);
}
