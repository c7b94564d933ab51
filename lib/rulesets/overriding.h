/* overriding.h - the parts of loading override documents. Layer: rulesets. */
#ifndef ONTRACK_RULESETS_OVERRIDING_H
#define ONTRACK_RULESETS_OVERRIDING_H

#include "rulesets/loader.h"

/* override_parts.c: what overrides and exemptions share. A document's outermost value: */
ontrack__json_cursor ontrack__override_root(const ontrack__loader *loader, size_t document);
/* The text or texts of the member `name`; none when it is absent. */
ontrack_status ontrack__load_place(ontrack__loader *loader, const ontrack__json_cursor *parent,
                                   const char *name, ontrack__texts *out);
/* The days "from" and "until", in their order. */
ontrack_status ontrack__load_days(const ontrack__json_cursor *at, ontrack_date *from,
                                  ontrack_date *until, ontrack_error *error);
/* Position of the rule that a text names; the complaint suggests a near one. */
ontrack_status ontrack__named_rule(const ontrack__loader *loader, const ontrack__json_cursor *at,
                                   size_t *out);

/* override_entry.c: one override of the document whose id is `face.document`. */
ontrack_status ontrack__load_override(ontrack__loader *loader, const ontrack__json_cursor *at,
                                      ontrack__override *out);
/* override_words.c: fills the face's `scope` and `change`. false when memory is out. */
bool ontrack__override_words(ontrack_ruleset *ruleset, ontrack__override *item);
/* override_order.c: brings the overrides into the order in which they take effect; refuses two of a
 * document between which no order decides, and a value that no number takes that follows it. */
ontrack_status ontrack__order_overrides(ontrack__loader *loader);
/* exemption.c: one exemption of the document whose id is `face.document`. */
ontrack_status ontrack__load_exemption(ontrack__loader *loader, const ontrack__json_cursor *at,
                                       ontrack__exempt *out);

#endif
