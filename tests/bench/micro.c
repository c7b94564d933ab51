/* Single steps of the library, each over a small fixed input that it makes itself.
 *   bench_micro                every case: nanoseconds an operation, the least of ROUNDS
 *   bench_micro CASE ROUNDS    one case, for a profiler that counts instructions
 *   bench_micro --list         the names of the cases */
#define _POSIX_C_SOURCE 200809L

#include <ontrack/ontrack.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { STUDENTS = 200, DAYS = 170, ROUNDS = 15, ROOM = 4096, IDS = 20000, ID_SIZE = 7 };

/* What the cases work on, made once. */
typedef struct room {
    char *csv; /* attendance as a file */
    size_t csv_size;
    ontrack_dataset *dataset;
    char (*ids)[16];                                    /* IDS of them */
    ontrack_builder *pushed;                            /* waits to be sealed; NULL once it was */
    ontrack_buffer years[STUDENTS], parts[2][STUDENTS]; /* packed, and with some days of them */
    ontrack_buffer merged;
    size_t written; /* so that no output is optimized away */
} room;

static void must(ontrack_status status, const ontrack_error *error)
{
    if (status == ONTRACK_OK) return;
    fprintf(stderr, "bench_micro: %s: %s\n", ontrack_status_text(status), error->message);
    exit(1);
}

/* ---- records ---- */

static ontrack_date day_at(int day)
{
    return 19954 + day / 5 * 7 + day % 5; /* 2024-08-19, a Monday, and the weekdays after it */
}

static const char *code_at(int student, int day)
{
    const int turn = (student * 31 + day * 17) % 97;
    return turn < 4 ? "UA" : turn < 8 ? "EA" : turn < 10 ? "T" : "P";
}

static void id_of(int student, char id[16])
{
    snprintf(id, 16, "S%06d", student);
}

static void push_days(ontrack_builder *builder, int student, int from, int to)
{
    char id[16];
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_attendance_record mark = ONTRACK_ATTENDANCE_RECORD_INIT;
    id_of(student, id);
    mark.student_id = ontrack_text_of(id);
    for (int day = from; day < to; day++) {
        mark.date = day_at(day);
        mark.code = ontrack_text_of(code_at(student, day));
        must(ontrack_builder_add_attendance(builder, &mark, &error), &error);
    }
}

static void push_courses(ontrack_builder *builder, int student)
{
    static const char *const courses[] = {"ENG09", "ALG1", "BIO", "GEO", "PE1", "ART1"};
    static const char *const subjects[] = {"ELA", "MATH", "SCI", "SOC", "PE", "ART"};
    char id[16];
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_grade_record grade = ONTRACK_GRADE_RECORD_INIT;
    id_of(student, id);
    grade.student_id = ontrack_text_of(id);
    grade.credits_attempted = ONTRACK_DECIMAL_ONE / 2;
    for (int course = 0; course < 12; course++) {
        const bool failed = (student + course) % 19 == 0;
        grade.course_code = ontrack_text_of(courses[course % 6]);
        grade.subject = ontrack_text_of(subjects[course % 6]);
        grade.term = ontrack_text_of(course < 6 ? "S1" : "S2");
        grade.mark = ontrack_text_of(failed ? "F" : "B");
        grade.credits_earned = failed ? 0 : ONTRACK_DECIMAL_ONE / 2;
        grade.posted_date = day_at(course < 6 ? 90 : DAYS - 1);
        must(ontrack_builder_add_grade(builder, &grade, &error), &error);
    }
}

static void push_line(ontrack_builder *builder, int student)
{
    char id[16];
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_student_record line = ONTRACK_STUDENT_RECORD_INIT;
    ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    id_of(student, id);
    line.student_id = stay.student_id = ontrack_text_of(id);
    line.grade_level = ontrack_text_of("9");
    line.school_id = stay.school_id = ontrack_text_of("HS");
    stay.entry_date = day_at(0);
    must(ontrack_builder_add_student(builder, &line, &error), &error);
    must(ontrack_builder_add_enrollment(builder, &stay, &error), &error);
}

