#include "school.h"
#include <criterion/criterion.h>

#define HERE                                                                                       \
    "student 09 HS\nstay HS 2024-08-19\nterm S1 semester 2024-08-19 2024-12-20\n"                  \
    "term S2 semester 2025-01-06 2025-05-30\nterm SUM summer 2025-06-02 2025-07-18\n"              \
    "term YR year 2024-08-19 2025-05-30\nterm OLD semester 2024-01-08 2024-05-31\n"
/* After the first semester, in the second, after both. */
#define FALL "2024-10-15"
#define WINTER "2024-12-31"
#define SPRING "2025-03-01"
#define END "2025-06-01"

Test(courses, when_a_result_is_known)
{
#define POSTED HERE "grade ENG S1 0.5 0.5 B 2025-01-10\n"
#define AT_TERM_END HERE "grade ENG S1 0.5 0.5 B\n"
    static const asked rows[] = {
        {"the day before it is posted", POSTED, "2025-01-09", "credits.earned", NULL, "0"},
        {"the day it is posted", POSTED, "2025-01-10", "credits.earned", NULL, "0.5"},
        {"until then in progress", POSTED, "2025-01-09", "credits.in_progress", NULL, "0.5"},
        {"then no more", POSTED, "2025-01-10", "credits.in_progress", NULL, "0"},
        {"the day before the term's end", AT_TERM_END, "2024-12-19", "credits.earned", NULL, "0"},
        {"the term's end", AT_TERM_END, "2024-12-20", "credits.earned", NULL, "0.5"},
        {"before the term there is no course", AT_TERM_END, "2024-08-18", "credits.in_progress",
         NULL, "? no course rows"},
        {"on its first day there is", AT_TERM_END, "2024-08-19", "credits.in_progress", NULL,
         "0.5"},
        {"undated: always known", HERE "grade ENG - 0.5 0.5 B\n", FALL, "credits.earned", NULL,
         "0.5"},
        {"a term that nobody knows: always known", HERE "grade ENG T9 0.5 0.5 B\n", FALL,
         "credits.earned", NULL, "0.5"},
        {"posted later, without a term", HERE "grade ENG - 0.5 0.5 B 2025-01-10\n", FALL,
         "credits.in_progress", NULL, "? no course rows"},
        {"no mark and no credits: in progress", HERE "grade ENG S1 0.5\n", FALL,
         "credits.in_progress", NULL, "0.5"},
        {"also after the term's end", HERE "grade ENG S1 0.5\n", WINTER, "credits.in_progress",
         NULL, "0.5"},
        {"also undated", HERE "grade ENG - 0.5\n", FALL, "credits.in_progress", NULL, "0.5"},
        {"not before its term", HERE "grade ENG S2 0.5\ngrade MAT S1 0.5\n", FALL,
         "credits.in_progress", NULL, "0.5"},
        {"a term of the school before",
         "student 09 HS\nstay OLDHS 2024-08-19 2024-10-01\nstay HS 2024-10-02\n"
         "term F1 semester 2024-08-19 2024-12-20 OLDHS\ngrade ENG F1 0.5 0.5 B\n",
         FALL, "credits.earned", NULL, "0"},
    };
    ASK_ALL(rows);
}

