/* What conditions may name: measures, measures named with options, inputs, parameters. */
#include "rulesets/loader.h"

#include "base/text.h"
#include "rulesets/shape.h"

#include <stdio.h>

static ontrack__variable *add_variable(ontrack__loader *loader, const char *name,
                                       ontrack__variable_kind kind)
{
    ontrack__variable *variable = &loader->ruleset->variables[loader->ruleset->variable_count];
    variable->name = ontrack__arena_copy(&loader->ruleset->arena, ontrack_text_of(name));
    if (variable->name == NULL) return NULL;
    variable->kind = kind;
    variable->options = ontrack__options_default();
    variable->reading = -1;
    loader->ruleset->variable_count++;
    return variable;
}

/* ---- names ---- */

/* CEL keeps these for itself: its reserved words and the names of its types. */
static bool is_reserved(const char *name)
{
    static const char *const words[] = {
        "true",  "false",     "null",    "in",     "as",  "break", "const",   "continue", "else",
        "for",   "function",  "if",      "import", "let", "loop",  "package", "return",   "var",
        "void",  "namespace", "while",   "bool",   "int", "uint",  "double",  "type",     "string",
        "bytes", "null_type", "decimal", "list",   "map", "dyn",   "size",    "has",      "params"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(name, words[i]) == 0) return true;
    return false;
}

/* Whether some measure's name begins with `name` and a dot. */
static bool is_measure_family(const ontrack_ruleset *ruleset, const char *name)
{
    const size_t length = strlen(name);
    for (size_t i = 0; i < ontrack_catalogue_count(ruleset->catalogue); i++) {
        const char *other = ontrack_catalogue_at(ruleset->catalogue, i)->name;
        if (strncmp(other, name, length) == 0 && (other[length] == '.' || other[length] == '\0'))
            return true;
    }
    return false;
}

static ontrack_status check_name(ontrack__loader *loader, const ontrack__json_cursor *at)
{
    if (!ontrack__is_name(ontrack_text_of(at->name)))
        return ontrack__json_fail(at, loader->error,
                                  "a name is lower-case letters, digits and \"_\", at most %d",
                                  ONTRACK__TEXT_LIMIT);
    if (is_reserved(at->name))
        return ontrack__json_fail(at, loader->error, "is a word of CEL; choose another name");
    if (is_measure_family(loader->ruleset, at->name))
        return ontrack__json_fail(at, loader->error,
                                  "is the first word of measures; choose another name");
    if (ontrack__find_variable(loader->ruleset, ontrack_text_of(at->name)) >= 0)
        return ontrack__json_fail(at, loader->error, "is taken by a measure; choose another name");
    return ONTRACK_OK;
}

/* Calls `one` for each member of the object `name`. */
static ontrack_status each(ontrack__loader *loader, const char *name,
                           ontrack_status (*one)(ontrack__loader *, const ontrack__json_cursor *))
{
    const ontrack__json_cursor object = ontrack__json_member(&loader->root, name);
    if (object.value == NULL) return ONTRACK_OK;
    ontrack_status status = ONTRACK_OK;
    void *cursor = NULL;
    const char *key = NULL;
    ontrack__json_value *value = NULL;
    while (status == ONTRACK_OK && ontrack__json_next(object.value, &cursor, &key, &value)) {
        const ontrack__json_cursor member = ontrack__json_member(&object, key);
        status = one(loader, &member);
    }
    return status;
}

/* ---- parameters ---- */

ontrack_status ontrack__load_constant(ontrack__loader *loader, const ontrack__json_cursor *at,
                                      ontrack_type *type, ontrack_value *out)
{
    ontrack_decimal number = 0;
    switch (ontrack__json_kind_of(at->value)) {
    case ONTRACK__JSON_BOOL:
        *type = ONTRACK_TYPE_BOOLEAN;
        *out = ontrack_value_boolean(ontrack__json_bool(at->value));
        return ONTRACK_OK;
    case ONTRACK__JSON_STRING: {
        const char *text = ontrack__keep_text(loader, at->value);
        if (text == NULL) return ontrack__no_memory(loader->error);
        *type = ONTRACK_TYPE_TEXT;
        *out = ontrack_value_text(ontrack_text_of(text));
        return ONTRACK_OK;
    }
    default:
        break;
    }
    if (!ontrack__json_decimal(at->value, &number))
        return ontrack__json_fail(at, loader->error,
                                  "must have four decimal places at most and lie below 214748");
    *type = ONTRACK_TYPE_DECIMAL;
    *out = ontrack_value_decimal(number);
    return ONTRACK_OK;
}

