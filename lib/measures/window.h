/* window.h - the days a measure looks at. Layer: measures. */
#ifndef ONTRACK_MEASURES_WINDOW_H
#define ONTRACK_MEASURES_WINDOW_H

#include "measures/question.h"
#include "measures/why.h"

/* First and last day, both included; from <= to. */
typedef struct ontrack__span {
    ontrack_date from, to;
} ontrack__span;

/* The question's window, cut at the as-of date. `why` is KNOWN when there is one. */
ontrack_status ontrack__window_span(const ontrack_question *question, ontrack__span *out,
                                    ontrack__why *why);

#endif
