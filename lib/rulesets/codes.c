#include "rulesets/loader.h"

#include "base/text.h"
#include "rulesets/shape.h"

#include <stdio.h>

enum { MOST_POINTS = 10 * ONTRACK_DECIMAL_ONE };

/* Room for every category there can be, the fixed ones in their places. */
static ontrack_status start_map(ontrack__loader *loader, ontrack_code_kind kind)
{
    ontrack__code_map *map = &loader->ruleset->maps[kind];
    map->categories = ontrack__arena_allocate(&loader->ruleset->arena, ONTRACK__CATEGORY_LIMIT,
                                              sizeof *map->categories);
    if (map->categories == NULL) return ontrack__no_memory(loader->error);
    const char *name = NULL;
    while ((name = ontrack__fixed_category(kind, map->category_count)) != NULL)
        map->categories[map->category_count++] = name;
    return ONTRACK_OK;
}

static ontrack_status load_category(ontrack__loader *loader, ontrack_code_kind kind,
                                    const ontrack__json_cursor *at, ontrack__categories *out)
{
    ontrack__code_map *map = &loader->ruleset->maps[kind];
    const ontrack_text name = ontrack__json_text(at->value);
    if (!ontrack__is_name(name))
        return ontrack__json_fail(at, loader->error,
                                  "a category is lower-case letters, digits and \"_\"");
    int bit = ontrack__find_category(loader->ruleset, kind, name);
    if (bit < 0) {
        if (map->category_count == ONTRACK__CATEGORY_LIMIT)
            return ontrack__json_fail(at, loader->error,
                                      "is one category too many; a map has at most %d",
                                      ONTRACK__CATEGORY_LIMIT);
        bit = (int)map->category_count;
        map->categories[bit] = ontrack__keep_text(loader, at->value);
        if (map->categories[bit] == NULL) return ontrack__no_memory(loader->error);
        map->category_count++;
    }
    *out |= (ontrack__categories)1 << bit;
    return ONTRACK_OK;
}

static ontrack_status load_categories(ontrack__loader *loader, ontrack_code_kind kind,
                                      const ontrack__json_cursor *line, ontrack__categories *out)
{
    const ontrack__json_cursor at = ontrack__json_member(line, "category");
    if (ontrack__json_kind_of(at.value) != ONTRACK__JSON_ARRAY)
        return load_category(loader, kind, &at, out);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(at.value); i++) {
        const ontrack__json_cursor item = ontrack__json_item(&at, i);
        status = load_category(loader, kind, &item, out);
    }
    return status;
}

/* A number that only one kind of map has. */
static ontrack_status load_number(ontrack__loader *loader, const ontrack__json_cursor *line,
                                  const char *name, bool allowed, ontrack_decimal most,
                                  ontrack_decimal *out)
{
    const ontrack__json_cursor at = ontrack__json_member(line, name);
    *out = ONTRACK_DECIMAL_NONE;
    if (at.value == NULL) return ONTRACK_OK;
    if (!allowed)
        return ontrack__json_fail(&at, loader->error, "\"%s\" means nothing in this map; remove it",
                                  name);
    if (!ontrack__json_decimal(at.value, out) || *out < 0 || *out > most)
        return ontrack__json_fail(&at, loader->error,
                                  "must lie from 0 to %d, with four decimal places at most",
                                  (int)(most / ONTRACK_DECIMAL_ONE));
    return ONTRACK_OK;
}

static ontrack_status load_pattern(ontrack__loader *loader, const ontrack__json_cursor *line,
                                   ontrack__pattern **out)
{
    const ontrack__json_cursor at = ontrack__json_member(line, "match");
    ontrack_error fault = ONTRACK_ERROR_INIT;
    const ontrack_status status = ontrack__pattern_compile(
        &loader->ruleset->allocator, ontrack__json_text(at.value), out, &fault);
    if (status == ONTRACK_OK) return ONTRACK_OK;
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(loader->error);
    return ontrack__fail_inside(&at, status, 0, fault.column, fault.message, loader->error);
}

