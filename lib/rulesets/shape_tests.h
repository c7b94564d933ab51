/* shape_tests.h - which keys tests of a rule set may have, and of what kind. Layer: rulesets. */
#ifndef ONTRACK_RULESETS_SHAPE_TESTS_H
#define ONTRACK_RULESETS_SHAPE_TESTS_H

#include "json/json.h"

#define ONTRACK__TEST_LIMIT 1000 /* tests in a document */

/* Checks the keys and kinds of one test, and of a document that holds nothing but tests. */
ontrack_status ontrack__test_shape(const ontrack__json_cursor *test, ontrack_error *error);
ontrack_status ontrack__test_document_shape(const ontrack__json_cursor *root, ontrack_error *error);

#endif
