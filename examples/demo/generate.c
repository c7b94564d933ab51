/* ontrack-demo - writes the records of an invented high school, some of them dirty on purpose.
 * The same seed and number give the same bytes on every machine. Every person is invented. */
#include "../ontrack/cli.h"
#include "../ontrack/words.h"
#include "life.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEFAULT_STUDENTS = 400, DEFAULT_SEED = 2026, PATH_SIZE = 4096 };

/* ---- files ---- */

typedef enum demo_file {
    STUDENTS,
    ENROLLMENTS,
    CALENDAR,
    TERMS,
    ATTENDANCE,
    GRADES,
    INCIDENTS,
    ACTIONS,
    TRANSITIONS,
    INTERVENTIONS,
    FEEDS,
    FILE_COUNT
} demo_file;

/* One table came out of another system: with a byte-order mark and CRLF. */
static const struct {
    const char *name, *header;
    bool foreign;
} files[FILE_COUNT] = {
    {"students",
     "student_id,grade_level,school_id,last_name,first_name,birth_date,"
     "first_grade9_year,counselor,feeder_school",
     false},
    {"enrollments", "student_id,school_id,entry_date,exit_date,entry_code,exit_code,grade_level",
     false},
    {"calendar", "date,school_id,day_type,term", false},
    {"terms", "term,start_date,end_date,kind", false},
    {"attendance", "student_id,date,code,portion", false},
    {"grades",
     "Student ID,Course Code,Course Title,Subject,Term,Credits Attempted,Credits Earned,"
     "Mark,Period Mark,Posted Date",
     true},
    {"incidents", "student_id,date,code,incident_id,description", false},
    {"actions", "student_id,date,action,days,incident_id", false},
    {"transitions", "student_id,date,code,description", false},
    {"interventions", "student_id,name,start_date,end_date,indicator,tier", false},
    {"feeds", "table,through_date,school_id", false},
};

typedef struct demo {
    demo_year year;
    FILE *streams[FILE_COUNT];
    const char *folder;
    long attendance_rows, incident_number;
} demo;

static bool open_files(demo *to)
{
    if (mkdir(to->folder, 0777) != 0 && errno != EEXIST) {
        words_system(to->folder, errno);
        return false;
    }
    for (int i = 0; i < FILE_COUNT; i++) {
        char path[PATH_SIZE];
        snprintf(path, sizeof path, "%s/%s.csv", to->folder, files[i].name);
        to->streams[i] = fopen(path, "wb");
        if (to->streams[i] == NULL) {
            words_system(path, errno);
            return false;
        }
        fprintf(to->streams[i], "%s%s%s\n", files[i].foreign ? "\xef\xbb\xbf" : "", files[i].header,
                files[i].foreign ? "\r" : "");
    }
    return true;
}

static bool close_files(demo *to)
{
    bool good = true;
    for (int i = 0; i < FILE_COUNT; i++) {
        if (to->streams[i] == NULL) continue;
        bool bad = ferror(to->streams[i]) != 0;
        bad = fclose(to->streams[i]) != 0 || bad;
        if (bad && good) words_system(files[i].name, errno);
        good = good && !bad;
    }
    return good;
}

/* A row: `pattern` has a letter a cell: i a long, t a text (NULL: empty), d a day of the year (-1:
 * empty), n a decimal in ten-thousandths (-1: empty). */
typedef union cell {
    long i;
    const char *t;
} cell;

static void put_text(FILE *stream, const char *text)
{
    if (text == NULL) return;
    if (strpbrk(text, ",\"\n") == NULL)
        fputs(text, stream);
    else
        fprintf(stream, "\"%s\"", text); /* no text of ours has a quote in it */
}

static void put_day(FILE *stream, long day)
{
    char text[ONTRACK_DATE_SIZE];
    if (day < 0) return;
    ontrack_date_format(demo_date(demo_first_day) + (ontrack_date)day, text);
    fputs(text, stream);
}

static void put_decimal(FILE *stream, long ten_thousandths)
{
    if (ten_thousandths >= 0)
        fprintf(stream, "%ld.%ld", ten_thousandths / 10000, ten_thousandths % 10000 / 1000);
}

static void put_row(const demo *to, demo_file file, const char *pattern, const cell *cells)
{
    FILE *stream = to->streams[file];
    for (size_t i = 0; pattern[i] != '\0'; i++) {
        if (i > 0) fputc(',', stream);
        if (pattern[i] == 'i')
            fprintf(stream, "%ld", cells[i].i);
        else if (pattern[i] == 't')
            put_text(stream, cells[i].t);
        else if (pattern[i] == 'd')
            put_day(stream, cells[i].i);
        else
            put_decimal(stream, cells[i].i);
    }
    fputs(files[file].foreign ? "\r\n" : "\n", stream);
}