Test(courses, what_a_mark_says)
{
    static const asked rows[] = {
        {"credits earned are as they are told", HERE "grade ENG S1 0.5 0.25 B\n", END,
         "credits.earned", NULL, "0.25"},
        {"a passing mark earns what was attempted", HERE "grade ENG S1 0.5 - B\n", END,
         "credits.earned", NULL, "0.5"},
        {"a passing mark that earned nothing", HERE "grade ENG S1 0.5 0 B\n", END, "credits.earned",
         NULL, "0"},
        {"is no failure", HERE "grade ENG S1 0.5 0 B\n", END, "credits.failures", NULL, "0"},
        {"a failing mark earns nothing", HERE "grade ENG S1 0.5 - F\n", END, "credits.earned", NULL,
         "0"},
        {"and was attempted", HERE "grade ENG S1 0.5 - F\n", END, "credits.attempted", NULL, "0.5"},
        {"and is a failure", HERE "grade ENG S1 0.5 0 F\n", END, "credits.failures", NULL, "1"},
        {"also with credits", HERE "grade ENG S1 0.5 0.25 F\n", END, "credits.failures", NULL, "1"},
        {"which count", HERE "grade ENG S1 0.5 0.25 F\n", END, "credits.earned", NULL, "0.25"},
        {"withdrawn: not attempted", HERE "grade ENG S1 0.5 0 W\n", END, "credits.attempted", NULL,
         "0"},
        {"withdrawn: not failed", HERE "grade ENG S1 0.5 0 W\n", END, "credits.failures", NULL,
         "0"},
        {"withdrawn: not open", HERE "grade ENG S1 0.5 0 W\n", END, "credits.attainable", NULL,
         "0"},
        {"incomplete: attempted", HERE "grade ENG S1 0.5 0 I\n", END, "credits.attempted", NULL,
         "0.5"},
        {"incomplete: open", HERE "grade ENG S1 0.5 0 I\n", END, "credits.in_progress", NULL,
         "0.5"},
        {"incomplete: within reach", HERE "grade ENG S1 0.5 0 I\n", END, "credits.attainable", NULL,
         "0.5"},
        {"incomplete: not failed", HERE "grade ENG S1 0.5 0 I\n", END, "credits.failures", NULL,
         "0"},
        {"incomplete: not projected", HERE "grade ENG S1 0.5 0 I\n", END, "credits.projected", NULL,
         "0"},
        {"unless passing so far", HERE "grade ENG S1 0.5 0 I - C\n", END, "credits.projected", NULL,
         "0.5"},
        {"ongoing: no result yet", HERE "grade ENG S1 0.5 0 IP\n", END, "credits.attempted", NULL,
         "0"},
        {"ongoing: in progress", HERE "grade ENG S1 0.5 0 IP\n", END, "credits.in_progress", NULL,
         "0.5"},
        {"credits above zero are earned whatever the mark", HERE "grade ENG S1 0.5 0.5 I\n", END,
         "credits.in_progress", NULL, "0"},
        {"no mark, but credits", HERE "grade ENG S1 0.5 0.5\n", END, "credits.earned", NULL, "0.5"},
        {"no mark, but credits: no failure", HERE "grade ENG S1 0.5 0.5\n", END, "credits.failures",
         NULL, "0"},
        {"no mark, no credits earned", HERE "grade ENG S1 0.5 0\n", END, "credits.earned", NULL,
         "0"},
        {"failed or not", HERE "grade ENG S1 0.5 0\n", END, "credits.failures", NULL,
         "? a result has no mark"},
        {"not mapped, with credits", HERE "grade ENG S1 0.5 0.5 ??\n", END, "credits.earned", NULL,
         "0.5"},
        {"not mapped: failed or not", HERE "grade ENG S1 0.5 0.5 ??\n", END, "credits.failures",
         NULL, "? a mark is not mapped"},
        {"not mapped: no points", HERE "grade ENG S1 0.5 0.5 ??\ngrade MAT S1 0.5 0.5 A\n", END,
         "credits.gpa", NULL, "? a mark is not mapped"},
        {"not mapped, without credits", HERE "grade ENG S1 0.5 - ??\n", END, "credits.earned", NULL,
         "? a mark is not mapped"},
        {"not mapped, without credits", HERE "grade ENG S1 0.5 - ??\n", END, "credits.attempted",
         NULL, "? a mark is not mapped"},
        {"not mapped, without credits", HERE "grade ENG S1 0.5 - ??\n", END, "credits.attainable",
         NULL, "? a mark is not mapped"},
        {"not mapped, but of another subject",
         HERE "grade ENG S1 0.5 - ?? - - ELA\ngrade PE1 S1 0.5 0.5 A - - PE\n", END,
         "credits.earned", "subjects=pe", "0.5"},
        {"mapped to nothing that tells", HERE "grade ENG S1 0.5 - Z\n", END, "credits.earned", NULL,
         "? a mark says neither passing nor failing"},
        {"is no failure", HERE "grade ENG S1 0.5 - Z\n", END, "credits.failures", NULL, "0"},
    };
    ASK_ALL(rows);
}

