/* Which form a mark has must be seen by nothing: marks are pushed in many ways and read back
 * against a plain list of them, sorted, each once. */
#include "records/dataset.h"

#include "support/failing.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a plain list ---- */

typedef struct mark {
    int student;
    ontrack_date date;
    int code; /* of codes */
    int32_t minutes;
} mark;

/* In the order of their bytes. */
static const char *const codes[] = {"ACT", "P", "UX"};
static const int32_t NONE = ONTRACK_INTEGER_NONE;

typedef struct list {
    mark *items;
    size_t count, capacity;
    int students; /* numbers below this have a line, the others are orphans */
    unsigned random;
} list;

static unsigned below(list *marks, unsigned limit)
{
    marks->random = marks->random * 1103515245u + 12345u;
    return (marks->random >> 8) % limit;
}

static void add(list *marks, int student, ontrack_date date, int code, int32_t minutes)
{
    if (marks->count == marks->capacity) {
        marks->capacity = marks->capacity == 0 ? 1024 : marks->capacity * 2;
        marks->items = realloc(marks->items, marks->capacity * sizeof *marks->items);
        cr_assert_not_null(marks->items);
    }
    const mark one = {student, date, code, minutes};
    marks->items[marks->count++] = one;
}

static int compare(const void *a, const void *b)
{
    const mark *x = a, *y = b;
    if (x->student != y->student) return x->student < y->student ? -1 : 1;
    if (x->date != y->date) return x->date < y->date ? -1 : 1;
    if (x->code != y->code) return x->code < y->code ? -1 : 1;
    return x->minutes < y->minutes ? -1 : x->minutes > y->minutes;
}

static int compare_dates(const void *a, const void *b)
{
    const mark *x = a, *y = b;
    if (x->date != y->date) return x->date < y->date ? -1 : 1;
    return compare(a, b);
}

static void shuffle(list *marks)
{
    for (size_t i = marks->count; i > 1; i--) {
        const size_t other = below(marks, (unsigned)i);
        const mark moved = marks->items[i - 1];
        marks->items[i - 1] = marks->items[other];
        marks->items[other] = moved;
    }
}

/* ---- the same as a dataset ---- */

static ontrack_status push_line(ontrack_builder *builder, int student)
{
    char id[16];
    snprintf(id, sizeof id, "s%04d", student);
    ontrack_student_record record = ONTRACK_STUDENT_RECORD_INIT;
    record.student_id = ontrack_text_of(id);
    record.grade_level = ontrack_text_of("9");
    return ontrack_builder_add_student(builder, &record, NULL);
}

static ontrack_status push_mark(ontrack_builder *builder, const mark *one)
{
    char id[16];
    snprintf(id, sizeof id, "s%04d", one->student);
    ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
    record.student_id = ontrack_text_of(id);
    record.date = one->date;
    record.code = ontrack_text_of(codes[one->code]);
    record.minutes = one->minutes;
    return ontrack_builder_add_attendance(builder, &record, NULL);
}

/* Lines first or last; descending, so that students must be put in order. */
static ontrack_status build(const list *marks, bool lines_first, const ontrack_allocator *allocator,
                            ontrack_dataset **out)
{
    ontrack_builder *builder = NULL;
    ontrack_status status = ontrack_builder_new(allocator, &builder, NULL);
    for (int i = marks->students; lines_first && i > 0 && status == ONTRACK_OK; i--)
        status = push_line(builder, i - 1);
    for (size_t i = 0; i < marks->count && status == ONTRACK_OK; i++)
        status = push_mark(builder, &marks->items[i]);
    for (int i = marks->students; !lines_first && i > 0 && status == ONTRACK_OK; i--)
        status = push_line(builder, i - 1);
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, out, NULL);
    ontrack_builder_free(builder);
    return status;
}

/* ---- the two against each other ---- */

