/**
 * @file
 * @brief Rule sets: what a school counts as on track, as data.
 *
 * A rule set is a JSON document (docs/rule-sets.md, docs/ruleset.schema.json) or is built call by
 * call in C; either way it is checked whole and is then immutable.
 *
 * Threads: a rule set may be shared by any number of threads. A builder belongs to one.
 */
#ifndef ONTRACK_RULESET_H
#define ONTRACK_RULESET_H

#include <ontrack/buffer.h>
#include <ontrack/measure.h>
#include <ontrack/overrides.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An immutable rule set. */
typedef struct ontrack_ruleset ontrack_ruleset;

/** How a rule set is loaded. Start it with #ONTRACK_RULESET_OPTIONS_INIT. */
typedef struct ontrack_ruleset_options {
    size_t struct_size;                 /**< sizeof of this struct. */
    const ontrack_allocator *allocator; /**< Copied; NULL: malloc, realloc, free. */
    const ontrack_catalogue
        *catalogue;     /**< Borrowed until the rule set is freed; NULL: the built-in measures. */
    const char *source; /**< Name for errors, a file's; copied; NULL: none. */
    /**
     * Finds the document that `extends` names when it is no built-in; NULL: only built-ins.
     * @param out  Filled with the JSON text (allocator as set by the library).
     */
    ontrack_status (*find)(void *user, const char *name, ontrack_buffer *out, ontrack_error *error);
    void *user; /**< For @ref find. */
    /** Override documents, in the order in which a later one wins; borrowed for the call. */
    const ontrack_override_document *overrides;
    size_t override_count; /**< How many; 0: none. */
} ontrack_ruleset_options;
/** Initial value of ::ontrack_ruleset_options. */
#define ONTRACK_RULESET_OPTIONS_INIT                                                               \
    {                                                                                              \
        sizeof(ontrack_ruleset_options), NULL, NULL, NULL, NULL, NULL, NULL, 0                     \
    }

/** The largest rule set document, in bytes. */
#define ONTRACK_RULESET_LIMIT (1024u * 1024u)

/**
 * Loads and checks a JSON rule set.
 * @param json     Borrowed for the call.
 * @param options  NULL for defaults.
 * @param out      Receives the rule set; free it with ontrack_ruleset_free().
 * @return INVALID_RULES with a JSON pointer in the error's path, and inside a condition the line
 *         and column within it; LIMIT for a document that is too large or too deep.
 */
ONTRACK_API ontrack_status ontrack_ruleset_load(ontrack_text json,
                                                const ontrack_ruleset_options *options,
                                                ontrack_ruleset **out, ontrack_error *error);
/** Loads a built-in rule set by name. @return NOT_FOUND when there is none. */
ONTRACK_API ontrack_status ontrack_ruleset_load_builtin(const char *name,
                                                        const ontrack_ruleset_options *options,
                                                        ontrack_ruleset **out,
                                                        ontrack_error *error);
/** Frees a rule set; NULL is fine. */
ONTRACK_API void ontrack_ruleset_free(ontrack_ruleset *ruleset);

/** How many rule sets are built in. */
ONTRACK_API size_t ontrack_builtin_count(void);
/** Name of a built-in rule set, static; NULL when out of range. */
ONTRACK_API const char *ontrack_builtin_name(size_t index);
/** A built-in rule set's JSON as it was written, static; an empty text when there is none. */
ONTRACK_API ontrack_text ontrack_builtin_json(const char *name);

/** What can be read off a whole rule set as one text. */
typedef enum ontrack_ruleset_field {
    ONTRACK_RULESET_ID,
    ONTRACK_RULESET_VERSION,
    ONTRACK_RULESET_TITLE,
    ONTRACK_RULESET_SOURCE,
    ONTRACK_RULESET_MISUSE,
    ONTRACK_RULESET_APPLIES_TO,
    ONTRACK_RULESET_FINGERPRINT,      /**< 16 hexadecimal digits of the resolved contents and of the
                                         overrides. */
    ONTRACK_RULESET_CODES_FINGERPRINT /**< The same of its code maps alone. */
} ontrack_ruleset_field;
/** A text of the rule set, borrowed, ended by a NUL; empty when not given. */
ONTRACK_API const char *ontrack_ruleset_text(const ontrack_ruleset *ruleset,
                                             ontrack_ruleset_field field);

