/* ruleset.h - a checked rule set, as the evaluation sees it. Layer: rulesets. Immutable. */
#ifndef ONTRACK_RULESETS_RULESET_H
#define ONTRACK_RULESETS_RULESET_H

#include "base/alloc.h"
#include "base/arena.h"
#include "base/pattern.h"
#include "cel/cel.h"
#include "measures/lists.h"
#include "measures/options.h"
#include "records/meanings.h"
#include "json/json.h"
#include <ontrack/overrides.h>
#include <ontrack/ruleset.h>

/* What a condition may name. Positions are those of the CEL programs' variables. */
typedef enum ontrack__variable_kind {
    ONTRACK__VARIABLE_MEASURE,  /* a catalogue measure, under its own name or named with options */
    ONTRACK__VARIABLE_INPUT,    /* a host's per-student value */
    ONTRACK__VARIABLE_LIST,     /* records; its reading is how many */
    ONTRACK__VARIABLE_PARAMETER /* a constant of the rule set */
} ontrack__variable_kind;

typedef struct ontrack__variable {
    const char *name; /* "credits.earned", "recent_rate", "params.credits_required" */
    ontrack__variable_kind kind;
    ontrack_type type;                  /* a parameter: DECIMAL, BOOLEAN or TEXT; a list: COUNT */
    const ontrack_measure *measure;     /* MEASURE */
    ontrack__options options;           /* MEASURE, LIST */
    const ontrack__record_list *list;   /* LIST */
    const ontrack__cel_object *object;  /* LIST: the type of its records */
    ontrack_value value;                /* PARAMETER */
    const ontrack_override *overridden; /* PARAMETER: what gave the value instead; NULL: nothing */
    int reading; /* its position among the readings, or -1 when no rule reads it */
} ontrack__variable;

/* How a number that a document gives is read: as a whole one, and within which limits. */
typedef struct ontrack__number {
    bool whole;
    int32_t least, most; /* ten-thousandths unless it is whole */
} ontrack__number;

/* A number among a variable's options that follows a parameter. */
typedef struct ontrack__parameter_use {
    size_t parameter, variable; /* positions among the variables */
    size_t option;              /* among the options, as options.c numbers them */
    size_t offset;              /* of the number, an int32_t, within ontrack__options */
    ontrack__number number;
} ontrack__parameter_use;

/* One line of a code map: the first that matches a code decides. */
typedef struct ontrack__code_line {
    const char *match; /* as it was written */
    ontrack__pattern *pattern;
    ontrack__meaning meaning;
} ontrack__code_line;

typedef struct ontrack__code_map {
    bool given;
    ontrack__code_line *lines;
    size_t line_count;
    const char **categories; /* names by bit */
    size_t category_count;
} ontrack__code_map;

/* A piece of a reason text: words, or a variable's value. */
typedef struct ontrack__piece {
    ontrack_text words;
    int variable; /* -1: words */
    bool percent; /* {name:percent} */
} ontrack__piece;

/* A text with values between its words. */
typedef struct ontrack__sentence {
    ontrack__piece *pieces;
    size_t count;
} ontrack__sentence;

typedef struct ontrack__rule_plan {
    ontrack_rule rule; /* the public face */
    ontrack__cel_program *when;
    ontrack__sentence because;
    int min_days_parameter; /* the parameter that min_days_enrolled follows, or -1 */
    int weeks_parameter;    /* the parameter that weekly_dates follows, or -1 */
    bool off;               /* switched off by an override */
    const ontrack_override *const *overrides; /* those that made the rule what it is */
    size_t override_count;
    size_t *reads; /* positions of the readings that the condition reads, ascending; that of
                      attendance.days_enrolled among them when the rule has min_days_enrolled */
    size_t read_count;
} ontrack__rule_plan;

/* How special the place is where an override holds: the narrower has the higher bit. */
typedef enum ontrack__dimension {
    ONTRACK__DISTRICT,
    ONTRACK__SCHOOL,
    ONTRACK__GRADE,
    ONTRACK__TERM,
    ONTRACK__DIMENSIONS
} ontrack__dimension;

/* Texts of a document, borrowed from the rule set. */
typedef struct ontrack__texts {
    const char **items;
    size_t count;
} ontrack__texts; /* those of a scope are sorted */

/* What an override changes of a rule. */
enum {
    ONTRACK__CHANGES_LEVEL = 1 << 0,
    ONTRACK__CHANGES_WHEN = 1 << 1,
    ONTRACK__CHANGES_BECAUSE = 1 << 2,
    ONTRACK__CHANGES_RESPOND = 1 << 3,
    ONTRACK__CHANGES_MIN_DAYS = 1 << 4,
    ONTRACK__CHANGES_WEEKS = 1 << 5,
    ONTRACK__CHANGES_OFF = 1 << 6,
    ONTRACK__CHANGES_COUNT = 7
};

/* One entry of an override document. */
typedef struct ontrack__override {
    ontrack_override face;
    ontrack__texts places[ONTRACK__DIMENSIONS]; /* none of a dimension: everywhere */
    unsigned rank;                              /* bits 1 << dimension: the higher, the narrower */
    size_t document, index;                     /* where it is written */
    int parameter;                              /* the variable that gets `value`, or -1 */
    ontrack_value value;
    int rule; /* the rule that is changed as `plan` says, or -1 */
    unsigned changes;
    ontrack__rule_plan plan;
} ontrack__override;

