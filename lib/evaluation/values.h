/* values.h - what the conditions read of the student at hand, worked out when first needed.
 * Layer: evaluation. Belongs to one thread. */
#ifndef ONTRACK_EVALUATION_VALUES_H
#define ONTRACK_EVALUATION_VALUES_H

#include "base/arena.h"
#include "evaluation/binding.h"
#include "measures/question.h"

/* A reading; one that is a measure of the library's own takes no second look. */
typedef struct ontrack__plain_reading {
    const ontrack_measure *measure; /* NULL: the reading is anything else */
    const ontrack__options *options;
    size_t variable;
    ontrack_value *value; /* the variable's, within the arrays below */
    ontrack__cel_value *bound;
    bool *known;
} ontrack__plain_reading;

typedef struct ontrack__values {
    const ontrack__binding *binding;
    const ontrack_ruleset *ruleset; /* the binding's, or a variant of it */
    const ontrack_student *student;
    ontrack__notes *notes;
    ontrack_question question;
    ontrack_value *of;             /* by variable */
    ontrack__cel_value *bound;     /* the same as conditions see them */
    bool *known;                   /* worked out for this student */
    ontrack__plain_reading *plain; /* by reading */
    const char *
        *unclear; /* by variable, of a list: why a field of a record is not known, or NULL */
    const ontrack_value *const *given; /* by variable: not worked out but said; NULL, or NULL for a
                                        * variable: not said. Borrowed */
} ontrack__values;

/* `values` must be disposed of whatever this answers. */
ontrack_status ontrack__values_init(ontrack__values *values, const ontrack__binding *binding,
                                    ontrack_error *error);
void ontrack__values_dispose(ontrack__values *values);
/* Turns to another student: nothing is carried over. */
ontrack_status ontrack__values_begin(ontrack__values *values, const ontrack_student *student);
/* Turns to another variant of the binding's rule set, before anything of it is asked. */
void ontrack__values_vary(ontrack__values *values, const ontrack_ruleset *ruleset);
/* Makes sure that a variable's value is there, until the next student. */
ontrack_status ontrack__values_need(ontrack__values *values, size_t variable, ontrack__arena *arena,
                                    ontrack_error *error);
/* The same for all readings, which are all that rules read. */
ontrack_status ontrack__values_read(ontrack__values *values, ontrack__arena *arena,
                                    ontrack_error *error);
/* The same for all variables that a program names. */
ontrack_status ontrack__values_need_all(ontrack__values *values,
                                        const ontrack__cel_program *program, ontrack__arena *arena,
                                        ontrack_error *error);
/* Asks a measure. The answer lasts until the next student; what a host's own borrows is copied into
 * `arena`. */
ontrack_status ontrack__values_ask(ontrack__values *values, const ontrack_measure *measure,
                                   const ontrack__options *options, ontrack__arena *arena,
                                   ontrack_value *out, ontrack_error *error);
/* A copy of a value whose text and pairs stand in `arena`. false when memory is out. */
bool ontrack__value_copy(const ontrack_value *value, ontrack__arena *arena, ontrack_value *out);

#endif