Test(courses, the_mark_so_far)
{
    static const asked rows[] = {
        {"passing", HERE "grade ENG S1 0.5 - - - C\n", FALL, "credits.projected", NULL, "0.5"},
        {"failing", HERE "grade ENG S1 0.5 - - - F\n", FALL, "credits.projected", NULL, "0"},
        {"none", HERE "grade ENG S1 0.5\n", FALL, "credits.projected", NULL, "0"},
        {"not mapped", HERE "grade ENG S1 0.5 - - - ??\n", FALL, "credits.projected", NULL,
         "? a mark is not mapped"},
        {"not used beside a result that is hidden", HERE "grade ENG S1 0.5 0 F - C\n", FALL,
         "credits.projected", NULL, "0"},
        {"not used beside a result", HERE "grade ENG S1 0.5 0 F - C\n", END, "credits.projected",
         NULL, "0"},
        {"credits of nought that wait for a mark", HERE "grade ENG S1 0.5 0 - - C\n", FALL,
         "credits.projected", NULL, "0.5"},
        {"beside what was earned", HERE "grade ENG S1 0.5 0.5 A\ngrade ENG S2 0.5 - - - C\n",
         SPRING, "credits.projected", NULL, "1"},
        {"no mark so far is a mark yet", HERE "grade ENG S1 0.5 - - - F\n", FALL,
         "credits.failures", NULL, "0"},
    };
    ASK_ALL(rows);
}

Test(courses, one_course_and_term)
{
    static const asked rows[] = {
        {"a double period is one failure",
         HERE "grade ALG S1 0.5 0 F - - MATH\ngrade ALG S1 0.5 0 F - - PE\n", END,
         "credits.failures", NULL, "1"},
        {"and one attempt", HERE "grade ALG S1 0.5 0 F - - MATH\ngrade ALG S1 0.5 0 F - - PE\n",
         END, "credits.attempted", NULL, "0.5"},
        {"a result stands before a course in progress",
         HERE "grade ALG S1 0.5\ngrade ALG S1 0.5 0.5 B 2024-12-20\n", WINTER, "credits.attainable",
         NULL, "0.5"},
        {"the later result stands",
         HERE "grade ALG S1 0.5 0 F 2024-12-20\ngrade ALG S1 0.5 0.5 C 2025-01-15\n", SPRING,
         "credits.earned", NULL, "0.5"},
        {"also when it is worse",
         HERE "grade ALG S1 0.5 0.5 C 2024-12-20\ngrade ALG S1 0.5 0 F 2025-01-15\n", SPRING,
         "credits.earned", NULL, "0"},
        {"not before it is known",
         HERE "grade ALG S1 0.5 0 F 2024-12-20\ngrade ALG S1 0.5 0.5 C 2025-01-15\n", "2025-01-14",
         "credits.earned", NULL, "0"},
        {"a stored result before an undated one",
         HERE "grade ALG S1 0.5 0 F\ngrade ALG S1 0.5 0.5 C 2024-12-20\n", SPRING,
         "credits.failures", NULL, "0"},
        {"else the one that earned more", HERE "grade ALG S1 0.5 0 F\ngrade ALG S1 0.5 0.5 C\n",
         SPRING, "credits.earned", NULL, "0.5"},
        {"else the lesser mark", HERE "grade ALG S1 0.5 0.5 A\ngrade ALG S1 0.5 0.5 C\n", SPRING,
         "credits.gpa", NULL, "4/1"},
        {"dropped and taken up again", HERE "grade ALG S1 0.5 0 W 2024-09-10\ngrade ALG S1 0.5\n",
         FALL, "credits.in_progress", NULL, "0.5"},
        {"a year-long failure by semesters is two",
         HERE "grade ALG S1 0.5 0 F\ngrade ALG S2 0.5 0 F\n", END, "credits.failures", NULL, "2"},
        {"by year it is one", HERE "grade ALG YR 1 0 F\n", END, "credits.failures", NULL, "1"},
        {"and counts two by semester", HERE "grade ALG YR 1 0 F\ngrade ENG S1 0.5 0 F\n", END,
         "credits.failures", "by=semester", "3"},
        {"a year by the map of terms", "student 09 HS\ngrade ALG YR 1 0 F\n", END,
         "credits.failures", "by=semester", "2"},
        {"without terms the posted dates tell apart",
         HERE "grade ALG - 0.5 0 F 2024-12-20\ngrade ALG - 0.5 0.5 C 2025-05-30\n", END,
         "credits.attempted", NULL, "1"},
        {"a term of no known dates, posted and not",
         HERE "grade ALG T9 0.5 0 F 2024-12-20\ngrade ALG T9 0.5 0 F\n", END, "credits.failures",
         NULL, "1"},
    };
    ASK_ALL(rows);
}

