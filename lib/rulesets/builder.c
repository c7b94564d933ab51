/* A rule set built in C is a JSON document built call by call: one way of checking for both. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"
#include "json/json.h"

#include <ontrack/ruleset.h>
#include <stddef.h>

struct ontrack_ruleset_builder {
    ontrack_allocator allocator;
    ontrack__arena arena; /* the source's name */
    ontrack_ruleset_options options;
    ontrack__json *document;
    bool finished;
};

static ontrack__json_value *root_of(const ontrack_ruleset_builder *builder)
{
    return ontrack__json_root(builder->document);
}

/* ---- pieces of JSON ---- */

/* A piece is put together here and then read as JSON, as if it had been written in a file. */
typedef struct piece {
    ontrack_buffer text;
    bool good, well_formed;
} piece;

static piece piece_new(const ontrack_ruleset_builder *builder)
{
    piece made = {ONTRACK_BUFFER_INIT, true, true};
    made.text.allocator = builder->allocator;
    return made;
}

static void put(piece *to, const char *json)
{
    to->good = to->good && ontrack__buffer_string(&to->text, json);
}

static void put_text(piece *to, ontrack_text text)
{
    to->well_formed = to->well_formed && ontrack__utf8_valid(text, NULL);
    to->good = to->good && ontrack__buffer_json(&to->text, text);
}

/* A member, or nothing when its text is NULL; a comma before all but the first. */
static void put_member(piece *to, const char *name, const char *text)
{
    if (text == NULL) return;
    if (to->text.size > 1) put(to, ",");
    put_text(to, ontrack_text_of(name));
    put(to, ":");
    put_text(to, ontrack_text_of(text));
}

static void put_json(piece *to, const char *name, const char *json)
{
    if (json == NULL) return;
    if (to->text.size > 1) put(to, ",");
    put_text(to, ontrack_text_of(name));
    put(to, ":");
    put(to, json);
}

/* Reads a piece; what is wrong with it is the caller's argument. */
static ontrack_status parse(const char *what, ontrack_text json, ontrack__json **out,
                            ontrack_error *error)
{
    ontrack_error fault = ONTRACK_ERROR_INIT;
    const ontrack_status status =
        ontrack__json_parse(json, ONTRACK_RULESET_LIMIT, NULL, out, &fault);
    if (status == ONTRACK_OK) return ONTRACK_OK;
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(error);
    const ontrack__place place = {NULL, NULL, fault.line, fault.column};
    return ontrack__fail_at(error, ONTRACK_INVALID_ARGUMENT, place, "%s is no JSON: %s", what,
                            fault.message);
}

static ontrack_status finish_piece(piece *from, const char *what, ontrack__json **out,
                                   ontrack_error *error)
{
    ontrack_status status = ONTRACK_OK;
    *out = NULL;
    if (!from->good)
        status = ontrack__no_memory(error);
    else if (!from->well_formed)
        status =
            ontrack__fail(error, ONTRACK_INVALID_ARGUMENT, "%s has a text that is no UTF-8", what);
    else
        status = parse(what, ontrack__buffer_view(&from->text), out, error);
    ontrack_buffer_dispose(&from->text);
    return status;
}

/* The object or list `name` below `parent`, made when it is not there; NULL when memory is out. */
static ontrack__json_value *below(ontrack__json_value *parent, const char *name, const char *empty)
{
    if (ontrack__json_get(parent, name) == NULL) {
        ontrack__json *made = NULL;
        if (parse(name, ontrack_text_of(empty), &made, NULL) != ONTRACK_OK) return NULL;
        const bool good = ontrack__json_set(parent, name, ontrack__json_root(made));
        ontrack__json_free(made);
        if (!good) return NULL;
    }
    return ontrack__json_get(parent, name);
}

/* Whether a member that was set earlier is of the kind that this call adds to. */
static ontrack_status check_kind(const ontrack__json_value *value, ontrack__json_kind kind,
                                 const char *name, ontrack_error *error)
{
    if (value == NULL) return ontrack__no_memory(error);
    if (ontrack__json_kind_of(value) == kind) return ONTRACK_OK;
    return ontrack__fail(error, ONTRACK_STATE, "\"%s\" was set to something of another kind", name);
}

static ontrack_status set_below(ontrack_ruleset_builder *builder, const char *group,
                                const char *name, piece *from, const char *what,
                                ontrack_error *error)
{
    ontrack__json *made = NULL;
    ontrack_status status = finish_piece(from, what, &made, error);
    if (status != ONTRACK_OK) return status;
    ontrack__json_value *object = below(root_of(builder), group, "{}");
    status = check_kind(object, ONTRACK__JSON_OBJECT, group, error);
    if (status == ONTRACK_OK && ontrack__json_get(object, name) != NULL)
        status = ontrack__fail(error, ONTRACK_INVALID_ARGUMENT, "%s is there twice", what);
    if (status == ONTRACK_OK && !ontrack__json_set(object, name, ontrack__json_root(made)))
        status = ontrack__no_memory(error);
    ontrack__json_free(made);
    return status;
}

