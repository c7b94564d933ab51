/* Numbers options by the courses that they choose and how these count, so that evaluation need not
 * compare them for each student. */
#include "rulesets/loader.h"

/* Numbers that are given: more sets of options than that are compared when they are asked about. */
enum { MOST_ALIKE = 256 };

void ontrack__number_alike(ontrack_ruleset *ruleset)
{
    const ontrack__options *first[MOST_ALIKE];
    uint32_t count = 0;
    for (size_t i = 0; i < ruleset->variable_count; i++) {
        ontrack__options *options = &ruleset->variables[i].options;
        uint32_t at = 0;
        if (ruleset->variables[i].kind != ONTRACK__VARIABLE_MEASURE) continue;
        while (at < count && !ontrack__count_alike(first[at], options))
            at++;
        if (at == MOST_ALIKE) continue;
        if (at == count) first[count++] = options;
        options->alike = at + 1;
    }
}
