/* How the dataset keeps a student's marks is seen by no measure: the commonest mark as bits,
 * plainly present or not, or every mark as it came. */
#include "school.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { ROUNDS = 150, TEXT = 12000 };

static uint32_t seed;

static uint32_t below(uint32_t limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

static void put(char *text, const char *format, const char *a, const char *b, const char *c)
{
    const size_t at = strlen(text);
    snprintf(text + at, TEXT - at, format, a, b, c);
}

/* A day of the school year from 2024-08-01 on. */
static const char *day(uint32_t index, char out[ONTRACK_DATE_SIZE])
{
    ontrack_date first = 0;
    ontrack_date_make(2024, 8, 1, &first);
    ontrack_date_format(first + (ontrack_date)index, out);
    return out;
}

/* A student with one to three stays, at schools with a calendar or without, and marks of any sort.
 */
static void tell_student(char *text)
{
    static const char *const codes[] = {"A", "U", "E",  "S", "HU",  "HE",
                                        "Q", "T", "TU", "P", "ACT", "X"};
    static const char *const schools[] = {"HS", "NORTH", "FAR"};
    char from[ONTRACK_DATE_SIZE], to[ONTRACK_DATE_SIZE];
    put(text, "student 09 %s\n%s%s", "HS", "", "");
    for (uint32_t i = 0, at = below(40); i < 1 + below(3); i++, at += 20 + below(60))
        put(text, "stay %s %s %s\n", schools[below(i == 0 ? 2 : 3)], day(at, from),
            below(2) ? "-" : day(at + 10 + below(90), to));
    if (below(4) > 0) put(text, "marks P %s %s\n%s", day(below(30), from), day(200, to), "");
    for (uint32_t i = 0; i < below(40); i++)
        put(text, below(6) == 0 ? "mark %s %s 2%s\n" : "mark %s %s%s\n", day(below(250), from),
            codes[below(12)], "");
}

/* Others, too few for any mark to be kept as bits. */
static void tell_few(char *text, const char *code)
{
    static const char *const names[] = {"T1", "T2", "T3", "T4"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        put(text, "student %s/09 HS\nstay HS 2024-08-01%s%s\n", names[i], "", "");
        put(text, "marks %s 2024-08-01 2025-04-11%s%s\n", code, "", "");
    }
}

/* So many that their mark, the commonest, is kept as bits. */
static void tell_many(char *text, const char *code)
{
    for (int i = 0; i < 30; i++) {
        char name[16];
        snprintf(name, sizeof name, "T%02d", i);
        put(text, "student %s/09 HS\nstay HS 2024-08-01%s%s\n", name, "", "");
        put(text, "marks %s 2024-08-01 2025-04-11%s%s\n", code, "", "");
    }
}

/* Answers of S1 to every measure of attendance, in a row. */
static void ask_everything(const char *records, const char *as_of, char *out, size_t size)
{
    static const char *const options[] = {NULL,
                                          "categories=unexcused",
                                          "window=last:20",
                                          "window=first:15",
                                          "window=calendar:60",
                                          "periods=6",
                                          "partial=any",
                                          "categories=-excused"};
    size_t at = 0;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        small_school school;
        school_open(&school, records, as_of, options[i]);
        for (size_t m = 0; m < ontrack_catalogue_count(school.catalogue); m++) {
            const ontrack_measure *measure = ontrack_catalogue_at(school.catalogue, m);
            char text[ONTRACK_VALUE_SIZE + 200];
            ontrack_value value;
            if (strncmp(measure->name, "attendance.", 11) != 0) continue;
            cr_assert_eq(measure->compute(NULL, &school.question, &value), ONTRACK_OK);
            ontrack_value_format(&value, 9, text, sizeof text);
            at += (size_t)snprintf(out + at, size - at, "%s %s: %s\n", measure->name,
                                   options[i] == NULL ? "" : options[i], text);
            cr_assert_lt(at, size);
        }
        school_close(&school);
    }
}

/* Start of the first line in which two texts differ; their end when they do not. */
static size_t common_start(const char *a, const char *b)
{
    size_t line = 0, at = 0;
    for (; a[at] != '\0' && a[at] == b[at]; at++)
        if (a[at] == '\n') line = at + 1;
    return a[at] == b[at] ? at : line;
}

typedef void tell(char *text, const char *code);