/* ---- the school's tables ---- */

static void put_calendar(const demo *to)
{
    int spring = demo_index(demo_date(demo_semester_start));
    for (int day = 0; day < DEMO_DAYS; day++) {
        const demo_day *at = &to->year.days[day];
        if (!at->weekday) continue;
        put_row(to, CALENDAR, "dttt",
                (cell[]){{.i = day},
                         {.t = NULL},
                         {.t = at->reason == NULL ? "instructional" : at->reason},
                         {.t = day < spring ? "S1" : "S2"}});
    }
}

static void put_terms(const demo *to)
{
    fprintf(to->streams[TERMS], "S1,%s,%s,semester\nS2,%s,%s,semester\nYR,%s,%s,year\n",
            demo_first_day, demo_semester_end, demo_semester_start, demo_last_day, demo_first_day,
            demo_last_day);
    fputs("SUM26,2026-06-01,2026-06-26,summer\n", to->streams[TERMS]);
}

/* The online academy has not sent its attendance for a week. */
static void put_feeds(const demo *to)
{
    fputs("attendance,2026-03-13,JHS\nattendance,2026-03-06,JOA\n"
          "incidents,2026-03-13,\ngrades,2026-03-13,\n",
          to->streams[FEEDS]);
}

/* ---- one student's rows ---- */

static void put_student(const demo *to, const life *who)
{
    char birth[ONTRACK_DATE_SIZE];
    ontrack_date_format(who->birth, birth);
    put_row(to, STUDENTS, "itttttitt",
            (cell[]){{.i = who->id},
                     {.t = who->grade == 9 ? "09" : "10"},
                     {.t = who->stays[who->stay_count - 1].school},
                     {.t = who->last_name},
                     {.t = who->first_name},
                     {.t = birth},
                     {.i = who->first_grade9_year},
                     {.t = who->counselor},
                     {.t = who->feeder_school}});
    for (int i = 0; i < who->stay_count; i++) {
        const stay *at = &who->stays[i];
        put_row(to, ENROLLMENTS, "itddttt",
                (cell[]){{.i = who->id},
                         {.t = at->school},
                         {.i = at->entry},
                         {.i = at->exit},
                         {.t = at->entry_code},
                         {.t = at->exit_code},
                         {.t = who->grade == 9 ? "09" : "10"}});
    }
}

/* Every 611th row went out twice. */
static void put_attendance(demo *to, const life *who)
{
    const char *last_online = "2026-03-06";
    for (int day = 0; day <= to->year.as_of_index; day++) {
        const mark *at = &who->marks[day];
        const char *school = who->stays[who->stay_count - 1].school;
        if (at->code == NULL ||
            (strcmp(school, "JOA") == 0 && day > demo_index(demo_date(last_online))))
            continue;
        to->attendance_rows++;
        for (int copies = to->attendance_rows % 611 == 0 ? 2 : 1; copies > 0; copies--)
            put_row(
                to, ATTENDANCE, "idtn",
                (cell[]){{.i = who->id}, {.i = day}, {.t = at->code}, {.i = at->half ? 5000 : -1}});
    }
}

static void put_courses(const demo *to, const life *who)
{
    for (int i = 0; i < who->course_count; i++) {
        const course *at = &who->courses[i];
        put_row(to, GRADES,
                "itttt"
                "nnttt",
                (cell[]){{.i = who->id},
                         {.t = at->code},
                         {.t = at->title},
                         {.t = at->subject},
                         {.t = at->term},
                         {.i = at->credits},
                         {.i = at->mark == NULL ? -1
                               : at->earned     ? at->credits
                                                : 0},
                         {.t = at->mark},
                         {.t = at->period_mark},
                         {.t = at->posted}});
    }
}

static void put_incidents(demo *to, const life *who)
{
    for (int i = 0; i < who->incident_count; i++) {
        const incident *at = &who->incidents[i];
        char number[32];
        snprintf(number, sizeof number, "I25-%04ld", ++to->incident_number);
        put_row(to, INCIDENTS, "idttt",
                (cell[]){{.i = who->id},
                         {.i = at->day},
                         {.t = at->code},
                         {.t = number},
                         {.t = at->description}});
        if (at->action != NULL)
            put_row(to, ACTIONS, "idtnt",
                    (cell[]){{.i = who->id},
                             {.i = at->day},
                             {.t = at->action},
                             {.i = at->half_days == 0 ? -1 : at->half_days * 5000L},
                             {.t = number}});
    }
}

