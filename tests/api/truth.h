/* truth.h - the truth table of the definitions' sources: records in through the public interface, a
 * verdict of a built-in rule set out. The numbers in the labels are those of the table of test
 * vectors from which the definitions were written; rows without a number stand on a bar, or beside
 * it. Vector 28 checks how accuracy is computed, not a rule set. */
#ifndef ONTRACK_TESTS_API_TRUTH_H
#define ONTRACK_TESTS_API_TRUTH_H

#include "api/school_year.h"

/* One student in one rule set. */
typedef struct truth {
    const char *label;
    school_year year;
    const char *rules;
    const char *parameters; /* other than the rule set's own, as JSON; NULL: none */
    const char *flags;      /* the rules that fire, in order */
    const char *unknown;    /* the rules that stay undecided; NULL: none */
    const char *status;     /* NULL: the rule set does not apply */
} truth;

/* Evaluates each row on a day and complains of each answer that is another. */
void hold_true(const truth *rows, size_t count, const char *as_of);

#define AT_THE_END "2026-06-01"
#define HOLD_TRUE(rows, as_of) hold_true(rows, sizeof(rows) / sizeof *(rows), as_of)

/* A year of courses with nothing failed. */
#define PASSED "EA MB SC HB PA AA EB MC SC HA PB AA"
#define ENGLISH_FAILED "EF MB SC HB PA EB MC SC HA PB AA"

#endif
