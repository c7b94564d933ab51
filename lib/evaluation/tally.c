#include "evaluation/tally.h"

#include "base/text.h"

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
    ontrack__release(allocator, tally->left_out_why.text, tally->left_out_why.size, 1);
    ontrack__release(allocator, tally->by_level, tally->ruleset->level_count,
                     sizeof *tally->by_level);
    ontrack__release(allocator, tally->fired, rules, sizeof *tally->fired);
    ontrack__release(allocator, tally->undecided, rules, sizeof *tally->undecided);
    ontrack__release(allocator, tally->whys, rules, sizeof *tally->whys);
}

/* Keeps the reason while it is the same for everybody. */
static bool take_why(ontrack__tally *tally, ontrack__common_why *common, ontrack_text why)
{
    if (common->text != NULL) {
        common->varies = common->varies || !ontrack__text_is(why, common->text);
        return true;
    }
    common->text = ontrack__allocate(&tally->allocator, why.size + 1, 1);
    if (common->text == NULL) return false;
    if (why.size > 0) memcpy(common->text, why.data, why.size);
    common->text[why.size] = '\0';
    common->size = why.size + 1;
    return true;
}

static bool merge_why(ontrack__tally *tally, ontrack__common_why *common,
                      const ontrack__common_why *part)
{
    if (part->text != NULL && !take_why(tally, common, ontrack_text_of(part->text))) return false;
    common->varies = common->varies || part->varies;
    return true;
}

bool ontrack__tally_left_out(ontrack__tally *tally, ontrack_text why)
{
    tally->filtered++;
    tally->left_out++;
    return take_why(tally, &tally->left_out_why, why);
}

bool ontrack__tally_result(ontrack__tally *tally, const ontrack_result *result)
{
    for (size_t spoken = 0; spoken < result->spoken_count; spoken++) {
        const size_t i = result->spoken[spoken];
        const ontrack_outcome outcome = result->outcomes[i];
        tally->fired[i] += outcome == ONTRACK_OUTCOME_FIRED;
        if (outcome != ONTRACK_OUTCOME_UNKNOWN) continue;
        tally->undecided[i]++;
        if (!tally->whys[i].varies &&
            !take_why(tally, &tally->whys[i], ontrack_text_of(ontrack_result_rule(result, i)->why)))
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
    for (size_t i = 0; i < tally->ruleset->rule_count; i++)
        if (!merge_why(tally, &tally->whys[i], &part->whys[i])) return false;
    if (!merge_why(tally, &tally->left_out_why, &part->left_out_why)) return false;
    for (size_t i = 0; i < tally->ruleset->rule_count; i++) {
        tally->fired[i] += part->fired[i];
        tally->undecided[i] += part->undecided[i];
    }
    for (size_t i = 0; i < tally->ruleset->level_count; i++)
        tally->by_level[i] += part->by_level[i];
    tally->students += part->students;
    tally->not_applicable += part->not_applicable;
    tally->filtered += part->filtered;
    tally->left_out += part->left_out;
    tally->unknown += part->unknown;
    ontrack__scale_merge(&tally->scale, &part->scale);
    return true;
}
