/* summary.h - what a run saw, said on standard error; nothing when there is nothing to say. */
#ifndef ONTRACK_SUMMARY_H
#define ONTRACK_SUMMARY_H

#include "load.h"

#include <ontrack/evaluation.h>
#include <stdio.h>

/* What became of the rows of all files. read = used + duplicates + conflicts + orphans + rejected,
 * which summary_count() checks for each table. */
typedef struct summary {
    int64_t read, used, duplicates, conflicts, orphans, rejected;
    int64_t unread_cells; /* of used rows */
} summary;

/* False, after a complaint, when the counts of a table do not add up. */
bool summary_count(const loaded *data, summary *out);
/* A line of totals and a line for each table with something set aside; how to get the rows. */
void summary_say_rows(const loaded *data, const summary *totals, bool rejects_written);
/* Says which files hold cells that were taken as not given, and where the first one stands. */
void summary_say_unread(const loaded *data);
/* Rows that the layout leaves out, by file and reason. */
void summary_say_skipped(const loaded *data);
/* CSV files of the folder that no table is read from. */
void summary_say_ignored(const loaded *data);
/* Codes without a meaning, feeds that end early, the library's warnings. */
void summary_say_report(const ontrack_report *report);

/* Codes that no line of the rule set maps, a line for each kind, on `stream`. */
void summary_print_unmapped(FILE *stream, const ontrack_report *report);

#endif