Test(courses, prior_years)
{
#define OLD HERE "grade ALG8 OLD 1 1 A\ngrade ENG S1 0.5 0.5 B\n"
    static const asked rows[] = {
        {"not counted", OLD, END, "credits.earned", NULL, "0.5"},
        {"counted when asked for", OLD, END, "credits.earned", "prior", "1.5"},
        {"by the posted date", HERE "grade ALG8 - 1 1 A 2024-06-30\ngrade ENG S1 0.5 0.5 B\n", END,
         "credits.earned", NULL, "0.5"},
        {"on the year's first day", HERE "grade ALG8 - 1 1 A 2024-07-01\n", END, "credits.earned",
         NULL, "1"},
        {"only prior ones", HERE "grade ALG8 OLD 1 1 A\n", END, "credits.earned", NULL,
         "? no course rows"},
        {"only prior ones, asked for", HERE "grade ALG8 OLD 1 1 A\n", END, "credits.earned",
         "prior", "1"},
    };
    ASK_ALL(rows);
}

Test(courses, narrowed)
{
#define MANY                                                                                       \
    HERE "grade ENG S1 0.5 0 F - - ELA\ngrade MAT S1 0.5 0.5 C - - MATH\n"                         \
         "grade GYM S2 0.5 0 F - - PE\ngrade ROBOTICS S2 0.25 0.25 A - - TECH\n"                   \
         "grade PE S1 0.125 0.125 A\n"
    static const asked rows[] = {
        {"all", MANY, END, "credits.attempted", NULL, "1.875"},
        {"by subject", MANY, END, "credits.attempted", "subjects=core", "1"},
        {"by course", MANY, END, "credits.attempted", "courses=core", "0.25"},
        {"by either", MANY, END, "credits.attempted", "subjects=core courses=core", "1.25"},
        {"without a subject its course code is looked up", MANY, END, "credits.attempted",
         "subjects=pe", "0.625"},
        {"all but", MANY, END, "credits.attempted", "subjects=-pe", "1.25"},
        {"core but not English", MANY, END, "credits.failures", "subjects=core,-english", "0"},
        {"by the term's kind", MANY, END, "credits.attempted", "terms=semester", "1.875"},
        {"by the term's category", MANY, END, "credits.attempted", "terms=first", "1.125"},
        {"all terms but", MANY, END, "credits.attempted", "terms=-first", "0.75"},
        {"to nothing", MANY, END, "credits.attempted", "terms=quarter", "0"},
        {"core failures", MANY, END, "credits.failures", "subjects=core", "1"},
    };
    ASK_ALL(rows);
}

Test(courses, none)
{
    static const asked rows[] = {
        {"no rows", HERE "declare grades\n", END, "credits.earned", NULL, "? no course rows"},
        {"no rows", HERE "declare grades\n", END, "credits.failures", NULL, "? no course rows"},
        {"no table", HERE, END, "credits.earned", NULL, "? the table grades was not given"},
        {"no table", HERE, END, "credits.gpa", NULL, "? the table grades was not given"},
    };
    ASK_ALL(rows);
}

