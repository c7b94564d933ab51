/* progress.h - a bar on standard error: on a terminal only, and only after a second. */
#ifndef ONTRACK_PROGRESS_H
#define ONTRACK_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct progress {
    bool terminal;
    bool shown;
    int64_t start; /* milliseconds of a clock that only goes forward */
    int64_t last;
} progress;

void progress_begin(progress *bar);
/* `what` is done to `done` of `all`. */
void progress_show(progress *bar, const char *what, int64_t done, int64_t all);
/* Clears the bar; words may follow. */
void progress_end(progress *bar);

#endif
