#include "ingest/unescape.h"

#include "pieces.h"

#include <criterion/criterion.h>

Test(unescape, backslashes_before_quotes_double_them)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"plain", "plain"},
        {"\"a \\\"b\\\" c\"", "\"a \"\"b\"\" c\""},
        {"\"end\\\\\"", "\"end\\\""},
        {"C:\\temp", "C:\\temp"},
        {"\\", "\\"},
        {"\\\\\\\"", "\\\"\""},
        {"\\n\\\"", "\\n\"\""},
        {"", ""},
    };
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t piece = 1; piece <= 4; piece++) {
            for (size_t room = 1; room <= 5; room++) {
                pieces source = pieces_of(rows[i].in, strlen(rows[i].in), piece);
                ontrack__bytes *bytes = NULL;
                char out[64];
                size_t size = 0, got = 1;
                cr_assert_eq(ontrack__bytes_unescape(&allocator, &source.base, &bytes, NULL),
                             ONTRACK_OK);
                for (; got > 0; size += got)
                    cr_assert_eq(bytes->read(bytes, out + size, room, &got, NULL), ONTRACK_OK);
                bytes->close(bytes);
                out[size] = '\0';
                cr_expect_str_eq(out, rows[i].out, "%s by %zu into %zu", rows[i].in, piece, room);
                cr_expect(source.closed);
            }
        }
    }
}

Test(unescape, a_failing_source_is_told)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    pieces source = pieces_of("a\\", 2, 0);
    ontrack__bytes *bytes = NULL;
    char out[8];
    size_t got = 0;
    source.broken = true;
    cr_assert_eq(ontrack__bytes_unescape(&allocator, &source.base, &bytes, NULL), ONTRACK_OK);
    cr_expect_eq(bytes->read(bytes, out, sizeof out, &got, NULL), ONTRACK_OK);
    cr_expect_eq(got, 1);
    cr_expect_eq(bytes->read(bytes, out, sizeof out, &got, NULL), ONTRACK_IO);
    bytes->close(bytes);
}
