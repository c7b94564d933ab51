/* packed_reading.h - packed bytes while they are read; for packed_read*.c alone. Layer: records. */
#ifndef ONTRACK_RECORDS_PACKED_READING_H
#define ONTRACK_RECORDS_PACKED_READING_H

#include "base/error.h"
#include "records/packed.h"

typedef struct ontrack__reading {
    const unsigned char *data, *at, *end;
    ontrack__unpacked *to;
    const ontrack__unpacked *beside; /* whose texts these are, too; NULL: nobody's */
    /* Where the next word goes. Each has been a byte at least, so there is room for it. */
    int32_t *word;
    const ontrack_text *texts;
    size_t rows; /* so far */
    ontrack_error *error;
} ontrack__reading;

static inline ontrack_status ontrack__reading_broken(const ontrack__reading *read, const char *fact)
{
    return ontrack__fail(read->error, ONTRACK_INVALID_DATA,
                         "packed student, byte %zu: %s; encode it again from its source",
                         (size_t)(read->at - read->data), fact);
}

static inline size_t ontrack__reading_left(const ontrack__reading *read)
{
    return (size_t)(read->end - read->at);
}

/* A number of any form; only its shortest form is its form. */
static inline const unsigned char *ontrack__long_number(const unsigned char *at,
                                                        const unsigned char *end, uint32_t *number)
{
    uint64_t sum = 0;
    for (unsigned shift = 0; shift < 35 && at != end; shift += 7) {
        const unsigned char byte = *at++;
        sum |= (uint64_t)(byte & 0x7F) << shift;
        if (byte >= 0x80) continue;
        *number = (uint32_t)sum;
        return (byte == 0 && shift > 0) || sum > UINT32_MAX ? NULL : at;
    }
    return NULL;
}

/* What lies behind the number at `at`, or NULL when there is no number. Mostly it has one byte to
 * three. */
static inline const unsigned char *ontrack__read_number(const unsigned char *at,
                                                        const unsigned char *end, uint32_t *number)
{
    if (end - at < 3) return ontrack__long_number(at, end, number);
    *number = at[0];
    if (at[0] < 0x80) return at + 1;
    *number = (at[0] & 0x7Fu) | (uint32_t)at[1] << 7;
    if (at[1] < 0x80) return at[1] == 0 ? NULL : at + 2;
    *number = (*number & 0x3FFF) | (uint32_t)at[2] << 14;
    if (at[2] < 0x80) return at[2] == 0 ? NULL : at + 3;
    return ontrack__long_number(at, end, number);
}

static inline bool ontrack__get_number(ontrack__reading *read, uint32_t *number)
{
    const unsigned char *behind = ontrack__read_number(read->at, read->end, number);
    if (behind != NULL) read->at = behind;
    return behind != NULL;
}

/* So many rows more, of which there may be too many. */
static inline ontrack_status ontrack__reading_rows(ontrack__reading *read, size_t count)
{
    read->rows += count;
    if (read->rows <= ONTRACK__PACKED_MOST_ROWS) return ONTRACK_OK;
    return ontrack__fail(read->error, ONTRACK_LIMIT, "a packed student has over 4 million rows");
}

/* Reads the days of a kind of attendance (packed_read_days.c). */
ontrack_status ontrack__get_days(ontrack__reading *read);

#endif
