/* The tests that travel with a rule set: values in, flags out. */
#include "rulesets/loader.h"

#include "base/buffer.h"
#include "base/rational.h"
#include "base/text.h"
#include "rulesets/verdict.h"

/* One test while it is read or run. */
typedef struct trial {
    const ontrack_ruleset *ruleset;
    const ontrack__json_cursor *at;
    ontrack__arena *arena;
    ontrack_value *values;     /* of every variable */
    ontrack_outcome *outcomes; /* of every rule */
    ontrack_error *error;
} trial;

/* ---- values ---- */

/* "153/170" */
static bool read_fraction(ontrack_text text, ontrack_value *out)
{
    const char *slash = text.size == 0 ? NULL : memchr(text.data, '/', text.size);
    if (slash == NULL) return false;
    const ontrack_text above = {text.data, (size_t)(slash - text.data)};
    const ontrack_text below = {slash + 1, text.size - above.size - 1};
    int32_t numerator = 0, denominator = 0;
    if (!ontrack__text_integer(above, &numerator) || !ontrack__text_integer(below, &denominator))
        return false;
    *out = ontrack_value_ratio(numerator, denominator);
    return denominator > 0;
}

static bool read_ratio(const ontrack__json_value *value, ontrack_value *out)
{
    ontrack__rational ratio = {ontrack__json_integer(value), 1};
    switch (ontrack__json_kind_of(value)) {
    case ONTRACK__JSON_STRING:
        return read_fraction(ontrack__json_text(value), out);
    case ONTRACK__JSON_REAL:
        if (!ontrack__rational_from_double(ontrack__json_real(value), &ratio)) return false;
        break;
    case ONTRACK__JSON_INTEGER:
        break;
    default:
        return false;
    }
    *out = ontrack_value_ratio(ratio.numerator, ratio.denominator);
    return true;
}

static ontrack_status read_map(const trial *test, const ontrack__json_cursor *at,
                               ontrack_value *out)
{
    if (ontrack__json_kind_of(at->value) != ONTRACK__JSON_OBJECT)
        return ontrack__json_fail(at, test->error, "must be an object of texts, or null");
    ontrack_pair *pairs =
        ontrack__arena_allocate(test->arena, ontrack__json_count(at->value), sizeof *pairs);
    if (pairs == NULL) return ontrack__no_memory(test->error);
    const ontrack_value empty = {ONTRACK_KIND_MAP, 0, 1, {NULL, 0}, pairs, 0};
    *out = empty;
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    while (ontrack__json_next(at->value, &cursor, &name, &value)) {
        const ontrack__json_cursor member = ontrack__json_member(at, name);
        if (ontrack__json_kind_of(value) != ONTRACK__JSON_STRING)
            return ontrack__json_fail(&member, test->error, "must be a text");
        pairs[out->count].key = ontrack_text_of(name);
        pairs[out->count++].value = ontrack__json_text(value);
    }
    return ONTRACK_OK;
}

/* Reads a value of a variable's type; `wanted` is what a complaint asks for. */
static bool read_plain(const ontrack__json_value *value, ontrack_type type, ontrack_value *out,
                       const char **wanted)
{
    const ontrack__json_kind kind = ontrack__json_kind_of(value);
    ontrack_decimal number = 0;
    switch (type) {
    case ONTRACK_TYPE_BOOLEAN:
        *wanted = "true or false";
        *out = ontrack_value_boolean(ontrack__json_bool(value));
        return kind == ONTRACK__JSON_BOOL;
    case ONTRACK_TYPE_COUNT:
        *wanted = "a whole number";
        *out = ontrack_value_count(ontrack__json_integer(value));
        return kind == ONTRACK__JSON_INTEGER;
    case ONTRACK_TYPE_DECIMAL:
        *wanted = "a number with four decimal places at most";
        if (!ontrack__json_decimal(value, &number)) return false;
        *out = ontrack_value_decimal(number);
        return true;
    case ONTRACK_TYPE_RATIO:
        *wanted = "a number, or a fraction such as \"153/170\"";
        return read_ratio(value, out);
    case ONTRACK_TYPE_TEXT:
    case ONTRACK_TYPE_MAP:
        break;
    }
    *wanted = "a text";
    *out = ontrack_value_text(ontrack__json_text(value));
    return kind == ONTRACK__JSON_STRING;
}

