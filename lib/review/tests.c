/* Running tests: each gets a dataset of its own, and goes through the same evaluation as any. */
#include <ontrack/review.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/pattern.h"
#include "base/text.h"
#include "evaluation/evaluator.h"
#include "review/compare.h"
#include "review/coverage.h"
#include "review/document.h"
#include "review/variant.h"
#include "rulesets/cases.h"

/* The as-of date of a test that has no date of its own and no records. */
#define NO_DATE 10957 /* 2000-01-01 */

/* A run of tests. */
typedef struct run {
    const ontrack_ruleset *ruleset;
    const ontrack_test_options *options;
    ontrack__pattern *only; /* NULL: all tests */
    ontrack__arena arena;   /* of the test at hand */
    ontrack_buffer failure;
    ontrack_test_counts counts;
    ontrack_error *error;
} run;

/* One test of it. */
typedef struct trial {
    run *in;
    const ontrack__json_cursor *at;
    const ontrack_ruleset *ruleset; /* the run's, or one with the test's parameters */
    ontrack__case test;
    bool applied;
} trial;

/* ---- one test ---- */

static ontrack_status conclude(trial *one, const ontrack_result *result)
{
    const ontrack__json_cursor expect = ontrack__json_member(one->at, "expect");
    if (one->in->options->coverage != NULL)
        ontrack__coverage_take(one->in->options->coverage, result);
    return ontrack__test_compare(one->ruleset, &expect, result, &one->in->arena, &one->in->failure,
                                 one->in->error);
}

static ontrack_status take_result(void *user, const ontrack_result *result)
{
    trial *one = user;
    one->applied = true;
    return conclude(one, result);
}

static ontrack_status evaluate(trial *one, const ontrack_dataset *dataset)
{
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    const ontrack_sink sink = {take_result, one};
    ontrack_evaluator *evaluator = NULL;
    size_t student = 0;
    options.allocator = &one->ruleset->allocator;
    options.as_of = one->test.as_of;
    if (options.as_of == ONTRACK_DATE_NONE && !one->test.recorded) options.as_of = NO_DATE;
    ontrack_status status =
        ontrack_evaluator_new(one->ruleset, dataset, &options, &evaluator, one->in->error);
    if (status != ONTRACK_OK) return status;
    ontrack__evaluator_give(evaluator, one->test.given);
    ontrack_dataset_find(dataset, one->test.student, &student);
    status = ontrack_evaluator_run(evaluator, student, 1, &sink, one->in->error);
    if (status == ONTRACK_OK && !one->applied) status = conclude(one, NULL);
    ontrack_evaluator_free(evaluator);
    return status;
}

/* A complaint of the evaluation gets the test's place. */
static ontrack_status place(const trial *one, ontrack_status status, const ontrack_error *fault)
{
    if (status == ONTRACK_OK || status == ONTRACK_NO_MEMORY)
        return status == ONTRACK_OK ? status : ontrack__no_memory(one->in->error);
    return ontrack__json_fail(one->at, one->in->error, "the test cannot be run: %s",
                              fault->message);
}

static ontrack_status run_records(trial *one)
{
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_error *error = one->in->error;
    ontrack_status status = ontrack_builder_new(&one->ruleset->allocator, &builder, error);
    if (status == ONTRACK_OK)
        status = ontrack__case_push(&one->test, one->at, &one->in->arena, builder, error);
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, &dataset, error);
    if (status == ONTRACK_OK) status = evaluate(one, dataset);
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
    return status;
}

static ontrack_status run_read(trial *one)
{
    const ontrack__json_value *params = ontrack__json_get(one->at->value, "params");
    ontrack_ruleset *variant = NULL;
    ontrack_status status = ONTRACK_OK;
    if (params != NULL)
        status = ontrack__ruleset_variant(one->ruleset, params, &variant, one->in->error);
    if (variant != NULL) one->ruleset = variant;
    if (status == ONTRACK_OK) status = run_records(one);
    one->ruleset = one->in->ruleset;
    ontrack_ruleset_free(variant);
    return status;
}

static ontrack_status run_test(run *in, const ontrack__json_cursor *at)
{
    ontrack_error *kept = in->error, fault = ONTRACK_ERROR_INIT;
    trial one = {in, at, in->ruleset, {0}, false};
    ontrack__buffer_clear(&in->failure);
    ontrack__arena_reset(&in->arena);
    in->error = &fault;
    ontrack_status status = ontrack__case_read(in->ruleset, at, &in->arena, &one.test, &fault);
    if (status == ONTRACK_OK) status = run_read(&one);
    in->error = kept;
    if (status == ONTRACK_INVALID_RULES && fault.path[0] != '\0') {
        if (kept != NULL) *kept = fault;
        return status;
    }
    return place(&one, status, &fault);
}

