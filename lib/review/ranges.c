#include "review/ranges.h"

#include <string.h>

enum { GRADE_POINTS = 4, NO_END = -1 };

/* What is certain of the built-in measures; a host cannot take their names. A measure that is not
 * here can have any value. */
static const struct {
    const char *name;
    int64_t low, high;
} known[] = {
    {"attendance.rate", 0, 1},
    {"attendance.days_enrolled", 0, NO_END},
    {"attendance.days_absent", 0, NO_END},
    {"attendance.tardies", 0, NO_END},
    {"attendance.periods_absent", 0, NO_END},
    {"attendance.most_absent_in_month", 0, 31},
    {"attendance.longest_absence", 0, NO_END},
    {"attendance.change", -1, 1},
    {"attendance.days_can_miss", 0, NO_END},
    {"behavior.incidents", 0, NO_END},
    {"behavior.days_since_incident", 0, NO_END},
    {"credits.attempted", 0, NO_END},
    {"credits.earned", 0, NO_END},
    {"credits.in_progress", 0, NO_END},
    {"credits.projected", 0, NO_END},
    {"credits.attainable", 0, NO_END},
    {"credits.expected", 0, NO_END},
    {"credits.behind", 0, NO_END},
    {"credits.needed", 0, NO_END},
    {"credits.courses_needed", 0, NO_END},
    {"credits.failures", 0, NO_END},
    {"credits.failed", 0, NO_END},
    {"credits.low_marks", 0, NO_END},
    {"credits.marks_within", 0, NO_END},
    {"discipline.actions", 0, NO_END},
    {"discipline.days", 0, NO_END},
    {"transitions.school_changes", 0, NO_END},
    {"transitions.schools", 0, NO_END},
    {"transitions.days_not_enrolled", 0, NO_END},
    {"transitions.entry_delay", 0, NO_END},
    {"transitions.events", 0, NO_END},
    {"student.age", 0, NO_END},
};

/* A grade point average lies within the points that the marks bear. */
static ontrack__span average_range(const ontrack_ruleset *ruleset)
{
    const ontrack__code_map *map = &ruleset->maps[ONTRACK_CODES_MARK];
    ontrack__span span = ontrack__span_between(0, GRADE_POINTS);
    for (size_t i = 0; i < map->line_count; i++) {
        const ontrack__rational points = {map->lines[i].meaning.points, ONTRACK_DECIMAL_ONE};
        if (map->lines[i].meaning.points != ONTRACK_DECIMAL_NONE &&
            ontrack__rational_compare(points, span.high.at) > 0)
            span.high.at = points;
    }
    return span;
}

static ontrack__span measure_range(const ontrack_ruleset *ruleset, const char *name)
{
    ontrack__span span = ontrack__span_all(false);
    if (strcmp(name, "credits.gpa") == 0) return average_range(ruleset);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(name, known[i].name) != 0) continue;
        span = ontrack__span_between(known[i].low, known[i].high);
        span.high.given = known[i].high != NO_END;
    }
    return span;
}

ontrack__span ontrack__range_of(const ontrack_ruleset *ruleset, const ontrack__variable *variable)
{
    ontrack__span span = ontrack__span_all(false);
    if (variable->type == ONTRACK_TYPE_BOOLEAN) span = ontrack__span_between(0, 1);
    if (variable->kind == ONTRACK__VARIABLE_MEASURE && variable->type != ONTRACK_TYPE_BOOLEAN)
        span = measure_range(ruleset, variable->measure->name);
    span.whole = variable->type == ONTRACK_TYPE_COUNT || variable->type == ONTRACK_TYPE_BOOLEAN;
    return span;
}
