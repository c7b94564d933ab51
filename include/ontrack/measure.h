/**
 * @file
 * @brief Measures: named numbers about one student, the library's own and the host's.
 *
 * A ::ontrack_catalogue lists measures by name. A new catalogue holds every built-in measure; a
 * host adds its own through the same call the built-in ones came in by, and can then use them in
 * any rule.
 *
 * Threads: fill a catalogue on one thread; once rule sets were loaded with it, it must not change
 * and may be shared. A measure's `compute` may be called by several threads at once, each for
 * another student.
 */
#ifndef ONTRACK_MEASURE_H
#define ONTRACK_MEASURE_H

#include <ontrack/dataset.h>
#include <ontrack/value.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Which local codes a code map translates. */
typedef enum ontrack_code_kind {
    ONTRACK_CODES_ATTENDANCE, /**< attendance.code */
    ONTRACK_CODES_SUBJECT,    /**< grades.subject, or grades.course_code where that is empty */
    ONTRACK_CODES_COURSE,     /**< grades.course_code */
    ONTRACK_CODES_MARK,       /**< grades.mark and grades.period_mark */
    ONTRACK_CODES_TERM,       /**< grades.term */
    ONTRACK_CODES_INCIDENT,   /**< incidents.code */
    ONTRACK_CODES_ACTION,     /**< actions.code */
    ONTRACK_CODES_TRANSITION, /**< transitions.code */
    ONTRACK_CODES_COUNT       /**< How many kinds there are. */
} ontrack_code_kind;

/** Name of a kind as a rule set writes it ("attendance"); NULL for a number that is none. */
ONTRACK_API const char *ontrack_code_kind_name(ontrack_code_kind kind);

/** Options that a measure can take; each is a key beside "measure" in a rule set. */
typedef enum ontrack_option {
    ONTRACK_OPTION_WINDOW = 1 << 0,       /**< "window" */
    ONTRACK_OPTION_CATEGORIES = 1 << 1,   /**< "categories", "except_categories" */
    ONTRACK_OPTION_SUBJECTS = 1 << 2,     /**< "subjects", "except_subjects" */
    ONTRACK_OPTION_TERMS = 1 << 3,        /**< "terms", "except_terms" */
    ONTRACK_OPTION_MARKS = 1 << 4,        /**< "marks": categories of the mark map */
    ONTRACK_OPTION_MIN_GAP_DAYS = 1 << 5, /**< "min_gap_days": days between two schools */
    ONTRACK_OPTION_REQUIRED = 1 << 6,     /**< "required": credits due by the year's end */
    ONTRACK_OPTION_FUTURE_TERM_CREDITS =
        1 << 7,                            /**< "future_term_credits": for each term not begun */
    ONTRACK_OPTION_PERIODS = 1 << 8,       /**< "periods_per_day", "partial_day" */
    ONTRACK_OPTION_INCLUDE_PRIOR = 1 << 9, /**< "include_prior": credits from before the year */
    ONTRACK_OPTION_RECOVERED = 1 << 10, /**< "recovered": "keep" or "erase" a failure made good */
    ONTRACK_OPTION_BY = 1 << 11,        /**< "by": "course" or "semester" */
    ONTRACK_OPTION_REPEATS = 1 << 12,   /**< "repeats": count "once" or "each" */
    ONTRACK_OPTION_RESULTS = 1 << 13,   /**< "results": known "at_term_end" or "as_recorded" */
    ONTRACK_OPTION_WITHOUT_ROWS = 1 << 14,  /**< "without_rows": "unknown" or "zero" */
    ONTRACK_OPTION_SPAN_DAYS = 1 << 15,     /**< "span_days": days in a row in place of a month */
    ONTRACK_OPTION_ABOVE = 1 << 16,         /**< "above": a numeric mark, itself left out */
    ONTRACK_OPTION_AT_LEAST = 1 << 17,      /**< "at_least": a numeric mark, itself included */
    ONTRACK_OPTION_AT_MOST = 1 << 18,       /**< "at_most": a numeric mark, itself included */
    ONTRACK_OPTION_BELOW = 1 << 19,         /**< "below": a numeric mark, itself left out */
    ONTRACK_OPTION_COURSE_CREDITS = 1 << 20 /**< "course_credits": of a course that is made up */
} ontrack_option;

