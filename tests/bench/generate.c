/* Writes a district of any size as a data folder, the same bytes for the same size: what the
 * benchmarks read. A small district is the beginning of a larger one, student by student.
 * usage: bench_generate STUDENTS FOLDER [daily|bydate|exceptions|quoted]
 *
 * As exports have it there are a byte-order mark and CRLF (students), quoted names and titles, line
 * breaks inside quotes (incidents), students without any row, rows of last year (attendance and
 * incidents) and rows of students who are not listed (attendance). */
#define _POSIX_C_SOURCE 200809L

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PER_SCHOOL = 400, MOST_DAYS = 200, COURSES = 6 };

typedef enum shape { DAILY, BY_DATE, EXCEPTIONS, QUOTED } shape;

typedef struct district {
    const char *folder;
    int64_t students;
    shape shape;
    char days[MOST_DAYS][11];
    int day_count;
} district;

/* ---- chance ---- */

/* A number for each question about each student: nothing hangs on the order of asking. */
static uint64_t chance(int64_t student, uint64_t about)
{
    uint64_t x = (uint64_t)student * 0x9E3779B97F4A7C15u + about * 0xD1B54A32D192ED03u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

static bool happens(int64_t student, uint64_t about, unsigned of_thousand)
{
    return chance(student, about) % 1000 < of_thousand;
}

/* ---- days ---- */

static void add_month(district *d, int year, int month, int first, int last, int weekday)
{
    for (int day = first; day <= last && d->day_count < MOST_DAYS; day++, weekday++)
        if (weekday % 7 < 5)
            snprintf(d->days[d->day_count++], sizeof d->days[0], "%04d-%02d-%02d", year, month,
                     day);
}

/* Monday is 0. Breaks are left out by month. */
static void make_calendar(district *d)
{
    static const struct {
        int year, month, first, last, weekday;
    } months[] = {
        {2024, 8, 19, 31, 0}, {2024, 9, 3, 30, 1}, {2024, 10, 1, 31, 1}, {2024, 11, 1, 22, 4},
        {2024, 12, 2, 20, 0}, {2025, 1, 6, 31, 0}, {2025, 2, 3, 28, 0},  {2025, 3, 3, 14, 0},
        {2025, 3, 24, 31, 0}, {2025, 4, 1, 30, 1}, {2025, 5, 1, 30, 3},
    };
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        add_month(d, months[i].year, months[i].month, months[i].first, months[i].last,
                  months[i].weekday);
}

/* ---- files ---- */

static FILE *begin(const district *d, const char *table, const char *header)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.csv", d->folder, table);
    FILE *out = fopen(path, "wb");
    if (out == NULL) {
        perror(path);
        exit(1);
    }
    fputs(header, out);
    return out;
}

static void end(FILE *out)
{
    if (ferror(out) || fclose(out) != 0) {
        fputs("the data could not be written\n", stderr);
        exit(1);
    }
}

static bool is_absent_from_all(int64_t student)
{
    return student % 997 == 996; /* listed, never enrolled */
}

static void write_students(const district *d)
{
    static const char *const names[] = {"Okafor", "Nguyen", "\"Smith, Jr.\"", "Mu\xC3\xB1oz",
                                        "Lee"};
    FILE *out =
        begin(d, "students",
              "\xEF\xBB\xBFstudent_id,grade_level,school_id,last_name,first_name,counselor\r\n");
    for (int64_t i = 0; i < d->students; i++)
        fprintf(out, "S%07" PRId64 ",9,HS%03" PRId64 ",%s,Student%" PRIu64 ",C%" PRIu64 "\r\n", i,
                i / PER_SCHOOL, names[chance(i, 1) % 5], chance(i, 2) % 500, chance(i, 3) % 40);
    end(out);
}

static void write_stay(FILE *out, int64_t student, int64_t school, const char *entry,
                       const char *exit)
{
    fprintf(out, "S%07" PRId64 ",HS%03" PRId64 ",%s,%s\n", student, school, entry, exit);
}

/* Some come from another school in autumn, and some of these go away for a while. */
static void write_enrollments(const district *d)
{
    FILE *out = begin(d, "enrollments", "student_id,school_id,entry_date,exit_date\n");
    for (int64_t i = 0; i < d->students; i++) {
        const int64_t school = i / PER_SCHOOL;
        const bool comes = happens(i, 4, 30), leaves = comes && happens(i, 12, 400);
        if (is_absent_from_all(i)) continue;
        if (comes) write_stay(out, i, 999, "2024-08-19", "2024-10-04");
        write_stay(out, i, school, comes ? "2024-10-07" : "2024-08-19", leaves ? "2025-01-31" : "");
        if (leaves) write_stay(out, i, 998, "2025-02-01", "");
    }
    end(out);
}

static void write_calendar(const district *d)
{
    FILE *out = begin(d, "calendar", "date,school_id\n");
    for (int day = 0; day < d->day_count; day++)
        fprintf(out, "%s,\n", d->days[day]);
    end(out);
    out = begin(d, "feeds", "table,through_date\n");
    fprintf(out, "attendance,%s\n", d->days[d->day_count - 1]);
    end(out);
    out = begin(d, "terms", "term,start_date,end_date,kind\n");
    fputs("S1,2024-08-19,2024-12-20,semester\nS2,2025-01-06,2025-05-30,semester\n", out);
    end(out);
}

