/* cases.h - one test of a rule set, read and checked: what is given, what is recorded.
 * Layer: rulesets. What a test expects is compared in the layer review. */
#ifndef ONTRACK_RULESETS_CASES_H
#define ONTRACK_RULESETS_CASES_H

#include "rulesets/ruleset.h"
#include <ontrack/dataset.h>

#define ONTRACK__CASE_DAYS_LIMIT 400      /* days of one range */
#define ONTRACK__CASE_CALENDAR_LIMIT 1500 /* school days of a test's calendar */
#define ONTRACK__CASE_ROWS_LIMIT 5000     /* rows of a test's records, ranges written out */

typedef struct ontrack__case {
    const char *name;
    ontrack_date as_of;          /* NONE: the last date of the records */
    bool recorded;               /* there are records: what is not given is measured */
    const ontrack_value **given; /* by variable; NULL: not given */
    ontrack_text student;        /* id of the student whom the test is about */
} ontrack__case;

/* Reads a test whose shape was checked, and checks every name in it. Memory comes from `arena`;
 * texts are borrowed from the document. */
ontrack_status ontrack__case_read(const ontrack_ruleset *ruleset, const ontrack__json_cursor *at,
                                  ontrack__arena *arena, ontrack__case *out, ontrack_error *error);
/* Pushes the test's records, the student's own row among them; a NULL builder only checks. */
ontrack_status ontrack__case_push(const ontrack__case *test, const ontrack__json_cursor *at,
                                  ontrack__arena *arena, ontrack_builder *builder,
                                  ontrack_error *error);
/* Reads every test below `root` and all their records, to see that they can be run (tests.c). */
ontrack_status ontrack__cases_check(const ontrack_ruleset *ruleset,
                                    const ontrack__json_cursor *root, ontrack_error *error);

#endif
