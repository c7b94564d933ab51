/* Which records a measure looks at, in words for a reader. */
#include "rulesets/loader.h"

#include "base/buffer.h"
#include "base/text.h"

#include <ontrack/measure.h>

static bool begin(ontrack_buffer *out)
{
    return out->size == 0 || ontrack__buffer_string(out, "; ");
}

/* A text, a number, a truth, or the value of the parameter that a text names. */
static bool put_scalar(ontrack_buffer *out, const ontrack_ruleset *ruleset,
                       const ontrack__json_value *value)
{
    char text[ONTRACK_VALUE_SIZE];
    ontrack_value shown = ontrack_value_text(ontrack__json_text(value));
    ontrack_decimal number = 0;
    const int parameter = shown.text.size > 7 && memcmp(shown.text.data, "params.", 7) == 0
                              ? ontrack__find_variable(ruleset, shown.text)
                              : -1;
    if (ontrack__json_kind_of(value) == ONTRACK__JSON_BOOL)
        shown = ontrack_value_boolean(ontrack__json_bool(value));
    else if (ontrack__json_decimal(value, &number))
        shown = ontrack_value_decimal(number);
    else if (parameter >= 0)
        shown = ruleset->variables[parameter].value;
    if (shown.kind == ONTRACK_KIND_TEXT) return ontrack__buffer_text(out, shown.text);
    ontrack_value_format(&shown, 0, text, sizeof text);
    return ontrack__buffer_string(out, text);
}

static bool put_values(ontrack_buffer *out, const ontrack_ruleset *ruleset,
                       const ontrack__json_value *value)
{
    if (ontrack__json_kind_of(value) != ONTRACK__JSON_ARRAY) return put_scalar(out, ruleset, value);
    bool good = true;
    for (size_t i = 0; good && i < ontrack__json_count(value); i++)
        good = (i == 0 || ontrack__buffer_string(out, ", ")) &&
               put_scalar(out, ruleset, ontrack__json_at(value, i));
    return good;
}

/* "except_categories" as "except categories" */
static bool put_key(ontrack_buffer *out, const char *key)
{
    bool good = true;
    for (; good && *key != '\0'; key++)
        good = ontrack__buffer_char(out, *key == '_' ? ' ' : *key);
    return good;
}

static bool put_window(ontrack_buffer *out, const ontrack_ruleset *ruleset,
                       const ontrack__json_value *window)
{
    static const struct {
        const char *key, *before, *after;
    } kinds[] = {
        {"first_instructional_days", "the first ", " instructional days"},
        {"last_instructional_days", "the last ", " instructional days"},
        {"last_calendar_days", "the last ", " calendar days"},
        {"term", "the term ", ""},
        {"from", "from ", ""},
        {"to", " to ", ""},
    };
    bool good = ontrack__json_get(window, "year_to_date") == NULL ||
                ontrack__buffer_string(out, "the year to date");
    for (size_t i = 0; good && i < sizeof kinds / sizeof *kinds; i++) {
        const ontrack__json_value *value = ontrack__json_get(window, kinds[i].key);
        if (value == NULL) continue;
        good = ontrack__buffer_string(out, kinds[i].before) && put_scalar(out, ruleset, value) &&
               ontrack__buffer_string(out, kinds[i].after);
    }
    return good;
}

/* The options of an object, but those that `over` has too. */
static bool put_options(ontrack_buffer *out, const ontrack__loader *loader,
                        const ontrack_measure *measure, const ontrack__json_value *options,
                        const ontrack__json_value *over)
{
    void *cursor = NULL;
    const char *key = NULL;
    ontrack__json_value *value = NULL;
    bool good = true;
    while (good && options != NULL && ontrack__json_next(options, &cursor, &key, &value)) {
        if (!ontrack__takes_option(measure, key) ||
            (over != NULL && ontrack__json_get(over, key) != NULL))
            continue;
        if (strcmp(key, "window") == 0)
            good = begin(out) && put_window(out, loader->ruleset, value);
        else
            good = begin(out) && put_key(out, key) && ontrack__buffer_char(out, ' ') &&
                   put_values(out, loader->ruleset, value);
    }
    return good;
}

/* The options that all measures of the family take. */
static const ontrack__json_value *defaults_of(const ontrack__loader *loader, const char *name)
{
    char family[64];
    const char *dot = strchr(name, '.');
    const ontrack__json_value *defaults = ontrack__json_get(loader->root.value, "defaults");
    const size_t length = dot == NULL ? 0 : (size_t)(dot - name);
    if (defaults == NULL || length == 0 || length >= sizeof family) return NULL;
    memcpy(family, name, length);
    family[length] = '\0';
    return ontrack__json_get(defaults, family);
}

bool ontrack__reading_words(ontrack__loader *loader, const ontrack__variable *variable,
                            ontrack_reading *out)
{
    const bool measured = variable->kind == ONTRACK__VARIABLE_MEASURE;
    const ontrack__json_value *all =
        ontrack__json_get(loader->root.value, measured ? "measures" : "inputs");
    const ontrack__json_value *own = all == NULL ? NULL : ontrack__json_get(all, variable->name);
    const ontrack__json_value *about = own == NULL ? NULL : ontrack__json_get(own, "about");
    ontrack_buffer words = ONTRACK_BUFFER_INIT;
    words.allocator = loader->ruleset->allocator;
    bool good = true;
    out->options = out->about = "";
    if (about != NULL)
        out->about = ontrack__keep_text(loader, about);
    else if (measured && variable->measure->about != NULL)
        out->about = variable->measure->about;
    if (measured)
        good = put_options(&words, loader, variable->measure, own, NULL) &&
               put_options(&words, loader, variable->measure,
                           defaults_of(loader, variable->measure->name), own);
    if (good && words.size > 0)
        out->options = ontrack__arena_copy(&loader->ruleset->arena, ontrack__buffer_view(&words));
    ontrack_buffer_dispose(&words);
    return good && out->options != NULL && out->about != NULL;
}