static ontrack_status load_parameter(ontrack__loader *loader, const ontrack__json_cursor *at)
{
    char name[ONTRACK__TEXT_LIMIT + 8];
    if (!ontrack__is_name(ontrack_text_of(at->name)))
        return ontrack__json_fail(at, loader->error,
                                  "a name is lower-case letters, digits and \"_\", at most %d",
                                  ONTRACK__TEXT_LIMIT);
    const ontrack__json_cursor value = ontrack__json_member(at, "value");
    if (value.value == NULL)
        return ontrack__json_fail(at, loader->error, "\"value\" is missing; add it");
    snprintf(name, sizeof name, "params.%s", at->name);
    ontrack__variable *variable = add_variable(loader, name, ONTRACK__VARIABLE_PARAMETER);
    if (variable == NULL) return ontrack__no_memory(loader->error);
    return ontrack__load_constant(loader, &value, &variable->type, &variable->value);
}

/* ---- measures ---- */

static ontrack_status apply_defaults(ontrack__loader *loader, ontrack__variable *variable)
{
    char family[ONTRACK__TEXT_LIMIT + 1];
    const char *dot = strchr(variable->measure->name, '.');
    const size_t length = dot == NULL ? 0 : (size_t)(dot - variable->measure->name);
    const ontrack__json_cursor defaults = ontrack__json_member(&loader->root, "defaults");
    if (defaults.value == NULL || length == 0 || length >= sizeof family) return ONTRACK_OK;
    memcpy(family, variable->measure->name, length);
    family[length] = '\0';
    const ontrack__json_cursor options = ontrack__json_member(&defaults, family);
    if (options.value == NULL) return ONTRACK_OK;
    return ontrack__load_options(loader, &options, variable, true);
}

static ontrack_status load_catalogue(ontrack__loader *loader)
{
    ontrack_status status = ONTRACK_OK;
    const size_t count = ontrack_catalogue_count(loader->ruleset->catalogue);
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        const ontrack_measure *measure = ontrack_catalogue_at(loader->ruleset->catalogue, i);
        ontrack__variable *variable =
            add_variable(loader, measure->name, ONTRACK__VARIABLE_MEASURE);
        if (variable == NULL) return ontrack__no_memory(loader->error);
        variable->measure = measure;
        variable->type = measure->type;
        status = apply_defaults(loader, variable);
    }
    return status;
}

static ontrack_status unknown_measure(ontrack__loader *loader, const ontrack__json_cursor *at)
{
    char name[ONTRACK__TEXT_LIMIT + 1];
    const ontrack_value wanted = ontrack_value_text(ontrack__json_text(at->value));
    ontrack_value_format(&wanted, 0, name, sizeof name);
    for (size_t i = 0; i < ontrack_catalogue_count(loader->ruleset->catalogue); i++) {
        const char *known = ontrack_catalogue_at(loader->ruleset->catalogue, i)->name;
        if (ontrack__json_nearest(name, &known, 1) != NULL)
            return ontrack__json_fail(at, loader->error, "no such measure; did you mean \"%s\"?",
                                      known);
    }
    return ontrack__json_fail(at, loader->error,
                              "no such measure; `ontrack measures` lists the ones there are");
}

static ontrack_status load_measure(ontrack__loader *loader, const ontrack__json_cursor *at)
{
    ontrack_status status = check_name(loader, at);
    if (status != ONTRACK_OK) return status;
    const ontrack__json_cursor name = ontrack__json_member(at, "measure");
    const ontrack_measure *measure =
        ontrack_catalogue_find(loader->ruleset->catalogue, ontrack__json_text(name.value));
    if (measure == NULL) return unknown_measure(loader, &name);
    ontrack__variable *variable = add_variable(loader, at->name, ONTRACK__VARIABLE_MEASURE);
    if (variable == NULL) return ontrack__no_memory(loader->error);
    variable->measure = measure;
    variable->type = measure->type;
    status = apply_defaults(loader, variable);
    if (status != ONTRACK_OK) return status;
    return ontrack__load_options(loader, at, variable, false);
}

