#include "evaluation/needs.h"

#include <string.h>

/* The first prefix that fits decides. */
static const ontrack__family families[] = {
    {"attendance.", ONTRACK_TABLE_ATTENDANCE, ONTRACK_TABLE_ATTENDANCE_TOTALS,
     ONTRACK_CODES_ATTENDANCE},
    {"behavior.", ONTRACK_TABLE_INCIDENTS, ONTRACK_TABLE_INCIDENTS, ONTRACK_CODES_INCIDENT},
    {"credits.", ONTRACK_TABLE_GRADES, ONTRACK_TABLE_GRADES, ONTRACK_CODES_MARK},
    {"discipline.", ONTRACK_TABLE_ACTIONS, ONTRACK_TABLE_ACTIONS, ONTRACK_CODES_ACTION},
    {"transitions.events", ONTRACK_TABLE_TRANSITIONS, ONTRACK_TABLE_TRANSITIONS,
     ONTRACK_CODES_TRANSITION},
    {"transitions.", ONTRACK_TABLE_ENROLLMENTS, ONTRACK_TABLE_ENROLLMENTS, -1},
};

const ontrack__family *ontrack__family_of(const ontrack_measure *measure)
{
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (strncmp(measure->name, families[i].prefix, strlen(families[i].prefix)) == 0)
            return &families[i];
    return NULL;
}

const ontrack__variable *ontrack__reading_variable(const ontrack_ruleset *ruleset, size_t reading)
{
    return &ruleset->variables[ruleset->reading_variables[reading]];
}

static bool narrows(ontrack__choice choice)
{
    return choice.narrowed || choice.none != 0;
}

/* Codes that a measure reads because of its options. */
static bool options_read(const ontrack__options *options, ontrack_code_kind kind)
{
    switch (kind) {
    case ONTRACK_CODES_SUBJECT:
        return narrows(options->subjects);
    case ONTRACK_CODES_COURSE:
        return narrows(options->courses);
    case ONTRACK_CODES_TERM:
        return narrows(options->terms);
    case ONTRACK_CODES_MARK:
        return options->marks != 0;
    default:
        return false;
    }
}

bool ontrack__reads_codes(const ontrack_ruleset *ruleset, ontrack_code_kind kind)
{
    for (size_t i = 0; i < ruleset->reading_count; i++) {
        const ontrack__variable *variable = ontrack__reading_variable(ruleset, i);
        if (options_read(&variable->options, kind)) return true;
        if (variable->kind == ONTRACK__VARIABLE_LIST && (variable->list->codes >> kind & 1) != 0)
            return true;
        if (variable->kind != ONTRACK__VARIABLE_MEASURE) continue;
        const ontrack__family *family = ontrack__family_of(variable->measure);
        if (family != NULL && family->codes == (int)kind) return true;
    }
    return false;
}

bool ontrack__reads_as_recorded(const ontrack_ruleset *ruleset)
{
    for (size_t i = 0; i < ruleset->reading_count; i++)
        if (ontrack__reading_variable(ruleset, i)->options.as_recorded) return true;
    return false;
}

bool ontrack__reads_table(const ontrack_ruleset *ruleset, ontrack_table table)
{
    for (size_t i = 0; i < ruleset->reading_count; i++) {
        const ontrack__variable *variable = ontrack__reading_variable(ruleset, i);
        if (variable->kind == ONTRACK__VARIABLE_INPUT && table == ONTRACK_TABLE_VALUES) return true;
        if (variable->kind == ONTRACK__VARIABLE_LIST && variable->list->table == table) return true;
        if (variable->kind != ONTRACK__VARIABLE_MEASURE) continue;
        const ontrack__family *family = ontrack__family_of(variable->measure);
        if (family != NULL && (family->table == table || family->instead == table)) return true;
    }
    return false;
}
