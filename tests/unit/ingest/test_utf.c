#include "base/buffer.h"
#include "pieces.h"
#include "support/failing.h"

#include <criterion/criterion.h>

/* Everything that the text stage hands on, read `step` bytes at once, up to what is no text. */
static ontrack_status convert(const char *data, size_t size, size_t piece, size_t step, bool latin1,
                              ontrack_buffer *out, ontrack_error *error)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    pieces source = pieces_of(data, size, piece);
    ontrack__bytes *text = NULL;
    cr_assert_eq(ontrack__bytes_text(&allocator, &source.base, latin1, &text, error), ONTRACK_OK);
    ontrack_status status = ONTRACK_OK;
    char block[256];
    for (size_t got = 1; status == ONTRACK_OK && got > 0;) {
        status = text->read(text, block, step, &got, error);
        cr_assert_leq(got, step);
        cr_assert(ontrack__buffer_append(out, block, got));
    }
    text->close(text);
    cr_assert(source.closed);
    size_t good = 0;
    if (status == ONTRACK_OK && out->size > 0) {
        status = ontrack__text_check(out->data, out->size, &good, error);
        out->data[out->size = good] = '\0';
    }
    return status;
}

static const struct {
    const char *label, *data;
    size_t size;
    bool latin1;
    const char *text;    /* handed on */
    const char *message; /* NULL: none; else its beginning */
} rows[] = {
    {"nothing", "", 0, false, "", NULL},
    {"ASCII", "abc", 3, false, "abc", NULL},
    {"long ASCII", "abcdefghijklmnopqrstuvwxyz\n\r\t0123456789", 39, false,
     "abcdefghijklmnopqrstuvwxyz\n\r\t0123456789", NULL},
    {"UTF-8", "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z", 11, false,
     "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z", NULL},
    {"UTF-8 mark",
     "\xEF\xBB\xBF"
     "a",
     4, false, "a", NULL},
    {"only a mark", "\xEF\xBB\xBF", 3, false, "", NULL},
    {"second mark stays",
     "\xEF\xBB\xBF\xEF\xBB\xBF"
     "a",
     7, false,
     "\xEF\xBB\xBF"
     "a",
     NULL},
    {"part of a mark", "\xEF\xBB", 2, false, "", "bytes that are not UTF-8"},
    {"UTF-16 LE",
     "\xFF\xFE"
     "a\0\xE9\0\xAC\x20\x3D\xD8\x00\xDE",
     12, false, "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", NULL},
    {"UTF-16 BE", "\xFE\xFF\0a\0\xE9\x20\xAC\xD8\x3D\xDE\x00", 12, false,
     "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", NULL},
    {"UTF-16 of nothing", "\xFF\xFE", 2, false, "", NULL},
    {"UTF-16 cut in a unit",
     "\xFF\xFE"
     "a\0b",
     5, false, "a", "bytes that are not UTF-16"},
    {"UTF-16 cut in a pair",
     "\xFF\xFE"
     "a\0\x3D\xD8",
     6, false, "a", "bytes that are not UTF-16"},
    {"UTF-16 lone low half",
     "\xFF\xFE"
     "a\0\x00\xDE"
     "b\0",
     8, false, "a", "bytes that are not UTF-16"},
    {"UTF-16 high half twice", "\xFE\xFF\0a\xD8\x3D\xD8\x3D", 8, false, "a",
     "bytes that are not UTF-16"},
    {"UTF-16 NUL",
     "\xFF\xFE"
     "a\0\0\0",
     6, false, "a", "a NUL byte"},
    {"UTF-16 without a mark", "a\0b\0", 4, false, "a", "a NUL byte"},
    {"UTF-16 NUL between",
     "\xFF\xFE"
     "a\0b\0\0\0c\0d\0e\0",
     14, false, "ab", "a NUL byte"},
    {"NUL", "abcdefghijk\0lmnopq", 18, false, "abcdefghijk", "a NUL byte"},
    {"NUL with latin1", "a\0b", 3, true, "a", "a NUL byte"},
    {"Latin-1", "Jos\xE9,x", 6, false, "Jos", "bytes that are not UTF-8"},
    {"Latin-1 allowed", "Jos\xE9,\xFC\xFF", 7, true, "Jos\xC3\xA9,\xC3\xBC\xC3\xBF", NULL},
    {"Windows-1252 quote",
     "O\x92"
     "B\x80",
     4, true,
     "O\xE2\x80\x99"
     "B\xE2\x82\xAC",
     NULL},
    {"UTF-8 beside Latin-1", "\xC3\xA9\xE9\xC3", 4, true, "\xC3\xA9\xC3\xA9\xC3\x83", NULL},
    {"UTF-8 with latin1", "abc\xC3\xA9,\xE2\x82\xAC", 9, true, "abc\xC3\xA9,\xE2\x82\xAC", NULL},
    {"lead of three, one there",
     "\xE2\x82"
     "a",
     3, true,
     "\xC3\xA2\xE2\x80\x9A"
     "a",
     NULL},
    {"cut character", "ab\xE2\x82", 4, false, "ab", "bytes that are not UTF-8"},
    {"surrogate", "a\xED\xA0\x80", 4, false, "a", "bytes that are not UTF-8"},
    {"longer than need be", "a\xC0\x80", 3, false, "a", "bytes that are not UTF-8"},
    {"above U+10FFFF", "a\xF4\x90\x80\x80", 5, false, "a", "bytes that are not UTF-8"},
    {"lone continuation", "\x80", 1, false, "", "bytes that are not UTF-8"},
};

