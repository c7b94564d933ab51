#include "evaluation/result.h"

#include "evaluation/values.h"
#include "records/walk.h"

#include <string.h>

/* Room for everything that is counted by the rule set. */
static ontrack_result *make_room(const ontrack_ruleset *ruleset, ontrack__arena *arena)
{
    const size_t rules = ruleset->rule_count;
    ontrack_result *result = ontrack__arena_allocate(arena, 1, sizeof *result);
    if (result == NULL) return NULL;
    result->ruleset = ruleset;
    result->indicators =
        ontrack__arena_allocate(arena, ruleset->indicator_count, sizeof *result->indicators);
    result->outcomes = ontrack__arena_allocate(arena, rules, sizeof *result->outcomes);
    result->spoken = ontrack__arena_allocate(arena, rules, sizeof *result->spoken);
    result->told = ontrack__arena_allocate(arena, rules, sizeof *result->told);
    result->rules = ontrack__arena_allocate(arena, rules, sizeof *result->rules);
    result->notes = ontrack__arena_allocate(arena, ruleset->note_count, sizeof *result->notes);
    const bool done = result->indicators != NULL && result->outcomes != NULL &&
                      result->spoken != NULL && result->told != NULL && result->rules != NULL &&
                      result->notes != NULL;
    return done ? result : NULL;
}

ontrack_result *ontrack__result_new(const ontrack_ruleset *ruleset, ontrack_date as_of,
                                    const ontrack_value *values,
                                    const ontrack__rule_plan *const *plans, ontrack__arena *arena)
{
    ontrack_result *result = make_room(ruleset, arena);
    if (result == NULL) return NULL;
    result->as_of = as_of;
    result->values = values;
    result->plans = plans;
    result->places = ruleset->reading_variables;
    return result;
}

void ontrack__result_begin(ontrack_result *result, const ontrack_student *student)
{
    const ontrack_ruleset *ruleset = result->ruleset;
    const ontrack_text none = {NULL, 0};
    result->turn++;
    result->student = student;
    result->since = NULL;
    result->school = none;
    result->spoken_count = 0;
    memset(result->notes, 0, ruleset->note_count * sizeof *result->notes);
}

ontrack_rule_result ontrack__rule_face(const ontrack__told *told, ontrack_outcome outcome)
{
    const ontrack__rule_plan *plan = told->plan;
    const ontrack_rule_result face = {
        .rule = &plan->rule,
        .outcome = outcome,
        .message = "",
        .why = "",
        .values = plan->reads,
        .value_count = plan->read_count,
        .overrides = plan->overrides,
        .override_count = plan->override_count,
        .exemption = told->exemption,
        .held_since = told->held_since,
    };
    return face;
}

/* ---- copies ---- */

static bool copy_string(const char **string, ontrack__arena *arena)
{
    if ((*string)[0] == '\0') {
        *string = "";
        return true;
    }
    *string = ontrack__arena_copy(arena, ontrack_text_of(*string));
    return *string != NULL;
}

static bool copy_items(const void **items, size_t count, size_t size, ontrack__arena *arena)
{
    void *copy = ontrack__arena_allocate(arena, count, size);
    if (copy == NULL) return false;
    if (count > 0) memcpy(copy, *items, count * size);
    *items = copy;
    return true;
}

/* A variant's rule lives no longer than its evaluator: what it does not have of the rule set is
 * copied. */
static bool copy_variant(ontrack_rule_result *rule, ontrack__arena *arena)
{
    const void *face = rule->rule, *values = rule->values, *overrides = rule->overrides;
    if (rule->override_count == 0) return true;
    if (!copy_items(&face, 1, sizeof *rule->rule, arena) ||
        !copy_items(&values, rule->value_count, sizeof *rule->values, arena) ||
        !copy_items(&overrides, rule->override_count, sizeof *rule->overrides, arena))
        return false;
    rule->rule = face;
    rule->values = values;
    rule->overrides = overrides;
    return true;
}

static bool copy_rule(const ontrack_result *from, size_t rule, ontrack_result *to,
                      ontrack__arena *arena)
{
    ontrack_rule_result *copy = &to->rules[rule];
    ontrack__told *told = &to->told[rule];
    *copy = *ontrack_result_rule(from, rule);
    to->outcomes[rule] = copy->outcome;
    const void *missing = copy->missing;
    const void *comparisons = ontrack_result_comparisons(from, rule, &told->comparison_count);
    if (!copy_variant(copy, arena) || !copy_string(&copy->message, arena) ||
        !copy_string(&copy->why, arena) ||
        !copy_items(&missing, copy->missing_count, sizeof *copy->missing, arena) ||
        !copy_items(&comparisons, told->comparison_count, sizeof *told->comparisons, arena))
        return false;
    copy->missing = missing;
    told->comparisons = comparisons;
    return true;
}