/** How many levels; level 0 is the best ("on_track"), the last one the worst. */
ONTRACK_API size_t ontrack_ruleset_level_count(const ontrack_ruleset *ruleset);
/** Name of a level, borrowed; "unknown" for -1, "" for any other number that is no level. */
ONTRACK_API const char *ontrack_ruleset_level(const ontrack_ruleset *ruleset, int level);

/** How many indicators: attendance, behavior, credits, discipline, transitions, then any others. */
ONTRACK_API size_t ontrack_ruleset_indicator_count(const ontrack_ruleset *ruleset);
/** Name of an indicator, borrowed; NULL when out of range. */
ONTRACK_API const char *ontrack_ruleset_indicator(const ontrack_ruleset *ruleset, size_t index);

/** One rule, all members borrowed from the rule set. */
typedef struct ontrack_rule {
    const char *id;
    size_t indicator;           /**< Index of its indicator. */
    int level;                  /**< Index of its level, above 0. */
    const char *when;           /**< Its condition in CEL. */
    const char *because;        /**< Its reason text with placeholders. */
    const char *const *respond; /**< What to do, `respond_count` texts. */
    size_t respond_count;
    const char *source;        /**< Where the rule comes from; empty when not given. */
    int64_t min_days_enrolled; /**< Below this many days the rule is unknown; 0: none. */
    int64_t weekly_dates; /**< On how many weekly as-of dates its condition must hold; 1: one. */
} ontrack_rule;
/** How many rules. */
ONTRACK_API size_t ontrack_ruleset_rule_count(const ontrack_ruleset *ruleset);
/** A rule, borrowed; NULL when out of range. */
ONTRACK_API const ontrack_rule *ontrack_ruleset_rule_at(const ontrack_ruleset *ruleset,
                                                        size_t index);

/**
 * Whether evaluation may look at `student.attributes`: a rule or `applies_to` reads it, or an
 * override holds for a district, which is found there. It cannot know what a measure of the host's
 * own asks for, nor what ontrack_evaluate_options.where and ontrack_aggregate_options.by name
 * besides.
 */
ONTRACK_API bool ontrack_ruleset_reads_attributes(const ontrack_ruleset *ruleset);
/** How many overrides the rule set was loaded with. */
ONTRACK_API size_t ontrack_ruleset_override_count(const ontrack_ruleset *ruleset);
/** An override, borrowed, in the order in which they take effect: where two change the same, the
 * later one wins. NULL when out of range. */
ONTRACK_API const ontrack_override *ontrack_ruleset_override_at(const ontrack_ruleset *ruleset,
                                                                size_t index);
/** How many exemptions of students the rule set was loaded with. */
ONTRACK_API size_t ontrack_ruleset_exemption_count(const ontrack_ruleset *ruleset);

/** How many notes: sentences that the rule set says of every student, flagged or not. */
ONTRACK_API size_t ontrack_ruleset_note_count(const ontrack_ruleset *ruleset);
/** A note as it was written, with its placeholders; borrowed. NULL when out of range. */
ONTRACK_API const char *ontrack_ruleset_note_at(const ontrack_ruleset *ruleset, size_t index);

/** One value that the rule set reads of a student: a measure with its options, or a host's input.
 */
