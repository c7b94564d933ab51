/**
 * @file
 * @brief A dataset of many students: pushed record by record, sealed, then shared.
 *
 * An ::ontrack_builder takes records in any order, from any number of sources, each as often as it
 * likes: exact duplicates count once. Sealing gives an ::ontrack_dataset, which never changes
 * again. The same set of records gives the same dataset, whatever their order.
 *
 * Threads: a builder belongs to one thread at a time. A dataset may be read by any number of
 * threads and freed once none reads it.
 */
#ifndef ONTRACK_DATASET_H
#define ONTRACK_DATASET_H

#include <ontrack/allocator.h>
#include <ontrack/crew.h>
#include <ontrack/error.h>
#include <ontrack/records.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Takes records; see the file comment. */
typedef struct ontrack_builder ontrack_builder;
/** Many students' records, sealed and immutable. */
typedef struct ontrack_dataset ontrack_dataset;
/** One student's records: a view into a dataset, borrowed from it. */
typedef struct ontrack_student ontrack_student;

/** Counts of what a table's records became. records = used + duplicates + conflicts + orphans. */
typedef struct ontrack_table_counts {
    bool given; /**< The table was pushed to, or ontrack_builder_declare() was called for it. */
    int64_t records;    /**< Pushed. */
    int64_t used;       /**< In the dataset. */
    int64_t duplicates; /**< Equal to another record in every column. */
    int64_t conflicts;  /**< Outranked by another record of the same key (students: two lines a
                           student). */
    int64_t orphans;    /**< Of a student who is in no students record. */
    ontrack_date
        first; /**< Earliest and latest date of the used records, NONE when they bear none. */
    ontrack_date last;
} ontrack_table_counts;

/**
 * An empty builder.
 * @param allocator  Copied; NULL means malloc, realloc, free.
 * @param out        Receives the builder; free it with ontrack_builder_free().
 */
ONTRACK_API ontrack_status ontrack_builder_new(const ontrack_allocator *allocator,
                                               ontrack_builder **out, ontrack_error *error);
/** Frees a builder; NULL is fine. */
ONTRACK_API void ontrack_builder_free(ontrack_builder *builder);

/**
 * Takes one record. Typed wrappers follow below.
 *
 * @param table   Which table.
 * @param record  Borrowed: the table's record struct. Its texts are copied.
 * @return INVALID_DATA when a required column was not given or a value lies outside its range
 *         (error column: 1-based position of the column in docs/tables.md); the builder is then as
 * it was.
 */
ONTRACK_API ontrack_status ontrack_builder_push(ontrack_builder *builder, ontrack_table table,
                                                const void *record, ontrack_error *error);

/**
 * The handle of a student, for ontrack_builder_push_mark(): as good as the id, and quicker.
 * @param student_id  Borrowed. A student of whom no record has come yet has one, too.
 * @param student     Receives the handle: good until the builder is sealed or freed.
 * @return INVALID_DATA for an id that no record may bear.
 */
ONTRACK_API ontrack_status ontrack_builder_student(ontrack_builder *builder,
                                                   ontrack_text student_id, uint32_t *student,
                                                   ontrack_error *error);

/**
 * The handle of what an attendance mark says, for ontrack_builder_push_mark().
 * @param record  Borrowed: code, period, portion and minutes; whose it is and when is not read.
 * @param mark    Receives the handle: good until the builder is sealed or freed. Equal marks have
 *                equal handles.
 * @return INVALID_DATA as ontrack_builder_push() has it.
 */
ONTRACK_API ontrack_status ontrack_builder_mark(ontrack_builder *builder,
                                                const ontrack_attendance_record *record,
                                                uint32_t *mark, ontrack_error *error);

/**
 * Takes an attendance record by handles: the same as ontrack_builder_add_attendance(), in a few
 * nanoseconds.
 * @param student  From ontrack_builder_student().
 * @param date     1900-01-01 to 2199-12-31.
 * @param mark     From ontrack_builder_mark().
 * @return INVALID_ARGUMENT for a number that is no handle of this builder, INVALID_DATA for a date
 *         out of range; the builder is then as it was.
 */
ONTRACK_API ontrack_status ontrack_builder_push_mark(ontrack_builder *builder, uint32_t student,
                                                     ontrack_date date, uint32_t mark,
                                                     ontrack_error *error);

