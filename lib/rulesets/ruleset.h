/* ruleset.h - a checked rule set, as the evaluation sees it. Layer: rulesets. Immutable. */
#ifndef ONTRACK_RULESETS_RULESET_H
#define ONTRACK_RULESETS_RULESET_H

#include "base/arena.h"
#include "base/pattern.h"
#include "cel/cel.h"
#include "measures/options.h"
#include "records/meanings.h"
#include "json/json.h"
#include <ontrack/ruleset.h>

/* What a condition may name. Positions are those of the CEL programs' variables. */
typedef enum ontrack__variable_kind {
    ONTRACK__VARIABLE_MEASURE,  /* a catalogue measure, under its own name or named with options */
    ONTRACK__VARIABLE_INPUT,    /* a host's per-student value */
    ONTRACK__VARIABLE_PARAMETER /* a constant of the rule set */
} ontrack__variable_kind;

typedef struct ontrack__variable {
    const char *name; /* "credits.earned", "recent_rate", "params.credits_required" */
    ontrack__variable_kind kind;
    ontrack_type type;              /* a parameter: DECIMAL, BOOLEAN or TEXT */
    const ontrack_measure *measure; /* MEASURE */
    ontrack__options options;       /* MEASURE */
    ontrack_value value;            /* PARAMETER */
    int reading; /* its position among the readings, or -1 when no rule reads it */
} ontrack__variable;

/* One line of a code map: the first that matches a code decides. */
typedef struct ontrack__code_line {
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

typedef struct ontrack__rule_plan {
    ontrack_rule rule; /* the public face */
    ontrack__cel_program *when;
    ontrack__piece *because;
    size_t piece_count;
    size_t *reads; /* positions of the readings that the condition reads, ascending; that of
                      attendance.days_enrolled among them when the rule has min_days_enrolled */
    size_t read_count;
} ontrack__rule_plan;

struct ontrack_ruleset {
    ontrack_allocator allocator;
    ontrack__arena arena;    /* everything below, but programs, patterns and the document */
    ontrack__json *document; /* resolved, in written order */
    const struct ontrack__origin *origins; /* where each of its rules was written (loader.h) */
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
    ontrack__code_map maps[ONTRACK_CODES_COUNT];
    ontrack__rule_plan *rules;
    size_t rule_count;
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
/* Fills a reason text with values by variable position. false when memory is out. */
bool ontrack__because(const ontrack__rule_plan *rule, const ontrack_value *values,
                      ontrack_buffer *out);
/* A measure's value as a condition sees it; UNKNOWN has no ids yet. Pairs of a map are put into
 * `arena`. false when memory is out. */
bool ontrack__to_cel(const ontrack_value *value, ontrack__arena *arena, ontrack__cel_value *out);

#endif
