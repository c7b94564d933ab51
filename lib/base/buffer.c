#include "base/buffer.h"

#include "base/alloc.h"
#include "base/digits.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

void ontrack_buffer_dispose(ontrack_buffer *buffer)
{
    if (buffer == NULL) return;
    const ontrack_allocator allocator = ontrack__allocator(&buffer->allocator);
    ontrack__release(&allocator, buffer->data, buffer->capacity, 1);
    buffer->data = NULL;
    buffer->size = 0;
    buffer->capacity = 0;
}

bool ontrack__buffer_grow(ontrack_buffer *buffer, size_t size)
{
    if (size > SIZE_MAX / 2 - buffer->size - 1) return false;
    const ontrack_allocator allocator = ontrack__allocator(&buffer->allocator);
    size_t capacity = buffer->capacity < 64 ? 64 : buffer->capacity * 2;
    if (capacity < buffer->size + size + 1) capacity = buffer->size + size + 1;
    char *data = ontrack__resize(&allocator, buffer->data, buffer->capacity, capacity, 1);
    if (data == NULL) return false;
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

bool ontrack__buffer_append(ontrack_buffer *buffer, const void *data, size_t size)
{
    if (!ontrack__buffer_reserve(buffer, size)) return false;
    if (size > 0) memcpy(buffer->data + buffer->size, data, size);
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
    return true;
}

bool ontrack__buffer_text(ontrack_buffer *buffer, ontrack_text text)
{
    return ontrack__buffer_append(buffer, text.data, text.size);
}

bool ontrack__buffer_string(ontrack_buffer *buffer, const char *string)
{
    return ontrack__buffer_append(buffer, string, strlen(string));
}

bool ontrack__buffer_integer(ontrack_buffer *buffer, int64_t number)
{
    char digits[1 + ONTRACK__MOST_DIGITS];
    return ontrack__buffer_append(buffer, digits, ontrack__put_integer(digits, number));
}

void ontrack__buffer_clear(ontrack_buffer *buffer)
{
    buffer->size = 0;
    if (buffer->data != NULL) buffer->data[0] = '\0';
}

/* The two-character escape of a byte, or 0. */
static char short_escape(unsigned char byte)
{
    switch (byte) {
    case '"':
    case '\\':
        return (char)byte;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

/* Bytes from `at` on that a JSON string takes as they are. */
static size_t plain_run(ontrack_text text, size_t at)
{
    size_t end = at;
    while (end < text.size) {
        const unsigned char byte = (unsigned char)text.data[end];
        if (byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7F) break;
        end++;
    }
    return end - at;
}

static bool append_escaped(ontrack_buffer *buffer, unsigned char byte)
{
    char escape[8] = {'\\', short_escape(byte), '\0'};
    if (escape[1] == 0) snprintf(escape, sizeof escape, "\\u%04x", byte);
    return ontrack__buffer_string(buffer, escape);
}

static bool json_inside(ontrack_buffer *buffer, ontrack_text text)
{
    for (size_t at = 0; at < text.size;) {
        const size_t run = plain_run(text, at);
        if (!ontrack__buffer_append(buffer, text.data + at, run)) return false;
        at += run;
        if (at < text.size && !append_escaped(buffer, (unsigned char)text.data[at++])) return false;
    }
    return true;
}

static bool json_body(ontrack_buffer *buffer, ontrack_text text)
{
    size_t bad = 0;
    while (!ontrack__utf8_valid(text, &bad)) {
        const ontrack_text good = {text.data, bad};
        if (!json_inside(buffer, good) || !ontrack__buffer_string(buffer, "\xEF\xBF\xBD"))
            return false;
        text.data += bad + 1;
        text.size -= bad + 1;
    }
    return json_inside(buffer, text);
}

bool ontrack__buffer_json(ontrack_buffer *buffer, ontrack_text text)
{
    const size_t before = buffer->size;
    if (ontrack__buffer_char(buffer, '"') && json_body(buffer, text) &&
        ontrack__buffer_char(buffer, '"'))
        return true;
    buffer->size = before;
    if (buffer->data != NULL) buffer->data[before] = '\0';
    return false;
}