static bool same_mark(const ontrack_student *student, size_t index, const mark *wanted)
{
    ontrack_attendance_record got;
    if (ontrack_student_record_at(student, ONTRACK_TABLE_ATTENDANCE, index, &got) != ONTRACK_OK)
        return false;
    const char *code = codes[wanted->code];
    return got.date == wanted->date && got.minutes == wanted->minutes &&
           got.code.size == strlen(code) && memcmp(got.code.data, code, got.code.size) == 0;
}

static void check(const list *told, const ontrack_dataset *dataset, const char *label)
{
    list marks = *told;
    marks.items = malloc(marks.count * sizeof *marks.items);
    memcpy(marks.items, told->items, marks.count * sizeof *marks.items);
    qsort(marks.items, marks.count, sizeof *marks.items, compare);
    int64_t used = 0, orphans = 0, duplicates = 0;
    ontrack_date first = ONTRACK_DATE_NONE, last = ONTRACK_DATE_NONE;
    size_t index = 0;
    for (size_t i = 0; i < marks.count; i++) {
        const mark *one = &marks.items[i];
        if (i > 0 && one->student != one[-1].student) index = 0;
        if (one->student >= marks.students) {
            orphans++;
        } else if (i > 0 && compare(one, one - 1) == 0) {
            duplicates++;
        } else {
            const ontrack_student *student = ontrack_dataset_at(dataset, (size_t)one->student);
            cr_assert(same_mark(student, index, one), "%s: student %d, mark %zu", label,
                      one->student, index);
            index++;
            used++;
            if (first == ONTRACK_DATE_NONE || one->date < first) first = one->date;
            if (one->date > last) last = one->date;
        }
    }
    const ontrack_table_counts counts = ontrack_dataset_counts(dataset, ONTRACK_TABLE_ATTENDANCE);
    cr_expect_eq(counts.records, (int64_t)marks.count, "%s", label);
    cr_expect_eq(counts.used, used, "%s", label);
    cr_expect_eq(counts.orphans, orphans, "%s", label);
    cr_expect_eq(counts.duplicates, duplicates, "%s", label);
    cr_expect(counts.first == first && counts.last == last, "%s", label);
    size_t kept = 0;
    for (size_t i = 0; i < ontrack_dataset_count(dataset); i++)
        kept += ontrack_student_count(ontrack_dataset_at(dataset, i), ONTRACK_TABLE_ATTENDANCE);
    cr_expect_eq((int64_t)kept, used, "%s: nothing besides", label);
    free(marks.items);
}

static void check_every_way(list *marks, bool has_bits, const char *name)
{
    static const char *const orders[] = {"by student", "by date", "in no order"};
    for (int way = 0; way < 6; way++) {
        char label[80];
        snprintf(label, sizeof label, "%s %s, lines %s", name, orders[way / 2],
                 way % 2 == 0 ? "first" : "last");
        if (way / 2 < 2)
            qsort(marks->items, marks->count, sizeof *marks->items,
                  way / 2 == 0 ? compare : compare_dates);
        else
            shuffle(marks);
        ontrack_dataset *dataset = NULL;
        cr_assert_eq(build(marks, way % 2 == 0, NULL, &dataset), ONTRACK_OK);
        const ontrack__days *days = &dataset->facts.days;
        cr_expect_eq(days->first < days->end, has_bits, "%s", label);
        check(marks, dataset, label);
        ontrack_dataset_free(dataset);
    }
    free(marks->items);
}

/* A school of 40 students, of whom `lines` are listed, over 230 days: mostly present. */
static list school(int lines)
{
    list marks = {NULL, 0, 0, lines, 11};
    for (int student = 0; student < 40; student++)
        for (ontrack_date date = 20000; date < 20230; date++) {
            if (date % 7 > 4) continue;
            const unsigned what = below(&marks, 20);
            add(&marks, student, date, what == 0 ? 2 : 1, what == 1 ? 120 : 390);
            if (what == 2) add(&marks, student, date, 1, 390);  /* again */
            if (what == 3) add(&marks, student, date, 2, NONE); /* beside it */
            if (what == 4) add(&marks, student, date, 0, NONE);
        }
    return marks;
}