Test(utf, texts_and_faults_in_any_pieces)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t piece = 0; piece <= 5; piece++) {
            for (size_t step = 1; step <= 9; step++) {
                ontrack_buffer out = ONTRACK_BUFFER_INIT;
                ontrack_error error = ONTRACK_ERROR_INIT;
                const ontrack_status status =
                    convert(rows[i].data, rows[i].size, piece, step, rows[i].latin1, &out, &error);
                const bool fault = rows[i].message != NULL;
                cr_expect_eq(status, fault ? ONTRACK_INVALID_DATA : ONTRACK_OK, "%s",
                             rows[i].label);
                cr_expect_str_eq(out.data == NULL ? "" : out.data, rows[i].text, "%s",
                                 rows[i].label);
                cr_expect(!fault ||
                              strncmp(error.message, rows[i].message, strlen(rows[i].message)) == 0,
                          "%s: %s", rows[i].label, error.message);
                ontrack_buffer_dispose(&out);
            }
        }
    }
}

/* A character across the end of the stage's own buffer, at each of its bytes. */
Test(utf, characters_across_buffers)
{
    enum { SIZE = 65536 };
    static char data[SIZE + 8];
    static const char smile[] = "\xF0\x9F\x98\x80";
    for (size_t before = SIZE - 5; before <= SIZE + 1; before++) {
        memset(data, 'x', sizeof data);
        memcpy(data + before, smile, 4);
        ontrack_buffer out = ONTRACK_BUFFER_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_expect_eq(convert(data, before + 4, 0, 256, false, &out, &error), ONTRACK_OK);
        cr_expect_eq(out.size, before + 4);
        cr_expect_str_eq(out.data + before, smile);
        ontrack_buffer_dispose(&out);
    }
}

Test(utf, a_broken_source_is_told)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    pieces source = pieces_of("ab", 2, 0);
    source.broken = true;
    ontrack__bytes *text = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack__bytes_text(&allocator, &source.base, false, &text, &error), ONTRACK_OK);
    char block[8];
    size_t got = 0;
    cr_expect_eq(text->read(text, block, sizeof block, &got, &error), ONTRACK_IO);
    text->close(text);
}

Test(utf, memory_may_run_out)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (memory.fail_at = 1; memory.fail_at <= 2; memory.fail_at++) {
        pieces source = pieces_of("ab", 2, 0);
        ontrack__bytes *text = NULL;
        memory.calls = 0;
        cr_expect_eq(ontrack__bytes_text(&allocator, &source.base, false, &text, NULL),
                     ONTRACK_NO_MEMORY);
        cr_expect(source.closed);
        cr_expect_eq(memory.live, 0);
    }
}
