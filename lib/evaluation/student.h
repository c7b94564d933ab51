/* student.h - the waist: one student's records in, one result out. Layer: evaluation.
 * An examiner is working memory of one thread; no answer hangs on the student before. */
#ifndef ONTRACK_EVALUATION_STUDENT_H
#define ONTRACK_EVALUATION_STUDENT_H

#include "evaluation/holding.h"
#include "evaluation/sight.h"
#include "rulesets/verdict.h"

/* Whether a student is looked at. */
typedef enum ontrack__scope {
    ONTRACK__SCOPE_IN,
    ONTRACK__SCOPE_NOT_APPLICABLE, /* the rule set's applies_to is false */
    ONTRACK__SCOPE_FILTERED,       /* `where` is false */
    ONTRACK__SCOPE_UNDECIDED       /* `where` is neither true nor false */
} ontrack__scope;

typedef struct ontrack__examiner {
    const ontrack__cel_program *where; /* NULL: everybody; borrowed */
    ontrack_text undecided; /* why `where` was neither, until the next student; may be empty */
    struct ontrack__examiner *since; /* asks on an earlier day too; NULL: nobody does; borrowed */
    ontrack__sight sight;            /* the student at hand, with the result in its arena */
    ontrack__holding holding;
    ontrack__options school; /* for the result's school */
    const ontrack_measure *measure_of_school;
    ontrack__arena room;        /* what is below */
    ontrack_result *result;     /* of the student at hand */
    ontrack__verdict *silent;   /* by indicator: that of its rules when none has anything to say */
    ontrack__verdict *verdicts; /* the same of the student at hand */
} ontrack__examiner;

/* `examiner` must be disposed of whatever this answers. */
ontrack_status ontrack__examiner_init(ontrack__examiner *examiner, const ontrack__binding *binding,
                                      const ontrack__cel_program *where, ontrack_error *error);
void ontrack__examiner_dispose(ontrack__examiner *examiner);
/* Examines a student. `out` is set when the scope is IN and valid until the next student. */
ontrack_status ontrack__examine(ontrack__examiner *examiner, const ontrack_student *student,
                                ontrack__scope *scope, const ontrack_result **out,
                                ontrack_error *error);

#endif
