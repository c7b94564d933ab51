/* text.h - comparing and reading texts without the locale. Layer: base. */
#ifndef ONTRACK_BASE_TEXT_H
#define ONTRACK_BASE_TEXT_H

#include <ontrack/text.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Whether bytes begin and end with the same `width` bytes, at most eight; the ends may overlap. */
static inline bool ontrack__ends_equal(const char *a, const char *b, size_t size, size_t width)
{
    uint64_t ends[4] = {0};
    memcpy(&ends[0], a, width);
    memcpy(&ends[1], b, width);
    memcpy(&ends[2], a + size - width, width);
    memcpy(&ends[3], b + size - width, width);
    return ends[0] == ends[1] && ends[2] == ends[3];
}
static inline uint64_t ontrack__eight_bytes(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}
/* All of one to seven bytes, some of them twice: texts of one size have the same word when they are
 * the same. */
static inline uint64_t ontrack__few_bytes(ontrack_text text)
{
    uint32_t ends[2];
    if (text.size < sizeof *ends)
        return (uint64_t)(unsigned char)text.data[0] |
               (uint64_t)(unsigned char)text.data[text.size / 2] << 8 |
               (uint64_t)(unsigned char)text.data[text.size - 1] << 16;
    memcpy(&ends[0], text.data, sizeof *ends);
    memcpy(&ends[1], text.data + text.size - sizeof *ends, sizeof *ends);
    return (uint64_t)ends[1] << 32 | ends[0];
}
/* So few bytes, as most ids have, are compared without a call. */
enum { ONTRACK__FEW_BYTES = 4, ONTRACK__SOME_BYTES = 16 };
static inline bool ontrack__some_bytes_equal(const void *a, const void *b, size_t size)
{
    return size >= 8 ? ontrack__ends_equal(a, b, size, 8) : ontrack__ends_equal(a, b, size, 4);
}
/* The same of one to three. */
static inline bool ontrack__few_bytes_equal(const char *a, const char *b, size_t size)
{
    return a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1];
}
/* Whether so many bytes are the same. */
static inline bool ontrack__bytes_equal(const void *a, const void *b, size_t size)
{
    if (size - 1 < ONTRACK__FEW_BYTES - 1) return ontrack__few_bytes_equal(a, b, size);
    if (size - ONTRACK__FEW_BYTES <= ONTRACK__SOME_BYTES - ONTRACK__FEW_BYTES)
        return ontrack__some_bytes_equal(a, b, size);
    return memcmp(a, b, size) == 0;
}
bool ontrack__text_equal(ontrack_text a, ontrack_text b);
bool ontrack__text_is(ontrack_text a, const char *b);
/* Order of the bytes, a prefix first: below, at or above 0. */
int ontrack__text_compare(ontrack_text a, ontrack_text b);
static inline bool ontrack__is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
/* Without blanks (space, tab, CR, LF) at both ends. */
static inline ontrack_text ontrack__text_trim(ontrack_text text)
{
    while (text.size > 0 && ontrack__is_blank(text.data[text.size - 1]))
        text.size--;
    while (text.size > 0 && ontrack__is_blank(text.data[0])) {
        text.data++;
        text.size--;
    }
    return text;
}
/* Decimal digits with an optional sign that fit an int32. */
bool ontrack__text_integer(ontrack_text text, int32_t *out);
/* Whether the bytes are well-formed UTF-8 (no surrogates, none above U+10FFFF, shortest forms);
 * `bad` (may be NULL) receives the offset of the first byte that is not. */
bool ontrack__utf8_valid(ontrack_text text, size_t *bad);
/* Reads one code point of well-formed UTF-8 at `*at` (below text.size) and moves `*at` past it. */
uint32_t ontrack__utf8_next(ontrack_text text, size_t *at);
/* Writes a code point as UTF-8 (1 to 4 bytes) and returns how many. */
size_t ontrack__utf8_put(uint32_t code_point, char out[4]);
/* 64 bits that depend on every byte (FNV-1a); `seed` 0 starts. Equal on every machine. */
uint64_t ontrack__hash(uint64_t seed, const void *data, size_t size);

#endif
