/* layout.h - which file is which table, as data. Layer: ingest. */
#ifndef ONTRACK_INGEST_LAYOUT_H
#define ONTRACK_INGEST_LAYOUT_H

#include <ontrack/records.h>
#include <stdbool.h>

typedef struct ontrack__layout_file {
    const char *name; /* of the file without ".csv" */
    ontrack_table table;
    size_t named_columns; /* so many columns of the table are named by the header row */
    ontrack_table others; /* where any other column goes; ONTRACK_TABLE_COUNT: nowhere */
    const char *needed;   /* a column that must be there though its cells may be empty, or NULL */
} ontrack__layout_file;

/* The files in the order of reading; NULL when there are no more. */
const ontrack__layout_file *ontrack__layout_at(size_t index);
/* The file of a table's name ("attendance"), or NULL. */
const ontrack__layout_file *ontrack__layout_find(ontrack_text name);
/* The file that `file_name` ("attendance.csv", "Attendance.csv.gz") is, or NULL; *is_csv tells
 * whether it ends as such files do. */
const ontrack__layout_file *ontrack__layout_of_file(ontrack_text file_name, bool *is_csv);

#endif
