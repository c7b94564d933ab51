/* shape.h - which keys a rule set document may have, and of what kind. Layer: rulesets. */
#ifndef ONTRACK_RULESETS_SHAPE_H
#define ONTRACK_RULESETS_SHAPE_H

#include "json/json.h"

#define ONTRACK__RULE_LIMIT 1000   /* rules in a rule set */
#define ONTRACK__LINE_LIMIT 1000   /* lines in a code map */
#define ONTRACK__NAME_LIMIT 500    /* parameters, measures or inputs */
#define ONTRACK__CATEGORY_LIMIT 64 /* categories of a code kind, the fixed ones included */
#define ONTRACK__TEXT_LIMIT 64     /* bytes in an id, a level, a name */
#define ONTRACK__RESPONSE_LIMIT 20 /* responses of a rule */

#define ONTRACK__DOCUMENT_LIMIT 16     /* override documents of a rule set */
#define ONTRACK__OVERRIDE_LIMIT 1000   /* overrides in a document */
#define ONTRACK__PLACE_LIMIT 200       /* places of one kind in a scope */
#define ONTRACK__EXEMPTION_LIMIT 10000 /* exemptions in a document */

/* The keys of one kind of object, by the name that its schema in docs/ gives it. */
typedef struct ontrack__shape {
    const char *name;
    const ontrack__json_shape *keys;
    size_t count;
} ontrack__shape;

/* All of them, for the test that compares them with the schema. */
extern const ontrack__shape ontrack__ruleset_shapes[];
extern const size_t ontrack__ruleset_shape_count;

/* The same of override documents. */
extern const ontrack__shape ontrack__override_shapes[];
extern const size_t ontrack__override_shape_count;

/* Checks the keys and kinds of a whole document, its ids and its limits, before anything is merged
 * or understood. */
ontrack_status ontrack__ruleset_shape(const ontrack__json_cursor *root, ontrack_error *error);

/* override_shape.c: the same for an override document. */
ontrack_status ontrack__override_shape(const ontrack__json_cursor *root, ontrack_error *error);

typedef ontrack_status ontrack__item_check(const ontrack__json_cursor *at, ontrack_error *error);
/* Every item of the list `name`, when there is one, and that they are no more than `limit`. */
ontrack_status ontrack__check_items(const ontrack__json_cursor *parent, const char *name,
                                    size_t limit, ontrack__item_check *one, ontrack_error *error);
/* The member `name`, when it is there, is a text or a list of texts with one at least. */
ontrack_status ontrack__check_texts(const ontrack__json_cursor *parent, const char *name,
                                    size_t limit, ontrack_error *error);

/* Lower-case letters, digits and `_`, a letter first, at most ONTRACK__TEXT_LIMIT bytes. */
bool ontrack__is_name(ontrack_text text);
/* Letters, digits, `-`, `_` and `.`, at most ONTRACK__TEXT_LIMIT bytes, not empty. */
bool ontrack__is_id(ontrack_text text);

#endif