typedef struct ontrack_reading {
    const char *name;    /**< As conditions write it: "credits.earned", "recent_rate". */
    const char *measure; /**< The catalogue's measure; equal to name for a host's input. */
    ontrack_type type;
    const char *unit;    /**< May be empty. */
    const char *about;   /**< One sentence for a reader; may be empty. */
    const char *options; /**< Which records it looks at, in words: "the last 20 instructional days";
                            empty when nothing is told. */
} ontrack_reading;
/** How many values the rule set reads of a student. */
ONTRACK_API size_t ontrack_ruleset_reading_count(const ontrack_ruleset *ruleset);
/** A reading, borrowed; NULL when out of range. */
ONTRACK_API const ontrack_reading *ontrack_ruleset_reading_at(const ontrack_ruleset *ruleset,
                                                              size_t index);

/** A parameter, all members borrowed from the rule set. */
typedef struct ontrack_parameter {
    const char *name;
    ontrack_value value;  /**< A decimal, a text or a boolean. */
    const char *unit;     /**< May be empty. */
    const char *about;    /**< May be empty. */
    const char *document; /**< Source of the document that gives the value, its own or one that it
                             extends; may be empty. */
    const ontrack_override *overridden; /**< What gave the value instead; NULL: nothing. */
} ontrack_parameter;
/** How many parameters. */
ONTRACK_API size_t ontrack_ruleset_parameter_count(const ontrack_ruleset *ruleset);
/** The parameter at @p index, in written order. @return false when out of range. */
ONTRACK_API bool ontrack_ruleset_parameter_at(const ontrack_ruleset *ruleset, size_t index,
                                              ontrack_parameter *out);

/** Where a rule comes from, all members borrowed from the rule set. */
typedef struct ontrack_rule_origin {
    const char *document; /**< Source of the document that wrote it, as of a parameter. */
    bool off;             /**< An override switched it off. */
    const ontrack_override *const *overrides; /**< Those that made it what it is. */
    size_t override_count;
} ontrack_rule_origin;
/** Where the rule at @p index comes from. @return false when out of range. */
ONTRACK_API bool ontrack_ruleset_rule_origin(const ontrack_ruleset *ruleset, size_t index,
                                             ontrack_rule_origin *out);

/** How many categories of a kind of codes the rule set knows. */
ONTRACK_API size_t ontrack_ruleset_category_count(const ontrack_ruleset *ruleset,
                                                  ontrack_code_kind kind);
/** Name of a category, borrowed; NULL when out of range. */
ONTRACK_API const char *ontrack_ruleset_category(const ontrack_ruleset *ruleset,
                                                 ontrack_code_kind kind, size_t index);
/** Bytes that the patterns of a category, joined, are cut to, the ending NUL included. */
#define ONTRACK_PATTERNS_SIZE 512
/** The patterns of the codes that fall into a category, joined by blanks and cut to fit; empty when
 * no line names it. @return how many lines name it. */
ONTRACK_API size_t ontrack_ruleset_category_patterns(const ontrack_ruleset *ruleset,
                                                     ontrack_code_kind kind, size_t index,
                                                     char out[ONTRACK_PATTERNS_SIZE]);

/** For whom and when a rule set with overrides is asked about. Start it with #ONTRACK_PLACE_INIT.
 */
typedef struct ontrack_place {
    size_t struct_size;                           /**< sizeof of this struct. */
    const char *district, *school, *grade, *term; /**< NULL: none; borrowed for the call. */
    ontrack_date as_of;                           /**< NONE: whatever the day. */
} ontrack_place;
/** Initial value of an ::ontrack_place. */
#define ONTRACK_PLACE_INIT                                                                         \
    {                                                                                              \
        sizeof(ontrack_place), NULL, NULL, NULL, NULL, ONTRACK_DATE_NONE                           \
    }
/** What a rule set with overrides is for the students of a place. */
typedef struct ontrack_resolved ontrack_resolved;
/**
 * Puts the overrides that hold for a place in place.
 * @param ruleset  Borrowed until the answer is freed.
 * @param out      Receives it; free it with ontrack_resolved_free().
 */
ONTRACK_API ontrack_status ontrack_resolved_new(const ontrack_ruleset *ruleset,
                                                const ontrack_place *place, ontrack_resolved **out,
                                                ontrack_error *error);