Test(facts, a_daily_school)
{
    list marks = school(40);
    check_every_way(&marks, true, "daily");
}

Test(facts, students_who_are_not_listed_are_counted)
{
    list marks = school(25);
    check_every_way(&marks, true, "orphans");
}

Test(facts, dates_far_apart_are_kept_as_they_are)
{
    list marks = school(40);
    for (int i = 0; i < 300; i++)
        add(&marks, i % 40, ONTRACK__FIRST_DAY + i * 365, 1, 390);
    add(&marks, 0, ONTRACK__FIRST_DAY, 1, 390);
    add(&marks, 1, ONTRACK__LAST_DAY, 1, 390);
    check_every_way(&marks, true, "wild");
}

Test(facts, few_marks_need_no_bits)
{
    list marks = {NULL, 0, 0, 10, 3};
    for (int i = 0; i < 1000; i++)
        add(&marks, i % 10, 20000 + i / 10, 1, NONE);
    check_every_way(&marks, false, "few");
}

/* More kinds than a short entry can name; the commonest one comes last by its bytes. */
Test(facts, more_kinds_than_fit_beside_a_day)
{
    ontrack_builder *builder = NULL;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    for (int i = 0; i < 3; i++)
        cr_assert_eq(push_line(builder, i), ONTRACK_OK);
    enum { KINDS = 40000 };
    ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
    for (int i = 0; i < KINDS; i++) {
        char period[16];
        snprintf(period, sizeof period, "%d", i);
        record.student_id = ontrack_text_of(i % 100 == 0 ? "s0001" : "s0000");
        record.date = 20000 + i % 5;
        record.code = ontrack_text_of("A");
        record.period = ontrack_text_of(period);
        cr_assert_eq(ontrack_builder_add_attendance(builder, &record, NULL), ONTRACK_OK);
    }
    record.student_id = ontrack_text_of("s0002");
    record.period = ontrack_text_of("");
    cr_assert_eq(ontrack_builder_add_attendance(builder, &record, NULL), ONTRACK_OK);
    ontrack_dataset *dataset = NULL;
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    ontrack_builder_free(builder);
    const ontrack_table_counts counts = ontrack_dataset_counts(dataset, ONTRACK_TABLE_ATTENDANCE);
    cr_expect_eq(counts.used, KINDS + 1);
    cr_expect(dataset->facts.students[0].wide_marks && !dataset->facts.students[2].wide_marks);
    const ontrack_student *student = ontrack_dataset_at(dataset, 1);
    cr_assert_eq(ontrack_student_count(student, ONTRACK_TABLE_ATTENDANCE), KINDS / 100);
    ontrack_attendance_record before = ONTRACK_ATTENDANCE_RECORD_INIT;
    for (size_t i = 0; i < KINDS / 100; i++) {
        ontrack_student_record_at(student, ONTRACK_TABLE_ATTENDANCE, i, &record);
        const int order = memcmp(
            record.period.data, before.period.data == NULL ? "" : before.period.data,
            before.period.size < record.period.size ? before.period.size : record.period.size);
        cr_assert(i == 0 || record.date > before.date ||
                      (record.date == before.date &&
                       (order > 0 || (order == 0 && record.period.size > before.period.size))),
                  "mark %zu is out of order", i);
        before = record;
    }
    ontrack_dataset_free(dataset);
}

/* ---- memory ---- */

Test(facts, every_allocation_may_fail)
{
    list marks = school(30);
    for (int i = 0; i < 20; i++)
        add(&marks, i, ONTRACK__FIRST_DAY + i * 900, 1, 390);
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (memory.fail_at = 1;; memory.fail_at++) {
        memory.calls = 0;
        ontrack_dataset *dataset = NULL;
        const ontrack_status status = build(&marks, true, &allocator, &dataset);
        ontrack_dataset_free(dataset);
        cr_assert_eq(memory.live, 0, "call %zu leaks", memory.fail_at);
        cr_assert_eq(memory.bytes, 0, "call %zu names other sizes on release", memory.fail_at);
        if (memory.calls < memory.fail_at) {
            cr_expect_eq(status, ONTRACK_OK);
            break;
        }
        cr_assert_eq(status, ONTRACK_NO_MEMORY);
    }
    free(marks.items);
}

