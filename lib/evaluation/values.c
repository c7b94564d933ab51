#include "evaluation/values.h"

#include "base/error.h"
#include "evaluation/input.h"
#include "evaluation/lists.h"
#include "measures/catalogue.h"

#include <string.h>

static void set_question(ontrack__values *values)
{
    const ontrack__binding *binding = values->binding;
    ontrack_question *question = &values->question;
    question->as_of = binding->as_of;
    question->year_start = binding->year_start;
    question->meanings = binding->later == NULL ? &binding->meanings : &binding->later->meanings;
    question->notes = values->notes;
    for (size_t kind = 0; kind < ONTRACK_CODES_COUNT; kind++) {
        question->category_names[kind] = binding->ruleset->maps[kind].categories;
        question->category_count[kind] = binding->ruleset->maps[kind].category_count;
    }
}

/* Parameters are the same for every student of a variant. They are numbers, texts or truths, which
 * need no memory. */
static void set_parameters(ontrack__values *values)
{
    const ontrack_ruleset *ruleset = values->ruleset;
    for (size_t i = 0; i < ruleset->variable_count; i++) {
        if (ruleset->variables[i].kind != ONTRACK__VARIABLE_PARAMETER) continue;
        values->of[i] = ruleset->variables[i].value;
        ontrack__to_cel(&values->of[i], NULL, &values->bound[i]);
    }
}

static void set_plain(ontrack__values *values)
{
    const ontrack_ruleset *ruleset = values->ruleset;
    for (size_t i = 0; i < ruleset->reading_count; i++) {
        const size_t position = ruleset->reading_variables[i];
        const ontrack__variable *variable = &ruleset->variables[position];
        ontrack__plain_reading *reading = &values->plain[i];
        const bool plain = variable->kind == ONTRACK__VARIABLE_MEASURE &&
                           ontrack__is_built_in(ruleset->catalogue, variable->measure);
        reading->measure = plain ? variable->measure : NULL;
        reading->options = &variable->options;
        reading->variable = position;
        reading->value = &values->of[position];
        reading->bound = &values->bound[position];
        reading->known = &values->known[position];
    }
}

/* Anything that is not asked for stays unknown. */
static void set_unknown(ontrack__values *values)
{
    for (size_t i = 0; i < values->ruleset->variable_count; i++) {
        values->of[i] = ontrack_value_unknown("");
        values->bound[i].kind = ONTRACK__CEL_UNKNOWN;
    }
}

void ontrack__values_vary(ontrack__values *values, const ontrack_ruleset *ruleset)
{
    if (values->ruleset == ruleset) return;
    values->ruleset = ruleset;
    set_parameters(values);
    set_plain(values);
}

ontrack_status ontrack__values_init(ontrack__values *values, const ontrack__binding *binding,
                                    ontrack_error *error)
{
    const ontrack_allocator *allocator = &binding->allocator;
    const size_t count = binding->ruleset->variable_count;
    memset(values, 0, sizeof *values);
    values->binding = binding;
    values->ruleset = binding->ruleset;
    values->of = ontrack__allocate_zero(allocator, count, sizeof *values->of);
    values->bound = ontrack__allocate_zero(allocator, count, sizeof *values->bound);
    values->known = ontrack__allocate_zero(allocator, count, sizeof *values->known);
    values->unclear = ontrack__allocate_zero(allocator, count, sizeof *values->unclear);
    values->plain =
        ontrack__allocate_zero(allocator, binding->ruleset->reading_count, sizeof *values->plain);
    if (values->plain == NULL || values->of == NULL || values->bound == NULL ||
        values->known == NULL || values->unclear == NULL ||
        ontrack__notes_new(allocator, &values->notes) != ONTRACK_OK)
        return ontrack__no_memory(error);
    set_unknown(values);
    set_plain(values);
    set_parameters(values);
    set_question(values);
    return ONTRACK_OK;
}