static ontrack_status append_below(ontrack__json_value *parent, const char *group, piece *from,
                                   const char *what, ontrack_error *error)
{
    ontrack__json *made = NULL;
    ontrack_status status = finish_piece(from, what, &made, error);
    if (status != ONTRACK_OK) return status;
    ontrack__json_value *list = below(parent, group, "[]");
    status = check_kind(list, ONTRACK__JSON_ARRAY, group, error);
    if (status == ONTRACK_OK && !ontrack__json_append(list, ontrack__json_root(made)))
        status = ontrack__no_memory(error);
    ontrack__json_free(made);
    return status;
}

static ontrack_status usable(const ontrack_ruleset_builder *builder, bool given,
                             ontrack_error *error)
{
    if (builder->finished)
        return ontrack__fail(error, ONTRACK_STATE, "the builder is finished; make a new one");
    if (!given)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "a text that the call needs is NULL or no UTF-8");
    return ONTRACK_OK;
}

/* A name that can be a key. */
static bool is_key(const char *name)
{
    return name != NULL && ontrack__utf8_valid(ontrack_text_of(name), NULL);
}

/* ---- the calls ---- */

static ontrack_status start_document(ontrack_ruleset_builder *builder, const char *id,
                                     const char *version, ontrack_error *error)
{
    piece head = piece_new(builder);
    put(&head, "{\"ontrack\":1");
    put_member(&head, "id", id);
    put_member(&head, "version", version);
    put(&head, "}");
    return finish_piece(&head, "the id or version", &builder->document, error);
}

static ontrack_status keep_options(ontrack_ruleset_builder *builder,
                                   const ontrack_ruleset_options *options, ontrack_error *error)
{
    if (options->struct_size < sizeof options->struct_size)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "the options have no struct_size; start them with "
                             "ONTRACK_RULESET_OPTIONS_INIT");
    memcpy(&builder->options, options,
           options->struct_size < sizeof *options ? options->struct_size : sizeof *options);
    builder->options.struct_size = sizeof builder->options;
    builder->options.allocator = &builder->allocator;
    if (builder->options.source == NULL) return ONTRACK_OK;
    builder->options.source =
        ontrack__arena_copy(&builder->arena, ontrack_text_of(builder->options.source));
    return builder->options.source == NULL ? ontrack__no_memory(error) : ONTRACK_OK;
}

ontrack_status ontrack_ruleset_builder_new(const char *id, const char *version,
                                           const ontrack_ruleset_options *options,
                                           ontrack_ruleset_builder **out, ontrack_error *error)
{
    const ontrack_ruleset_options defaults = ONTRACK_RULESET_OPTIONS_INIT;
    const ontrack_ruleset_options *given = options == NULL ? &defaults : options;
    const ontrack_allocator allocator = ontrack__allocator(
        given->struct_size >= offsetof(ontrack_ruleset_options, catalogue) ? given->allocator
                                                                           : NULL);
    *out = NULL;
    ontrack_ruleset_builder *builder = ontrack__allocate_zero(&allocator, 1, sizeof *builder);
    if (builder == NULL) return ontrack__no_memory(error);
    builder->allocator = allocator; /* from here on ontrack_ruleset_builder_free works */
    ontrack__arena_init(&builder->arena, &allocator);
    ontrack_status status = keep_options(builder, given, error);
    if (status == ONTRACK_OK) status = usable(builder, id != NULL && version != NULL, error);
    if (status == ONTRACK_OK) status = start_document(builder, id, version, error);
    if (status != ONTRACK_OK) {
        ontrack_ruleset_builder_free(builder);
        return status;
    }
    *out = builder;
    return ONTRACK_OK;
}

void ontrack_ruleset_builder_free(ontrack_ruleset_builder *builder)
{
    if (builder == NULL) return;
    if (builder->document != NULL) ontrack__json_free(builder->document);
    ontrack__arena_free(&builder->arena);
    const ontrack_allocator allocator = builder->allocator;
    ontrack__release(&allocator, builder, 1, sizeof *builder);
}

ontrack_status ontrack_ruleset_builder_set(ontrack_ruleset_builder *builder, const char *member,
                                           const char *json, ontrack_error *error)
{
    ontrack__json *made = NULL;
    ontrack_status status = usable(builder, is_key(member) && json != NULL, error);
    if (status == ONTRACK_OK) status = parse(member, ontrack_text_of(json), &made, error);
    if (status != ONTRACK_OK) return status;
    if (!ontrack__json_set(root_of(builder), member, ontrack__json_root(made)))
        status = ontrack__no_memory(error);
    ontrack__json_free(made);
    return status;
}