Test(courses, each_row)
{
/* A double period, a failed course made good in summer, one that was dropped. */
#define ROWS                                                                                       \
    HERE "grade ENG S1 0.5 0.5 B\ngrade ENG S1 0.5 0.5 B\ngrade MAT S1 0.5 0 F\n"                  \
         "grade MAT SUM 0.5 0.5 C\ngrade ART S2 0.5 0 W\n"
#define SUMMER "2025-06-30"
    static const asked rows[] = {
        {"once: places", ROWS, SUMMER, "credits.attempted", NULL, "1"},
        {"each: all rows but the dropped", ROWS, SUMMER, "credits.attempted", "each", "1.5"},
        {"each: also one row given twice", ROWS, SUMMER, "credits.earned", "each", "1"},
        {"each: what is to come is still open", ROWS, SUMMER, "credits.in_progress", "each", "0.5"},
        {"each: a failure stands beside what made it good", ROWS, SUMMER, "credits.failures",
         "each", "1"},
        {"each: points of every row", ROWS, SUMMER, "credits.gpa", "each", "2/1"},
        {"each: chosen as ever",
         HERE "grade ENG S1 0.5 0.5 B - - ELA\ngrade ENG S1 0.5 0.5 B - - ELA\n"
              "grade GYM S1 0.5 0.5 B - - PE\n",
         END, "credits.earned", "each subjects=english", "1"},
        {"each: two rows of one course and term that differ",
         HERE "grade ENG S1 0.5 0.5 B\ngrade ENG S1 0.5 0 F\n", END, "credits.attempted", "each",
         "1"},
        {"once: one of the two", HERE "grade ENG S1 0.5 0.5 B\ngrade ENG S1 0.5 0 F\n", END,
         "credits.attempted", NULL, "0.5"},
    };
    ASK_ALL(rows);
}

Test(courses, results_as_recorded)
{
    static const asked rows[] = {
        {"before the term's end", AT_TERM_END, FALL, "credits.earned", "recorded", "0.5"},
        {"is no longer open", AT_TERM_END, FALL, "credits.in_progress", "recorded", "0"},
        {"posted: not before that date", POSTED, "2025-01-09", "credits.earned", "recorded", "0"},
        {"posted: on that date", POSTED, "2025-01-10", "credits.earned", "recorded", "0.5"},
        {"without a mark in progress", HERE "grade ENG S1 0.5\n", FALL, "credits.in_progress",
         "recorded", "0.5"},
        {"without a mark not before the term", HERE "grade ENG S2 0.5\ngrade MAT S1 0.5\n", FALL,
         "credits.in_progress", "recorded", "0.5"},
    };
    ASK_ALL(rows);
    /* Notes that serve both readings of results keep them apart. */
    small_school school;
    ontrack_value value;
    school_open(&school, AT_TERM_END, FALL, NULL);
    const ontrack_measure *earned =
        ontrack_catalogue_find(school.catalogue, ontrack_text_of("credits.earned"));
    for (int i = 0; i < 4; i++) {
        school.options.as_recorded = i % 2 == 1;
        cr_assert_eq(earned->compute(NULL, &school.question, &value), ONTRACK_OK);
        cr_expect_eq(value.number, i % 2 == 1 ? 5000 : 0, "question %d", i);
    }
    school_close(&school);
}

Test(courses, rows_out_of_order)
{
    /* S10 is stored before S2 and comes after it: the first part taken is that of S2. */
#define PARTS                                                                                      \
    HERE "term S10 semester 2025-03-01 2025-05-30\n"                                               \
         "grade ENG S10 0.5 0.5 B\ngrade ENG S2 0.5 0 F 2025-02-20\n"
    /* Extra rows of two courses, between rows that count. */
#define EXTRA                                                                                      \
    HERE "grade ART S1 0.5 0 W\ngrade ART S1 0.5 0.5 B\ngrade ENG S1 0.5 0 F\n"                    \
         "grade ENG S1 0.5 0.5 A 2025-01-10\ngrade ENG S2 0.5 0.5 C\ngrade MAT S1 0.5 0.5 D\n"
    static const asked rows[] = {
        {"names in another order than terms", PARTS, END, "credits.attempted", NULL, "1"},
        {"one part failed", PARTS, END, "credits.failures", NULL, "1"},
        {"the last mark is that of the later term",
         HERE "term S10 semester 2025-03-01 2025-05-30\n"
              "grade ENG S10 0.5 0.5 80\ngrade ENG S2 0.5 0.5 70\n",
         END, "credits.mark_average", "recorded", "80"},
        {"extra rows count nothing", EXTRA, END, "credits.attempted", NULL, "2"},
        {"the better row stands", EXTRA, END, "credits.earned", NULL, "2"},
        {"an extra row is no failure", EXTRA, END, "credits.failures", NULL, "0"},
        {"each: all of them but the dropped", EXTRA, END, "credits.attempted", "each", "2.5"},
        {"each: the failure too", EXTRA, END, "credits.failures", "each", "1"},
    };
    ASK_ALL(rows);
}

