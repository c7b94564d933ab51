#include "ranges.h"

#include <stdlib.h>

enum { STUDENTS_AT_ONCE = 256 };

/* What a thread has for itself. */
typedef struct station {
    ontrack_evaluator *evaluator;
    ontrack_writer *part;
    ontrack_error error;
} station;

typedef struct run {
    const ranges *what;
    station *stations;
    size_t student_count;
    size_t given; /* ranges begun; under the lock */
    ontrack_status status;
    ontrack_error *error;
} run;

static ontrack_status make_station(const ranges *what, station *made)
{
    made->error = (ontrack_error)ONTRACK_ERROR_INIT;
    ontrack_status status = ontrack_evaluator_new(what->ruleset, what->dataset, &what->options,
                                                  &made->evaluator, &made->error);
    return status != ONTRACK_OK ? status
                                : ontrack_writer_part_new(what->writer, &made->part, &made->error);
}

/* ---- a thread ---- */

static void note(run *self, ontrack_status status, const ontrack_error *error)
{
    if (status == ONTRACK_OK || self->status != ONTRACK_OK) return;
    self->status = status;
    *self->error = *error;
}

/* The next range, under the lock; false when there is none. */
static bool begin_range(run *self, size_t *range)
{
    const ranges *what = self->what;
    *range = self->given;
    size_t at = *range * STUDENTS_AT_ONCE;
    if (self->status != ONTRACK_OK || at >= self->student_count) return false;
    self->given++;
    progress_show(what->bar, "evaluating", (int64_t)at, (int64_t)self->student_count);
    return true;
}

/* Writes a range once all before it were, under the lock. */
static void end_range(run *self, station *mine, size_t range, ontrack_status status)
{
    threads *crew = self->what->crew;
    threads_wait(crew, range);
    if (status == ONTRACK_OK && self->status == ONTRACK_OK)
        status = ontrack_writer_append(self->what->writer, mine->part, &mine->error);
    note(self, status, &mine->error);
    threads_next(crew);
}

static void work(void *task, size_t number)
{
    run *self = task;
    station *mine = &self->stations[number];
    threads *crew = self->what->crew;
    ontrack_sink sink = ontrack_writer_sink(mine->part);
    size_t range;
    threads_lock(crew);
    while (begin_range(self, &range)) {
        threads_unlock(crew);
        ontrack_status status = ontrack_evaluator_run(mine->evaluator, range * STUDENTS_AT_ONCE,
                                                      STUDENTS_AT_ONCE, &sink, &mine->error);
        threads_lock(crew);
        end_range(self, mine, range, status);
    }
    threads_unlock(crew);
}

/* ---- all of them ---- */

/* Counts of all threads into the first one's evaluator. */
static void merge(run *self, size_t count)
{
    for (size_t i = 1; i < count && self->status == ONTRACK_OK; i++)
        self->status = ontrack_evaluator_merge(self->stations[0].evaluator,
                                               self->stations[i].evaluator, self->error);
}

static void evaluate(run *self, size_t count)
{
    for (size_t i = 0; i < count && self->status == ONTRACK_OK; i++)
        note(self, make_station(self->what, &self->stations[i]), &self->stations[i].error);
    if (self->status == ONTRACK_OK) threads_run(self->what->crew, work, self);
    merge(self, count);
}

ontrack_status ranges_evaluate(const ranges *what, ontrack_evaluator **evaluator,
                               ontrack_error *error)
{
    size_t count = what->crew->crew.workers;
    run self = {
        what, calloc(count, sizeof(station)), ontrack_dataset_count(what->dataset), 0, ONTRACK_OK,
        error};
    if (self.stations == NULL) {
        error->status = ONTRACK_NO_MEMORY;
        return ONTRACK_NO_MEMORY;
    }
    evaluate(&self, count);
    *evaluator = self.stations[0].evaluator;
    for (size_t i = 0; i < count; i++) {
        if (i > 0) ontrack_evaluator_free(self.stations[i].evaluator);
        ontrack_writer_free(self.stations[i].part);
    }
    free(self.stations);
    return self.status;
}