/** The rule set as it is there, borrowed: its parameters and rules are those of the place, and say
 * which overrides they come from. It is to be read, not to be evaluated or freed. */
ONTRACK_API const ontrack_ruleset *ontrack_resolved_ruleset(const ontrack_resolved *resolved);
/** Frees it; NULL is fine. */
ONTRACK_API void ontrack_resolved_free(ontrack_resolved *resolved);

/**
 * Writes the rule set as JSON with everything inherited put in place, two-space indent, keys in
 * their written order. Loading that text gives the same rule set and, without
 * overrides, the same fingerprint; overrides are left out.
 */
ONTRACK_API ontrack_status ontrack_ruleset_print(const ontrack_ruleset *ruleset,
                                                 ontrack_buffer *out, ontrack_error *error);

/** Builds a rule set in C, call by call. */
typedef struct ontrack_ruleset_builder ontrack_ruleset_builder;

/** A new, empty rule set of that id and version (both copied). */
ONTRACK_API ontrack_status ontrack_ruleset_builder_new(const char *id, const char *version,
                                                       const ontrack_ruleset_options *options,
                                                       ontrack_ruleset_builder **out,
                                                       ontrack_error *error);
/** Frees a builder; NULL is fine. */
ONTRACK_API void ontrack_ruleset_builder_free(ontrack_ruleset_builder *builder);
/** Sets a member of the document's first level to a JSON value: `"title"`, `"\"Grade 9\""`;
 * `"levels"`, `["on_track","off_track"]`. */
ONTRACK_API ontrack_status ontrack_ruleset_builder_set(ontrack_ruleset_builder *builder,
                                                       const char *member, const char *json,
                                                       ontrack_error *error);
/** Adds a parameter with a decimal value ("6.0"). */
ONTRACK_API ontrack_status ontrack_ruleset_builder_parameter(ontrack_ruleset_builder *builder,
                                                             const char *name, const char *value,
                                                             const char *unit, const char *about,
                                                             ontrack_error *error);
/** Adds a line to a code map: codes that @p pattern (PCRE2) matches fall into @p categories
 * (separated by blanks). */
ONTRACK_API ontrack_status ontrack_ruleset_builder_code(ontrack_ruleset_builder *builder,
                                                        ontrack_code_kind kind, const char *pattern,
                                                        const char *categories,
                                                        ontrack_error *error);
/** Names a measure with options: @p options is a JSON object, or NULL for none. */
ONTRACK_API ontrack_status ontrack_ruleset_builder_measure(ontrack_ruleset_builder *builder,
                                                           const char *name, const char *measure,
                                                           const char *options,
                                                           ontrack_error *error);
/** A rule as the builder takes it; all members copied. Start it with #ONTRACK_RULE_INPUT_INIT. */
typedef struct ontrack_rule_input {
    size_t struct_size;
    const char *id;
    const char *indicator;
    const char *level;
    const char *when;
    const char *because;
    const char *respond; /**< One response; NULL for none. */
    const char *source;  /**< NULL for none. */
    int64_t min_days_enrolled;
} ontrack_rule_input;
/** Initial value of an ::ontrack_rule_input. */
#define ONTRACK_RULE_INPUT_INIT                                                                    \
    {                                                                                              \
        sizeof(ontrack_rule_input), NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0                    \
    }
/** Adds a rule. Its contents are checked by ontrack_ruleset_builder_finish(). */
ONTRACK_API ontrack_status ontrack_ruleset_builder_rule(ontrack_ruleset_builder *builder,
                                                        const ontrack_rule_input *rule,
                                                        ontrack_error *error);
/** Checks everything and makes the rule set; the builder can only be freed afterwards. */
ONTRACK_API ontrack_status ontrack_ruleset_builder_finish(ontrack_ruleset_builder *builder,
                                                          ontrack_ruleset **out,
                                                          ontrack_error *error);

#ifdef __cplusplus
}
#endif

#endif
