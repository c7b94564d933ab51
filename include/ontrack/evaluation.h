/**
 * @file
 * @brief The waist: (rule set, a student's records, as-of date) -> result.
 *
 * Threads: an evaluator belongs to one thread at a time; make one for each thread over the same
 * rule set and dataset. A result handed to a sink is borrowed for the call.
 */
#ifndef ONTRACK_EVALUATION_H
#define ONTRACK_EVALUATION_H

#include <ontrack/ruleset.h>

#ifdef __cplusplus
extern "C" {
#endif

/** No verdict: some rule could not be decided and no other fired. */
#define ONTRACK_LEVEL_UNKNOWN (-1)
/** No rule of the rule set looks at this indicator. */
#define ONTRACK_LEVEL_NONE (-2)

/** One student's result. */
typedef struct ontrack_result ontrack_result;
/** A rule set bound to a dataset and an as-of date. */
typedef struct ontrack_evaluator ontrack_evaluator;

/** How an evaluation is done. Start it with #ONTRACK_EVALUATE_OPTIONS_INIT. */
typedef struct ontrack_evaluate_options {
    size_t struct_size;                 /**< sizeof of this struct. */
    const ontrack_allocator *allocator; /**< Copied; NULL: malloc, realloc, free. */
    ontrack_date as_of;                 /**< NONE: the dataset's last date. */
    const char *where; /**< CEL condition that keeps a student; NULL: all. Borrowed for the call. */
    ontrack_date since; /**< An earlier day on which the question is asked too, so that results say
                             what changed: ontrack_result_since(). NONE: it is not. */
} ontrack_evaluate_options;
/** Initial value of ::ontrack_evaluate_options. */
#define ONTRACK_EVALUATE_OPTIONS_INIT                                                              \
    {                                                                                              \
        sizeof(ontrack_evaluate_options), NULL, ONTRACK_DATE_NONE, NULL, ONTRACK_DATE_NONE         \
    }

/**
 * Binds a rule set to a dataset: the code maps run once over the dataset's distinct codes.
 * @param ruleset  Borrowed until the evaluator is freed.
 * @param dataset  Borrowed until the evaluator is freed.
 * @param options  NULL for defaults.
 * @return INVALID_ARGUMENT for a `since` that is not before the as-of date; INVALID_RULES for a bad
 * `where` (source "where", with line and column); LIMIT when a pattern hit its match limit on a
 * code.
 */
ONTRACK_API ontrack_status ontrack_evaluator_new(const ontrack_ruleset *ruleset,
                                                 const ontrack_dataset *dataset,
                                                 const ontrack_evaluate_options *options,
                                                 ontrack_evaluator **out, ontrack_error *error);
/** Frees an evaluator; NULL is fine. */
ONTRACK_API void ontrack_evaluator_free(ontrack_evaluator *evaluator);

/** Takes results one by one. Any status but OK ends the run and is returned by it. */
typedef struct ontrack_sink {
    ontrack_status (*take)(void *user, const ontrack_result *result);
    void *user;
} ontrack_sink;

/**
 * Evaluates the students first .. first + count - 1 in the dataset's order (cut at its end).
 * Students to whom the rule set does not apply or whom `where` does not keep are counted, not
 * handed on.
 */
ONTRACK_API ontrack_status ontrack_evaluator_run(ontrack_evaluator *evaluator, size_t first,
                                                 size_t count, const ontrack_sink *sink,
                                                 ontrack_error *error);

/** Records of one table, for ontrack_live_evaluate(). */
typedef struct ontrack_records {
    ontrack_table table;
    const void *
        records; /**< Array of the table's record structs, borrowed; may be NULL when count is 0. */
    size_t count; /**< 0: the table was given and has no rows. */
} ontrack_records;

/** For a host that holds students' records in memory and asks about one after the other. It keeps
 * the codes that came and what they mean by the rule set, what the schools share, and the rule set
 * bound to them on the last eight as-of dates; a question with a new code, with another date or
 * after an error takes longer. What is kept grows by at most 4 MiB beyond the first answer's, then
 * it begins anew; the memory of a question is kept for the next one, at most 4 MiB. Where a host
 * gives shared tables of its own with a student's, each question stands alone. No answer depends on
 * what was asked before. One thread at a time; any number of them over the same rule set and
 * schools. */
typedef struct ontrack_live ontrack_live;

/**
 * Makes one.
 * @param ruleset  Borrowed until it is freed.
 * @param schools  A dataset whose shared tables (calendar, terms, feeds) hold, and which tells how
 *                 far each school's attendance is known; NULL: none. Borrowed until it is freed.
 * @param options  NULL for defaults; `where` is borrowed until it is freed. An as-of date of NONE
 *                 is each student's own last date.
 * @return INVALID_ARGUMENT for options of a wrong size; NO_MEMORY. What else is wrong with the
 * options is told by ontrack_live_evaluate().
 */
ONTRACK_API ontrack_status ontrack_live_new(const ontrack_ruleset *ruleset,
                                            const ontrack_dataset *schools,
                                            const ontrack_evaluate_options *options,
                                            ontrack_live **out, ontrack_error *error);
/**
 * Evaluates one student. After an error the next student can be asked about as before.
 * @param tables  The student's tables, records in any order, and shared ones too if wanted; one
 *                students record in all. Borrowed for the call.
 * @param sink    Receives the one result, or none when the rule set does not apply or `where` does
 *                not keep the student; the result is valid for the call of the sink.
 * @return INVALID_ARGUMENT unless there is one students record, INVALID_DATA for a record that a
 * table cannot hold, what ontrack_evaluator_new() and ontrack_evaluator_run() return, NO_MEMORY.
 */
ONTRACK_API ontrack_status ontrack_live_evaluate(ontrack_live *live, const ontrack_records *tables,
                                                 size_t table_count, const ontrack_sink *sink,
                                                 ontrack_error *error);
/** Frees one; NULL is fine. */
ONTRACK_API void ontrack_live_free(ontrack_live *live);

/**
 * The pure function itself: an ::ontrack_live made for one student and freed again.
 * @param ruleset  Borrowed for the call.
 * @param schools  A dataset whose shared tables (calendar, terms, feeds) hold, and which tells how
 *                 far each school's attendance is known; NULL: none.
 * @param tables   The student's tables, and shared ones too if wanted; one students record in all.
 * @param sink     Receives the one result, or none when the rule set does not apply.
 */
ONTRACK_API ontrack_status ontrack_evaluate_records(const ontrack_ruleset *ruleset,
                                                    const ontrack_dataset *schools,
                                                    const ontrack_records *tables,
                                                    size_t table_count,
                                                    const ontrack_evaluate_options *options,
                                                    const ontrack_sink *sink, ontrack_error *error);

/* ---- a result ---- */

/** A text of the student, borrowed. */
typedef enum ontrack_result_field {
    ONTRACK_RESULT_STUDENT_ID,
    ONTRACK_RESULT_SCHOOL_ID, /**< The school of the last stay begun by the as-of date, else of
                                 students.csv. */
    ONTRACK_RESULT_GRADE_LEVEL,
    ONTRACK_RESULT_LAST_NAME,
    ONTRACK_RESULT_FIRST_NAME
} ontrack_result_field;
/** A text of the result's student, borrowed; empty when not given. */
ONTRACK_API ontrack_text ontrack_result_text(const ontrack_result *result,
                                             ontrack_result_field field);
/** The student whom the result is about: borrowed from the dataset, or, of
 * ontrack_live_evaluate(), for the call of the sink. */
ONTRACK_API const ontrack_student *ontrack_result_student(const ontrack_result *result);
/** The rule set that made the result, borrowed. */
ONTRACK_API const ontrack_ruleset *ontrack_result_ruleset(const ontrack_result *result);
/** The as-of date. */
ONTRACK_API ontrack_date ontrack_result_as_of(const ontrack_result *result);
/** The worst level of a rule that fired; ONTRACK_LEVEL_UNKNOWN when none fired and one could not be
 * decided; else 0. */
ONTRACK_API int ontrack_result_status(const ontrack_result *result);
/** The same for one indicator's rules; ONTRACK_LEVEL_NONE when it has none. */
ONTRACK_API int ontrack_result_indicator(const ontrack_result *result, size_t indicator);
/** The value of the reading at @p index of ontrack_ruleset_reading_at(), borrowed; NULL when out of
 * range. */
ONTRACK_API const ontrack_value *ontrack_result_value(const ontrack_result *result, size_t index);

/**
 * A note of the rule set about the student, with its numbers; borrowed, NULL when @p index is out
 * of range. Written when it is first asked for, as the words of ontrack_result_rule() are; a value
 * that is not known stands there as "unknown".
 */
ONTRACK_API const char *ontrack_result_note(const ontrack_result *result, size_t index);

/** How a rule came out. */
typedef enum ontrack_outcome {
    ONTRACK_OUTCOME_CLEAR, /**< The condition is false. */
    ONTRACK_OUTCOME_FIRED, /**< The condition is true: a flag. */
    ONTRACK_OUTCOME_UNKNOWN,
    ONTRACK_OUTCOME_OFF /**< An override switched the rule off: it was not looked at. */
} ontrack_outcome;

/** One comparison inside a condition: how far it was from turning over. */
typedef struct ontrack_comparison {
    int32_t line, column;  /**< Place of the operator in the condition, 1-based. */
    const char *operator_; /**< "<", "<=", ">", ">=", "==" or "!=". */
    const char *left_name; /**< The reading or parameter on the left, NULL for an expression. */
    const char *right_name;
    ontrack_value left, right;
    bool holds;
    ontrack_value
        margin; /**< |left - right|, a decimal or ratio; unknown when it has no exact form. */
} ontrack_comparison;

/** A rule's outcome for a student; all members borrowed from the result. */
typedef struct ontrack_rule_result {
    const ontrack_rule *rule;
    ontrack_outcome outcome;
    const char *message;  /**< When fired: the reason with its numbers. Else empty. */
    const char *why;      /**< When unknown: why, in words. Else empty. */
    const size_t *values; /**< Indices of the readings that the rule reads. */
    size_t value_count;
    const size_t *missing; /**< When unknown: those of them that are unknown. */
    size_t missing_count;
    const ontrack_override *const *overrides; /**< Those that made the rule, or a parameter that it
                                                 reads, what it is for this student. */
    size_t override_count;
    const ontrack_exemption *exemption; /**< The student is exempt from the rule; NULL: is not. The
                                           outcome, the status and all else are as computed. */
    ontrack_date
        held_since; /**< Of a rule that must hold on several weekly as-of dates and holds on
                       this one: the first of those on which it has held since. Else NONE. */
} ontrack_rule_result;
/**
 * How the rule at @p index of the rule set came out; UNKNOWN when out of range. Cheaper than
 * ontrack_result_rule(), since no words are written.
 */
ONTRACK_API ontrack_outcome ontrack_result_outcome(const ontrack_result *result, size_t index);
/**
 * The rule at @p index of the rule set with its reasons, borrowed; NULL when out of range. The
 * words are written when a rule is first asked for; when memory runs out over them they are empty,
 * and the run ends with NO_MEMORY after the sink has returned.
 */
ONTRACK_API const ontrack_rule_result *ontrack_result_rule(const ontrack_result *result,
                                                           size_t index);
/**
 * The numeric comparisons of the rule's condition that could be made, in the order of the
 * condition: how far each was from turning over. Worked out when they are asked for, as the words
 * of ontrack_result_rule() are.
 * @param count  Receives how many there are.
 * @return Borrowed from the result; of no meaning when the count is 0.
 */
ONTRACK_API const ontrack_comparison *ontrack_result_comparisons(const ontrack_result *result,
                                                                 size_t index, size_t *count);

/* ---- then and now ---- */

/** How a rule, an indicator or a status of now differs from that of an earlier time. */
typedef enum ontrack_change {
    ONTRACK_CHANGE_NONE,      /**< No flag then and now; the same level; unknown both times. */
    ONTRACK_CHANGE_NEWLY_MET, /**< A flag that was none, or whose rule was unknown. */
    ONTRACK_CHANGE_STILL_MET, /**< A flag both times. */
    ONTRACK_CHANGE_WORSENED,  /**< A flag both times, of a worse level or further beyond its
                                   threshold; of a status or indicator: a worse level. */
    ONTRACK_CHANGE_IMPROVED,  /**< The same the other way round. */
    ONTRACK_CHANGE_CLEARED,   /**< A flag then, none now. */
    ONTRACK_CHANGE_UNDECIDED, /**< Decided then, unknown now: not cleared. */
    ONTRACK_CHANGE_DECIDED    /**< Unknown then, decided now and no flag. */
} ontrack_change;
/** Name of a change ("newly met"), static; NULL for a number that is none. */
ONTRACK_API const char *ontrack_change_name(ontrack_change change);
/** The same student's result on the day `since`, by the same records and rules; borrowed from the
 * result. NULL when it was not asked for or the rule set did not apply that day. */
ONTRACK_API const ontrack_result *ontrack_result_since(const ontrack_result *result);
/** How a rule has changed since then; NONE when there is no result of then. */
ONTRACK_API ontrack_change ontrack_result_change(const ontrack_result *result, size_t rule);
/** How the status has changed since then; NONE when there is no result of then. */
ONTRACK_API ontrack_change ontrack_result_status_change(const ontrack_result *result);

/* ---- the run's report ---- */

/** A code that no line of the rule set's map matched. */
typedef struct ontrack_unmapped {
    ontrack_code_kind kind;
    ontrack_text code; /**< Borrowed from the dataset. */
    int64_t rows;      /**< Rows dated up to the as-of date that bear it. */
} ontrack_unmapped;

/** A school whose table ends before the as-of date. */
typedef struct ontrack_stale_feed {
    ontrack_table table;
    ontrack_text school_id; /**< Empty: every school. */
    ontrack_date through;
    int64_t days_behind; /**< Instructional days after `through` up to the as-of date; calendar
                            days without a calendar. */
} ontrack_stale_feed;

/** What a run saw, besides results. */
typedef struct ontrack_report {
    ontrack_date as_of;
    int64_t students;         /**< Handed to the sink. */
    int64_t not_applicable;   /**< Outside the rule set's applies_to. */
    int64_t filtered;         /**< Not kept by `where`: false, or undecided, of which a warning
                                 tells. */
    const int64_t *by_level;  /**< Students by status, one count a level. */
    int64_t unknown;          /**< Students without a verdict. */
    const int64_t *fired;     /**< Flags by rule. */
    const int64_t *undecided; /**< Students by rule for whom it was unknown. */
    const ontrack_unmapped *unmapped; /**< Sorted by kind, then code bytes. */
    size_t unmapped_count;
    const ontrack_stale_feed *stale; /**< Sorted by table, then school bytes. */
    size_t stale_count;
    const char *const *warnings; /**< Whole sentences: a scale that cannot be right, a table that
                                    rules need and was not given. */
    size_t warning_count;
} ontrack_report;
/** The report of all runs of this evaluator so far; borrowed until the next run. */
ONTRACK_API ontrack_status ontrack_evaluator_report(ontrack_evaluator *evaluator,
                                                    const ontrack_report **out,
                                                    ontrack_error *error);

/**
 * Adds the counts of another evaluator's runs, so that one report covers students who were split
 * between evaluators (and threads).
 * @param other  Unchanged; of the same rule set, dataset and as-of date.
 * @return INVALID_ARGUMENT when it is of another or the same evaluator.
 */
ONTRACK_API ontrack_status ontrack_evaluator_merge(ontrack_evaluator *evaluator,
                                                   const ontrack_evaluator *other,
                                                   ontrack_error *error);

/* ---- results kept together ---- */

/** Results that outlive their evaluation. Immutable. */
typedef struct ontrack_results ontrack_results;
/** Evaluates every student and keeps the results; free them with ontrack_results_free(). Rule set
 * and dataset must outlive them. */
ONTRACK_API ontrack_status ontrack_evaluate(const ontrack_ruleset *ruleset,
                                            const ontrack_dataset *dataset,
                                            const ontrack_evaluate_options *options,
                                            ontrack_results **out, ontrack_error *error);
/** Frees results; NULL is fine. */
ONTRACK_API void ontrack_results_free(ontrack_results *results);
/** How many results, ordered by student_id bytes. */
ONTRACK_API size_t ontrack_results_count(const ontrack_results *results);
/** A result, borrowed; NULL when out of range. */
ONTRACK_API const ontrack_result *ontrack_results_at(const ontrack_results *results, size_t index);
/** The run's report, borrowed. */
ONTRACK_API const ontrack_report *ontrack_results_report(const ontrack_results *results);

#ifdef __cplusplus
}
#endif

#endif
