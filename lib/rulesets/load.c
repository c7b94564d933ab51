/* Loading: parse, check the shape, put in place what is inherited, check the whole. */
#include "rulesets/loader.h"

#include "base/buffer.h"
#include "base/text.h"
#include "rulesets/shape.h"

#include <inttypes.h>
#include <stdio.h>

enum { FINGERPRINT_SIZE = 17 };

/* One document of a chain of `extends`. */
typedef struct job {
    const ontrack_ruleset_options *options;
    const ontrack_catalogue *catalogue; /* NULL: make one */
    const char *source;
    int depth; /* 0: the one that was asked for */
    ontrack_error *error;
} job;

void ontrack_ruleset_free(ontrack_ruleset *ruleset)
{
    if (ruleset == NULL) return;
    for (size_t i = 0; i < ruleset->rule_count; i++)
        ontrack__cel_free(ruleset->rules[i].when);
    ontrack__cel_free(ruleset->applies);
    for (int kind = 0; kind < ONTRACK_CODES_COUNT; kind++)
        for (size_t i = 0; i < ruleset->maps[kind].line_count; i++)
            ontrack__pattern_free(ruleset->maps[kind].lines[i].pattern);
    if (ruleset->document != NULL) ontrack__json_free(ruleset->document);
    for (size_t i = 0; i < ruleset->overrides.count; i++)
        ontrack__cel_free(ruleset->overrides.items[i].plan.when);
    for (size_t i = 0; i < ruleset->overrides.document_count; i++)
        ontrack__json_free(ruleset->overrides.documents[i]);
    ontrack__array_free(&ruleset->allocator, &ruleset->uses, sizeof(ontrack__parameter_use));
    ontrack_catalogue_free(ruleset->own_catalogue);
    ontrack__arena_free(&ruleset->arena);
    const ontrack_allocator allocator = ruleset->allocator;
    ontrack__release(&allocator, ruleset, 1, sizeof *ruleset);
}

static ontrack_status start(const job *task, ontrack_ruleset **out)
{
    const ontrack_allocator allocator = ontrack__allocator(task->options->allocator);
    ontrack_ruleset *ruleset = ontrack__allocate_zero(&allocator, 1, sizeof *ruleset);
    if (ruleset == NULL) return ontrack__no_memory(task->error);
    ruleset->allocator = allocator; /* from here on ontrack_ruleset_free works */
    ontrack__arena_init(&ruleset->arena, &allocator);
    *out = ruleset;
    ruleset->catalogue = task->catalogue;
    if (ruleset->catalogue != NULL) return ONTRACK_OK;
    const ontrack_status status =
        ontrack_catalogue_new(&allocator, &ruleset->own_catalogue, task->error);
    ruleset->catalogue = ruleset->own_catalogue;
    return status;
}

/* ---- the document that `extends` names ---- */

static ontrack_status load_document(const job *task, ontrack_text json, ontrack_ruleset **out);

static ontrack_status find_text(const job *task, const ontrack__json_cursor *at, const char *name,
                                ontrack_buffer *buffer, ontrack_text *out)
{
    *out = ontrack_builtin_json(name);
    if (out->size > 0) return ONTRACK_OK;
    if (task->options->find != NULL) {
        const ontrack_status status =
            task->options->find(task->options->user, name, buffer, task->error);
        *out = ontrack__buffer_view(buffer);
        if (status != ONTRACK_NOT_FOUND) return status;
    }
    for (size_t i = 0; i < ontrack_builtin_count(); i++) {
        const char *known = ontrack_builtin_name(i);
        if (ontrack__json_nearest(name, &known, 1) != NULL)
            return ontrack__json_fail(at, task->error, "no such rule set; did you mean \"%s\"?",
                                      known);
    }
    return ontrack__json_fail(at, task->error,
                              "no such rule set; `ontrack rules list` names the built-in ones");
}

