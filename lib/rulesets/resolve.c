/* Inheritance: the document that `extends` names, with the own document's changes put in place. */
#include "rulesets/loader.h"

#include "base/text.h"

#include <ontrack/measure.h>

typedef struct merger {
    const ontrack__json_cursor *child;
    const ontrack__json_cursor *parent;
    ontrack__json_value *result;
    ontrack_error *error;
} merger;

static ontrack_status done(const merger *to, bool good)
{
    return good ? ONTRACK_OK : ontrack__no_memory(to->error);
}

/* ---- objects ---- */

/* Members of `from` into `into`; when `deep`, members of members that are objects. */
static bool merge_members(ontrack__json_value *into, const ontrack__json_value *from, bool deep)
{
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    bool good = true;
    while (good && ontrack__json_next(from, &cursor, &name, &value)) {
        ontrack__json_value *there = deep ? ontrack__json_get(into, name) : NULL;
        good = there == NULL ? ontrack__json_set(into, name, value)
                             : merge_members(there, value, false);
    }
    return good;
}

/* Inherited members first, own ones over them. */
static ontrack_status merge_object(const merger *to, const char *name, bool deep)
{
    const ontrack__json_value *own = ontrack__json_get(to->child->value, name);
    const ontrack__json_value *inherited = ontrack__json_get(to->parent->value, name);
    if (inherited == NULL) return done(to, ontrack__json_set(to->result, name, own));
    if (!ontrack__json_set(to->result, name, inherited)) return ontrack__no_memory(to->error);
    return done(to, own == NULL || merge_members(ontrack__json_get(to->result, name), own, deep));
}

/* ---- code maps: own lines come before the inherited ones, as the first that matches decides ----
 */

static bool append_all(ontrack__json_value *into, const ontrack__json_value *from)
{
    bool good = true;
    for (size_t i = 0; good && i < ontrack__json_count(from); i++)
        good = ontrack__json_append(into, ontrack__json_at(from, i));
    return good;
}

static ontrack_status merge_codes(const merger *to)
{
    const ontrack__json_value *inherited = ontrack__json_get(to->parent->value, "codes");
    const ontrack__json_value *own = ontrack__json_get(to->child->value, "codes");
    if (!ontrack__json_set(to->result, "codes", own == NULL ? inherited : own))
        return ontrack__no_memory(to->error);
    if (own == NULL || inherited == NULL) return ONTRACK_OK;
    ontrack__json_value *codes = ontrack__json_get(to->result, "codes");
    void *cursor = NULL;
    const char *kind = NULL;
    ontrack__json_value *lines = NULL;
    bool good = true;
    while (good && ontrack__json_next(inherited, &cursor, &kind, &lines)) {
        ontrack__json_value *there = ontrack__json_get(codes, kind);
        good = there == NULL ? ontrack__json_set(codes, kind, lines) : append_all(there, lines);
    }
    return done(to, good);
}

/* ---- rules ---- */

static ontrack_text id_of(const ontrack__json_value *rule)
{
    return ontrack__json_text(ontrack__json_get(rule, "id"));
}

static size_t count_of(const ontrack__json_cursor *document, const char *name)
{
    const ontrack__json_value *list = ontrack__json_get(document->value, name);
    return list == NULL ? 0 : ontrack__json_count(list);
}

/* Position of a rule by id, or the count of rules. */
static size_t find_rule(const ontrack__json_value *rules, ontrack_text id)
{
    size_t at = 0;
    const size_t count = rules == NULL ? 0 : ontrack__json_count(rules);
    while (at < count && !ontrack__text_equal(id_of(ontrack__json_at(rules, at)), id))
        at++;
    return at;
}

/* Takes the dropped rules, and their origins, out of the result's rules. */
static ontrack_status drop_rules(const merger *to, ontrack__json_value *rules,
                                 ontrack__origin *origins, size_t *count)
{
    const ontrack__json_cursor drop = ontrack__json_member(to->child, "drop");
    for (size_t i = 0; i < count_of(to->child, "drop"); i++) {
        const ontrack__json_cursor item = ontrack__json_item(&drop, i);
        const size_t at = find_rule(rules, ontrack__json_text(item.value));
        if (at == *count)
            return ontrack__json_fail(&item, to->error, "no inherited rule has this id; remove it");
        if (!ontrack__json_remove_at(rules, at)) return ontrack__no_memory(to->error);
        *count -= 1;
        memmove(origins + at, origins + at + 1, (*count - at) * sizeof *origins);
    }
    return ONTRACK_OK;
}