static ontrack_status read_value(const trial *test, const ontrack__json_cursor *at,
                                 ontrack_type type, ontrack_value *out)
{
    const char *wanted = NULL;
    if (ontrack__json_kind_of(at->value) == ONTRACK__JSON_NULL) {
        *out = ontrack_value_unknown("not given");
        return ONTRACK_OK;
    }
    if (type == ONTRACK_TYPE_MAP) return read_map(test, at, out);
    if (read_plain(at->value, type, out, &wanted)) return ONTRACK_OK;
    return ontrack__json_fail(at, test->error, "must be %s, or null for unknown", wanted);
}

static ontrack_status read_given(const trial *test, const ontrack__json_cursor *at)
{
    const int position = ontrack__find_variable(test->ruleset, ontrack_text_of(at->name));
    if (position < 0)
        return ontrack__json_fail(at, test->error, "is no measure and no input of this rule set");
    const ontrack__variable *variable = &test->ruleset->variables[position];
    if (variable->kind == ONTRACK__VARIABLE_PARAMETER)
        return ontrack__json_fail(at, test->error, "is a parameter; give it in \"params\"");
    if (variable->reading < 0)
        return ontrack__json_fail(at, test->error, "is read by no rule; remove it");
    return read_value(test, at, variable->type, &test->values[position]);
}

static ontrack_status read_parameter(const trial *test, const ontrack__json_cursor *at)
{
    for (size_t i = 0; i < test->ruleset->variable_count; i++) {
        const ontrack__variable *variable = &test->ruleset->variables[i];
        if (variable->kind != ONTRACK__VARIABLE_PARAMETER ||
            strcmp(variable->name + strlen("params."), at->name) != 0)
            continue;
        if (ontrack__json_kind_of(at->value) == ONTRACK__JSON_NULL) break;
        return read_value(test, at, variable->type, &test->values[i]);
    }
    return ontrack__json_fail(at, test->error, "must be a value of one of the parameters");
}

static ontrack_status each_member(const trial *test, const char *name,
                                  ontrack_status (*one)(const trial *,
                                                        const ontrack__json_cursor *))
{
    const ontrack__json_cursor object = ontrack__json_member(test->at, name);
    if (object.value == NULL) return ONTRACK_OK;
    ontrack_status status = ontrack__json_expect(&object, 1u << ONTRACK__JSON_OBJECT, test->error);
    void *cursor = NULL;
    const char *key = NULL;
    ontrack__json_value *value = NULL;
    while (status == ONTRACK_OK && ontrack__json_next(object.value, &cursor, &key, &value)) {
        const ontrack__json_cursor member = ontrack__json_member(&object, key);
        status = one(test, &member);
    }
    return status;
}

/* Values of all variables: what the test gives, the parameters, and the rest unknown. */
static ontrack_status read_values(trial *test)
{
    const ontrack_ruleset *ruleset = test->ruleset;
    test->values =
        ontrack__arena_allocate(test->arena, ruleset->variable_count, sizeof *test->values);
    if (test->values == NULL) return ontrack__no_memory(test->error);
    for (size_t i = 0; i < ruleset->variable_count; i++)
        test->values[i] = ruleset->variables[i].kind == ONTRACK__VARIABLE_PARAMETER
                              ? ruleset->variables[i].value
                              : ontrack_value_unknown("not given");
    ontrack_status status = each_member(test, "given", read_given);
    if (status == ONTRACK_OK) status = each_member(test, "params", read_parameter);
    return status;
}

/* ---- checking, when the rule set is loaded ---- */

static ontrack_status check_ids(const trial *test, const ontrack__json_cursor *expect,
                                const char *name)
{
    const ontrack__json_cursor list = ontrack__json_member(expect, name);
    const size_t count = list.value == NULL ? 0 : ontrack__json_count(list.value);
    for (size_t i = 0; i < count; i++) {
        const ontrack__json_cursor item = ontrack__json_item(&list, i);
        size_t rule = 0;
        while (
            rule < test->ruleset->rule_count &&
            !ontrack__text_is(ontrack__json_text(item.value), test->ruleset->rules[rule].rule.id))
            rule++;
        if (rule == test->ruleset->rule_count)
            return ontrack__json_fail(&item, test->error, "is the id of no rule");
    }
    return ONTRACK_OK;
}

static ontrack_status check_test(trial *test)
{
    const ontrack__json_cursor expect = ontrack__json_member(test->at, "expect");
    const ontrack__json_cursor level = ontrack__json_member(&expect, "status");
    ontrack_status status = read_values(test);
    if (status == ONTRACK_OK) status = check_ids(test, &expect, "flags");
    if (status == ONTRACK_OK) status = check_ids(test, &expect, "unknown");
    if (status == ONTRACK_OK && level.value != NULL &&
        !ontrack__text_is(ontrack__json_text(level.value), "unknown") &&
        ontrack__find_level(test->ruleset, ontrack__json_text(level.value)) < 0)
        status =
            ontrack__json_fail(&level, test->error, "must be one of \"levels\", or \"unknown\"");
    return status;
}

