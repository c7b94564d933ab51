#include "rulesets/cases.h"

#include "base/text.h"
#include "rulesets/case_values.h"
#include "rulesets/loader.h"

/* One test while it is read. */
typedef struct reading {
    const ontrack_ruleset *ruleset;
    const ontrack__json_cursor *at;
    ontrack__arena *arena;
    ontrack__case *test;
    ontrack_error *error;
} reading;

typedef ontrack_status one_member(const reading *in, const ontrack__json_cursor *member);

/* Calls `one` for each member of the object `name` below `parent`, when there is one. */
static ontrack_status each_member(const reading *in, const ontrack__json_cursor *parent,
                                  const char *name, one_member *one)
{
    const ontrack__json_cursor object = ontrack__json_member(parent, name);
    ontrack_status status = ONTRACK_OK;
    void *cursor = NULL;
    const char *key = NULL;
    ontrack__json_value *value = NULL;
    if (object.value == NULL) return ONTRACK_OK;
    while (status == ONTRACK_OK && ontrack__json_next(object.value, &cursor, &key, &value)) {
        const ontrack__json_cursor member = ontrack__json_member(&object, key);
        status = one(in, &member);
    }
    return status;
}

/* ---- what is given ---- */

/* Whether an override may hang on it: where a student is, though no rule reads it. */
static bool is_place(const ontrack_ruleset *ruleset, const ontrack__variable *variable)
{
    return ruleset->overrides.count > 0 && (strcmp(variable->name, "student.school_id") == 0 ||
                                            strcmp(variable->name, "student.grade_level") == 0);
}

/* The measure or input that the member names, or NULL after a complaint. */
static const ontrack__variable *find_reading(const reading *in, const ontrack__json_cursor *member)
{
    const int position = ontrack__find_variable(in->ruleset, ontrack_text_of(member->name));
    if (position < 0) {
        ontrack__json_fail(member, in->error, "is no measure and no input of this rule set");
        return NULL;
    }
    const ontrack__variable *variable = &in->ruleset->variables[position];
    if (variable->kind == ONTRACK__VARIABLE_PARAMETER) {
        ontrack__json_fail(member, in->error, "is a parameter; give it in \"params\"");
        return NULL;
    }
    if (variable->kind == ONTRACK__VARIABLE_LIST) {
        ontrack__json_fail(member, in->error,
                           "is a list of records; write them as tables in \"records\"");
        return NULL;
    }
    if (variable->reading >= 0 || is_place(in->ruleset, variable)) return variable;
    ontrack__json_fail(member, in->error, "is read by no rule; remove it");
    return NULL;
}

static ontrack_status read_given(const reading *in, const ontrack__json_cursor *member)
{
    const ontrack__variable *variable = find_reading(in, member);
    if (variable == NULL) return ONTRACK_INVALID_RULES;
    ontrack_value *value = ontrack__arena_allocate(in->arena, 1, sizeof *value);
    if (value == NULL) return ontrack__no_memory(in->error);
    in->test->given[variable - in->ruleset->variables] = value;
    return ontrack__case_value(member, variable->type, in->arena, value, in->error);
}

static ontrack_status check_parameter(const reading *in, const ontrack__json_cursor *member)
{
    ontrack_value value;
    for (size_t i = 0; i < in->ruleset->variable_count; i++) {
        const ontrack__variable *variable = &in->ruleset->variables[i];
        if (variable->kind != ONTRACK__VARIABLE_PARAMETER ||
            strcmp(variable->name + strlen("params."), member->name) != 0)
            continue;
        const ontrack__json_kind kind = ontrack__json_kind_of(member->value);
        const bool text = variable->type == ONTRACK_TYPE_TEXT;
        if (kind == ONTRACK__JSON_NULL || (kind == ONTRACK__JSON_STRING) != text) break;
        return ontrack__case_value(member, variable->type, in->arena, &value, in->error);
    }
    return ontrack__json_fail(member, in->error, "must be a value of one of the parameters");
}

/* Without records, what is not given is not known. */
static ontrack_status start_given(const reading *in)
{
    const size_t count = in->ruleset->variable_count;
    ontrack_value *unknown = ontrack__arena_allocate(in->arena, 1, sizeof *unknown);
    in->test->given = ontrack__arena_allocate(in->arena, count, sizeof *in->test->given);
    if (unknown == NULL || in->test->given == NULL) return ontrack__no_memory(in->error);
    *unknown = ontrack_value_unknown("not given");
    for (size_t i = 0; i < count; i++) {
        const bool constant = in->ruleset->variables[i].kind == ONTRACK__VARIABLE_PARAMETER;
        in->test->given[i] = in->test->recorded || constant ? NULL : unknown;
    }
    return ONTRACK_OK;
}

