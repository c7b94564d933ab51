/* Readings: what the rules, and overrides of them, read of a student. What only a note shows is not
 * among them: it is worked out when somebody asks for the note. */
#include "rulesets/loader.h"

/* The variable that `min_days_enrolled` looks at, or -1 when the rule asks for none. */
static int exposure_variable(const ontrack_ruleset *ruleset, const ontrack__rule_plan *plan)
{
    if (plan->rule.min_days_enrolled == 0 && plan->min_days_parameter < 0) return -1;
    return ontrack__find_variable(ruleset, ontrack_text_of("attendance.days_enrolled"));
}

static void mark_reads(ontrack_ruleset *ruleset, const ontrack__cel_program *program)
{
    size_t count = 0;
    const uint32_t *reads = ontrack__cel_reads(program, &count);
    for (size_t i = 0; i < count; i++)
        ruleset->variables[reads[i]].reading = 0;
}

static void mark_sentence(ontrack_ruleset *ruleset, const ontrack__sentence *sentence)
{
    for (size_t i = 0; i < sentence->count; i++)
        if (sentence->pieces[i].variable >= 0)
            ruleset->variables[sentence->pieces[i].variable].reading = 0;
}

/* What a rule, or an override's part of one, reads. */
static void mark_plan(ontrack_ruleset *ruleset, const ontrack__rule_plan *plan)
{
    const int exposure = exposure_variable(ruleset, plan);
    if (plan->when != NULL) mark_reads(ruleset, plan->when);
    if (exposure >= 0) ruleset->variables[exposure].reading = 0;
    mark_sentence(ruleset, &plan->because);
}

static void mark_all(ontrack_ruleset *ruleset)
{
    if (ruleset->applies != NULL) mark_reads(ruleset, ruleset->applies);
    for (size_t i = 0; i < ruleset->rule_count; i++)
        mark_plan(ruleset, &ruleset->rules[i]);
    for (size_t i = 0; i < ruleset->overrides.count; i++)
        if (ruleset->overrides.items[i].rule >= 0)
            mark_plan(ruleset, &ruleset->overrides.items[i].plan);
}

/* The unit of a host's input, as the rule set gives it. */
static const char *input_unit(ontrack__loader *loader, const ontrack__variable *variable)
{
    const ontrack__json_value *inputs = ontrack__json_get(loader->root.value, "inputs");
    const ontrack__json_value *input = ontrack__json_get(inputs, variable->name);
    return ontrack__keep_text(loader, ontrack__json_get(input, "unit"));
}

static ontrack_status fill_reading(ontrack__loader *loader, size_t position, size_t at)
{
    ontrack_ruleset *ruleset = loader->ruleset;
    ontrack__variable *variable = &ruleset->variables[position];
    ontrack_reading *reading = &ruleset->readings[at];
    const bool measured = variable->kind == ONTRACK__VARIABLE_MEASURE;
    variable->reading = (int)at;
    ruleset->reading_variables[at] = position;
    reading->name = variable->name;
    reading->type = variable->type;
    reading->measure = measured ? variable->measure->name : variable->name;
    reading->unit = measured ? variable->measure->unit : input_unit(loader, variable);
    if (variable->kind == ONTRACK__VARIABLE_LIST) reading->unit = "records";
    if (measured && reading->unit == NULL) reading->unit = "";
    if (reading->unit == NULL || !ontrack__reading_words(loader, variable, reading))
        return ontrack__no_memory(loader->error);
    return ONTRACK_OK;
}

static ontrack_status find_readings(ontrack__loader *loader)
{
    ontrack_ruleset *ruleset = loader->ruleset;
    size_t count = 0;
    mark_all(ruleset);
    for (size_t i = 0; i < ruleset->variable_count; i++) {
        if (ruleset->variables[i].kind == ONTRACK__VARIABLE_PARAMETER)
            ruleset->variables[i].reading = -1;
        count += ruleset->variables[i].reading == 0;
    }
    ruleset->readings = ontrack__arena_allocate(&ruleset->arena, count, sizeof *ruleset->readings);
    ruleset->reading_variables =
        ontrack__arena_allocate(&ruleset->arena, count, sizeof *ruleset->reading_variables);
    if (ruleset->readings == NULL || ruleset->reading_variables == NULL)
        return ontrack__no_memory(loader->error);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < ruleset->variable_count; i++)
        if (ruleset->variables[i].reading == 0)
            status = fill_reading(loader, i, ruleset->reading_count++);
    return status;
}

bool ontrack__fill_reads(const ontrack_ruleset *ruleset, ontrack__rule_plan *plan,
                         ontrack__arena *arena)
{
    size_t count = 0;
    const uint32_t *reads = ontrack__cel_reads(plan->when, &count);
    plan->read_count = 0;
    plan->reads = ontrack__arena_allocate(arena, count + 1, sizeof *plan->reads);
    if (plan->reads == NULL) return false;
    const int exposure = exposure_variable(ruleset, plan);
    bool waiting = exposure >= 0;
    for (size_t i = 0; i <= count; i++) {
        if (waiting && (i == count || (int)reads[i] >= exposure)) {
            plan->reads[plan->read_count++] = (size_t)ruleset->variables[exposure].reading;
            waiting = false;
        }
        if (i == count || (int)reads[i] == exposure) continue;
        const int reading = ruleset->variables[reads[i]].reading;
        if (reading >= 0) plan->reads[plan->read_count++] = (size_t)reading;
    }
    return true;
}

ontrack_status ontrack__load_readings(ontrack__loader *loader)
{
    ontrack_ruleset *ruleset = loader->ruleset;
    const ontrack_status status = find_readings(loader);
    for (size_t i = 0; status == ONTRACK_OK && i < ruleset->rule_count; i++)
        if (!ontrack__fill_reads(ruleset, &ruleset->rules[i], &ruleset->arena))
            return ontrack__no_memory(loader->error);
    return status;
}
