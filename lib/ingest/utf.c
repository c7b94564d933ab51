#include "base/error.h"
#include "base/text.h"
#include "ingest/bytes.h"

#include <string.h>

enum { INPUT_SIZE = 65536, LONGEST = 4, RUN = 64 };

typedef enum encoding { UNDECIDED, UTF_8, UTF_16_LE, UTF_16_BE } encoding;

typedef enum verdict { DECODED, IS_NUL, NOT_UTF_8, NOT_UTF_16 } verdict;

typedef struct text_source {
    ontrack__bytes base;
    ontrack_allocator allocator;
    ontrack__bytes *source;
    bool latin1;
    bool ended; /* the source has no more */
    encoding encoding;
    unsigned char *input;
    size_t at, end;      /* unread part of `input` */
    char ready[LONGEST]; /* a converted character of which a part may be handed on */
    size_t ready_at, ready_end;
} text_source;

/* What Windows-1252 has at 0x80 to 0x9F; ISO 8859-1 has controls there, which no export holds. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

/* More input behind what is unread, until a whole character is there or the source ends. */
static ontrack_status fill(text_source *self, ontrack_error *error)
{
    while (!self->ended && self->end - self->at < LONGEST) {
        memmove(self->input, self->input + self->at, self->end - self->at);
        self->end -= self->at;
        self->at = 0;
        size_t got = 0;
        const ontrack_status status = self->source->read(
            self->source, self->input + self->end, (size_t)INPUT_SIZE - self->end, &got, error);
        if (status != ONTRACK_OK) return status;
        self->end += got;
        self->ended = got == 0;
    }
    return ONTRACK_OK;
}

static void decide(text_source *self)
{
    static const struct {
        encoding encoding;
        size_t size;
        unsigned char mark[3];
    } marks[] = {
        {UTF_8, 3, {0xEF, 0xBB, 0xBF}}, {UTF_16_LE, 2, {0xFF, 0xFE}}, {UTF_16_BE, 2, {0xFE, 0xFF}}};
    self->encoding = UTF_8;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (self->end - self->at < marks[i].size) continue;
        if (memcmp(self->input + self->at, marks[i].mark, marks[i].size) != 0) continue;
        self->encoding = marks[i].encoding;
        self->at += marks[i].size;
        return;
    }
}

/* Whether RUN bytes are ASCII and no NUL; without a jump, so that a compiler takes many at once. */
static bool is_plain(const unsigned char *bytes)
{
    unsigned char odd = 0;
    for (size_t i = 0; i < RUN; i++)
        odd |= (unsigned char)(bytes[i] == 0) << 7 | bytes[i];
    return odd < 0x80;
}

/* How many of the first bytes are ASCII and no NUL. */
static size_t plain_run(const unsigned char *bytes, size_t size)
{
    size_t at = 0;
    while (at + RUN <= size && is_plain(bytes + at))
        at += RUN;
    while (at < size && bytes[at] != 0 && bytes[at] < 0x80)
        at++;
    return at;
}

static verdict decode_utf_8(text_source *self, uint32_t *point)
{
    const unsigned char *bytes = self->input + self->at;
    const unsigned char lead = bytes[0];
    const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const ontrack_text character = {(const char *)bytes, length};
    size_t read = 0;
    if (length <= self->end - self->at && ontrack__utf8_valid(character, NULL)) {
        *point = ontrack__utf8_next(character, &read);
    } else if (self->latin1) {
        *point = lead < 0xA0 ? windows_1252[lead - 0x80] : lead;
        read = 1;
    } else {
        return NOT_UTF_8;
    }
    self->at += read;
    return DECODED;
}

static uint32_t unit(const text_source *self, size_t at)
{
    const unsigned char *bytes = self->input + at;
    return self->encoding == UTF_16_LE ? (uint32_t)bytes[1] << 8 | bytes[0]
                                       : (uint32_t)bytes[0] << 8 | bytes[1];
}

static verdict decode_utf_16(text_source *self, uint32_t *point)
{
    const size_t left = self->end - self->at;
    if (left < 2) return NOT_UTF_16;
    const uint32_t first = unit(self, self->at);
    if (first < 0xD800 || first > 0xDFFF) {
        *point = first;
        self->at += 2;
        return DECODED;
    }
    if (first > 0xDBFF || left < 4) return NOT_UTF_16;
    const uint32_t second = unit(self, self->at + 2);
    if (second < 0xDC00 || second > 0xDFFF) return NOT_UTF_16;
    *point = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    self->at += 4;
    return DECODED;
}

/* One character that plain_run() does not cover, into `ready`. A fault stays where it is. */
static verdict decode(text_source *self)
{
    const size_t before = self->at;
    uint32_t point = 0;
    const verdict result =
        self->encoding == UTF_8 ? decode_utf_8(self, &point) : decode_utf_16(self, &point);
    if (result != DECODED) return result;
    if (point == 0) {
        self->at = before;
        return IS_NUL;
    }
    self->ready_at = 0;
    self->ready_end = ontrack__utf8_put(point, self->ready);
    return DECODED;
}

