#include "rulesets/loader.h"

#include "base/text.h"

int ontrack__find_variable(const ontrack_ruleset *ruleset, ontrack_text name)
{
    for (size_t i = 0; i < ruleset->variable_count; i++)
        if (ontrack__text_is(name, ruleset->variables[i].name)) return (int)i;
    return -1;
}

int ontrack__find_level(const ontrack_ruleset *ruleset, ontrack_text name)
{
    for (size_t i = 0; i < ruleset->level_count; i++)
        if (ontrack__text_is(name, ruleset->levels[i])) return (int)i;
    return -1;
}

int ontrack__find_category(const ontrack_ruleset *ruleset, ontrack_code_kind kind,
                           ontrack_text name)
{
    const ontrack__code_map *map = &ruleset->maps[kind];
    for (size_t i = 0; i < map->category_count; i++)
        if (ontrack__text_is(name, map->categories[i])) return (int)i;
    return -1;
}

int ontrack__find_rule(const ontrack_ruleset *ruleset, ontrack_text id)
{
    for (size_t i = 0; i < ruleset->rule_count; i++)
        if (ontrack__text_is(id, ruleset->rules[i].rule.id)) return (int)i;
    return -1;
}
