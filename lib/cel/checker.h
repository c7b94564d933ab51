/* checker.h - resolves names and overloads, and refuses what can only fail. Layer: cel, inner. */
#ifndef ONTRACK_CEL_CHECKER_H
#define ONTRACK_CEL_CHECKER_H

#include "cel/program.h"

/* Checks the program's tree in place; sets its slots, reads and patterns. */
ontrack_status ontrack__cel_check(ontrack__cel_program *program,
                                  const ontrack__cel_options *options, ontrack_error *error);

#endif
