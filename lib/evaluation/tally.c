#include "evaluation/tally.h"

#include <string.h>

bool ontrack__tally_init(ontrack__tally *tally, const ontrack_allocator *allocator,
                         const ontrack_ruleset *ruleset)
{
    memset(tally, 0, sizeof *tally);
    tally->allocator = *allocator;
    tally->ruleset = ruleset;
    tally->by_level =
        ontrack__allocate_zero(allocator, ruleset->level_count, sizeof *tally->by_level);
    tally->fired = ontrack__allocate_zero(allocator, ruleset->rule_count, sizeof *tally->fired);
    tally->undecided =
        ontrack__allocate_zero(allocator, ruleset->rule_count, sizeof *tally->undecided);
    tally->whys = ontrack__allocate_zero(allocator, ruleset->rule_count, sizeof *tally->whys);
    return tally->by_level != NULL && tally->fired != NULL && tally->undecided != NULL &&
           tally->whys != NULL;
}

void ontrack__tally_dispose(ontrack__tally *tally)
{
    if (tally->ruleset == NULL) return;
    const ontrack_allocator *allocator = &tally->allocator;
    const size_t rules = tally->ruleset->rule_count;
    for (size_t i = 0; tally->whys != NULL && i < rules; i++)
        ontrack__release(allocator, tally->whys[i].text, tally->whys[i].size, 1);
    ontrack__release(allocator, tally->by_level, tally->ruleset->level_count,
                     sizeof *tally->by_level);
    ontrack__release(allocator, tally->fired, rules, sizeof *tally->fired);
    ontrack__release(allocator, tally->undecided, rules, sizeof *tally->undecided);
    ontrack__release(allocator, tally->whys, rules, sizeof *tally->whys);
}

/* Keeps the reason while it is the same for everybody. */
static bool take_why(ontrack__tally *tally, ontrack__common_why *common, const char *why)
{
    if (common->text != NULL) {
        common->varies = common->varies || strcmp(common->text, why) != 0;
        return true;
    }
    const size_t size = strlen(why) + 1;
    common->text = ontrack__allocate(&tally->allocator, size, 1);
    if (common->text == NULL) return false;
    memcpy(common->text, why, size);
    common->size = size;
    return true;
}

bool ontrack__tally_result(ontrack__tally *tally, const ontrack_result *result)
{
    for (size_t i = 0; i < tally->ruleset->rule_count; i++) {
        const ontrack_outcome outcome = ontrack_result_outcome(result, i);
        tally->fired[i] += outcome == ONTRACK_OUTCOME_FIRED;
        if (outcome != ONTRACK_OUTCOME_UNKNOWN) continue;
        tally->undecided[i]++;
        if (!tally->whys[i].varies &&
            !take_why(tally, &tally->whys[i], ontrack_result_rule(result, i)->why))
            return false;
    }
    tally->students++;
    if (result->status == ONTRACK_LEVEL_UNKNOWN)
        tally->unknown++;
    else
        tally->by_level[result->status]++;
    return true;
}

bool ontrack__tally_merge(ontrack__tally *tally, const ontrack__tally *part)
{
    for (size_t i = 0; i < tally->ruleset->rule_count; i++) {
        const ontrack__common_why *why = &part->whys[i];
        if (why->text != NULL && !take_why(tally, &tally->whys[i], why->text)) return false;
        tally->whys[i].varies = tally->whys[i].varies || why->varies;
    }
    for (size_t i = 0; i < tally->ruleset->rule_count; i++) {
        tally->fired[i] += part->fired[i];
        tally->undecided[i] += part->undecided[i];
    }
    for (size_t i = 0; i < tally->ruleset->level_count; i++)
        tally->by_level[i] += part->by_level[i];
    tally->students += part->students;
    tally->not_applicable += part->not_applicable;
    tally->filtered += part->filtered;
    tally->unknown += part->unknown;
    ontrack__scale_merge(&tally->scale, &part->scale);
    return true;
}
