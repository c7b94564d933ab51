/* Rows in columns must do what one row after another does: both are pushed and the datasets held
 * against each other. */
#include "records/dataset.h"

#include "support/failing.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STUDENTS = 110, LISTED = 95, DAYS = 60, MOST = 8000, ANEW = 5000, WIDE = 33000 };

typedef enum order { BY_STUDENT, BY_DATE, IN_NO_ORDER, ORDERS } order;
static const char *const orders[ORDERS] = {"by student", "by date", "in no order"};

typedef struct rows {
    size_t count;
    uint32_t students[MOST], marks[MOST];
    ontrack_date dates[MOST];
    uint32_t random;
} rows;

static uint32_t below(rows *all, uint32_t limit)
{
    all->random = all->random * 1103515245u + 12345u;
    return (all->random >> 8) % limit;
}

static void swap_rows(rows *all, size_t a, size_t b)
{
    const uint32_t student = all->students[a], mark = all->marks[a];
    const ontrack_date date = all->dates[a];
    all->students[a] = all->students[b];
    all->marks[a] = all->marks[b];
    all->dates[a] = all->dates[b];
    all->students[b] = student;
    all->marks[b] = mark;
    all->dates[b] = date;
}

/* A school year, mostly the first mark, from some row on mostly the second; some rows are given
 * again, some lie far off. `kinds` marks in all. */
static rows *year(order how, uint32_t kinds)
{
    rows *all = calloc(1, sizeof *all);
    all->random = 7;
    for (uint32_t i = 0; i < STUDENTS * DAYS; i++) {
        const size_t at = all->count++;
        all->students[at] = 1 + (how == BY_DATE ? i % STUDENTS : i / DAYS);
        all->dates[at] = 20000 + (ontrack_date)(how == BY_DATE ? i / STUDENTS : i % DAYS);
        all->marks[at] = below(all, 9) == 0 ? below(all, kinds) : i > 5500;
        if (below(all, 300) == 0) all->dates[at] = (ontrack_date)below(all, ONTRACK__LAST_DAY);
        if (at == 0 || below(all, 50) > 0) continue;
        const size_t again = below(all, 4) == 0 ? below(all, (uint32_t)at) : at;
        all->students[all->count] = all->students[again];
        all->dates[all->count] = all->dates[again];
        all->marks[all->count++] = all->marks[again];
    }
    for (size_t i = all->count; how == IN_NO_ORDER && i > 1; i--)
        swap_rows(all, i - 1, below(all, (uint32_t)i));
    return all;
}

/* ---- a builder with handles ---- */

static ontrack_text id_of(uint32_t student, char *id)
{
    snprintf(id, 16, "s%04u", student);
    return ontrack_text_of(id);
}

/* Handles 1 .. STUDENTS, of whom those up to LISTED have a line; marks 0 .. kinds - 1. */
static ontrack_status begin(const ontrack_allocator *allocator, uint32_t kinds,
                            ontrack_builder **out)
{
    char id[16];
    uint32_t handle;
    ontrack_attendance_record mark = ONTRACK_ATTENDANCE_RECORD_INIT;
    mark.code = ontrack_text_of("P");
    ontrack_status status = ontrack_builder_new(allocator, out, NULL);
    for (uint32_t i = 1; i <= LISTED && status == ONTRACK_OK; i++) {
        ontrack_student_record line = ONTRACK_STUDENT_RECORD_INIT;
        line.student_id = id_of(i, id);
        line.grade_level = ontrack_text_of("9");
        status = ontrack_builder_add_student(*out, &line, NULL);
    }
    for (uint32_t i = 1; i <= STUDENTS && status == ONTRACK_OK; i++)
        status = ontrack_builder_student(*out, id_of(i, id), &handle, NULL);
    for (uint32_t i = 0; i < kinds && status == ONTRACK_OK; i++) {
        mark.minutes = (int32_t)(i % 1440);
        mark.portion = (ontrack_decimal)(i / 1440) * 100;
        status = ontrack_builder_mark(*out, &mark, &handle, NULL);
        cr_assert(status != ONTRACK_OK || handle == i);
    }
    return status;
}

