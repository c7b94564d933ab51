#include "support/failing.h"

#include <criterion/criterion.h>
#include <ontrack/error.h>
#include <ontrack/packed.h>
#include <stdio.h>
#include <string.h>

/* A small generator, the same on every machine. */
static unsigned next(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static ontrack_text word(unsigned *seed)
{
    static const char *const words[] = {"", "UX", "E", "S1", "ENG-101", "caf\xC3\xA9", "=1+1"};
    return ontrack_text_of(words[next(seed, 7)]);
}

/* One random record of student "s" into a builder; some repeat, some are refused. */
static void push_random(ontrack_builder *builder, unsigned *seed)
{
    const ontrack_text id = ontrack_text_of("s"), code = ontrack_text_of("OSS");
    const ontrack_date date = 20000 + (ontrack_date)next(seed, 60);
    ontrack_attendance_record mark = {id, date, word(seed), word(seed), ONTRACK_DECIMAL_NONE, 5};
    ontrack_grade_record grade = {id,         word(seed), 5000,       word(seed), word(seed),
                                  word(seed), 5000,       word(seed), date,       word(seed)};
    ontrack_action_record action = {id, date, code, (int32_t)next(seed, 3) * 5000, word(seed)};
    ontrack_attribute_record attribute = {id, word(seed), word(seed)};
    switch (next(seed, 4)) {
    case 0:
        ontrack_builder_add_attendance(builder, &mark, NULL);
        break;
    case 1:
        ontrack_builder_add_grade(builder, &grade, NULL);
        break;
    case 2:
        ontrack_builder_add_action(builder, &action, NULL);
        break;
    default:
        ontrack_builder_add_attribute(builder, &attribute, NULL);
    }
}

static ontrack_builder *with_student(void)
{
    ontrack_builder *builder = NULL;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    ontrack_student_record line = ONTRACK_STUDENT_RECORD_INIT;
    line.student_id = ontrack_text_of("s");
    line.grade_level = ontrack_text_of("9");
    cr_assert_eq(ontrack_builder_add_student(builder, &line, NULL), ONTRACK_OK);
    return builder;
}

static ontrack_buffer pack(ontrack_builder *builder)
{
    ontrack_dataset *dataset = NULL;
    ontrack_buffer out = ONTRACK_BUFFER_INIT;
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_dataset_count(dataset), 1);
    cr_assert_eq(ontrack_student_encode(ontrack_dataset_at(dataset, 0), &out, NULL), ONTRACK_OK);
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
    return out;
}

static ontrack_buffer random_pack(unsigned seed, int records)
{
    ontrack_builder *builder = with_student();
    for (int i = 0; i < records; i++)
        push_random(builder, &seed);
    return pack(builder);
}

static ontrack_buffer merged(const ontrack_buffer *left, const ontrack_buffer *right)
{
    ontrack_buffer out = ONTRACK_BUFFER_INIT;
    cr_assert_eq(ontrack_packed_merge(left->data, left->size, right->data, right->size, &out, NULL),
                 ONTRACK_OK);
    return out;
}

