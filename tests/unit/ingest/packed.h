/* packed.h - gzip data for tests. */
#ifndef ONTRACK_TESTS_INGEST_PACKED_H
#define ONTRACK_TESTS_INGEST_PACKED_H

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* One gzip member; the caller frees it. */
static inline unsigned char *packed(const void *data, size_t size, size_t *packed_size)
{
    z_stream stream = {0};
    const size_t room = size / 1000 * 12 + size + 256;
    unsigned char *out = malloc(room);
    cr_assert_not_null(out);
    cr_assert_eq(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    unsigned char *in = malloc(size + 1);
    cr_assert_not_null(in);
    if (size > 0) memcpy(in, data, size);
    stream.next_in = in;
    stream.avail_in = (uInt)size;
    stream.next_out = out;
    stream.avail_out = (uInt)room;
    cr_assert_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    *packed_size = stream.total_out;
    deflateEnd(&stream);
    free(in);
    return out;
}

#endif