/* A year of daily marks costs far less than a word a mark, and wild dates no more than themselves.
 */
Test(facts, a_day_costs_about_a_bit)
{
    for (int wild = 0; wild < 2; wild++) {
        list marks = {NULL, 0, 0, 1000, 5};
        for (int student = 0; student < 1000; student++)
            for (ontrack_date date = 20000; date < 20180; date++)
                add(&marks, student, date, 1, 390);
        for (int i = 0; wild && i < 1000; i++)
            add(&marks, i, ONTRACK__FIRST_DAY + i * 100, 1, 390);
        failing memory = {0, 0, 0, 0};
        const ontrack_allocator allocator = failing_allocator(&memory);
        ontrack_dataset *dataset = NULL;
        cr_assert_eq(build(&marks, true, &allocator, &dataset), ONTRACK_OK);
        cr_expect_lt(memory.bytes, 300 * 1000, "%zu bytes", memory.bytes);
        ontrack_dataset_free(dataset);
        free(marks.items);
    }
}

/* ---- by handle ---- */

static ontrack_status push_by_handle(ontrack_builder *builder, const mark *one, bool by_id)
{
    char id[16];
    uint32_t student, handle;
    ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
    snprintf(id, sizeof id, "s%04d", one->student);
    record.code = ontrack_text_of(codes[one->code]);
    record.minutes = one->minutes;
    ontrack_status status = ontrack_builder_mark(builder, &record, &handle, NULL);
    if (status != ONTRACK_OK || by_id)
        return status != ONTRACK_OK ? status
                                    : ontrack_builder_push_mark_of(builder, ontrack_text_of(id),
                                                                   one->date, handle, NULL);
    status = ontrack_builder_student(builder, ontrack_text_of(id), &student, NULL);
    return status != ONTRACK_OK
               ? status
               : ontrack_builder_push_mark(builder, student, one->date, handle, NULL);
}

/* A school by handles, or by ids and handles, in every order in which the next student is guessed;
 * whole records of the same marks must follow. */
Test(facts, marks_by_handle_are_records)
{
    static int (*const orders[])(const void *, const void *) = {NULL, compare, compare_dates};
    static const char *const labels[] = {"no order", "by student", "by date"};
    for (size_t way = 0; way < 6; way++) {
        list marks = school(25);
        ontrack_builder *builder = NULL;
        ontrack_dataset *dataset = NULL;
        if (orders[way / 2] != NULL)
            qsort(marks.items, marks.count, sizeof *marks.items, orders[way / 2]);
        cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
        for (int i = 0; i < 20; i++)
            cr_assert_eq(push_line(builder, i), ONTRACK_OK);
        for (size_t i = 0; i < marks.count; i++)
            cr_assert_eq(push_by_handle(builder, &marks.items[i], way % 2 == 1), ONTRACK_OK);
        for (int i = 20; i < 25; i++)
            cr_assert_eq(push_line(builder, i), ONTRACK_OK);
        cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
        check(&marks, dataset, labels[way / 2]);
        ontrack_dataset_free(dataset);
        ontrack_builder_free(builder);
        free(marks.items);
    }
}

/* Marks wait in a queue for some time; whatever is refused for lack of memory may be pushed again,
 * and what was taken before is still there. */
