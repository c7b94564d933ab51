/* Which keys an override document may have, and of what kind. */
#include "rulesets/shape.h"

#include "base/text.h"

#define TEXT (1u << ONTRACK__JSON_STRING)
#define WHOLE (1u << ONTRACK__JSON_INTEGER)
#define NUMBER (WHOLE | 1u << ONTRACK__JSON_REAL)
#define TRUTH (1u << ONTRACK__JSON_BOOL)
#define LIST (1u << ONTRACK__JSON_ARRAY)
#define OBJECT (1u << ONTRACK__JSON_OBJECT)
#define OPTIONAL false
#define REQUIRED true

static const ontrack__json_shape document_keys[] = {
    {"ontrack_overrides", WHOLE, REQUIRED},
    {"id", TEXT, REQUIRED},
    {"ruleset", TEXT, REQUIRED},
    {"about", TEXT, OPTIONAL},
    {"overrides", LIST, OPTIONAL},
    {"exemptions", LIST, OPTIONAL},
};

static const ontrack__json_shape override_keys[] = {
    {"id", TEXT, REQUIRED},        {"scope", OBJECT, OPTIONAL},
    {"parameter", TEXT, OPTIONAL}, {"value", NUMBER | TRUTH | TEXT, OPTIONAL},
    {"rule", TEXT, OPTIONAL},      {"set", OBJECT, OPTIONAL},
    {"off", TRUTH, OPTIONAL},      {"reason", TEXT, REQUIRED},
    {"author", TEXT, REQUIRED},    {"from", TEXT, REQUIRED},
    {"until", TEXT, REQUIRED},
};

static const ontrack__json_shape scope_keys[] = {
    {"district", TEXT | LIST, OPTIONAL},
    {"school", TEXT | LIST, OPTIONAL},
    {"grade", TEXT | LIST, OPTIONAL},
    {"term", TEXT | LIST, OPTIONAL},
};

static const ontrack__json_shape set_keys[] = {
    {"level", TEXT, OPTIONAL},
    {"when", TEXT, OPTIONAL},
    {"because", TEXT, OPTIONAL},
    {"respond", TEXT | LIST, OPTIONAL},
    {"min_days_enrolled", WHOLE | TEXT, OPTIONAL},
    {"for", WHOLE | TEXT, OPTIONAL},
};

static const ontrack__json_shape exemption_keys[] = {
    {"student", TEXT, REQUIRED},
    {"rules", TEXT | LIST, OPTIONAL},
    {"indicators", TEXT | LIST, OPTIONAL},
    {"reason", TEXT, REQUIRED},
    {"author", TEXT, REQUIRED},
    {"from", TEXT, REQUIRED},
    {"until", TEXT, REQUIRED},
};

#define SHAPE(name, keys)                                                                          \
    {                                                                                              \
        name, keys, sizeof keys / sizeof *keys                                                     \
    }

enum { DOCUMENT, OVERRIDE, SCOPE, SET, EXEMPTION };

const ontrack__shape ontrack__override_shapes[] = {
    [DOCUMENT] = SHAPE("document", document_keys),
    [OVERRIDE] = SHAPE("override", override_keys),
    [SCOPE] = SHAPE("scope", scope_keys),
    [SET] = SHAPE("set", set_keys),
    [EXEMPTION] = SHAPE("exemption", exemption_keys),
};
const size_t ontrack__override_shape_count =
    sizeof ontrack__override_shapes / sizeof *ontrack__override_shapes;

static ontrack_status check_keys(const ontrack__json_cursor *at, int shape, ontrack_error *error)
{
    return ontrack__json_check(at, ontrack__override_shapes[shape].keys,
                               ontrack__override_shapes[shape].count, error);
}

static ontrack_status check_named(const ontrack__json_cursor *at, ontrack_error *error)
{
    if (ontrack__is_id(ontrack__json_text(at->value))) return ONTRACK_OK;
    return ontrack__json_fail(at, error,
                              "must be letters, digits, \"-\", \"_\" and \".\", at most %d",
                              ONTRACK__TEXT_LIMIT);
}

/* Words for a reader, such as a reason, that must say something. */
static ontrack_status check_words(const ontrack__json_cursor *parent, const char *key,
                                  const char *advice, ontrack_error *error)
{
    const ontrack__json_cursor at = ontrack__json_member(parent, key);
    if (ontrack__text_trim(ontrack__json_text(at.value)).size > 0) return ONTRACK_OK;
    return ontrack__json_fail(&at, error, "is empty; %s", advice);
}

static ontrack_status check_signed(const ontrack__json_cursor *at, ontrack_error *error)
{
    ontrack_status status = check_words(at, "reason", "say why, for those who ask later", error);
    if (status == ONTRACK_OK)
        status = check_words(at, "author", "say who decided it, by name or office", error);
    return status;
}

