/* A rule set with its overrides in place, and where everything in it comes from. */
#include "rulesets/overriding.h"

#include "base/text.h"
#include "records/grade_level.h"

struct ontrack_resolved {
    ontrack_allocator allocator;
    ontrack__arena arena;
    const ontrack_ruleset *ruleset;
};

/* ---- for a place ---- */

static bool lists(const ontrack__texts *places, ontrack_text name)
{
    for (size_t i = 0; i < places->count; i++)
        if (ontrack__text_is(name, places->items[i])) return true;
    return false;
}

static bool holds(const ontrack__override *item, const ontrack_place *place)
{
    char buffer[ONTRACK__GRADE_LEVEL_SIZE];
    const char *const given[ONTRACK__DIMENSIONS] = {place->district, place->school, place->grade,
                                                    place->term};
    if (place->as_of != ONTRACK_DATE_NONE &&
        (place->as_of < item->face.from || place->as_of > item->face.until))
        return false;
    for (int i = 0; i < ONTRACK__DIMENSIONS; i++) {
        ontrack_text name = ontrack_text_of(given[i] == NULL ? "" : given[i]);
        if (i == ONTRACK__GRADE) name = ontrack__grade_level(name, buffer);
        if (item->places[i].count > 0 && !lists(&item->places[i], name)) return false;
    }
    return true;
}

static bool resolve(const ontrack_ruleset *ruleset, const ontrack_place *place,
                    ontrack_resolved *out)
{
    size_t *entries =
        ontrack__arena_allocate(&out->arena, ruleset->overrides.count, sizeof *entries);
    size_t count = 0;
    if (entries == NULL) return false;
    for (size_t i = 0; i < ruleset->overrides.count; i++)
        if (holds(&ruleset->overrides.items[i], place)) entries[count++] = i;
    out->ruleset = ontrack__variant(ruleset, entries, count, &out->arena);
    return out->ruleset != NULL;
}

ontrack_status ontrack_resolved_new(const ontrack_ruleset *ruleset, const ontrack_place *place,
                                    ontrack_resolved **out, ontrack_error *error)
{
    if (place->struct_size < sizeof *place)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "struct_size is too small; start with ONTRACK_PLACE_INIT");
    ontrack_resolved *made = ontrack__allocate_zero(&ruleset->allocator, 1, sizeof *made);
    if (made == NULL) return ontrack__no_memory(error);
    made->allocator = ruleset->allocator;
    ontrack__arena_init(&made->arena, &made->allocator);
    if (!resolve(ruleset, place, made)) {
        ontrack_resolved_free(made);
        return ontrack__no_memory(error);
    }
    *out = made;
    return ONTRACK_OK;
}

const ontrack_ruleset *ontrack_resolved_ruleset(const ontrack_resolved *resolved)
{
    return resolved->ruleset;
}

void ontrack_resolved_free(ontrack_resolved *resolved)
{
    if (resolved == NULL) return;
    const ontrack_allocator allocator = resolved->allocator;
    ontrack__arena_free(&resolved->arena);
    ontrack__release(&allocator, resolved, 1, sizeof *resolved);
}

/* ---- parameters ---- */

/* Parameters are the last variables. */
size_t ontrack_ruleset_parameter_count(const ontrack_ruleset *ruleset)
{
    size_t count = 0;
    while (count < ruleset->variable_count &&
           ruleset->variables[ruleset->variable_count - 1 - count].kind ==
               ONTRACK__VARIABLE_PARAMETER)
        count++;
    return count;
}

static const char *text_in(const ontrack__json_value *object, const char *name)
{
    const ontrack__json_value *value = object == NULL ? NULL : ontrack__json_get(object, name);
    return value == NULL ? "" : ontrack__json_text(value).data;
}

static const char *document_of(const ontrack_ruleset *ruleset, const char *parameter)
{
    for (size_t i = 0; i < ruleset->source_count; i++)
        if (strcmp(ruleset->sources[i].parameter, parameter) == 0)
            return ruleset->sources[i].document;
    return "";
}

bool ontrack_ruleset_parameter_at(const ontrack_ruleset *ruleset, size_t index,
                                  ontrack_parameter *out)
{
    const size_t count = ontrack_ruleset_parameter_count(ruleset);
    if (index >= count) return false;
    const ontrack__variable *variable =
        &ruleset->variables[ruleset->variable_count - count + index];
    const ontrack__json_value *all =
        ontrack__json_get(ontrack__json_root(ruleset->document), "parameters");
    out->name = variable->name + strlen("params.");
    const ontrack__json_value *own = ontrack__json_get(all, out->name);
    out->value = variable->value;
    out->unit = text_in(own, "unit");
    out->about = text_in(own, "about");
    out->document = document_of(ruleset, out->name);
    out->overridden = variable->overridden;
    return true;
}

/* ---- rules ---- */

bool ontrack_ruleset_rule_origin(const ontrack_ruleset *ruleset, size_t index,
                                 ontrack_rule_origin *out)
{
    if (index >= ruleset->rule_count) return false;
    const ontrack__rule_plan *plan = &ruleset->rules[index];
    out->document = ruleset->origins[index].source;
    out->off = plan->off;
    out->overrides = plan->overrides;
    out->override_count = plan->override_count;
    return true;
}

/* ---- codes ---- */

size_t ontrack_ruleset_category_count(const ontrack_ruleset *ruleset, ontrack_code_kind kind)
{
    return (unsigned)kind < ONTRACK_CODES_COUNT ? ruleset->maps[kind].category_count : 0;
}

const char *ontrack_ruleset_category(const ontrack_ruleset *ruleset, ontrack_code_kind kind,
                                     size_t index)
{
    return index < ontrack_ruleset_category_count(ruleset, kind)
               ? ruleset->maps[kind].categories[index]
               : NULL;
}

size_t ontrack_ruleset_category_patterns(const ontrack_ruleset *ruleset, ontrack_code_kind kind,
                                         size_t index, char out[ONTRACK_PATTERNS_SIZE])
{
    size_t found = 0, at = 0;
    out[0] = '\0';
    if (index >= ontrack_ruleset_category_count(ruleset, kind)) return 0;
    const ontrack__code_map *map = &ruleset->maps[kind];
    for (size_t i = 0; i < map->line_count; i++) {
        if (!(map->lines[i].meaning.categories & (ontrack__categories)1 << index)) continue;
        const size_t size = strlen(map->lines[i].match);
        found++;
        if (at + size + 2 > ONTRACK_PATTERNS_SIZE) continue;
        if (at > 0) out[at++] = ' ';
        memcpy(out + at, map->lines[i].match, size + 1);
        at += size;
    }
    return found;
}
