/* text.h - comparing and reading texts without the locale. Layer: base. */
#ifndef ONTRACK_BASE_TEXT_H
#define ONTRACK_BASE_TEXT_H

#include <ontrack/text.h>
#include <stdbool.h>
#include <stdint.h>

bool ontrack__text_equal(ontrack_text a, ontrack_text b);
bool ontrack__text_is(ontrack_text a, const char *b);
/* Order of the bytes, a prefix first: below, at or above 0. */
int ontrack__text_compare(ontrack_text a, ontrack_text b);
/* Without blanks (space, tab, CR, LF) at both ends. */
ontrack_text ontrack__text_trim(ontrack_text text);
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