/* ---- defaults: an option that no measure of the indicator takes is a slip ---- */

static bool family_takes(const ontrack_ruleset *ruleset, const char *family, const char *key)
{
    const size_t length = strlen(family);
    for (size_t i = 0; i < ontrack_catalogue_count(ruleset->catalogue); i++) {
        const ontrack_measure *measure = ontrack_catalogue_at(ruleset->catalogue, i);
        if (strncmp(measure->name, family, length) == 0 && measure->name[length] == '.' &&
            ontrack__takes_option(measure, key))
            return true;
    }
    return false;
}

static ontrack_status check_defaults(ontrack__loader *loader, const ontrack__json_cursor *at)
{
    if (!is_measure_family(loader->ruleset, at->name))
        return ontrack__json_fail(at, loader->error,
                                  "is the first word of no measure, as \"credits\" is");
    void *cursor = NULL;
    const char *key = NULL;
    ontrack__json_value *value = NULL;
    while (ontrack__json_next(at->value, &cursor, &key, &value)) {
        const ontrack__json_cursor option = ontrack__json_member(at, key);
        if (!family_takes(loader->ruleset, at->name, key))
            return ontrack__json_fail(&option, loader->error,
                                      "no measure of \"%s\" takes this option; remove it",
                                      at->name);
    }
    return ONTRACK_OK;
}

/* ---- inputs ---- */

static ontrack_status load_input(ontrack__loader *loader, const ontrack__json_cursor *at)
{
    static const struct {
        const char *name;
        ontrack_type type;
    } types[] = {{"number", ONTRACK_TYPE_DECIMAL},
                 {"boolean", ONTRACK_TYPE_BOOLEAN},
                 {"text", ONTRACK_TYPE_TEXT},
                 {"count", ONTRACK_TYPE_COUNT}};
    ontrack_status status = check_name(loader, at);
    if (status == ONTRACK_OK)
        status = ontrack__check_protected_name(loader, at, ontrack_text_of(at->name));
    if (status != ONTRACK_OK) return status;
    const ontrack__json_cursor type = ontrack__json_member(at, "type");
    size_t kind = 0;
    while (kind < 4 && !ontrack__text_is(ontrack__json_text(type.value), types[kind].name))
        kind++;
    if (kind == 4)
        return ontrack__json_fail(&type, loader->error,
                                  "must be \"number\", \"boolean\", \"text\" or \"count\"");
    ontrack__variable *variable = add_variable(loader, at->name, ONTRACK__VARIABLE_INPUT);
    if (variable == NULL) return ontrack__no_memory(loader->error);
    variable->type = types[kind].type;
    return ONTRACK_OK;
}

/* ---- lists of records ---- */

static ontrack__cel_kind field_kind(ontrack__field_type type)
{
    static const ontrack__cel_kind kinds[] = {[ONTRACK__FIELD_TRUTH] = ONTRACK__CEL_BOOL,
                                              [ONTRACK__FIELD_NUMBER] = ONTRACK__CEL_DECIMAL,
                                              [ONTRACK__FIELD_TEXT] = ONTRACK__CEL_STRING,
                                              [ONTRACK__FIELD_CATEGORIES] = ONTRACK__CEL_LIST,
                                              [ONTRACK__FIELD_DATE] = ONTRACK__CEL_TIMESTAMP};
    return kinds[type];
}

static const ontrack__cel_object *object_of(ontrack__arena *arena, const ontrack__record_list *list)
{
    ontrack__cel_object *object = ontrack__arena_allocate(arena, 1, sizeof *object);
    ontrack__cel_field *fields = ontrack__arena_allocate(arena, list->field_count, sizeof *fields);
    if (object == NULL || fields == NULL) return NULL;
    for (size_t i = 0; i < list->field_count; i++) {
        fields[i].name = list->fields[i].name;
        fields[i].kind = field_kind(list->fields[i].type);
    }
    object->name = list->record;
    object->fields = fields;
    object->count = list->field_count;
    return object;
}

/* Options of `like`, and the parameters that they follow. */
static bool copy_options(ontrack_ruleset *ruleset, size_t like, size_t to)
{
    const size_t count = ruleset->uses.count;
    ruleset->variables[to].options = ruleset->variables[like].options;
    for (size_t i = 0; i < count; i++) {
        if (((ontrack__parameter_use *)ruleset->uses.items)[i].variable != like) continue;
        ontrack__parameter_use *use =
            ontrack__array_add(&ruleset->allocator, &ruleset->uses, sizeof *use);
        if (use == NULL) return false;
        *use = ((ontrack__parameter_use *)ruleset->uses.items)[i];
        use->variable = to;
    }
    return true;
}

