#include "evaluation/evaluator.h"

#include "base/error.h"
#include "evaluation/bind.h"
#include "evaluation/student.h"
#include "evaluation/tally.h"
#include "evaluation/warnings.h"

#include <string.h>

struct ontrack_evaluator {
    ontrack_allocator allocator;
    ontrack__binding binding;
    ontrack__cel_program *where;
    ontrack__examiner examiner;
    ontrack__binding since_binding; /* of the earlier day, if one is asked about */
    ontrack__examiner since;
    ontrack__tally tally;
    ontrack__bars bars;
    bool unreported;             /* nobody asks for a report */
    ontrack__arena report_arena; /* what the report borrows */
    ontrack_report report;
};

void ontrack_evaluator_free(ontrack_evaluator *evaluator)
{
    if (evaluator == NULL) return;
    const ontrack_allocator allocator = evaluator->allocator;
    ontrack__arena_free(&evaluator->report_arena);
    ontrack__tally_dispose(&evaluator->tally);
    ontrack__bars_dispose(&evaluator->bars);
    ontrack__examiner_dispose(&evaluator->examiner);
    ontrack__examiner_dispose(&evaluator->since);
    ontrack__cel_free(evaluator->where);
    ontrack__binding_dispose(&evaluator->binding);
    if (evaluator->since_binding.ruleset != NULL)
        ontrack__binding_dispose(&evaluator->since_binding);
    ontrack__release(&allocator, evaluator, 1, sizeof *evaluator);
}

/* Compiles `where` against all that the rule set's conditions may name. */
static ontrack_status compile_where(ontrack_evaluator *evaluator, const ontrack_ruleset *ruleset,
                                    const char *where, ontrack_error *error)
{
    if (where == NULL) return ONTRACK_OK;
    ontrack__cel_options options = {NULL, ruleset->variable_count, true, false};
    options.variables = ontrack__ruleset_declarations(ruleset, &evaluator->report_arena);
    if (options.variables == NULL) return ontrack__no_memory(error);
    ontrack_error inner = ONTRACK_ERROR_INIT;
    const ontrack_status status = ontrack__cel_compile(
        &evaluator->allocator, ontrack_text_of(where), &options, &evaluator->where, &inner);
    if (status == ONTRACK_OK) return ONTRACK_OK;
    const ontrack__place place = {"where", NULL, inner.line, inner.column};
    return ontrack__fail_at(error, status, place, "%s", inner.message);
}

static ontrack_status prepare_since(ontrack_evaluator *evaluator, ontrack_date since,
                                    ontrack_error *error)
{
    if (since >= evaluator->binding.as_of)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "since must be a day before the as-of date; give an earlier one");
    ontrack_status status =
        ontrack__bind_earlier(&evaluator->binding, since, &evaluator->since_binding, error);
    if (status == ONTRACK_OK)
        status = ontrack__examiner_init(&evaluator->since, &evaluator->since_binding, NULL, error);
    evaluator->examiner.since = &evaluator->since;
    return status;
}

static ontrack_status prepare(ontrack_evaluator *evaluator, const ontrack_ruleset *ruleset,
                              const ontrack_dataset *dataset,
                              const ontrack_evaluate_options *options, ontrack__memo *memo,
                              ontrack_error *error)
{
    ontrack_status status = compile_where(evaluator, ruleset, options->where, error);
    if (status == ONTRACK_OK)
        status = ontrack__bind(&evaluator->binding, &evaluator->allocator, ruleset, dataset,
                               options->as_of, memo, error);
    if (status == ONTRACK_OK)
        status = ontrack__examiner_init(&evaluator->examiner, &evaluator->binding, evaluator->where,
                                        error);
    if (status == ONTRACK_OK && options->since != ONTRACK_DATE_NONE)
        status = prepare_since(evaluator, options->since, error);
    if (status == ONTRACK_OK &&
        !ontrack__tally_init(&evaluator->tally, &evaluator->allocator, ruleset))
        status = ontrack__no_memory(error);
    return status;
}

ontrack_status ontrack__evaluate_options(const ontrack_evaluate_options *given,
                                         ontrack_evaluate_options *out, ontrack_error *error)
{
    const ontrack_evaluate_options defaults = ONTRACK_EVALUATE_OPTIONS_INIT;
    *out = defaults;
    if (given == NULL) return ONTRACK_OK;
    if (given->struct_size < sizeof defaults)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "struct_size is too small; start with ONTRACK_EVALUATE_OPTIONS_INIT");
    *out = *given;
    return ONTRACK_OK;
}

ontrack_status ontrack__evaluator_new(const ontrack_ruleset *ruleset,
                                      const ontrack_dataset *dataset,
                                      const ontrack_evaluate_options *options, ontrack__memo *memo,
                                      ontrack_evaluator **out, ontrack_error *error)
{
    ontrack_evaluate_options known;
    ontrack_status status = ontrack__evaluate_options(options, &known, error);
    if (status != ONTRACK_OK) return status;
    const ontrack_allocator allocator = ontrack__allocator(known.allocator);
    ontrack_evaluator *evaluator = ontrack__allocate_zero(&allocator, 1, sizeof *evaluator);
    if (evaluator == NULL) return ontrack__no_memory(error);
    evaluator->allocator = allocator;
    ontrack__arena_init(&evaluator->report_arena, &allocator);
    ontrack__bars_init(&evaluator->bars, &allocator);
    status = prepare(evaluator, ruleset, dataset, &known, memo, error);
    if (status != ONTRACK_OK) {
        ontrack_evaluator_free(evaluator);
        return status;
    }
    *out = evaluator;
    return ONTRACK_OK;
}

