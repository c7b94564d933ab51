/**
 * @file
 * @brief Proving a rule set: its tests, what they cover, and what a check finds.
 *
 * A test gives values of measures, or records, and says exactly what comes out of them
 * (docs/rule-tests.md). Tests travel with a rule set, or stand in a document of their own, so that
 * a district tests a rule set that it does not own.
 *
 * Threads: a rule set may be tested by several threads at once, a coverage belongs to one.
 */
#ifndef ONTRACK_REVIEW_H
#define ONTRACK_REVIEW_H

#include <ontrack/evaluation.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- tests ---- */

/** A test and how it went; borrowed for the callback. */
typedef struct ontrack_ruleset_test {
    const char *name;
    bool passed;
    const char *failure; /**< What was expected and what came, a line for each thing that differs;
                            empty when it passed. */
} ontrack_ruleset_test;

/** What the tests of a rule set reach; see ontrack_coverage_new(). */
typedef struct ontrack_coverage ontrack_coverage;

/** How tests are run. Start it with #ONTRACK_TEST_OPTIONS_INIT. */
typedef struct ontrack_test_options {
    size_t struct_size; /**< sizeof of this struct. */
    /** Called for each test that ran, in written order; NULL: nobody is told. Any status but OK
     * ends the run and is returned. */
    ontrack_status (*each)(void *user, const ontrack_ruleset_test *test);
    void *user;            /**< For @ref each. */
    const char *run;       /**< PCRE2 pattern: only tests whose name it matches run; NULL: all. */
    ontrack_text document; /**< JSON of a test document, whose tests run instead of the rule set's
                              own; empty: those. Borrowed for the call. */
    const char *source;    /**< Name of the document for errors; NULL: the rule set's id. */
    ontrack_coverage *coverage; /**< Counts what the tests reach; NULL: nothing is counted. */
} ontrack_test_options;
/** Initial value of ::ontrack_test_options. */
#define ONTRACK_TEST_OPTIONS_INIT                                                                  \
    {                                                                                              \
        sizeof(ontrack_test_options), NULL, NULL, NULL, {NULL, 0}, NULL, NULL                      \
    }

/** How a run of tests went. */
typedef struct ontrack_test_counts {
    size_t passed;
    size_t failed;
    size_t left_out; /**< Not run, since their names did not match. */
} ontrack_test_counts;

/**
 * Runs tests of a rule set.
 * @param options  NULL for defaults: the tests that travel with the rule set, nobody told.
 * @param counts   Receives how many passed and failed; may be NULL.
 * @return OK when the tests could be run, whether they passed or not; INVALID_RULES for a document
 *         that is wrong or records that cannot be, with a JSON pointer; INVALID_ARGUMENT for a bad
 *         pattern.
 */
ONTRACK_API ontrack_status ontrack_ruleset_test_run(const ontrack_ruleset *ruleset,
                                                    const ontrack_test_options *options,
                                                    ontrack_test_counts *counts,
                                                    ontrack_error *error);

/**
 * Reads what a test document names: the rule set that it tests, and the override documents that
 * shall hold. Load the rule set with them, then hand both to ontrack_ruleset_test_run().
 * @param json    A JSON document: a test document when it has "tests" and no "ontrack".
 * @param source  Name for errors; may be NULL.
 * @param name    Called first with "ruleset" and a built-in's or a file's name, then with
 *                "overrides" and a file's name for each override document, in order; texts borrowed
 *                for the call. Any status but OK ends the reading and is returned.
 * @return NOT_FOUND when @p json is something else, a rule set or no JSON; INVALID_RULES when it is
 * a test document with something wrong.
 */
ONTRACK_API ontrack_status ontrack_test_document_names(ontrack_text json, const char *source,
                                                       ontrack_status (*name)(void *user,
                                                                              const char *key,
                                                                              const char *name),
                                                       void *user, ontrack_error *error);

/* ---- coverage ---- */

/** One thing that tests can reach: a rule, `applies_to`, or a comparison of numbers in a condition.
 */
typedef struct ontrack_covered {
    const char *rule;     /**< The rule's id; "" for applies_to. */
    int32_t line, column; /**< Place of the comparison's operator in the condition, 1-based; 0 for a
                             whole rule. */
    const char *text;     /**< The comparison as it is written; the whole condition for a rule. */
    int64_t yes;          /**< Tests in which it fired, or the comparison was true. */
    int64_t no;           /**< Tests in which it was clear, or the comparison was false. */
    int64_t unknown;      /**< Tests in which it could not be decided; 0 for a comparison. */
    int64_t equal; /**< Tests in which both sides of the comparison were equal; 0 for a rule. */
} ontrack_covered;