/* The mark of a student's day; NULL for none. */
static const char *mark_of(const district *d, int64_t student, int day)
{
    static const char *const others[] = {"UA", "EA", "MED", "HU", "T", "T", "ACT", "SUS"};
    const uint64_t about = 1000 + (uint64_t)day;
    const unsigned often = 30 + (unsigned)(chance(student, 5) % 180); /* of a thousand days */
    if (is_absent_from_all(student)) return NULL;
    if (happens(student, about, often)) return others[chance(student, about + 500) % 8];
    return d->shape == EXCEPTIONS ? NULL : "P";
}

static void write_row(const district *d, FILE *out, char list, int64_t student, const char *date,
                      const char *mark)
{
    fprintf(out,
            d->shape == QUOTED ? "\"%c%07" PRId64 "\",\"%s\",\"%s\"\n" : "%c%07" PRId64 ",%s,%s\n",
            list, student, date, mark);
}

static void write_mark(const district *d, FILE *out, int64_t student, int day)
{
    const char *mark = mark_of(d, student, day);
    if (mark != NULL) write_row(d, out, 'S', student, d->days[day], mark);
}

/* Rows that count for nobody: of last year, and of one who is not in students.csv. */
static void write_strays(const district *d, FILE *out, int64_t student)
{
    if (student % 50 != 0) return;
    write_row(d, out, 'S', student, "2024-05-20", "UA");
    write_row(d, out, 'X', student, d->days[0], "UA");
}

static void write_attendance(const district *d)
{
    FILE *out = begin(d, "attendance", "student_id,date,code\n");
    for (int day = 0; d->shape == BY_DATE && day < d->day_count; day++)
        for (int64_t i = 0; i < d->students; i++)
            write_mark(d, out, i, day);
    for (int64_t i = 0; i < d->students; i++) {
        for (int day = 0; d->shape != BY_DATE && day < d->day_count; day++)
            write_mark(d, out, i, day);
        write_strays(d, out, i);
    }
    end(out);
}

static void write_grades(const district *d)
{
    static const char *const courses[COURSES] = {
        "ENG09,\"English, grade 9\",ELA",       "ALG1,Algebra 1,MATH",       "BIO,Biology,SCI",
        "GEO,\"Geography, \"\"world\"\"\",SOC", "PE1,Physical Education,PE", "ART1,Art,ART"};
    static const char *const marks[] = {"A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D", "F"};
    FILE *out = begin(d, "grades",
                      "student_id,course_code,course_title,subject,term,credits_attempted,"
                      "credits_earned,mark,posted_date\n");
    for (int64_t i = 0; i < d->students; i++)
        for (int term = 0; term < 2 && !is_absent_from_all(i); term++)
            for (int course = 0; course < COURSES; course++) {
                const uint64_t luck = chance(i, 2000 + (uint64_t)(term * COURSES + course)) % 20;
                const char *mark = marks[luck < 10 ? luck : luck - 10 > 6 ? 1 : luck - 10];
                fprintf(out, "S%07" PRId64 ",%s,S%d,0.5,%s,%s,%s\n", i, courses[course], term + 1,
                        mark[0] == 'F' ? "0" : "0.5", mark,
                        term == 0 ? "2025-01-03" : "2025-06-02");
            }
    end(out);
}

static void write_incidents(const district *d)
{
    static const char *const codes[] = {"DISRUPT", "FIGHT", "VAPE", "DRESS"};
    FILE *out = begin(d, "incidents", "student_id,date,code,description\n");
    FILE *actions = begin(d, "actions", "student_id,date,code,days\n");
    for (int64_t i = 0; i < d->students; i++) {
        if (is_absent_from_all(i) || !happens(i, 6, 150)) continue;
        const char *day = d->days[chance(i, 7) % (uint64_t)d->day_count];
        fprintf(out, "S%07" PRId64 ",%s,%s,\"seen by\nthe \"\"dean\"\"\"\n", i, day,
                codes[chance(i, 8) % 4]);
        if (happens(i, 9, 400))
            fprintf(actions, "S%07" PRId64 ",%s,%s,%d\n", i, day,
                    happens(i, 10, 500) ? "OSS" : "ISS", 1 + (int)(chance(i, 11) % 3));
    }
    end(out);
    end(actions);
}

int main(int argc, char **argv)
{
    static const char *const shapes[] = {"daily", "bydate", "exceptions", "quoted"};
    static district d;
    d.students = argc > 2 ? strtoll(argv[1], NULL, 10) : 0;
    if (argc > 3)
        while (d.shape < QUOTED && strcmp(argv[3], shapes[d.shape]) != 0)
            d.shape++;
    if (d.students < 1 || d.students > 9999999 ||
        (argc > 3 && strcmp(argv[3], shapes[d.shape]) != 0)) {
        fputs("usage: bench_generate STUDENTS FOLDER [daily|bydate|exceptions|quoted]\n", stderr);
        return 2;
    }
    d.folder = argv[2];
    mkdir(d.folder, 0777);
    make_calendar(&d);
    write_students(&d);
    write_enrollments(&d);
    write_calendar(&d);
    write_attendance(&d);
    write_grades(&d);
    write_incidents(&d);
    return 0;
}
