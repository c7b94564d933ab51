/**
 * @file
 * @brief Counts of students by school, grade or any attribute, safe to publish.
 *
 * An ::ontrack_aggregate counts results by status and by indicator, in each group of each column
 * asked for. A count of few students can tell who they are, so counts above 0 and below a smallest
 * one are suppressed, and with them as many others as it takes that no suppressed count follows
 * from those shown: neither by subtracting from a total, nor by combining the tables of one
 * aggregate. Group sizes in use lie between 5 and 30, most often 10 (NCES 2011-603). What two
 * aggregates together give away (two dates, two rule sets) is beyond one aggregate's sight.
 *
 * Threads: an aggregate belongs to one thread at a time; make one for each thread and merge them.
 */
#ifndef ONTRACK_AGGREGATE_H
#define ONTRACK_AGGREGATE_H

#include <ontrack/output.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Counts by group. */
typedef struct ontrack_aggregate ontrack_aggregate;

/** How an aggregate counts. Start it with #ONTRACK_AGGREGATE_OPTIONS_INIT. */
typedef struct ontrack_aggregate_options {
    size_t struct_size;                 /**< sizeof of this struct. */
    const ontrack_allocator *allocator; /**< Copied; NULL: malloc, realloc, free. */
    /** Columns to group by, copied: "school_id", "grade_level", or the name of any other column of
     * students.csv. A student without the value is in the group of the empty text. */
    const char *const *by;
    size_t by_count;  /**< 1 to 16. */
    int64_t smallest; /**< Students that a shown count above 0 has at least; 1 shows all. */
} ontrack_aggregate_options;
/** Initial value of ::ontrack_aggregate_options: counts of fewer than 10 students are suppressed.
 */
#define ONTRACK_AGGREGATE_OPTIONS_INIT                                                             \
    {                                                                                              \
        sizeof(ontrack_aggregate_options), NULL, NULL, 0, 10                                       \
    }

/** An aggregate over results of @p ruleset (borrowed until the aggregate is freed). */
ONTRACK_API ontrack_status ontrack_aggregate_new(const ontrack_ruleset *ruleset,
                                                 const ontrack_aggregate_options *options,
                                                 ontrack_aggregate **out, ontrack_error *error);
/** Frees an aggregate; NULL is fine. */
ONTRACK_API void ontrack_aggregate_free(ontrack_aggregate *aggregate);
/** Counts a result. @return STATE once the aggregate is finished. */
ONTRACK_API ontrack_status ontrack_aggregate_add(ontrack_aggregate *aggregate,
                                                 const ontrack_result *result);
/** The aggregate as a sink of a run; borrowed from it. */
ONTRACK_API ontrack_sink ontrack_aggregate_sink(ontrack_aggregate *aggregate);
/**
 * Adds another aggregate's counts, in any order.
 * @param other  Unchanged; of the same rule set and columns, not finished.
 */
ONTRACK_API ontrack_status ontrack_aggregate_merge(ontrack_aggregate *aggregate,
                                                   const ontrack_aggregate *other,
                                                   ontrack_error *error);
/** Settles which counts are suppressed. Nothing can be added afterwards, and nothing read before.
 */
ONTRACK_API ontrack_status ontrack_aggregate_finish(ontrack_aggregate *aggregate,
                                                    ontrack_error *error);

/** In place of a group: all students. */
#define ONTRACK_AGGREGATE_ALL SIZE_MAX

/** A count of students. */
typedef struct ontrack_cell {
    bool suppressed;
    int64_t students; /**< -1 when suppressed. */
} ontrack_cell;

/** The rule set whose levels are counted, borrowed. */
ONTRACK_API const ontrack_ruleset *ontrack_aggregate_ruleset(const ontrack_aggregate *aggregate);
/** Students that a shown count above 0 has at least. */
ONTRACK_API int64_t ontrack_aggregate_smallest(const ontrack_aggregate *aggregate);
/** How many columns it groups by. */
ONTRACK_API size_t ontrack_aggregate_by_count(const ontrack_aggregate *aggregate);
/** Name of a column, borrowed; NULL when out of range. */
ONTRACK_API const char *ontrack_aggregate_by(const ontrack_aggregate *aggregate, size_t by);
/** How many groups a column has, ordered by the bytes of their names; 0 before finishing. */
ONTRACK_API size_t ontrack_aggregate_group_count(const ontrack_aggregate *aggregate, size_t by);
/** Name of a group, borrowed; empty: students without the value. */
ONTRACK_API ontrack_text ontrack_aggregate_group(const ontrack_aggregate *aggregate, size_t by,
                                                 size_t group);
/** How many things are counted: the status, then each indicator that a rule looks at. */
ONTRACK_API size_t ontrack_aggregate_topic_count(const ontrack_aggregate *aggregate);
/** Name of a topic ("status", "attendance"), borrowed; NULL when out of range. */
ONTRACK_API const char *ontrack_aggregate_topic(const ontrack_aggregate *aggregate, size_t topic);
/** Students of a group; suppressed also where there is no such group. */
ONTRACK_API ontrack_cell ontrack_aggregate_students(const ontrack_aggregate *aggregate, size_t by,
                                                    size_t group);
/** Students of a group at a level of a topic; ONTRACK_LEVEL_UNKNOWN for those without a verdict.
 * Suppressed also where there is no such cell. */
ONTRACK_API ontrack_cell ontrack_aggregate_cell(const ontrack_aggregate *aggregate, size_t by,
                                                size_t group, size_t topic, int level);

/**
 * Writes a finished aggregate. CSV and JSON Lines have a row for each group, topic and level, with
 * a share of the group's students where both counts are shown; a table is for readers.
 * @param options  As of a writer.
 * @return STATE before ontrack_aggregate_finish().
 */
ONTRACK_API ontrack_status ontrack_aggregate_write(const ontrack_aggregate *aggregate,
                                                   const ontrack_writer_options *options,
                                                   ontrack_error *error);

#ifdef __cplusplus
}
#endif

#endif
