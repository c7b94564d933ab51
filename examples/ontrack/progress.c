#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 1000, STEP = 100, CELLS = 30 };

static int64_t milliseconds(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) return 0;
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void progress_begin(progress *bar)
{
    *bar = (progress){isatty(STDERR_FILENO) != 0, false, milliseconds(), 0};
}

void progress_show(progress *bar, const char *what, int64_t done, int64_t all)
{
    if (!bar->terminal || all <= 0) return;
    int64_t now = milliseconds();
    if (now - bar->start < PATIENCE || now - bar->last < STEP) return;
    bar->last = now;
    bar->shown = true;
    if (done > all) done = all;
    int cells = (int)((double)done / (double)all * CELLS);
    fprintf(stderr, "\r\033[K%-24.24s [%.*s%*s] %3d %%", what, cells,
            "##############################", CELLS - cells, "",
            (int)((double)done / (double)all * 100));
    fflush(stderr);
}

void progress_end(progress *bar)
{
    if (bar->shown) fputs("\r\033[K", stderr);
    bar->shown = false;
}
