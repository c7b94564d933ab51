/* Results that are kept: a sink that copies what it is handed. */
#include "base/error.h"
#include "evaluation/result.h"

#include <string.h>

struct ontrack_results {
    ontrack_allocator allocator;
    ontrack_evaluator *evaluator; /* keeps the report */
    const ontrack_report *report;
    ontrack__arena arena;
    ontrack__array items; /* of const ontrack_result * */
};

void ontrack_results_free(ontrack_results *results)
{
    if (results == NULL) return;
    const ontrack_allocator allocator = results->allocator;
    ontrack_evaluator_free(results->evaluator);
    ontrack__arena_free(&results->arena);
    ontrack__array_free(&allocator, &results->items, sizeof(ontrack_result *));
    ontrack__release(&allocator, results, 1, sizeof *results);
}

static ontrack_status keep(void *user, const ontrack_result *result)
{
    ontrack_results *results = user;
    const ontrack_result **item =
        ontrack__array_add(&results->allocator, &results->items, sizeof(ontrack_result *));
    if (item == NULL) return ONTRACK_NO_MEMORY;
    *item = ontrack__result_copy(result, &results->arena);
    return *item != NULL ? ONTRACK_OK : ONTRACK_NO_MEMORY;
}

ontrack_status ontrack_evaluate(const ontrack_ruleset *ruleset, const ontrack_dataset *dataset,
                                const ontrack_evaluate_options *options, ontrack_results **out,
                                ontrack_error *error)
{
    const ontrack_allocator allocator =
        ontrack__allocator(options == NULL ? NULL : options->allocator);
    ontrack_results *results = ontrack__allocate_zero(&allocator, 1, sizeof *results);
    if (results == NULL) return ontrack__no_memory(error);
    results->allocator = allocator;
    ontrack__arena_init(&results->arena, &allocator);
    const ontrack_sink sink = {keep, results};
    ontrack_status status =
        ontrack_evaluator_new(ruleset, dataset, options, &results->evaluator, error);
    if (status == ONTRACK_OK)
        status = ontrack_evaluator_run(results->evaluator, 0, SIZE_MAX, &sink, error);
    if (status == ONTRACK_OK)
        status = ontrack_evaluator_report(results->evaluator, &results->report, error);
    if (status != ONTRACK_OK) {
        ontrack_results_free(results);
        return status;
    }
    *out = results;
    return ONTRACK_OK;
}

size_t ontrack_results_count(const ontrack_results *results)
{
    return results->items.count;
}

const ontrack_result *ontrack_results_at(const ontrack_results *results, size_t index)
{
    const ontrack_result *const *items = results->items.items;
    return index < results->items.count ? items[index] : NULL;
}

const ontrack_report *ontrack_results_report(const ontrack_results *results)
{
    return results->report;
}