ontrack_status ontrack_ruleset_builder_parameter(ontrack_ruleset_builder *builder, const char *name,
                                                 const char *value, const char *unit,
                                                 const char *about, ontrack_error *error)
{
    ontrack_decimal number = 0;
    ontrack_status status = usable(builder, is_key(name) && value != NULL, error);
    if (status != ONTRACK_OK) return status;
    if (!ontrack_decimal_parse(ontrack_text_of(value), &number))
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "a parameter's value is no decimal, such as \"6.0\"");
    char text[ONTRACK_DECIMAL_SIZE];
    ontrack_decimal_format(number, text);
    piece made = piece_new(builder);
    put(&made, "{");
    put_json(&made, "value", text);
    put_member(&made, "unit", unit);
    put_member(&made, "about", about);
    put(&made, "}");
    return set_below(builder, "parameters", name, &made, "a parameter", error);
}

/* Categories are separated by blanks. */
static void put_categories(piece *to, const char *categories)
{
    put(to, "[");
    bool first = true;
    while (*categories != '\0') {
        const size_t blanks = strspn(categories, " \t");
        const size_t length = strcspn(categories + blanks, " \t");
        const ontrack_text word = {categories + blanks, length};
        if (length > 0) {
            if (!first) put(to, ",");
            put_text(to, word);
            first = false;
        }
        categories += blanks + length;
    }
    put(to, "]");
}

ontrack_status ontrack_ruleset_builder_code(ontrack_ruleset_builder *builder,
                                            ontrack_code_kind kind, const char *pattern,
                                            const char *categories, ontrack_error *error)
{
    const char *group = ontrack_code_kind_name(kind);
    ontrack_status status =
        usable(builder, group != NULL && pattern != NULL && categories != NULL, error);
    if (status != ONTRACK_OK) return status;
    ontrack__json_value *codes = below(root_of(builder), "codes", "{}");
    status = check_kind(codes, ONTRACK__JSON_OBJECT, "codes", error);
    if (status != ONTRACK_OK) return status;
    piece line = piece_new(builder);
    put(&line, "{");
    put_member(&line, "match", pattern);
    put(&line, ",\"category\":");
    put_categories(&line, categories);
    put(&line, "}");
    return append_below(codes, group, &line, "a line of a code map", error);
}

ontrack_status ontrack_ruleset_builder_measure(ontrack_ruleset_builder *builder, const char *name,
                                               const char *measure, const char *options,
                                               ontrack_error *error)
{
    ontrack_status status = usable(builder, is_key(name) && measure != NULL, error);
    if (status != ONTRACK_OK) return status;
    ontrack__json *made = NULL;
    status = parse("a measure's options", ontrack_text_of(options == NULL ? "{}" : options), &made,
                   error);
    if (status != ONTRACK_OK) return status;
    piece whole = piece_new(builder);
    put(&whole, "{");
    put_member(&whole, "measure", measure);
    const bool object = ontrack__json_kind_of(ontrack__json_root(made)) == ONTRACK__JSON_OBJECT;
    void *cursor = NULL;
    const char *key = NULL;
    ontrack__json_value *value = NULL;
    while (object && ontrack__json_next(ontrack__json_root(made), &cursor, &key, &value)) {
        put_json(&whole, key, "");
        whole.good = whole.good && ontrack__json_print(value, true, &whole.text);
    }
    put(&whole, "}");
    ontrack__json_free(made);
    if (!object) {
        ontrack_buffer_dispose(&whole.text);
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "a measure's options must be a JSON object");
    }
    return set_below(builder, "measures", name, &whole, "a measure", error);
}

ontrack_status ontrack_ruleset_builder_rule(ontrack_ruleset_builder *builder,
                                            const ontrack_rule_input *rule, ontrack_error *error)
{
    ontrack_rule_input own = ONTRACK_RULE_INPUT_INIT;
    if (rule->struct_size < sizeof rule->struct_size)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "the rule has no struct_size; start it with ONTRACK_RULE_INPUT_INIT");
    memcpy(&own, rule, rule->struct_size < sizeof own ? rule->struct_size : sizeof own);
    const ontrack_status status = usable(builder, true, error);
    if (status != ONTRACK_OK) return status;
    piece made = piece_new(builder);
    put(&made, "{");
    put_member(&made, "id", own.id);
    put_member(&made, "indicator", own.indicator);
    put_member(&made, "level", own.level);
    put_member(&made, "when", own.when);
    put_member(&made, "because", own.because);
    put_member(&made, "respond", own.respond);
    put_member(&made, "source", own.source);
    if (own.min_days_enrolled != 0) {
        put_json(&made, "min_days_enrolled", "");
        made.good = made.good && ontrack__buffer_integer(&made.text, own.min_days_enrolled);
    }
    put(&made, "}");
    return append_below(root_of(builder), "rules", &made, "a rule", error);
}

ontrack_status ontrack_ruleset_builder_finish(ontrack_ruleset_builder *builder,
                                              ontrack_ruleset **out, ontrack_error *error)
{
    *out = NULL;
    ontrack_status status = usable(builder, true, error);
    if (status != ONTRACK_OK) return status;
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    text.allocator = builder->allocator;
    builder->finished = true;
    status = ontrack__json_print(root_of(builder), true, &text)
                 ? ontrack_ruleset_load(ontrack__buffer_view(&text), &builder->options, out, error)
                 : ontrack__no_memory(error);
    ontrack_buffer_dispose(&text);
    return status;
}