static ontrack_status read_date(const reading *in)
{
    const ontrack__json_cursor at = ontrack__json_member(in->at, "as_of");
    in->test->as_of = ONTRACK_DATE_NONE;
    if (at.value == NULL || ontrack_date_parse(ontrack__json_text(at.value), &in->test->as_of))
        return ONTRACK_OK;
    return ontrack__json_fail(&at, in->error, "must be a day as YYYY-MM-DD, from 1900 to 2199");
}

/* The first row of the students is the one whom the test is about. */
static ontrack_text find_student(const ontrack__json_value *records)
{
    const ontrack__json_value *students = ontrack__json_get(records, "students");
    const ontrack__json_value *first = ontrack__json_at(students, 0);
    const ontrack_text id = ontrack__json_text(ontrack__json_get(first, "student_id"));
    return id.size > 0 ? id : ontrack_text_of("student");
}

/* ---- what is expected: the names ---- */

static ontrack_status check_rule(const reading *in, const ontrack__json_cursor *at, ontrack_text id)
{
    if (ontrack__find_rule(in->ruleset, id) >= 0) return ONTRACK_OK;
    return ontrack__json_fail(at, in->error, "is the id of no rule");
}

static ontrack_status check_rule_member(const reading *in, const ontrack__json_cursor *member)
{
    return check_rule(in, member, ontrack_text_of(member->name));
}

static ontrack_status check_rules(const reading *in, const ontrack__json_cursor *expect,
                                  const char *name)
{
    const ontrack__json_cursor list = ontrack__json_member(expect, name);
    if (list.value == NULL) return ONTRACK_OK;
    if (ontrack__json_kind_of(list.value) == ONTRACK__JSON_OBJECT)
        return each_member(in, expect, name, check_rule_member);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(list.value); i++) {
        const ontrack__json_cursor item = ontrack__json_item(&list, i);
        status = check_rule(in, &item, ontrack__json_text(item.value));
    }
    return status;
}

static ontrack_status check_level(const reading *in, const ontrack__json_cursor *at)
{
    const ontrack_text level = ontrack__json_text(at->value);
    if (ontrack__text_is(level, "unknown") || ontrack__find_level(in->ruleset, level) >= 0)
        return ONTRACK_OK;
    return ontrack__json_fail(at, in->error, "must be one of \"levels\", or \"unknown\"");
}

static ontrack_status check_indicator(const reading *in, const ontrack__json_cursor *member)
{
    for (size_t i = 0; i < in->ruleset->indicator_count; i++)
        if (strcmp(member->name, in->ruleset->indicators[i]) == 0) return check_level(in, member);
    return ontrack__json_fail(member, in->error, "is no indicator of this rule set");
}

static ontrack_status check_measure(const reading *in, const ontrack__json_cursor *member)
{
    ontrack_value value;
    const ontrack__variable *variable = find_reading(in, member);
    if (variable == NULL) return ONTRACK_INVALID_RULES;
    return ontrack__case_value(member, variable->type, in->arena, &value, in->error);
}

static ontrack_status check_expect(const reading *in)
{
    const ontrack__json_cursor expect = ontrack__json_member(in->at, "expect");
    const ontrack__json_cursor level = ontrack__json_member(&expect, "status");
    ontrack_status status = check_rules(in, &expect, "flags");
    if (status == ONTRACK_OK) status = check_rules(in, &expect, "unknown");
    if (status == ONTRACK_OK) status = check_rules(in, &expect, "off");
    if (status == ONTRACK_OK && level.value != NULL) status = check_level(in, &level);
    if (status == ONTRACK_OK) status = each_member(in, &expect, "indicators", check_indicator);
    if (status == ONTRACK_OK) status = each_member(in, &expect, "reasons", check_rule_member);
    if (status == ONTRACK_OK) status = each_member(in, &expect, "measures", check_measure);
    return status;
}

ontrack_status ontrack__case_read(const ontrack_ruleset *ruleset, const ontrack__json_cursor *at,
                                  ontrack__arena *arena, ontrack__case *out, ontrack_error *error)
{
    const reading in = {ruleset, at, arena, out, error};
    const ontrack__json_value *records = ontrack__json_get(at->value, "records");
    out->name = ontrack__json_text(ontrack__json_get(at->value, "name")).data;
    out->recorded = records != NULL;
    out->student = find_student(records);
    ontrack_status status = start_given(&in);
    if (status == ONTRACK_OK) status = read_date(&in);
    if (status == ONTRACK_OK) status = each_member(&in, at, "given", read_given);
    if (status == ONTRACK_OK) status = each_member(&in, at, "params", check_parameter);
    if (status == ONTRACK_OK) status = check_expect(&in);
    return status;
}
