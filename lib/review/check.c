/* A check of a rule set, piece by piece. */
#include "base/buffer.h"
#include "review/data.h"
#include "review/pieces.h"

static ontrack_status check_options(const ontrack_check_options *options, ontrack_error *error)
{
    if (options == NULL || options->struct_size < sizeof *options || options->take == NULL)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "the options need `take`; start them with ONTRACK_CHECK_OPTIONS_INIT");
    return ONTRACK_OK;
}

static ontrack_status run(ontrack__review *review)
{
    static ontrack_status (*const pieces[])(ontrack__review *) = {
        ontrack__check_reach,      ontrack__check_bands, ontrack__check_unused,
        ontrack__check_categories, ontrack__check_lines, ontrack__check_advice,
        ontrack__check_proof};
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < sizeof pieces / sizeof *pieces; i++)
        status = pieces[i](review);
    return status;
}

/* What the checked document wrote itself: its own text, or all of the rule set. */
static ontrack_status parse_own(ontrack__review *review, ontrack__json **document)
{
    *document = NULL;
    review->own = ontrack__json_root(review->ruleset->document);
    if (review->options->document.size == 0) return ONTRACK_OK;
    const ontrack_status status =
        ontrack__json_parse(review->options->document, ONTRACK_RULESET_LIMIT, review->ruleset->id,
                            document, review->error);
    if (status == ONTRACK_OK) review->own = ontrack__json_root(*document);
    return status;
}

static ontrack_status check(const ontrack_ruleset *ruleset, const ontrack_dataset *dataset,
                            const ontrack_check_options *options, ontrack_error *error)
{
    ontrack__review review = {.ruleset = ruleset, .options = options, .error = error};
    ontrack__json *document = NULL;
    ontrack_status status = check_options(options, error);
    if (status != ONTRACK_OK) return status;
    ontrack__arena_init(&review.arena, &ruleset->allocator);
    status = parse_own(&review, &document);
    if (status == ONTRACK_OK)
        status = dataset == NULL ? run(&review) : ontrack__check_data(&review, dataset);
    if (document != NULL) ontrack__json_free(document);
    ontrack__arena_free(&review.arena);
    return status;
}

ontrack_status ontrack_ruleset_check(const ontrack_ruleset *ruleset,
                                     const ontrack_check_options *options, ontrack_error *error)
{
    return check(ruleset, NULL, options, error);
}

ontrack_status ontrack_ruleset_check_data(const ontrack_ruleset *ruleset,
                                          const ontrack_dataset *dataset,
                                          const ontrack_check_options *options,
                                          ontrack_error *error)
{
    return check(ruleset, dataset, options, error);
}
