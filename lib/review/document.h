/* document.h - a document that holds tests of a rule set. Layer: review. */
#ifndef ONTRACK_REVIEW_DOCUMENT_H
#define ONTRACK_REVIEW_DOCUMENT_H

#include "rulesets/ruleset.h"

/* Parses and checks a test document against the rule set that it is run on; free it with
 * ontrack__json_free(). */
ontrack_status ontrack__test_document(ontrack_text json, const char *source,
                                      const ontrack_ruleset *ruleset, ontrack__json **out,
                                      ontrack_error *error);

#endif
