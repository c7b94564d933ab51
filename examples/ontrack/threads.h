/* threads.h - the program's threads: a crew for the library, and turns for work that ends in order.
 */
#ifndef ONTRACK_THREADS_H
#define ONTRACK_THREADS_H

#include <ontrack/crew.h>
#include <pthread.h>
#include <stdbool.h>

typedef struct threads {
    pthread_mutex_t mutex;
    pthread_cond_t turned;
    size_t turn; /* whose work goes on in threads_wait(); under the lock */
    ontrack_crew crew;
} threads;

/* `count` threads, the caller's among them; 0: as many as processors. False after a complaint. */
bool threads_begin(threads *self, int count);
void threads_end(threads *self);

/* Calls work(task, number) for each thread number, at the same time; once when threads cannot be
 * started. */
void threads_run(threads *self, void (*work)(void *task, size_t number), void *task);

/* Pieces of work that are numbered from 0 and end in order: waits under the lock until it is the
 * turn of piece `number`; the next one's turn. threads_run() starts again from 0. */
void threads_lock(threads *self);
void threads_wait(threads *self, size_t number);
void threads_next(threads *self);
void threads_unlock(threads *self);

#endif
