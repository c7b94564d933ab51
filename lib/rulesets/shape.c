#include "rulesets/shape.h"

#include "base/text.h"
#include "rulesets/shape_tests.h"

#include <ontrack/measure.h>
#include <string.h>

#define TEXT (1u << ONTRACK__JSON_STRING)
#define WHOLE (1u << ONTRACK__JSON_INTEGER)
#define NUMBER (WHOLE | 1u << ONTRACK__JSON_REAL)
#define TRUTH (1u << ONTRACK__JSON_BOOL)
#define LIST (1u << ONTRACK__JSON_ARRAY)
#define OBJECT (1u << ONTRACK__JSON_OBJECT)
#define OPTIONAL false
#define REQUIRED true

static const ontrack__json_shape document_keys[] = {
    {"ontrack", WHOLE, REQUIRED},     {"id", TEXT, REQUIRED},       {"version", TEXT, REQUIRED},
    {"title", TEXT, OPTIONAL},        {"source", TEXT, OPTIONAL},   {"about", TEXT, OPTIONAL},
    {"misuse", TEXT, OPTIONAL},       {"extends", TEXT, OPTIONAL},  {"drop", LIST, OPTIONAL},
    {"applies_to", TEXT, OPTIONAL},   {"levels", LIST, OPTIONAL},   {"year_starts", TEXT, OPTIONAL},
    {"parameters", OBJECT, OPTIONAL}, {"codes", OBJECT, OPTIONAL},  {"defaults", OBJECT, OPTIONAL},
    {"measures", OBJECT, OPTIONAL},   {"inputs", OBJECT, OPTIONAL}, {"rules", LIST, OPTIONAL},
    {"protected", OBJECT, OPTIONAL},  {"tests", LIST, OPTIONAL},    {"notes", LIST, OPTIONAL},
};

static const ontrack__json_shape parameter_keys[] = {
    {"value", NUMBER | TRUTH | TEXT, OPTIONAL}, /* not when only an inherited unit changes */
    {"unit", TEXT, OPTIONAL},
    {"about", TEXT, OPTIONAL},
};

static const ontrack__json_shape codes_keys[] = {
    {"attendance", LIST, OPTIONAL}, {"subject", LIST, OPTIONAL},    {"course", LIST, OPTIONAL},
    {"mark", LIST, OPTIONAL},       {"term", LIST, OPTIONAL},       {"incident", LIST, OPTIONAL},
    {"action", LIST, OPTIONAL},     {"transition", LIST, OPTIONAL},
};

static const ontrack__json_shape line_keys[] = {
    {"match", TEXT, REQUIRED},     {"category", TEXT | LIST, REQUIRED},
    {"portion", NUMBER, OPTIONAL}, {"points", NUMBER, OPTIONAL},
    {"about", TEXT, OPTIONAL},
};

#define OPTION_KEYS                                                                                \
    {"window", OBJECT, OPTIONAL}, {"categories", TEXT | LIST, OPTIONAL},                           \
        {"except_categories", TEXT | LIST, OPTIONAL}, {"subjects", TEXT | LIST, OPTIONAL},         \
        {"except_subjects", TEXT | LIST, OPTIONAL}, {"terms", TEXT | LIST, OPTIONAL},              \
        {"except_terms", TEXT | LIST, OPTIONAL}, {"marks", TEXT | LIST, OPTIONAL},                 \
        {"min_gap_days", WHOLE | TEXT, OPTIONAL}, {"required", NUMBER | TEXT, OPTIONAL},           \
        {"future_term_credits", NUMBER | TEXT, OPTIONAL},                                          \
        {"periods_per_day", WHOLE | TEXT, OPTIONAL}, {"partial_day", TEXT, OPTIONAL},              \
        {"include_prior", TRUTH, OPTIONAL}, {"recovered", TEXT, OPTIONAL},                         \
        {"repeats", TEXT, OPTIONAL}, {"results", TEXT, OPTIONAL},                                  \
        {"without_rows", TEXT, OPTIONAL}, {"span_days", WHOLE | TEXT, OPTIONAL},                   \
        {"above", NUMBER | TEXT, OPTIONAL}, {"at_least", NUMBER | TEXT, OPTIONAL},                 \
        {"at_most", NUMBER | TEXT, OPTIONAL}, {"below", NUMBER | TEXT, OPTIONAL},                  \
        {"course_credits", NUMBER | TEXT, OPTIONAL},                                               \
    {                                                                                              \
        "by", TEXT, OPTIONAL                                                                       \
    }

static const ontrack__json_shape option_keys[] = {OPTION_KEYS};

