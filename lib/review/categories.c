/* Categories that nothing reads, and categories that are read but that no line gives. */
#include "review/pieces.h"

#include "base/text.h"
#include "cel/visit.h"
#include "rulesets/loader.h"

#include <stdio.h>

enum { PATH = 200 };

/* The options that name categories, and of which kinds; -1: of the measure's own. */
static const struct {
    const char *key;
    int kinds[2];
} options[] = {
    {"categories", {-1, -1}},
    {"except_categories", {-1, -1}},
    {"subjects", {ONTRACK_CODES_SUBJECT, ONTRACK_CODES_COURSE}},
    {"except_subjects", {ONTRACK_CODES_SUBJECT, ONTRACK_CODES_COURSE}},
    {"terms", {ONTRACK_CODES_TERM, ONTRACK_CODES_TERM}},
    {"except_terms", {ONTRACK_CODES_TERM, ONTRACK_CODES_TERM}},
    {"marks", {ONTRACK_CODES_MARK, ONTRACK_CODES_MARK}},
};
enum { OPTIONS = sizeof options / sizeof *options };

/* Which codes `categories` chooses among, by the first word of the measure. */
static int own_kind(const char *measure)
{
    static const struct {
        const char *prefix;
        ontrack_code_kind kind;
    } families[] = {{"attendance", ONTRACK_CODES_ATTENDANCE},
                    {"behavior", ONTRACK_CODES_INCIDENT},
                    {"discipline", ONTRACK_CODES_ACTION},
                    {"transitions", ONTRACK_CODES_TRANSITION}};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (strncmp(measure, families[i].prefix, strlen(families[i].prefix)) == 0)
            return (int)families[i].kind;
    return -1;
}

/* ---- walking the options ---- */

/* An object of options: a measure's, or an indicator's defaults. */
typedef struct holder {
    ontrack__review *review;
    const ontrack__json_cursor *at;
    const char *measure; /* or the indicator */
} holder;

typedef ontrack_status each_name(const holder *in, const ontrack__json_cursor *at,
                                 const int kinds[2], void *user);

static ontrack_status walk_option(const holder *in, size_t option, each_name *one, void *user)
{
    const ontrack__json_cursor at = ontrack__json_member(in->at, options[option].key);
    int kinds[2] = {options[option].kinds[0], options[option].kinds[1]};
    ontrack_status status = ONTRACK_OK;
    if (kinds[0] < 0) kinds[0] = kinds[1] = own_kind(in->measure);
    if (at.value == NULL || kinds[0] < 0) return ONTRACK_OK;
    if (ontrack__json_kind_of(at.value) == ONTRACK__JSON_STRING) return one(in, &at, kinds, user);
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(at.value); i++) {
        const ontrack__json_cursor item = ontrack__json_item(&at, i);
        status = one(in, &item, kinds, user);
    }
    return status;
}

/* Every name of a category in "measures" and "defaults". */
static ontrack_status walk(ontrack__review *review, each_name *one, void *user)
{
    static const char *const objects[] = {"measures", "defaults"};
    const ontrack__json_cursor root =
        ontrack__json_start(ontrack__json_root(review->ruleset->document), review->ruleset->id);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
        const ontrack__json_cursor object = ontrack__json_member(&root, objects[i]);
        void *cursor = NULL;
        const char *name = NULL;
        ontrack__json_value *value = NULL;
        while (status == ONTRACK_OK && object.value != NULL &&
               ontrack__json_next(object.value, &cursor, &name, &value)) {
            const ontrack__json_cursor member = ontrack__json_member(&object, name);
            const char *measure =
                i == 0 ? ontrack__json_text(ontrack__json_get(value, "measure")).data : name;
            const holder in = {review, &member, measure};
            for (size_t option = 0; status == ONTRACK_OK && option < OPTIONS; option++)
                status = walk_option(&in, option, one, user);
        }
    }
    return status;
}

/* ---- read, but given by no line ---- */

static bool is_given(const ontrack_ruleset *ruleset, int kind, ontrack_text name)
{
    const ontrack__code_map *map = &ruleset->maps[kind];
    const int bit = ontrack__find_category(ruleset, (ontrack_code_kind)kind, name);
    for (size_t i = 0; bit >= 0 && i < map->line_count; i++)
        if ((map->lines[i].meaning.categories >> bit & 1) != 0) return true;
    return false;
}

