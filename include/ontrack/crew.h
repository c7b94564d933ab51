/**
 * @file
 * @brief Threads that a host lends: the library starts none.
 */
#ifndef ONTRACK_CREW_H
#define ONTRACK_CREW_H

#include <ontrack/error.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A host's threads and one lock. Whatever their number and speed, the answer is the same.
 *
 * The work's own locking needs nothing but `lock` and `unlock`: a worker that has nothing to
 * do returns, and `run` is called again when more is to be done.
 */
typedef struct ontrack_crew {
    size_t struct_size; /**< sizeof of this struct. */
    size_t workers;     /**< How many may work at a time: 1 to #ONTRACK_CREW_MOST. */
    /**
     * Calls @p work once with each number below @ref workers, all at the same time or some after
     * others as the host can, and returns when every call has. Any status but OK ends the work and
     * is returned.
     */
    ontrack_status (*run)(void *user, void (*work)(void *task, size_t worker), void *task);
    void (*lock)(void *user);   /**< One worker at a time passes; never called twice by one. */
    void (*unlock)(void *user); /**< Lets the next pass. */
    void *user;                 /**< For all three. */
} ontrack_crew;
/** Most workers of a crew. */
#define ONTRACK_CREW_MOST 256
/** Initial value of ::ontrack_crew. */
#define ONTRACK_CREW_INIT                                                                          \
    {                                                                                              \
        sizeof(ontrack_crew), 1, NULL, NULL, NULL, NULL                                            \
    }

#ifdef __cplusplus
}
#endif

#endif