static void push_school(ontrack_builder *builder)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_calendar_record day = ONTRACK_CALENDAR_RECORD_INIT;
    ontrack_term_record term = ONTRACK_TERM_RECORD_INIT;
    for (int i = 0; i < DAYS; i++) {
        day.date = day_at(i);
        must(ontrack_builder_add_calendar(builder, &day, &error), &error);
    }
    for (int half = 0; half < 2; half++) {
        term.term = ontrack_text_of(half == 0 ? "S1" : "S2");
        term.kind = ontrack_text_of("semester");
        term.start_date = day_at(half * 90);
        term.end_date = day_at(half == 0 ? 89 : DAYS - 1);
        must(ontrack_builder_add_term(builder, &term, &error), &error);
    }
    must(ontrack_builder_declare(builder, ONTRACK_TABLE_INCIDENTS, &error), &error);
    must(ontrack_builder_declare(builder, ONTRACK_TABLE_ACTIONS, &error), &error);
}

static ontrack_dataset *seal(ontrack_builder *builder)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_dataset *dataset = NULL;
    must(ontrack_builder_seal(builder, &dataset, &error), &error);
    ontrack_builder_free(builder);
    return dataset;
}

static ontrack_builder *new_builder(void)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_builder *builder = NULL;
    must(ontrack_builder_new(NULL, &builder, &error), &error);
    return builder;
}

/* A student's days [from, to) and courses as bytes. */
static void pack(ontrack_buffer *out, int student, int from, int to)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_builder *builder = new_builder();
    push_line(builder, student);
    push_days(builder, student, from, to);
    push_courses(builder, student);
    ontrack_dataset *dataset = seal(builder);
    must(ontrack_student_encode(ontrack_dataset_at(dataset, 0), out, &error), &error);
    ontrack_dataset_free(dataset);
}

/* Last ones first, so that sealing has to put them in order. */
static ontrack_builder *push_students(void)
{
    ontrack_builder *builder = new_builder();
    for (int student = STUDENTS - 1; student >= 0; student--) {
        push_line(builder, student);
        push_days(builder, student, 0, DAYS);
        push_courses(builder, student);
    }
    return builder;
}

static void make_ids(room *r)
{
    r->ids = malloc(IDS * sizeof *r->ids);
    if (r->ids == NULL) exit(1);
    for (int i = 0; i < IDS; i++)
        id_of(i, r->ids[i]);
}

static void make_csv(room *r)
{
    r->csv = malloc((size_t)STUDENTS * DAYS * 32);
    if (r->csv == NULL) exit(1);
    r->csv_size = (size_t)sprintf(r->csv, "student_id,date,code\n");
    for (int student = 0; student < STUDENTS; student++)
        for (int day = 0; day < DAYS; day++) {
            char id[16], date[ONTRACK_DATE_SIZE];
            id_of(student, id);
            ontrack_date_format(day_at(day), date);
            r->csv_size += (size_t)sprintf(r->csv + r->csv_size, "%s,%s,%s\n", id, date,
                                           code_at(student, day));
        }
}

static void make_room(room *r)
{
    ontrack_builder *builder = new_builder();
    make_csv(r);
    make_ids(r);
    r->pushed = push_students();
    push_school(builder);
    for (int student = 0; student < STUDENTS; student++) {
        push_line(builder, student);
        push_days(builder, student, 0, DAYS);
        push_courses(builder, student);
    }
    r->dataset = seal(builder);
    for (int student = 0; student < STUDENTS; student++) {
        pack(&r->years[student], student, 0, DAYS);
        pack(&r->parts[0][student], student, 0, DAYS * 2 / 3);
        pack(&r->parts[1][student], student, DAYS / 3, DAYS);
    }
}

/* ---- cases: each answers how many operations it did ---- */

/* What every other case costs before it begins. */
static size_t do_nothing(room *r, const void *with)
{
    (void)r;
    (void)with;
    return 1;
}

static size_t read_csv(room *r, const void *with)
{
    (void)with;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_builder *builder = new_builder();
    ontrack_reader *reader = NULL;
    must(ontrack_reader_new(builder, NULL, &reader, &error), &error);
    must(ontrack_reader_bytes(reader, "attendance", NULL, r->csv, r->csv_size, &error), &error);
    ontrack_reader_free(reader);
    ontrack_builder_free(builder);
    return (size_t)STUDENTS * DAYS;
}

static size_t push_text(room *r, const void *with)
{
    (void)r;
    (void)with;
    ontrack_builder *builder = new_builder();
    for (int student = 0; student < STUDENTS; student++)
        push_days(builder, student, 0, DAYS);
    ontrack_builder_free(builder);
    return (size_t)STUDENTS * DAYS;
}

