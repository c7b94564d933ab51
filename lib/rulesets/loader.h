/* loader.h - the steps that turn a resolved document into a rule set. Layer: rulesets. */
#ifndef ONTRACK_RULESETS_LOADER_H
#define ONTRACK_RULESETS_LOADER_H

#include "rulesets/ruleset.h"
#include "json/json.h"

#define ONTRACK__EXTENDS_LIMIT 8 /* documents in a chain of `extends` */

/* Where a rule of a resolved document was written. */
typedef struct ontrack__origin {
    const char *source;
    size_t index;
} ontrack__origin;

/* Where a parameter of a resolved document got its value. */
typedef struct ontrack__parameter_origin {
    const char *parameter, *document;
} ontrack__parameter_origin;

/* A rule set on its way. */
typedef struct ontrack__loader {
    ontrack_ruleset *ruleset;
    ontrack__json_cursor root;      /* of the resolved document */
    const ontrack__origin *origins; /* of its rules */
    ontrack__cel_variable *declarations;
    bool is_parent; /* what another extends need have neither levels nor rules */
    const ontrack_override_document *documents; /* override documents, none for a parent */
    size_t document_count;
    ontrack_error *error;
} ontrack__loader;

/* resolve.c: puts what `child` (an own document) inherits from `parent` (a resolved one) in place.
 * `origins` are those of the parent's rules; `out_origins` (in `arena`) those of the result. */
ontrack_status ontrack__inherit(const ontrack__json_cursor *child,
                                const ontrack__json_cursor *parent, const ontrack__origin *origins,
                                ontrack__arena *arena, ontrack__json **out,
                                ontrack__origin **out_origins, ontrack_error *error);

/* The steps, in this order. */
ontrack_status ontrack__load_head(ontrack__loader *loader);      /* head.c: texts, levels, year */
ontrack_status ontrack__load_codes(ontrack__loader *loader);     /* codes.c */
ontrack_status ontrack__load_variables(ontrack__loader *loader); /* variables.c */
ontrack_status ontrack__load_rules(ontrack__loader *loader);     /* rules.c */
ontrack_status ontrack__load_overrides(ontrack__loader *loader); /* overrides.c */
ontrack_status ontrack__load_notes(ontrack__loader *loader);     /* because.c */
ontrack_status ontrack__load_readings(ontrack__loader *loader);  /* readings.c */
ontrack_status ontrack__check_tests(ontrack__loader *loader);    /* tests.c */

/* alike.c: numbers the options of variables of measures that count the same courses alike. */
void ontrack__number_alike(ontrack_ruleset *ruleset);

/* options.c: reads the options beside "measure" into those of the variable, or of "defaults" when
 * `defaults`: those that the measure does not take are then passed over. */
ontrack_status ontrack__load_options(ontrack__loader *loader, const ontrack__json_cursor *at,
                                     ontrack__variable *variable, bool defaults);
/* Whether a measure takes the option that is written as `key`. */
bool ontrack__takes_option(const ontrack_measure *measure, const char *key);

/* numbers.c: a number that is written out or named, "params.NAME"; `parameter` receives the
 * variable that it follows, or -1. */
ontrack_status ontrack__load_number(ontrack__loader *loader, const ontrack__json_cursor *at,
                                    const ontrack__number *number, int *parameter, int32_t *out);
/* Whether a parameter's value can stand there; `out` receives it as the number is kept. */
bool ontrack__number_fits(const ontrack__number *number, ontrack_decimal value, int32_t *out);
ontrack_status ontrack__number_refuse(const ontrack__number *number, const ontrack__json_cursor *at,
                                      ontrack_error *error);
/* variables.c: a parameter's value. */
ontrack_status ontrack__load_constant(ontrack__loader *loader, const ontrack__json_cursor *at,
                                      ontrack_type *type, ontrack_value *out);

/* rules.c: the parts of a rule that an override may change too. `at` is the rule, or the changes.
 */
ontrack_status ontrack__load_level(ontrack__loader *loader, const ontrack__json_cursor *at,
                                   int *out);
ontrack_status ontrack__load_respond(ontrack__loader *loader, const ontrack__json_cursor *at,
                                     ontrack_rule *out);
ontrack_status ontrack__load_patience(ontrack__loader *loader, const ontrack__json_cursor *at,
                                      ontrack__rule_plan *plan);
/* How the two numbers of a rule's patience are read. */
extern const ontrack__number ontrack__min_days_number, ontrack__weeks_number;

/* reading_words.c: what is told of a measure in the document, in words. false when memory is out.
 */
bool ontrack__reading_words(ontrack__loader *loader, const ontrack__variable *variable,
                            ontrack_reading *out);

/* because.c: splits a text of the rule set into pieces. `at` is where it was written. */
ontrack_status ontrack__load_sentence(ontrack__loader *loader, const ontrack__json_cursor *at,
                                      const char *text, ontrack__sentence *out);

/* protect.c: refuses a condition that reads a protected attribute without saying so. */
ontrack_status ontrack__check_protected(ontrack__loader *loader, const ontrack__json_cursor *at,
                                        const ontrack__cel_program *program);
/* The same for a host's input of that name. */
ontrack_status ontrack__check_protected_name(ontrack__loader *loader,
                                             const ontrack__json_cursor *at, ontrack_text name);
/* Whether a name is one that a rule set may not read silently: race, sex, disability, ... */
bool ontrack__is_protected(ontrack_text name);

/* find.c: position of a variable by name, or -1. */
int ontrack__find_variable(const ontrack_ruleset *ruleset, ontrack_text name);
/* Position of a level by name, or -1. */
int ontrack__find_level(const ontrack_ruleset *ruleset, ontrack_text name);
/* Position of a rule by id, or -1. */
int ontrack__find_rule(const ontrack_ruleset *ruleset, ontrack_text id);
/* Bit of a category by name in a kind, or -1. */
int ontrack__find_category(const ontrack_ruleset *ruleset, ontrack_code_kind kind,
                           ontrack_text name);
/* head.c: a text of the document in the rule set's arena, "" when it is absent; NULL when memory is
 * out. */
const char *ontrack__keep_text(ontrack__loader *loader, const ontrack__json_value *value);
/* A complaint at the cursor with a line and a column inside its text. */
ontrack_status ontrack__fail_inside(const ontrack__json_cursor *at, ontrack_status status,
                                    int32_t line, int32_t column, const char *message,
                                    ontrack_error *error);
/* Line and column (1-based, in characters) of a byte offset in a text. */
void ontrack__locate(ontrack_text text, size_t offset, int32_t *line, int32_t *column);
/* rules.c: compiles a condition over the rule set's variables. */
ontrack_status ontrack__load_condition(ontrack__loader *loader, const ontrack__json_cursor *at,
                                       ontrack__cel_program **out);

#endif