/**
 * The same with the student's id: quick where rows come in some order, be it by student or by date.
 * @param student_id  Borrowed; copied when it is new.
 */
ONTRACK_API ontrack_status ontrack_builder_push_mark_of(ontrack_builder *builder,
                                                        ontrack_text student_id, ontrack_date date,
                                                        uint32_t mark, ontrack_error *error);

/**
 * Takes many attendance records by handles, a column each: the same as ontrack_builder_push_mark()
 * for one row after another, and up to twice as quick. For a host that holds columns (Arrow,
 * numpy, a block of a query's rows): its dates are Arrow's date32, its dictionaries become handles
 * once. A few thousand rows a call are as good as all of them.
 * The columns are borrowed for the call.
 * @param count     Rows; 0 does nothing.
 * @param students  Of each row, from ontrack_builder_student() or ontrack_builder_students().
 * @param dates     Of each row, 1900-01-01 to 2199-12-31.
 * @param marks     Of each row, from ontrack_builder_mark().
 * @param pushed    May be NULL. Receives how many rows were taken, and stay: all, or those before
 *                  the one that was refused; it and those behind it were not taken.
 * @return As ontrack_builder_push_mark() for the row that was refused; the error's line is its
 *         number, counted from 1. NO_MEMORY names the row for which there was none.
 */
ONTRACK_API ontrack_status ontrack_builder_push_marks(ontrack_builder *builder, size_t count,
                                                      const uint32_t *students,
                                                      const ontrack_date *dates,
                                                      const uint32_t *marks, size_t *pushed,
                                                      ontrack_error *error);

/**
 * The handles of a column of ids, for ontrack_builder_push_marks(): the same as
 * ontrack_builder_student() for one after another, quick where they come in some order. A host
 * whose ids are a dictionary asks for those of the dictionary, once.
 * @param count        Ids; 0 does nothing.
 * @param student_ids  Borrowed; copied where they are new.
 * @param students     Receives the handle of each.
 * @param found        May be NULL. Receives how many handles there are: all, or those before the id
 *                     that was refused.
 * @return INVALID_DATA for an id that no record may bear; the error's line is its number, counted
 *         from 1.
 */
ONTRACK_API ontrack_status ontrack_builder_students(ontrack_builder *builder, size_t count,
                                                    const ontrack_text *student_ids,
                                                    uint32_t *students, size_t *found,
                                                    ontrack_error *error);

/**
 * Says that a table was given though it may have no rows: without incidents pushed or declared,
 * behavior is unknown; with the table declared and no rows, it is zero incidents.
 */
ONTRACK_API ontrack_status ontrack_builder_declare(ontrack_builder *builder, ontrack_table table,
                                                   ontrack_error *error);

/** Typed ontrack_builder_push(): `ontrack_builder_add_attendance(builder, &record, error)` and so
 * on. */
