/* findings.h - what a check of a rule set says, and the pieces of the check. Layer: review. */
#ifndef ONTRACK_REVIEW_FINDINGS_H
#define ONTRACK_REVIEW_FINDINGS_H

#include "base/error.h"
#include "rulesets/ruleset.h"
#include <ontrack/review.h>

/* Every finding: its constant, its name, how bad it is. docs/rule-check.md explains each. */
#define ONTRACK__FINDINGS(X)                                                                       \
    X(NEVER_FIRES, "never-fires", ERROR)                                                           \
    X(ALWAYS_FIRES, "always-fires", ERROR)                                                         \
    X(APPLIES_TO_NOBODY, "applies-to-nobody", ERROR)                                               \
    X(TEST_FAILS, "test-fails", ERROR)                                                             \
    X(SWITCHED_OFF, "switched-off", NOTE)                                                          \
    X(NEVER_TRUE, "never-true", WARNING)                                                           \
    X(ALWAYS_TRUE, "always-true", WARNING)                                                         \
    X(SAME_CONDITION, "same-condition", WARNING)                                                   \
    X(OVERLAP, "overlap", WARNING)                                                                 \
    X(GAP, "gap", WARNING)                                                                         \
    X(BOTH_FIRE, "both-fire", NOTE)                                                                \
    X(UNUSED_PARAMETER, "unused-parameter", WARNING)                                               \
    X(UNUSED_MEASURE, "unused-measure", WARNING)                                                   \
    X(UNUSED_INPUT, "unused-input", WARNING)                                                       \
    X(UNUSED_CATEGORY, "unused-category", NOTE)                                                    \
    X(EMPTY_CATEGORY, "empty-category", WARNING)                                                   \
    X(LINE_NEVER_REACHED, "line-never-reached", WARNING)                                           \
    X(CODE_NEVER_REACHED, "code-never-reached", WARNING)                                           \
    X(PROTECTED_READ, "protected-read", NOTE)                                                      \
    X(PROTECTED_UNUSED, "protected-unused", WARNING)                                               \
    X(NO_RESPONSE, "no-response", NOTE)                                                            \
    X(NO_SOURCE, "no-source", NOTE)                                                                \
    X(NO_MISUSE, "no-misuse", NOTE)                                                                \
    X(NO_TESTS, "no-tests", NOTE)                                                                  \
    X(UNTESTED_RULE, "untested-rule", NOTE)                                                        \
    X(UNMAPPED_CODE, "unmapped-code", WARNING)                                                     \
    X(UNMET_LINE, "unmet-line", NOTE)                                                              \
    X(UNMET_INHERITED, "unmet-inherited", NOTE)                                                    \
    X(DATA, "data", WARNING)

typedef enum ontrack__finding_kind {
#define ONTRACK__FINDING_ENUM(constant, name, severity) ONTRACK__FINDING_##constant,
    ONTRACK__FINDINGS(ONTRACK__FINDING_ENUM)
#undef ONTRACK__FINDING_ENUM
} ontrack__finding_kind;

/* A check that runs. */
typedef struct ontrack__review {
    const ontrack_ruleset *ruleset;
    const ontrack__json_value *own; /* what the checked document itself wrote; never NULL */
    const ontrack_check_options *options;
    ontrack__arena arena; /* of the piece at hand */
    ontrack_error *error;
} ontrack__review;

/* Where a finding stands. */
typedef struct ontrack__spot {
    int rule;         /* position of the rule, -1: none; tells the document and the path begin */
    const char *path; /* behind the rule's own ("/when"), or the whole */
    int32_t line, column;
    int64_t rows; /* of the data; 0: none */
} ontrack__spot;

/* Hands one finding on. */
ontrack_status ontrack__find(ontrack__review *review, ontrack__finding_kind kind,
                             ontrack__spot spot, const char *format, ...) ONTRACK__PRINTF(4, 5);
/* The place of a rule's condition. */
ontrack__spot ontrack__spot_when(int rule, int32_t line, int32_t column);
/* A place that is no rule's. */
ontrack__spot ontrack__spot_at(const char *path);
/* The arena ran out of memory. */
ontrack_status ontrack__review_no_memory(ontrack__review *review);

/* How many of the lines of a code map the checked document wrote itself: they come first. */
size_t ontrack__own_lines(const ontrack__review *review, ontrack_code_kind kind);
/* Whether the checked document wrote the member of that name in the object "measures", ... */
bool ontrack__owns(const ontrack__review *review, const char *object, const char *name);

#endif