static const ontrack__json_shape measure_keys[] = {
    {"measure", TEXT, REQUIRED}, {"about", TEXT, OPTIONAL}, OPTION_KEYS};

static const ontrack__json_shape window_keys[] = {
    {"year_to_date", TRUTH, OPTIONAL},
    {"term", TEXT, OPTIONAL},
    {"first_instructional_days", WHOLE | TEXT, OPTIONAL},
    {"last_instructional_days", WHOLE | TEXT, OPTIONAL},
    {"last_calendar_days", WHOLE | TEXT, OPTIONAL},
    {"from", TEXT, OPTIONAL},
    {"to", TEXT, OPTIONAL},
};

static const ontrack__json_shape input_keys[] = {
    {"type", TEXT, REQUIRED}, {"unit", TEXT, OPTIONAL}, {"about", TEXT, OPTIONAL}};

static const ontrack__json_shape rule_keys[] = {
    {"id", TEXT, REQUIRED},
    {"indicator", TEXT, REQUIRED},
    {"level", TEXT, REQUIRED},
    {"when", TEXT, REQUIRED},
    {"because", TEXT, REQUIRED},
    {"respond", TEXT | LIST, OPTIONAL},
    {"source", TEXT, OPTIONAL},
    {"about", TEXT, OPTIONAL},
    {"min_days_enrolled", WHOLE | TEXT, OPTIONAL},
    {"for", WHOLE | TEXT, OPTIONAL},
};

static const ontrack__json_shape protected_keys[] = {{"attributes", LIST, REQUIRED},
                                                     {"why", TEXT, REQUIRED}};

#define SHAPE(name, keys)                                                                          \
    {                                                                                              \
        name, keys, sizeof keys / sizeof *keys                                                     \
    }

enum { DOCUMENT, PARAMETER, CODES, LINE, OPTIONS, MEASURE, WINDOW, INPUT, RULE, PROTECTED };

const ontrack__shape ontrack__ruleset_shapes[] = {
    [DOCUMENT] = SHAPE("document", document_keys),
    [PARAMETER] = SHAPE("parameter", parameter_keys),
    [CODES] = SHAPE("codes", codes_keys),
    [LINE] = SHAPE("line", line_keys),
    [OPTIONS] = SHAPE("options", option_keys),
    [MEASURE] = SHAPE("measure", measure_keys),
    [WINDOW] = SHAPE("window", window_keys),
    [INPUT] = SHAPE("input", input_keys),
    [RULE] = SHAPE("rule", rule_keys),
    [PROTECTED] = SHAPE("protected", protected_keys),
};
const size_t ontrack__ruleset_shape_count =
    sizeof ontrack__ruleset_shapes / sizeof *ontrack__ruleset_shapes;

/* ---- names ---- */

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool ontrack__is_name(ontrack_text text)
{
    if (text.size == 0 || text.size > ONTRACK__TEXT_LIMIT || !is_lower(text.data[0])) return false;
    for (size_t i = 0; i < text.size; i++)
        if (!is_lower(text.data[i]) && !is_digit(text.data[i]) && text.data[i] != '_') return false;
    return true;
}

bool ontrack__is_id(ontrack_text text)
{
    if (text.size == 0 || text.size > ONTRACK__TEXT_LIMIT) return false;
    for (size_t i = 0; i < text.size; i++) {
        const char c = text.data[i];
        const bool letter = is_lower(c) || (c >= 'A' && c <= 'Z');
        if (!letter && !is_digit(c) && c != '-' && c != '_' && c != '.') return false;
    }
    return true;
}

/* ---- the walk ---- */

static ontrack_status check_keys(const ontrack__json_cursor *at, int shape, ontrack_error *error)
{
    return ontrack__json_check(at, ontrack__ruleset_shapes[shape].keys,
                               ontrack__ruleset_shapes[shape].count, error);
}

ontrack_status ontrack__check_items(const ontrack__json_cursor *parent, const char *name,
                                    size_t limit, ontrack__item_check *one, ontrack_error *error)
{
    const ontrack__json_cursor list = ontrack__json_member(parent, name);
    const size_t count = list.value == NULL ? 0 : ontrack__json_count(list.value);
    if (count > limit)
        return ontrack__json_fail(&list, error, "has %zu items; at most %zu are allowed", count,
                                  limit);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        const ontrack__json_cursor item = ontrack__json_item(&list, i);
        status = one(&item, error);
    }
    return status;
}