static ontrack_status load_parent(const job *task, const ontrack__json_cursor *at,
                                  ontrack_ruleset *child, ontrack_ruleset **out)
{
    if (task->depth + 1 >= ONTRACK__EXTENDS_LIMIT)
        return ontrack__json_fail(at, task->error,
                                  "more than %d documents extend one another; is it a circle?",
                                  ONTRACK__EXTENDS_LIMIT);
    char *name = ontrack__arena_copy(&child->arena, ontrack__json_text(at->value));
    if (name == NULL) return ontrack__no_memory(task->error);
    ontrack_buffer buffer = ONTRACK_BUFFER_INIT;
    buffer.allocator = child->allocator;
    ontrack_text json;
    const job parent = {task->options, child->catalogue, name, task->depth + 1, task->error};
    ontrack_status status = find_text(task, at, name, &buffer, &json);
    if (status == ONTRACK_OK) status = load_document(&parent, json, out);
    ontrack_buffer_dispose(&buffer);
    return status;
}

/* ---- where parameters got their values ---- */

static void put_source(ontrack__parameter_origin *sources, size_t *count,
                       ontrack__parameter_origin one)
{
    size_t at = 0;
    while (at < *count && strcmp(sources[at].parameter, one.parameter) != 0)
        at++;
    sources[at] = one;
    *count += at == *count;
}

/* Those of the parent, and over them those that the own document gives a value. */
static ontrack_status find_sources(const job *task, ontrack_ruleset *ruleset,
                                   const ontrack_ruleset *parent)
{
    const ontrack__json_value *own =
        ontrack__json_get(ontrack__json_root(ruleset->document), "parameters");
    const size_t inherited = parent == NULL ? 0 : parent->source_count;
    const size_t most = inherited + (own == NULL ? 0 : ontrack__json_count(own));
    ontrack__arena *arena = &ruleset->arena;
    ontrack__parameter_origin *sources = ontrack__arena_allocate(arena, most, sizeof *sources);
    const char *source = ontrack__arena_copy(arena, ontrack_text_of(task->source));
    if (sources == NULL || source == NULL) return ontrack__no_memory(task->error);
    for (size_t i = 0; i < inherited; i++) {
        const ontrack__parameter_origin *from = &parent->sources[i];
        sources[i].parameter = ontrack__arena_copy(arena, ontrack_text_of(from->parameter));
        sources[i].document = ontrack__arena_copy(arena, ontrack_text_of(from->document));
        if (sources[i].parameter == NULL || sources[i].document == NULL)
            return ontrack__no_memory(task->error);
    }
    ruleset->source_count = inherited;
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    while (own != NULL && ontrack__json_next(own, &cursor, &name, &value)) {
        if (ontrack__json_get(value, "value") == NULL) continue;
        const ontrack__parameter_origin one = {ontrack__arena_copy(arena, ontrack_text_of(name)),
                                               source};
        if (one.parameter == NULL) return ontrack__no_memory(task->error);
        put_source(sources, &ruleset->source_count, one);
    }
    ruleset->sources = sources;
    return ONTRACK_OK;
}

/* Puts what the document inherits in its place. */
static ontrack_status inherit(const job *task, ontrack_ruleset *ruleset)
{
    const char *source = task->source == NULL
                             ? NULL
                             : ontrack__arena_copy(&ruleset->arena, ontrack_text_of(task->source));
    if (task->source != NULL && source == NULL) return ontrack__no_memory(task->error);
    const ontrack__json_cursor own =
        ontrack__json_start(ontrack__json_root(ruleset->document), source);
    const ontrack__json_cursor extends = ontrack__json_member(&own, "extends");
    if (extends.value == NULL) return find_sources(task, ruleset, NULL);
    ontrack_ruleset *parent = NULL;
    ontrack__json *resolved = NULL;
    ontrack__origin *origins = NULL;
    ontrack_status status = load_parent(task, &extends, ruleset, &parent);
    if (status == ONTRACK_OK) status = find_sources(task, ruleset, parent);
    if (status == ONTRACK_OK) {
        const ontrack__json_cursor inherited =
            ontrack__json_start(ontrack__json_root(parent->document), parent->id);
        status = ontrack__inherit(&own, &inherited, parent->origins, &ruleset->arena, &resolved,
                                  &origins, task->error);
    }
    ontrack_ruleset_free(parent);
    if (status != ONTRACK_OK) {
        if (resolved != NULL) ontrack__json_free(resolved);
        return status;
    }
    ontrack__json_free(ruleset->document);
    ruleset->document = resolved;
    ruleset->origins = origins;
    return ONTRACK_OK;
}

