/* Times the waist alone over a folder that was read before:
 *   alone  every student of the sealed dataset, nobody asks for reasons
 *   dates  forty weekly as-of dates up to the last date, each bound anew
 *   live   one student at a time from records in memory, one object for all, every reason asked
 * for; the records of fifty are made before they are asked about, one after the other
 *
 * usage: bench_evaluate FOLDER [BUILT-IN [ROUNDS [alone|dates|live]]]
 *
 * The least of the rounds is printed: the others were disturbed.
 */
#include <ontrack/ontrack.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DATES = 40, MOST_LIVE = 1000, AT_ONCE = 50 };

typedef struct bench {
    ontrack_dataset *dataset;
    ontrack_ruleset *ruleset;
    ontrack_error error;
    size_t reasons; /* bytes of reasons that were asked for, so that none is optimized away */
} bench;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static ontrack_status load(bench *b, const char *folder, const char *ruleset)
{
    ontrack_builder *builder = NULL;
    ontrack_reader *reader = NULL;
    ontrack_status status = ontrack_builder_new(NULL, &builder, &b->error);
    if (status == ONTRACK_OK) status = ontrack_reader_new(builder, NULL, &reader, &b->error);
    if (status == ONTRACK_OK) status = ontrack_reader_folder(reader, folder, &b->error);
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, &b->dataset, &b->error);
    ontrack_reader_free(reader);
    ontrack_builder_free(builder);
    if (status != ONTRACK_OK) return status;
    return ontrack_ruleset_load_builtin(ruleset, NULL, &b->ruleset, &b->error);
}

/* ---- evaluation alone ---- */

static ontrack_status evaluate(bench *b, ontrack_date as_of, double *spent)
{
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_evaluator *evaluator = NULL;
    options.as_of = as_of;
    double began = now();
    ontrack_status status =
        ontrack_evaluator_new(b->ruleset, b->dataset, &options, &evaluator, &b->error);
    spent[0] += now() - began;
    began = now();
    if (status == ONTRACK_OK)
        status = ontrack_evaluator_run(evaluator, 0, SIZE_MAX, NULL, &b->error);
    spent[1] += now() - began;
    ontrack_evaluator_free(evaluator);
    return status;
}

static ontrack_status alone(bench *b, double *spent)
{
    return evaluate(b, ONTRACK_DATE_NONE, spent);
}

static ontrack_status dates(bench *b, double *spent)
{
    const ontrack_date last = ontrack_dataset_last_date(b->dataset);
    ontrack_status status = ONTRACK_OK;
    for (int week = 0; week < DATES && status == ONTRACK_OK; week++)
        status = evaluate(b, last - 7 * week, spent);
    return status;
}

/* ---- live ---- */

static const struct {
    ontrack_table table;
    size_t size;
} own_tables[] = {
    {ONTRACK_TABLE_STUDENTS, sizeof(ontrack_student_record)},
    {ONTRACK_TABLE_ENROLLMENTS, sizeof(ontrack_enrollment_record)},
    {ONTRACK_TABLE_ATTENDANCE, sizeof(ontrack_attendance_record)},
    {ONTRACK_TABLE_GRADES, sizeof(ontrack_grade_record)},
    {ONTRACK_TABLE_INCIDENTS, sizeof(ontrack_incident_record)},
    {ONTRACK_TABLE_ACTIONS, sizeof(ontrack_action_record)},
};
enum { OWN_TABLES = sizeof own_tables / sizeof *own_tables };

/* The student's records as a host would hold them; false when memory is out. */
static bool take_records(const ontrack_student *student, ontrack_records *tables)
{
    for (size_t i = 0; i < OWN_TABLES; i++) {
        const size_t count = ontrack_student_count(student, own_tables[i].table);
        char *records = calloc(count + 1, own_tables[i].size);
        if (records == NULL) return false;
        for (size_t k = 0; k < count; k++)
            ontrack_student_record_at(student, own_tables[i].table, k,
                                      records + k * own_tables[i].size);
        const ontrack_records taken = {own_tables[i].table, records, count};
        tables[i] = taken;
    }
    return true;
}

static ontrack_status read_reasons(void *user, const ontrack_result *result)
{
    bench *b = user;
    for (size_t i = 0; i < ontrack_ruleset_rule_count(b->ruleset); i++) {
        const ontrack_rule_result *rule = ontrack_result_rule(result, i);
        b->reasons += strlen(rule->message) + strlen(rule->why);
    }
    return ONTRACK_OK;
}

