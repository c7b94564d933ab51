/* buffer.h - writing text and bytes into an ontrack_buffer. Layer: base.
 * Every call returns false when memory is out, and then leaves the buffer as it was. */
#ifndef ONTRACK_BASE_BUFFER_H
#define ONTRACK_BASE_BUFFER_H

#include <ontrack/buffer.h>
#include <ontrack/text.h>
#include <stdbool.h>
#include <stdint.h>

/* More memory, so that there is room for `size` more bytes and the NUL behind them. */
bool ontrack__buffer_grow(ontrack_buffer *buffer, size_t size);
/* Room for `size` more bytes and the NUL behind them. */
static inline bool ontrack__buffer_reserve(ontrack_buffer *buffer, size_t size)
{
    return (size < buffer->capacity && buffer->size < buffer->capacity - size) ||
           ontrack__buffer_grow(buffer, size);
}
bool ontrack__buffer_append(ontrack_buffer *buffer, const void *data, size_t size);
bool ontrack__buffer_text(ontrack_buffer *buffer, ontrack_text text);
bool ontrack__buffer_string(ontrack_buffer *buffer, const char *string);
static inline bool ontrack__buffer_char(ontrack_buffer *buffer, char c)
{
    if (!ontrack__buffer_reserve(buffer, 1)) return false;
    buffer->data[buffer->size++] = c;
    buffer->data[buffer->size] = '\0';
    return true;
}
bool ontrack__buffer_integer(ontrack_buffer *buffer, int64_t number);
/* As a JSON string with its quotes: control characters, quote and backslash escaped, UTF-8 kept;
 * bytes that are no UTF-8 become U+FFFD. */
bool ontrack__buffer_json(ontrack_buffer *buffer, ontrack_text text);
/* Empties the buffer but keeps its memory. */
void ontrack__buffer_clear(ontrack_buffer *buffer);
/* The contents, borrowed. */
static inline ontrack_text ontrack__buffer_view(const ontrack_buffer *buffer)
{
    ontrack_text text = {buffer->data, buffer->size};
    return text;
}

#endif
