/* What is allowed and still makes a rule set weaker than it could be. */
#include "review/pieces.h"

#include "base/text.h"

/* ---- words ---- */

static ontrack_status check_rule(ontrack__review *review, size_t index)
{
    const ontrack_rule *rule = &review->ruleset->rules[index].rule;
    const ontrack__spot spot = {(int)index, "", 0, 0, 0};
    ontrack_status status = ONTRACK_OK;
    if (rule->respond_count == 0)
        status = ontrack__find(review, ONTRACK__FINDING_NO_RESPONSE, spot,
                               "says nothing about what to do; add \"respond\"");
    if (status == ONTRACK_OK && rule->source[0] == '\0' && review->ruleset->source[0] == '\0')
        status = ontrack__find(review, ONTRACK__FINDING_NO_SOURCE, spot,
                               "does not say where it comes from; add \"source\"");
    return status;
}

/* ---- protected attributes ---- */

/* What the conditions read of one attribute. */
typedef struct reading {
    ontrack__review *review;
    ontrack_text name;
    int rule;
    size_t seen;
    ontrack_status status;
} reading;

static bool take_key(void *user, ontrack_text key, int32_t line, int32_t column)
{
    reading *in = user;
    if (!ontrack__text_equal(key, in->name)) return true;
    in->seen++;
    in->status = ontrack__find(
        in->review, ONTRACK__FINDING_PROTECTED_READ, ontrack__spot_when(in->rule, line, column),
        "reads the protected attribute \"%s\", as /protected says openly", in->name.data);
    return in->status == ONTRACK_OK;
}

static void read_rule(reading *in, size_t rule)
{
    const ontrack__cel_program *when = in->review->ruleset->rules[rule].when;
    size_t count = 0;
    const uint32_t *reads = ontrack__cel_reads(when, &count);
    in->rule = (int)rule;
    for (size_t i = 0; in->status == ONTRACK_OK && i < count; i++)
        if (in->review->ruleset->variables[reads[i]].type == ONTRACK_TYPE_MAP)
            ontrack__cel_keys(when, reads[i], take_key, in);
}

static bool is_input(const ontrack_ruleset *ruleset, ontrack_text name)
{
    for (size_t i = 0; i < ruleset->variable_count; i++)
        if (ruleset->variables[i].kind == ONTRACK__VARIABLE_INPUT &&
            ontrack__text_is(name, ruleset->variables[i].name))
            return true;
    return false;
}

/* Only what a condition reads under that very name is told to be read; "*" may be anything. */
static ontrack_status check_attribute(ontrack__review *review, ontrack_text name)
{
    reading in = {review, name, -1, 0, ONTRACK_OK};
    for (size_t i = 0; in.status == ONTRACK_OK && i < review->ruleset->rule_count; i++)
        read_rule(&in, i);
    const bool applies = review->ruleset->applies_to != NULL &&
                         strstr(review->ruleset->applies_to, name.data) != NULL;
    if (in.status != ONTRACK_OK || in.seen > 0 || applies || ontrack__text_is(name, "*") ||
        is_input(review->ruleset, name))
        return in.status;
    return ontrack__find(
        review, ONTRACK__FINDING_PROTECTED_UNUSED, ontrack__spot_at("/protected/attributes"),
        "no condition reads the protected attribute \"%s\"; take it off the list", name.data);
}

static ontrack_status check_protected(ontrack__review *review)
{
    const ontrack__json_value *root = ontrack__json_root(review->ruleset->document);
    const ontrack__json_value *names =
        ontrack__json_get(ontrack__json_get(root, "protected"), "attributes");
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(names); i++)
        status = check_attribute(review, ontrack__json_text(ontrack__json_at(names, i)));
    return status;
}

ontrack_status ontrack__check_advice(ontrack__review *review)
{
    ontrack_status status = check_protected(review);
    for (size_t i = 0; status == ONTRACK_OK && i < review->ruleset->rule_count; i++)
        status = check_rule(review, i);
    if (status == ONTRACK_OK && review->ruleset->misuse[0] == '\0')
        status = ontrack__find(review, ONTRACK__FINDING_NO_MISUSE, ontrack__spot_at("/misuse"),
                               "nothing says what the rule set must not be used for; add "
                               "\"misuse\"");
    return status;
}
