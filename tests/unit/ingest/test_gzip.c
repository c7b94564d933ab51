#include "base/buffer.h"
#include "packed.h"
#include "pieces.h"
#include "support/failing.h"

#include <criterion/criterion.h>

static const ontrack__gunzip_limits usual = ONTRACK__GUNZIP_LIMITS;

static ontrack_status expand(const ontrack_allocator *allocator, const void *data, size_t size,
                             size_t piece, const ontrack__gunzip_limits *limits,
                             ontrack_buffer *out, ontrack_error *error)
{
    pieces source = pieces_of(data, size, piece);
    ontrack__bytes *bytes = NULL;
    ontrack_status status = ontrack__bytes_gunzip(allocator, &source.base, limits, &bytes, error);
    if (status != ONTRACK_OK) {
        cr_assert(source.closed);
        return status;
    }
    char block[4000];
    for (size_t got = 1; status == ONTRACK_OK && got > 0;) {
        status = bytes->read(bytes, block, sizeof block, &got, error);
        if (status == ONTRACK_OK) cr_assert(ontrack__buffer_append(out, block, got));
    }
    bytes->close(bytes);
    cr_assert(source.closed);
    return status;
}

/* Text that neither shrinks to nothing nor stays as it is. */
static char *sample(size_t size)
{
    char *data = malloc(size);
    cr_assert_not_null(data);
    uint32_t state = 1;
    for (size_t i = 0; i < size; i++) {
        state = state * 1664525u + 1013904223u;
        data[i] = (char)('a' + (state >> 28));
    }
    return data;
}

static void expect_same(const char *label, const void *data, size_t size, size_t piece,
                        const char *text, size_t text_size)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    ontrack_buffer out = ONTRACK_BUFFER_INIT;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_expect_eq(expand(&allocator, data, size, piece, &usual, &out, &error), ONTRACK_OK, "%s: %s",
                 label, error.message);
    cr_expect_eq(out.size, text_size, "%s: %zu", label, out.size);
    cr_expect(text_size == 0 || memcmp(out.data, text, text_size) == 0, "%s", label);
    ontrack_buffer_dispose(&out);
}

Test(gzip, expands_and_hands_on)
{
    enum { SIZE = 300000 };
    char *text = sample(SIZE);
    size_t first_size, second_size, none_size;
    unsigned char *first = packed(text, 200000, &first_size);
    unsigned char *second = packed(text + 200000, SIZE - 200000, &second_size);
    unsigned char *none = packed("", 0, &none_size);
    unsigned char *both = malloc(first_size + none_size + second_size);
    cr_assert_not_null(both);
    memcpy(both, first, first_size);
    memcpy(both + first_size, none, none_size);
    memcpy(both + first_size + none_size, second, second_size);
    const size_t pieces_tried[] = {0, 1, 7, 65536};
    for (size_t i = 0; i < sizeof pieces_tried / sizeof *pieces_tried; i++) {
        const size_t piece = pieces_tried[i];
        expect_same("plain", text, SIZE, piece, text, SIZE);
        expect_same("one byte", "a", 1, piece, "a", 1);
        expect_same("first byte of the mark", "\x1f", 1, piece, "\x1f", 1);
        expect_same("nothing", "", 0, piece, "", 0);
        expect_same("packed nothing", none, none_size, piece, "", 0);
        expect_same("packed", first, first_size, piece, text, 200000);
        expect_same("members", both, first_size + none_size + second_size, piece, text, SIZE);
    }
    free(both);
    free(none);
    free(second);
    free(first);
    free(text);
}

Test(gzip, cut_anywhere_is_an_error)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    static const char text[] = "student_id,grade_level\nS1,09\nS2,09\n";
    size_t size;
    unsigned char *data = packed(text, sizeof text - 1, &size);
    for (size_t cut = 2; cut < size; cut++) {
        ontrack_buffer out = ONTRACK_BUFFER_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_expect_eq(expand(&allocator, data, cut, 0, &usual, &out, &error), ONTRACK_INVALID_DATA,
                     "%zu", cut);
        cr_expect_str_eq(error.message, "the gzip data ends too early; copy the file again");
        ontrack_buffer_dispose(&out);
    }
    free(data);
}

/* Some bytes of the ten in front say nothing of the contents (time, system, level). */
Test(gzip, a_changed_byte_is_never_taken_for_the_text)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    char *text = sample(3000);
    size_t size;
    unsigned char *data = packed(text, 3000, &size);
    size_t refused = 0;
    for (size_t at = 2; at < size; at++) {
        ontrack_buffer out = ONTRACK_BUFFER_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        data[at] ^= 0x55;
        const ontrack_status status = expand(&allocator, data, size, 0, &usual, &out, &error);
        if (status == ONTRACK_OK)
            cr_expect(out.size == 3000 && memcmp(out.data, text, 3000) == 0, "byte %zu", at);
        else
            refused++;
        data[at] ^= 0x55;
        ontrack_buffer_dispose(&out);
    }
    cr_expect_geq(refused, size - 10);
    free(data);
    free(text);
}

Test(gzip, what_follows_is_no_gzip)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    size_t size;
    unsigned char *data = packed("abc", 3, &size);
    unsigned char *longer = realloc(data, size + 4);
    cr_assert_not_null(longer);
    memcpy(longer + size, "more", 4);
    ontrack_buffer out = ONTRACK_BUFFER_INIT;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_expect_eq(expand(&allocator, longer, size + 4, 0, &usual, &out, &error),
                 ONTRACK_INVALID_DATA);
    cr_expect_str_eq(error.message, "the gzip data is damaged; copy the file again");
    ontrack_buffer_dispose(&out);
    free(longer);
}

Test(gzip, expansion_is_limited)
{
    enum { SIZE = 1 << 20 };
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    char *zeros = calloc(SIZE, 1);
    cr_assert_not_null(zeros);
    size_t size;
    unsigned char *data = packed(zeros, SIZE, &size);
    cr_assert_gt(SIZE / size, 500);
    static const struct {
        const char *label;
        ontrack__gunzip_limits limits;
        ontrack_status status;
    } cases[] = {
        {"within all", {SIZE, 2000, 0}, ONTRACK_OK},
        {"a byte too many", {SIZE - 1, 2000, 0}, ONTRACK_LIMIT},
        {"too dense", {SIZE, 250, 1000}, ONTRACK_LIMIT},
        {"dense but small", {SIZE, 250, SIZE}, ONTRACK_OK},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ontrack_buffer out = ONTRACK_BUFFER_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_expect_eq(expand(&allocator, data, size, 0, &cases[i].limits, &out, &error),
                     cases[i].status, "%s: %s", cases[i].label, error.message);
        ontrack_buffer_dispose(&out);
    }
    free(data);
    free(zeros);
}

Test(gzip, memory_may_run_out_anywhere)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    char *text = sample(100000);
    size_t size;
    unsigned char *data = packed(text, 100000, &size);
    for (memory.fail_at = 1;; memory.fail_at++) {
        ontrack_buffer out = ONTRACK_BUFFER_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        memory.calls = 0;
        const ontrack_status status = expand(&allocator, data, size, 0, &usual, &out, &error);
        ontrack_buffer_dispose(&out);
        cr_assert_eq(memory.live, 0);
        cr_assert_eq(memory.bytes, 0);
        if (memory.calls < memory.fail_at) {
            cr_assert_eq(status, ONTRACK_OK);
            break;
        }
        cr_assert_eq(status, ONTRACK_NO_MEMORY, "call %zu", memory.fail_at);
    }
    cr_expect_gt(memory.fail_at, 4);
    free(data);
    free(text);
}
