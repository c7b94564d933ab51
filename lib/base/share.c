#include "base/share.h"

#include "base/error.h"

ontrack_status ontrack__crew_check(const ontrack_crew *crew, ontrack_error *error)
{
    if (crew == NULL) return ONTRACK_OK;
    const bool whole = crew->struct_size >= sizeof *crew && crew->workers >= 1 &&
                       crew->workers <= ONTRACK_CREW_MOST && crew->run != NULL &&
                       crew->lock != NULL && crew->unlock != NULL;
    return whole ? ONTRACK_OK
                 : ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                                 "a crew needs 1 to %d workers and its three functions",
                                 ONTRACK_CREW_MOST);
}

size_t ontrack__crew_workers(const ontrack_crew *crew)
{
    return crew == NULL ? 1 : crew->workers;
}

void ontrack__crew_lock(const ontrack_crew *crew)
{
    if (crew != NULL) crew->lock(crew->user);
}

void ontrack__crew_unlock(const ontrack_crew *crew)
{
    if (crew != NULL) crew->unlock(crew->user);
}

/* Items that are to be worked on; under the lock. */
typedef struct sharing {
    const ontrack_crew *crew;
    size_t next, count, each;
    ontrack__share_work *work;
    void *task;
    bool failed;
} sharing;

/* The next items, as first .. end - 1; none once a piece of work has failed. */
static size_t take_next(sharing *self, size_t *first)
{
    *first = self->next;
    if (self->failed) return *first;
    self->next = self->count - self->next > self->each ? self->next + self->each : self->count;
    return self->next;
}

static void take_part(void *task, size_t worker)
{
    sharing *self = task;
    size_t first, end;
    ontrack__crew_lock(self->crew);
    while ((end = take_next(self, &first)) != first) {
        ontrack__crew_unlock(self->crew);
        const bool done = self->work(self->task, worker, first, end);
        ontrack__crew_lock(self->crew);
        self->failed = self->failed || !done;
    }
    ontrack__crew_unlock(self->crew);
}

ontrack_status ontrack__share(const ontrack_crew *crew, size_t count, size_t each,
                              ontrack__share_work *work, void *task, ontrack_error *error)
{
    sharing self = {crew, 0, count, each, work, task, false};
    if (crew != NULL && count > each) {
        const ontrack_status status = crew->run(crew->user, take_part, &self);
        if (status != ONTRACK_OK) return ontrack__fail(error, status, "the crew ended the work");
    }
    take_part(&self, 0); /* what the crew has left, which is nothing where it came */
    return self.failed ? ontrack__no_memory(error) : ONTRACK_OK;
}
