/* words.h - what the program says to people: lines on standard error, text wrapped to a width. */
#ifndef ONTRACK_WORDS_H
#define ONTRACK_WORDS_H

#include <ontrack/error.h>
#include <ontrack/text.h>
#include <ontrack/value.h>
#include <stdint.h>
#include <stdio.h>

#if defined(__GNUC__)
#define WORDS_PRINTF(format_at, first_at) __attribute__((format(printf, format_at, first_at)))
#else
#define WORDS_PRINTF(format_at, first_at)
#endif

/* One line on standard error, begun with "ontrack: ". */
void words_say(const char *format, ...) WORDS_PRINTF(1, 2);
/* A library error as one line on standard error. */
void words_error(const ontrack_error *error);
/* The same for a failed system call on a file: "ontrack: results.csv: No space left on device". */
void words_system(const char *file, int number);

/* Text that came from a file, with control characters shown as '?': a terminal obeys none. */
void words_print_safe(FILE *stream, ontrack_text text);

/* Bytes that words_number() writes at most, the ending NUL included. */
#define WORDS_NUMBER_SIZE 32
/* "18,412". Returns `out`. */
const char *words_number(int64_t number, char out[WORDS_NUMBER_SIZE]);
/* "s" for anything but 1. */
const char *words_plural(int64_t number);

/* Characters of a UTF-8 text. */
size_t words_length(const char *text);
/* Prints `text` word by word, the cursor being at `column`; a line that would pass `width` goes on
 * in the next one at `indent`. No newline after the last word. */
void words_wrap(FILE *stream, size_t column, size_t indent, size_t width, const char *text);
/* Blanks from `column` to `until`, or a new line and `until` blanks when the column is past it. */
void words_pad(FILE *stream, size_t column, size_t until);

/* Columns of the terminal behind standard output; 80 when it is none. */
size_t words_width(void);

/* A value for a reader, as ontrack_value_format() with a ratio's trailing zeros left out: "0.9". */
void words_format_value(const ontrack_value *value, int ratio_digits, char *text, size_t size);

#endif
