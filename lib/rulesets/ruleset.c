/* What can be asked of a loaded rule set. */
#include "rulesets/ruleset.h"

#include "base/buffer.h"
#include "base/text.h"

#include <ontrack/evaluation.h>

const char *ontrack_ruleset_text(const ontrack_ruleset *ruleset, ontrack_ruleset_field field)
{
    switch (field) {
    case ONTRACK_RULESET_ID:
        return ruleset->id;
    case ONTRACK_RULESET_VERSION:
        return ruleset->version;
    case ONTRACK_RULESET_TITLE:
        return ruleset->title;
    case ONTRACK_RULESET_SOURCE:
        return ruleset->source;
    case ONTRACK_RULESET_MISUSE:
        return ruleset->misuse;
    case ONTRACK_RULESET_APPLIES_TO:
        return ruleset->applies_to;
    case ONTRACK_RULESET_FINGERPRINT:
        return ruleset->fingerprint;
    case ONTRACK_RULESET_CODES_FINGERPRINT:
        return ruleset->codes_fingerprint;
    }
    return "";
}

size_t ontrack_ruleset_level_count(const ontrack_ruleset *ruleset)
{
    return ruleset->level_count;
}

const char *ontrack_ruleset_level(const ontrack_ruleset *ruleset, int level)
{
    if (level == ONTRACK_LEVEL_UNKNOWN) return "unknown";
    return level >= 0 && (size_t)level < ruleset->level_count ? ruleset->levels[level] : "";
}

size_t ontrack_ruleset_indicator_count(const ontrack_ruleset *ruleset)
{
    return ruleset->indicator_count;
}

const char *ontrack_ruleset_indicator(const ontrack_ruleset *ruleset, size_t index)
{
    return index < ruleset->indicator_count ? ruleset->indicators[index] : NULL;
}

size_t ontrack_ruleset_note_count(const ontrack_ruleset *ruleset)
{
    return ruleset->note_count;
}

const char *ontrack_ruleset_note_at(const ontrack_ruleset *ruleset, size_t index)
{
    return index < ruleset->note_count ? ruleset->notes[index] : NULL;
}

size_t ontrack_ruleset_rule_count(const ontrack_ruleset *ruleset)
{
    return ruleset->rule_count;
}

const ontrack_rule *ontrack_ruleset_rule_at(const ontrack_ruleset *ruleset, size_t index)
{
    return index < ruleset->rule_count ? &ruleset->rules[index].rule : NULL;
}

size_t ontrack_ruleset_override_count(const ontrack_ruleset *ruleset)
{
    return ruleset->overrides.count;
}

const ontrack_override *ontrack_ruleset_override_at(const ontrack_ruleset *ruleset, size_t index)
{
    return index < ruleset->overrides.count ? &ruleset->overrides.items[index].face : NULL;
}

size_t ontrack_ruleset_exemption_count(const ontrack_ruleset *ruleset)
{
    return ruleset->overrides.exempt_count;
}

size_t ontrack_ruleset_reading_count(const ontrack_ruleset *ruleset)
{
    return ruleset->reading_count;
}

const ontrack_reading *ontrack_ruleset_reading_at(const ontrack_ruleset *ruleset, size_t index)
{
    return index < ruleset->reading_count ? &ruleset->readings[index] : NULL;
}

/* The only map that there is to read is student.attributes, or a host's, which may be made of it.
 */
bool ontrack_ruleset_reads_attributes(const ontrack_ruleset *ruleset)
{
    for (size_t i = 0; i < ruleset->reading_count; i++)
        if (ruleset->readings[i].type == ONTRACK_TYPE_MAP) return true;
    for (size_t i = 0; i < ruleset->overrides.count; i++)
        if (ruleset->overrides.items[i].places[ONTRACK__DISTRICT].count > 0) return true;
    return false;
}

ontrack_status ontrack_ruleset_print(const ontrack_ruleset *ruleset, ontrack_buffer *out,
                                     ontrack_error *error)
{
    const ontrack__json_value *root = ontrack__json_root(ruleset->document);
    if (!ontrack__json_print(root, false, out) || !ontrack__buffer_char(out, '\n'))
        return ontrack__no_memory(error);
    return ONTRACK_OK;
}

/* ---- variables as CEL sees them ---- */

ontrack__cel_kind ontrack__cel_kind_of(ontrack_type type)
{
    switch (type) {
    case ONTRACK_TYPE_BOOLEAN:
        return ONTRACK__CEL_BOOL;
    case ONTRACK_TYPE_COUNT:
        return ONTRACK__CEL_INT;
    case ONTRACK_TYPE_DECIMAL:
    case ONTRACK_TYPE_RATIO:
        return ONTRACK__CEL_DECIMAL;
    case ONTRACK_TYPE_TEXT:
        return ONTRACK__CEL_STRING;
    case ONTRACK_TYPE_MAP:
        return ONTRACK__CEL_MAP;
    }
    return ONTRACK__CEL_DYN;
}

ontrack__cel_variable *ontrack__ruleset_declarations(const ontrack_ruleset *ruleset,
                                                     ontrack__arena *arena)
{
    ontrack__cel_variable *declarations =
        ontrack__arena_allocate(arena, ruleset->variable_count, sizeof *declarations);
    for (size_t i = 0; declarations != NULL && i < ruleset->variable_count; i++) {
        declarations[i].name = ruleset->variables[i].name;
        declarations[i].items = ruleset->variables[i].object;
        declarations[i].kind = declarations[i].items != NULL
                                   ? ONTRACK__CEL_LIST
                                   : ontrack__cel_kind_of(ruleset->variables[i].type);
    }
    return declarations;
}

static void text_to_cel(ontrack_text text, ontrack__cel_value *out)
{
    out->kind = ONTRACK__CEL_STRING;
    out->as.text = text;
}

static bool map_to_cel(const ontrack_value *value, ontrack__arena *arena, ontrack__cel_value *out)
{
    ontrack__cel_value *items = ontrack__arena_allocate(arena, value->count, 2 * sizeof *items);
    if (items == NULL) return false;
    for (size_t i = 0; i < value->count; i++) {
        text_to_cel(value->pairs[i].key, &items[2 * i]);
        text_to_cel(value->pairs[i].value, &items[2 * i + 1]);
    }
    out->kind = ONTRACK__CEL_MAP;
    out->as.list.items = items;
    out->as.list.count = value->count;
    return true;
}

bool ontrack__to_cel(const ontrack_value *value, ontrack__arena *arena, ontrack__cel_value *out)
{
    memset(out, 0, sizeof *out);
    if (ontrack__number_to_cel(value, out)) return true;
    if (value->kind == ONTRACK_KIND_MAP) return map_to_cel(value, arena, out);
    if (value->kind == ONTRACK_KIND_TEXT) {
        text_to_cel(value->text, out);
    } else {
        out->kind = ONTRACK__CEL_BOOL;
        out->as.boolean = value->number != 0;
    }
    return true;
}
