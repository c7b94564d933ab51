/* threads.h - the program's threads: a crew for the library, and waiting for one another. */
#ifndef ONTRACK_THREADS_H
#define ONTRACK_THREADS_H

#include <ontrack/crew.h>
#include <pthread.h>
#include <stdbool.h>

typedef struct threads {
    pthread_mutex_t mutex;
    pthread_cond_t told;
    ontrack_crew crew;
} threads;

/* `count` threads, the caller's among them; 0: as many as processors. False after a complaint. */
bool threads_begin(threads *self, int count);
void threads_end(threads *self);

/* Calls work(task, number) for each thread number, at the same time; once when threads cannot be
 * started. */
void threads_run(threads *self, void (*work)(void *task, size_t number), void *task);

void threads_lock(threads *self);
void threads_unlock(threads *self);
/* Under the lock: waits until another thread tells that something changed, and tells the others. It
 * may also end early; look again at what was waited for. */
void threads_wait(threads *self);
void threads_tell(threads *self);

#endif
