#include "evaluation/bind.h"

#include "base/error.h"
#include "evaluation/parts.h"
#include "records/schools.h"

#include <string.h>

static void release_shared(ontrack__binding *binding)
{
    const ontrack_allocator *allocator = &binding->allocator;
    for (size_t kind = 0; kind < ONTRACK_CODES_COUNT; kind++)
        ontrack__release(allocator, binding->meanings.of[kind], binding->meanings.count,
                         sizeof(ontrack__meaning));
    if (binding->ruleset != NULL)
        ontrack__release(allocator, binding->input_names, binding->ruleset->variable_count,
                         sizeof *binding->input_names);
}

void ontrack__binding_dispose(ontrack__binding *binding)
{
    const ontrack_allocator *allocator = &binding->allocator;
    if (binding->later == NULL) release_shared(binding);
    ontrack__array_free(allocator, &binding->unmapped, sizeof(ontrack_unmapped));
    ontrack__array_free(allocator, &binding->stale, sizeof(ontrack_stale_feed));
    ontrack__array_free(allocator, &binding->overrides, sizeof(size_t));
    ontrack__array_free(allocator, &binding->exempt, sizeof(ontrack__exempt_student));
}

static ontrack_status choose_date(ontrack__binding *binding, ontrack_date as_of,
                                  ontrack_error *error)
{
    char text[ONTRACK_DATE_SIZE];
    binding->as_of = as_of != ONTRACK_DATE_NONE ? as_of : binding->dataset->last_date;
    if (binding->as_of == ONTRACK_DATE_NONE)
        return ontrack__fail(error, ONTRACK_INVALID_DATA,
                             "no record bears a date to take as the as-of date; give one");
    ontrack_date_format(binding->as_of, text);
    if (text[0] == '\0')
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "the as-of date must lie from 1900 to 2199");
    binding->year_start =
        ontrack__year_start(binding->dataset->schools, binding->as_of, binding->ruleset->year_month,
                            binding->ruleset->year_day);
    return ONTRACK_OK;
}

/* An input whose name no record of the dataset bears keeps 0: nobody has a value. */
static bool find_inputs(ontrack__binding *binding)
{
    const ontrack_ruleset *ruleset = binding->ruleset;
    binding->input_names = ontrack__allocate_zero(&binding->allocator, ruleset->variable_count,
                                                  sizeof *binding->input_names);
    if (binding->input_names == NULL) return false;
    for (size_t i = 0; i < ruleset->variable_count; i++)
        if (ruleset->variables[i].kind == ONTRACK__VARIABLE_INPUT)
            ontrack__intern_find(&binding->dataset->codes,
                                 ontrack_text_of(ruleset->variables[i].name),
                                 &binding->input_names[i]);
    return true;
}

ontrack_status ontrack__bind(ontrack__binding *binding, const ontrack_allocator *allocator,
                             const ontrack_ruleset *ruleset, const ontrack_dataset *dataset,
                             ontrack_date as_of, ontrack__memo *memo, ontrack_error *error)
{
    memset(binding, 0, sizeof *binding);
    binding->allocator = *allocator;
    binding->ruleset = ruleset;
    binding->dataset = dataset;
    binding->memo = memo;
    ontrack_status status = choose_date(binding, as_of, error);
    if (status == ONTRACK_OK) status = ontrack__bind_meanings(binding, error);
    if (status != ONTRACK_OK) return status;
    return find_inputs(binding) && ontrack__bind_overrides(binding) ? ONTRACK_OK
                                                                    : ontrack__no_memory(error);
}

/* What hangs on the as-of date is found anew, what hangs on the dataset alone is borrowed. */
ontrack_status ontrack__bind_earlier(const ontrack__binding *binding, ontrack_date as_of,
                                     ontrack__binding *out, ontrack_error *error)
{
    memset(out, 0, sizeof *out);
    out->allocator = binding->allocator;
    out->ruleset = binding->ruleset;
    out->dataset = binding->dataset;
    out->input_names = binding->input_names;
    out->later = binding;
    const ontrack_status status = choose_date(out, as_of, error);
    if (status != ONTRACK_OK) return status;
    return ontrack__bind_overrides(out) ? ONTRACK_OK : ontrack__no_memory(error);
}

ontrack_status ontrack__bind_again(ontrack__binding *binding, ontrack_error *error)
{
    const ontrack_status status =
        binding->later == NULL ? ontrack__bind_edition(binding, error) : ONTRACK_OK;
    if (status != ONTRACK_OK) return status;
    return ontrack__bind_exempt(binding) ? ONTRACK_OK : ontrack__no_memory(error);
}

bool ontrack__binding_look(ontrack__binding *binding)
{
    if (binding->looked) return true;
    binding->unmapped.count = binding->stale.count = 0;
    binding->undated_grades = 0;
    binding->looked = ontrack__bind_unmapped(binding) && ontrack__bind_stale(binding) &&
                      ontrack__bind_undated(binding);
    return binding->looked;
}