/* Plain bytes, as many as are at hand and fit; how many. */
static size_t copy_run(text_source *self, char *out, size_t room)
{
    const size_t left = self->end - self->at;
    const size_t run = plain_run(self->input + self->at, left < room ? left : room);
    memcpy(out, self->input + self->at, run);
    self->at += run;
    return run;
}

/* Converts what is at hand and fits. */
static verdict convert(text_source *self, char *out, size_t size, size_t *got)
{
    while (*got < size) {
        if (self->ready_at < self->ready_end) {
            out[(*got)++] = self->ready[self->ready_at++];
            continue;
        }
        if (self->at == self->end) break;
        if (!self->ended && self->end - self->at < LONGEST) break;
        const size_t run = self->encoding == UTF_8 ? copy_run(self, out + *got, size - *got) : 0;
        *got += run;
        const verdict result = run > 0 ? DECODED : decode(self);
        if (result != DECODED) return result;
    }
    return DECODED;
}

static ontrack_status complain(verdict result, ontrack_error *error)
{
    static const char *const messages[] = {
        [DECODED] = "",
        [IS_NUL] = "a NUL byte, which no text holds; export the file again as UTF-8",
        [NOT_UTF_8] = "bytes that are not UTF-8; export the file as UTF-8, or, when it is Latin-1, "
                      "read it with the option latin1",
        [NOT_UTF_16] = "bytes that are not UTF-16, though the file begins with its mark; export "
                       "the file again as UTF-8",
    };
    return ontrack__fail(error, ONTRACK_INVALID_DATA, "%s", messages[result]);
}

/* What was read to look for a mark, then what the source has. */
static ontrack_status hand_on(text_source *self, void *out, size_t size, size_t *got,
                              ontrack_error *error)
{
    const size_t left = self->end - self->at;
    if (left == 0) return self->source->read(self->source, out, size, got, error);
    *got = left < size ? left : size;
    memcpy(out, self->input + self->at, *got);
    self->at += *got;
    return ONTRACK_OK;
}

static ontrack_status read_text(ontrack__bytes *base, void *out, size_t size, size_t *got,
                                ontrack_error *error)
{
    text_source *self = (text_source *)base;
    *got = 0;
    if (self->encoding == UTF_8 && !self->latin1) return hand_on(self, out, size, got, error);
    ontrack_status status = fill(self, error);
    if (status == ONTRACK_OK && self->encoding == UNDECIDED) {
        decide(self);
        if (self->encoding == UTF_8 && !self->latin1) return hand_on(self, out, size, got, error);
        status = fill(self, error);
    }
    if (status != ONTRACK_OK) return status;
    const verdict result = convert(self, out, size, got);
    /* A fault is found again by the next call, once what stands before it was handed on. */
    return result == DECODED || *got > 0 ? ONTRACK_OK : complain(result, error);
}

static void close_text(ontrack__bytes *base)
{
    text_source *self = (text_source *)base;
    const ontrack_allocator allocator = self->allocator;
    self->source->close(self->source);
    ontrack__release(&allocator, self->input, INPUT_SIZE, 1);
    ontrack__release(&allocator, self, 1, sizeof *self);
}

ontrack_status ontrack__bytes_text(const ontrack_allocator *allocator, ontrack__bytes *source,
                                   bool latin1, ontrack__bytes **out, ontrack_error *error)
{
    text_source *self = ontrack__allocate_zero(allocator, 1, sizeof *self);
    unsigned char *input = ontrack__allocate(allocator, INPUT_SIZE, 1);
    if (self == NULL || input == NULL) {
        source->close(source);
        ontrack__release(allocator, input, INPUT_SIZE, 1);
        ontrack__release(allocator, self, 1, sizeof *self);
        return ontrack__no_memory(error);
    }
    self->base.read = read_text;
    self->base.close = close_text;
    self->allocator = *allocator;
    self->source = source;
    self->latin1 = latin1;
    self->input = input;
    *out = &self->base;
    return ONTRACK_OK;
}

ontrack_status ontrack__text_check(const char *bytes, size_t size, size_t *good,
                                   ontrack_error *error)
{
    const unsigned char *text = (const unsigned char *)bytes;
    size_t at = 0;
    while (at < size) {
        at += plain_run(text + at, size - at);
        const size_t left = size - at;
        const size_t length = left == 0 ? 0 : text[at] < 0xE0 ? 2 : text[at] < 0xF0 ? 3 : 4;
        const ontrack_text character = {bytes + at, length};
        *good = at;
        if (left > 0 && text[at] == 0) return complain(IS_NUL, error);
        if (length > left || !ontrack__utf8_valid(character, NULL))
            return complain(NOT_UTF_8, error);
        at += length;
    }
    *good = size;
    return ONTRACK_OK;
}