void ontrack__values_dispose(ontrack__values *values)
{
    if (values->binding == NULL) return;
    const ontrack_allocator *allocator = &values->binding->allocator;
    const size_t count = values->binding->ruleset->variable_count;
    ontrack__notes_free(values->notes);
    ontrack__release(allocator, values->of, count, sizeof *values->of);
    ontrack__release(allocator, values->bound, count, sizeof *values->bound);
    ontrack__release(allocator, values->known, count, sizeof *values->known);
    ontrack__release(allocator, values->unclear, count, sizeof *values->unclear);
    ontrack__release(allocator, values->plain, values->binding->ruleset->reading_count,
                     sizeof *values->plain);
}

ontrack_status ontrack__values_begin(ontrack__values *values, const ontrack_student *student)
{
    values->student = student;
    values->question.student = student;
    memset(values->known, 0, values->binding->ruleset->variable_count * sizeof *values->known);
    return ontrack__notes_begin(values->notes, student);
}

/* ---- copies ---- */

static bool copy_text(ontrack__arena *arena, ontrack_text text, ontrack_text *out)
{
    out->size = text.size;
    out->data = text.size == 0 ? "" : ontrack__arena_copy(arena, text);
    return out->data != NULL;
}

bool ontrack__value_copy(const ontrack_value *value, ontrack__arena *arena, ontrack_value *out)
{
    ontrack_value copy = *value;
    if (value->kind == ONTRACK_KIND_TEXT || value->kind == ONTRACK_KIND_UNKNOWN) {
        if (!copy_text(arena, value->text, &copy.text)) return false;
    } else if (value->kind == ONTRACK_KIND_MAP) {
        ontrack_pair *pairs = ontrack__arena_allocate(arena, value->count, sizeof *pairs);
        if (pairs == NULL) return false;
        for (size_t i = 0; i < value->count; i++)
            if (!copy_text(arena, value->pairs[i].key, &pairs[i].key) ||
                !copy_text(arena, value->pairs[i].value, &pairs[i].value))
                return false;
        copy.pairs = pairs;
    }
    *out = copy;
    return true;
}

/* ---- measures ---- */

static bool is_kind(const ontrack_value *value, ontrack_type type)
{
    static const ontrack_kind kinds[] = {
        [ONTRACK_TYPE_BOOLEAN] = ONTRACK_KIND_BOOLEAN, [ONTRACK_TYPE_COUNT] = ONTRACK_KIND_COUNT,
        [ONTRACK_TYPE_DECIMAL] = ONTRACK_KIND_DECIMAL, [ONTRACK_TYPE_RATIO] = ONTRACK_KIND_RATIO,
        [ONTRACK_TYPE_TEXT] = ONTRACK_KIND_TEXT,       [ONTRACK_TYPE_MAP] = ONTRACK_KIND_MAP,
    };
    return value->kind == kinds[type];
}

/* A decimal and a ratio are one type to a condition, so either may stand for the other. */
static bool fits_type(const ontrack_value *value, ontrack_type type)
{
    if (value->kind == ONTRACK_KIND_UNKNOWN) return true;
    if (value->kind == ONTRACK_KIND_RATIO && value->denominator <= 0) return false;
    if (type == ONTRACK_TYPE_DECIMAL || type == ONTRACK_TYPE_RATIO)
        return value->kind == ONTRACK_KIND_DECIMAL || value->kind == ONTRACK_KIND_RATIO;
    return is_kind(value, type);
}

static inline ontrack_status compute(ontrack__values *values, const ontrack_measure *measure,
                                     const ontrack__options *options, ontrack_value *out,
                                     ontrack_error *error)
{
    values->question.options = options;
    const ontrack_status status = measure->compute(measure->user, &values->question, out);
    if (status == ONTRACK_OK) return ONTRACK_OK;
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(error);
    return ontrack__fail(error, status, "the measure %s failed: %s", measure->name,
                         ontrack_status_text(status));
}

