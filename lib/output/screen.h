/* screen.h - text on a terminal: how wide it is, what it may hold, where it breaks. Layer: output.
 * Widths are those of common terminals: combining marks take no column and East Asian wide
 * characters and most emoji two; both are approximated by ranges of code points. */
#ifndef ONTRACK_OUTPUT_SCREEN_H
#define ONTRACK_OUTPUT_SCREEN_H

#include <ontrack/buffer.h>
#include <ontrack/text.h>
#include <stdbool.h>

/* Appends a text as one line that a terminal shows as it is: line breaks and tabs become blanks,
 * other control and direction characters and bytes that are no UTF-8 U+FFFD. false when memory is
 * out. */
bool ontrack__screen_clean(ontrack_buffer *out, ontrack_text text);

/* The functions below take cleaned text. */

/* Columns that a text takes. */
size_t ontrack__screen_width(ontrack_text text);
/* The longest start of a text that takes at most `width` columns. */
ontrack_text ontrack__screen_fit(ontrack_text text, size_t width);
/* Takes the next line of at most `width` columns (at least 2) off `rest`: whole words, and a word
 * that is longer than a line in pieces. */
ontrack_text ontrack__screen_line(ontrack_text *rest, size_t width);

#endif
