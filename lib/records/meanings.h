/* meanings.h - what each local code means to a rule set. Layer: records.
 * The rule set's code maps fill it once for a dictionary; the measures only read it. Immutable
 * then. */
#ifndef ONTRACK_RECORDS_MEANINGS_H
#define ONTRACK_RECORDS_MEANINGS_H

#include "records/rows.h"
#include <ontrack/measure.h>
#include <stdbool.h>

/* A set of at most 64 categories of one code kind: bit n is the n-th category. */
typedef uint64_t ontrack__categories;

/* Categories that the measures themselves know have fixed bits; a rule set's own follow. */
#define ONTRACK__ABSENT (1u << 0) /* attendance */
#define ONTRACK__PRESENT (1u << 1)
#define ONTRACK__TARDY (1u << 2)
#define ONTRACK__EXCUSED (1u << 3)
#define ONTRACK__UNEXCUSED (1u << 4)
#define ONTRACK__SUSPENDED (1u << 5)
#define ONTRACK__PASSING (1u << 0) /* mark */
#define ONTRACK__FAILING (1u << 1)
#define ONTRACK__INCOMPLETE (1u << 2)
#define ONTRACK__WITHDRAWN (1u << 3)
#define ONTRACK__ONGOING (1u << 4) /* "in_progress": a mark that says that there is none yet */
#define ONTRACK__RECOVERY                                                                          \
    (1u << 0) /* course: takes the place of a failed part of the same course */
/* term: bit (kind - 1) of ontrack__term_kind: semester, quarter, trimester, year, summer */

/* Name of the fixed category with that bit number; NULL behind the last one. */
const char *ontrack__fixed_category(ontrack_code_kind kind, size_t bit);

typedef struct ontrack__meaning {
    ontrack__categories categories;
    ontrack_decimal portion; /* attendance: share of the day or period; NONE: not told */
    ontrack_decimal points;  /* mark: grade points; NONE: does not count in a GPA */
    bool mapped;             /* a line of the map matched */
    uint32_t asked; /* the last edition of the dataset in which the code stood; 0: in none so far */
} ontrack__meaning;

/* The code stands in every edition. */
#define ONTRACK__ALWAYS_ASKED UINT32_MAX

/* For each kind an array by code number, or NULL when the rule set has no map of that kind. */
typedef struct ontrack__meanings {
    ontrack__meaning *of[ONTRACK_CODES_COUNT];
    size_t count;   /* codes in the dictionary */
    uint32_t asked; /* the edition that is asked about: what stood in earlier ones means nothing */
} ontrack__meanings;

/* The meaning of a code; unmapped and without categories when the rule set has no such map or the
 * code does not stand where codes of that kind do. */
static inline ontrack__meaning ontrack__meaning_of(const ontrack__meanings *meanings,
                                                   ontrack_code_kind kind, ontrack__code code)
{
    const ontrack__meaning none = {0, ONTRACK_DECIMAL_NONE, ONTRACK_DECIMAL_NONE, false, 0};
    if (meanings->of[kind] == NULL || code >= meanings->count) return none;
    const ontrack__meaning *meaning = &meanings->of[kind][code];
    return meaning->asked >= meanings->asked ? *meaning : none;
}

#endif
