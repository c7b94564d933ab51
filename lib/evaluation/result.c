#include "evaluation/result.h"

#include "evaluation/values.h"

#include <string.h>

static void fill_texts(ontrack_result *result, const ontrack_student *student)
{
    const ontrack_dataset *dataset = student->dataset;
    const ontrack__student_row *line = ontrack__student_line(student);
    ontrack_text *texts = result->texts;
    texts[ONTRACK_RESULT_STUDENT_ID] = ontrack_student_id(student);
    texts[ONTRACK_RESULT_GRADE_LEVEL] = ontrack__code_text(dataset, line->grade_level);
    texts[ONTRACK_RESULT_LAST_NAME] = ontrack__free_text_of(dataset, line->last_name);
    texts[ONTRACK_RESULT_FIRST_NAME] = ontrack__free_text_of(dataset, line->first_name);
}

/* Room for everything that is counted by the rule set. */
static ontrack_result *make_room(const ontrack_ruleset *ruleset, ontrack__arena *arena)
{
    ontrack_result *result = ontrack__arena_allocate(arena, 1, sizeof *result);
    if (result == NULL) return NULL;
    result->ruleset = ruleset;
    result->indicators =
        ontrack__arena_allocate(arena, ruleset->indicator_count, sizeof *result->indicators);
    result->values = ontrack__arena_allocate(arena, ruleset->reading_count, sizeof *result->values);
    result->rules = ontrack__arena_allocate(arena, ruleset->rule_count, sizeof *result->rules);
    const bool done = result->indicators != NULL && result->values != NULL && result->rules != NULL;
    return done ? result : NULL;
}

ontrack_result *ontrack__result_new(const ontrack_ruleset *ruleset, const ontrack_student *student,
                                    ontrack_date as_of, ontrack__arena *arena)
{
    ontrack_result *result = make_room(ruleset, arena);
    if (result == NULL) return NULL;
    result->student = student;
    result->as_of = as_of;
    fill_texts(result, student);
    return result;
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

static bool copy_rule(ontrack_rule_result *rule, ontrack__arena *arena)
{
    const void *missing = rule->missing, *comparisons = rule->comparisons;
    if (!copy_string(&rule->message, arena) || !copy_string(&rule->why, arena) ||
        !copy_items(&missing, rule->missing_count, sizeof *rule->missing, arena) ||
        !copy_items(&comparisons, rule->comparison_count, sizeof *rule->comparisons, arena))
        return false;
    rule->missing = missing;
    rule->comparisons = comparisons;
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
    memcpy(copy->texts, result->texts, sizeof copy->texts);
    ontrack_text *school = &copy->texts[ONTRACK_RESULT_SCHOOL_ID];
    school->data = ontrack__arena_copy(arena, *school);
    if (school->data == NULL) return NULL;
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        copy->indicators[i] = result->indicators[i];
    for (size_t i = 0; i < ruleset->reading_count; i++)
        if (!ontrack__value_copy(&result->values[i], arena, &copy->values[i])) return NULL;
    for (size_t i = 0; i < ruleset->rule_count; i++) {
        copy->rules[i] = result->rules[i];
        if (!copy_rule(&copy->rules[i], arena)) return NULL;
    }
    return copy;
}

/* ---- what a caller may ask ---- */

ontrack_text ontrack_result_text(const ontrack_result *result, ontrack_result_field field)
{
    const ontrack_text none = {NULL, 0};
    return (unsigned)field < ONTRACK__RESULT_FIELDS ? result->texts[field] : none;
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
    return index < result->ruleset->reading_count ? &result->values[index] : NULL;
}

const ontrack_rule_result *ontrack_result_rule(const ontrack_result *result, size_t index)
{
    return index < result->ruleset->rule_count ? &result->rules[index] : NULL;
}