ontrack_status ontrack__check_tests(ontrack__loader *loader)
{
    const ontrack__json_cursor tests = ontrack__json_member(&loader->root, "tests");
    const size_t count = tests.value == NULL ? 0 : ontrack__json_count(tests.value);
    ontrack__arena arena;
    ontrack__arena_init(&arena, &loader->ruleset->allocator);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        const ontrack__json_cursor item = ontrack__json_item(&tests, i);
        trial test = {loader->ruleset, &item, &arena, NULL, NULL, loader->error};
        status = check_test(&test);
        ontrack__arena_reset(&arena);
    }
    ontrack__arena_free(&arena);
    return status;
}

/* ---- running ---- */

static const ontrack_value *days_enrolled(const trial *test)
{
    const int position =
        ontrack__find_variable(test->ruleset, ontrack_text_of("attendance.days_enrolled"));
    return &test->values[position];
}

static ontrack_status evaluate(const trial *test, const ontrack__cel_program *program,
                               const ontrack__cel_value *bindings, ontrack_outcome *out)
{
    ontrack__cel_value value;
    const ontrack_status status =
        ontrack__cel_evaluate(program, bindings, test->arena, NULL, &value);
    if (status != ONTRACK_OK)
        return ontrack__fail(test->error, status, "a test of the rule set could not be run");
    *out = ontrack__outcome(&value);
    return ONTRACK_OK;
}

static ontrack__cel_value *bind(const trial *test)
{
    const size_t count = test->ruleset->variable_count;
    ontrack__cel_value *bindings = ontrack__arena_allocate(test->arena, count, sizeof *bindings);
    for (size_t i = 0; bindings != NULL && i < count; i++)
        if (!ontrack__to_cel(&test->values[i], test->arena, &bindings[i])) return NULL;
    return bindings;
}

static ontrack_status run_rules(trial *test, const ontrack__cel_value *bindings)
{
    const ontrack_ruleset *ruleset = test->ruleset;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < ruleset->rule_count; i++) {
        const int64_t min_days = ruleset->rules[i].rule.min_days_enrolled;
        test->outcomes[i] = ONTRACK_OUTCOME_UNKNOWN;
        if (min_days == 0 || ontrack__long_enough(min_days, days_enrolled(test)))
            status = evaluate(test, ruleset->rules[i].when, bindings, &test->outcomes[i]);
    }
    return status;
}

/* ---- comparing ---- */

/* Words that say what differs, appended to `failure` with a joint between them. */
static bool differs(ontrack_buffer *failure, const char *what)
{
    return (failure->size == 0 || ontrack__buffer_string(failure, "; ")) &&
           ontrack__buffer_string(failure, what);
}

static bool lists(const ontrack__json_value *list, const char *id)
{
    for (size_t i = 0; i < ontrack__json_count(list); i++)
        if (ontrack__text_is(ontrack__json_text(ontrack__json_at(list, i)), id)) return true;
    return false;
}

/* The rules of one outcome against the ids that are expected to have it. */
static bool compare_rules(const trial *test, const ontrack__json_value *expected,
                          ontrack_outcome outcome, const char *missing, const char *surplus,
                          ontrack_buffer *failure)
{
    bool good = true;
    for (size_t i = 0; expected != NULL && good && i < test->ruleset->rule_count; i++) {
        const char *id = test->ruleset->rules[i].rule.id;
        const bool wanted = lists(expected, id), came = test->outcomes[i] == outcome;
        if (wanted != came)
            good =
                differs(failure, id) && ontrack__buffer_string(failure, wanted ? missing : surplus);
    }
    return good;
}

static bool compare_status(const trial *test, const ontrack__json_value *expected,
                           ontrack_buffer *failure)
{
    ontrack__verdict verdict = {0, 0, false};
    for (size_t i = 0; i < test->ruleset->rule_count; i++)
        ontrack__verdict_add(&verdict, test->ruleset->rules[i].rule.level, test->outcomes[i]);
    const char *came = ontrack_ruleset_level(test->ruleset, ontrack__verdict_level(&verdict));
    if (expected == NULL || ontrack__text_is(ontrack__json_text(expected), came)) return true;
    return differs(failure, "the status is ") && ontrack__buffer_string(failure, came) &&
           ontrack__buffer_string(failure, ", expected was ") &&
           ontrack__buffer_text(failure, ontrack__json_text(expected));
}