/* One exemption of a student. */
typedef struct ontrack__exempt {
    ontrack_exemption face;
    ontrack_text student;
    bool *rules; /* by rule: whether it is among the exempted */
} ontrack__exempt;

/* All that override documents bring. */
typedef struct ontrack__overrides {
    ontrack__json **documents; /* in the order they were given */
    size_t document_count;
    ontrack__override *items; /* in the order they take effect: a later one over an earlier one */
    size_t count;
    ontrack__exempt *exempt;
    size_t exempt_count;
} ontrack__overrides;

struct ontrack_ruleset {
    ontrack_allocator allocator;
    ontrack__arena arena;    /* everything below, but programs, patterns and the document */
    ontrack__json *document; /* resolved, in written order */
    const struct ontrack__origin *origins; /* where each of its rules was written (loader.h) */
    const struct ontrack__parameter_origin
        *sources; /* where each of its parameters was (loader.h) */
    size_t source_count;
    const ontrack_catalogue *catalogue;
    ontrack_catalogue *own_catalogue; /* when the host gave none */
    const char *id, *version, *title, *source, *misuse, *applies_to, *fingerprint,
        *codes_fingerprint;
    ontrack__cel_program *applies; /* NULL: every student */
    const char **levels;
    size_t level_count;
    const char **indicators;
    size_t indicator_count;
    ontrack__variable *variables; /* all that a condition may name */
    size_t variable_count;
    ontrack_reading *readings; /* the public faces of the variables that rules read */
    size_t *reading_variables; /* their positions among the variables */
    size_t reading_count;
    ontrack__array uses; /* of ontrack__parameter_use */
    ontrack__code_map maps[ONTRACK_CODES_COUNT];
    ontrack__rule_plan *rules;
    size_t rule_count;
    const char **notes; /* what is said of every student, as written */
    ontrack__sentence *note_sentences;
    size_t note_count;
    int64_t most_weeks; /* the most weekly dates that a rule, or an override of one, must hold on */
    ontrack__overrides overrides;
    int year_month,
        year_day; /* first day of a school year; July 1 unless the rule set says otherwise */
};

/* The CEL type of a measure's or parameter's type. */
ontrack__cel_kind ontrack__cel_kind_of(ontrack_type type);
/* Declarations of all variables in their order, in `arena`; NULL when memory is out. */
ontrack__cel_variable *ontrack__ruleset_declarations(const ontrack_ruleset *ruleset,
                                                     ontrack__arena *arena);
/* Runs a map's patterns over one code. LIMIT when a pattern gives up, with its JSON pointer in the
 * error. */
ontrack_status ontrack__code_map_meaning(const ontrack_ruleset *ruleset, ontrack_code_kind kind,
                                         ontrack_text code, ontrack__meaning *out,
                                         ontrack_error *error);
/* variant.c: the rule set with the overrides at `entries` (positions, ascending) put in place.
 * Lives in `arena` and borrows from the rule set: indicators, levels, readings and the positions of
 * rules and variables are the same. NULL when memory is out. */
const ontrack_ruleset *ontrack__variant(const ontrack_ruleset *ruleset, const size_t *entries,
                                        size_t count, ontrack__arena *arena);
/* readings.c: the readings of a rule's condition, the days enrolled among them when it asks for a
 * minimum, put into the plan. false when memory is out. */
bool ontrack__fill_reads(const ontrack_ruleset *ruleset, ontrack__rule_plan *plan,
                         ontrack__arena *arena);
/* Whether a text shows a variable. */
bool ontrack__names(const ontrack__sentence *sentence, size_t variable);
/* Fills a text with values by variable position. false when memory is out. */
bool ontrack__say(const ontrack__sentence *sentence, const ontrack_value *values,
                  ontrack_buffer *out);
/* The same as ontrack__to_cel() of a number and of what is not known; false for anything else. */
static inline bool ontrack__number_to_cel(const ontrack_value *value, ontrack__cel_value *out)
{
    switch (value->kind) {
    case ONTRACK_KIND_COUNT:
        out->kind = ONTRACK__CEL_INT;
        out->as.integer = value->number;
        return true;
    case ONTRACK_KIND_DECIMAL:
    case ONTRACK_KIND_RATIO:
        out->kind = ONTRACK__CEL_DECIMAL;
        out->as.decimal.numerator = value->number;
        out->as.decimal.denominator =
            value->kind == ONTRACK_KIND_RATIO ? value->denominator : ONTRACK_DECIMAL_ONE;
        return true;
    case ONTRACK_KIND_UNKNOWN:
        out->kind = ONTRACK__CEL_UNKNOWN;
        out->as.unknown.ids = NULL;
        out->as.unknown.count = 0;
        return true;
    default:
        return false;
    }
}
/* A measure's value as a condition sees it; UNKNOWN has no ids yet. Pairs of a map are put into
 * `arena`. false when memory is out. */
bool ontrack__to_cel(const ontrack_value *value, ontrack__arena *arena, ontrack__cel_value *out);

#endif