Test(courses, sums_are_of_one_student)
{
    static const int64_t earned[] = {5000, 10000, 5000};
    static const size_t asked_about[] = {0, 1, 0};
    small_school school;
    ontrack_value value;
    school_open(&school,
                HERE "grade ENG S1 0.5 0.5 B\n"
                     "student T/09 HS\nstay HS 2024-08-19\ngrade ENG S1 1 1 B\n",
                END, NULL);
    const ontrack_measure *measure =
        ontrack_catalogue_find(school.catalogue, ontrack_text_of("credits.earned"));
    for (size_t i = 0; i < sizeof earned / sizeof *earned; i++) {
        school.question.student = ontrack_dataset_at(school.dataset, asked_about[i]);
        cr_assert_eq(ontrack__notes_begin(school.notes, school.question.student), ONTRACK_OK);
        cr_assert_eq(measure->compute(NULL, &school.question, &value), ONTRACK_OK);
        cr_expect_eq(value.number, earned[i], "question %zu: %lld", i, (long long)value.number);
    }
    school_close(&school);
}

/* What is kept from student to student holds for those of the school alone, and a term that only a
 * stay elsewhere knows for its student alone. */
Test(courses, times_are_those_of_the_school)
{
    static const struct {
        const char *label;
        size_t student;
        int64_t earned, in_progress;
    } rows[] = {
        {"the school's term has ended", 0, 5000, 0},
        {"that of another school has not", 1, 0, 5000},
        {"nor that of a school that was left", 2, 0, 5000},
        {"who was not there: a term that nobody knows", 3, 5000, 0},
    };
    static const size_t order[] = {0, 1, 2, 3, 2, 1, 0, 3, 0};
    small_school school;
    ontrack_value value;
    school_open(&school,
                "student A/09 HS\nstay HS 2024-08-19\ngrade ENG S1 0.5 0.5 B\n"
                "student B/09 X\nstay X 2024-08-19\ngrade ENG S1 0.5 0.5 B\n"
                "student C/09 HS\nstay OLD 2024-08-19 2024-10-01\nstay HS 2024-10-02\n"
                "grade ENG F1 0.5 0.5 B\n"
                "student D/09 HS\nstay HS 2024-08-19\ngrade ENG F1 0.5 0.5 B\n"
                "term S1 semester 2024-08-19 2024-12-20 HS\n"
                "term S1 semester 2024-08-19 2025-01-17 X\n"
                "term F1 semester 2024-08-19 2025-01-17 OLD\n",
                WINTER, NULL);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        school.question.student = ontrack_dataset_at(school.dataset, rows[order[i]].student);
        cr_assert_eq(ontrack__notes_begin(school.notes, school.question.student), ONTRACK_OK);
        const char *const names[] = {"credits.earned", "credits.in_progress"};
        const int64_t wanted[] = {rows[order[i]].earned, rows[order[i]].in_progress};
        for (size_t k = 0; k < 2; k++) {
            const ontrack_measure *measure =
                ontrack_catalogue_find(school.catalogue, ontrack_text_of(names[k]));
            cr_assert_eq(measure->compute(NULL, &school.question, &value), ONTRACK_OK);
            cr_expect_eq(value.number, wanted[k], "%s: %s is %lld", rows[order[i]].label, names[k],
                         (long long)value.number);
        }
    }
    school_close(&school);
}

Test(courses, without_rows)
{
    static const asked rows[] = {
        {"unknown", HERE "declare grades\n", END, "credits.earned", NULL, "? no course rows"},
        {"zero", HERE "declare grades\n", END, "credits.earned", "zero", "0"},
        {"zero failures", HERE "declare grades\n", END, "credits.failures", "zero", "0"},
        {"no mean of nothing", HERE "declare grades\n", END, "credits.gpa", "zero",
         "? no result with grade points"},
        {"the table was not given", HERE, END, "credits.earned", "zero",
         "? the table grades was not given"},
    };
    ASK_ALL(rows);
}
