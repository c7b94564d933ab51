/* What values a measure can have: every numeric measure of the catalogue was thought of. */
#include "review/ranges.h"

#include "unit/review/support.h"

/* Numeric marks may be anything. */
static bool is_free(const char *name)
{
    return strcmp(name, "credits.mark_average") == 0 || strcmp(name, "credits.mark_lowest") == 0;
}

Test(ranges, every_measure_has_one)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *rules = load_with("[]", &error);
    for (size_t i = 0; i < rules->variable_count; i++) {
        const ontrack__variable *variable = &rules->variables[i];
        const bool number = variable->type == ONTRACK_TYPE_COUNT ||
                            variable->type == ONTRACK_TYPE_DECIMAL ||
                            variable->type == ONTRACK_TYPE_RATIO;
        if (variable->kind != ONTRACK__VARIABLE_MEASURE || !number) continue;
        const ontrack__span span = ontrack__range_of(rules, variable);
        cr_expect_eq(span.low.given, !is_free(variable->measure->name), "%s has no row in ranges.c",
                     variable->measure->name);
        if (variable->type == ONTRACK_TYPE_RATIO)
            cr_expect(span.high.given, "%s", variable->measure->name);
    }
    ontrack_ruleset_free(rules);
}