static bool equal(const ontrack_buffer *a, const ontrack_buffer *b)
{
    return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

Test(packed, merge_is_commutative_associative_and_idempotent)
{
    for (unsigned round = 0; round < 60; round++) {
        ontrack_buffer a = random_pack(round * 3, 20), b = random_pack(round * 3 + 1, 12),
                       c = random_pack(round * 3 + 2, 5);
        ontrack_buffer ab = merged(&a, &b), ba = merged(&b, &a), bc = merged(&b, &c);
        ontrack_buffer left = merged(&ab, &c), right = merged(&a, &bc);
        ontrack_buffer twice = merged(&ab, &a), self = merged(&a, &a);
        cr_assert(equal(&ab, &ba), "round %u", round);
        cr_assert(equal(&left, &right), "round %u", round);
        cr_assert(equal(&twice, &ab), "round %u", round);
        cr_assert(equal(&self, &a), "round %u", round);
        ontrack_buffer *all[] = {&a, &b, &c, &ab, &ba, &bc, &left, &right, &twice, &self};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            ontrack_buffer_dispose(all[i]);
    }
}

Test(packed, decoding_and_encoding_again_gives_the_same_bytes)
{
    for (unsigned round = 0; round < 100; round++) {
        ontrack_buffer first = random_pack(round, (int)round);
        ontrack_builder *builder = NULL;
        cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
        cr_assert_eq(ontrack_builder_push_packed(builder, first.data, first.size, NULL),
                     ONTRACK_OK);
        ontrack_buffer second = pack(builder);
        cr_assert(equal(&first, &second), "round %u", round);
        ontrack_buffer_dispose(&first);
        ontrack_buffer_dispose(&second);
    }
}

Test(packed, the_order_of_records_changes_no_byte)
{
    enum { RECORDS = 30 };
    for (unsigned round = 0; round < 40; round++) {
        ontrack_builder *forth = with_student(), *back = with_student();
        unsigned seeds[RECORDS];
        for (unsigned i = 0; i < RECORDS; i++)
            seeds[i] = round * 1000 + i;
        for (unsigned i = 0; i < RECORDS; i++) {
            unsigned seed = seeds[i];
            push_random(forth, &seed);
            seed = seeds[RECORDS - 1 - i];
            push_random(back, &seed);
        }
        ontrack_buffer a = pack(forth), b = pack(back);
        cr_assert(equal(&a, &b), "round %u", round);
        ontrack_buffer_dispose(&a);
        ontrack_buffer_dispose(&b);
    }
}

Test(packed, another_student_is_refused)
{
    ontrack_buffer a = random_pack(1, 5), out = ONTRACK_BUFFER_INIT;
    ontrack_builder *builder = NULL;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    ontrack_student_record line = ONTRACK_STUDENT_RECORD_INIT;
    line.student_id = ontrack_text_of("t");
    line.grade_level = ontrack_text_of("9");
    cr_assert_eq(ontrack_builder_add_student(builder, &line, NULL), ONTRACK_OK);
    ontrack_buffer other = pack(builder);
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_expect_eq(ontrack_packed_merge(a.data, a.size, other.data, other.size, &out, &error),
                 ONTRACK_INVALID_DATA);
    cr_expect_not_null(strstr(error.message, "different students"));
    ontrack_buffer_dispose(&a);
    ontrack_buffer_dispose(&other);
    ontrack_buffer_dispose(&out);
}

/* Every cut, every changed byte, random bytes: an ordinary error or a valid student, never a crash.
 */
static ontrack_status try_bytes(const char *data, size_t size)
{
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    const ontrack_status status = ontrack_builder_push_packed(builder, data, size, &error);
    cr_assert(status == ONTRACK_OK || status == ONTRACK_INVALID_DATA || status == ONTRACK_LIMIT);
    cr_assert_eq(status != ONTRACK_OK, error.message[0] != '\0');
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    if (status != ONTRACK_OK) cr_assert_eq(ontrack_dataset_count(dataset), 0);
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
    return status;
}

Test(packed, hostile_bytes_are_an_ordinary_error)
{
    ontrack_buffer good = random_pack(7, 25);
    cr_expect_eq(try_bytes(good.data, good.size), ONTRACK_OK);
    for (size_t size = 0; size < good.size; size++)
        cr_assert_neq(try_bytes(good.data, size), ONTRACK_OK, "cut at %zu", size);
    char *bytes = malloc(good.size + 1);
    memcpy(bytes, good.data, good.size);
    bytes[good.size] = 0;
    cr_expect_eq(try_bytes(bytes, good.size + 1), ONTRACK_INVALID_DATA, "a byte too many");
    unsigned seed = 42;
    for (int round = 0; round < 20000; round++) {
        memcpy(bytes, good.data, good.size);
        for (unsigned i = 0; i <= next(&seed, 3); i++)
            bytes[next(&seed, (unsigned)good.size)] = (char)next(&seed, 256);
        try_bytes(bytes, good.size);
    }
    cr_expect_eq(try_bytes("OTP\x04", 4), ONTRACK_INVALID_DATA, "a version to come");
    cr_expect_eq(try_bytes("", 0), ONTRACK_INVALID_DATA);
    free(bytes);
    ontrack_buffer_dispose(&good);
}

/* A line, marks of `code` on every `step`-th of so many days. */
static ontrack_buffer pack_days(const char *code, int days, int step)
{
    ontrack_builder *builder = with_student();
    for (int day = 0; day < days; day += step) {
        const ontrack_attendance_record mark = {ontrack_text_of("s"),  20001 + day,
                                                ontrack_text_of(code), ontrack_text_of(""),
                                                ONTRACK_DECIMAL_NONE,  INT32_MIN};
        cr_assert_eq(ontrack_builder_add_attendance(builder, &mark, NULL), ONTRACK_OK);
    }
    return pack(builder);
}

/* The first day begins a byte of bitmaps. */
Test(packed, days_are_a_bitmap_or_distances_whichever_is_shorter)
{
    static const struct {
        const char *label;
        int days, step;
        size_t bytes; /* beyond those of one day */
    } cases[] = {
        {"one day", 1, 1, 0},
        {"two in a row", 2, 1, 0},
        {"eight days", 8, 1, 0},
        {"nine days", 9, 1, 1},
        {"every eighth day", 8 * 100, 8, 1 + 99},
        {"every ninth day", 9 * 100, 9, 1 + 99}, /* the first has a byte more, and no bitmap */
        {"two far apart", 2 * 100, 100, 1},
        {"two very far apart", 2 * 1000, 1000, 2},
    };
    ontrack_buffer one = pack_days("P", 1, 1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ontrack_buffer some = pack_days("P", cases[i].days, cases[i].step);
        cr_expect_eq(some.size, one.size + cases[i].bytes, "%s: %zu", cases[i].label,
                     some.size - one.size);
        ontrack_buffer both = merged(&some, &one);
        cr_expect(equal(&both, &some), "%s", cases[i].label);
        cr_expect_eq(try_bytes(some.data, some.size), ONTRACK_OK, "%s", cases[i].label);
        ontrack_buffer_dispose(&some);
        ontrack_buffer_dispose(&both);
    }
    ontrack_buffer_dispose(&one);
}

/* Merging gives what pushing both into one builder and sealing gives. */
static ontrack_buffer sealed_together(const ontrack_buffer *left, const ontrack_buffer *right)
{
    ontrack_builder *builder = NULL;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_builder_push_packed(builder, left->data, left->size, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_builder_push_packed(builder, right->data, right->size, NULL), ONTRACK_OK);
    return pack(builder);
}

Test(packed, merging_is_what_sealing_makes_of_both)
{
    for (unsigned round = 0; round < 60; round++) {
        ontrack_buffer a = random_pack(round, (int)round), b = random_pack(round + 1000, 25);
        ontrack_buffer out = merged(&a, &b), sealed = sealed_together(&a, &b);
        cr_assert(equal(&out, &sealed), "round %u", round);
        ontrack_buffer *all[] = {&a, &b, &out, &sealed};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            ontrack_buffer_dispose(all[i]);
    }
}

Test(packed, of_two_lines_the_fuller_stays)
{
    ontrack_builder *builder = with_student();
    ontrack_student_record line = ONTRACK_STUDENT_RECORD_INIT;
    line.student_id = ontrack_text_of("s");
    line.grade_level = ontrack_text_of("9");
    line.school_id = ontrack_text_of("North");
    cr_assert_eq(ontrack_builder_add_student(builder, &line, NULL), ONTRACK_OK);
    ontrack_buffer full = pack(builder), bare = pack(with_student());
    ontrack_buffer forth = merged(&full, &bare), back = merged(&bare, &full);
    cr_expect(equal(&forth, &full));
    cr_expect(equal(&back, &full));
    cr_expect_not(equal(&bare, &full));
    ontrack_buffer *all[] = {&full, &bare, &forth, &back};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        ontrack_buffer_dispose(all[i]);
}

/* The smallest student, and what may not be different in it. */
Test(packed, only_the_one_form_is_read)
{
    /* id "s"; the text "09"; a kind of line: grade level 09, no school; one row of nothing. */
    static const char good[] = "OTP\x03\x01s\x01\x02"
                               "09"
                               "\x02\x01\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    enum { SIZE = sizeof good - 1 };
    static const struct {
        const char *label, *fact;
        size_t at;
        char byte;
    } cases[] = {
        {"a version to come", "version", 3, 4},
        {"no id", "text is empty", 4, 0},
        {"an id with a NUL", "NUL", 5, 0},
        {"an id that is not UTF-8", "UTF-8", 5, '\xFF'},
        {"more texts than bytes", "count of texts", 6, 100},
        {"a grade level in another form", "grade level", 8, 'k'},
        {"students not given", "no own line", 10, 0},
        {"more kinds than there are", "missing", 10, 100},
        {"no grade level", "missing", 11, 0},
        {"no such text", "no text of that number", 11, 2},
        {"no row", "no rows", 13, 0},
        {"two lines", "rows are not in order", 13, 2},
        {"a year before 1900", "first_grade9_year", 17, 5},
    };
    cr_assert_eq(try_bytes(good, SIZE), ONTRACK_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char bytes[SIZE];
        ontrack_builder *builder = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        memcpy(bytes, good, SIZE);
        bytes[cases[i].at] = cases[i].byte;
        cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
        cr_expect_eq(ontrack_builder_push_packed(builder, bytes, SIZE, &error),
                     ONTRACK_INVALID_DATA, "%s", cases[i].label);
        cr_expect_not_null(strstr(error.message, cases[i].fact), "%s: %s", cases[i].label,
                           error.message);
        ontrack_builder_free(builder);
    }
}

/* A student with marks of one kind, whose days are those bytes. */
/* What merging says of bytes beside a student's own, before and behind them. */
static ontrack_status try_beside(const ontrack_buffer *good, const char *data, size_t size)
{
    ontrack_buffer out = ONTRACK_BUFFER_INIT;
    const ontrack_status status =
        ontrack_packed_merge(good->data, good->size, data, size, &out, NULL);
    cr_assert_eq(ontrack_packed_merge(data, size, good->data, good->size, &out, NULL), status);
    ontrack_buffer_dispose(&out);
    return status;
}

/* Tables that are the same are read once: what else is in the bytes must not pass with them. */
Test(packed, bytes_are_judged_alike_whatever_they_are_merged_with)
{
    ontrack_buffer good = random_pack(7, 25);
    char *bytes = malloc(good.size);
    unsigned seed = 43;
    int taken = 0;
    for (int round = 0; round < 6000; round++) {
        memcpy(bytes, good.data, good.size);
        bytes[6 + next(&seed, (unsigned)good.size - 6)] ^= (char)(1 << next(&seed, 8));
        const ontrack_status status = try_bytes(bytes, good.size);
        cr_assert_eq(try_beside(&good, bytes, good.size), status, "round %d", round);
        if (status != ONTRACK_OK) continue;
        const ontrack_buffer other = {bytes, good.size, good.size, good.allocator};
        ontrack_buffer out = merged(&good, &other), sealed = sealed_together(&good, &other);
        cr_assert(equal(&out, &sealed), "round %d", round);
        ontrack_buffer_dispose(&out);
        ontrack_buffer_dispose(&sealed);
        taken++;
    }
    cr_expect_gt(taken, 100, "some bytes changed to another student's year");
    free(bytes);
    ontrack_buffer_dispose(&good);
}

/* The texts and the line of one who has an attribute, which is not there: texts are left over. */
Test(packed, each_student_has_a_cell_for_each_text)
{
    enum { TEXTS = 6, WITHOUT = 10, WITH = 14 }; /* where they begin, and the tables behind them */
    const ontrack_attribute_record attribute = {ontrack_text_of("s"), ontrack_text_of("x"),
                                                ontrack_text_of("y")};
    ontrack_builder *builder = with_student();
    ontrack_buffer without = pack(with_student());
    cr_assert_eq(ontrack_builder_add_attribute(builder, &attribute, NULL), ONTRACK_OK);
    ontrack_buffer with = pack(builder);
    char bytes[256];
    const size_t size = WITH + without.size - WITHOUT;
    cr_assert_leq(size, sizeof bytes);
    cr_assert_eq(with.data[TEXTS], 3);
    memcpy(bytes, with.data, WITH);
    memcpy(bytes + WITH, without.data + WITHOUT, without.size - WITHOUT);
    cr_expect_eq(try_bytes(bytes, size), ONTRACK_INVALID_DATA);
    cr_expect_eq(try_beside(&with, bytes, size), ONTRACK_INVALID_DATA);
    cr_expect_eq(try_beside(&with, without.data, without.size), ONTRACK_OK);
    ontrack_buffer_dispose(&with);
    ontrack_buffer_dispose(&without);
}

static ontrack_status try_days(const char *days, size_t size, ontrack_error *error)
{
    static const char head[] = "OTP\x03\x01s\x02\x02"
                               "09"
                               "\x01P\x02\x01\0\x01\0\0\0\0\0\x02\x02\0\0\0";
    static const char tail[9] = {0};
    char bytes[sizeof head - 1 + 32 + sizeof tail];
    ontrack_builder *builder = NULL;
    cr_assert_leq(size, 32);
    memcpy(bytes, head, sizeof head - 1);
    memcpy(bytes + sizeof head - 1, days, size);
    memcpy(bytes + sizeof head - 1 + size, tail, sizeof tail);
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    const ontrack_status status =
        ontrack_builder_push_packed(builder, bytes, sizeof head - 1 + size + sizeof tail, error);
    ontrack_builder_free(builder);
    return status;
}

/* The last day of all is the fifth of byte 13,696, which is 80 6B. */
Test(packed, only_one_form_of_days_is_read)
{
    static const struct {
        const char *label, *fact, *bytes; /* no fact: it is read */
        size_t size;
    } cases[] = {
        {"a bitmap of a day", NULL, "\x03\x00\x01", 3},
        {"a bitmap of two bytes", NULL, "\x05\x00\x80\x01", 4},
        {"two days far apart", NULL, "\x04\x00\x40", 3},
        {"the last day of all", NULL, "\x03\x80\x6B\x10", 4},
        {"behind the last day", "bitmap", "\x03\x80\x6B\x20", 4},
        {"a byte behind the last", "bitmap", "\x03\x81\x6B\x01", 4},
        {"a bitmap beyond the last", "bitmap", "\x05\x80\x6B\x0F\x01", 5},
        {"a bitmap of nothing", "bitmap", "\x01\x00", 2},
        {"a bitmap of more than there is", "bitmap", "\x7F\x00\x01", 3},
        {"a bitmap of the largest size", "bitmap", "\xFF\xFF\xFF\xFF\x0F\x00\x01", 7},
        {"a first byte of 0", "bitmap", "\x05\x00\x00\x03", 4},
        {"a last byte of 0", "bitmap", "\x05\x00\x03\x00", 4},
        {"a bitmap longer than distances", "shortest", "\x07\x00\x01\x00\x01", 5},
        {"distances longer than a bitmap", "shortest", "\x04\x00\x08", 3},
        {"one day as a distance", "shortest", "\x02\x00", 2},
        {"no day", "count of days", "\x00", 1},
        {"more days than bytes", "count of days", "\x7E\x00\x40", 3},
        {"a day twice", "day is wrong", "\x04\x00\x00", 3},
        {"a distance beyond the last day", "day is wrong", "\x04\x00\x85\xD8\x06", 5},
        {"a number longer than it need be", "day is wrong", "\x04\x00\xC0\x00", 4},
        {"a number too large", "day is wrong", "\x04\x00\xFF\xFF\xFF\xFF\x1F", 7},
        {"a number of six bytes", "day is wrong", "\x04\x00\x80\x80\x80\x80\x80\x01", 8},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ontrack_error error = ONTRACK_ERROR_INIT;
        const ontrack_status status = try_days(cases[i].bytes, cases[i].size, &error);
        cr_expect_eq(status, cases[i].fact == NULL ? ONTRACK_OK : ONTRACK_INVALID_DATA, "%s: %s",
                     cases[i].label, error.message);
        if (cases[i].fact == NULL || status == ONTRACK_OK) continue;
        cr_expect_not_null(strstr(error.message, cases[i].fact), "%s: %s", cases[i].label,
                           error.message);
        cr_expect_not_null(strstr(error.message, "byte "), "%s: no place", cases[i].label);
    }
}

static ontrack_status pack_and_merge(const ontrack_allocator *allocator, const ontrack_buffer *a,
                                     const ontrack_buffer *b)
{
    ontrack_builder *builder = NULL;
    ontrack_buffer out = ONTRACK_BUFFER_INIT;
    out.allocator = *allocator;
    ontrack_status status = ontrack_builder_new(allocator, &builder, NULL);
    if (status == ONTRACK_OK) status = ontrack_builder_push_packed(builder, a->data, a->size, NULL);
    if (status == ONTRACK_OK)
        status = ontrack_packed_merge(a->data, a->size, b->data, b->size, &out, NULL);
    ontrack_builder_free(builder);
    ontrack_buffer_dispose(&out);
    return status;
}

Test(packed, every_allocation_may_fail)
{
    ontrack_buffer a = random_pack(1, 30), b = random_pack(2, 30);
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (memory.fail_at = 1;; memory.fail_at++) {
        memory.calls = 0;
        const ontrack_status status = pack_and_merge(&allocator, &a, &b);
        cr_assert_eq(memory.live, 0, "call %zu", memory.fail_at);
        cr_assert_eq(memory.bytes, 0, "call %zu", memory.fail_at);
        if (memory.calls < memory.fail_at) break;
        cr_assert_eq(status, ONTRACK_NO_MEMORY, "call %zu", memory.fail_at);
    }
    cr_expect_gt(memory.fail_at, 50);
    ontrack_buffer_dispose(&a);
    ontrack_buffer_dispose(&b);
}