/* A document that inherits nothing wrote all its rules itself. */
static ontrack_status own_origins(const job *task, ontrack_ruleset *ruleset)
{
    const ontrack__json_value *rules =
        ontrack__json_get(ontrack__json_root(ruleset->document), "rules");
    const size_t count = rules == NULL ? 0 : ontrack__json_count(rules);
    if (ruleset->origins != NULL) return ONTRACK_OK;
    const char *source = ontrack__arena_copy(&ruleset->arena, ontrack_text_of(task->source));
    ontrack__origin *origins = ontrack__arena_allocate(&ruleset->arena, count, sizeof *origins);
    if (source == NULL || origins == NULL) return ontrack__no_memory(task->error);
    for (size_t i = 0; i < count; i++) {
        origins[i].source = source;
        origins[i].index = i;
    }
    ruleset->origins = origins;
    return ONTRACK_OK;
}

/* ---- checking the whole ---- */

static ontrack_status check(const job *task, ontrack_ruleset *ruleset)
{
    ontrack__loader loader = {
        ruleset,
        ontrack__json_start(ontrack__json_root(ruleset->document), task->source),
        ruleset->origins,
        NULL,
        task->depth > 0,
        NULL,
        0,
        task->error};
    if (task->depth == 0) {
        loader.documents = task->options->overrides;
        loader.document_count = task->options->override_count;
    }
    ontrack_status status = ontrack__load_head(&loader);
    if (status == ONTRACK_OK) status = ontrack__load_codes(&loader);
    if (status == ONTRACK_OK) status = ontrack__load_variables(&loader);
    if (status == ONTRACK_OK) status = ontrack__load_rules(&loader);
    if (status == ONTRACK_OK) status = ontrack__load_notes(&loader);
    if (status == ONTRACK_OK) status = ontrack__load_overrides(&loader);
    if (status == ONTRACK_OK) status = ontrack__load_readings(&loader);
    if (status == ONTRACK_OK) status = ontrack__check_tests(&loader);
    return status;
}

/* What a student's result hangs on: all but the tests, and the overrides. */
static bool is_content(const char *name)
{
    return strcmp(name, "tests") != 0;
}

static bool is_codes(const char *name)
{
    return strcmp(name, "codes") == 0;
}

/* The members of the document that `chosen` takes. */
static ontrack_status print_members(const ontrack_ruleset *ruleset, bool (*chosen)(const char *),
                                    ontrack_buffer *out, ontrack_error *error)
{
    ontrack__json *copy = NULL;
    const ontrack_status status = ontrack__json_new(&copy, error);
    if (status != ONTRACK_OK) return status;
    bool good = true;
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    while (good &&
           ontrack__json_next(ontrack__json_root(ruleset->document), &cursor, &name, &value))
        good = !chosen(name) || ontrack__json_set(ontrack__json_root(copy), name, value);
    good = good && ontrack__json_print(ontrack__json_root(copy), true, out);
    ontrack__json_free(copy);
    return good ? ONTRACK_OK : ontrack__no_memory(error);
}

static ontrack_status print_overrides(const ontrack__overrides *overrides, ontrack_buffer *out,
                                      ontrack_error *error)
{
    for (size_t i = 0; i < overrides->document_count; i++)
        if (!ontrack__json_print(ontrack__json_root(overrides->documents[i]), true, out))
            return ontrack__no_memory(error);
    return ONTRACK_OK;
}