/* An own rule takes the place of the one with its id, or comes last. */
static ontrack_status put_rule(const merger *to, ontrack__json_value *rules, size_t index,
                               ontrack__origin *origins, size_t *count)
{
    const ontrack__json_value *own =
        ontrack__json_at(ontrack__json_get(to->child->value, "rules"), index);
    const size_t at = find_rule(rules, id_of(own));
    origins[at].source = to->child->source;
    origins[at].index = index;
    if (at < *count) return done(to, ontrack__json_replace(rules, at, own));
    *count += 1;
    return done(to, ontrack__json_append(rules, own));
}

static ontrack_status own_rules_only(const merger *to, const ontrack__json_value *own,
                                     ontrack__origin *origins)
{
    for (size_t i = 0; i < ontrack__json_count(own); i++) {
        origins[i].source = to->child->source;
        origins[i].index = i;
    }
    return done(to, ontrack__json_set(to->result, "rules", own));
}

static ontrack_status merge_rules(const merger *to, ontrack__origin *origins)
{
    const ontrack__json_value *inherited = ontrack__json_get(to->parent->value, "rules");
    if (inherited == NULL)
        return own_rules_only(to, ontrack__json_get(to->child->value, "rules"), origins);
    size_t count = ontrack__json_count(inherited);
    if (!ontrack__json_set(to->result, "rules", inherited)) return ontrack__no_memory(to->error);
    ontrack__json_value *rules = ontrack__json_get(to->result, "rules");
    ontrack_status status = drop_rules(to, rules, origins, &count);
    for (size_t i = 0; status == ONTRACK_OK && i < count_of(to->child, "rules"); i++)
        status = put_rule(to, rules, i, origins, &count);
    return status;
}

static ontrack_status check_drop(const merger *to)
{
    const ontrack__json_cursor drop = ontrack__json_member(to->child, "drop");
    if (drop.value == NULL || ontrack__json_count(drop.value) == 0 ||
        ontrack__json_get(to->parent->value, "rules") != NULL)
        return ONTRACK_OK;
    return ontrack__json_fail(&drop, to->error, "nothing is inherited to be dropped; remove it");
}

/* ---- the whole ---- */

static ontrack_status merge_key(const merger *to, const char *name, ontrack__origin *origins)
{
    static const char *const objects[] = {"defaults", "measures", "inputs"};
    const ontrack__json_value *own = ontrack__json_get(to->child->value, name);
    if (strcmp(name, "rules") == 0) return merge_rules(to, origins);
    if (strcmp(name, "codes") == 0) return merge_codes(to);
    if (strcmp(name, "parameters") == 0) return merge_object(to, name, true);
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
        if (strcmp(name, objects[i]) == 0)
            return merge_object(to, name, strcmp(name, "defaults") == 0);
    return done(to,
                ontrack__json_set(to->result, name,
                                  own != NULL ? own : ontrack__json_get(to->parent->value, name)));
}

/* Keys of `from` that the result has not got yet, in their order. */
static ontrack_status merge_keys(const merger *to, const ontrack__json_value *from, bool inherited,
                                 ontrack__origin *origins)
{
    ontrack_status status = ONTRACK_OK;
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    while (status == ONTRACK_OK && ontrack__json_next(from, &cursor, &name, &value)) {
        if (strcmp(name, "extends") == 0 || strcmp(name, "drop") == 0) continue;
        if (inherited && strcmp(name, "tests") == 0) continue; /* they tested other rules */
        if (ontrack__json_get(to->result, name) != NULL) continue;
        status = merge_key(to, name, origins);
    }
    return status;
}

ontrack_status ontrack__inherit(const ontrack__json_cursor *child,
                                const ontrack__json_cursor *parent, const ontrack__origin *origins,
                                ontrack__arena *arena, ontrack__json **out,
                                ontrack__origin **out_origins, ontrack_error *error)
{
    const size_t inherited = count_of(parent, "rules"), own = count_of(child, "rules");
    *out_origins = ontrack__arena_allocate(arena, inherited + own + 1, sizeof **out_origins);
    ontrack_status status = ontrack__json_new(out, error);
    if (status != ONTRACK_OK) return status;
    if (*out_origins == NULL) return ontrack__no_memory(error);
    for (size_t i = 0; i < inherited; i++) {
        (*out_origins)[i].source = ontrack__arena_copy(arena, ontrack_text_of(origins[i].source));
        (*out_origins)[i].index = origins[i].index;
        if ((*out_origins)[i].source == NULL) return ontrack__no_memory(error);
    }
    const merger to = {child, parent, ontrack__json_root(*out), error};
    status = check_drop(&to);
    if (status == ONTRACK_OK) status = merge_keys(&to, child->value, false, *out_origins);
    if (status == ONTRACK_OK) status = merge_keys(&to, parent->value, true, *out_origins);
    return status;
}