/* Every member of the object `name`, when there is one. */
static ontrack_status each_member(const ontrack__json_cursor *parent, const char *name,
                                  ontrack__item_check *one, ontrack_error *error)
{
    const ontrack__json_cursor object = ontrack__json_member(parent, name);
    if (object.value == NULL) return ONTRACK_OK;
    if (ontrack__json_count(object.value) > ONTRACK__NAME_LIMIT)
        return ontrack__json_fail(&object, error, "has %zu members; at most %d are allowed",
                                  ontrack__json_count(object.value), ONTRACK__NAME_LIMIT);
    ontrack_status status = ONTRACK_OK;
    void *cursor = NULL;
    const char *member_name = NULL;
    ontrack__json_value *value = NULL;
    while (status == ONTRACK_OK &&
           ontrack__json_next(object.value, &cursor, &member_name, &value)) {
        const ontrack__json_cursor member = ontrack__json_member(&object, member_name);
        status = one(&member, error);
    }
    return status;
}

static ontrack_status check_text(const ontrack__json_cursor *at, ontrack_error *error)
{
    return ontrack__json_expect(at, TEXT, error);
}

ontrack_status ontrack__check_texts(const ontrack__json_cursor *parent, const char *name,
                                    size_t limit, ontrack_error *error)
{
    const ontrack__json_cursor at = ontrack__json_member(parent, name);
    if (at.value == NULL || ontrack__json_kind_of(at.value) != ONTRACK__JSON_ARRAY)
        return ONTRACK_OK;
    if (ontrack__json_count(at.value) == 0)
        return ontrack__json_fail(&at, error, "is empty; give one at least or leave the key out");
    return ontrack__check_items(parent, name, limit, check_text, error);
}

static ontrack_status check_parameter(const ontrack__json_cursor *at, ontrack_error *error)
{
    return check_keys(at, PARAMETER, error);
}

static ontrack_status check_line(const ontrack__json_cursor *at, ontrack_error *error)
{
    const ontrack_status status = check_keys(at, LINE, error);
    return status == ONTRACK_OK
               ? ontrack__check_texts(at, "category", ONTRACK__CATEGORY_LIMIT, error)
               : status;
}

static ontrack_status check_codes(const ontrack__json_cursor *root, ontrack_error *error)
{
    const ontrack__json_cursor codes = ontrack__json_member(root, "codes");
    if (codes.value == NULL) return ONTRACK_OK;
    ontrack_status status = check_keys(&codes, CODES, error);
    for (size_t i = 0; status == ONTRACK_OK && i < sizeof codes_keys / sizeof *codes_keys; i++)
        status = ontrack__check_items(&codes, codes_keys[i].name, ONTRACK__LINE_LIMIT, check_line,
                                      error);
    return status;
}

static ontrack_status check_window(const ontrack__json_cursor *options, ontrack_error *error)
{
    const ontrack__json_cursor window = ontrack__json_member(options, "window");
    return window.value == NULL ? ONTRACK_OK : check_keys(&window, WINDOW, error);
}

static ontrack_status check_choices(const ontrack__json_cursor *at, ontrack_error *error)
{
    static const char *const names[] = {
        "categories", "except_categories", "subjects", "except_subjects",
        "terms",      "except_terms",      "marks"};
    ontrack_status status = check_window(at, error);
    for (size_t i = 0; status == ONTRACK_OK && i < sizeof names / sizeof *names; i++)
        status = ontrack__check_texts(at, names[i], ONTRACK__CATEGORY_LIMIT, error);
    return status;
}

static ontrack_status check_options(const ontrack__json_cursor *at, ontrack_error *error)
{
    const ontrack_status status = check_keys(at, OPTIONS, error);
    return status == ONTRACK_OK ? check_choices(at, error) : status;
}

static ontrack_status check_measure(const ontrack__json_cursor *at, ontrack_error *error)
{
    const ontrack_status status = check_keys(at, MEASURE, error);
    return status == ONTRACK_OK ? check_choices(at, error) : status;
}

static ontrack_status check_input(const ontrack__json_cursor *at, ontrack_error *error)
{
    return check_keys(at, INPUT, error);
}

static ontrack_status check_rule(const ontrack__json_cursor *at, ontrack_error *error)
{
    ontrack_status status = check_keys(at, RULE, error);
    if (status != ONTRACK_OK) return status;
    const ontrack__json_cursor id = ontrack__json_member(at, "id");
    if (!ontrack__is_id(ontrack__json_text(id.value)))
        return ontrack__json_fail(&id, error,
                                  "must be letters, digits, \"-\", \"_\" and \".\", at most %d",
                                  ONTRACK__TEXT_LIMIT);
    const ontrack__json_cursor respond = ontrack__json_member(at, "respond");
    if (respond.value == NULL || ontrack__json_kind_of(respond.value) != ONTRACK__JSON_ARRAY)
        return ONTRACK_OK;
    return ontrack__check_items(at, "respond", ONTRACK__RESPONSE_LIMIT, check_text, error);
}

