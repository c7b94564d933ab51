/**
 * @file
 * @brief Results as CSV, JSON Lines or a table for a reader.
 *
 * A writer is a sink: hand ontrack_writer_sink() to a run, then finish. The same results give the
 * same bytes.
 *
 * Threads: a writer belongs to one thread at a time.
 */
#ifndef ONTRACK_OUTPUT_H
#define ONTRACK_OUTPUT_H

#include <ontrack/comparison.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How results are written. */
typedef enum ontrack_format {
    ONTRACK_FORMAT_TABLE,
    ONTRACK_FORMAT_CSV,
    ONTRACK_FORMAT_JSONL
} ontrack_format;

/** Writes results. */
typedef struct ontrack_writer ontrack_writer;

/** How a writer works. Start it with #ONTRACK_WRITER_OPTIONS_INIT. */
typedef struct ontrack_writer_options {
    size_t struct_size;                 /**< sizeof of this struct. */
    const ontrack_allocator *allocator; /**< Copied; NULL: malloc, realloc, free. */
    ontrack_format format;
    int width;  /**< Table: columns of the terminal; 0: 80. */
    bool color; /**< Table: use terminal colours. */
    /** Takes the bytes; must take them all. Any status but OK ends the writing and is returned. */
    ontrack_status (*write)(void *user, const char *data, size_t size);
    void *user; /**< For @ref write. */
    bool since; /**< The results were asked for with a day to compare with: CSV then has the columns
                   since_status and changes at its end. */
} ontrack_writer_options;
/** Initial value of ::ontrack_writer_options. */
#define ONTRACK_WRITER_OPTIONS_INIT                                                                \
    {                                                                                              \
        sizeof(ontrack_writer_options), NULL, ONTRACK_FORMAT_TABLE, 0, false, NULL, NULL, false    \
    }

/** A writer for results of @p ruleset (borrowed until the writer is freed). */
ONTRACK_API ontrack_status ontrack_writer_new(const ontrack_ruleset *ruleset,
                                              const ontrack_writer_options *options,
                                              ontrack_writer **out, ontrack_error *error);
/** Frees a writer; NULL is fine. What was not finished is lost. */
ONTRACK_API void ontrack_writer_free(ontrack_writer *writer);
/** The writer as a sink; borrowed from it. */
ONTRACK_API ontrack_sink ontrack_writer_sink(ontrack_writer *writer);
/**
 * Writes what is still held: a table is written here, since its worst students come first.
 * @param report  Of the run; borrowed. Needed for a table, may be NULL otherwise.
 */
ONTRACK_API ontrack_status ontrack_writer_finish(ontrack_writer *writer,
                                                 const ontrack_report *report,
                                                 ontrack_error *error);

/**
 * A part of a writer, for results that another thread makes: a writer of its own, whose sink keeps
 * what it takes until ontrack_writer_append().
 * @param writer  Unchanged, and not needed by the part afterwards.
 * @param out     Receives the part; free it with ontrack_writer_free().
 */
ONTRACK_API ontrack_status ontrack_writer_part_new(const ontrack_writer *writer,
                                                   ontrack_writer **out, ontrack_error *error);
/**
 * Writes what a part holds, behind all that was written before. The part is then empty and may be
 * filled again. Parts of ranges of students, appended in order, give the bytes of one run.
 * @return INVALID_ARGUMENT when @p part is none, or of another rule set or format.
 */
ONTRACK_API ontrack_status ontrack_writer_append(ontrack_writer *writer, ontrack_writer *part,
                                                 ontrack_error *error);

/* ---- differences ---- */

/** Writes differences of two results. */
typedef struct ontrack_difference_writer ontrack_difference_writer;

/**
 * A writer for ontrack_compare(). CSV has a row for each status, indicator and rule that is a flag
 * or changed; JSON Lines an object for each student with any such; a table the students with a
 * change, and counts.
 * @param options  As of a writer; width and color are not used.
 */
ONTRACK_API ontrack_status ontrack_difference_writer_new(const ontrack_writer_options *options,
                                                         ontrack_difference_writer **out,
                                                         ontrack_error *error);
/** Frees a writer; NULL is fine. */
ONTRACK_API void ontrack_difference_writer_free(ontrack_difference_writer *writer);
/** Takes a difference: the callback of ontrack_compare(), with the writer as its `user`. */
ONTRACK_API ontrack_status ontrack_difference_writer_take(void *writer,
                                                          const ontrack_difference *difference);
/** Writes what is still held: a table begins with its counts. */
ONTRACK_API ontrack_status ontrack_difference_writer_finish(ontrack_difference_writer *writer,
                                                            ontrack_error *error);

#ifdef __cplusplus
}
#endif

#endif
