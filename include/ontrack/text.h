/**
 * @file
 * @brief A run of bytes that somebody else owns.
 */
#ifndef ONTRACK_TEXT_H
#define ONTRACK_TEXT_H

#include <stddef.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/** UTF-8 bytes, borrowed, not ended by a NUL. A size of 0 is the empty text, which means "not
 * given". */
typedef struct ontrack_text {
    const char *data; /**< First byte; may be NULL when size is 0. */
    size_t size;      /**< Bytes. */
} ontrack_text;

/** A text over a C string; NULL gives the empty text. */
static inline ontrack_text ontrack_text_of(const char *string)
{
    ontrack_text text = {string, string == NULL ? 0 : strlen(string)};
    return text;
}

#ifdef __cplusplus
}
#endif

#endif