/** What a measure is asked: one student, one as-of date, one set of options. Borrowed for the call.
 */
typedef struct ontrack_question ontrack_question;

/** The student asked about. */
ONTRACK_API const ontrack_student *ontrack_question_student(const ontrack_question *question);
/** The as-of date. A record dated later must not be looked at. */
ONTRACK_API ontrack_date ontrack_question_as_of(const ontrack_question *question);
/**
 * First and last day to look at, the window cut at the as-of date, both included.
 * @return UNKNOWN when the data cannot answer it (a window in school days without a calendar).
 */
ONTRACK_API ontrack_status ontrack_question_window(const ontrack_question *question,
                                                   ontrack_date *from, ontrack_date *to);
/** Whether the rule set's code map puts @p code into @p category (a category's name). */
ONTRACK_API bool ontrack_question_is(const ontrack_question *question, ontrack_code_kind kind,
                                     ontrack_text code, const char *category);
/** Whether the measure's options choose @p code: its `categories` or `subjects`, or all when not
 * narrowed. */
ONTRACK_API bool ontrack_question_chooses(const ontrack_question *question, ontrack_code_kind kind,
                                          ontrack_text code);

/** A measure, built in or a host's. Start it with #ONTRACK_MEASURE_INIT. */
typedef struct ontrack_measure {
    size_t struct_size; /**< sizeof of this struct. */
    const char *name; /**< "sports.practices_missed": lower-case words joined by one dot; copied. */
    ontrack_type type; /**< Type of every known answer. */
    const char *unit;  /**< "days", "credits", "count", ...; copied; may be NULL. */
    const char *about; /**< One sentence for a reader; copied; may be NULL. */
    unsigned options;  /**< Which ::ontrack_option it takes. */
    /**
     * Answers the question. Must be a pure function of the question and @p user.
     * @param out  Receives the value; unknown with the reason when the data cannot answer.
     * @return ONTRACK_OK, also for unknown; any other status ends the run and is returned.
     */
    ontrack_status (*compute)(void *user, const ontrack_question *question, ontrack_value *out);
    void (*release)(void *user); /**< May be NULL; called once, also when adding fails. */
    void *user;                  /**< Given to the catalogue. */
} ontrack_measure;
/** Initial value of an ::ontrack_measure. */
#define ONTRACK_MEASURE_INIT                                                                       \
    {                                                                                              \
        sizeof(ontrack_measure), NULL, ONTRACK_TYPE_COUNT, NULL, NULL, 0, NULL, NULL, NULL         \
    }

/** Measures by name. */
typedef struct ontrack_catalogue ontrack_catalogue;

/** A catalogue with all built-in measures; free it with ontrack_catalogue_free(). */
ONTRACK_API ontrack_status ontrack_catalogue_new(const ontrack_allocator *allocator,
                                                 ontrack_catalogue **out, ontrack_error *error);
/** Frees a catalogue and releases its measures; NULL is fine. Rule sets loaded with it must be
 * freed before. */
ONTRACK_API void ontrack_catalogue_free(ontrack_catalogue *catalogue);
/**
 * Adds a measure. Its texts are copied, its `user` is given.
 * @return INVALID_ARGUMENT for a bad name, a name that is taken, a missing compute or a struct_size
 *         that is too small.
 */
ONTRACK_API ontrack_status ontrack_catalogue_add(ontrack_catalogue *catalogue,
                                                 const ontrack_measure *measure,
                                                 ontrack_error *error);
/** How many measures there are, in the order they were added. */
ONTRACK_API size_t ontrack_catalogue_count(const ontrack_catalogue *catalogue);
/** The measure at @p index, borrowed; NULL when out of range. */
ONTRACK_API const ontrack_measure *ontrack_catalogue_at(const ontrack_catalogue *catalogue,
                                                        size_t index);
/** The measure of that name, borrowed; NULL when there is none. */
ONTRACK_API const ontrack_measure *ontrack_catalogue_find(const ontrack_catalogue *catalogue,
                                                          ontrack_text name);
/** Name of one option bit as a rule set writes it ("window"); NULL for anything else. */
ONTRACK_API const char *ontrack_option_name(ontrack_option option);
/** Name of a type ("decimal"); never NULL. */
ONTRACK_API const char *ontrack_type_name(ontrack_type type);

#ifdef __cplusplus
}
#endif

#endif
