/* summary.h - what a run saw, said on standard error; nothing when there is nothing to say. */
#ifndef ONTRACK_SUMMARY_H
#define ONTRACK_SUMMARY_H

#include "load.h"

#include <ontrack/evaluation.h>

/* What became of the rows of all files. read = used + duplicates + conflicts + orphans + rejected,
 * which summary_count() checks for each table. */
typedef struct summary {
    int64_t read, used, duplicates, conflicts, orphans, rejected;
    int64_t unread_cells; /* of used rows */
} summary;

/* False, after a complaint, when the counts of a table do not add up. */
bool summary_count(const loaded *data, summary *out);
/* The day that was taken because none was asked for. */
void summary_say_as_of(ontrack_date last);
/* A line of totals and a line for each table with something set aside; rows that a layout leaves
 * out; cells taken as not given; files that no table is read from; codes without a meaning, feeds
 * that end early, the library's warnings. Says how to get rejected rows unless they were written.
 */
void summary_say(const loaded *data, const summary *totals, const ontrack_report *report,
                 bool rejects_written);

#endif
