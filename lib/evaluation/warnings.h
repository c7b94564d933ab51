/* warnings.h - what a run's reader should be told, in whole sentences. Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_WARNINGS_H
#define ONTRACK_EVALUATION_WARNINGS_H

#include "evaluation/binding.h"
#include "evaluation/tally.h"

/* Sentences in `arena`, in a fixed order. false when memory is out. */
bool ontrack__warnings(const ontrack__binding *binding, const ontrack__tally *tally,
                       ontrack__arena *arena, const char *const **out, size_t *count);

#endif
