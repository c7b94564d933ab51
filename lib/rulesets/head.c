#include "rulesets/loader.h"

#include "base/text.h"
#include "rulesets/shape.h"

#include <ontrack/date.h>

const char *ontrack__keep_text(ontrack__loader *loader, const ontrack__json_value *value)
{
    if (value == NULL) return "";
    return ontrack__arena_copy(&loader->ruleset->arena, ontrack__json_text(value));
}

void ontrack__locate(ontrack_text text, size_t offset, int32_t *line, int32_t *column)
{
    *line = 1;
    *column = 1;
    for (size_t i = 0; i < offset && i < text.size; i++) {
        if (text.data[i] == '\n') {
            *line += 1;
            *column = 1;
        } else if (((unsigned char)text.data[i] & 0xC0) != 0x80) {
            *column += 1;
        }
    }
}

ontrack_status ontrack__fail_inside(const ontrack__json_cursor *at, ontrack_status status,
                                    int32_t line, int32_t column, const char *message,
                                    ontrack_error *error)
{
    char pointer[160];
    ontrack__json_pointer(at, pointer, sizeof pointer);
    const ontrack__place place = {at->source, pointer, line, column};
    return ontrack__fail_at(error, status, place, "%s", message);
}

static ontrack_status load_texts(ontrack__loader *loader)
{
    ontrack_ruleset *ruleset = loader->ruleset;
    const struct {
        const char *key;
        const char **out;
    } texts[] = {
        {"id", &ruleset->id},         {"version", &ruleset->version},
        {"title", &ruleset->title},   {"source", &ruleset->source},
        {"misuse", &ruleset->misuse}, {"applies_to", &ruleset->applies_to},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i].out =
            ontrack__keep_text(loader, ontrack__json_get(loader->root.value, texts[i].key));
        if (*texts[i].out == NULL) return ontrack__no_memory(loader->error);
    }
    const ontrack__json_cursor version = ontrack__json_member(&loader->root, "version");
    if (ontrack__json_text(version.value).size == 0)
        return ontrack__json_fail(&version, loader->error, "is empty; say which version this is");
    return ONTRACK_OK;
}

static ontrack_status load_level(ontrack__loader *loader, const ontrack__json_cursor *at)
{
    ontrack_ruleset *ruleset = loader->ruleset;
    const ontrack_text name = ontrack__json_text(at->value);
    if (!ontrack__is_name(name) || ontrack__text_is(name, "unknown"))
        return ontrack__json_fail(at, loader->error,
                                  "a level is lower-case letters, digits and \"_\", and not "
                                  "\"unknown\"");
    if (ontrack__find_level(ruleset, name) >= 0)
        return ontrack__json_fail(at, loader->error, "is there twice; levels must differ");
    ruleset->levels[ruleset->level_count] = ontrack__keep_text(loader, at->value);
    if (ruleset->levels[ruleset->level_count++] == NULL) return ontrack__no_memory(loader->error);
    return ONTRACK_OK;
}

static ontrack_status load_levels(ontrack__loader *loader)
{
    const ontrack__json_cursor levels = ontrack__json_member(&loader->root, "levels");
    const size_t count = levels.value == NULL ? 0 : ontrack__json_count(levels.value);
    if (count < 2 && !(loader->is_parent && levels.value == NULL))
        return ontrack__json_fail(levels.value == NULL ? &loader->root : &levels, loader->error,
                                  "\"levels\" must name two levels at least, the best one first");
    loader->ruleset->levels =
        ontrack__arena_allocate(&loader->ruleset->arena, count + 1, sizeof(char *));
    if (loader->ruleset->levels == NULL) return ontrack__no_memory(loader->error);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        const ontrack__json_cursor level = ontrack__json_item(&levels, i);
        status = load_level(loader, &level);
    }
    return status;
}

/* "MM-DD", a day that every year has. */
static ontrack_status load_year(ontrack__loader *loader)
{
    const ontrack__json_cursor at = ontrack__json_member(&loader->root, "year_starts");
    loader->ruleset->year_month = 7;
    loader->ruleset->year_day = 1;
    if (at.value == NULL) return ONTRACK_OK;
    const ontrack_text text = ontrack__json_text(at.value);
    char day[] = "2001-MM-DD"; /* no leap year */
    ontrack_date date = ONTRACK_DATE_NONE;
    if (text.size == 5) memcpy(day + 5, text.data, 5);
    if (text.size != 5 || !ontrack_date_parse(ontrack_text_of(day), &date))
        return ontrack__json_fail(&at, loader->error,
                                  "must be \"MM-DD\", the first day of a school year");
    ontrack_date_split(date, NULL, &loader->ruleset->year_month, &loader->ruleset->year_day);
    return ONTRACK_OK;
}

ontrack_status ontrack__load_head(ontrack__loader *loader)
{
    ontrack_status status = load_texts(loader);
    if (status == ONTRACK_OK) status = load_levels(loader);
    if (status == ONTRACK_OK) status = load_year(loader);
    return status;
}
