/* The rule set's own tests: do they pass, and do they see every rule fire? */
#include "review/pieces.h"

static ontrack_status tell_failure(void *user, const ontrack_ruleset_test *test)
{
    if (test->passed) return ONTRACK_OK;
    return ontrack__find(user, ONTRACK__FINDING_TEST_FAILS, ontrack__spot_at("/tests"),
                         "the test \"%s\" fails; `ontrack rules test` tells how", test->name);
}

static ontrack_status check_covered(ontrack__review *review, const ontrack_coverage *coverage)
{
    ontrack_status status = ONTRACK_OK;
    int rule = -1;
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack_coverage_count(coverage); i++) {
        const ontrack_covered *item = ontrack_coverage_at(coverage, i);
        if (item->rule[0] == '\0' || item->line > 0) continue;
        const ontrack__spot spot = {++rule, "", 0, 0, 0};
        if (item->yes == 0)
            status = ontrack__find(review, ONTRACK__FINDING_UNTESTED_RULE, spot,
                                   "no test sees it fire; add one to \"tests\"");
    }
    return status;
}

ontrack_status ontrack__check_proof(ontrack__review *review)
{
    ontrack_test_options options = ONTRACK_TEST_OPTIONS_INIT;
    ontrack_test_counts counts = {0, 0, 0};
    ontrack_coverage *coverage = NULL;
    ontrack_status status = ontrack_coverage_new(review->ruleset, &coverage, review->error);
    if (status != ONTRACK_OK) return status;
    options.each = tell_failure;
    options.user = review;
    options.coverage = coverage;
    status = ontrack_ruleset_test_run(review->ruleset, &options, &counts, review->error);
    if (status == ONTRACK_OK && counts.passed + counts.failed == 0)
        status = ontrack__find(review, ONTRACK__FINDING_NO_TESTS, ontrack__spot_at("/tests"),
                               "no tests travel with it; add \"tests\"");
    else if (status == ONTRACK_OK)
        status = check_covered(review, coverage);
    ontrack_coverage_free(coverage);
    return status;
}
