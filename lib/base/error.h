/* error.h - filling the caller's error struct; the first cause is kept. Layer: base. */
#ifndef ONTRACK_BASE_ERROR_H
#define ONTRACK_BASE_ERROR_H

#include <ontrack/error.h>

#if defined(__GNUC__)
#define ONTRACK__PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define ONTRACK__PRINTF(text, first)
#endif

/* Where in a source something is; members that are not known are NULL or 0. */
typedef struct ontrack__place {
    const char *source;
    const char *path;
    int32_t line, column;
} ontrack__place;

/* Fills `error` (may be NULL, or filled before: then it is left alone) and returns `status`. */
ontrack_status ontrack__fail(ontrack_error *error, ontrack_status status, const char *format, ...)
    ONTRACK__PRINTF(3, 4);
/* The same with a place. */
ontrack_status ontrack__fail_at(ontrack_error *error, ontrack_status status, ontrack__place place,
                                const char *format, ...) ONTRACK__PRINTF(4, 5);
/* The one message for every failed allocation. Returns ONTRACK_NO_MEMORY. */
ontrack_status ontrack__no_memory(ontrack_error *error);

#endif