/* ---- all of them ---- */

static ontrack_status chosen(const run *in, const char *name, bool *out)
{
    *out = true;
    if (in->only == NULL) return ONTRACK_OK;
    return ontrack__pattern_match(in->only, ontrack_text_of(name), out, in->error);
}

static ontrack_status tell(run *in, const char *name)
{
    const ontrack_ruleset_test test = {name, in->failure.size == 0,
                                       in->failure.size == 0 ? "" : in->failure.data};
    in->counts.passed += test.passed;
    in->counts.failed += !test.passed;
    return in->options->each == NULL ? ONTRACK_OK : in->options->each(in->options->user, &test);
}

static ontrack_status run_all(run *in, const ontrack__json_cursor *tests)
{
    const size_t count = tests->value == NULL ? 0 : ontrack__json_count(tests->value);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        const ontrack__json_cursor at = ontrack__json_item(tests, i);
        const char *name = ontrack__json_text(ontrack__json_get(at.value, "name")).data;
        bool wanted = true;
        status = chosen(in, name, &wanted);
        if (status == ONTRACK_OK && !wanted) in->counts.left_out++;
        if (status != ONTRACK_OK || !wanted) continue;
        status = run_test(in, &at);
        if (status == ONTRACK_OK) status = tell(in, name);
    }
    return status;
}

/* The rule set's own tests, or those of the options' document. */
static ontrack_status run_document(run *in)
{
    const ontrack_test_options *options = in->options;
    ontrack__json *document = NULL;
    ontrack__json_cursor root =
        ontrack__json_start(ontrack__json_root(in->ruleset->document), in->ruleset->id);
    ontrack_status status = ONTRACK_OK;
    if (options->document.size > 0) {
        const char *source = options->source != NULL ? options->source : in->ruleset->id;
        status =
            ontrack__test_document(options->document, source, in->ruleset, &document, in->error);
        if (status != ONTRACK_OK) return status;
        root = ontrack__json_start(ontrack__json_root(document), source);
    }
    const ontrack__json_cursor tests = ontrack__json_member(&root, "tests");
    status = run_all(in, &tests);
    if (document != NULL) ontrack__json_free(document);
    return status;
}

static ontrack_status compile_only(run *in)
{
    ontrack_error fault = ONTRACK_ERROR_INIT;
    if (in->options->run == NULL) return ONTRACK_OK;
    const ontrack_status status = ontrack__pattern_compile(
        &in->ruleset->allocator, ontrack_text_of(in->options->run), &in->only, &fault);
    if (status == ONTRACK_OK) return ONTRACK_OK;
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(in->error);
    return ontrack__fail(in->error, ONTRACK_INVALID_ARGUMENT,
                         "the pattern for tests' names is wrong at character %d: %s",
                         (int)fault.column, fault.message);
}

static ontrack_status check_options(const ontrack_ruleset *ruleset,
                                    const ontrack_test_options *options, ontrack_error *error)
{
    if (options->struct_size < sizeof *options)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "struct_size is too small; start with ONTRACK_TEST_OPTIONS_INIT");
    if (options->coverage != NULL && !ontrack__coverage_fits(options->coverage, ruleset))
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "the coverage was made for another rule set");
    return ONTRACK_OK;
}

ontrack_status ontrack_ruleset_test_run(const ontrack_ruleset *ruleset,
                                        const ontrack_test_options *options,
                                        ontrack_test_counts *counts, ontrack_error *error)
{
    const ontrack_test_options defaults = ONTRACK_TEST_OPTIONS_INIT;
    run in = {.ruleset = ruleset, .options = options == NULL ? &defaults : options, .error = error};
    ontrack_status status = check_options(ruleset, in.options, error);
    if (status != ONTRACK_OK) return status;
    ontrack__arena_init(&in.arena, &ruleset->allocator);
    in.failure.allocator = ruleset->allocator;
    status = compile_only(&in);
    if (status == ONTRACK_OK) status = run_document(&in);
    ontrack_buffer_dispose(&in.failure);
    ontrack__arena_free(&in.arena);
    if (in.only != NULL) ontrack__pattern_free(in.only);
    if (counts != NULL) *counts = in.counts;
    return status;
}
