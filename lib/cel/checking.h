/* checking.h - the state of a check and how it ends early: what the checker's files share. Layer:
 * cel, inner. */
#ifndef ONTRACK_CEL_CHECKING_H
#define ONTRACK_CEL_CHECKING_H

#include "base/error.h"
#include "cel/functions.h"
#include "cel/program.h"
#include "cel/types.h"

/* A name that a macro binds, while its body is checked. */
typedef struct ontrack__cel_scope {
    const struct ontrack__cel_scope *outer;
    ontrack_text name;
    uint32_t slot;
    const ontrack__cel_type *type;
} ontrack__cel_scope;

/* A check stops at its first error: then `status` is set and types are NULL. */
typedef struct ontrack__cel_checker {
    ontrack__cel_program *program;
    const ontrack__cel_options *options;
    const ontrack__cel_scope *scope; /* the innermost */
    bool *read;                      /* for each variable */
    ontrack_status status;
    ontrack_error *error;
} ontrack__cel_checker;

/* Types do not fit. Refused, or left to the evaluation where lenient: then dyn. */
const ontrack__cel_type *ontrack__cel_mismatch(ontrack__cel_checker *checker, size_t offset,
                                               const char *format, ...) ONTRACK__PRINTF(3, 4);
/* Something is not there. Refused, or made a failing node where lenient: then dyn. */
const ontrack__cel_type *ontrack__cel_missing(ontrack__cel_checker *checker,
                                              ontrack__cel_node *node, size_t offset,
                                              const char *format, ...) ONTRACK__PRINTF(4, 5);
/* Refused, lenient or not. */
const ontrack__cel_type *ontrack__cel_refuse(ontrack__cel_checker *checker, size_t offset,
                                             const char *format, ...) ONTRACK__PRINTF(3, 4);
/* Refused as LIMIT. */
const ontrack__cel_type *ontrack__cel_exceed(ontrack__cel_checker *checker, size_t offset,
                                             const char *message);
const ontrack__cel_type *ontrack__cel_no_memory(ontrack__cel_checker *checker);

#endif
