/* list.h - a student's records as conditions see them: lists of records with named fields. Layer:
 * measures.
 * What is in a list is what the measures count: the school year up to the as-of date, a course
 * once, an absence where the day is in the ledger. docs/conditions.md has the table. */
#ifndef ONTRACK_MEASURES_LIST_H
#define ONTRACK_MEASURES_LIST_H

#include "measures/question.h"
#include "measures/why.h"

typedef enum ontrack__field_type {
    ONTRACK__FIELD_TRUTH,
    ONTRACK__FIELD_NUMBER, /* an exact fraction */
    ONTRACK__FIELD_TEXT,
    ONTRACK__FIELD_CATEGORIES, /* names of categories of a code kind */
    ONTRACK__FIELD_DATE
} ontrack__field_type;

typedef struct ontrack__field {
    const char *name; /* "credits_earned" */
    ontrack__field_type type;
    const char *about;
} ontrack__field;

/* The value of a field; which members count is the type's to say. */
typedef struct ontrack__cell {
    ontrack__why why; /* KNOWN, or why it is not */
    bool truth;
    int64_t numerator, denominator; /* ten-thousandths of `denominator` (above 0) */
    ontrack_text text;              /* borrowed from the dataset */
    ontrack_code_kind kind;
    ontrack__categories categories;
    ontrack_date date;
} ontrack__cell;

enum { ONTRACK__FIELDS = 16 }; /* at most of a record */

/* Takes one record after the other; a status that is not OK ends the reading. */
typedef struct ontrack__list_sink {
    ontrack_status (*add)(void *user, const ontrack__cell *cells);
    void *user;
} ontrack__list_sink;

typedef struct ontrack__record_list {
    const char *name;    /* "courses" */
    const char *record;  /* "course" */
    const char *about;   /* what the list holds, for a reader */
    const char *like;    /* the measure whose options of a rule set's "defaults" hold; NULL: none */
    ontrack_table table; /* that it is read from */
    unsigned codes;      /* bit n: code kind n */
    const ontrack__field *fields;
    size_t field_count;
    /* `why` is KNOWN, or why the list is not: then nothing counts that was added. */
    ontrack_status (*read)(const ontrack_question *question, const ontrack__list_sink *sink,
                           ontrack__why *why);
} ontrack__record_list;

extern const ontrack__record_list ontrack__courses_list, ontrack__absences_list,
    ontrack__incidents_list, ontrack__actions_list, ontrack__transitions_list,
    ontrack__enrollments_list, ontrack__interventions_list;

/* Cells. */
static inline ontrack__cell ontrack__cell_unknown(ontrack__why why)
{
    const ontrack__cell cell = {.why = why};
    return cell;
}

static inline ontrack__cell ontrack__cell_truth(bool truth)
{
    const ontrack__cell cell = {.truth = truth};
    return cell;
}

static inline ontrack__cell ontrack__cell_number(int64_t ten_thousandths)
{
    const ontrack__cell cell = {.numerator = ten_thousandths, .denominator = 1};
    return cell;
}

static inline ontrack__cell ontrack__cell_text(ontrack_text text)
{
    const ontrack__cell cell = {.text = text};
    return cell;
}

static inline ontrack__cell ontrack__cell_categories(ontrack_code_kind kind,
                                                     ontrack__categories categories)
{
    const ontrack__cell cell = {.kind = kind, .categories = categories};
    return cell;
}

static inline ontrack__cell ontrack__cell_date(ontrack_date date)
{
    const ontrack__cell cell = {.date = date};
    return cell;
}

#endif
