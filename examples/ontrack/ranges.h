/* ranges.h - all students of a dataset, evaluated by ranges at the same time, written in order. */
#ifndef ONTRACK_RANGES_H
#define ONTRACK_RANGES_H

#include "progress.h"
#include "threads.h"

#include <ontrack/output.h>

typedef struct ranges {
    const ontrack_ruleset *ruleset;
    const ontrack_dataset *dataset;
    ontrack_evaluate_options options;
    ontrack_writer *writer; /* takes the results; not finished here */
    threads *crew;
    progress *bar;
} ranges;

/* *evaluator receives one that has seen all students, for the report; free it in any case. */
ontrack_status ranges_evaluate(const ranges *what, ontrack_evaluator **evaluator,
                               ontrack_error *error);

#endif
