#include "ranges.h"

#include <stdlib.h>

enum { STUDENTS_AT_ONCE = 256, RANGES_A_WORKER = 2 };

/* A range of students on its way from the evaluation to the writer. */
typedef struct range {
    size_t first; /* student */
    ontrack_writer *part;
    ontrack_status status;
    ontrack_error error;
    bool done;
} range;

typedef struct run {
    const ranges *what;
    ontrack_evaluator **evaluators; /* one for each thread */
    range *ring;                    /* of ranges, begun in order and written in order */
    size_t ring_count, student_count;
    size_t begun, written; /* ranges; under the lock */
    ontrack_status status; /* of the first failure, in the order of the students */
    ontrack_error *error;
} run;

static void note(run *self, ontrack_status status, const ontrack_error *error)
{
    if (status == ONTRACK_OK || self->status != ONTRACK_OK) return;
    self->status = status;
    *self->error = *error;
}

/* ---- a thread ---- */

/* The next range, under the lock; NULL when there is none. */
static range *begin_range(run *self)
{
    const ranges *what = self->what;
    while (self->status == ONTRACK_OK && self->begun - self->written == self->ring_count)
        threads_wait(what->crew);
    size_t first = self->begun * STUDENTS_AT_ONCE;
    if (self->status != ONTRACK_OK || first >= self->student_count) return NULL;
    range *next = &self->ring[self->begun++ % self->ring_count];
    next->first = first;
    next->done = false;
    progress_show(what->bar, "evaluating", (int64_t)first, (int64_t)self->student_count);
    return next;
}

/* Writes the ranges whose turn it is, under the lock: a thread that is early goes on with others.
 */
static void write_ranges(run *self)
{
    for (; self->written < self->begun; self->written++) {
        range *next = &self->ring[self->written % self->ring_count];
        if (!next->done) break;
        if (next->status == ONTRACK_OK && self->status == ONTRACK_OK)
            next->status = ontrack_writer_append(self->what->writer, next->part, &next->error);
        note(self, next->status, &next->error);
    }
    threads_tell(self->what->crew);
}

static void work(void *task, size_t number)
{
    run *self = task;
    threads *crew = self->what->crew;
    threads_lock(crew);
    for (range *at = begin_range(self); at != NULL; at = begin_range(self)) {
        threads_unlock(crew);
        ontrack_sink sink = ontrack_writer_sink(at->part);
        at->status = ontrack_evaluator_run(self->evaluators[number], at->first, STUDENTS_AT_ONCE,
                                           &sink, &at->error);
        threads_lock(crew);
        at->done = true;
        write_ranges(self);
    }
    threads_unlock(crew);
}

/* ---- all of them ---- */

static ontrack_status make(run *self, size_t count)
{
    const ranges *what = self->what;
    for (size_t i = 0; i < count && self->status == ONTRACK_OK; i++)
        self->status = ontrack_evaluator_new(what->ruleset, what->dataset, &what->options,
                                             &self->evaluators[i], self->error);
    for (size_t i = 0; i < self->ring_count && self->status == ONTRACK_OK; i++) {
        self->ring[i].error = (ontrack_error)ONTRACK_ERROR_INIT;
        self->status = ontrack_writer_part_new(what->writer, &self->ring[i].part, self->error);
    }
    return self->status;
}

/* Counts of all threads into the first one's evaluator. */
static void merge(run *self, size_t count)
{
    for (size_t i = 1; i < count && self->status == ONTRACK_OK; i++)
        self->status =
            ontrack_evaluator_merge(self->evaluators[0], self->evaluators[i], self->error);
}

static void dispose(run *self, size_t count)
{
    for (size_t i = 1; i < count; i++)
        ontrack_evaluator_free(self->evaluators[i]);
    for (size_t i = 0; i < self->ring_count; i++)
        ontrack_writer_free(self->ring[i].part);
}

ontrack_status ranges_evaluate(const ranges *what, ontrack_evaluator **evaluator,
                               ontrack_error *error)
{
    size_t count = what->crew->crew.workers;
    run self = {.what = what, .error = error};
    self.ring_count = count == 1 ? 1 : count * RANGES_A_WORKER;
    self.student_count = ontrack_dataset_count(what->dataset);
    self.evaluators = calloc(count, sizeof *self.evaluators);
    self.ring = calloc(self.ring_count, sizeof *self.ring);
    if (self.evaluators == NULL || self.ring == NULL) {
        self.status = error->status = ONTRACK_NO_MEMORY;
    } else {
        if (make(&self, count) == ONTRACK_OK) threads_run(what->crew, work, &self);
        merge(&self, count);
        *evaluator = self.evaluators[0];
        dispose(&self, count);
    }
    free(self.evaluators);
    free(self.ring);
    return self.status;
}