ontrack_status ontrack__values_ask(ontrack__values *values, const ontrack_measure *measure,
                                   const ontrack__options *options, ontrack__arena *arena,
                                   ontrack_value *out, ontrack_error *error)
{
    if (ontrack__is_built_in(values->binding->ruleset->catalogue, measure))
        return compute(values, measure, options, out, error);
    ontrack_value answer = ontrack_value_unknown("the measure gave no answer");
    const ontrack_status status = compute(values, measure, options, &answer, error);
    if (status != ONTRACK_OK) return status;
    if (!fits_type(&answer, measure->type))
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "the measure %s must answer with a %s", measure->name,
                             ontrack_type_name(measure->type));
    return ontrack__value_copy(&answer, arena, out) ? ONTRACK_OK : ontrack__no_memory(error);
}

static ontrack_status need_list(ontrack__values *values, size_t index, ontrack__arena *arena,
                                ontrack_error *error)
{
    const ontrack__variable *variable = &values->ruleset->variables[index];
    ontrack__made_list made;
    values->question.options = &variable->options;
    const ontrack_status status =
        ontrack__list_make(&values->question, variable, index, arena, &made);
    if (status != ONTRACK_OK)
        return status == ONTRACK_NO_MEMORY ? ontrack__no_memory(error) : status;
    values->of[index] = made.count;
    values->bound[index] = made.list;
    values->unclear[index] = made.unclear;
    values->known[index] = true;
    return ONTRACK_OK;
}

ontrack_status ontrack__values_need(ontrack__values *values, size_t index, ontrack__arena *arena,
                                    ontrack_error *error)
{
    const ontrack__variable *variable = &values->ruleset->variables[index];
    if (values->known[index] || variable->kind == ONTRACK__VARIABLE_PARAMETER) return ONTRACK_OK;
    const bool given = values->given != NULL && values->given[index] != NULL;
    if (variable->kind == ONTRACK__VARIABLE_LIST && !given)
        return need_list(values, index, arena, error);
    ontrack_status status = ONTRACK_OK;
    if (given)
        values->of[index] = *values->given[index];
    else if (variable->kind == ONTRACK__VARIABLE_INPUT)
        values->of[index] = ontrack__input_value(
            values->student, values->binding->input_names[index], variable->type);
    else
        status = ontrack__values_ask(values, variable->measure, &variable->options, arena,
                                     &values->of[index], error);
    if (status != ONTRACK_OK) return status;
    if (!ontrack__to_cel(&values->of[index], arena, &values->bound[index]))
        return ontrack__no_memory(error);
    values->known[index] = true;
    return ONTRACK_OK;
}

/* A reading by a measure of the library's own. */
static inline ontrack_status read_plain(ontrack__values *values,
                                        const ontrack__plain_reading *reading,
                                        ontrack__arena *arena, ontrack_error *error)
{
    const ontrack_status status =
        compute(values, reading->measure, reading->options, reading->value, error);
    if (status != ONTRACK_OK) return status;
    if (!ontrack__number_to_cel(reading->value, reading->bound) &&
        !ontrack__to_cel(reading->value, arena, reading->bound))
        return ontrack__no_memory(error);
    *reading->known = true;
    return ONTRACK_OK;
}

ontrack_status ontrack__values_read(ontrack__values *values, ontrack__arena *arena,
                                    ontrack_error *error)
{
    const ontrack__plain_reading *reading = values->plain;
    const ontrack__plain_reading *const end = reading + values->ruleset->reading_count;
    const bool given = values->given != NULL;
    for (; reading < end; reading++) {
        if (*reading->known) continue;
        const ontrack_status status =
            given || reading->measure == NULL
                ? ontrack__values_need(values, reading->variable, arena, error)
                : read_plain(values, reading, arena, error);
        if (status != ONTRACK_OK) return status;
    }
    return ONTRACK_OK;
}

ontrack_status ontrack__values_need_all(ontrack__values *values,
                                        const ontrack__cel_program *program, ontrack__arena *arena,
                                        ontrack_error *error)
{
    size_t count;
    const uint32_t *reads = ontrack__cel_reads(program, &count);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++)
        if (!values->known[reads[i]]) status = ontrack__values_need(values, reads[i], arena, error);
    return status;
}
