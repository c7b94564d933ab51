/* An override document from a stranger, for a rule set of our own. */
#include "fuzz.h"

#include <ontrack/ontrack.h>
#include <string.h>

static const char rules[] =
    "{\"ontrack\": 1, \"id\": \"base\", \"version\": \"1\","
    " \"levels\": [\"good\", \"watch\", \"bad\"],"
    " \"parameters\": {\"bar\": {\"value\": 0.9}, \"days\": {\"value\": 20},"
    "  \"word\": {\"value\": \"free\"}, \"on\": {\"value\": true}},"
    " \"measures\": {\"recent\": {\"measure\": \"attendance.rate\","
    "  \"window\": {\"last_instructional_days\": \"params.days\"}}},"
    " \"rules\": [{\"id\": \"rate\", \"indicator\": \"attendance\", \"level\": \"bad\","
    "  \"when\": \"attendance.rate < params.bar\", \"because\": \"Present {attendance.rate}\","
    "  \"min_days_enrolled\": \"params.days\"},"
    " {\"id\": \"recent\", \"indicator\": \"attendance\", \"level\": \"watch\","
    "  \"when\": \"recent < params.bar\", \"because\": \"Lately {recent}\", \"for\": 2}]}";

/* Every override says for whom, what, why and until when. */
static void look_at(const ontrack_ruleset *ruleset)
{
    for (size_t i = 0; i < ontrack_ruleset_override_count(ruleset); i++) {
        const ontrack_override *override = ontrack_ruleset_override_at(ruleset, i);
        MUST((override->rule == NULL) != (override->parameter == NULL));
        MUST(override->scope[0] != '\0' && override->reason[0] != '\0');
        MUST(override->change[0] != '\0' && override->from <= override->until);
    }
}

static void resolve(const ontrack_ruleset *ruleset, const char *school)
{
    ontrack_place place = ONTRACK_PLACE_INIT;
    ontrack_resolved *resolved = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    place.school = school;
    place.grade = "9";
    MUST(ontrack_resolved_new(ruleset, &place, &resolved, &error) == ONTRACK_OK);
    const ontrack_ruleset *there = ontrack_resolved_ruleset(resolved);
    for (size_t i = 0; i < ontrack_ruleset_rule_count(there); i++) {
        const ontrack_rule *rule = ontrack_ruleset_rule_at(there, i);
        MUST(rule->level > 0 && rule->min_days_enrolled >= 0 && rule->weekly_dates >= 1);
    }
    ontrack_resolved_free(resolved);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ontrack_override_document document = {{(const char *)data, size}, NULL};
    ontrack_ruleset_options options = ONTRACK_RULESET_OPTIONS_INIT;
    ontrack_ruleset *ruleset = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    options.overrides = &document;
    options.override_count = 1;
    const ontrack_status status =
        ontrack_ruleset_load(ontrack_text_of(rules), &options, &ruleset, &error);
    if (status != ONTRACK_OK) {
        MUST(status == ONTRACK_INVALID_RULES || status == ONTRACK_LIMIT);
        MUST(error.status == status && error.message[0] != '\0');
        return 0;
    }
    look_at(ruleset);
    resolve(ruleset, NULL);
    resolve(ruleset, "N");
    ontrack_ruleset_free(ruleset);
    return 0;
}
