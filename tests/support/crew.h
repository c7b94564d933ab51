/* crew.h - a crew of threads for tests: started for each run, as simple as can be. */
#ifndef ONTRACK_TESTS_SUPPORT_CREW_H
#define ONTRACK_TESTS_SUPPORT_CREW_H

#include <ontrack/crew.h>
#include <pthread.h>
#include <stdlib.h>

typedef struct test_crew {
    pthread_mutex_t mutex;
    size_t workers;
} test_crew;

typedef struct test_crew_call {
    void (*work)(void *task, size_t worker);
    void *task;
    size_t worker;
} test_crew_call;

static inline void *test_crew_work(void *user)
{
    test_crew_call *call = user;
    call->work(call->task, call->worker);
    return NULL;
}

static inline ontrack_status test_crew_run(void *user, void (*work)(void *task, size_t worker),
                                           void *task)
{
    const test_crew *crew = user;
    pthread_t threads[ONTRACK_CREW_MOST];
    test_crew_call calls[ONTRACK_CREW_MOST];
    for (size_t i = 0; i < crew->workers; i++) {
        const test_crew_call call = {work, task, i};
        calls[i] = call;
        if (pthread_create(&threads[i], NULL, test_crew_work, &calls[i]) != 0) abort();
    }
    for (size_t i = 0; i < crew->workers; i++)
        pthread_join(threads[i], NULL);
    return ONTRACK_OK;
}

static inline void test_crew_lock(void *user)
{
    pthread_mutex_lock(&((test_crew *)user)->mutex);
}

static inline void test_crew_unlock(void *user)
{
    pthread_mutex_unlock(&((test_crew *)user)->mutex);
}

static inline ontrack_crew test_crew_begin(test_crew *threads, size_t workers)
{
    pthread_mutex_init(&threads->mutex, NULL);
    threads->workers = workers;
    const ontrack_crew crew = {sizeof crew,    workers,          test_crew_run,
                               test_crew_lock, test_crew_unlock, threads};
    return crew;
}

static inline void test_crew_end(test_crew *threads)
{
    pthread_mutex_destroy(&threads->mutex);
}

#endif