static void put_help(const demo *to, const life *who, const char *name, int start,
                     const char *indicator, const char *tier)
{
    start = demo_next_session(&to->year, start);
    if (start <= to->year.as_of_index && life_enrolled(who, start))
        put_row(to, INTERVENTIONS, "itddtt",
                (cell[]){{.i = who->id},
                         {.t = name},
                         {.i = start},
                         {.i = -1},
                         {.t = indicator},
                         {.t = tier}});
}

/* Two in three of those who need it get help. */
static void put_interventions(const demo *to, const life *who, chance *dice)
{
    if (who->half_days_absent > 24 && chance_permille(dice, 650))
        put_help(to, who, "Attendance contract", chance_from(dice, 60, 190), "attendance", "2");
    if (who->failures > 1 && chance_permille(dice, 650))
        put_help(to, who, "After-school tutoring", chance_from(dice, 152, 175), "credits", "2");
    if (who->incident_count > 2 && chance_permille(dice, 700))
        put_help(to, who, "Check-in with a mentor", chance_from(dice, 80, 200), "behavior", "3");
}

static void put_life(demo *to, const life *who, uint64_t seed)
{
    chance dice = chance_new(seed + 1, (uint64_t)who->id);
    put_student(to, who);
    put_attendance(to, who);
    put_courses(to, who);
    put_incidents(to, who);
    put_interventions(to, who, &dice);
    if (who->transition != NULL && who->transition_day <= to->year.as_of_index &&
        life_enrolled(who, who->transition_day))
        put_row(to, TRANSITIONS, "idtt",
                (cell[]){{.i = who->id},
                         {.i = who->transition_day},
                         {.t = who->transition},
                         {.t = who->transition_text}});
}

/* ---- what real exports have too ---- */

/* Rows typed by hand: days that do not exist, numbers that are none, people nobody knows. The
 * first student's id serves where a known one is needed. */
static void put_dirt(const demo *to, long known)
{
    FILE *attendance = to->streams[ATTENDANCE], *grades = to->streams[GRADES];
    fprintf(attendance, "%ld,2026-02-30,UX,\n%ld,2/11/2026,EX,\n%ld,2026-02-12,UX,1.5\n", known,
            known, known);
    fputs("399001,2025-09-04,UX,\n399001,2025-09-05,UX,\n399002,2025-10-02,EX,0.5\n", attendance);
    fprintf(grades, "%ld,ART-101,Drawing,ART,S2,half,,,B,\r\n", known);
    fputs("399001,ENG-101,English 9,ENG,S1,0.5,0.0,F,,2026-01-09\r\n", grades);
    fprintf(to->streams[INCIDENTS], "%ld,,DISRUPT,,No date was noted\n", known);
}

static bool generate(demo *to, uint64_t seed, int students)
{
    life *who = malloc(sizeof *who);
    long first = 0;
    if (who == NULL) {
        words_say("out of memory");
        return false;
    }
    demo_year_fill(&to->year);
    put_calendar(to);
    put_terms(to);
    put_feeds(to);
    for (int i = 0; i < students; i++) {
        life_invent(who, &to->year, seed, i);
        put_life(to, who, seed);
        first = i == 0 ? who->id : first;
    }
    put_dirt(to, first);
    free(who);
    return true;
}

int main(int argc, char **argv)
{
    static const cli_page page = {"ontrack-demo",
                                  "Writes the records of an invented high school into a folder.",
                                  "The same seed and number of students give the same files.\n"};
    demo to = {0};
    int seed = DEFAULT_SEED, students = DEFAULT_STUDENTS;
    const cli_option options[] = {
        {CLI_PLACE, 0, "DIR", NULL, &to.folder, "folder to write to; it is made when absent"},
        {CLI_NUMBER, 0, "seed", "N", &seed, "another school for each number; 2026 when absent"},
        {CLI_NUMBER, 0, "students", "N", &students, "how many students; 400 when absent"},
        {CLI_END, 0, NULL, NULL, NULL, NULL},
    };
    int status = cli_parse(&page, options, argc, argv);
    if (status != CLI_GO) return status;
    bool done = open_files(&to) && generate(&to, (uint64_t)seed, students);
    return close_files(&to) && done ? CLI_EXIT_DONE : CLI_EXIT_FAILED;
}