static bool copy_values(const ontrack_result *from, ontrack_result *to, ontrack__arena *arena)
{
    const size_t count = from->ruleset->reading_count;
    ontrack_value *values = ontrack__arena_allocate(arena, count, sizeof *values);
    for (size_t i = 0; values != NULL && i < count; i++)
        if (!ontrack__value_copy(ontrack_result_value(from, i), arena, &values[i])) return false;
    to->values = values;
    return values != NULL;
}

static bool copy_notes(const ontrack_result *from, ontrack_result *to, ontrack__arena *arena)
{
    for (size_t i = 0; i < from->ruleset->note_count; i++) {
        to->notes[i] = ontrack_result_note(from, i);
        if (!copy_string(&to->notes[i], arena)) return false;
    }
    return true;
}

ontrack_result *ontrack__result_copy(const ontrack_result *result, ontrack__arena *arena)
{
    const ontrack_ruleset *ruleset = result->ruleset;
    ontrack_result *copy = make_room(ruleset, arena);
    if (copy == NULL) return NULL;
    copy->student = result->student;
    copy->as_of = result->as_of;
    copy->status = result->status;
    copy->school = result->school;
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        copy->indicators[i] = result->indicators[i];
    if (!copy_values(result, copy, arena) || !copy_notes(result, copy, arena)) return NULL;
    for (size_t i = 0; i < ruleset->rule_count; i++)
        if (!copy_rule(result, i, copy, arena)) return NULL;
    if (result->since == NULL) return copy;
    copy->since = ontrack__result_copy(result->since, arena);
    return copy->since == NULL ? NULL : copy;
}

/* ---- what a caller may ask ---- */

ontrack_text ontrack_result_text(const ontrack_result *result, ontrack_result_field field)
{
    const ontrack_dataset *dataset = result->student->dataset;
    const ontrack_text none = {NULL, 0};
    switch (field) {
    case ONTRACK_RESULT_STUDENT_ID:
        return ontrack_student_id(result->student);
    case ONTRACK_RESULT_SCHOOL_ID:
        return result->school;
    case ONTRACK_RESULT_GRADE_LEVEL:
        return ontrack__code_text(dataset, ontrack__student_line(result->student).grade_level);
    case ONTRACK_RESULT_LAST_NAME:
        return ontrack__free_text_of(dataset, ontrack__student_line(result->student).last_name);
    case ONTRACK_RESULT_FIRST_NAME:
        return ontrack__free_text_of(dataset, ontrack__student_line(result->student).first_name);
    }
    return none;
}

const ontrack_student *ontrack_result_student(const ontrack_result *result)
{
    return result->student;
}

const ontrack_ruleset *ontrack_result_ruleset(const ontrack_result *result)
{
    return result->ruleset;
}

ontrack_date ontrack_result_as_of(const ontrack_result *result)
{
    return result->as_of;
}

int ontrack_result_status(const ontrack_result *result)
{
    return result->status;
}

int ontrack_result_indicator(const ontrack_result *result, size_t indicator)
{
    return indicator < result->ruleset->indicator_count ? result->indicators[indicator]
                                                        : ONTRACK_LEVEL_NONE;
}

const ontrack_value *ontrack_result_value(const ontrack_result *result, size_t index)
{
    if (index >= result->ruleset->reading_count) return NULL;
    return &result->values[result->places == NULL ? index : result->places[index]];
}

ontrack_outcome ontrack_result_outcome(const ontrack_result *result, size_t index)
{
    return index < result->ruleset->rule_count ? result->outcomes[index] : ONTRACK_OUTCOME_UNKNOWN;
}

const ontrack_rule_result *ontrack_result_rule(const ontrack_result *result, size_t index)
{
    if (index >= result->ruleset->rule_count) return NULL;
    ontrack__told *told = ontrack__result_told(result, index);
    if (result->teller.words != NULL && !told->words) {
        result->rules[index] = ontrack__rule_face(told, result->outcomes[index]);
        result->teller.words(result->teller.user, told, &result->rules[index]);
    }
    return &result->rules[index];
}

const ontrack_comparison *ontrack_result_comparisons(const ontrack_result *result, size_t index,
                                                     size_t *count)
{
    *count = 0;
    if (index >= result->ruleset->rule_count) return NULL;
    ontrack__told *told = ontrack__result_told(result, index);
    if (result->teller.comparisons != NULL && !told->compared)
        result->teller.comparisons(result->teller.user, told);
    *count = told->comparison_count;
    return told->comparisons;
}

const char *ontrack_result_note(const ontrack_result *result, size_t index)
{
    if (index >= result->ruleset->note_count) return NULL;
    if (result->notes[index] == NULL)
        result->notes[index] =
            result->teller.note(result->teller.user, &result->ruleset->note_sentences[index]);
    return result->notes[index];
}