static ontrack_status push_columns(ontrack_builder *builder, const rows *all, size_t first,
                                   size_t count, size_t *pushed, ontrack_error *error)
{
    return ontrack_builder_push_marks(builder, count, all->students + first, all->dates + first,
                                      all->marks + first, pushed, error);
}

static ontrack_dataset *finish(ontrack_builder *builder)
{
    ontrack_dataset *dataset = NULL;
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    ontrack_builder_free(builder);
    return dataset;
}

/* One after another, but for the row `left_out`. */
static ontrack_dataset *pushed_singly(const rows *all, uint32_t kinds, size_t left_out)
{
    ontrack_builder *builder = NULL;
    cr_assert_eq(begin(NULL, kinds, &builder), ONTRACK_OK);
    for (size_t i = 0; i < all->count; i++)
        if (i != left_out)
            cr_assert_eq(ontrack_builder_push_mark(builder, all->students[i], all->dates[i],
                                                   all->marks[i], NULL),
                         ONTRACK_OK);
    return finish(builder);
}

/* Frees the second. */
static void expect_same(const ontrack_dataset *wanted, ontrack_dataset *got, const char *label)
{
    const ontrack_table table = ONTRACK_TABLE_ATTENDANCE;
    const ontrack_table_counts a = ontrack_dataset_counts(wanted, table);
    const ontrack_table_counts b = ontrack_dataset_counts(got, table);
    cr_assert(a.given == b.given && a.records == b.records && a.used == b.used &&
                  a.duplicates == b.duplicates && a.orphans == b.orphans && a.first == b.first &&
                  a.last == b.last,
              "%s: counts", label);
    for (size_t i = 0; i < ontrack_dataset_count(wanted); i++) {
        const ontrack_student *left = ontrack_dataset_at(wanted, i);
        const ontrack_student *right = ontrack_dataset_at(got, i);
        const size_t count = ontrack_student_count(left, table);
        cr_assert_eq(ontrack_student_count(right, table), count, "%s: student %zu", label, i);
        for (size_t k = 0; k < count; k++) {
            ontrack_attendance_record x, y;
            ontrack_student_record_at(left, table, k, &x);
            ontrack_student_record_at(right, table, k, &y);
            cr_assert(x.date == y.date && x.minutes == y.minutes && x.portion == y.portion,
                      "%s: student %zu, record %zu", label, i, k);
        }
    }
    ontrack_dataset_free(got);
}

/* ---- the same as single calls ---- */

Test(builder_columns, are_rows_one_after_another)
{
    static const size_t sizes[] = {1, 7, 511, 512, 513, MOST};
    for (int how = 0; how < ORDERS; how++)
        for (uint32_t kinds = 5; kinds <= WIDE; kinds += WIDE - 5) {
            rows *all = year((order)how, kinds);
            ontrack_dataset *wanted = pushed_singly(all, kinds, SIZE_MAX);
            for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                char label[80];
                snprintf(label, sizeof label, "%s, %u kinds, %zu a call", orders[how], kinds,
                         sizes[i]);
                ontrack_builder *builder = NULL;
                cr_assert_eq(begin(NULL, kinds, &builder), ONTRACK_OK);
                for (size_t at = 0, pushed; at < all->count; at += pushed) {
                    const size_t left = all->count - at, n = sizes[i] < left ? sizes[i] : left;
                    cr_assert_eq(push_columns(builder, all, at, n, &pushed, NULL), ONTRACK_OK);
                    cr_assert_eq(pushed, n, "%s", label);
                }
                expect_same(wanted, finish(builder), label);
            }
            ontrack_dataset_free(wanted);
            free(all);
        }
}