static ontrack_status check_scope(const ontrack__json_cursor *override, ontrack_error *error)
{
    const ontrack__json_cursor scope = ontrack__json_member(override, "scope");
    if (scope.value == NULL) return ONTRACK_OK;
    ontrack_status status = check_keys(&scope, SCOPE, error);
    if (status == ONTRACK_OK && ontrack__json_count(scope.value) == 0)
        status =
            ontrack__json_fail(&scope, error, "names no place; leave it out to mean everybody");
    for (size_t i = 0; status == ONTRACK_OK && i < sizeof scope_keys / sizeof *scope_keys; i++)
        status = ontrack__check_texts(&scope, scope_keys[i].name, ONTRACK__PLACE_LIMIT, error);
    return status;
}

/* A parameter gets a value; a rule is changed, or switched off or on. */
static ontrack_status check_target(const ontrack__json_cursor *at, ontrack_error *error)
{
    static const struct {
        const char *key;
        bool of_rule;
    } parts[] = {{"value", false}, {"set", true}, {"off", true}};
    const bool rule = ontrack__json_get(at->value, "rule") != NULL;
    if (rule == (ontrack__json_get(at->value, "parameter") != NULL))
        return ontrack__json_fail(at, error, "must name one of \"parameter\" and \"rule\"");
    size_t found = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const ontrack__json_cursor part = ontrack__json_member(at, parts[i].key);
        if (part.value == NULL) continue;
        if (parts[i].of_rule != rule)
            return ontrack__json_fail(&part, error, "belongs to a %s, and this changes a %s",
                                      rule ? "parameter" : "rule", rule ? "rule" : "parameter");
        found++;
    }
    if (found > 0) return ONTRACK_OK;
    return ontrack__json_fail(at, error,
                              rule ? "changes nothing; add \"set\" or \"off\""
                                   : "changes nothing; add \"value\"");
}

static ontrack_status check_override(const ontrack__json_cursor *at, ontrack_error *error)
{
    ontrack_status status = check_keys(at, OVERRIDE, error);
    if (status != ONTRACK_OK) return status;
    const ontrack__json_cursor id = ontrack__json_member(at, "id");
    const ontrack__json_cursor set = ontrack__json_member(at, "set");
    status = check_named(&id, error);
    if (status == ONTRACK_OK) status = check_scope(at, error);
    if (status == ONTRACK_OK) status = check_target(at, error);
    if (status == ONTRACK_OK && set.value != NULL) {
        status = check_keys(&set, SET, error);
        if (status == ONTRACK_OK && ontrack__json_count(set.value) == 0)
            status = ontrack__json_fail(&set, error, "changes nothing; say what the rule gets");
        if (status == ONTRACK_OK)
            status = ontrack__check_texts(&set, "respond", ONTRACK__RESPONSE_LIMIT, error);
    }
    return status == ONTRACK_OK ? check_signed(at, error) : status;
}

static ontrack_status check_exemption(const ontrack__json_cursor *at, ontrack_error *error)
{
    ontrack_status status = check_keys(at, EXEMPTION, error);
    if (status == ONTRACK_OK) status = check_words(at, "student", "give the student_id", error);
    if (status == ONTRACK_OK && ontrack__json_get(at->value, "rules") == NULL &&
        ontrack__json_get(at->value, "indicators") == NULL)
        status =
            ontrack__json_fail(at, error, "exempts from nothing; name \"rules\" or \"indicators\"");
    if (status == ONTRACK_OK)
        status = ontrack__check_texts(at, "rules", ONTRACK__RULE_LIMIT, error);
    if (status == ONTRACK_OK)
        status = ontrack__check_texts(at, "indicators", ONTRACK__RULE_LIMIT, error);
    return status == ONTRACK_OK ? check_signed(at, error) : status;
}

static ontrack_status check_head(const ontrack__json_cursor *root, ontrack_error *error)
{
    const ontrack__json_cursor format = ontrack__json_member(root, "ontrack_overrides");
    const ontrack__json_cursor id = ontrack__json_member(root, "id");
    if (ontrack__json_integer(format.value) != 1)
        return ontrack__json_fail(&format, error, "is the format's number and must be 1");
    return check_named(&id, error);
}

ontrack_status ontrack__override_shape(const ontrack__json_cursor *root, ontrack_error *error)
{
    ontrack_status status = check_keys(root, DOCUMENT, error);
    if (status == ONTRACK_OK) status = check_head(root, error);
    if (status == ONTRACK_OK)
        status =
            ontrack__check_items(root, "overrides", ONTRACK__OVERRIDE_LIMIT, check_override, error);
    if (status == ONTRACK_OK)
        status = ontrack__check_items(root, "exemptions", ONTRACK__EXEMPTION_LIMIT, check_exemption,
                                      error);
    return status;
}
