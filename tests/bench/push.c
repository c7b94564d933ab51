/* Times a host that pushes attendance from memory: daily marks of a school year, one in nine of
 * another kind, duplicates caught, then sealed. The rows lie ready in columns: a handle or the
 * place of an id, a date, the handle of a mark. They are pushed a row or some thousand rows a call,
 * by handle or by id; texts are made of the ids while they are pushed.
 *
 * usage: bench_push [STUDENTS [ROUNDS]]
 *
 * Time of one processor; the least of the rounds is printed: the others were disturbed. */
#include <ontrack/ontrack.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DAYS = 175, KINDS = 8, ID_SIZE = 16, ROWS_EACH = 2048 };

typedef struct bench {
    size_t students, count;
    /* Of each row. */
    uint32_t *places, *handles, *marks;
    ontrack_date *dates;
    char (*ids)[ID_SIZE];          /* by place */
    ontrack_text texts[ROWS_EACH]; /* of some rows, while they are pushed */
    ontrack_builder *builder;
    ontrack_error error;
} bench;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Students and marks of an empty builder: the handle of the n-th is n + 1, and n. */
static ontrack_status begin(bench *b)
{
    static const char *const codes[KINDS] = {"P", "UA", "EA", "T", "MED", "HU", "HE", "ACT"};
    uint32_t handle;
    ontrack_status status = ontrack_builder_new(NULL, &b->builder, &b->error);
    for (size_t i = 0; i < b->students && status == ONTRACK_OK; i++) {
        ontrack_student_record record = ONTRACK_STUDENT_RECORD_INIT;
        record.student_id = ontrack_text_of(b->ids[i]);
        record.grade_level = ontrack_text_of("09");
        status = ontrack_builder_add_student(b->builder, &record, &b->error);
        if (status == ONTRACK_OK)
            status = ontrack_builder_student(b->builder, record.student_id, &handle, &b->error);
        if (status == ONTRACK_OK && handle != i + 1) status = ONTRACK_STATE;
    }
    for (size_t i = 0; i < KINDS && status == ONTRACK_OK; i++) {
        ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
        record.code = ontrack_text_of(codes[i]);
        status = ontrack_builder_mark(b->builder, &record, &handle, &b->error);
        if (status == ONTRACK_OK && handle != i) status = ONTRACK_STATE;
    }
    return status;
}

/* Eight marks of nine are the first kind's. */
static void set_row(bench *b, size_t row, size_t student, size_t day)
{
    const uint32_t random = (uint32_t)(student * 31 + day) * 2654435761u >> 26;
    b->places[row] = (uint32_t)student;
    b->handles[row] = (uint32_t)student + 1;
    b->dates[row] = 20000 + (ontrack_date)(day / 5 * 7 + day % 5);
    b->marks[row] = random < KINDS ? random : 0;
}

static void set_rows(bench *b, bool by_date)
{
    for (size_t i = 0; i < b->count; i++)
        set_row(b, i, by_date ? i % b->students : i / DAYS, by_date ? i / b->students : i % DAYS);
}

static ontrack_status push_each_handle(bench *b, size_t first, size_t count)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t i = first; i < first + count && status == ONTRACK_OK; i++)
        status = ontrack_builder_push_mark(b->builder, b->handles[i], b->dates[i], b->marks[i],
                                           &b->error);
    return status;
}

static ontrack_text id_of(const bench *b, size_t row)
{
    const ontrack_text id = {b->ids[b->places[row]], 9};
    return id;
}

static ontrack_status push_each_id(bench *b, size_t first, size_t count)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t i = first; i < first + count && status == ONTRACK_OK; i++)
        status = ontrack_builder_push_mark_of(b->builder, id_of(b, i), b->dates[i], b->marks[i],
                                              &b->error);
    return status;
}

static ontrack_status push_handles(bench *b, size_t first, size_t count)
{
    return ontrack_builder_push_marks(b->builder, count, b->handles + first, b->dates + first,
                                      b->marks + first, NULL, &b->error);
}

static ontrack_status push_ids(bench *b, size_t first, size_t count)
{
    uint32_t students[ROWS_EACH];
    for (size_t i = 0; i < count; i++)
        b->texts[i] = id_of(b, first + i);
    ontrack_status status =
        ontrack_builder_students(b->builder, count, b->texts, students, NULL, &b->error);
    if (status == ONTRACK_OK)
        status = ontrack_builder_push_marks(b->builder, count, students, b->dates + first,
                                            b->marks + first, NULL, &b->error);
    return status;
}

typedef struct way {
    const char *name;
    ontrack_status (*push)(bench *b, size_t first, size_t count);
} way;

static const way ways[] = {
    {"handles, columns", push_handles},
    {"handle, a row a call", push_each_handle},
    {"text ids, columns", push_ids},
    {"text id, a row a call", push_each_id},
};

static ontrack_status push_all(bench *b, const way *how)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < b->count && status == ONTRACK_OK; i += ROWS_EACH)
        status = how->push(b, i, b->count - i < ROWS_EACH ? b->count - i : ROWS_EACH);
    return status;
}

static ontrack_status run(bench *b, const way *how, bool by_date, int rounds)
{
    double least = 0, least_seal = 0;
    ontrack_status status = ONTRACK_OK;
    set_rows(b, by_date);
    for (int round = 0; round < rounds && status == ONTRACK_OK; round++) {
        ontrack_dataset *dataset = NULL;
        status = begin(b);
        const double began = now();
        if (status == ONTRACK_OK) status = push_all(b, how);
        const double pushed = now();
        if (status == ONTRACK_OK) status = ontrack_builder_seal(b->builder, &dataset, &b->error);
        const double sealed = now();
        if (round == 0 || pushed - began < least) least = pushed - began;
        if (round == 0 || sealed - pushed < least_seal) least_seal = sealed - pushed;
        ontrack_dataset_free(dataset);
        ontrack_builder_free(b->builder);
        b->builder = NULL;
    }
    printf("%-21s %-10s %7.1f million rows/s, sealed in %.1f ms\n", how->name,
           by_date ? "by date" : "by student", (double)b->count / least / 1e3, least_seal);
    return status;
}

int main(int argc, char **argv)
{
    bench b = {.error = ONTRACK_ERROR_INIT};
    b.students = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 100000;
    const int rounds = argc > 2 ? atoi(argv[2]) : 5;
    b.count = b.students * DAYS;
    b.places = malloc(b.count * sizeof *b.places);
    b.handles = malloc(b.count * sizeof *b.handles);
    b.marks = malloc(b.count * sizeof *b.marks);
    b.dates = malloc(b.count * sizeof *b.dates);
    b.ids = malloc(b.students * sizeof *b.ids);
    const bool room = b.places != NULL && b.handles != NULL && b.marks != NULL && b.dates != NULL &&
                      b.ids != NULL;
    ontrack_status status = room ? ONTRACK_OK : ONTRACK_NO_MEMORY;
    for (size_t i = 0; status == ONTRACK_OK && i < b.students; i++)
        snprintf(b.ids[i], ID_SIZE, "%09lu", (unsigned long)(i * 48271 % 1000000007));
    for (size_t i = 0; i < 2 * sizeof ways / sizeof *ways && status == ONTRACK_OK; i++)
        status = run(&b, &ways[i / 2], i % 2 == 1, rounds);
    if (status != ONTRACK_OK) fprintf(stderr, "bench_push: %s\n", b.error.message);
    free(b.places);
    free(b.handles);
    free(b.marks);
    free(b.dates);
    free(b.ids);
    return status == ONTRACK_OK ? 0 : 1;
}
