/**
 * @file
 * @brief What a call answers, and where something went wrong.
 *
 * Every call that can fail returns an ::ontrack_status and, when the caller passes one, fills an
 * ::ontrack_error with the place and the fact. Messages never hold a student's id, name or cell
 * contents: the line number leads to them.
 *
 * Threads: an error struct belongs to its caller.
 */
#ifndef ONTRACK_ERROR_H
#define ONTRACK_ERROR_H

#include <ontrack/export.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One list makes the enumeration, the names and the texts. */
#define ONTRACK_STATUS_MAP(X)                                                                      \
    X(OK, 0, "success")                                                                            \
    X(NO_MEMORY, 1, "out of memory")                                                               \
    X(UNKNOWN, 2, "the data cannot answer")                                                        \
    X(INVALID_ARGUMENT, 3, "an argument is not valid")                                             \
    X(INVALID_DATA, 4, "the data is not valid")                                                    \
    X(INVALID_RULES, 5, "the rule set is not valid")                                               \
    X(LIMIT, 6, "a limit was reached")                                                             \
    X(NOT_FOUND, 7, "no such thing")                                                               \
    X(IO, 8, "a file could not be read or written")                                                \
    X(STATE, 9, "the call does not fit the object's state")                                        \
    X(STOPPED, 10, "a callback asked to stop")

/** What a call answers. Values never change their meaning. */
typedef enum ontrack_status {
#define ONTRACK_STATUS_ENUM(name, number, text) ONTRACK_##name = (number),
    ONTRACK_STATUS_MAP(ONTRACK_STATUS_ENUM)
#undef ONTRACK_STATUS_ENUM
} ontrack_status;

/**
 * Where and why a call failed. Owned by the caller; start it with #ONTRACK_ERROR_INIT. The first
 * cause is kept: a call leaves a filled error alone.
 */
typedef struct ontrack_error {
    size_t struct_size;    /**< sizeof of this struct; lets fields be added. */
    ontrack_status status; /**< ONTRACK_OK until something failed. */
    int32_t line;   /**< 1-based line of the source, or of the text at the path; 0 when unknown. */
    int32_t column; /**< 1-based column (character of a text, field of a row), 0 when unknown. */
    char source[160];  /**< File name, rule set id, or empty. */
    char path[160];    /**< Place inside a document as a JSON pointer: "/rules/3/when". */
    char message[256]; /**< The fact, one line, no student's data, and what to do next. */
} ontrack_error;

/** Initial value of an ::ontrack_error. */
#define ONTRACK_ERROR_INIT                                                                         \
    {                                                                                              \
        sizeof(ontrack_error), ONTRACK_OK, 0, 0, {0}, {0},                                         \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }

/**
 * Text of a status, in English.
 * @return A static string, never NULL; "unknown status" for a number that is none.
 */
ONTRACK_API const char *ontrack_status_text(ontrack_status status);

/**
 * Writes an error as one line, leaving out what is not known: `source:line:column: message`, or
 * `source: path line:column: message`, where line and column count within the text at the path.
 *
 * @param error   Borrowed; may be NULL (gives "success").
 * @param buffer  Receives at most @p size bytes, always ended by a NUL when @p size > 0.
 * @param size    Bytes in @p buffer; 512 always suffice for a library error, longer lines are cut.
 * @return The length the whole line has, as snprintf does.
 */
ONTRACK_API size_t ontrack_error_format(const ontrack_error *error, char *buffer, size_t size);

#ifdef __cplusplus
}
#endif

#endif