/* terms.csv gives kinds of terms itself. */
static ontrack_status check_given(const holder *in, const ontrack__json_cursor *at,
                                  const int kinds[2], void *user)
{
    const ontrack_text name = ontrack__json_text(at->value);
    const ontrack_ruleset *ruleset = in->review->ruleset;
    char path[PATH];
    (void)user;
    if (kinds[0] == ONTRACK_CODES_TERM || is_given(ruleset, kinds[0], name) ||
        is_given(ruleset, kinds[1], name))
        return ONTRACK_OK;
    ontrack__json_pointer(at, path, sizeof path);
    return ontrack__find(in->review, ONTRACK__FINDING_EMPTY_CATEGORY, ontrack__spot_at(path),
                         "no line of /codes/%s gives the category \"%s\", so nothing is ever in "
                         "it; add a line, or leave the category out",
                         ontrack_code_kind_name((ontrack_code_kind)kinds[0]), name.data);
}

/* ---- given, but read by nothing ---- */

/* A category that is looked for. */
typedef struct wanted {
    int kind;
    ontrack_text name;
    bool found;
} wanted;

static ontrack_status match_name(const holder *in, const ontrack__json_cursor *at,
                                 const int kinds[2], void *user)
{
    wanted *category = user;
    (void)in;
    if ((kinds[0] == category->kind || kinds[1] == category->kind) &&
        ontrack__text_equal(ontrack__json_text(at->value), category->name))
        category->found = true;
    return ONTRACK_OK;
}

/* A condition that speaks of it, whatever for. */
static bool in_conditions(const ontrack_ruleset *ruleset, ontrack_text name)
{
    for (size_t i = 0; i < ruleset->rule_count; i++)
        if (strstr(ruleset->rules[i].rule.when, name.data) != NULL) return true;
    return ruleset->applies_to != NULL && strstr(ruleset->applies_to, name.data) != NULL;
}

/* The measures themselves read the fixed ones; "other" says that a code was thought of. */
static bool is_meant(ontrack_code_kind kind, ontrack_text name)
{
    const char *fixed = NULL;
    for (size_t bit = 0; (fixed = ontrack__fixed_category(kind, bit)) != NULL; bit++)
        if (ontrack__text_is(name, fixed)) return true;
    return ontrack__text_is(name, "other");
}

static ontrack_status check_read(ontrack__review *review, ontrack_code_kind kind, size_t line,
                                 const ontrack__json_value *value)
{
    wanted category = {(int)kind, ontrack__json_text(value), false};
    char path[PATH];
    if (is_meant(kind, category.name) || in_conditions(review->ruleset, category.name))
        return ONTRACK_OK;
    const ontrack_status status = walk(review, match_name, &category);
    if (status != ONTRACK_OK || category.found) return status;
    snprintf(path, sizeof path, "/codes/%s/%zu/category", ontrack_code_kind_name(kind), line);
    return ontrack__find(review, ONTRACK__FINDING_UNUSED_CATEGORY, ontrack__spot_at(path),
                         "no measure reads the category \"%s\"", category.name.data);
}

static ontrack_status check_line(ontrack__review *review, ontrack_code_kind kind, size_t line,
                                 const ontrack__json_value *category)
{
    ontrack_status status = ONTRACK_OK;
    if (ontrack__json_kind_of(category) == ONTRACK__JSON_STRING)
        return check_read(review, kind, line, category);
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(category); i++)
        status = check_read(review, kind, line, ontrack__json_at(category, i));
    return status;
}

ontrack_status ontrack__check_categories(ontrack__review *review)
{
    const ontrack__json_value *codes = ontrack__json_get(review->own, "codes");
    ontrack_status status = walk(review, check_given, NULL);
    for (int kind = 0; status == ONTRACK_OK && kind < ONTRACK_CODES_COUNT; kind++) {
        const ontrack__json_value *lines =
            ontrack__json_get(codes, ontrack_code_kind_name((ontrack_code_kind)kind));
        for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(lines); i++)
            status = check_line(review, (ontrack_code_kind)kind, i,
                                ontrack__json_get(ontrack__json_at(lines, i), "category"));
    }
    return status;
}
