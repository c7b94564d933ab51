/* events.h - dated rows with a code: incidents, actions, transitions. Layer: measures. */
#ifndef ONTRACK_MEASURES_EVENTS_H
#define ONTRACK_MEASURES_EVENTS_H

#include "measures/window.h"

/* A table of such rows, each beginning with its date and code, and what stands against an answer.
 */
typedef struct ontrack__event_table {
    ontrack_table table;
    ontrack_code_kind kind;
    ontrack__why not_given, behind;
} ontrack__event_table;

/* Rows of one student, by date. */
typedef struct ontrack__events {
    const int32_t *cells;
    size_t count, width;
    size_t first; /* position of the first one among all of the student's */
} ontrack__events;

static inline const int32_t *ontrack__event(const ontrack__events *events, size_t index)
{
    return events->cells + index * events->width;
}

/* The student's rows of the question's window. `why` is KNOWN when the table was given and reaches
 * into the window. */
ontrack_status ontrack__events_in_window(const ontrack_question *question,
                                         const ontrack__event_table *table, ontrack__events *out,
                                         ontrack__why *why);

/* Whether the measure's `categories` choose the row. */
bool ontrack__event_chosen(const ontrack_question *question, const ontrack__event_table *table,
                           const int32_t *row);

/* How often the row at `index` counts: not at all when it is not chosen, else once or, where the
 * options count repeats, as often as it was given. */
int64_t ontrack__event_times(const ontrack_question *question, const ontrack__event_table *table,
                             const ontrack__events *events, size_t index);

/* A count of rows as an answer: none of a student who was not enrolled is unknown, unless the
 * options take it for zero. */
ontrack_status ontrack__event_count(const ontrack_question *question, int64_t count,
                                    ontrack_value *out);

/* The measure that counts the chosen rows. */
ontrack_status ontrack__count_events(const ontrack_question *question,
                                     const ontrack__event_table *table, ontrack_value *out);

#endif
