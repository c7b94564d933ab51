/* share.h - many items worked on by the threads that a host lends. Layer: base. */
#ifndef ONTRACK_BASE_SHARE_H
#define ONTRACK_BASE_SHARE_H

#include <ontrack/crew.h>
#include <stdbool.h>

/* INVALID_ARGUMENT when a crew lacks something; NULL is fine. */
ontrack_status ontrack__crew_check(const ontrack_crew *crew, ontrack_error *error);
/* How many may work at a time: 1 where there is no crew. */
size_t ontrack__crew_workers(const ontrack_crew *crew);
/* One worker at a time passes; nothing where there is no crew. */
void ontrack__crew_lock(const ontrack_crew *crew);
void ontrack__crew_unlock(const ontrack_crew *crew);

/* Works on the items first .. end - 1; false ends the work. */
typedef bool ontrack__share_work(void *task, size_t worker, size_t first, size_t end);
/* Has every item below `count` worked on, `each` at a time, by the workers of a crew (NULL: the
 * caller alone). Which worker has which items is left open. NO_MEMORY once a piece of work was
 * false; what the crew says when it ends the work. */
ontrack_status ontrack__share(const ontrack_crew *crew, size_t count, size_t each,
                              ontrack__share_work *work, void *task, ontrack_error *error);

#endif
