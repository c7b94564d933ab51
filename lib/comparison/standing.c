#include "comparison/standing.h"

#include "base/text.h"
#include <ontrack/comparison.h>

#include <string.h>

/* ---- members ---- */

static ontrack_text text_of(const ontrack__json_value *object, const char *name)
{
    const ontrack__json_value *value = ontrack__json_get(object, name);
    if (value == NULL || ontrack__json_kind_of(value) != ONTRACK__JSON_STRING)
        return (ontrack_text){NULL, 0};
    return ontrack__json_text(value);
}

static const ontrack__json_value *member_of(const ontrack__json_value *object, const char *name,
                                            ontrack__json_kind kind)
{
    const ontrack__json_value *value = ontrack__json_get(object, name);
    return value != NULL && ontrack__json_kind_of(value) == kind ? value : NULL;
}

/* ---- a line ---- */

/* false when the object does not say how somebody stood. */
static bool read_standing(const ontrack__json_value *object, ontrack__standing *out)
{
    out->status = text_of(object, "status");
    out->indicators = member_of(object, "indicators", ONTRACK__JSON_OBJECT);
    out->flags = member_of(object, "flags", ONTRACK__JSON_ARRAY);
    out->unknown = member_of(object, "unknown", ONTRACK__JSON_ARRAY);
    out->measures = member_of(object, "measures", ONTRACK__JSON_OBJECT);
    return ontrack_date_parse(text_of(object, "as_of"), &out->as_of) && out->status.size > 0 &&
           out->flags != NULL && out->unknown != NULL;
}

static bool read_members(ontrack__line *line)
{
    const ontrack__json_value *root = ontrack__json_root(line->document);
    if (ontrack__json_kind_of(root) != ONTRACK__JSON_OBJECT) return false;
    const ontrack__json_value *ruleset = member_of(root, "ruleset", ONTRACK__JSON_OBJECT);
    const ontrack__json_value *since = member_of(root, "since", ONTRACK__JSON_OBJECT);
    if (ruleset == NULL || !read_standing(root, &line->now)) return false;
    line->student_id = text_of(root, "student_id");
    line->ruleset = text_of(ruleset, "id");
    line->version = text_of(ruleset, "version");
    line->fingerprint = text_of(ruleset, "fingerprint");
    line->codes = text_of(ruleset, "codes");
    line->levels = member_of(ruleset, "levels", ONTRACK__JSON_ARRAY);
    line->has_since = since != NULL && read_standing(since, &line->since);
    return line->student_id.size > 0;
}

ontrack_status ontrack__line_read(ontrack_text text, const char *name, int64_t number,
                                  ontrack__line *out, ontrack_error *error)
{
    ontrack_error cause = ONTRACK_ERROR_INIT;
    const ontrack__place place = {name, NULL, number < INT32_MAX ? (int32_t)number : INT32_MAX, 0};
    const ontrack_status status =
        ontrack__json_parse(text, ONTRACK_RESULT_LINE_LIMIT, NULL, &out->document, &cause);
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(error);
    if (status == ONTRACK_LIMIT) return ontrack__fail_at(error, status, place, "%s", cause.message);
    if (status != ONTRACK_OK || !read_members(out))
        return ontrack__fail_at(error, ONTRACK_INVALID_DATA, place,
                                "this is no result; a result is written by 'ontrack evaluate -f "
                                "jsonl'");
    return ONTRACK_OK;
}

void ontrack__line_free(ontrack__line *line)
{
    ontrack__json_free(line->document);
    memset(line, 0, sizeof *line);
}

/* ---- rules and levels ---- */

/* The object of an array that is about a rule. */
static const ontrack__json_value *find_rule(const ontrack__json_value *array, ontrack_text rule)
{
    for (size_t i = 0; i < ontrack__json_count(array); i++) {
        const ontrack__json_value *item = ontrack__json_at(array, i);
        if (ontrack__json_kind_of(item) == ONTRACK__JSON_OBJECT &&
            ontrack__text_equal(text_of(item, "rule"), rule))
            return item;
    }
    return NULL;
}

const ontrack__json_value *ontrack__flag_of(const ontrack__standing *standing, ontrack_text rule)
{
    return find_rule(standing->flags, rule);
}

bool ontrack__is_unknown(const ontrack__standing *standing, ontrack_text rule)
{
    return find_rule(standing->unknown, rule) != NULL;
}

int ontrack__level_of(const ontrack__line *line, ontrack_text name)
{
    if (ontrack__text_is(name, "unknown")) return ONTRACK_LEVEL_UNKNOWN;
    for (size_t i = 0; line->levels != NULL && i < ontrack__json_count(line->levels); i++)
        if (ontrack__text_equal(ontrack__json_text(ontrack__json_at(line->levels, i)), name))
            return (int)i;
    return 0;
}
