/**
 * @file
 * @brief Two results of the same students compared: what changed, and what did it.
 *
 * The results are lines of JSON Lines as ontrack writes them, ordered by the bytes of student_id.
 * They may be of other dates, other data, other rules. Members of a line that are not known are
 * passed over, so that files of later releases can be read.
 *
 * Threads: a comparison uses nothing but its arguments.
 */
#ifndef ONTRACK_COMPARISON_H
#define ONTRACK_COMPARISON_H

#include <ontrack/evaluation.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What may have done it; a set. */
typedef enum ontrack_cause {
    ONTRACK_CAUSE_NEW_DATA = 1 << 0,  /**< Days went by: records dated after the old as-of date. */
    ONTRACK_CAUSE_LATE_EDIT = 1 << 1, /**< Records dated by the old as-of date came, went or
                                           changed afterwards. */
    ONTRACK_CAUSE_RULES = 1 << 2,     /**< The rule set changed, or an override of it. */
    ONTRACK_CAUSE_CODES = 1 << 3,     /**< Its code maps changed. */
    ONTRACK_CAUSE_UNCERTAIN = 1 << 4  /**< The lines cannot tell which of the causes it was; a new
                                           result made with `since` the old date can. */
} ontrack_cause;
/** Name of one cause ("new data"), static; NULL for anything else. */
ONTRACK_API const char *ontrack_cause_name(ontrack_cause cause);

/** A rule or an indicator of a student, then and now. All texts are borrowed for the call. */
typedef struct ontrack_changed {
    ontrack_text name;      /**< The rule's id, or the indicator. */
    ontrack_text indicator; /**< The indicator of a rule. */
    ontrack_change change;
    ontrack_text old_level; /**< Level then; empty where the rule did not fire; "unknown". */
    ontrack_text new_level; /**< The same now. */
    unsigned causes;        /**< Set of ::ontrack_cause; 0 where nothing changed. */
    ontrack_text message;   /**< The reason now, or then where it is cleared; may be empty. */
} ontrack_changed;

/** A student in both results, or in one of them. All members are borrowed for the call. */
typedef struct ontrack_difference {
    ontrack_text student_id;
    bool in_old, in_new;
    ontrack_date old_as_of, new_as_of; /**< NONE where the student is in one result alone. */
    ontrack_changed status;            /**< `name` is "status". */
    const ontrack_changed *indicators; /**< Those whose level changed. */
    size_t indicator_count;
    const ontrack_changed *rules; /**< Flags of now, then those that were cleared or are unknown. */
    size_t rule_count;
} ontrack_difference;

/** Where the lines of a result come from. */
typedef struct ontrack_lines {
    const char *name; /**< For errors, a file's; may be NULL. */
    /**
     * Hands out the next line without its end. An empty text with NULL data ends the result.
     * @param line  Borrowed until the next call.
     */
    ontrack_status (*next)(void *user, ontrack_text *line);
    void *user;
} ontrack_lines;

/**
 * Compares two results, student by student.
 * @param each       Called for each student of either, in order of student_id. Any status but OK
 *                   ends the comparison and is returned.
 * @param allocator  NULL: malloc, realloc, free.
 * @return INVALID_DATA for a line that is no result, or out of order, with name and line; LIMIT for
 *         a line beyond #ONTRACK_RESULT_LINE_LIMIT; what a callback answered.
 */
ONTRACK_API ontrack_status
ontrack_compare(const ontrack_lines *old_result, const ontrack_lines *new_result,
                ontrack_status (*each)(void *user, const ontrack_difference *difference),
                void *user, const ontrack_allocator *allocator, ontrack_error *error);

/** The longest line of a result, in bytes. */
#define ONTRACK_RESULT_LINE_LIMIT (1024u * 1024u)

#ifdef __cplusplus
}
#endif

#endif
