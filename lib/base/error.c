#include "base/error.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

const char *ontrack_status_text(ontrack_status status)
{
    switch (status) {
#define STATUS_TEXT(name, number, text)                                                            \
    case ONTRACK_##name:                                                                           \
        return text;
        ONTRACK_STATUS_MAP(STATUS_TEXT)
#undef STATUS_TEXT
    }
    return "unknown status";
}

/* Copies as much as fits and ends before a UTF-8 character that does not fit whole. */
static void copy_cut(char *out, size_t size, const char *text)
{
    size_t length = text == NULL ? 0 : strlen(text);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    }
    if (length > 0) memcpy(out, text, length);
    out[length] = '\0';
}

static ontrack_status fail(ontrack_error *error, ontrack_status status, ontrack__place place,
                           const char *format, va_list arguments)
{
    if (error == NULL || error->status != ONTRACK_OK) return status;
    char message[1024];
    vsnprintf(message, sizeof message, format, arguments);
    error->status = status;
    error->line = place.line;
    error->column = place.column;
    copy_cut(error->source, sizeof error->source, place.source);
    copy_cut(error->path, sizeof error->path, place.path);
    copy_cut(error->message, sizeof error->message, message);
    return status;
}

ontrack_status ontrack__fail(ontrack_error *error, ontrack_status status, const char *format, ...)
{
    const ontrack__place nowhere = {NULL, NULL, 0, 0};
    va_list arguments;
    va_start(arguments, format);
    fail(error, status, nowhere, format, arguments);
    va_end(arguments);
    return status;
}

ontrack_status ontrack__fail_at(ontrack_error *error, ontrack_status status, ontrack__place place,
                                const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fail(error, status, place, format, arguments);
    va_end(arguments);
    return status;
}

ontrack_status ontrack__no_memory(ontrack_error *error)
{
    return ontrack__fail(error, ONTRACK_NO_MEMORY, "%s", ontrack_status_text(ONTRACK_NO_MEMORY));
}

size_t ontrack_error_format(const ontrack_error *error, char *buffer, size_t size)
{
    if (error == NULL || error->status == ONTRACK_OK)
        return (size_t)snprintf(buffer, size, "%s", ontrack_status_text(ONTRACK_OK));
    /* Line and column count within the text that the path names, and within the source without. */
    char place[64] = "";
    const char *joint = error->path[0] != '\0' ? " " : error->source[0] != '\0' ? ":" : "";
    if (error->line > 0 && error->column > 0)
        snprintf(place, sizeof place, "%s%d:%d", joint, (int)error->line, (int)error->column);
    else if (error->line > 0)
        snprintf(place, sizeof place, "%s%d", joint, (int)error->line);
    const char *between = error->source[0] != '\0' && error->path[0] != '\0' ? ": " : "";
    const bool placed = error->source[0] != '\0' || error->path[0] != '\0' || place[0] != '\0';
    const char *message =
        error->message[0] == '\0' ? ontrack_status_text(error->status) : error->message;
    return (size_t)snprintf(buffer, size, "%s%s%s%s%s%s", error->source, between, error->path,
                            place, placed ? ": " : "", message);
}
