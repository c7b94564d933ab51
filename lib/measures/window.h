/* window.h - the days a measure looks at. Layer: measures. */
#ifndef ONTRACK_MEASURES_WINDOW_H
#define ONTRACK_MEASURES_WINDOW_H

#include "measures/question.h"
#include "measures/why.h"

/* First and last day, both included; from <= to. */
typedef struct ontrack__dates {
    ontrack_date from, to;
} ontrack__dates;

static inline ontrack__dates ontrack__year_to_date(const ontrack_question *question)
{
    const ontrack__dates span = {question->year_start, question->as_of};
    return span;
}

/* See below. */
ontrack_status ontrack__any_window(const ontrack_question *question, ontrack__dates *out,
                                   ontrack__why *why);

/* The question's window, cut at the as-of date. `why` is KNOWN when there is one. */
static inline ontrack_status ontrack__window_span(const ontrack_question *question,
                                                  ontrack__dates *out, ontrack__why *why)
{
    if (question->options->window.kind != ONTRACK__WINDOW_YEAR_TO_DATE)
        return ontrack__any_window(question, out, why);
    *out = ontrack__year_to_date(question);
    *why = ONTRACK__KNOWN;
    return ONTRACK_OK;
}

#endif
