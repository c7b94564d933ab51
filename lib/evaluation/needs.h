/* needs.h - which tables and code maps a rule set's readings look at. Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_NEEDS_H
#define ONTRACK_EVALUATION_NEEDS_H

#include "rulesets/ruleset.h"

/* A family of measures, by the start of their names, and where their answers come from. */
typedef struct ontrack__family {
    const char *prefix;
    ontrack_table table;
    ontrack_table instead; /* serves as well; the same table when there is no other */
    int codes;             /* ontrack_code_kind that the family always reads, or -1 */
} ontrack__family;

/* The family of a catalogue measure; NULL for a host's own and for what students.csv holds. */
const ontrack__family *ontrack__family_of(const ontrack_measure *measure);

/* Whether some reading looks at the codes of that kind. */
bool ontrack__reads_codes(const ontrack_ruleset *ruleset, ontrack_code_kind kind);

/* Whether some reading takes results as recorded. */
bool ontrack__reads_as_recorded(const ontrack_ruleset *ruleset);

/* Whether some reading looks at the table. */
bool ontrack__reads_table(const ontrack_ruleset *ruleset, ontrack_table table);

/* The variable behind a reading. */
const ontrack__variable *ontrack__reading_variable(const ontrack_ruleset *ruleset, size_t reading);

#endif