static ontrack_status load_line(ontrack__loader *loader, ontrack_code_kind kind,
                                const ontrack__json_cursor *at, ontrack__code_line *line)
{
    ontrack__meaning *meaning = &line->meaning;
    meaning->mapped = true;
    line->match = ontrack__keep_text(loader, ontrack__json_get(at->value, "match"));
    if (line->match == NULL) return ontrack__no_memory(loader->error);
    ontrack_status status = load_pattern(loader, at, &line->pattern);
    if (status == ONTRACK_OK) status = load_categories(loader, kind, at, &meaning->categories);
    if (status == ONTRACK_OK)
        status = load_number(loader, at, "portion", kind == ONTRACK_CODES_ATTENDANCE,
                             ONTRACK_DECIMAL_ONE, &meaning->portion);
    if (status == ONTRACK_OK)
        status = load_number(loader, at, "points", kind == ONTRACK_CODES_MARK, MOST_POINTS,
                             &meaning->points);
    return status;
}

static ontrack_status load_map(ontrack__loader *loader, ontrack_code_kind kind,
                               const ontrack__json_cursor *at)
{
    ontrack__code_map *map = &loader->ruleset->maps[kind];
    const size_t count = ontrack__json_count(at->value);
    if (count > ONTRACK__LINE_LIMIT) /* own lines and inherited ones together */
        return ontrack__json_fail(at, loader->error,
                                  "has %zu lines with the inherited ones; at most %d are allowed",
                                  count, ONTRACK__LINE_LIMIT);
    map->given = true;
    map->lines = ontrack__arena_allocate(&loader->ruleset->arena, count, sizeof *map->lines);
    if (map->lines == NULL) return ontrack__no_memory(loader->error);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        const ontrack__json_cursor line = ontrack__json_item(at, i);
        status = load_line(loader, kind, &line, &map->lines[map->line_count++]);
    }
    return status;
}

ontrack_status ontrack__load_codes(ontrack__loader *loader)
{
    const ontrack__json_cursor codes = ontrack__json_member(&loader->root, "codes");
    ontrack_status status = ONTRACK_OK;
    for (int kind = 0; status == ONTRACK_OK && kind < ONTRACK_CODES_COUNT; kind++) {
        status = start_map(loader, (ontrack_code_kind)kind);
        if (status != ONTRACK_OK || codes.value == NULL) continue;
        const ontrack__json_cursor map =
            ontrack__json_member(&codes, ontrack_code_kind_name((ontrack_code_kind)kind));
        if (map.value != NULL) status = load_map(loader, (ontrack_code_kind)kind, &map);
    }
    return status;
}

ontrack_status ontrack__code_map_meaning(const ontrack_ruleset *ruleset, ontrack_code_kind kind,
                                         ontrack_text code, ontrack__meaning *out,
                                         ontrack_error *error)
{
    const ontrack__code_map *map = &ruleset->maps[kind];
    const ontrack__meaning none = {0, ONTRACK_DECIMAL_NONE, ONTRACK_DECIMAL_NONE, false, 0};
    *out = none;
    for (size_t i = 0; i < map->line_count; i++) {
        bool matched = false;
        ontrack_error fault = ONTRACK_ERROR_INIT;
        const ontrack_status status =
            ontrack__pattern_match(map->lines[i].pattern, code, &matched, &fault);
        if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(error);
        if (status != ONTRACK_OK) {
            char path[64];
            snprintf(path, sizeof path, "/codes/%s/%zu/match", ontrack_code_kind_name(kind), i);
            const ontrack__place place = {ruleset->id, path, 0, 0};
            return ontrack__fail_at(error, status, place, "%s", fault.message);
        }
        if (!matched) continue;
        *out = map->lines[i].meaning;
        return ONTRACK_OK;
    }
    return ONTRACK_OK;
}