static size_t push_and_seal(room *r, const void *with)
{
    (void)r;
    (void)with;
    ontrack_dataset_free(seal(push_students()));
    return STUDENTS;
}

static size_t seal_pushed(room *r, const void *with)
{
    (void)with;
    ontrack_dataset_free(seal(r->pushed));
    r->pushed = NULL;
    return STUDENTS;
}

/* New ids, and then each of them again. */
static size_t intern(room *r, const void *with)
{
    (void)with;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_builder *builder = new_builder();
    uint32_t student;
    for (size_t turn = 0; turn < 2; turn++)
        for (size_t i = 0; i < IDS; i++) {
            const ontrack_text id = {r->ids[i * 7 % IDS], ID_SIZE}; /* no two of a row */
            must(ontrack_builder_student(builder, id, &student, &error), &error);
        }
    ontrack_builder_free(builder);
    return (size_t)2 * IDS;
}

static size_t encode(room *r, const void *with)
{
    (void)with;
    ontrack_error error = ONTRACK_ERROR_INIT;
    for (size_t i = 0; i < STUDENTS; i++)
        must(ontrack_student_encode(ontrack_dataset_at(r->dataset, i), &r->merged, &error), &error);
    return STUDENTS;
}

static size_t decode(room *r, const void *with)
{
    (void)with;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_builder *builder = new_builder();
    for (size_t i = 0; i < STUDENTS; i++)
        must(ontrack_builder_push_packed(builder, r->years[i].data, r->years[i].size, &error),
             &error);
    ontrack_builder_free(builder);
    return STUDENTS;
}

static size_t merge_all(room *r, const ontrack_buffer *left, const ontrack_buffer *right)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    for (size_t i = 0; i < STUDENTS; i++)
        must(ontrack_packed_merge(left[i].data, left[i].size, right[i].data, right[i].size,
                                  &r->merged, &error),
             &error);
    return STUDENTS;
}

/* Two thirds of a year each, a third of it the same. */
static size_t merge(room *r, const void *with)
{
    (void)with;
    return merge_all(r, r->parts[0], r->parts[1]);
}

static size_t merge_equal(room *r, const void *with)
{
    (void)with;
    return merge_all(r, r->years, r->years);
}

static size_t load_rules(room *r, const void *with)
{
    (void)r;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *rules = NULL;
    must(ontrack_ruleset_load_builtin(with, NULL, &rules, &error), &error);
    ontrack_ruleset_free(rules);
    return 1;
}

static size_t evaluate_with(room *r, ontrack_text json, const ontrack_sink *sink)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *rules = NULL;
    ontrack_evaluator *evaluator = NULL;
    must(ontrack_ruleset_load(json, NULL, &rules, &error), &error);
    must(ontrack_evaluator_new(rules, r->dataset, NULL, &evaluator, &error), &error);
    for (int round = 0; round < 10; round++)
        must(ontrack_evaluator_run(evaluator, 0, SIZE_MAX, sink, &error), &error);
    ontrack_evaluator_free(evaluator);
    ontrack_ruleset_free(rules);
    return (size_t)STUDENTS * 10;
}

/* A rule set of one rule. */
static size_t one_rule(room *r, const void *with)
{
    char json[ROOM];
    snprintf(json, sizeof json,
             "{\"ontrack\":1,\"id\":\"one\",\"version\":\"1\",\"extends\":\"common-codes\","
             "\"levels\":[\"good\",\"bad\"],\"rules\":[{\"id\":\"one\",\"indicator\":\"credits\","
             "\"level\":\"bad\",\"when\":\"%s\",\"because\":\"One\"}]}",
             (const char *)with);
    return evaluate_with(r, ontrack_text_of(json), NULL);
}

static size_t evaluate(room *r, const void *with)
{
    return evaluate_with(r, ontrack_builtin_json(with), NULL);
}

static ontrack_status count_bytes(void *user, const char *data, size_t size)
{
    (void)data;
    *(size_t *)user += size;
    return ONTRACK_OK;
}