ontrack_status ontrack_evaluator_new(const ontrack_ruleset *ruleset, const ontrack_dataset *dataset,
                                     const ontrack_evaluate_options *options,
                                     ontrack_evaluator **out, ontrack_error *error)
{
    return ontrack__evaluator_new(ruleset, dataset, options, NULL, out, error);
}

void ontrack__evaluator_give(ontrack_evaluator *evaluator, const ontrack_value *const *given)
{
    evaluator->examiner.sight.values.given = given;
}

ontrack_status ontrack__evaluator_again(ontrack_evaluator *evaluator, ontrack_error *error)
{
    ontrack_status status = ontrack__bind_again(&evaluator->binding, error);
    if (status == ONTRACK_OK && evaluator->since_binding.ruleset != NULL)
        status = ontrack__bind_again(&evaluator->since_binding, error);
    return status;
}

void ontrack__evaluator_spare_report(ontrack_evaluator *evaluator)
{
    evaluator->unreported = true;
}

/* ---- running ---- */

static ontrack_status hand_on(ontrack_evaluator *evaluator, const ontrack_result *result,
                              const ontrack_sink *sink, ontrack_error *error)
{
    ontrack__sight *sight = &evaluator->examiner.sight;
    ontrack_status status =
        sink != NULL && sink->take != NULL ? sink->take(sink->user, result) : ONTRACK_OK;
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(error);
    if (status != ONTRACK_OK)
        return ontrack__fail(error, status, "the sink ended the run: %s",
                             ontrack_status_text(status));
    status = ontrack__reasons_status(&sight->reasons, error);
    if (status == ONTRACK_OK && result->since != NULL)
        status = ontrack__reasons_status(&evaluator->since.sight.reasons, error);
    if (status != ONTRACK_OK || evaluator->unreported) return status;
    if (!ontrack__tally_result(&evaluator->tally, result)) return ontrack__no_memory(error);
    return ontrack__scale_take(&evaluator->tally.scale, &evaluator->bars, sight->ruleset,
                               &sight->values, &sight->arena, error);
}

static ontrack_status run_one(ontrack_evaluator *evaluator, const ontrack_student *student,
                              const ontrack_sink *sink, ontrack_error *error)
{
    ontrack__scope scope;
    const ontrack_result *result = NULL;
    const ontrack_status status =
        ontrack__examine(&evaluator->examiner, student, &scope, &result, error);
    if (status != ONTRACK_OK) return status;
    if (scope == ONTRACK__SCOPE_IN) return hand_on(evaluator, result, sink, error);
    if (scope == ONTRACK__SCOPE_UNDECIDED)
        return ontrack__tally_left_out(&evaluator->tally, evaluator->examiner.undecided)
                   ? ONTRACK_OK
                   : ontrack__no_memory(error);
    if (scope == ONTRACK__SCOPE_FILTERED)
        evaluator->tally.filtered++;
    else
        evaluator->tally.not_applicable++;
    return ONTRACK_OK;
}

ontrack_status ontrack_evaluator_run(ontrack_evaluator *evaluator, size_t first, size_t count,
                                     const ontrack_sink *sink, ontrack_error *error)
{
    const ontrack_dataset *dataset = evaluator->binding.dataset;
    ontrack_status status = ONTRACK_OK;
    if (first >= dataset->student_count) return ONTRACK_OK;
    if (count > dataset->student_count - first) count = dataset->student_count - first;
    const ontrack_student *student = ontrack_dataset_at(dataset, first);
    for (size_t left = count; left > 0 && status == ONTRACK_OK; left--, student++) {
        if (left > 1) ontrack__facts_fetch(student + 1);
        status = run_one(evaluator, student, sink, error);
    }
    return status;
}

ontrack_status ontrack_evaluator_merge(ontrack_evaluator *evaluator, const ontrack_evaluator *other,
                                       ontrack_error *error)
{
    if (evaluator == other || evaluator->binding.ruleset != other->binding.ruleset ||
        evaluator->binding.dataset != other->binding.dataset ||
        evaluator->binding.as_of != other->binding.as_of)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "only another evaluator of the same rule set, dataset and as-of date "
                             "can be merged");
    return ontrack__tally_merge(&evaluator->tally, &other->tally) ? ONTRACK_OK
                                                                  : ontrack__no_memory(error);
}

/* ---- report ---- */

static void fill_report(ontrack_evaluator *evaluator)
{
    const ontrack__tally *tally = &evaluator->tally;
    ontrack_report *report = &evaluator->report;
    report->as_of = evaluator->binding.as_of;
    report->students = tally->students;
    report->not_applicable = tally->not_applicable;
    report->filtered = tally->filtered;
    report->by_level = tally->by_level;
    report->unknown = tally->unknown;
    report->fired = tally->fired;
    report->undecided = tally->undecided;
    report->unmapped = evaluator->binding.unmapped.items;
    report->unmapped_count = evaluator->binding.unmapped.count;
    report->stale = evaluator->binding.stale.items;
    report->stale_count = evaluator->binding.stale.count;
}

ontrack_status ontrack_evaluator_report(ontrack_evaluator *evaluator, const ontrack_report **out,
                                        ontrack_error *error)
{
    ontrack_report *report = &evaluator->report;
    ontrack__arena_reset(&evaluator->report_arena);
    if (!ontrack__binding_look(&evaluator->binding) ||
        !ontrack__warnings(&evaluator->binding, &evaluator->tally, &evaluator->report_arena,
                           &report->warnings, &report->warning_count))
        return ontrack__no_memory(error);
    fill_report(evaluator);
    *out = report;
    return ONTRACK_OK;
}