/* Students of any sort, beside others whose commonest mark is one or another. */
static void hold_beside(tell *others, uint32_t rounds)
{
    static char student[TEXT], records[2 * TEXT], first[20000], other[20000];
    static const char *const common[] = {"P", "A", "T", "X"};
    size_t known = 0;
    for (uint32_t round = 0; round < rounds; round++) {
        char as_of[ONTRACK_DATE_SIZE];
        seed = round;
        student[0] = '\0';
        tell_student(student);
        if (below(4) > 0) put(student, "days HS 2024-08-05 2025-04-11%s%s%s\n", "", "", "");
        if (below(2) > 0) put(student, "days NORTH 2024-08-19 2025-03-14%s%s%s\n", "", "", "");
        day(60 + below(190), as_of);
        for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
            snprintf(records, sizeof records, "%s", student);
            others(records, common[i]);
            ask_everything(records, as_of, i == 0 ? first : other, sizeof first);
            const size_t same = common_start(first, i == 0 ? first : other);
            cr_assert(i == 0 || first[same] == '\0', "seed %u, %s commonest: %.60s, not %.60s\n%s",
                      (unsigned)round, common[i], other + same, first + same, student);
        }
        known += strstr(first, "attendance.rate : 0.") != NULL;
    }
    cr_expect_gt(known, (size_t)rounds / 3, "hardly anything was known: %zu", known);
}

Test(year_marks, how_they_are_kept_is_not_seen)
{
    hold_beside(tell_few, ROUNDS);
    hold_beside(tell_many, ROUNDS / 15);
}

/* Where each day bears one mark, and none of them is unmapped, all are settled by their kinds
 * alone, else day by day. A mark of presence beside one of the whole day takes the long way and
 * says no more; so does an unmapped one, which is left out of every other round. */
Test(year_marks, a_day_of_one_mark_is_settled_like_any_other)
{
    static const char *const codes[] = {"A", "U", "E", "S", "HU", "HE", "Q", "T", "TU", "P", "X"};
    static char alone[TEXT], beside[TEXT], expected[20000], answers[20000];
    for (uint32_t round = 0; round < ROUNDS; round++) {
        seed = round;
        snprintf(alone, sizeof alone,
                 "student 09 HS\nstay HS 2024-08-05\n"
                 "days HS 2024-08-05 2025-04-11\n");
        snprintf(beside, sizeof beside, "%s", alone);
        for (uint32_t at = below(9); at < 180; at += 1 + below(9)) {
            char date[ONTRACK_DATE_SIZE];
            const char *code = codes[below(sizeof codes / sizeof *codes - round % 2)];
            put(alone, "mark %s %s%s\n", day(at, date), code, "");
            put(beside, "mark %s %s\nmark %s ACT\n", date, code, date);
        }
        put(alone, "mark %s ACT%s%s\n", "2025-04-01", "", "");
        put(beside, "mark %s ACT%s%s\n", "2025-04-01", "", "");
        ask_everything(alone, "2025-04-02", expected, sizeof expected);
        ask_everything(beside, "2025-04-02", answers, sizeof answers);
        const size_t same = common_start(answers, expected);
        cr_assert(answers[same] == '\0', "seed %u: %.60s, not %.60s\n%s", (unsigned)round,
                  answers + same, expected + same, alone);
    }
}

/* Days of the commonest mark, an absence, lie between those of other marks, or bear one, too. */
Test(year_marks, the_commonest_mark_may_be_an_absence)
{
    static const char *const codes[] = {"U", "E", "S", "HU", "HE", "T", "TU", "P"};
    static char student[TEXT], records[2 * TEXT], present[20000], absent[20000];
    for (uint32_t round = 0; round < ROUNDS / 10; round++) {
        seed = round;
        snprintf(student, sizeof student,
                 "student 09 HS\nstay HS 2024-08-05\n"
                 "days HS 2024-08-05 2025-04-11\n");
        for (uint32_t at = below(9); at < 180; at += 1 + below(9)) {
            char date[ONTRACK_DATE_SIZE];
            const bool twice = round % 2 == 0 && below(4) == 0;
            if (twice || below(2) == 0) put(student, "mark %s A%s%s\n", day(at, date), "", "");
            if (twice || below(2) == 0)
                put(student, "mark %s %s%s\n", day(at, date), codes[below(8)], "");
        }
        for (int kept = 0; kept < 2; kept++) {
            snprintf(records, sizeof records, "%s", student);
            tell_many(records, kept == 0 ? "P" : "A");
            ask_everything(records, "2025-04-02", kept == 0 ? present : absent, sizeof present);
        }
        const size_t same = common_start(absent, present);
        cr_assert(absent[same] == '\0', "seed %u: %.60s, not %.60s\n%s", (unsigned)round,
                  absent + same, present + same, student);
    }
}