/* A list holds what its indicator's measures count, so the rule set's defaults for them hold. */
static ontrack_status load_list(ontrack__loader *loader, const ontrack__record_list *list)
{
    ontrack__variable *variable = add_variable(loader, list->name, ONTRACK__VARIABLE_LIST);
    if (variable == NULL) return ontrack__no_memory(loader->error);
    variable->type = ONTRACK_TYPE_COUNT;
    variable->list = list;
    variable->object = object_of(&loader->ruleset->arena, list);
    if (variable->object == NULL) return ontrack__no_memory(loader->error);
    if (list->like == NULL) return ONTRACK_OK;
    const int like = ontrack__find_variable(loader->ruleset, ontrack_text_of(list->like));
    const size_t to = (size_t)(variable - loader->ruleset->variables);
    return like < 0 || copy_options(loader->ruleset, (size_t)like, to)
               ? ONTRACK_OK
               : ontrack__no_memory(loader->error);
}

/* A name that the rule set gives to a measure or an input of its own hides a list. */
static ontrack_status load_lists(ontrack__loader *loader)
{
    size_t count;
    const ontrack__record_list *const *lists = ontrack__record_lists(&count);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++)
        if (ontrack__find_variable(loader->ruleset, ontrack_text_of(lists[i]->name)) < 0)
            status = load_list(loader, lists[i]);
    return status;
}

/* ---- all ---- */

static size_t members(const ontrack__loader *loader, const char *name)
{
    const ontrack__json_value *object = ontrack__json_get(loader->root.value, name);
    return object == NULL ? 0 : ontrack__json_count(object);
}

/* Names of parameters come first: options may refer to them. Positions follow the documentation:
 * measures, named measures, inputs, lists, parameters. */
static void parameters_last(ontrack__variable *variables, size_t parameters, size_t count,
                            ontrack__variable *spare)
{
    memcpy(spare, variables, parameters * sizeof *variables);
    memmove(variables, variables + parameters, (count - parameters) * sizeof *variables);
    memcpy(variables + (count - parameters), spare, parameters * sizeof *variables);
}

/* The same for what was noted of them. */
static void move_uses(ontrack_ruleset *ruleset, size_t parameters)
{
    ontrack__parameter_use *uses = ruleset->uses.items;
    for (size_t i = 0; i < ruleset->uses.count; i++) {
        uses[i].variable -= parameters;
        uses[i].parameter += ruleset->variable_count - parameters;
    }
}

ontrack_status ontrack__load_variables(ontrack__loader *loader)
{
    ontrack_ruleset *ruleset = loader->ruleset;
    const size_t parameters = members(loader, "parameters");
    size_t lists;
    ontrack__record_lists(&lists);
    const size_t most = parameters + lists + ontrack_catalogue_count(ruleset->catalogue) +
                        members(loader, "measures") + members(loader, "inputs");
    ruleset->variables = ontrack__arena_allocate(&ruleset->arena, most, sizeof *ruleset->variables);
    ontrack__variable *spare = ontrack__arena_allocate(&ruleset->arena, parameters, sizeof *spare);
    if (ruleset->variables == NULL || spare == NULL) return ontrack__no_memory(loader->error);
    ontrack_status status = each(loader, "parameters", load_parameter);
    if (status == ONTRACK_OK) status = each(loader, "defaults", check_defaults);
    if (status == ONTRACK_OK) status = load_catalogue(loader);
    if (status == ONTRACK_OK) status = each(loader, "measures", load_measure);
    if (status == ONTRACK_OK) status = each(loader, "inputs", load_input);
    if (status == ONTRACK_OK) status = load_lists(loader);
    if (status != ONTRACK_OK) return status;
    parameters_last(ruleset->variables, parameters, ruleset->variable_count, spare);
    move_uses(ruleset, parameters);
    ontrack__number_alike(ruleset);
    loader->declarations = ontrack__ruleset_declarations(ruleset, &ruleset->arena);
    return loader->declarations == NULL ? ontrack__no_memory(loader->error) : ONTRACK_OK;
}
