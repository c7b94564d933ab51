/* Times a host that pushes attendance from memory, one call a row: daily marks of a school year,
 * one in nine of another kind, duplicates caught, then sealed. The rows lie ready, as a host has
 * them. usage: bench_push [STUDENTS [ROUNDS]] Time of one processor; the least of the rounds is
 * printed: the others were disturbed. */
#include <ontrack/ontrack.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DAYS = 175, KINDS = 8, ID_SIZE = 16 };

typedef struct row {
    uint32_t student; /* of ids and handles */
    ontrack_date date;
    uint32_t mark; /* of marks */
} row;

typedef struct bench {
    size_t students, count;
    row *rows;
    char (*ids)[ID_SIZE];
    uint32_t *handles, marks[KINDS];
    ontrack_builder *builder;
    ontrack_error error;
} bench;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static ontrack_status begin(bench *b)
{
    static const char *const codes[KINDS] = {"P", "UA", "EA", "T", "MED", "HU", "HE", "ACT"};
    ontrack_status status = ontrack_builder_new(NULL, &b->builder, &b->error);
    for (size_t i = 0; i < b->students && status == ONTRACK_OK; i++) {
        ontrack_student_record record = ONTRACK_STUDENT_RECORD_INIT;
        record.student_id = ontrack_text_of(b->ids[i]);
        record.grade_level = ontrack_text_of("09");
        status = ontrack_builder_add_student(b->builder, &record, &b->error);
        if (status == ONTRACK_OK)
            status =
                ontrack_builder_student(b->builder, record.student_id, &b->handles[i], &b->error);
    }
    for (size_t i = 0; i < KINDS && status == ONTRACK_OK; i++) {
        ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
        record.code = ontrack_text_of(codes[i]);
        status = ontrack_builder_mark(b->builder, &record, &b->marks[i], &b->error);
    }
    return status;
}

/* Eight marks of nine are the first kind's. */
static void set_row(row *to, size_t student, size_t day)
{
    const unsigned random = (unsigned)(student * 31 + day) * 2654435761u >> 26;
    to->student = (uint32_t)student;
    to->date = 20000 + (ontrack_date)(day / 5 * 7 + day % 5);
    to->mark = random < KINDS ? random : 0;
}

static void set_rows(bench *b, bool by_date)
{
    for (size_t i = 0; i < b->count; i++)
        set_row(&b->rows[i], by_date ? i % b->students : i / DAYS,
                by_date ? i / b->students : i % DAYS);
}

static ontrack_status push_all(bench *b, bool by_text)
{
    ontrack_status status = ONTRACK_OK;
    const row *end = b->rows + b->count;
    for (const row *i = b->rows; !by_text && i < end && status == ONTRACK_OK; i++)
        status = ontrack_builder_push_mark(b->builder, b->handles[i->student], i->date,
                                           b->marks[i->mark], &b->error);
    for (const row *i = b->rows; by_text && i < end && status == ONTRACK_OK; i++) {
        const ontrack_text id = {b->ids[i->student], 9};
        status =
            ontrack_builder_push_mark_of(b->builder, id, i->date, b->marks[i->mark], &b->error);
    }
    return status;
}

static ontrack_status run(bench *b, bool by_text, bool by_date, int rounds)
{
    double least = 0, least_seal = 0;
    ontrack_status status = ONTRACK_OK;
    set_rows(b, by_date);
    for (int round = 0; round < rounds && status == ONTRACK_OK; round++) {
        ontrack_dataset *dataset = NULL;
        status = begin(b);
        const double began = now();
        if (status == ONTRACK_OK) status = push_all(b, by_text);
        const double pushed = now();
        if (status == ONTRACK_OK) status = ontrack_builder_seal(b->builder, &dataset, &b->error);
        const double sealed = now();
        if (round == 0 || pushed - began < least) least = pushed - began;
        if (round == 0 || sealed - pushed < least_seal) least_seal = sealed - pushed;
        ontrack_dataset_free(dataset);
        ontrack_builder_free(b->builder);
        b->builder = NULL;
    }
    printf("%-8s %-10s %7.1f million rows/s, sealed in %.1f ms\n", by_text ? "text id" : "handle",
           by_date ? "by date" : "by student", (double)b->count / least / 1e3, least_seal);
    return status;
}

int main(int argc, char **argv)
{
    bench b = {.error = ONTRACK_ERROR_INIT};
    b.students = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 100000;
    const int rounds = argc > 2 ? atoi(argv[2]) : 5;
    b.count = b.students * DAYS;
    b.rows = malloc(b.count * sizeof *b.rows);
    b.ids = malloc(b.students * sizeof *b.ids);
    b.handles = malloc(b.students * sizeof *b.handles);
    const bool room = b.rows != NULL && b.ids != NULL && b.handles != NULL;
    ontrack_status status = room ? ONTRACK_OK : ONTRACK_NO_MEMORY;
    for (size_t i = 0; status == ONTRACK_OK && i < b.students; i++)
        snprintf(b.ids[i], ID_SIZE, "%09lu", (unsigned long)(i * 48271 % 1000000007));
    for (int way = 0; way < 4 && status == ONTRACK_OK; way++)
        status = run(&b, way / 2 == 1, way % 2 == 1, rounds);
    if (status != ONTRACK_OK) fprintf(stderr, "bench_push: %s\n", b.error.message);
    free(b.rows);
    free(b.ids);
    free(b.handles);
    return status == ONTRACK_OK ? 0 : 1;
}