Test(builder_columns, no_rows_are_nothing)
{
    ontrack_builder *builder = NULL;
    size_t pushed = 9, found = 9;
    cr_assert_eq(begin(NULL, 2, &builder), ONTRACK_OK);
    cr_expect_eq(ontrack_builder_push_marks(builder, 0, NULL, NULL, NULL, &pushed, NULL),
                 ONTRACK_OK);
    cr_expect_eq(ontrack_builder_students(builder, 0, NULL, NULL, &found, NULL), ONTRACK_OK);
    cr_expect(pushed == 0 && found == 0);
    ontrack_dataset *dataset = finish(builder);
    cr_expect_not(ontrack_dataset_counts(dataset, ONTRACK_TABLE_ATTENDANCE).given);
    ontrack_dataset_free(dataset);
}

/* ---- rows that are refused ---- */

typedef struct wrong {
    const char *label;
    uint32_t student, mark;
    ontrack_date date;
    ontrack_status status;
} wrong;

static const wrong wrongs[] = {
    {"student 0", 0, 0, 20000, ONTRACK_INVALID_ARGUMENT},
    {"no such student", STUDENTS + 1, 0, 20000, ONTRACK_INVALID_ARGUMENT},
    {"the last number", UINT32_MAX, 0, 20000, ONTRACK_INVALID_ARGUMENT},
    {"no such mark", 1, 5, 20000, ONTRACK_INVALID_ARGUMENT},
    {"the number of no mark", 1, UINT32_MAX, 20000, ONTRACK_INVALID_ARGUMENT},
    {"a day too early", 1, 0, ONTRACK__FIRST_DAY - 1, ONTRACK_INVALID_DATA},
    {"a day too late", 1, 0, ONTRACK__LAST_DAY + 1, ONTRACK_INVALID_DATA},
    {"no date", 1, 0, ONTRACK_DATE_NONE, ONTRACK_INVALID_DATA},
};

static void set_wrong(rows *all, size_t at, const wrong *what)
{
    all->students[at] = what->student;
    all->marks[at] = what->mark;
    all->dates[at] = what->date;
}

/* `wanted` is of all rows but that one. */
static void refuse_row(const rows *told, size_t at, const wrong *what,
                       const ontrack_dataset *wanted)
{
    char label[80];
    rows *all = malloc(sizeof *all);
    ontrack_builder *builder = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT, single = ONTRACK_ERROR_INIT;
    size_t pushed = 0;
    snprintf(label, sizeof label, "%s, row %zu", what->label, at);
    memcpy(all, told, sizeof *all);
    set_wrong(all, at, what);
    cr_assert_eq(begin(NULL, 5, &builder), ONTRACK_OK);
    cr_expect_eq(push_columns(builder, all, 0, all->count, &pushed, &error), what->status, "%s",
                 label);
    cr_assert_eq(pushed, at, "%s", label);
    cr_expect_eq(error.line, (int32_t)at + 1, "%s", label);
    ontrack_builder_push_mark(builder, what->student, what->date, what->mark, &single);
    cr_expect_str_eq(error.message, single.message, "%s", label);
    cr_expect_eq(error.column, single.column, "%s", label);
    cr_assert_eq(push_columns(builder, all, at + 1, all->count - at - 1, NULL, NULL), ONTRACK_OK);
    expect_same(wanted, finish(builder), label);
    free(all);
}

Test(builder_columns, a_row_that_is_wrong_ends_them)
{
    rows *all = year(BY_STUDENT, 5);
    const size_t places[] = {0, 1, 511, 512, 513, 6000, all->count - 1};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        ontrack_dataset *wanted = pushed_singly(all, 5, places[i]);
        for (size_t k = 0; k < sizeof wrongs / sizeof *wrongs; k++)
            refuse_row(all, places[i], &wrongs[k], wanted);
        ontrack_dataset_free(wanted);
    }
    free(all);
}

Test(builder_columns, nothing_is_given_where_the_first_row_is_wrong)
{
    rows *all = year(BY_DATE, 5);
    ontrack_builder *builder = NULL;
    ontrack_error filled = ONTRACK_ERROR_INIT;
    filled.status = ONTRACK_IO;
    set_wrong(all, 0, &wrongs[0]);
    cr_assert_eq(begin(NULL, 5, &builder), ONTRACK_OK);
    cr_expect_eq(push_columns(builder, all, 0, all->count, NULL, &filled),
                 ONTRACK_INVALID_ARGUMENT);
    cr_expect(filled.status == ONTRACK_IO && filled.line == 0, "the first cause is kept");
    ontrack_dataset *dataset = finish(builder);
    cr_expect_not(ontrack_dataset_counts(dataset, ONTRACK_TABLE_ATTENDANCE).given);
    ontrack_dataset_free(dataset);
    free(all);
}