Test(facts, a_mark_refused_for_memory_may_be_pushed_again)
{
    list marks = school(40);
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    qsort(marks.items, marks.count, sizeof *marks.items, compare_dates);
    for (size_t way = 0, refused = 1; way < 2; way++, refused = 1)
        for (size_t fail_at = 1; refused > 0; fail_at++) {
            ontrack_builder *builder = NULL;
            ontrack_dataset *dataset = NULL;
            memory.fail_at = memory.calls = refused = 0;
            cr_assert_eq(ontrack_builder_new(&allocator, &builder, NULL), ONTRACK_OK);
            for (int i = 0; i < 40; i++)
                cr_assert_eq(push_line(builder, i), ONTRACK_OK);
            memory.fail_at = memory.calls + fail_at;
            for (size_t i = 0; i < marks.count; i++) {
                ontrack_status status = push_by_handle(builder, &marks.items[i], way == 1);
                refused += status == ONTRACK_NO_MEMORY;
                if (status == ONTRACK_NO_MEMORY)
                    status = push_by_handle(builder, &marks.items[i], way == 1);
                cr_assert_eq(status, ONTRACK_OK, "mark %zu, failure %zu", i, fail_at);
            }
            memory.fail_at = 0;
            cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
            check(&marks, dataset, "again");
            ontrack_dataset_free(dataset);
            ontrack_builder_free(builder);
        }
    free(marks.items);
}

/* Of a student who is known. */
static void expect_no_mark(ontrack_builder *builder, const char *when)
{
    static const uint32_t handles[] = {99, 0x7FFF, 0x8000, UINT32_MAX - 1, UINT32_MAX};
    for (size_t i = 0; i < sizeof handles / sizeof *handles; i++)
        cr_expect_eq(ontrack_builder_push_mark(builder, 1, 20000, handles[i], NULL),
                     ONTRACK_INVALID_ARGUMENT, "%s: mark %u", when, handles[i]);
}

Test(facts, handles_that_are_none_are_told)
{
    list marks = school(25);
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    uint32_t student, handle;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    cr_expect_eq(ontrack_builder_push_mark(builder, 1, 20000, 0, NULL), ONTRACK_INVALID_ARGUMENT,
                 "nothing has come yet");
    cr_expect_eq(ontrack_builder_push_mark(builder, 1, 20000, UINT32_MAX, NULL),
                 ONTRACK_INVALID_ARGUMENT);
    cr_expect_eq(ontrack_builder_mark(builder, &record, &handle, &error), ONTRACK_INVALID_DATA);
    cr_expect_str_eq(error.message, "attendance: column \"code\" is empty");
    cr_expect_eq(ontrack_builder_mark(builder, NULL, &handle, NULL), ONTRACK_INVALID_ARGUMENT);
    cr_expect_eq(ontrack_builder_student(builder, ontrack_text_of(""), &student, NULL),
                 ONTRACK_INVALID_DATA);
    for (int i = 0; i < 25; i++)
        cr_assert_eq(push_line(builder, i), ONTRACK_OK);
    expect_no_mark(builder, "no bits yet");
    for (size_t i = 0; i < marks.count; i++) /* enough for bits */
        cr_assert_eq(push_mark(builder, &marks.items[i]), ONTRACK_OK);
    expect_no_mark(builder, "bits");
    record.code = ontrack_text_of("P");
    record.minutes = 390;
    cr_assert_eq(ontrack_builder_mark(builder, &record, &handle, NULL), ONTRACK_OK);
    static const uint32_t strangers[] = {0, 41, 1000, UINT32_MAX};
    for (size_t i = 0; i < 4; i++)
        cr_expect_eq(ontrack_builder_push_mark(builder, strangers[i], 20000, handle, NULL),
                     ONTRACK_INVALID_ARGUMENT, "student %u", strangers[i]);
    static const ontrack_date dates[] = {ONTRACK__FIRST_DAY - 1, ONTRACK__LAST_DAY + 1,
                                         ONTRACK_DATE_NONE, INT32_MAX};
    for (size_t i = 0; i < 4; i++)
        cr_expect_eq(ontrack_builder_push_mark(builder, 1, dates[i], handle, NULL),
                     ONTRACK_INVALID_DATA, "date %d", dates[i]);
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    check(&marks, dataset, "none of them came in");
    cr_expect_eq(ontrack_builder_push_mark(builder, 1, 20000, handle, NULL),
                 ONTRACK_INVALID_ARGUMENT, "sealing ends a handle");
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
    free(marks.items);
}
