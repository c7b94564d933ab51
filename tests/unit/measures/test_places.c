#include "school.h"

#include "base/text.h"
#include <criterion/criterion.h>
#include <stdio.h>

#define HERE                                                                                       \
    "student 09 HS\nstay HS 2024-08-19\nterm S1 semester 2024-08-19 2024-12-20\n"                  \
    "term S2 semester 2025-01-06 2025-05-30\nterm SUM summer 2025-06-02 2025-07-18\n"              \
    "term OLD semester 2024-01-08 2024-05-31\nterm OLD1 semester 2023-08-19 2023-12-20\n"
#define FAILED HERE "grade ENG S1 0.5 0 F - - ELA\ngrade ENG S2 0.5 0.5 C - - ELA\n"
#define SUMMER FAILED "grade ENG SUM 0.5 0.5 B - - ELA\n"
#define AFTER "2025-07-20"

Test(places, parts_of_a_year)
{
    static const asked rows[] = {
        {"each counts", FAILED, AFTER, "credits.attempted", NULL, "1"},
        {"each earns", HERE "grade ENG S1 0.5 0.5 A\ngrade ENG S2 0.5 0.5 A\n", AFTER,
         "credits.earned", NULL, "1"},
    };
    ASK_ALL(rows);
}

Test(places, summer)
{
    static const asked rows[] = {
        {"takes the failed part's place", SUMMER, AFTER, "credits.attempted", NULL, "1"},
        {"and earns it", SUMMER, AFTER, "credits.earned", NULL, "1"},
        {"the failure stays", SUMMER, AFTER, "credits.failures", NULL, "1"},
        {"unless it is erased", SUMMER, AFTER, "credits.failures", "erase", "0"},
        {"its points stand", SUMMER, AFTER, "credits.gpa", NULL, "5/2"},
        {"failed again is two failures", FAILED "grade ENG SUM 0.5 0 F - - ELA\n", AFTER,
         "credits.failures", NULL, "2"},
        {"which nothing erases", FAILED "grade ENG SUM 0.5 0 F - - ELA\n", AFTER,
         "credits.failures", "erase", "2"},
        {"and one attempt", FAILED "grade ENG SUM 0.5 0 F - - ELA\n", AFTER, "credits.attempted",
         NULL, "1"},
        {"of a course that was passed counts nothing",
         HERE "grade ENG S1 0.5 0.5 C\ngrade ENG SUM 0.5 0.5 A\n", AFTER, "credits.earned", NULL,
         "0.5"},
        {"nor its failure", HERE "grade ENG S1 0.5 0.5 C\ngrade ENG SUM 0.5 0 F\n", AFTER,
         "credits.failures", NULL, "0"},
        {"without any part counts itself", HERE "grade ART SUM 0.5 0.5 A\n", AFTER,
         "credits.earned", NULL, "0.5"},
        {"two repeats take two places",
         HERE "grade ENG S1 0.5 0 F\ngrade ENG S2 0.5 0 F\ngrade ENG SUM 0.5 0.5 C\n"
              "term SU2 summer 2025-07-01 2025-07-18\ngrade ENG SU2 0.5 0.5 C\n",
         AFTER, "credits.earned", NULL, "1"},
        {"in progress: within reach", SUMMER, "2025-06-15", "credits.attainable", NULL, "1"},
        {"in progress: the failure still counts", SUMMER, "2025-06-15", "credits.failures", "erase",
         "1"},
        {"in progress: the part stays attempted", SUMMER, "2025-06-15", "credits.attempted", NULL,
         "1"},
        {"in progress, one for each part",
         HERE "grade ENG S1 0.5 0 F\ngrade ENG S2 0.5 0 F\ngrade ENG SUM 0.5\n"
              "term SU2 summer 2025-06-02 2025-07-18\ngrade ENG SU2 0.25\n",
         "2025-06-15", "credits.in_progress", NULL, "0.75"},
        {"in progress, no more than there are parts",
         HERE "grade ENG S1 0.5 0 F\ngrade ENG SUM 0.5\n"
              "term SU2 summer 2025-06-02 2025-07-18\ngrade ENG SU2 0.5\n",
         "2025-06-15", "credits.in_progress", NULL, "0.5"},
        {"in progress, of a course that was passed",
         HERE "grade ENG S1 0.5 0.5 C\ngrade ENG SUM 0.5 0.5 A\n", "2025-06-15",
         "credits.attainable", NULL, "0.5"},
        {"in progress, of a course left incomplete: once",
         HERE "grade ENG S1 0.5 0 I\ngrade ENG SUM 0.5 0.5 A\n", "2025-06-15",
         "credits.in_progress", NULL, "0.5"},
        {"of a course that was dropped", HERE "grade ENG S1 0.5 0 W\ngrade ENG SUM 0.5 0.5 A\n",
         AFTER, "credits.earned", NULL, "0.5"},
        {"dropped itself", FAILED "grade ENG SUM 0.5 0 W\n", AFTER, "credits.attempted", NULL, "1"},
        {"narrowed away, it takes no place", SUMMER, AFTER, "credits.earned", "terms=semester",
         "0.5"},
        {"of a result that is not understood",
         HERE "grade ENG S1 0.5 - ??\ngrade ENG SUM 0.5 0.5 A\n", AFTER, "credits.earned", NULL,
         "? a mark is not mapped"},
    };
    ASK_ALL(rows);
}