/* Wherever memory runs out, the rows before are there, that row and those behind it are not. */
Test(builder_columns, a_row_refused_for_memory_may_be_pushed_again)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (int how = 0; how < ORDERS; how++) {
        rows *all = year((order)how, 5);
        ontrack_dataset *wanted = pushed_singly(all, 5, SIZE_MAX);
        bool refused = true;
        for (size_t fail_at = 1; refused; fail_at++) {
            ontrack_builder *builder = NULL;
            ontrack_error error = ONTRACK_ERROR_INIT;
            size_t pushed = 0, rest = 0;
            memory.fail_at = memory.calls = 0;
            cr_assert_eq(begin(&allocator, 5, &builder), ONTRACK_OK);
            memory.fail_at = memory.calls + fail_at;
            const ontrack_status status =
                push_columns(builder, all, 0, all->count, &pushed, &error);
            refused = memory.calls >= memory.fail_at;
            memory.fail_at = 0;
            cr_assert_eq(status, refused ? ONTRACK_NO_MEMORY : ONTRACK_OK);
            cr_assert_eq(error.line, refused ? (int32_t)pushed + 1 : 0);
            cr_assert_eq(push_columns(builder, all, pushed, all->count - pushed, &rest, NULL),
                         ONTRACK_OK);
            cr_assert_eq(pushed + rest, all->count);
            expect_same(wanted, finish(builder), orders[how]);
            cr_assert_eq(memory.live, 0);
        }
        ontrack_dataset_free(wanted);
        free(all);
    }
}

/* ---- columns of ids ---- */

Test(builder_columns, ids_become_the_handles_of_single_calls)
{
    static char ids[MOST][16];
    static ontrack_text texts[MOST];
    static uint32_t handles[MOST];
    for (int how = 0; how < ORDERS; how++) {
        rows *all = year((order)how, 5);
        ontrack_builder *builder = NULL, *single = NULL;
        size_t found = 0;
        cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
        cr_assert_eq(ontrack_builder_new(NULL, &single, NULL), ONTRACK_OK);
        for (size_t i = 0; i < all->count; i++)
            texts[i] = id_of(all->students[i] * 31 % 97, ids[i]);
        texts[ANEW] = ontrack_text_of("an id that is longer than ids mostly are, by far");
        cr_assert_eq(ontrack_builder_students(builder, all->count, texts, handles, &found, NULL),
                     ONTRACK_OK);
        cr_assert_eq(found, all->count);
        for (size_t i = 0; i < all->count; i++) {
            uint32_t handle = 0;
            cr_assert_eq(ontrack_builder_student(single, texts[i], &handle, NULL), ONTRACK_OK);
            cr_assert_eq(handles[i], handle, "%s: row %zu", orders[how], i);
        }
        ontrack_builder_free(builder);
        ontrack_builder_free(single);
        free(all);
    }
}

Test(builder_columns, an_id_that_none_may_bear_ends_them)
{
    const ontrack_text ids[] = {ontrack_text_of("s0001"), ontrack_text_of("s0001"),
                                ontrack_text_of(""), ontrack_text_of("s0002")};
    uint32_t handles[4] = {0, 0, 0, 0};
    size_t found = 0;
    ontrack_builder *builder = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    cr_expect_eq(ontrack_builder_students(builder, 4, ids, handles, &found, &error),
                 ONTRACK_INVALID_DATA);
    cr_expect_eq(found, 2);
    cr_expect_eq(error.line, 3);
    cr_expect(handles[0] == 1 && handles[1] == 1 && handles[3] == 0);
    ontrack_builder_free(builder);
}