static ontrack_status compare_applies(const trial *test, const ontrack__json_value *expected,
                                      const ontrack__cel_value *bindings, ontrack_buffer *failure)
{
    ontrack_outcome outcome = ONTRACK_OUTCOME_FIRED;
    if (expected == NULL) return ONTRACK_OK;
    if (test->ruleset->applies != NULL) {
        const ontrack_status status = evaluate(test, test->ruleset->applies, bindings, &outcome);
        if (status != ONTRACK_OK) return status;
    }
    if (ontrack__json_bool(expected) == (outcome == ONTRACK_OUTCOME_FIRED)) return ONTRACK_OK;
    const bool good = differs(failure, ontrack__json_bool(expected)
                                           ? "the rule set does not apply, it was expected to"
                                           : "the rule set applies, it was expected not to");
    return good ? ONTRACK_OK : ontrack__no_memory(test->error);
}

static ontrack_status run_test(trial *test, ontrack_buffer *failure)
{
    const ontrack__json_value *expect = ontrack__json_get(test->at->value, "expect");
    ontrack_status status = read_values(test);
    if (status != ONTRACK_OK) return status;
    const ontrack__cel_value *bindings = bind(test);
    test->outcomes =
        ontrack__arena_allocate(test->arena, test->ruleset->rule_count, sizeof *test->outcomes);
    if (bindings == NULL || test->outcomes == NULL) return ontrack__no_memory(test->error);
    status = run_rules(test, bindings);
    if (status == ONTRACK_OK)
        status = compare_applies(test, ontrack__json_get(expect, "applies"), bindings, failure);
    if (status != ONTRACK_OK) return status;
    const bool good =
        compare_rules(test, ontrack__json_get(expect, "flags"), ONTRACK_OUTCOME_FIRED,
                      " did not fire", " fired", failure) &&
        compare_rules(test, ontrack__json_get(expect, "unknown"), ONTRACK_OUTCOME_UNKNOWN,
                      " was decided, expected unknown", " is unknown", failure) &&
        compare_status(test, ontrack__json_get(expect, "status"), failure);
    return good ? ONTRACK_OK : ontrack__no_memory(test->error);
}

/* What one test came to, for the caller. */
typedef struct report {
    ontrack_status (*each)(void *user, const ontrack_ruleset_test *test);
    void *user;
    size_t passed, failed;
} report;

static ontrack_status tell(report *to, const ontrack__json_cursor *at,
                           const ontrack_buffer *failure)
{
    const ontrack__json_value *name = ontrack__json_get(at->value, "name");
    const ontrack_ruleset_test test = {ontrack__json_text(name).data, failure->size == 0,
                                       failure->size == 0 ? "" : failure->data};
    to->passed += test.passed;
    to->failed += !test.passed;
    return to->each == NULL ? ONTRACK_OK : to->each(to->user, &test);
}

static ontrack_status run_all(const ontrack_ruleset *ruleset, ontrack__arena *arena,
                              ontrack_buffer *failure, report *to, ontrack_error *error)
{
    const ontrack__json_cursor root =
        ontrack__json_start(ontrack__json_root(ruleset->document), ruleset->id);
    const ontrack__json_cursor tests = ontrack__json_member(&root, "tests");
    const size_t count = tests.value == NULL ? 0 : ontrack__json_count(tests.value);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        const ontrack__json_cursor item = ontrack__json_item(&tests, i);
        trial test = {ruleset, &item, arena, NULL, NULL, error};
        ontrack__buffer_clear(failure);
        ontrack__arena_reset(arena);
        status = run_test(&test, failure);
        if (status == ONTRACK_OK) status = tell(to, &item, failure);
    }
    return status;
}

ontrack_status
ontrack_ruleset_test_run(const ontrack_ruleset *ruleset,
                         ontrack_status (*each)(void *user, const ontrack_ruleset_test *test),
                         void *user, size_t *passed, size_t *failed, ontrack_error *error)
{
    report to = {each, user, 0, 0};
    ontrack__arena arena;
    ontrack_buffer failure = ONTRACK_BUFFER_INIT;
    ontrack__arena_init(&arena, &ruleset->allocator);
    failure.allocator = ruleset->allocator;
    const ontrack_status status = run_all(ruleset, &arena, &failure, &to, error);
    ontrack_buffer_dispose(&failure);
    ontrack__arena_free(&arena);
    if (passed != NULL) *passed = to.passed;
    if (failed != NULL) *failed = to.failed;
    return status;
}