Test(places, later_years)
{
    static const asked rows[] = {
        {"a course failed before", HERE "grade ENG OLD 0.5 0 F\ngrade ENG S1 0.5 0.5 C\n", AFTER,
         "credits.attempted", "prior", "0.5"},
        {"is passed now", HERE "grade ENG OLD 0.5 0 F\ngrade ENG S1 0.5 0.5 C\n", AFTER,
         "credits.earned", "prior", "0.5"},
        {"passed before, it counts once", HERE "grade ENG OLD 0.5 0.5 C\ngrade ENG S1 0.5 0.5 A\n",
         AFTER, "credits.earned", "prior", "0.5"},
        {"this year alone, it counts", HERE "grade ENG OLD 0.5 0.5 C\ngrade ENG S1 0.5 0.5 A\n",
         AFTER, "credits.earned", NULL, "0.5"},
        {"the earliest part that failed first",
         HERE "grade ENG OLD1 0.5 0.5 C\ngrade ENG OLD 0.5 0 F\ngrade ENG S1 0.5 0.5 A\n", AFTER,
         "credits.earned", "prior", "1"},
        {"failures of both years",
         HERE "grade ENG OLD1 0.5 0 F\ngrade ENG OLD 0.5 0 F\ngrade ENG S1 0.5 0.5 A\n", AFTER,
         "credits.failures", "prior", "2"},
        {"one made good",
         HERE "grade ENG OLD1 0.5 0 F\ngrade ENG OLD 0.5 0 F\ngrade ENG S1 0.5 0.5 A\n", AFTER,
         "credits.failures", "prior erase", "1"},
    };
    ASK_ALL(rows);
}

Test(places, recovery)
{
#define RECOVERED FAILED "grade ENG-CR S2 0.5 0.5 P - - ELA\n"
    static const asked rows[] = {
        {"takes the place of the failed course of its subject", RECOVERED, AFTER,
         "credits.attempted", NULL, "1"},
        {"and earns it", RECOVERED, AFTER, "credits.earned", NULL, "1"},
        {"erases its failure", RECOVERED, AFTER, "credits.failures", "erase", "0"},
        {"keeps its failure", RECOVERED, AFTER, "credits.failures", NULL, "1"},
        {"in progress", RECOVERED, "2025-03-01", "credits.in_progress", NULL, "1"},
        {"in progress, each its own", RECOVERED "grade LIT-CR S2 0.5 - - - - ELA\n", "2025-03-01",
         "credits.in_progress", NULL, "1.5"},
        {"not of another subject",
         HERE "grade MAT S1 0.5 0 F - - MATH\ngrade ENG-CR S2 0.5 0.5 P - - ELA\n", AFTER,
         "credits.attempted", NULL, "1"},
        {"not of no subject", HERE "grade MAT S1 0.5 0 F\ngrade ENG-CR S2 0.5 0.5 P\n", AFTER,
         "credits.attempted", NULL, "1"},
        {"not of a later failure",
         HERE "grade ENG-CR S1 0.5 0.5 P - - ELA\ngrade ENG S2 0.5 0 F - - ELA\n", AFTER,
         "credits.attempted", NULL, "1"},
        {"alone it counts itself", HERE "grade ENG-CR S2 0.5 0.5 P - - ELA\n", AFTER,
         "credits.earned", NULL, "0.5"},
    };
    ASK_ALL(rows);
}

/* Where no course repeats another, places are not written down. A repeat that was dropped adds
 * nothing, but has them written: every sum must come out the same. */
Test(places, those_of_single_attempts_need_not_be_written)
{
#define COURSES                                                                                    \
    "grade ENG S1 0.5 0.5 B - - ELA\ngrade ENG S2 0.5 - - - C ELA\ngrade MAT S1 0.5 0 F - - "      \
    "MATH\n"                                                                                       \
    "grade ART S1 0.5 0 I - D\ngrade BIO YR 1 0 F\ngrade GYM S1 0.5 0.5 D - - PE\n"                \
    "grade HIS S1 0.5 - IP\ngrade LAW S1 0.5 0 W\n"
#define UNCLEAR COURSES "grade ODD S1 0.5 - Z\ngrade TBD S1 0.5 0 - - ??\ngrade X S1 0.5 - ??\n"
#define DROPPED "grade ZZZ SUM 0.5 0 W 2025-06-01\n"
    static const char *const names[] = {
        "attempted", "earned", "in_progress", "projected", "attainable", "behind",
        "needed",    "pace",   "failures",    "failed",    "low_marks",  "gpa",
    };
    static const char *const options[] = {
        "required=6 marks=d",
        "required=6 marks=d,f subjects=core erase",
        "required=6 marks=f prior",
        "required=6 marks=d subjects=-pe by=semester",
        "required=6 marks=d terms=first zero",
    };
    static const char *const records[][2] = {{HERE COURSES, HERE COURSES DROPPED},
                                             {HERE UNCLEAR, HERE UNCLEAR DROPPED}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        for (size_t k = 0; k < 2; k++) {
            small_school alone, written;
            school_open(&alone, records[k][0], "2025-06-02", options[i]);
            school_open(&written, records[k][1], "2025-06-02", options[i]);
            for (size_t name = 0; name < sizeof names / sizeof *names; name++) {
                char full[40];
                ontrack_value a, b;
                snprintf(full, sizeof full, "credits.%s", names[name]);
                const ontrack_measure *measure =
                    ontrack_catalogue_find(alone.catalogue, ontrack_text_of(full));
                cr_assert_eq(measure->compute(NULL, &alone.question, &a), ONTRACK_OK);
                cr_assert_eq(measure->compute(NULL, &written.question, &b), ONTRACK_OK);
                cr_expect(ontrack__text_equal(a.text, b.text) && a.kind == b.kind &&
                              a.number == b.number && a.denominator == b.denominator,
                          "%s, %s, records %zu", full, options[i], k);
            }
            school_close(&alone);
            school_close(&written);
        }
}