/**
 * Nothing reached yet; hand it to runs of tests of the same rule set.
 * @param ruleset  Borrowed until the coverage is freed.
 * @param out      Receives the coverage; free it with ontrack_coverage_free().
 */
ONTRACK_API ontrack_status ontrack_coverage_new(const ontrack_ruleset *ruleset,
                                                ontrack_coverage **out, ontrack_error *error);
/** Frees a coverage; NULL is fine. */
ONTRACK_API void ontrack_coverage_free(ontrack_coverage *coverage);
/** How many things there are to reach: applies_to where there is one, then each rule with its
 * comparisons behind it. */
ONTRACK_API size_t ontrack_coverage_count(const ontrack_coverage *coverage);
/** One of them, borrowed until the next run; NULL when out of range. */
ONTRACK_API const ontrack_covered *ontrack_coverage_at(const ontrack_coverage *coverage,
                                                       size_t index);

/* ---- findings ---- */

/** How bad a finding is. */
typedef enum ontrack_severity {
    ONTRACK_SEVERITY_NOTE,    /**< Advice. */
    ONTRACK_SEVERITY_WARNING, /**< Probably not meant. */
    ONTRACK_SEVERITY_ERROR    /**< Certainly wrong. */
} ontrack_severity;
/** "note", "warning" or "error"; "" for a number that is none. */
ONTRACK_API const char *ontrack_severity_name(ontrack_severity severity);

/** One thing that a check found; borrowed for the callback. */
typedef struct ontrack_finding {
    ontrack_severity severity;
    const char *kind;     /**< Which finding it is: "never-fires"; docs/rule-check.md lists them. */
    const char *rule;     /**< The rule's id; "" when it is about none. */
    const char *path;     /**< JSON pointer: "/rules/3/when"; "" for the data. */
    const char *source;   /**< The document in which that stands when it is inherited or named;
                             "" for the checked one. */
    int32_t line, column; /**< Place inside a condition, 1-based; 0: the whole. */
    int64_t rows;         /**< Rows of the data that are concerned; 0: none. */
    const char *message;  /**< What it is, and what to do. */
} ontrack_finding;

/** How a rule set is checked. Start it with #ONTRACK_CHECK_OPTIONS_INIT. */
typedef struct ontrack_check_options {
    size_t struct_size; /**< sizeof of this struct. */
    /** Called for each finding; required. Any status but OK ends the check and is returned. */
    ontrack_status (*take)(void *user, const ontrack_finding *finding);
    void *user; /**< For @ref take. */
    ontrack_text
        document;       /**< The JSON text of the rule set, so that what it inherits is told apart
                           from its own code lines, measures and parameters; empty: all is its own. */
    ontrack_date as_of; /**< For the data; NONE: the dataset's last date. */
} ontrack_check_options;
/** Initial value of ::ontrack_check_options. */
#define ONTRACK_CHECK_OPTIONS_INIT                                                                 \
    {                                                                                              \
        sizeof(ontrack_check_options), NULL, NULL, {NULL, 0}, ONTRACK_DATE_NONE                    \
    }

/**
 * Looks a loaded rule set through without data: rules that can never fire or always do, bands that
 * overlap or leave a gap, what is unused, code lines that are never reached, its own tests. Only
 * what is certain is said; conditions beyond sums, comparisons and their joints are left alone.
 * @return OK when the check could be made, whatever it found.
 */
ONTRACK_API ontrack_status ontrack_ruleset_check(const ontrack_ruleset *ruleset,
                                                 const ontrack_check_options *options,
                                                 ontrack_error *error);

/**
 * Looks how a rule set fits a dataset: codes that no line maps, lines that no code meets, and what
 * an evaluation of all students warns of.
 * @return OK when the check could be made, whatever it found; what an evaluation answers.
 */
ONTRACK_API ontrack_status ontrack_ruleset_check_data(const ontrack_ruleset *ruleset,
                                                      const ontrack_dataset *dataset,
                                                      const ontrack_check_options *options,
                                                      ontrack_error *error);

#ifdef __cplusplus
}
#endif

#endif