typedef struct host {
    ontrack_records tables[AT_ONCE][OWN_TABLES];
} host;

static void forget(host *held)
{
    for (size_t i = 0; i < AT_ONCE; i++)
        for (size_t k = 0; k < OWN_TABLES; k++)
            free((void *)held->tables[i][k].records);
    memset(held, 0, sizeof *held);
}

/* Asks about some students whose records the host has, one after the other. */
static ontrack_status ask_some(bench *b, ontrack_live *object, const host *held, double *spent)
{
    const ontrack_sink sink = {read_reasons, b};
    ontrack_status status = ONTRACK_OK;
    const double began = now();
    for (size_t i = 0; i < AT_ONCE && held->tables[i][0].count > 0 && status == ONTRACK_OK; i++)
        status = ontrack_live_evaluate(object, held->tables[i], OWN_TABLES, &sink, &b->error);
    spent[1] += now() - began;
    return status;
}

static ontrack_status ask_all(bench *b, ontrack_live *object, host *held, double *spent)
{
    const size_t all = ontrack_dataset_count(b->dataset);
    const size_t count = all < MOST_LIVE ? all : MOST_LIVE;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++) {
        const ontrack_student *student = ontrack_dataset_at(b->dataset, i * (all / count));
        if (!take_records(student, held->tables[i % AT_ONCE])) return ONTRACK_NO_MEMORY;
        if (i % AT_ONCE != AT_ONCE - 1 && i + 1 < count) continue;
        status = ask_some(b, object, held, spent);
        forget(held);
    }
    return status;
}

static ontrack_status live(bench *b, double *spent)
{
    host held = {0};
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_live *object = NULL;
    options.as_of = ontrack_dataset_last_date(b->dataset);
    double began = now();
    ontrack_status status = ontrack_live_new(b->ruleset, b->dataset, &options, &object, &b->error);
    spent[0] += now() - began;
    if (status == ONTRACK_OK) status = ask_all(b, object, &held, spent);
    forget(&held);
    ontrack_live_free(object);
    return status;
}

/* ---- rounds ---- */

typedef struct figure {
    const char *name;
    ontrack_status (*run)(bench *b, double *spent); /* adds microseconds: binding, students */
    size_t dates;
} figure;

static ontrack_status measure(bench *b, const figure *one, int rounds)
{
    double best[2] = {0, 0};
    const size_t all = ontrack_dataset_count(b->dataset);
    const size_t students = one->run == live && all > MOST_LIVE ? MOST_LIVE : all;
    for (int round = 0; round < rounds; round++) {
        double spent[2] = {0, 0};
        const ontrack_status status = one->run(b, spent);
        if (status != ONTRACK_OK) return status;
        for (int i = 0; i < 2; i++)
            if (round == 0 || spent[i] < best[i]) best[i] = spent[i];
    }
    printf("%-6s %zu students, %zu dates: binding %.1f ms, %.3f microseconds a student and date\n",
           one->name, students, one->dates, best[0] / 1e3,
           best[1] / (double)(students * one->dates));
    return ONTRACK_OK;
}

int main(int argc, char **argv)
{
    static const figure figures[] = {
        {"alone", alone, 1}, {"dates", dates, DATES}, {"live", live, 1}};
    bench b = {NULL, NULL, ONTRACK_ERROR_INIT, 0};
    const char *only = argc > 4 ? argv[4] : NULL;
    const int rounds = argc > 3 ? atoi(argv[3]) : 5;
    if (argc < 2 || rounds < 1) {
        fputs("usage: bench_evaluate FOLDER [BUILT-IN [ROUNDS [alone|dates|live]]]\n", stderr);
        return 2;
    }
    ontrack_status status = load(&b, argv[1], argc > 2 ? argv[2] : "jeffco-grade9");
    for (size_t i = 0; i < sizeof figures / sizeof *figures && status == ONTRACK_OK; i++)
        if (only == NULL || strcmp(only, figures[i].name) == 0)
            status = measure(&b, &figures[i], rounds);
    if (status != ONTRACK_OK) {
        char line[512];
        ontrack_error_format(&b.error, line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
    ontrack_ruleset_free(b.ruleset);
    ontrack_dataset_free(b.dataset);
    return status == ONTRACK_OK ? 0 : 1;
}