static ontrack_status check_protected(const ontrack__json_cursor *root, ontrack_error *error)
{
    const ontrack__json_cursor at = ontrack__json_member(root, "protected");
    if (at.value == NULL) return ONTRACK_OK;
    ontrack_status status = check_keys(&at, PROTECTED, error);
    if (status == ONTRACK_OK)
        status = ontrack__check_items(&at, "attributes", ONTRACK__NAME_LIMIT, check_text, error);
    const ontrack__json_cursor why = ontrack__json_member(&at, "why");
    if (status == ONTRACK_OK && ontrack__text_trim(ontrack__json_text(why.value)).size == 0)
        status = ontrack__json_fail(&why, error, "is empty; say why these attributes are read");
    return status;
}

static ontrack_status check_head(const ontrack__json_cursor *root, ontrack_error *error)
{
    const ontrack__json_cursor format = ontrack__json_member(root, "ontrack");
    const ontrack__json_cursor id = ontrack__json_member(root, "id");
    const ontrack__json_cursor drop = ontrack__json_member(root, "drop");
    if (ontrack__json_integer(format.value) != 1)
        return ontrack__json_fail(&format, error, "is the format's number and must be 1");
    if (!ontrack__is_id(ontrack__json_text(id.value)))
        return ontrack__json_fail(&id, error,
                                  "must be letters, digits, \"-\", \"_\" and \".\", at most %d",
                                  ONTRACK__TEXT_LIMIT);
    if (drop.value != NULL && ontrack__json_get(root->value, "extends") == NULL)
        return ontrack__json_fail(&drop, error,
                                  "drops inherited rules; add \"extends\" or remove it");
    return ONTRACK_OK;
}

/* Two rules of one id would make replacing them ambiguous. */
static ontrack_status check_ids(const ontrack__json_cursor *root, ontrack_error *error)
{
    const ontrack__json_cursor rules = ontrack__json_member(root, "rules");
    const size_t count = rules.value == NULL ? 0 : ontrack__json_count(rules.value);
    for (size_t i = 0; i < count; i++) {
        const ontrack__json_cursor rule = ontrack__json_item(&rules, i);
        const ontrack__json_cursor id = ontrack__json_member(&rule, "id");
        for (size_t j = 0; j < i; j++) {
            const ontrack__json_value *other =
                ontrack__json_get(ontrack__json_at(rules.value, j), "id");
            if (ontrack__text_equal(ontrack__json_text(id.value), ontrack__json_text(other)))
                return ontrack__json_fail(&id, error, "is the id of rule %zu too; ids must differ",
                                          j);
        }
    }
    return ONTRACK_OK;
}

ontrack_status ontrack__ruleset_shape(const ontrack__json_cursor *root, ontrack_error *error)
{
    ontrack_status status = check_keys(root, DOCUMENT, error);
    if (status == ONTRACK_OK) status = check_head(root, error);
    if (status == ONTRACK_OK)
        status = ontrack__check_items(root, "drop", ONTRACK__RULE_LIMIT, check_text, error);
    if (status == ONTRACK_OK)
        status = ontrack__check_items(root, "notes", ONTRACK__RULE_LIMIT, check_text, error);
    if (status == ONTRACK_OK)
        status = ontrack__check_items(root, "levels", ONTRACK__CATEGORY_LIMIT, check_text, error);
    if (status == ONTRACK_OK) status = each_member(root, "parameters", check_parameter, error);
    if (status == ONTRACK_OK) status = check_codes(root, error);
    if (status == ONTRACK_OK) status = each_member(root, "defaults", check_options, error);
    if (status == ONTRACK_OK) status = each_member(root, "measures", check_measure, error);
    if (status == ONTRACK_OK) status = each_member(root, "inputs", check_input, error);
    if (status == ONTRACK_OK)
        status = ontrack__check_items(root, "rules", ONTRACK__RULE_LIMIT, check_rule, error);
    if (status == ONTRACK_OK) status = check_ids(root, error);
    if (status == ONTRACK_OK) status = check_protected(root, error);
    if (status == ONTRACK_OK)
        status =
            ontrack__check_items(root, "tests", ONTRACK__TEST_LIMIT, ontrack__test_shape, error);
    return status;
}