static ontrack_status fingerprint(ontrack_ruleset *ruleset, bool (*chosen)(const char *),
                                  const char **out, ontrack_error *error)
{
    ontrack_buffer contents = ONTRACK_BUFFER_INIT;
    contents.allocator = ruleset->allocator;
    ontrack_status status = print_members(ruleset, chosen, &contents, error);
    if (status == ONTRACK_OK && chosen == is_content)
        status = print_overrides(&ruleset->overrides, &contents, error);
    char *digits = ontrack__arena_allocate(&ruleset->arena, FINGERPRINT_SIZE, 1);
    if (status == ONTRACK_OK && digits == NULL) status = ontrack__no_memory(error);
    if (status == ONTRACK_OK) {
        snprintf(digits, FINGERPRINT_SIZE, "%016" PRIx64,
                 ontrack__hash(0, contents.data, contents.size));
        *out = digits;
    }
    ontrack_buffer_dispose(&contents);
    return status;
}

static ontrack_status load_document(const job *task, ontrack_text json, ontrack_ruleset **out)
{
    ontrack_ruleset *ruleset = NULL;
    ontrack_status status = start(task, &ruleset);
    if (status == ONTRACK_OK)
        status = ontrack__json_parse(json, ONTRACK_RULESET_LIMIT, task->source, &ruleset->document,
                                     task->error);
    if (status == ONTRACK_OK) {
        const ontrack__json_cursor root =
            ontrack__json_start(ontrack__json_root(ruleset->document), task->source);
        status = ontrack__ruleset_shape(&root, task->error);
    }
    if (status == ONTRACK_OK) status = inherit(task, ruleset);
    if (status == ONTRACK_OK) status = own_origins(task, ruleset);
    if (status == ONTRACK_OK) status = check(task, ruleset);
    if (status == ONTRACK_OK)
        status = fingerprint(ruleset, is_content, &ruleset->fingerprint, task->error);
    if (status == ONTRACK_OK)
        status = fingerprint(ruleset, is_codes, &ruleset->codes_fingerprint, task->error);
    if (status != ONTRACK_OK) {
        ontrack_ruleset_free(ruleset);
        return status;
    }
    *out = ruleset;
    return ONTRACK_OK;
}

/* ---- entry points ---- */

/* The caller's options as this version knows them. */
static ontrack_status read_options(const ontrack_ruleset_options *given,
                                   ontrack_ruleset_options *out, ontrack_error *error)
{
    const ontrack_ruleset_options defaults = ONTRACK_RULESET_OPTIONS_INIT;
    *out = defaults;
    if (given == NULL) return ONTRACK_OK;
    if (given->struct_size < sizeof given->struct_size)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "the options have no struct_size; start them with "
                             "ONTRACK_RULESET_OPTIONS_INIT");
    memcpy(out, given, given->struct_size < sizeof *out ? given->struct_size : sizeof *out);
    return ONTRACK_OK;
}

ontrack_status ontrack_ruleset_load(ontrack_text json, const ontrack_ruleset_options *options,
                                    ontrack_ruleset **out, ontrack_error *error)
{
    ontrack_ruleset_options own;
    *out = NULL;
    const ontrack_status status = read_options(options, &own, error);
    if (status != ONTRACK_OK) return status;
    const job task = {&own, own.catalogue, own.source, 0, error};
    return load_document(&task, json, out);
}

ontrack_status ontrack_ruleset_load_builtin(const char *name,
                                            const ontrack_ruleset_options *options,
                                            ontrack_ruleset **out, ontrack_error *error)
{
    ontrack_ruleset_options own;
    *out = NULL;
    ontrack_status status = read_options(options, &own, error);
    const ontrack_text json = ontrack_builtin_json(name);
    if (status == ONTRACK_OK && json.size == 0)
        status = ontrack__fail(error, ONTRACK_NOT_FOUND,
                               "no built-in rule set has this name; `ontrack rules list` names "
                               "them");
    if (status != ONTRACK_OK) return status;
    if (own.source == NULL) own.source = name;
    return ontrack_ruleset_load(json, &own, out, error);
}
