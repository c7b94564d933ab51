#include "threads.h"

#include "words.h"

#include <unistd.h>

/* What one thread is to do. */
typedef struct call {
    void (*work)(void *task, size_t number);
    void *task;
    size_t number;
} call;

static void *answer(void *user)
{
    const call *mine = user;
    mine->work(mine->task, mine->number);
    return NULL;
}

/* The calling thread does its share, and all of it where the system has no more threads. */
static ontrack_status run(void *user, void (*work)(void *task, size_t number), void *task)
{
    const threads *self = user;
    pthread_t others[ONTRACK_CREW_MOST];
    call calls[ONTRACK_CREW_MOST];
    size_t started = 1;
    for (; started < self->crew.workers; started++) {
        calls[started] = (call){work, task, started};
        if (pthread_create(&others[started], NULL, answer, &calls[started]) != 0) break;
    }
    work(task, 0);
    while (--started > 0)
        pthread_join(others[started], NULL);
    return ONTRACK_OK;
}

static void lock(void *user)
{
    threads_lock(user);
}

static void unlock(void *user)
{
    threads_unlock(user);
}

static size_t processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    if (count < 1) return 1;
    return count < ONTRACK_CREW_MOST ? (size_t)count : (size_t)ONTRACK_CREW_MOST;
}

bool threads_begin(threads *self, int count)
{
    if (count > ONTRACK_CREW_MOST) {
        words_say("--threads: at most %d", ONTRACK_CREW_MOST);
        return false;
    }
    pthread_mutex_init(&self->mutex, NULL);
    pthread_cond_init(&self->told, NULL);
    self->crew = (ontrack_crew)ONTRACK_CREW_INIT;
    self->crew.workers = count == 0 ? processors() : (size_t)count;
    self->crew.run = run;
    self->crew.lock = lock;
    self->crew.unlock = unlock;
    self->crew.user = self;
    return true;
}

void threads_end(threads *self)
{
    if (self->crew.workers == 0) return;
    pthread_cond_destroy(&self->told);
    pthread_mutex_destroy(&self->mutex);
}

void threads_run(threads *self, void (*work)(void *task, size_t number), void *task)
{
    (void)run(self, work, task); /* which always works */
}

void threads_lock(threads *self)
{
    pthread_mutex_lock(&self->mutex);
}

void threads_wait(threads *self)
{
    pthread_cond_wait(&self->told, &self->mutex);
}

void threads_tell(threads *self)
{
    pthread_cond_broadcast(&self->told);
}

void threads_unlock(threads *self)
{
    pthread_mutex_unlock(&self->mutex);
}