static size_t write_results(room *r, const void *with)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *rules = NULL;
    ontrack_evaluator *evaluator = NULL;
    ontrack_writer *writer = NULL;
    ontrack_writer_options options = ONTRACK_WRITER_OPTIONS_INIT;
    const ontrack_report *report = NULL;
    options.format = *(const ontrack_format *)with;
    options.write = count_bytes;
    options.user = &r->written;
    must(ontrack_ruleset_load_builtin("jeffco-grade9", NULL, &rules, &error), &error);
    must(ontrack_evaluator_new(rules, r->dataset, NULL, &evaluator, &error), &error);
    must(ontrack_writer_new(rules, &options, &writer, &error), &error);
    const ontrack_sink sink = ontrack_writer_sink(writer);
    must(ontrack_evaluator_run(evaluator, 0, SIZE_MAX, &sink, &error), &error);
    must(ontrack_evaluator_report(evaluator, &report, &error), &error);
    must(ontrack_writer_finish(writer, report, &error), &error);
    ontrack_writer_free(writer);
    ontrack_evaluator_free(evaluator);
    ontrack_ruleset_free(rules);
    return STUDENTS;
}

static const ontrack_format csv = ONTRACK_FORMAT_CSV, jsonl = ONTRACK_FORMAT_JSONL,
                            table = ONTRACK_FORMAT_TABLE;

static const struct {
    const char *name, *unit;
    size_t (*run)(room *r, const void *with);
    const void *with;
} cases[] = {
    {"nothing", "time", do_nothing, NULL},
    {"read-csv", "row", read_csv, NULL},
    {"push-text", "row", push_text, NULL},
    {"push-and-seal", "student", push_and_seal, NULL},
    {"seal", "student", seal_pushed, NULL},
    {"intern", "look-up", intern, NULL},
    {"encode", "student", encode, NULL},
    {"decode", "student", decode, NULL},
    {"merge", "student", merge, NULL},
    {"merge-equal", "student", merge_equal, NULL},
    {"load-rules", "load", load_rules, "jeffco-grade9"},
    {"attendance", "student", one_rule, "attendance.rate <= 0.9"},
    {"behavior", "student", one_rule, "behavior.incidents >= 2"},
    {"credits", "student", one_rule, "credits.earned < 6"},
    {"discipline", "student", one_rule, "discipline.actions >= 1"},
    {"transitions", "student", one_rule, "transitions.school_changes >= 2"},
    {"cel-compare", "student", one_rule, "1 < 2 && 3 >= 4 || 5 == 6"},
    {"cel-arithmetic", "student", one_rule, "credits.earned * 2 - 1 < 6 + 1"},
    {"cel-macro", "student", one_rule, "[1, 2, 3, 4].exists(x, x > 3)"},
    {"cel-text", "student", one_rule, "student.grade_level.startsWith('0')"},
    {"evaluate", "student", evaluate, "jeffco-grade9"},
    {"write-csv", "student", write_results, &csv},
    {"write-jsonl", "student", write_results, &jsonl},
    {"write-table", "student", write_results, &table},
};
enum { CASES = sizeof cases / sizeof *cases };

/* ---- rounds ---- */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void measure(room *r, size_t at, int rounds)
{
    double best = 0;
    for (int round = 0; round < rounds; round++) {
        if (r->pushed == NULL) r->pushed = push_students();
        const double began = now();
        const size_t count = cases[at].run(r, cases[at].with);
        const double each = (now() - began) / (double)count;
        if (round == 0 || each < best) best = each;
    }
    printf("%-15s %12.1f ns a %s\n", cases[at].name, best, cases[at].unit);
}

int main(int argc, char **argv)
{
    static room r; /* all zero: its buffers are empty */
    const char *only = argc > 1 ? argv[1] : NULL;
    const int rounds = argc > 2 ? atoi(argv[2]) : ROUNDS;
    bool any = false;
    if (only != NULL && strcmp(only, "--list") == 0) {
        for (size_t i = 0; i < CASES; i++)
            puts(cases[i].name);
        return 0;
    }
    make_room(&r);
    for (size_t i = 0; i < CASES; i++) {
        if (only != NULL && strcmp(only, cases[i].name) != 0) continue;
        measure(&r, i, rounds < 1 ? 1 : rounds);
        any = true;
    }
    if (!any) fputs("usage: bench_micro [CASE [ROUNDS]] | --list\n", stderr);
    ontrack_dataset_free(r.dataset);
    ontrack_builder_free(r.pushed);
    free(r.ids);
    for (size_t i = 0; i < STUDENTS; i++) {
        ontrack_buffer_dispose(&r.years[i]);
        ontrack_buffer_dispose(&r.parts[0][i]);
        ontrack_buffer_dispose(&r.parts[1][i]);
    }
    ontrack_buffer_dispose(&r.merged);
    free(r.csv);
    return any ? 0 : 2;
}