#define ONTRACK_BUILDER_ADD(name, TABLE, type)                                                     \
    static inline ontrack_status ontrack_builder_add_##name(                                       \
        ontrack_builder *builder, const type *record, ontrack_error *error)                        \
    {                                                                                              \
        return ontrack_builder_push(builder, ONTRACK_TABLE_##TABLE, record, error);                \
    }
ONTRACK_BUILDER_ADD(calendar, CALENDAR, ontrack_calendar_record)
ONTRACK_BUILDER_ADD(term, TERMS, ontrack_term_record)
ONTRACK_BUILDER_ADD(feed, FEEDS, ontrack_feed_record)
ONTRACK_BUILDER_ADD(student, STUDENTS, ontrack_student_record)
ONTRACK_BUILDER_ADD(enrollment, ENROLLMENTS, ontrack_enrollment_record)
ONTRACK_BUILDER_ADD(attendance, ATTENDANCE, ontrack_attendance_record)
ONTRACK_BUILDER_ADD(attendance_totals, ATTENDANCE_TOTALS, ontrack_attendance_totals_record)
ONTRACK_BUILDER_ADD(grade, GRADES, ontrack_grade_record)
ONTRACK_BUILDER_ADD(incident, INCIDENTS, ontrack_incident_record)
ONTRACK_BUILDER_ADD(action, ACTIONS, ontrack_action_record)
ONTRACK_BUILDER_ADD(transition, TRANSITIONS, ontrack_transition_record)
ONTRACK_BUILDER_ADD(intervention, INTERVENTIONS, ontrack_intervention_record)
ONTRACK_BUILDER_ADD(outcome, OUTCOMES, ontrack_outcome_record)
ONTRACK_BUILDER_ADD(attribute, ATTRIBUTES, ontrack_attribute_record)
ONTRACK_BUILDER_ADD(value, VALUES, ontrack_value_record)
#undef ONTRACK_BUILDER_ADD

/**
 * Sorts, removes duplicates, settles conflicts and closes the builder. The builder is then empty
 * and may be used again or freed.
 * @param out  Receives the dataset; free it with ontrack_dataset_free().
 */
ONTRACK_API ontrack_status ontrack_builder_seal(ontrack_builder *builder, ontrack_dataset **out,
                                                ontrack_error *error);

/** How to seal; begin with #ONTRACK_SEAL_OPTIONS_INIT. */
typedef struct ontrack_seal_options {
    size_t struct_size; /**< sizeof of this struct. */
    /** Threads to seal with; borrowed for the call; NULL: the caller's alone. The allocator is then
     * called by several at once. */
    const ontrack_crew *crew;
} ontrack_seal_options;
/** Initial value of ::ontrack_seal_options. */
#define ONTRACK_SEAL_OPTIONS_INIT                                                                  \
    {                                                                                              \
        sizeof(ontrack_seal_options), NULL                                                         \
    }

/**
 * ontrack_builder_seal() with options. The dataset is the same whatever they are.
 * @param options  Borrowed for the call; NULL: as ontrack_builder_seal().
 * @param out      Receives the dataset; free it with ontrack_dataset_free().
 * @return INVALID_ARGUMENT for options without a size or a crew that lacks something: the builder
 *         is then as it was. NO_MEMORY, or what the crew says when it ends the work: the builder is
 *         then empty.
 */
ONTRACK_API ontrack_status ontrack_builder_seal_with(ontrack_builder *builder,
                                                     const ontrack_seal_options *options,
                                                     ontrack_dataset **out, ontrack_error *error);

/** Frees a dataset; NULL is fine. Views into it end with it. */
ONTRACK_API void ontrack_dataset_free(ontrack_dataset *dataset);

/** How many students there are. They are ordered by the bytes of student_id. */
ONTRACK_API size_t ontrack_dataset_count(const ontrack_dataset *dataset);

/** The student at @p index (below the count); borrowed from the dataset. NULL when out of range. */
ONTRACK_API const ontrack_student *ontrack_dataset_at(const ontrack_dataset *dataset, size_t index);

/** Position of a student by id; false when there is none. */
ONTRACK_API bool ontrack_dataset_find(const ontrack_dataset *dataset, ontrack_text student_id,
                                      size_t *index);

/** What became of a table's records. */
ONTRACK_API ontrack_table_counts ontrack_dataset_counts(const ontrack_dataset *dataset,
                                                        ontrack_table table);

/**
 * The latest date that any student's record bears (attendance, totals, posted grades, incidents,
 * actions, transitions, interventions' starts, entries), NONE when none does: the default as-of
 * date. Exits do not count, since they are often planned ahead; nor do calendars, terms, outcomes.
 */
ONTRACK_API ontrack_date ontrack_dataset_last_date(const ontrack_dataset *dataset);

/** A student's id, borrowed. */
ONTRACK_API ontrack_text ontrack_student_id(const ontrack_student *student);

/** How many records of a student's own table there are, of any date. 0 for a shared table. */
ONTRACK_API size_t ontrack_student_count(const ontrack_student *student, ontrack_table table);

/**
 * Reads one record back, in the order of the dataset (by date, then by the other columns).
 * @param record  Receives the table's record struct; its texts are borrowed from the dataset.
 * @return NOT_FOUND when @p index is out of range.
 */
ONTRACK_API ontrack_status ontrack_student_record_at(const ontrack_student *student,
                                                     ontrack_table table, size_t index,
                                                     void *record);

/** How many records a shared table (calendar, terms, feeds) has. */
ONTRACK_API size_t ontrack_dataset_shared_count(const ontrack_dataset *dataset,
                                                ontrack_table table);

/** Reads one record of a shared table back; as ontrack_student_record_at(). */
ONTRACK_API ontrack_status ontrack_dataset_shared_at(const ontrack_dataset *dataset,
                                                     ontrack_table table, size_t index,
                                                     void *record);

#ifdef __cplusplus
}
#endif

#endif
